"""Whether a pack's files agree with one another: keys are unique, name something, and names lead to one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.errors import Fault
from knowledge.packs.reader import WHOLE_FILE, Located, PackFiles
from knowledge.packs.schema import EntryItem, PairItem, QuotationItem, SourceItem
from knowledge.search.normal import normalise


def inconsistencies(files: PackFiles) -> Iterator[Fault]:
    """Everything in which the files contradict one another or themselves."""
    for items in (files.sources, files.quotations, files.entries, files.pairs):
        yield from _repeated_keys(items)
    yield from _name_clashes(files.entries)
    yield from _dangling(files)
    for located in files.quotations:
        if located.item.source and located.item.quoted_in:
            yield located.fault("give “source” or “quoted_in”, not both: the page belongs to one work")
        if located.item.locator and not located.item.source and not located.item.quoted_in:
            yield located.fault("says where, but not in which work: give “source” or “quoted_in”", "locator")
    for located in files.entries:
        if not located.item.held_by and not located.item.implied:
            yield located.fault("says neither who holds the claim (held_by) nor that nobody does (implied: true)")


def _repeated_keys(
    items: Iterable[Located[SourceItem] | Located[QuotationItem] | Located[EntryItem] | Located[PairItem]],
) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for located in items:
        key = located.item.key
        where = f"{located.document.file}:{located.document.line(located.path)}"
        if key in seen:
            yield located.fault(f"the key “{key}” is taken by {seen[key]}")
        seen.setdefault(key, where)


def _name_clashes(entries: tuple[Located[EntryItem], ...]) -> Iterator[Fault]:
    """Topics and aliases lead to one entry each, after normalising."""
    owners: dict[str, tuple[str, str]] = {}
    for located in entries:
        name = normalise(located.item.topic)
        if not name:
            yield located.fault(f"the topic “{located.item.topic}” holds nothing that can be searched", "topic")
        elif name in owners:
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


class _Known:
    """The keys of one list; where a file of it cannot be read, any key may be among them."""

    def __init__(
        self,
        files: PackFiles,
        name: str,
        items: Iterable[Located[SourceItem] | Located[QuotationItem] | Located[EntryItem]],
    ) -> None:
        self._keys = {located.item.key for located in items} | {key for list_, key in files.faulty if list_ == name}

    def __contains__(self, key: str) -> bool:
        return key in self._keys or WHOLE_FILE in self._keys


def _dangling(files: PackFiles) -> Iterator[Fault]:
    """Keys that name nothing, not even an item with faults of its own."""
    sources = _Known(files, "sources", files.sources)
    quotations = _Known(files, "quotations", files.quotations)
    entries = _Known(files, "entries", files.entries)
    for located in files.quotations:
        for name in ("source", "quoted_in"):
            key = getattr(located.item, name)
            if key is not None and key not in sources:
                yield located.fault(f"there is no source “{key}” in sources.yaml", name)
    wanted = (
        (files.entries, "quotations", quotations),
        (files.entries, "related", entries),
        (files.citations, "cites", sources),
        (files.citations, "quotations", quotations),
        (files.citations, "entries", entries),
        (files.pairs, "entries", entries),
    )
    for items, field, known in wanted:
        for located in items:
            for number, key in enumerate(getattr(located.item, field)):
                if key not in known:
                    yield located.fault(f"“{field}” names “{key}”, which is not in the pack", field, number)
