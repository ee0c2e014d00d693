"""Citing: what an entry, a finding, a pair or a work is to be cited by, with the essay itself where it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.answer import Answer, Finding, FindingKind, Outcome, Rung
from knowledge.citations.essay import essay_source
from knowledge.citations.works import Cited, distinct
from knowledge.model import (
    SHARED,
    Certainty,
    Citation,
    Entry,
    PackInfo,
    Pair,
    Passage,
    Quotation,
    Rebuttal,
    Source,
    Statement,
)
from knowledge.search.normal import normalise
from knowledge.search.reference import PageReference, parse_reference, source_names
from knowledge.storage.database import Database
from knowledge.storage.editions import Contents
from knowledge.storage.reading import Reader

if TYPE_CHECKING:
    from knowledge.library import Library

Shown = Entry | Finding | Pair | Source

Words = Passage | Rebuttal | Quotation | Statement

ESSAY_NAMES = ("essay", "the essay", "this essay")
"""What the first text is called when it is to be cited itself."""


async def cite(database: Database, shown: Sequence[Shown], scope: int = SHARED) -> list[Cited]:
    """What these cite, each place once and in order of first appearance; the essay once for each of its sections."""
    return await database.read(lambda reader: _cite(reader, shown, scope))


async def to_cite(library: Library, query: str, scope: int = SHARED) -> Source | Answer:
    """What a query is to be cited as: a work by its name, the essay by its own, or else what the look-up answers.

    A name that leads to a work and to an entry is the work's here.
    """
    normal = normalise(query)
    packs = await library.packs()
    essays = {normalise(name): info for info in reversed(packs) for name in (info.title, info.slug)}
    if normal in ESSAY_NAMES and packs:
        return essay_source(packs[0])
    if normal in essays:
        return essay_source(essays[normal])
    named = source_names(await library.sources(scope)).get(normal)
    return named or await library.look_up(query, scope)


def is_named(found: Source | Answer) -> bool:
    """Whether all the words of a query are the name of what was found, not words about it."""
    if isinstance(found, Source):
        return True
    return found.outcome is Outcome.ANSWER and bool(found.matches) and found.matches[0].rung is Rung.TOPIC


def shown_in(answer: Answer) -> Entry | Finding | None:
    """What an answer shows; None where it shows several to choose from, or nothing."""
    if answer.finding is not None:
        return answer.finding
    return answer.matches[0].entry if answer.outcome is Outcome.ANSWER else None


async def find_work(library: Library, key: str, scope: int = SHARED) -> Source | None:
    """The work of that key, or the text itself whose slug it is."""
    works = [*await library.sources(scope), *map(essay_source, await library.packs())]
    return next((work for work in works if work.key == key), None)


async def _cite(reader: Reader, shown: Sequence[Shown], scope: int) -> list[Cited]:
    contents = await reader.contents()
    cited: list[Cited] = []
    for one in shown:
        match one:
            case Source():
                cited.append(Cited(Citation(one)))
            case Entry():
                cited += await _essay(reader, contents, [*one.passages, *one.rebuttals], one.pack)
                cited += _quoted(one.quotations)
            case Finding():
                cited += await _essay(reader, contents, [*one.passages, *one.quotations])
                cited += _quoted(one.quotations) or await _asked_for(reader, one, scope)
            case Pair():
                statements = [*one.earlier, *one.later]
                cited += await _essay(reader, contents, [*statements, *one.comment])
                cited += _quoted(statements)
    return distinct(cited)


def _quoted(quotations: Iterable[Quotation | Statement]) -> list[Cited]:
    return [
        Cited(one.citation, one.speaker, one.certainty is Certainty.AMBIGUOUS) for one in quotations if one.citation
    ]


async def _asked_for(reader: Reader, finding: Finding, scope: int) -> list[Cited]:
    """The page or work that a finding is about, where the essay rests on it without quoting from it."""
    if finding.kind not in {FindingKind.PAGE, FindingKind.SOURCE}:
        return []
    names = source_names(await reader.sources(scope))
    match parse_reference(finding.key, names):
        case PageReference(source=source, locator=locator):
            return [Cited(Citation(source, "volume" if ":" in locator else "page", locator))]
        case _:
            source = names.get(normalise(finding.key))
            return [Cited(Citation(source))] if source else []


async def _essay(
    reader: Reader, contents: Sequence[Contents], words: Sequence[Words], pack: PackInfo | None = None
) -> list[Cited]:
    """The text in which the words stand, at their places."""
    cited: list[Cited] = []
    for one in words:
        text = pack or await _home(reader, contents, one)
        cited += [Cited(Citation(essay_source(text)), place=one.place)] if text else []
    return cited


async def _home(reader: Reader, contents: Sequence[Contents], words: Words) -> PackInfo | None:
    """The text in which the words stand at their place; None where it is no longer loaded."""
    texts = [text for text in contents if words.place.title in {None, text.pack.title}]
    if len(texts) == 1:
        return texts[0].pack
    for text in texts:
        place = words.place
        if any(words.exact == block[place.start : place.end] for block in await _blocks(reader, text, words)):
            return text.pack
    return None


async def _blocks(reader: Reader, text: Contents, words: Words) -> list[str]:
    """The paragraph or note of the words' place, as this text has it."""
    place, slug = words.place, text.pack.slug
    if place.note is not None:
        return [note.text for note in await reader.notes(slug, [place.note])]
    positions = [
        section.first + (place.paragraph or 1) - 1 for section in text.sections if section.title == place.section
    ]
    found = [await reader.blocks_between(slug, position, position) for position in positions]
    return [block.text for block in chain.from_iterable(found)]
