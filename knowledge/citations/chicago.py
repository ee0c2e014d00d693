"""A citation as a note in the Chicago style (The Chicago Manual of Style, 17th edition, chapter 14).

Titles of books and journals stand in italics (``*…*``, as in an edition), titles of their parts in quotation marks
with the comma or full stop inside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.model import Citation, Quotation, Source

_SHORT_LABELS = {
    "volume": "vol. ",
    "section": "sec. ",
    "chapter": "chap. ",
    "note": "n",
    "paragraph": "par. ",
    "part": "pt. ",
    "issue": "no. ",
}

_PARTS = {"chapter", "article-journal", "article-magazine", "paper-conference", "webpage", "manuscript"}
"""Types whose titles stand in quotation marks."""

_IN_NOTES = {"editor": "ed.", "translator": "trans.", "volume": "vol."}
_IN_BIBLIOGRAPHIES = {"editor": "Edited by", "translator": "Translated by", "volume": "Vol."}

_MOST_NAMES = 3
"""How many authors a note names; of more than these the first, "et al."."""


def note(citation: Citation, speaker: str | None = None) -> str:
    """The citation as a note, without a full stop.

    Where the source quotes somebody, ``speaker`` comes first: "Victor Serge, quoted in Susan Weissman, …, 45".
    """
    text = _work(citation)
    if citation.locator:
        of_journal = citation.source.csl["type"] == "article-journal" and text.endswith(")")
        text = f"{text}: {_locator(citation)}" if of_journal else _listed([text, _locator(citation)])
    if citation.quoted:
        return f"{speaker}, quoted in {text}" if speaker else f"quoted in {text}"
    return text


def quotation_note(quotation: Quotation) -> str | None:
    """The note for a quotation; None where the essay gives no source for it."""
    return note(quotation.citation, quotation.speaker) if quotation.citation else None


def bibliography(source: Source) -> str:
    """The work as a line of a bibliography, its first author's family name first, with a full stop."""
    csl = source.csl
    parts = [_authors(csl, inverted=True), _title(csl), *_contributors(csl, _IN_BIBLIOGRAPHIES)]
    if csl.get("container-title"):
        parts += _bibliography_container(csl)
    else:
        parts.append(_imprint(csl))
    return " ".join(_stopped(part) for part in [*parts, str(csl.get("URL", ""))] if part)


def _work(citation: Citation) -> str:
    csl = citation.source.csl
    parts = [_authors(csl), _title(csl)]
    # A locator like "42: 170" names the volume itself.
    parts += _contributors({**csl, "volume": None} if citation.label == "volume" else csl, _IN_NOTES)
    if csl.get("container-title"):
        parts.append(("in " if csl["type"] == "chapter" else "") + _container(csl, "ed."))
    text, imprint = _listed(parts), _imprint(csl)
    if not imprint:
        return text
    return _listed([text, imprint]) if csl["type"] == "article-magazine" else f"{text} ({imprint})"


def _authors(csl: Mapping[str, Any], *, inverted: bool = False) -> str:
    """The authors, or the editors in their place where the work is not itself part of an edited one."""
    if csl.get("author") or csl.get("container-title") or not csl.get("editor"):
        return _names(csl.get("author") or [], inverted=inverted)
    return f"{_names(csl['editor'], inverted=inverted)}, {'eds.' if csl['editor'][1:] else 'ed.'}"


def _title(csl: Mapping[str, Any]) -> str:
    if csl["type"] in _PARTS:
        return f"“{csl['title'].replace('“', '‘').replace('”', '’')}”"
    return f"*{csl['title']}*"


def _contributors(csl: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """Editor, translator, edition and volume; a part's editor and volume stand with the whole."""
    parts: list[str] = []
    if csl.get("author") and csl.get("editor") and not csl.get("container-title"):
        parts.append(f"{words['editor']} {_names(csl['editor'])}")
    if csl.get("translator"):
        parts.append(f"{words['translator']} {_names(csl['translator'])}")
    if csl.get("edition"):
        parts.append(f"{csl['edition']} ed.")
    if csl.get("volume") and not csl.get("container-title"):
        parts.append(f"{words['volume']} {csl['volume']}")
    return parts


def _container(csl: Mapping[str, Any], edited: str) -> str:
    text = f"*{csl['container-title']}*"
    if csl["type"] == "chapter":
        text += f", vol. {csl['volume']}" if csl.get("volume") else ""
        return f"{text}, {edited} {_names(csl['editor'])}" if csl.get("editor") else text
    text += f" {csl['volume']}" if csl.get("volume") else ""
    return f"{text}, no. {csl['issue']}" if csl.get("issue") else text


def _bibliography_container(csl: Mapping[str, Any]) -> list[str]:
    """The whole that a part is in, with the part's pages, and its imprint."""
    container, imprint = _container(csl, "edited by"), _imprint(csl)
    if csl["type"] == "article-journal":
        dated = f"{container} ({imprint})" if imprint else container
        return [f"{dated}: {csl['page']}" if csl.get("page") else dated]
    if csl["type"] == "article-magazine":
        return [_listed([container, imprint])]
    pages = [str(csl["page"])] if csl.get("page") else []
    return [("In " if csl["type"] == "chapter" else "") + _listed([container, *pages]), imprint]


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
    if len(names) > _MOST_NAMES and not inverted:
        return f"{names[0]} et al."
    if len(names) > 1:
        return f"{', '.join(names[:-1])}{',' if names[2:] or inverted else ''} and {names[-1]}"
    return "".join(names)


def _name(person: Mapping[str, str], *, inverted: bool) -> str:
    if "literal" in person:
        return person["literal"]
    given, family = person.get("given", ""), person.get("family", "")
    return f"{family}, {given}" if inverted and given and family else f"{given} {family}".strip()


def _locator(citation: Citation) -> str:
    """Where in the work: "150–1", "sec. H.2.2", "42:170" for volume and page."""
    locator = citation.locator or ""
    if citation.label == "volume" and (volume_and_page := re.fullmatch(r"(\d+)[:,]\s*(.+)", locator)):
        return ":".join(volume_and_page.groups())
    return f"{_SHORT_LABELS.get(citation.label or '', '')}{locator}"


def _listed(parts: Sequence[str]) -> str:
    """The parts with commas between them, inside a quotation mark that ends a part."""
    text = ""
    for part in filter(None, parts):
        separator = ", " if text else ""
        text = f"{text[:-1]},” {part}" if text.endswith("”") else f"{text}{separator}{part}"
    return text


def _stopped(part: str) -> str:
    """The part with a full stop, inside a quotation mark that ends it, and no second one after a stop."""
    words = part.rstrip("*”’")
    stop = "" if words.endswith((".", "?", "!")) else "."
    return f"{part[:-1]}{stop}”" if part.endswith("”") else f"{part}{stop}"
