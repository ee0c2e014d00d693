"""Gathering what the essay quotes from a page or a source, in a note, or of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.citations.locators import Span, spans
from knowledge.markup import words_only
from knowledge.model import Citation, EntryName, Finding, FindingKind, Passage, Place, Quotation, Source
from knowledge.search.normal import normalise
from knowledge.search.reference import PageReference
from knowledge.storage.findings import CitedPlace, Text
from knowledge.storage.reading import Reader

MOST_MENTIONS = 12
"""A person who is spoken of in more sentences than this is shown by the entries that hold them instead."""

NEAREST = 3
"""How many pages are named where nothing is quoted from the one that was asked for."""

_SENTENCE_END = re.compile(r"(?<=[.?!”\"\])])(?<!\b[A-Z]\.)\s+(?=[“\"(]?[A-Z])")
"""Where a sentence ends and the next begins; not after an initial ("W.W. Norton")."""


async def find_page(reader: Reader, scope: int, reference: PageReference) -> Finding | list[str]:
    """What is quoted from the page or rests on it; where there is nothing, the nearest pages that are cited."""
    key = reference.source.key
    wanted = spans(reference.locator)
    quotations = await reader.quotations_from(scope, key)
    places = await reader.cited_places(scope, key)
    on_page = [quotation for quotation in quotations if _meets(_pages(quotation.citation), wanted)]
    resting = [place for place in places if place.entries and _meets(spans(place.locator or ""), wanted)]
    if not on_page and not resting:
        return _nearest_pages(reference, quotations, places)
    return await _finding(
        reader,
        FindingKind.PAGE,
        f"{key} {reference.locator}",
        f"{reference.source.title}, {reference.locator}",
        on_page,
        [(_sentence(place.text, place.place), place.entries) for place in resting],
    )


async def find_source(reader: Reader, scope: int, source: Source) -> Finding | None:
    """Everything that is quoted from a work."""
    quotations = await reader.quotations_from(scope, source.key)
    places = [place for place in await reader.cited_places(scope, source.key) if place.entries]
    resting = [(_sentence(place.text, place.place), place.entries) for place in places]
    if not quotations and not resting:
        return None
    return await _finding(reader, FindingKind.SOURCE, source.key, source.title, quotations, resting)


async def find_note(reader: Reader, scope: int, number: int) -> Finding | list[str]:
    """A note, the sentence that marks it, what it quotes, and the entries it bears on.

    Where there is none of that number, the nearest notes.
    """
    texts = await reader.texts(note=number)
    if not texts:
        numbers = await reader.note_numbers()
        return [f"note {near}" for near in sorted(numbers, key=lambda other: (abs(other - number), other))[:NEAREST]]
    quotations = await reader.quotations_in_note(scope, number)
    marked = await reader.texts(mentioning=f"[^{number}]")
    passages: list[tuple[Passage, tuple[EntryName, ...]]] = [
        (_marked_sentence(text, f"[^{number}]"), ()) for text in marked
    ]
    passages += [(Passage(text.text, text.place), text.entries) for text in texts]
    return await _finding(reader, FindingKind.NOTE, f"note {number}", f"Note {number}", quotations, passages)


async def find_person(reader: Reader, scope: int, normal: str) -> Finding | None:
    """A person's words in the essay, and what is said of them. None where nobody of that name is quoted."""
    people = [speaker for speaker in await reader.speakers(scope) if normal in _names(speaker)]
    authored = [source for source in await reader.sources(scope) if normal in _family_names(source)]
    if not people and not authored:
        return None
    quotations = await reader.quotations_of(scope, people)
    if not people:
        quotations = [found for source in authored for found in await reader.quotations_from(scope, source.key)]
    family = _family_name(people[0] if people else _full_name(authored[0], normal), normal)
    mentions = [
        (Passage(text.text[start:end], _part(text.place, start, end)), text.entries)
        for text in await reader.texts(mentioning=family)
        for start, end in _sentences_with(text, family)
    ]
    title = ", ".join(people) or _full_name(authored[0], normal)
    found = await _finding(reader, FindingKind.PERSON, normal, title, quotations, mentions)
    return replace(found, passages=(), unshown=len(mentions)) if len(mentions) > MOST_MENTIONS else found


def people_names(speakers: Iterable[str], sources: Iterable[Source]) -> frozenset[str]:
    """Every normalised name, full or family's, that :func:`find_person` may find somebody by."""
    names = {name for speaker in speakers for name in _names(speaker)}
    return frozenset(names.union(*map(_family_names, sources)))


async def _finding(
    reader: Reader,
    kind: FindingKind,
    key: str,
    title: str,
    quotations: Sequence[Quotation],
    passages: Sequence[tuple[Passage, tuple[EntryName, ...]]],
) -> Finding:
    homes = await reader.homes([quotation.key for quotation in quotations])
    entries = [named for group in homes.values() for named in group]
    entries += [named for _, group in passages for named in group]
    return Finding(
        kind=kind,
        key=key,
        title=title,
        passages=tuple(dict.fromkeys(passage for passage, _ in passages)),
        quotations=tuple(quotations),
        entries=tuple(dict.fromkeys(sorted(entries, key=lambda named: named.id))),
        homes=homes,
    )


def _nearest_pages(
    reference: PageReference, quotations: Iterable[Quotation], places: Iterable[CitedPlace]
) -> list[str]:
    wanted = spans(reference.locator)
    name = reference.source.short_title or reference.source.title
    locators = {quotation.citation.locator for quotation in quotations if quotation.citation}
    locators |= {place.locator for place in places if place.entries}
    ranked = sorted(
        (min((near for near in (one.distance(page) for page in wanted) if near is not None), default=9999), text)
        for text in locators
        if text
        for one in spans(text)
    )
    return [f"{name} {text}" for text in dict.fromkeys(text for _, text in ranked)][:NEAREST]


def _pages(citation: Citation | None) -> list[Span]:
    if citation is None or citation.locator is None:
        return []
    return spans(f"volume {citation.locator}" if citation.label == "volume" else citation.locator)


def _meets(pages: Iterable[Span], wanted: Sequence[Span]) -> bool:
    return any(one.meets(other) for one in pages for other in wanted)


def _sentence(text: str, place: Place) -> Passage:
    """The sentence of the paragraph that the citation ends, since a citation stands after what it supports."""
    if place.start == 0 and place.end == len(text):
        return Passage(text, place)
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
    start = max((one for one in starts if one < place.start), default=0)
    return Passage(text[start : place.end], _part(place, start, place.end))


def _marked_sentence(text: Text, mark: str) -> Passage:
    """The sentence that ends in a note's mark, or holds it."""
    at = text.text.index(mark)
    end = at + len(mark)
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text.text))]
    start = max(one for one in starts if one <= at)
    if not text.text[start:at].strip():
        start = max((one for one in starts if one < start), default=0)
    following = [found.start() for found in _SENTENCE_END.finditer(text.text) if found.start() >= end]
    ended = text.text[at - 1] in '.?!”")'
    stop = end if ended else min(following, default=len(text.text))
    return Passage(text.text[start:stop], _part(text.place, start, stop))


def _sentences_with(text: Text, word: str) -> Iterable[tuple[int, int]]:
    breaks = list(_SENTENCE_END.finditer(text.text))
    bounds = zip([0, *(one.end() for one in breaks)], [*(one.start() for one in breaks), len(text.text)], strict=True)
    whole_word = re.compile(rf"\b{re.escape(word)}\b")
    return [(start, end) for start, end in bounds if whole_word.search(words_only(text.text[start:end]))]


def _part(place: Place, start: int, end: int) -> Place:
    return Place(place.section, place.paragraph, place.note, start, end)


def _names(speaker: str) -> set[str]:
    return {normalise(speaker), *(normalise(part.split()[-1]) for part in speaker.split(" and "))}


def _family_name(speaker: str, normal: str) -> str:
    """The family name as the essay writes it; of two who wrote together, that of the one who was asked for."""
    families = [part.split()[-1] for part in speaker.split(" and ")]
    return next((family for family in families if normalise(family) == normal), families[-1])


def _family_names(source: Source) -> set[str]:
    names = [name for person in _people(source) for name in (person.get("family", ""), _joined(person))]
    return {normalise(name) for name in names if name}


def _full_name(source: Source, normal: str) -> str:
    full = [_joined(person) for person in _people(source)]
    return next(name for name in full if normal in {normalise(name), normalise(name.split()[-1])})


def _people(source: Source) -> list[dict[str, str]]:
    return list(source.csl.get("author") or [])


def _joined(person: dict[str, str]) -> str:
    return f"{person.get('given', '')} {person.get('family', '')}".strip() or person.get("literal", "")
