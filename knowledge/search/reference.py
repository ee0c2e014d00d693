"""The ladder's first rung: `memoirs 150`, `danger p. 69`, `papers 17-18`, `note 29`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.citations.locators import SPAN_PATTERN
from knowledge.model import Source
from knowledge.search.normal import normalise
from knowledge.search.spelling import allowed_distance

_NOTE = re.compile(r"(?:foot|end)?notes?\s*\.?\s*(?P<number>\d{1,3})|(?:n|fn)\.?\s*(?P<short>\d{1,3})", re.IGNORECASE)
_PAGE = re.compile(
    rf"(?:quoted,?\s+(?:in\s+)?)?(?P<name>.*?[^\W\d_].*?)[\s,:(]+(?:(?:at|on)\s+)?(?:pp?\.?|pgs?\.?|pages?)?\s*"
    rf"(?P<locator>{SPAN_PATTERN}(?:\s*,\s*{SPAN_PATTERN})*)\)?",
    re.IGNORECASE,
)


_PAGE_FIRST = re.compile(
    rf"(?:(?:what(?:['’]?s| is)?|show me|quotes?)\s+(?:is\s+)?(?:on|at|in|from)\s+)?"
    rf"(?:pp?\.?|pgs?\.?|pages?)\s*(?P<locator>{SPAN_PATTERN}(?:\s*,\s*{SPAN_PATTERN})*)\s*,?\s*(?:of|in|from)?\s+"
    r"(?:the\s+)?(?P<name>.*[^\W\d_].*)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"(?P<name>.*?[^\W\d_])[\s,:(]*(?:pp?\.?\s*)?(?P<locator>\d{4,9})\)?")
"""A number that no page has: a work's name before it all the same asks for a page."""

_JOINED = re.compile(r"(?P<name>[^\W\d_]+)(?P<locator>\d{1,3}(?:[–-]\d{1,3})?)")
"""``memoirs150``."""

_YEARS = range(1789, 2100)
"""A number that is rather a year: "memoirs 1917" asks for no page."""

_PLEASE = re.compile(r"\b(?:please|pls|plz|thanks|thank you|thx)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")

MOST_CHARACTERS = 120
"""A longer text is no reference."""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A note of the essay, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class PageReference:
    """Pages of a source. ``corrections`` says where its name was mended."""

    source: Source
    locator: str
    corrections: tuple[tuple[str, str], ...] = ()


def source_names(sources: list[Source]) -> dict[str, Source]:
    """Every name by which a source is known, normalised: the essay's short title, its key, title and aliases."""
    names: dict[str, Source] = {}
    for find in (_short_titles, _other_names):
        for source in sources:
            for name in find(source):
                names.setdefault(normalise(name), source)
    return names


def parse_reference(query: str, names: Mapping[str, Source]) -> NoteReference | PageReference | None:
    """The reference that the query is, whole; None where it is something else."""
    if len(query) > MOST_CHARACTERS:
        return None
    text = _PLEASE.sub("", query).strip("()[]\"'“”*.,;:?! \t\r\n").replace("*", "")
    if note := _NOTE.fullmatch(text):
        return NoteReference(int(note["number"] or note["short"]))
    page = _PAGE.fullmatch(text) or _PAGE_FIRST.fullmatch(text)
    if page is None:
        return _by_exact_name(text, names)
    typed = normalise(page["name"])
    source = names.get(typed) or names.get(normalise(_ASIDE.sub(" ", page["name"])))
    if source is not None:
        return PageReference(source, page["locator"])
    limit = allowed_distance(typed)
    mended = process.extractOne(typed, names.keys(), scorer=OSA.distance, score_cutoff=limit) if limit else None
    if mended is None:
        return None
    return PageReference(names[mended[0]], page["locator"], ((page["name"].strip(), mended[0]),))


def _by_exact_name(text: str, names: Mapping[str, Source]) -> PageReference | None:
    """A reference that is one only because a work is called just so."""
    for pattern in (_NO_PAGE, _JOINED):
        found = pattern.fullmatch(text)
        source = names.get(normalise(found["name"])) if found else None
        if found and source is not None and int(found["locator"].split("–")[0].split("-")[0]) not in _YEARS:
            return PageReference(source, found["locator"])
    return None


def _short_titles(source: Source) -> list[str]:
    return [source.short_title] if source.short_title else []


def _other_names(source: Source) -> list[str]:
    return [source.key, source.title, *source.aliases]
