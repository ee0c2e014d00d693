"""From checked files to a pack: its parts are fitted together and every selector finds its place.

:func:`read_pack` returns it or raises PackError with every fault; :func:`inspect` gives both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.errors import Fault, PackError
from knowledge.model import Citation, Claim, PackInfo, Passage, Place, Quotation, Rebuttal, Source
from knowledge.packs.edition import Block, Edition, parse_edition
from knowledge.packs.pack import Pack, PackEntry
from knowledge.packs.reader import Item, Located, PackFiles, read_files
from knowledge.packs.schema import EntryItem, PackFile, QuotationItem, Selector, SourceItem
from knowledge.packs.selector import Unresolved, resolve
from knowledge.search.normal import normalise


def read_pack(folder: Path) -> Pack:
    """The pack in ``folder``. Raises PackError with every fault, PackNotFound where there is none."""
    pack, faults = inspect(folder)
    if pack is None or faults:
        raise PackError(faults)
    return pack


def inspect(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """The pack in ``folder`` as far as it can be made out, and every fault in it, in order of file and line."""
    files = read_files(folder)
    edition, edition_faults = parse_edition(files.essay)
    faults = [*files.faults, *edition_faults]
    sources = {located.item.key: _source(located.item) for located in files.sources}
    quotations = _quotations(files, edition, sources, faults)
    entries = tuple(_entries(files, edition, quotations, faults))
    for located in (files.sources, files.quotations, files.entries):
        faults.extend(_repeated_keys(located))
    faults.extend(_name_clashes(files.entries))
    faults.extend(_dangling(files))
    pack = None
    if files.about is not None:
        pack = Pack(
            _info(files.about), edition, tuple(sources.values()), tuple(quotations.values()), entries, files.digest
        )
    return pack, sorted(set(faults))


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


def _quotations(
    files: PackFiles, edition: Edition, sources: Mapping[str, Source], faults: list[Fault]
) -> dict[str, Quotation]:
    quotations: dict[str, Quotation] = {}
    for located in files.quotations:
        item = located.item
        if item.source and item.quoted_in:
            faults.append(located.fault("give “source” or “quoted_in”, not both: the page belongs to one work"))
        place = _place(located, item, edition, faults)
        if place is not None:
            quotations[item.key] = Quotation(
                key=item.key,
                exact=item.exact,
                place=place,
                speaker=item.speaker,
                citation=_citation(item, sources),
                kind=item.kind,
                certainty=item.certainty,
                provenance=item.provenance,
                year=item.year,
            )
    return quotations


def _citation(item: QuotationItem, sources: Mapping[str, Source]) -> Citation | None:
    source = sources.get(item.source or item.quoted_in or "")
    if source is None:
        return None
    label = item.label or ("page" if item.locator else None)
    return Citation(source, label, item.locator, quoted=item.quoted_in is not None)


def _entries(
    files: PackFiles, edition: Edition, quotations: Mapping[str, Quotation], faults: list[Fault]
) -> Iterator[PackEntry]:
    for located in files.entries:
        item = located.item
        if not item.held_by and not item.implied:
            faults.append(
                located.fault("says neither who holds the claim (held_by) nor that nobody does (implied: true)")
            )
        passages = [
            Passage(selector.exact, place)
            for number, selector in enumerate(item.passages)
            if (place := _place(located, selector, edition, faults, "passages", number))
        ]
        rebuttals = [
            Rebuttal(selector.exact, place)
            for number, selector in enumerate(item.rebuttals)
            if (place := _place(located, selector, edition, faults, "rebuttals", number))
        ]
        yield PackEntry(
            key=item.key,
            topic=item.topic,
            aliases=tuple(item.aliases),
            claim=Claim(item.claim, tuple(item.held_by), item.implied),
            passages=tuple(passages),
            quotations=tuple(quotations[key] for key in item.quotations if key in quotations),
            rebuttals=tuple(rebuttals),
            related=tuple(item.related),
            places=tuple(_places(located, edition, faults)),
            phrasings=tuple((kind, text) for kind, texts in item.phrasings for text in texts),
        )


def _places(located: Located[EntryItem], edition: Edition, faults: list[Fault]) -> Iterator[Block]:
    for number, name in enumerate(located.item.places):
        if block := edition.find(name):
            yield block
        elif edition.blocks:
            faults.append(located.fault(f"there is no “{name}” in the edition", "places", number))


def _place(
    located: Located[Item], selector: Selector, edition: Edition, faults: list[Fault], *below: str | int
) -> Place | None:
    if not edition.blocks:
        return None
    try:
        return resolve(edition, selector.exact, prefix=selector.prefix, suffix=selector.suffix, at=selector.at)
    except Unresolved as error:
        faults.append(located.fault(str(error), *below))
        return None


def _repeated_keys(
    items: Iterable[Located[SourceItem] | Located[QuotationItem] | Located[EntryItem]],
) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for located in items:
        key = located.item.key
        where = f"{located.document.file}:{located.document.line(located.path)}"
        if key in seen:
            yield located.fault(f"the key “{key}” is taken by {seen[key]}")
        seen.setdefault(key, where)


def _name_clashes(entries: Iterable[Located[EntryItem]]) -> Iterator[Fault]:
    """Topics and aliases lead to one entry each, after normalising."""
    entries = tuple(entries)
    owners: dict[str, tuple[str, str]] = {}
    for located in entries:
        name = normalise(located.item.topic)
        if name in owners:
            yield located.fault(f"the topic “{located.item.topic}” is also that of “{owners[name][1]}”", "topic")
        owners.setdefault(name, ("topic", located.item.key))
    for located in entries:
        for number, alias in enumerate(located.item.aliases):
            name = normalise(alias)
            kind, owner = owners.get(name, ("", ""))
            if not name:
                yield located.fault(f"the alias “{alias}” holds nothing that can be searched", "aliases", number)
            elif kind == "topic" and owner != located.item.key:
                yield located.fault(f"the alias “{alias}” is the topic of “{owner}”", "aliases", number)
            elif kind == "alias" and owner != located.item.key:
                yield located.fault(f"the alias “{alias}” is also one of “{owner}”", "aliases", number)
            elif kind:
                yield located.fault(f"the alias “{alias}” is given twice or repeats the topic", "aliases", number)
            owners.setdefault(name, ("alias", located.item.key))


def _dangling(files: PackFiles) -> Iterator[Fault]:
    """Keys that name nothing."""
    sources = {located.item.key for located in files.sources}
    quotations = {located.item.key for located in files.quotations}
    entries = {located.item.key for located in files.entries}
    for located in files.quotations:
        for name in ("source", "quoted_in"):
            key = getattr(located.item, name)
            if key is not None and key not in sources:
                yield located.fault(f"there is no source “{key}” in sources.yaml", name)
    for located in files.entries:
        for field, known in (("quotations", quotations), ("related", entries)):
            for number, key in enumerate(getattr(located.item, field)):
                if key not in known:
                    yield located.fault(f"“{field}” names “{key}”, which is not in the pack", field, number)
