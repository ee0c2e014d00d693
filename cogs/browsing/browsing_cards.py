"""What there is, as cards that can be made again: topics, sources, and the map of the argument.

What they are about, in their names: topics, sources and pairs the number of the part, the map ``SLUG.SECTION.SHEET``;
all of it where they are about nothing, or ALL.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import TypeVar

from cogs.answering.card_names import CardName, Link, NamedCard, Row, picker_around
from cogs.cards import limits
from cogs.cards.answers import finding_card
from cogs.cards.arguments import atlas_card, sheet_card
from cogs.cards.comparing import pairs_card
from cogs.cards.layout import ACCENT
from cogs.cards.lists import in_alphabetical_order, section_name, sources_card, topics_card, unquoted_card
from cogs.language import _
from knowledge.argument import Region, Sheet, SheetAt, map_at_large, sheet_at, sheet_called
from knowledge.finding import find_source
from knowledge.library import Library
from knowledge.markup import plain
from knowledge.model import Source, TopicLine
from knowledge.search.normal import normalise
from knowledge.search.reference import source_names

ALL = "all"
"""What an option of a menu stands for that leads back to the whole, since it cannot stand for nothing."""

WORKS = 20
"""As many works stand on one part of the bibliography at most."""

T = TypeVar("T")


def atlas_named(regions: Sequence[Region]) -> NamedCard:
    """The map at large, with its sections to go to."""
    accent = regions[0].pack.accent if regions else ACCENT
    rows = (_regions(regions),) if regions else ()
    return NamedCard(CardName("map", ALL), atlas_card(tuple(regions)), accent, rows)


def sheet_named(sheet: Sheet) -> NamedCard:
    """A sheet of the map: the sheets beside it, its claims to be shown whole, and every section to go to."""
    leafing = (*_to_sheet("◀ {where}", sheet.before, sheet), *_to_sheet("{where} ▶", sheet.after, sheet))
    claims = [(str(entry), branch.topic) for entry, branch in sheet.branches]
    rows: tuple[Row, ...] = (
        picker_around("entry", _("Show an entry"), claims, alone=True),
        _regions(sheet.regions, sheet.at),
    )
    return NamedCard(CardName("map", _about(sheet.at)), sheet_card(sheet), sheet.region.pack.accent, rows, leafing)


async def make_map(library: Library, scope: int, about: str) -> NamedCard | None:
    """The map at large, or a sheet of it."""
    if about in {"", ALL}:
        return atlas_named(await map_at_large(library.database, scope))
    slug, section, part = about.rsplit(".", 2)
    sheet = await sheet_at(library.database, scope, SheetAt(slug, int(section), int(part)))
    return sheet_named(sheet) if sheet else None


async def make_topics(library: Library, scope: int, about: str) -> NamedCard | None:
    """Every topic, or those of one section with their other names, each to be shown whole."""
    lines = await library.topics(scope)
    parts = _sections(lines)
    if about in {"", ALL}:
        rows = (_topic_parts(parts),) if parts else ()
        return NamedCard(CardName("topics"), topics_card(lines), rows=rows)
    if int(about) >= len(parts):
        return None
    number = int(about)
    topics = [(str(line.id), line.topic) for line in parts[number]]
    rows = (picker_around("entry", _("Show an entry"), topics, alone=True), _topic_parts(parts, number))
    return NamedCard(CardName("topics", about), topics_card(parts[number], aliases=True), rows=rows)


async def make_sources(library: Library, scope: int, about: str) -> NamedCard | None:
    """A part of the bibliography, with what is quoted from each of its works to be shown."""
    sources = in_alphabetical_order(await library.sources(scope))
    parts, keys = _parts(sources, WORKS), _parts(_keys(sources), WORKS)
    if not parts:
        return NamedCard(CardName("sources"), sources_card([]))
    number = int(about or 0)
    if number >= len(parts):
        return None
    works = [(key, plain(source.title)) for key, source in zip(keys[number], parts[number], strict=True)]
    rows = (picker_around("work", _("Show what is quoted from a work"), works, alone=True),)
    leafing = _beside("sources", parts, number, before=_("◀ Works {first}–{last}"), after=_("Works {first}–{last} ▶"))
    return NamedCard(CardName("sources", str(number)), sources_card(parts[number]), rows=rows, leafing=leafing)


async def make_work(library: Library, scope: int, about: str) -> NamedCard | None:
    """A work, and what is quoted from it."""
    sources = in_alphabetical_order(await library.sources(scope))
    source = dict(zip(_keys(sources), sources, strict=True)).get(about)
    if source is None:
        return None
    finding = await library.database.read(lambda reader: find_source(reader, scope, source))
    return NamedCard(CardName("work", about), finding_card(finding) if finding else unquoted_card(source))


async def make_pairs(library: Library, scope: int, about: str) -> NamedCard | None:
    """A part of all that is compared, each pair to be shown whole."""
    pairs = await library.compare("", scope)
    parts = _parts(pairs, limits.OPTIONS)
    if not parts:
        return NamedCard(CardName("pairs"), pairs_card([]))
    number = int(about or 0)
    if number >= len(parts):
        return None
    options = [(pair.key, pair.topic) for pair in parts[number]]
    rows = (picker_around("pair", _("Show a then-and-now"), options, alone=True),)
    leafing = _beside("pairs", parts, number, before=_("◀ Pairs {first}–{last}"), after=_("Pairs {first}–{last} ▶"))
    return NamedCard(CardName("pairs", str(number)), pairs_card(parts[number]), rows=rows, leafing=leafing)


async def topics_called(library: Library, scope: int, words: str) -> NamedCard | None:
    """The topics of the section that is named; None where none is, several may be, or it has none."""
    at = await sheet_called(library.database, scope, words)
    if at is None:
        return None
    regions = await map_at_large(library.database, scope)
    title = next(region.title for region in regions if region.at[:2] == at[:2])
    parts = _sections(await library.topics(scope))
    number = next(n for n, part in enumerate(parts) if _section_of(part[0]) == (at.slug, title))
    return await make_topics(library, scope, str(number))


async def work_called(library: Library, scope: int, words: str) -> NamedCard | None:
    """The work that is named, with what is quoted from it; None where none is."""
    sources = in_alphabetical_order(await library.sources(scope))
    named = source_names(await library.sources(scope)).get(normalise(words))
    return await make_work(library, scope, _keys(sources)[sources.index(named)]) if named else None


def _regions(regions: Sequence[Region], current: SheetAt | None = None) -> Row:
    """A menu of the map's sections; from one of them also back to the map at large."""
    options = [(_about(region.at), f"{region.title} ({len(region.entries)})") for region in regions]
    number = next((n for n, region in enumerate(regions) if current and region.at[:2] == current[:2]), 0)
    return picker_around("map", _("Go to a section"), options, number, ahead=_whole() if current else ())


def _topic_parts(parts: Sequence[Sequence[TopicLine]], current: int | None = None) -> Row:
    """A menu of the sections with topics; from one of them also back to all."""
    options = [(str(number), f"{section_name(part[0])} ({_span(parts, number)})") for number, part in enumerate(parts)]
    ahead = _whole() if current is not None else ()
    return picker_around("topics", _("Go to a section"), options, current or 0, ahead=ahead)


def _span(parts: Sequence[Sequence[TopicLine]], number: int) -> str:
    """How many topics the part has; of a section in several parts, which ones."""
    section = _section_of(parts[number][0])
    before = sum(len(part) for part in parts[:number] if _section_of(part[0]) == section)
    others = sum(_section_of(part[0]) == section for part in parts) - 1
    return f"{before + 1}–{before + len(parts[number])}" if others else str(len(parts[number]))


def _whole() -> tuple[tuple[str, str], ...]:
    return ((ALL, _("All sections")),)


def _to_sheet(label: str, beside: SheetAt | None, here: Sheet) -> tuple[Link, ...]:
    """A button to the sheet beside this one, named by its section where that is another."""
    if beside is None:
        return ()
    titles = {region.at[:2]: region.title for region in here.regions}
    same = beside[:2] == here.at[:2]
    where = _("Sheet {number}").format(number=beside.part + 1) if same else titles[beside[:2]]
    return (Link(CardName("map", _about(beside)), label.format(where=where)),)


def _about(at: SheetAt) -> str:
    return f"{at.slug}.{at.section}.{at.part}"


def _beside(kind: str, parts: Sequence[Sequence[T]], number: int, *, before: str, after: str) -> tuple[Link, ...]:
    """Buttons to the parts before and after this one."""
    links: list[Link] = []
    for other, label in ((number - 1, before), (number + 1, after)):
        if 0 <= other < len(parts):
            ahead = sum(len(part) for part in parts[:other])
            said = label.format(first=ahead + 1, last=ahead + len(parts[other]))
            links.append(Link(CardName(kind, str(other)), said))
    return tuple(links)


def _sections(lines: Sequence[TopicLine]) -> list[Sequence[TopicLine]]:
    """The topics of each section, in as many parts as menus can hold."""
    return [part for _section, group in groupby(lines, _section_of) for part in _parts(list(group), limits.OPTIONS)]


def _section_of(line: TopicLine) -> tuple[str, str]:
    return line.slug, line.section


def _keys(sources: Sequence[Source]) -> list[str]:
    """What names each work: its key, and which of those with that key it is, as two texts may each have one."""
    return [f"{source.key}.{[one.key for one in sources[:n]].count(source.key)}" for n, source in enumerate(sources)]


def _parts(every: Sequence[T], most: int) -> list[Sequence[T]]:
    """All of it in parts of at most so many, all as long or one shorter."""
    count = ceil(len(every) / most)
    return [every[len(every) * n // count : len(every) * (n + 1) // count] for n in range(count)]
