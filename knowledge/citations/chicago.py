"""A citation as a note in the Chicago style (The Chicago Manual of Style, 17th edition, chapter 14).

Titles of books and journals stand in italics (``*…*``, as in an edition), titles of their parts in quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.model import Citation, Quotation, Source

_SHORT_LABELS = {
    "volume": "vol. ",
    "section": "sec. ",
    "chapter": "chap. ",
    "note": "n",
    "paragraph": "par. ",
    "issue": "no. ",
}


def note(citation: Citation, speaker: str | None = None) -> str:
    """The citation as a note, without a full stop.

    Where the source quotes somebody, ``speaker`` comes first: "Victor Serge, quoted in Susan Weissman, …, 45".
    """
    text = _work(citation.source)
    if citation.locator:
        text = f"{text}, {_locator(citation)}"
    if citation.quoted:
        return f"{speaker}, quoted in {text}" if speaker else f"quoted in {text}"
    return text


def quotation_note(quotation: Quotation) -> str | None:
    """The note for a quotation; None where the essay gives no source for it."""
    return note(quotation.citation, quotation.speaker) if quotation.citation else None


def bibliography(source: Source) -> str:
    """The work as a line of a bibliography, its first author's family name first, with a full stop."""
    csl = source.csl
    people: Sequence[Mapping[str, str]] = csl.get("author") or csl.get("editor") or []
    role = "" if csl.get("author") else _plural(people, "ed.", "eds.")
    names = _names(people, inverted=True)
    head = f"{names}, {role}" if names and role else names
    parts = [head.rstrip("."), _title(csl), *_contributors(csl)]
    if csl.get("container-title"):
        parts.append(_container(csl))
    if imprint := _imprint(csl):
        parts.append(imprint)
    return ". ".join(part for part in parts if part) + "."


def short_name(source: Source) -> str:
    """What the work is called in passing: the essay's short title, or its title."""
    return f"*{source.short_title or source.title}*"


def _work(source: Source) -> str:
    csl = source.csl
    authors = _names(csl.get("author") or [])
    if not authors and csl.get("editor"):
        authors = f"{_names(csl['editor'])}, {_plural(csl['editor'], 'ed.', 'eds.')}"
    parts = [authors, _title(csl)]
    if csl.get("container-title"):
        parts.append(("in " if csl["type"] == "chapter" else "") + _container(csl))
    elif csl.get("author"):
        parts += _contributors(csl)
    text = ", ".join(part for part in parts if part)
    imprint = _imprint(csl)
    return f"{text} ({imprint})" if imprint else text


def _title(csl: Mapping[str, Any]) -> str:
    part_of_something = csl["type"] in {"chapter", "article-journal", "article-magazine", "paper-conference"}
    if part_of_something or csl["type"] == "manuscript":
        return f"“{csl['title']}”"
    return f"*{csl['title']}*"


def _container(csl: Mapping[str, Any]) -> str:
    text = f"*{csl['container-title']}*"
    if csl.get("volume"):
        text += f" {csl['volume']}"
    if csl.get("issue"):
        text += f", no. {csl['issue']}"
    if csl["type"] == "chapter" and csl.get("editor") and csl.get("author"):
        text += f", ed. {_names(csl['editor'])}"
    return text


def _contributors(csl: Mapping[str, Any]) -> list[str]:
    parts: list[str] = []
    if csl.get("author") and csl.get("editor") and not csl.get("container-title"):
        parts.append(f"ed. {_names(csl['editor'])}")
    if csl.get("translator"):
        parts.append(f"trans. {_names(csl['translator'])}")
    if csl.get("volume") and not csl.get("container-title"):
        parts.append(f"vol. {csl['volume']}")
    return parts


def _imprint(csl: Mapping[str, Any]) -> str:
    place, publisher, year = csl.get("publisher-place"), csl.get("publisher"), _year(csl.get("issued"))
    house = ": ".join(part for part in (place, publisher) if part)
    return ", ".join(part for part in (house, year) if part)


def _year(date: Any) -> str:
    if not date:
        return ""
    return str(date["literal"]) if "literal" in date else str(date["date-parts"][0][0])


def _names(people: Sequence[Mapping[str, str]], *, inverted: bool = False) -> str:
    names = [_name(person, inverted=inverted and number == 0) for number, person in enumerate(people)]
    if len(names) > 1:
        return f"{', '.join(names[:-1])}{',' if names[2:] or inverted else ''} and {names[-1]}"
    return "".join(names)


def _name(person: Mapping[str, str], *, inverted: bool) -> str:
    if "literal" in person:
        return person["literal"]
    given, family = person.get("given", ""), person.get("family", "")
    return f"{family}, {given}" if inverted and given else f"{given} {family}".strip()


def _plural(people: Sequence[object], one: str, many: str) -> str:
    return many if len(people) > 1 else one


def _locator(citation: Citation) -> str:
    return f"{_SHORT_LABELS.get(citation.label or '', '')}{citation.locator}"
