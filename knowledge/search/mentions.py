"""References inside running text: "(Memoirs 150–1)", "Papers 181", "Year One, p. 218", "(see note 29)".

Nobody asked here, so only what can hardly be anything else counts: a work's name in its own capitals, and pages
straight after it. In parentheses people cite, so a comma, front matter and notes are taken there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from knowledge.citations.locators import SPAN_PATTERN
from knowledge.model import Source
from knowledge.search.normal import normalise
from knowledge.search.reference import NoteReference, PageReference

PREVENTED = "!!"
"""What its author writes straight before a reference that is to be left alone."""

MOST_LOOKED_AT = 50
"""Of more capitalised words before numbers than this, in one text, the first are looked at."""

_PARENTHESIS = re.compile(r"[(\[][^()\[\]\n]*[)\]]")
_NUMBERED = re.compile(
    r"(?<!\w)[Nn]ote (?P<note>\d{1,3})(?![\w:%]|\.\d)"
    r"|(?<!\w)(?P<last>[A-Z][\w’'-]{0,30})[”\"!?]{0,2}(?:(?P<comma>,) ?| )(?P<page>pp?\.? ?|pages? |pgs?\.? ?)?"
    rf"(?P<locator>{SPAN_PATTERN}(?:, ?{SPAN_PATTERN})*)(?![\w:%]|\.\d)"
)
"""A note, or the last word of a name and the pages after it."""

_SPAN = re.compile(SPAN_PATTERN)
_COUNTED = re.compile(
    r" +(?:years?|decades?|months?|weeks?|days?|hours?|minutes?|pages?|chapters?|copies|times|people|persons?|men|women"
    r"|others?|more|less|of|per|percent)\b",
    re.IGNORECASE,
)
"""What follows a number that counts something."""

_ENDED = re.compile(r" *[)\];.]")
_WORD = re.compile(r"[^\s()\[\]“”\"!]+")
_LONGEST_NAME = 100
_MOST_WORDS = 9


def mentions(text: str, names: Mapping[str, Source]) -> Iterator[PageReference | NoteReference]:
    """The references in the text, in order. ``names`` are those of :func:`.source_names`."""
    parentheses = [(found.start(), found.end()) for found in _PARENTHESIS.finditer(text)]
    for found in islice(_NUMBERED.finditer(text), MOST_LOOKED_AT):
        cited = any(start < found.start() and found.end() < end for start, end in parentheses)
        if found["note"]:
            if cited and not _prevented(text, found.start()):
                yield NoteReference(int(found["note"]))
        elif (named := _named(text, found.end("last"), names)) and (locator := _locator(found, cited=cited)):
            source, start = named
            if not _prevented(text, start):
                yield PageReference(source, locator)


def _locator(found: re.Match[str], *, cited: bool) -> str | None:
    """The pages that are meant; None where the number is probably none of a page."""
    text, locator = found.string, found["locator"]
    if found["page"]:
        return locator
    if cited and (not found["comma"] or _ENDED.match(text, found.end())):
        return None if _COUNTED.match(text, found.end()) else locator
    first = _SPAN.match(locator)
    if found["comma"] or first is None or not first[0][0].isdigit() or ":" in first[0]:
        return None  # an age, a numeral or a time
    return first[0] if not _COUNTED.match(text, found.start("locator") + first.end()) else None


def _named(text: str, end: int, names: Mapping[str, Source]) -> tuple[Source, int] | None:
    """The work whose name ends there, and where it begins."""
    at = max(0, end - _LONGEST_NAME)
    starts = [at + word.start() for word in _WORD.finditer(text[at:end])][-_MOST_WORDS:]
    for start in starts:
        name = text[start:end]
        source = names.get(normalise(name))
        if source is not None and _plain(name) in _forms(source):
            word_before = text[at:start].split()[-1:]
            return None if {*word_before} & _given_names(names) else (source, start)
    return None


def _prevented(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].rstrip('([“"').endswith(PREVENTED)


def _forms(source: Source) -> set[str]:
    """The names of a work as they are written where it is cited: its titles, and its authors or editors."""
    titles = [source.short_title or source.title, source.title, source.title.partition(":")[0]]
    people = [(person.get("given", ""), person.get("family", "")) for person in _people(source)]
    families = [family for _, family in people]
    return {_plain(name) for name in (*titles, *families, *(f"{given} {family}" for given, family in people)) if name}


def _given_names(names: Mapping[str, Source]) -> set[str]:
    """Before a family name they make it the person's: "Victor Serge 47" is no page of *Serge*."""
    return {person.get("given", "") for source in names.values() for person in _people(source)}


def _people(source: Source) -> list[dict[str, str]]:
    return [*(source.csl.get("author") or []), *(source.csl.get("editor") or [])]


def _plain(name: str) -> str:
    return name.replace("’", "'").strip("!?.,:; ")
