"""RIS, as Zotero, EndNote and their like read it: one value a line, lines that end in CR LF.

Types and tags are those that Zotero reads back as what they were. SP and EP are the pages that the work itself is on;
where in it something is cited is a note (N1), one a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.citations.addresses import opened
from knowledge.citations.dates import parts_of, year
from knowledge.citations.names import inverted
from knowledge.citations.works import CitedWork

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "manuscript": "MANSCPT",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "webpage": "ELEC",
}

_PAGES = re.compile(r"([^\s,–—-]+)\s*[–—-]\s*([^\s,–—-]+)")
"""A range of pages: its first and its last."""

_END = "\r\n"


def ris(works: Sequence[CitedWork]) -> str:
    """The works as records, each from TY to ER."""
    return _END.join("".join(f"{tag}  - {_line(value)}{_END}" for tag, value in _record(work)) for work in works)


def _record(work: CitedWork) -> Iterator[tuple[str, str]]:
    csl = work.source.csl
    kind = _TYPES.get(csl["type"], "GEN")
    yield "TY", kind
    yield "ID", work.key
    for person in csl.get("author", ()):
        yield "AU", inverted(person)
    yield "TI", work.source.title
    for tag, name in _tags(kind):
        for value in _values(csl, name):
            yield tag, value
    if csl.get("URL"):
        yield "UR", opened(csl["URL"])
    yield from _dates(csl)
    for note in filter(None, (csl.get("note"), *(f"Cited: {one.where}" for one in work.places))):
        yield "N1", note
    yield "ER", ""


def _tags(kind: str) -> list[tuple[str, str]]:
    """The fields that are written as they are, and the tags by which this kind of work has them."""
    return [
        ("C3" if kind == "CONF" else "T2", "container-title"),
        ("T3", "collection-title"),
        ("A3" if kind in {"BOOK", "PAMP"} else "A2", "editor"),
        ("A4", "translator"),
        ("ET", "edition"),
        ("VL", "volume"),
        ("IS", "issue"),
        ("CY", "publisher-place"),
        ("PB", "publisher"),
    ]


def _values(csl: Mapping[str, Any], name: str) -> list[str]:
    value = csl.get(name) or ()
    return [str(value)] if isinstance(value, str | int) else [inverted(person) for person in value]


def _dates(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pages and dates: a year alone, a whole date beside it, the first publication, the day on which it was read."""
    if page := str(csl.get("page", "")):
        span = _PAGES.fullmatch(page)
        yield from zip(("SP", "EP"), span.groups() if span else (page,), strict=False)
    if issued := csl.get("issued"):
        yield "PY", year(issued)
        if parts_of(issued)[1:]:
            yield "DA", _slashed(issued)
    if original := csl.get("original-date"):
        yield "OP", year(original)
    if accessed := csl.get("accessed"):
        yield "Y2", _slashed(accessed)


def _slashed(value: Any) -> str:
    """A date as RIS writes it: 2013/11/25/."""
    parts = [f"{part:02}" for part in parts_of(value)]
    return "/".join([*parts, "", "", ""][:4]) if parts else year(value)


def _line(value: str) -> str:
    """The value on one line."""
    return " ".join(value.splitlines()).strip()
