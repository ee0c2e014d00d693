"""Works cited, and citations in the text, as the Modern Language Association writes them (MLA Handbook, 9th edition).

Titles of works that stand by themselves are in italics (``*…*``), titles of their parts in quotation marks. After the
title come, as far as they are known, the whole that the work is in, contributors, edition, number, publisher, date and
place, with commas. The town of the publisher is left out, as MLA does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.citations.dates import mla_date, year
from knowledge.citations.names import Name, in_order, inverted, short
from knowledge.citations.punctuation import listed, marked_title, sentences
from knowledge.model import Citation, Source

_LABELS = {
    "volume": "vol. ",
    "section": "sec. ",
    "chapter": "ch. ",
    "note": "n",
    "paragraph": "par. ",
    "part": "pt. ",
    "issue": "no. ",
}

_MOST_NAMES = 2
"""Of more authors than these only the first is named, "et al."."""

_BUSINESS = re.compile(r"[\s,]*(?:(?:&|\band)\s+)?\b(?:Company|Co|Corporation|Corp|Incorporated|Inc|Limited|Ltd)\b\.?$")
_ARTICLE = re.compile(r"^(?:An?|The) ")
_MAIN_TITLE = re.compile(r"[^:?!.(]+")


def works_cited(source: Source) -> str:
    """The work as a line of the list of works cited, with a full stop."""
    csl = source.csl
    edited = _by("edited by", csl.get("editor") if csl.get("author") or csl.get("container-title") else None)
    translated = _by("translated by", csl.get("translator"))
    parts = [_creators(csl), marked_title(csl["type"], source.title), year(csl.get("original-date"))]
    if csl.get("container-title"):
        parts += [_begun(translated), listed([f"*{csl['container-title']}*", edited, *_published(csl)])]
    else:
        parts.append(_begun(listed([edited, translated, *_published(csl)])))
    if csl.get("accessed"):
        parts.append(f"Accessed {mla_date(csl['accessed'])}")
    return sentences(parts)


def in_text(citation: Citation, *, titled: bool = False) -> str:
    """The citation as it stands in the text: "(Serge 150–1)", "(qtd. in Weissman 45)".

    ``titled`` names the work too, where several by the same author are cited: "(Serge, *Memoirs* 150–1)".
    """
    csl = citation.source.csl
    people = _people(csl)
    names = _short_names(people)
    work = listed([names, _short_title(citation.source)]) if titled or not people else names
    locator = citation.locator or ""
    label = "" if citation.label == "volume" and not locator.isalnum() else _LABELS.get(citation.label or "", "")
    text = listed([work, f"{label}{locator}"]) if label else f"{work} {locator}".strip()
    return f"(qtd. in {text})" if citation.quoted else f"({text})"


def cited_by_name(source: Source) -> str:
    """The name under which the text cites a work; nothing where it is cited by its title."""
    return _short_names(_people(source.csl))


def _creators(csl: Mapping[str, Any]) -> str:
    """The authors, or the editors in their place where the work is not itself part of an edited one."""
    people = _people(csl)
    if not people:
        return ""
    first, *others = people
    if len(people) > _MOST_NAMES:
        names = f"{inverted(first)}, et al."
    else:
        names = ", and ".join([inverted(first), *map(in_order, others)])
    return names if csl.get("author") else f"{names}, {'editors' if others else 'editor'}"


def _people(csl: Mapping[str, Any]) -> Sequence[Name]:
    if csl.get("author") or csl.get("container-title"):
        return csl.get("author") or []
    return csl.get("editor") or []


def _short_names(people: Sequence[Name]) -> str:
    names = [short(person) for person in people]
    return f"{names[0]} et al." if len(names) > _MOST_NAMES else " and ".join(names)


def _short_title(source: Source) -> str:
    """The title's beginning without an article: the essay's own short title where it is that, else the main title."""
    title = _ARTICLE.sub("", source.title)
    if source.short_title and title.startswith(own := _ARTICLE.sub("", source.short_title)):
        return marked_title(source.csl["type"], own)
    main = _MAIN_TITLE.match(title)
    return marked_title(source.csl["type"], main[0].strip() if main else title)


def _by(words: str, people: Sequence[Name] | None) -> str:
    if not people:
        return ""
    names = [in_order(person) for person in people]
    return f"{words} {f'{names[0]} et al.' if len(names) > _MOST_NAMES else ' and '.join(names)}"


def _published(csl: Mapping[str, Any]) -> list[str]:
    """Edition, number, publisher, date and location, as far as they are known."""
    told = {"edition": "{} ed.", "volume": "vol. {}", "issue": "no. {}"}
    parts = [form.format(csl[name]) for name, form in told.items() if csl.get(name)]
    if csl.get("publisher"):
        parts.append(_house(str(csl["publisher"])))
    parts.append((year if csl["type"] in {"book", "chapter"} else mla_date)(csl.get("issued")))
    if page := str(csl.get("page", "")):
        parts.append(f"{'p.' if page.isalnum() else 'pp.'} {page}")
    return [*parts, str(csl.get("URL", ""))]


def _house(publisher: str) -> str:
    """A publisher's name without article and business words, university presses shortened."""
    name = _ARTICLE.sub("", publisher)
    while (shorter := _BUSINESS.sub("", name)) not in {name, ""}:
        name = shorter
    name = name.replace(" & ", " and ").replace("University Press", "UP")
    if "University" in name:
        name = name.replace("University", "U").replace("Press", "P")
    return name


def _begun(text: str) -> str:
    """What follows a full stop begins with a capital, where the words are ours."""
    return (
        text[:1].upper() + text[1:]
        if text.startswith(("edited by", "translated by", "vol. ", "no. ", "p. ", "pp. "))
        else text
    )
