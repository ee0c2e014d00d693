"""From checked files to a pack: its parts are fitted together and every selector finds its place.

:func:`read_pack` returns it or raises PackError with every fault; :func:`inspect` gives both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from knowledge.errors import Fault, PackError
from knowledge.model import (
    Certainty,
    Citation,
    CitationPlace,
    Claim,
    PackInfo,
    Pair,
    Passage,
    Place,
    Provenance,
    Quotation,
    Rebuttal,
    Source,
    Statement,
)
from knowledge.packs.agreement import disagreements
from knowledge.packs.consistency import inconsistencies
from knowledge.packs.coverage import gaps, unused_sources
from knowledge.packs.edition import Block, Edition, parse_edition
from knowledge.packs.pack import Pack, PackEntry, Slip
from knowledge.packs.placeholders import placeholders
from knowledge.packs.reader import Item, Located, PackFiles, read_files
from knowledge.packs.schema import (
    CitationItem,
    EntryItem,
    PackFile,
    PairItem,
    QuotationItem,
    Selector,
    SlipItem,
    SourceItem,
    StatementItem,
)
from knowledge.packs.selector import Unresolved, place_of, resolve

Made = TypeVar("Made")


def read_pack(folder: Path) -> Pack:
    """The pack in ``folder``. Raises PackError with every fault, PackNotFound where there is none."""
    pack, faults = inspect(folder)
    if pack is None or faults:
        raise PackError(faults)
    return pack


def inspect(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """The pack in ``folder`` as far as it can be made out, and every fault in it, in order of file and line."""
    files = read_files(folder)
    edition, edition_faults = parse_edition(files.essay or "")
    assembler = _Assembler(edition, {located.item.key: _source(located.item) for located in files.sources})
    pack = assembler.pack(files)
    faults = [*files.faults, *assembler.faults, *inconsistencies(files), *disagreements(files)]
    if files.essay is not None:
        faults += edition_faults
    if pack is not None and pack.complete and not faults:
        unused = set(unused_sources(pack))
        faults += [*gaps(pack), *placeholders(pack)]
        faults += [
            located.fault(f"nothing cites “{located.item.key}”")
            for located in files.sources
            if located.item.key in unused
        ]
    return pack, sorted(set(faults))


class _Assembler:
    """Fits items to one edition and one bibliography, and collects the faults."""

    def __init__(self, edition: Edition, sources: Mapping[str, Source]) -> None:
        self._edition = edition
        self._sources = sources
        self._quotations: dict[str, Quotation] = {}
        self.faults: list[Fault] = []

    def pack(self, files: PackFiles) -> Pack | None:
        """The pack; None where pack.yaml cannot be read."""
        self._quotations = {quotation.key: quotation for quotation in _made(self._quotation, files.quotations)}
        citations = _made(self._citation_place, files.citations)
        entries = _made(self._entry, files.entries)
        pairs = _made(self._pair, files.pairs)
        slips = _made(self._slip, files.slips)
        if files.about is None:
            return None
        return Pack(
            info=_info(files.about),
            edition=self._edition,
            sources=tuple(self._sources.values()),
            quotations=tuple(self._quotations.values()),
            citations=citations,
            entries=entries,
            pairs=pairs,
            slips=slips,
            complete=files.about.complete,
            digest=files.digest,
        )

    def _quotation(self, located: Located[QuotationItem]) -> Quotation | None:
        item = located.item
        place = self._place(located, item)
        if place is None:
            return None
        return Quotation(
            key=item.key,
            exact=item.exact,
            place=place,
            speaker=item.speaker,
            citation=self._citation(item),
            kind=item.kind,
            certainty=item.certainty,
            provenance=item.provenance or (Provenance.QUOTED_BY_ANOTHER if item.quoted_in else Provenance.OWN_WORDS),
            year=item.year,
        )

    def _citation(self, item: QuotationItem | StatementItem) -> Citation | None:
        source = self._sources.get(item.source or item.quoted_in or "")
        if source is None:
            return None
        label = item.label or ("page" if item.locator else None)
        return Citation(source, label, item.locator, quoted=item.quoted_in is not None)

    def _citation_place(self, located: Located[CitationItem]) -> CitationPlace | None:
        item = located.item
        block = self._block(located, item.at, "at")
        if block is None:
            return None
        exact = item.exact or block.text
        selector = Selector(exact=exact, prefix=item.prefix, suffix=item.suffix, at=item.at)
        place = self._place(located, selector, "exact") if item.exact else place_of(block, 0, len(exact))
        if place is None:
            return None
        return CitationPlace(
            exact=exact,
            place=place,
            citations=tuple(self._cited(item)),
            quotations=tuple(item.quotations),
            entries=tuple(item.entries),
        )

    def _cited(self, item: CitationItem) -> Iterator[Citation]:
        """Each work with each locator where there is one work, else the works alone."""
        sources = [self._sources[key] for key in item.cites if key in self._sources]
        if len(sources) == 1 and item.locators:
            yield from (Citation(sources[0], item.label, locator) for locator in item.locators)
        else:
            yield from (Citation(source) for source in sources)

    def _entry(self, located: Located[EntryItem]) -> PackEntry:
        item = located.item
        return PackEntry(
            key=item.key,
            topic=item.topic,
            aliases=tuple(item.aliases),
            claim=Claim(item.claim, tuple(item.held_by), item.implied),
            passages=tuple(Passage(*found) for found in self._excerpts(located, item.passages, "passages")),
            quotations=tuple(self._quotations[key] for key in item.quotations if key in self._quotations),
            rebuttals=tuple(Rebuttal(*found) for found in self._excerpts(located, item.rebuttals, "rebuttals")),
            related=tuple(item.related),
            places=tuple(
                block
                for number, name in enumerate(item.places)
                if (block := self._block(located, name, "places", number)) is not None
            ),
            phrasings=tuple((kind, text) for kind, texts in item.phrasings for text in texts),
        )

    def _pair(self, located: Located[PairItem]) -> Pair:
        item = located.item
        return Pair(
            key=item.key,
            topic=item.topic,
            question=item.question,
            earlier=tuple(self._statements(located, item.earlier, "earlier")),
            later=tuple(self._statements(located, item.later, "later")),
            comment=tuple(Passage(*found) for found in self._excerpts(located, item.comment, "comment")),
            entries=tuple(item.entries),
        )

    def _statements(self, located: Located[PairItem], items: list[StatementItem], name: str) -> Iterator[Statement]:
        for number, item in enumerate(items):
            place = self._place(located, item, name, number)
            if place is not None:
                same = next((other for other in self._quotations.values() if _within(place, other.place)), None)
                speaker = item.speaker or (same.speaker if same else None)
                citation = self._citation(item) or (same.citation if same else None)
                certainty = same.certainty if same else Certainty.CERTAIN
                yield Statement(item.exact, place, item.when, speaker, citation, same is None, certainty)

    def _slip(self, located: Located[SlipItem]) -> Slip | None:
        item = located.item
        place = self._place(located, item)
        return None if place is None else Slip(item.exact, place, item.reads, item.reason)

    def _excerpts(self, located: Located[Item], selectors: list[Selector], name: str) -> Iterator[tuple[str, Place]]:
        for number, selector in enumerate(selectors):
            place = self._place(located, selector, name, number)
            if place is not None:
                yield selector.exact, place

    def _place(self, located: Located[Item], selector: Selector, *below: str | int) -> Place | None:
        if not self._edition.blocks:
            return None
        try:
            return resolve(
                self._edition, selector.exact, prefix=selector.prefix, suffix=selector.suffix, at=selector.at
            )
        except Unresolved as error:
            self.faults.append(located.fault(str(error), *below))
            return None

    def _block(self, located: Located[Item], name: str, *below: str | int) -> Block | None:
        block = self._edition.find(name)
        if block is None and self._edition.blocks:
            self.faults.append(located.fault(f"there is no “{name}” in the edition", *below))
        return block


def _within(place: Place, other: Place) -> bool:
    return place.block == other.block and other.start <= place.start and place.end <= other.end


def _made(make: Callable[[Located[Item]], Made | None], items: Iterable[Located[Item]]) -> tuple[Made, ...]:
    return tuple(made for located in items if (made := make(located)) is not None)


def _info(about: PackFile) -> PackInfo:
    return PackInfo(
        slug=about.slug,
        title=about.title,
        author=about.author,
        date=about.date,
        licence=about.licence,
        retrieved=about.retrieved,
        accent=int(about.accent[1:], 16),
    )


def _source(item: SourceItem) -> Source:
    return Source(item.key, item.csl(), item.short, tuple(item.aliases))
