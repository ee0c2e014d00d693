"""Finding the spot in a text that a person names: "bolsheviks 17", "the opposition", "note 28", "next".

Titles need not be typed in full or without a slip. What may be two sections is none: the person is shown the contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.edition import Contents, Section
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.search.normal import every_word, stem
from knowledge.search.spelling import Known, may_be_misspelt, mend

LONGEST = 300
"""More than so many characters name no spot."""

LEAST_BEGINNING = 3
"""So many letters of a word stand for the whole of it."""

_STEPS = {"next": 1, "on": 1, "back": -1, "previous": -1}

_FILLERS = {"the", "a", "an", "of", "section", "chapter", "paragraph", "para"}


class Spot(NamedTuple):
    """A stretch of paragraphs, from one position to another: a whole text, a section, or one paragraph.

    ``named`` is false where nobody named it: the text's beginning, or where its reader stopped. Where a ``note`` was
    named, the paragraph is the one that marks it, and the positions are still those of the whole text. ``beyond`` is
    true where a step would have led past an end of the text.
    """

    contents: Contents
    first: int
    last: int
    named: bool = True
    note: int | None = None
    beyond: bool = False


class _Wanted(NamedTuple):
    """What was typed, taken apart in one of the ways in which it can be."""

    words: tuple[str, ...]
    number: int | None = None
    note: int | None = None
    step: int | None = None


def shipped_first(editions: Iterable[Contents]) -> tuple[Contents, ...]:
    """The texts in the order in which they are meant: the shipped one first, the others as they are."""
    return tuple(sorted(editions, key=lambda contents: contents.pack.slug != SHIPPED_SLUG))


def find_spot(query: str, editions: Sequence[Contents], stopped: Mapping[str, int]) -> Spot | None:
    """The spot that is meant in one of these texts, the first before others; None where none or several may be.

    ``stopped`` are the positions where the reader stopped, by the slugs of the texts.
    """
    words = every_word(query)
    if len(query) > LONGEST or (query.strip() and not words):
        return None
    for wanted in _readings(words):
        if (found := _named(wanted.words, editions)) and (spot := _spot(wanted, *found, stopped)):
            return spot
    return None


def find_near(query: str, editions: Sequence[Contents], stopped: Mapping[str, int]) -> Spot | None:
    """The last paragraph of the section of which a later one was named; its first, of which the 0th was."""
    for wanted in _readings(every_word(query[:LONGEST])):
        if wanted.number is not None and (found := _named(wanted.words, editions)):
            contents, section = found
            section = section or _around(stopped.get(contents.pack.slug, 0), contents)
            at = section.first + min(max(wanted.number, 1), section.paragraphs) - 1
            return Spot(contents, at, at)
    return None


def _readings(words: Sequence[str]) -> Iterator[_Wanted]:
    """Every way to read what was typed, likeliest first. A number may belong to a title, if it does not stand alone."""
    kept = tuple(word for word in words if word not in _FILLERS) or tuple(words)
    for at in dict.fromkeys((0, len(kept) - 1)) if kept else ():
        if kept[at] in _STEPS:
            yield _Wanted((*kept[:at], *kept[at + 1 :]), step=_STEPS[kept[at]])
    numbered = list(_numbered(kept))
    yield from numbered if len(kept) == 1 else ()
    yield _Wanted(kept)
    yield from numbered


def _numbered(words: tuple[str, ...]) -> Iterator[_Wanted]:
    if words and words[-1].isdecimal():
        number = int(words[-1])
        if words[-2:-1] in {("note",), ("notes",)}:
            yield _Wanted(words[:-2], note=number)
        yield _Wanted(words[:-1], number=number)


def _named(words: Sequence[str], editions: Sequence[Contents]) -> tuple[Contents, Section | None] | None:
    """The text and the section of it that are named; None where none is, or several in one text are.

    A section's own title goes before that of a text, and that before both together.
    """
    if not words or not editions:
        return (editions[0], None) if editions else None
    meant = _meant(words, {word for contents in editions for word in _title_words(contents)})
    for kind in (_sections_by_title, _texts_by_title, _sections_by_both):
        for contents in editions:
            found = kind(meant, contents)
            if len(found) == 1:
                return contents, found[0]
            if found:
                return None
    return None


def _sections_by_title(meant: Sequence[set[str]], contents: Contents) -> list[Section | None]:
    """The sections whose titles hold every word; of several only those that hold least beside."""
    beside = {
        section: len(title)
        for section in contents.sections
        if (title := set(every_word(section.title)) - _FILLERS) and all(word & title for word in meant)
    }
    return [section for section, words in beside.items() if words == min(beside.values())]


def _texts_by_title(meant: Sequence[set[str]], contents: Contents) -> list[Section | None]:
    title = _own_words(contents)
    return [None] if all(word & title for word in meant) else []


def _sections_by_both(meant: Sequence[set[str]], contents: Contents) -> list[Section | None]:
    others = [word for word in meant if not word & _own_words(contents)]
    return _sections_by_title(others, contents) if others else []


def _meant(words: Sequence[str], known: set[str]) -> list[set[str]]:
    """For each word those of the titles that it may stand for: itself, its inflections, its ending left out, mended."""
    return [_itself(word, known) or _begun(word, known) or _mended(word, known) for word in words]


def _itself(word: str, known: set[str]) -> set[str]:
    return {other for other in known if other == word or stem(other) == stem(word)}


def _begun(word: str, known: set[str]) -> set[str]:
    return {other for other in known if other.startswith(word)} if len(word) >= LEAST_BEGINNING else set()


def _mended(word: str, known: set[str]) -> set[str]:
    taken = mend(word, {other: Known(1) for other in known}) if may_be_misspelt(word) else None
    return {taken} if taken else set()


def _title_words(contents: Contents) -> set[str]:
    return _own_words(contents).union(*(every_word(section.title) for section in contents.sections))


def _own_words(contents: Contents) -> set[str]:
    return {*every_word(contents.pack.title), *every_word(contents.pack.slug)}


def _around(position: int, contents: Contents) -> Section:
    """The section in which the position is, the last one where it is past the end."""
    return [section for section in contents.sections if section.first <= position][-1]


def _spot(wanted: _Wanted, contents: Contents, section: Section | None, stopped: Mapping[str, int]) -> Spot | None:
    """The stretch, if the text has it."""
    last = contents.paragraphs - 1
    here = min(stopped.get(contents.pack.slug, 0), last)
    if wanted.note is not None:
        return Spot(contents, 0, last, note=wanted.note)
    if wanted.step is not None and section is None:
        at = min(max(here + wanted.step, 0), last)
        return Spot(contents, at, at, beyond=at != here + wanted.step)
    if wanted.number is not None:
        section = section or _around(here, contents)
        at = section.first + wanted.number - 1
        return Spot(contents, at, at) if 1 <= wanted.number <= section.paragraphs else None
    if section is not None:
        return Spot(contents, section.first, section.first + section.paragraphs - 1)
    return Spot(contents, 0, last, named=False)
