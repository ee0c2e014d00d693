"""The files of a new pack. What a person has to fill in is marked; everything else reads as it would when finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import yaml

from knowledge.packs.placeholders import FILL_IN
from knowledge.packs.skeleton import examples
from knowledge.packs.skeleton.citations import Parenthesis, Work
from knowledge.packs.skeleton.decisions import Decision
from knowledge.packs.skeleton.findings import Findings
from knowledge.packs.skeleton.quotations import Found

_WIDEST = 2**31


def files(found: Findings, slug: str, text_name: str, decisions: list[Decision]) -> dict[str, str]:
    """The contents of every file of the pack, by its name."""
    return {
        "pack.yaml": _pack(found, slug),
        "essay.md": found.draft.text,
        "sources.yaml": _file(examples.SOURCES, (_source(found, short) for short in found.sources)),
        "quotations.yaml": _file(examples.QUOTATIONS, (_quotation(found, quotation) for quotation in found.quotations)),
        "citations.yaml": _file(examples.CITATIONS, _citations(found)),
        "entries.yaml": examples.ENTRIES,
        "pairs.yaml": examples.PAIRS,
        "slips.yaml": examples.SLIPS,
        "DECISIONS.md": _decisions(decisions, text_name),
    }


def _pack(found: Findings, slug: str) -> str:
    draft = found.draft
    return examples.PACK.format(
        fill_in=FILL_IN,
        slug=slug,
        title=_text(draft.title),
        author=_text(draft.author or f"{FILL_IN}: who wrote the text"),
        date=_text(draft.date or f"{FILL_IN}: when it was published"),
    )


def _source(found: Findings, short: str) -> str:
    fields = [
        ("key", found.sources[short]),
        ("short", _text(short)),
        ("aliases", f"[{_text(short.lower())}]"),
        ("type", "book"),
        ("title", _text(f"{FILL_IN}: the full title of {short}")),
    ]
    notes = (note for note in found.draft.edition.notes if found.introduced.get(note.number) == short)
    return _item(fields, comments=[*examples.SOURCE_FIELDS, *(f"{note.name}: {_text(note.text)}" for note in notes)])


def _quotation(found: Findings, quotation: Found) -> str:
    serving = found.serving(quotation)
    fields = [("key", quotation.key), ("at", quotation.block.name), ("exact", _text(quotation.exact))]
    fields += [(name, _text(words)) for name in ("prefix", "suffix") if (words := getattr(quotation, name))]
    if quotation.displayed:
        fields.append(("kind", "displayed"))
    fields.append(("# speaker", ""))
    if serving:
        fields += _place(found, serving)
    elif not found.is_cited(quotation):
        fields.append(("provenance", "essay's own statement"))
    return _item(fields)


def _place(found: Findings, work: Work) -> Iterator[tuple[str, str]]:
    """Source and locator, as the one parenthesis gives them."""
    yield "quoted_in" if work.quoted else "source", found.sources[work.short or ""]
    if work.locators:
        yield "label", _label(work.locators)
        yield "locator", _text(", ".join(work.locators))
    if len(work.locators) > 1:
        yield "certainty", "ambiguous"
    if work.quoted:
        yield "provenance", "quoted by another"


def _citations(found: Findings) -> Iterator[str]:
    for parenthesis in found.citations:
        choice = [quotation.key for quotation in found.may_serve(parenthesis)]
        fields = [("at", parenthesis.block.name), ("exact", _text(parenthesis.exact)), *_around(parenthesis)]
        fields += _cited(found, parenthesis.works, sure=not parenthesis.leans)
        plain = [] if choice else [quotation.key for quotation in found.serves.get(parenthesis, [])]
        yield _item(fields + _keys(plain), comments=[f"quotations: [{', '.join(choice)}]"] if choice else [])
    for note in found.draft.edition.notes:
        fields = [("at", note.name), *_cited(found, found.cited_in(note))]
        yield _item(fields + _keys([quotation.key for quotation in found.marked_by(note)]))


def _around(parenthesis: Parenthesis) -> Iterator[tuple[str, str]]:
    """What tells the parenthesis from another like it in its block."""
    text, start = parenthesis.block.text, parenthesis.start
    for before in range(start + 1):
        if text.count(text[start - before : parenthesis.end]) == 1:
            if before:
                yield "prefix", _text(text[start - before : start])
            return


def _cited(found: Findings, works: Iterable[Work], *, sure: bool = True) -> Iterator[tuple[str, str]]:
    """The works, and the pages where there is one work; the pages of several are in the text alone."""
    named = [work for work in works if work.short]
    if named:
        keys = dict.fromkeys(found.sources[work.short or ""] for work in named)
        yield "cites" if sure else "# cites", f"[{', '.join(keys)}]"
    if len(named) == 1 and named[0].locators:
        if (label := _label(named[0].locators)) != "page":
            yield "label", label
        yield "locators", f"[{', '.join(map(_text, named[0].locators))}]"


def _keys(quotations: list[str]) -> list[tuple[str, str]]:
    return [("quotations", f"[{', '.join(quotations)}]")] if quotations else []


def _label(locators: tuple[str, ...]) -> str:
    return "volume" if any(": " in locator for locator in locators) else "page"


def _decisions(decisions: list[Decision], text_name: str) -> str:
    parts = [examples.DECISIONS.format(text=text_name)]
    for topic, alike in groupby(decisions, key=lambda decision: decision.topic):
        title, _, what_to_do = topic.value.partition(". ")
        parts.append(f"## {title}\n\n{what_to_do}\n\n" + "".join(f"- [ ] {decision}\n" for decision in alike))
    return "\n".join(parts)


def _file(head: str, items: Iterable[str]) -> str:
    written = "\n".join(items) or "[]\n"
    return f"{head}\n{written}"


def _item(fields: Iterable[tuple[str, str]], comments: Iterable[str] = ()) -> str:
    """One item of a list; ``comments`` are lines to be filled in and uncommented."""
    lines = [f"{name}: {value}".rstrip() for name, value in fields] + [f"# {comment}" for comment in comments]
    return "- " + "\n  ".join(lines) + "\n"


def _text(words: str) -> str:
    """The words in YAML's double quotes, on one line."""
    written: Any = yaml.safe_dump(words, default_style='"', allow_unicode=True, width=_WIDEST)
    return str(written).strip()
