"""Gathering what the essay quotes from a page or a source, in a note, or of a person.

Several texts may be loaded. A finding gathers from all of them, and where it does, each of its places names its text.
Works of two texts are one work where their keys and titles are the same. Where a name means different works, that of
the pack loaded first is taken, and the finding's title names the others, which are found by their own titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answer import Finding, FindingKind
from knowledge.citations.locators import Span, spans
from knowledge.markup import words_only
from knowledge.model import Citation, EntryName, Passage, Place, Quotation, Source
from knowledge.search.normal import normalise
from knowledge.search.reference import PageReference, source_names
from knowledge.search.sentences import SENTENCE_END
from knowledge.storage.findings import CitedPlace, Quoted, Text, Work
from knowledge.storage.reading import Reader

MOST_MENTIONS = 12
"""A person who is spoken of in more sentences than this is shown by the entries that hold them instead."""

NEAREST = 3
"""How many pages are named where nothing is quoted from the one that was asked for."""


async def find_page(reader: Reader, scope: int, reference: PageReference) -> Finding | list[str]:
    """What is quoted from the page or rests on it; where there is nothing, the nearest pages that are cited."""
    works = await reader.works(scope)
    ids = _ids(works, reference.source)
    wanted = _wanted(reference)
    quotations = await reader.quotations_from(scope, ids)
    places = await reader.cited_places(scope, ids)
    on_page = [quoted for quoted in quotations if _meets(_pages(quoted.quotation.citation), wanted)]
    resting = [place for place in places if place.entries and _meets(spans(place.locator or ""), wanted)]
    if not on_page and not resting:
        return _nearest_pages(reference, quotations, places)
    return _finding(
        FindingKind.PAGE,
        f"{_name_of(works, reference.source)} {reference.locator}",
        f"{reference.source.title}, {reference.locator}{_namesakes(works, reference.source)}",
        on_page,
        [(_sentence(place.text, place.place), place.entries) for place in resting],
    )


async def find_source(reader: Reader, scope: int, source: Source) -> Finding | None:
    """Everything that is quoted from a work."""
    works = await reader.works(scope)
    ids = _ids(works, source)
    quotations = await reader.quotations_from(scope, ids)
    places = [place for place in await reader.cited_places(scope, ids) if place.entries]
    resting = [(_sentence(place.text, place.place), place.entries) for place in places]
    if not quotations and not resting:
        return None
    title = f"{source.title}{_namesakes(works, source)}"
    return _finding(FindingKind.SOURCE, _name_of(works, source), title, quotations, resting)


async def find_note(reader: Reader, scope: int, number: int) -> Finding | list[str]:
    """A note after the sentence that marks it, what it quotes, and the entries it bears on; of each text that has one.

    Where there is none of that number, the nearest notes.
    """
    texts = await reader.texts(scope, note=number)
    if not texts:
        numbers = await reader.note_numbers()
        return [f"note {near}" for near in sorted(numbers, key=lambda other: (abs(other - number), other))[:NEAREST]]
    quotations = await reader.quotations_in_note(scope, number)
    marked = await reader.texts(scope, mentioning=f"[^{number}]")
    passages: list[tuple[Passage, tuple[EntryName, ...]]] = []
    for pack_id in dict.fromkeys(text.pack_id for text in texts):
        passages += [(_marked_sentence(text, f"[^{number}]"), ()) for text in marked if text.pack_id == pack_id]
        passages += [(Passage(text.text, text.place), text.entries) for text in texts if text.pack_id == pack_id]
    return _finding(FindingKind.NOTE, f"note {number}", f"Note {number}", quotations, passages)


async def find_person(reader: Reader, scope: int, normal: str) -> Finding | None:
    """A person's words in the essay, and what is said of them. None where nobody of that name is quoted."""
    people = [speaker for speaker in await reader.speakers(scope) if normal in _names(speaker)]
    authored = [work for work in await reader.works(scope) if normal in _family_names(work.source)]
    if not people and not authored:
        return None
    quotations = await reader.quotations_of(scope, people)
    if not people:
        quotations = await reader.quotations_from(scope, [work.id for work in authored])
    name = people[0] if people else _full_name(authored[0].source, normal)
    family = _family_name(name, normal)
    mentions = [
        (Passage(text.text[start:end], _part(text.place, start, end)), text.entries)
        for text in await reader.texts(scope, mentioning=family)
        for start, end in _sentences_with(text, family)
    ]
    found = _finding(FindingKind.PERSON, normal, ", ".join(people) or name, quotations, mentions)
    return replace(found, passages=(), unshown=len(mentions)) if len(mentions) > MOST_MENTIONS else found


def people_names(speakers: Iterable[str], sources: Iterable[Source]) -> frozenset[str]:
    """Every normalised name, full or family's, that :func:`find_person` may find somebody by."""
    names = {name for speaker in speakers for name in _names(speaker)}
    return frozenset(names.union(*map(_family_names, sources)))


def _finding(
    kind: FindingKind,
    key: str,
    title: str,
    quotations: Sequence[Quoted],
    passages: Sequence[tuple[Passage, tuple[EntryName, ...]]],
) -> Finding:
    keyed = _keyed(quotations)
    places = [part.place for part in (*keyed, *(passage for passage, _ in passages))]
    several = len({place.title for place in places}) > 1
    if not several:
        keyed = [replace(quotation, place=_untitled(quotation.place)) for quotation in keyed]
        passages = [(replace(passage, place=_untitled(passage.place)), group) for passage, group in passages]
    entries = [named for quoted in quotations for named in quoted.entries]
    entries += [named for _, group in passages for named in group]
    return Finding(
        kind=kind,
        key=key,
        title=title,
        passages=tuple(dict.fromkeys(passage for passage, _ in passages)),
        quotations=tuple(keyed),
        entries=tuple(dict.fromkeys(sorted(entries, key=lambda named: named.id))),
        homes={one.key: quoted.entries for one, quoted in zip(keyed, quotations, strict=True) if quoted.entries},
    )


def _keyed(quotations: Sequence[Quoted]) -> list[Quotation]:
    """The quotations; a key that two of them have is told apart by the packs' slugs."""
    times = Counter(quoted.quotation.key for quoted in quotations)
    return [
        replace(quoted.quotation, key=f"{quoted.slug}:{quoted.quotation.key}")
        if times[quoted.quotation.key] > 1
        else quoted.quotation
        for quoted in quotations
    ]


def _ids(works: Iterable[Work], source: Source) -> list[int]:
    """The numbers of the work, one in each text that cites it."""
    return [work.id for work in works if _same(work.source, source)]


def _same(one: Source, other: Source) -> bool:
    return (one.key, one.title) == (other.key, other.title)


def _namesakes(works: Iterable[Work], source: Source) -> str:
    """What is to be said in a title of other works that share a name with this one; nothing where none does."""
    names = source_names([source]).keys()
    others = [work.source for work in works if not _same(work.source, source)]
    titles = [other.title for other in others if names & source_names([other]).keys()]
    return f" (not {', '.join(dict.fromkeys(titles))})" if titles else ""


def _name_of(works: Iterable[Work], source: Source) -> str:
    """The work's key, or the shortest of its other names where the key leads to another work."""
    names = source_names([work.source for work in works])
    own = [name for name, named in names.items() if _same(named, source)]
    return source.key if normalise(source.key) in own else min(own, key=len, default=source.key)


def _nearest_pages(reference: PageReference, quotations: Iterable[Quoted], places: Iterable[CitedPlace]) -> list[str]:
    wanted = _wanted(reference)
    name = reference.source.short_title or reference.source.title
    locators = {quoted.quotation.citation.locator for quoted in quotations if quoted.quotation.citation}
    locators |= {place.locator for place in places if place.entries}
    ranked = sorted(
        (min((near for near in (one.distance(page) for page in wanted) if near is not None), default=9999), text)
        for text in locators
        if text
        for one in spans(text)
    )
    return [f"{name} {text}" for text in dict.fromkeys(text for _, text in ranked)][:NEAREST]


def _wanted(reference: PageReference) -> list[Span]:
    """The pages that were asked for; a number that no page has, too."""
    locator = reference.locator
    return spans(locator) or [Span(None, roman=False, first=int(locator), last=int(locator))]


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
    starts = [0, *(found.end() for found in SENTENCE_END.finditer(text))]
    start = max((one for one in starts if one < place.start), default=0)
    return Passage(text[start : place.end], _part(place, start, place.end))


def _marked_sentence(text: Text, mark: str) -> Passage:
    """The sentence that ends in a note's mark, or holds it."""
    at = text.text.index(mark)
    end = at + len(mark)
    starts = [0, *(found.end() for found in SENTENCE_END.finditer(text.text))]
    start = max(one for one in starts if one <= at)
    if not text.text[start:at].strip():
        start = max((one for one in starts if one < start), default=0)
    following = [found.start() for found in SENTENCE_END.finditer(text.text) if found.start() >= end]
    ended = text.text[at - 1] in '.?!”")'
    stop = end if ended else min(following, default=len(text.text))
    return Passage(text.text[start:stop], _part(text.place, start, stop))


def _sentences_with(text: Text, word: str) -> Iterable[tuple[int, int]]:
    breaks = list(SENTENCE_END.finditer(text.text))
    bounds = zip([0, *(one.end() for one in breaks)], [*(one.start() for one in breaks), len(text.text)], strict=True)
    whole_word = re.compile(rf"\b{re.escape(word)}\b")
    return [(start, end) for start, end in bounds if whole_word.search(words_only(text.text[start:end]))]


def _untitled(place: Place) -> Place:
    return replace(place, title=None)


def _part(place: Place, start: int, end: int) -> Place:
    return replace(place, start=start, end=end)


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
