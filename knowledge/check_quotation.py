"""Checking a quotation: whether what somebody typed stands in the library, where, and whose words it is.

Every paragraph and note of the loaded texts is looked through, and so every stored quotation and excerpt, which are
anchored in them. Quotations that tell whose words they are are asked for in the scopes that the guild may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from knowledge import garbage
from knowledge.model import SHARED, PackInfo, Provenance, Quotation, QuotationKind
from knowledge.search.concordance import Concordance
from knowledge.search.difference import Written
from knowledge.search.verifying import Finding, Standing, Verifier
from knowledge.search.wording import words_of
from knowledge.storage.database import Database
from knowledge.storage.editions import Block
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.reading import Reader
from knowledge.verdict import Check, Overlooked, Part, Verdict, Whose

LONGEST = 4_000
"""Characters of a quotation; a longer one is not looked at."""

FEWEST_WORDS = 4
"""A quotation of fewer words stands everywhere."""

FEWEST_IN_MARKS = 2
"""Of so few words it can still be told where they stand, if quotation marks say that they are a quotation."""

NEAREST = 3
"""Passages that are shown where nothing was found."""

SPOKEN = (QuotationKind.QUOTATION, QuotationKind.DISPLAYED, QuotationKind.TERM)
"""Quotations that give somebody's words; the others are titles, and the essay's own marks around a word."""


class _Text(NamedTuple):
    """A paragraph or note and the text that it belongs to."""

    block: Block
    pack: PackInfo


@dataclass(frozen=True, slots=True)
class _Held:
    """The loaded texts as they were at one revision of the library."""

    revision: int
    texts: Sequence[_Text]
    concordance: Concordance
    several: bool

    def runs_on(self, before: int, after: int) -> bool:
        """Whether the one text is the paragraph after the other; notes stand each by itself."""
        one, other = self.texts[before], self.texts[after]
        follows = one.pack == other.pack and other.block.position == one.block.position + 1
        return follows and not other.block.is_note


class QuotationCheck:
    """Checks quotations in one database. The loaded texts are held in memory as long as the library does not change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: _Held | None = None

    async def __call__(self, typed: str, scope: int = SHARED, fewest: int = FEWEST_WORDS) -> Check:
        """What became of the quotation ``typed``, as the guild ``scope`` sees it, if it has so many words at the
        ``fewest``. Never raises for what was typed.
        """
        return await self._database.read(lambda reader: self._check(reader, typed, scope, fewest))

    async def prepare(self) -> None:
        """Read the texts before anybody asks: the first one would wait for it."""
        await self._database.read(self._hold)

    async def _check(self, reader: Reader, typed: str, scope: int, fewest: int) -> Check:
        if len(typed) > LONGEST:
            return Check(typed, Verdict.TOO_LONG)
        held = await self._hold(reader)
        written = Written(typed, words_of(typed, held.concordance.vocabulary))
        if len(written.words) < fewest:
            return Check(typed, Verdict.TOO_SHORT)
        verifier = Verifier([text.block.text for text in held.texts], held.concordance, held.runs_on)
        found = verifier.verify(written)
        if found.verdict is Verdict.NOT_FOUND:
            return Check(typed, found.verdict, await _nearest(reader, scope, held, written))
        quotations = await _quotations(reader, scope, held, [one.text for way in found.ways for one in way])
        found = verifier.apart(written, found, lambda text, end, start: _parts(quotations[text], end, start))
        return _told(held, typed, found, quotations)

    async def _hold(self, reader: Reader) -> _Held:
        """The texts as they are now."""
        catalogue = (await reader.catalogues((SHARED,))).get(SHARED, Catalogue())
        held = self._held
        if held is None or held.revision != catalogue.revision:
            with garbage.put_off():
                held = self._held = await _read(reader, catalogue.revision)
                garbage.keep()
        return held


async def _read(reader: Reader, revision: int) -> _Held:
    packs = await reader.packs()
    texts = [_Text(block, pack) for pack in packs for block in await reader.blocks(pack.slug)]
    return _Held(revision, texts, Concordance([text.block.text for text in texts]), several=len(packs) > 1)


def _told(held: _Held, typed: str, found: Finding, quotations: Mapping[int, list[Quotation]]) -> Check:
    """The finding with its places, and whose words they are."""
    first, *others = [tuple(_part(held, standing, quotations) for standing in way) for way in found.ways]
    overlooked = {kind for standing in found.ways[0] for kind in standing.difference.overlooked}
    return Check(typed, found.verdict, first, tuple(others), tuple(kind for kind in Overlooked if kind in overlooked))


async def _nearest(reader: Reader, scope: int, held: _Held, written: Written) -> tuple[Part, ...]:
    """The sentences that share most words with what was typed."""
    sentences = held.concordance.nearest([word.key for word in written.words], NEAREST)
    quotations = await _quotations(reader, scope, held, [sentence.text for sentence in sentences])
    return tuple(_with_owner(held, one.text, one.begins, one.ends, quotations[one.text]) for one in sentences)


async def _quotations(reader: Reader, scope: int, held: _Held, texts: Sequence[int]) -> Mapping[int, list[Quotation]]:
    """The quotations of the scope that give somebody's words, by the number of the text in which they stand."""
    found: dict[int, list[Quotation]] = defaultdict(list)
    for pack in {held.texts[number].pack.slug: held.texts[number].pack for number in texts}.values():
        numbers = {held.texts[number].block.position: number for number in texts if held.texts[number].pack == pack}
        for position, quotation in await reader.quotations_at(scope, pack.slug, list(numbers)):
            if quotation.kind in SPOKEN and quotation.provenance is not Provenance.ESSAY:
                titled = quotation if held.several else replace(quotation, place=replace(quotation.place, title=None))
                found[numbers[position]].append(titled)
    return found


def _part(held: _Held, standing: Standing, quotations: Mapping[int, list[Quotation]]) -> Part:
    difference = standing.difference
    part = _with_owner(held, standing.text, difference.start, difference.end, quotations[standing.text])
    return replace(
        part,
        stretches=difference.stretches,
        after_gap=standing.after_gap,
        runs_on=standing.runs_on,
        over_border=standing.over_border,
    )


def _parts(quotations: Sequence[Quotation], end: int, start: int) -> bool:
    """Whether what ends at the one character is quoted, or what starts at the other, and no quotation holds both."""
    ending = {one.place for one in quotations if one.place.start < end <= one.place.end}
    starting = {one.place for one in quotations if one.place.start <= start < one.place.end}
    return bool(ending or starting) and ending.isdisjoint(starting)


def _with_owner(held: _Held, text: int, start: int, end: int, quotations: Sequence[Quotation]) -> Part:
    """These characters of a text, and whose words they are: of quotations that hold them all, the shortest tells."""
    block, pack = held.texts[text]
    place = replace(block.place, start=start, end=end, title=pack.title if held.several else None)
    meeting = [one for one in quotations if one.place.start < end and start < one.place.end]
    holding = [one for one in meeting if one.place.start <= start and end <= one.place.end]
    inside = [one for one in meeting if one not in holding]
    if holding:
        owner = min(holding, key=lambda one: one.place.end - one.place.start)
        return Part(block.text, place, pack, Whose.QUOTED, (owner, *inside))
    return Part(block.text, place, pack, Whose.BOTH if inside else Whose.ESSAY, tuple(inside))
