"""A citation as a note in the Chicago style (The Chicago Manual of Style, 17th edition, chapter 14).

Titles of books and journals stand in italics (``*…*``, as in an edition), titles of their parts in quotation marks
with the comma or full stop inside them. A page of the web has its whole date and its address after it; the day on
which it was read stands in for a date only (14.207).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.citations.dates import chicago_date, year
from knowledge.citations.names import Name, in_order, inverted, short
from knowledge.citations.punctuation import listed, marked_title, sentences
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

_DATED_AFTER_COMMA = {"article-magazine", "webpage"}
"""Types whose date stands after a comma, not in parentheses."""

_IN_NOTES = {"editor": "ed.", "translator": "trans.", "volume": "vol."}
_IN_BIBLIOGRAPHIES = {"editor": "Edited by", "translator": "Translated by", "volume": "Vol."}

_MOST_NAMES = 3
"""How many authors a note names; of more than these the first, "et al."."""


_SUBTITLE = re.compile(r": |(?<=[?!]) ")
"""What a subtitle stands behind."""

_ARTICLE = re.compile(r"(?:an?|the) (?=\S)", re.IGNORECASE)


def note(citation: Citation, speaker: str | None = None) -> str:
    """The citation as a note, without a full stop.

    Where the source quotes somebody, ``speaker`` comes first: "Victor Serge, quoted in Susan Weissman, …, 45".
    """
    csl, text = citation.source.csl, _work(citation)
    if citation.locator:
        of_journal = csl["type"] == "article-journal" and text.endswith(")")
        text = f"{text}: {_locator(citation)}" if of_journal else listed([text, _locator(citation)])
    if csl["type"] == "webpage":
        text = listed([text, str(csl.get("URL", ""))])
    return _quoted(citation, speaker, text)


def _quoted(citation: Citation, speaker: str | None, text: str) -> str:
    """The note, with whoever its source quotes before it."""
    if not citation.quoted:
        return text
    return f"{speaker}, quoted in {text}" if speaker else f"quoted in {text}"


def short_note(citation: Citation, speaker: str | None = None) -> str:
    """A later note of a work that a note named in full before it: family name, short title, locator (14.30)."""
    text = listed([short_name(citation.source), _locator(citation) if citation.locator else ""])
    return _quoted(citation, speaker, text)


def short_name(source: Source) -> str:
    """What a work is called in later notes; two works of a list may have it in common."""
    csl = source.csl
    people: Sequence[Name] = csl.get("author") or ()
    if not people and not csl.get("container-title"):
        people = csl.get("editor") or ()
    return listed([_listed_names([short(person) for person in people]), marked_title(csl["type"], _short(csl))])


def _short(csl: Mapping[str, Any]) -> str:
    """The title without its subtitle and without an article before it (14.33)."""
    title = _SUBTITLE.split(csl["title"], maxsplit=1)[0]
    return title[found.end() :] if (found := _ARTICLE.match(title)) else title


def quotation_note(quotation: Quotation) -> str | None:
    """The note for a quotation; None where the essay gives no source for it."""
    return note(quotation.citation, quotation.speaker) if quotation.citation else None


def bibliography(source: Source) -> str:
    """The work as a line of a bibliography, its first author's family name first, with a full stop."""
    csl = source.csl
    parts = [
        _authors(csl, for_list=True),
        marked_title(csl["type"], csl["title"]),
        *_contributors(csl, _IN_BIBLIOGRAPHIES),
    ]
    if csl.get("container-title"):
        parts += _bibliography_container(csl)
    else:
        parts.append(_imprint(csl, "Accessed"))
    return sentences([*parts, str(csl.get("URL", ""))])


def _work(citation: Citation) -> str:
    csl = citation.source.csl
    parts = [_authors(csl), marked_title(csl["type"], csl["title"])]
    # A locator like "42: 170" names the volume itself.
    parts += _contributors({**csl, "volume": None} if citation.label == "volume" else csl, _IN_NOTES)
    if csl.get("container-title"):
        parts.append(("in " if csl["type"] == "chapter" else "") + _container(csl, "ed."))
    text, imprint = listed(parts), _imprint(csl)
    if not imprint:
        return text
    return listed([text, imprint]) if csl["type"] in _DATED_AFTER_COMMA else f"{text} ({imprint})"


def _authors(csl: Mapping[str, Any], *, for_list: bool = False) -> str:
    """The authors, or the editors in their place where the work is not itself part of an edited one."""
    if csl.get("author") or csl.get("container-title") or not csl.get("editor"):
        return _names(csl.get("author") or [], for_list=for_list)
    return f"{_names(csl['editor'], for_list=for_list)}, {'eds.' if csl['editor'][1:] else 'ed.'}"


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
    if csl["type"] == "webpage":
        return str(csl["container-title"])
    text = f"*{csl['container-title']}*"
    if csl["type"] == "chapter":
        text += f", vol. {csl['volume']}" if csl.get("volume") else ""
        return f"{text}, {edited} {_names(csl['editor'])}" if csl.get("editor") else text
    text += f" {csl['volume']}" if csl.get("volume") else ""
    return f"{text}, no. {csl['issue']}" if csl.get("issue") else text


def _bibliography_container(csl: Mapping[str, Any]) -> list[str]:
    """The whole that a part is in, with the part's pages, and its imprint."""
    container, imprint = _container(csl, "edited by"), _imprint(csl, "Accessed")
    if csl["type"] == "article-journal":
        dated = f"{container} ({imprint})" if imprint else container
        return [f"{dated}: {csl['page']}" if csl.get("page") else dated]
    if csl["type"] == "article-magazine":
        return [listed([container, imprint])]
    pages = [str(csl["page"])] if csl.get("page") else []
    return [("In " if csl["type"] == "chapter" else "") + listed([container, *pages]), imprint]


def _imprint(csl: Mapping[str, Any], read_on: str = "accessed") -> str:
    place, publisher = csl.get("publisher-place"), csl.get("publisher")
    house = ": ".join(part for part in (place, publisher) if part)
    return ", ".join(part for part in (house, _date(csl, read_on)) if part)


def _date(csl: Mapping[str, Any], read_on: str) -> str:
    """The year of a book; of what appears on a day, the day, or else the one on which it was read."""
    if csl.get("issued"):
        return year(csl["issued"]) if csl["type"] in {"book", "chapter"} else chicago_date(csl["issued"])
    accessed = csl.get("accessed") if csl["type"] == "webpage" else None
    return f"{read_on} {chicago_date(accessed)}" if accessed else ""


def _names(people: Sequence[Name], *, for_list: bool = False) -> str:
    names = [inverted(person) if for_list and number == 0 else in_order(person) for number, person in enumerate(people)]
    return _listed_names(names, for_list=for_list)


def _listed_names(names: Sequence[str], *, for_list: bool = False) -> str:
    if len(names) > _MOST_NAMES and not for_list:
        return f"{names[0]} et al."
    if len(names) > 1:
        return f"{', '.join(names[:-1])}{',' if names[2:] or for_list else ''} and {names[-1]}"
    return "".join(names)


def _locator(citation: Citation) -> str:
    """Where in the work: "150–1", "sec. H.2.2", "42:170" for volume and page."""
    locator = citation.locator or ""
    if citation.label == "volume" and (volume_and_page := re.fullmatch(r"(\d+)[:,]\s*(.+)", locator)):
        return ":".join(volume_and_page.groups())
    return f"{_SHORT_LABELS.get(citation.label or '', '')}{locator}"
