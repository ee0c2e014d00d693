"""The map of the argument: sections, their claims, and what each claim rests on and is answered with.

Drawn from a pack's files, or from the library as a guild sees it: there its own entries stand on the map too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import NamedTuple

from knowledge.model import Entry, PackInfo
from knowledge.packs.pack import Pack, PackEntry
from knowledge.spot import find_spot, shipped_first
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader

SHEET = 8
"""As many claims stand on one sheet of the map at most, so that it can be read at one go."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim on the map: who holds it, where it is stated and answered, how much is quoted, from which works."""

    topic: str
    claim: str
    held_by: tuple[str, ...]
    passages: tuple[str, ...]
    rebuttals: tuple[str, ...]
    quotations: int
    sources: tuple[str, ...]


class SheetAt(NamedTuple):
    """A sheet of the map by its text, the number of its section in the text, and its own in the section, from 0."""

    slug: str
    section: int
    part: int


@dataclass(frozen=True, slots=True)
class Region:
    """A section on the map at large: its claims by their topics, how much is quoted, and who holds how many.

    ``holders`` stand in the order of how many they hold. ``entries`` are the numbers of the claims' entries.
    """

    at: SheetAt
    pack: PackInfo
    title: str
    topics: tuple[str, ...]
    entries: tuple[int, ...]
    quotations: int
    holders: tuple[tuple[str, int], ...]

    @property
    def sheets(self) -> tuple[SheetAt, ...]:
        """The sheets that the section takes."""
        return tuple(self.at._replace(part=part) for part in range(ceil(len(self.entries) / SHEET)))

    def on(self, part: int) -> tuple[int, ...]:
        """The entries on one of them; all hold as many, or one less."""
        first, behind = (number * len(self.entries) // len(self.sheets) for number in (part, part + 1))
        return self.entries[first:behind]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A few claims of one section, each with the number of its entry, and the sheets before and after it."""

    at: SheetAt
    region: Region
    branches: tuple[tuple[int, Branch], ...]
    before: SheetAt | None
    after: SheetAt | None
    regions: tuple[Region, ...]


def argument_map(pack: Pack) -> dict[str, list[Branch]]:
    """The claims of each section, in the order of the pack; an entry stands where its first passage stands."""
    sections: dict[str, list[Branch]] = {section: [] for section in pack.edition.sections}
    for entry in pack.entries:
        sections[entry.passages[0].place.section].append(_branch(entry))
    return sections


async def map_at_large(database: Database, scope: int) -> tuple[Region, ...]:
    """The sections that have claims, in the order of the texts."""
    return await database.read(lambda reader: _regions(reader, scope))


async def sheet_at(database: Database, scope: int, at: SheetAt) -> Sheet | None:
    """That sheet of the map, or the last of its section; None where the section has no claims."""

    async def use(reader: Reader) -> Sheet | None:
        regions = await _regions(reader, scope)
        region = next((one for one in regions if one.at[:2] == at[:2]), None)
        return await _sheet(reader, scope, regions, region, at.part) if region else None

    return await database.read(use)


async def branches_of(database: Database, scope: int, at: SheetAt) -> list[Branch]:
    """Every claim of the section that the sheet is of."""

    async def use(reader: Reader) -> list[Branch]:
        here = [region.entries for region in await _regions(reader, scope) if region.at[:2] == at[:2]]
        return [_branch(entry) for ids in here for entry in await reader.entries(scope, ids)]

    return await database.read(use)


async def sheet_called(database: Database, scope: int, query: str) -> SheetAt | None:
    """The first sheet of the text or section that is named; None where none is, several may be, or it has no claims."""

    async def use(reader: Reader) -> SheetAt | None:
        spot = find_spot(query, shipped_first(await reader.contents()), {})
        if spot is None or spot.note is not None:
            return None
        number = sum(section.first <= spot.first for section in spot.contents.sections) - 1 if spot.named else None
        here = [region.at for region in await _regions(reader, scope) if region.at.slug == spot.contents.pack.slug]
        return next((at for at in here if number in {None, at.section}), None)

    return await database.read(use)


def map_markdown(pack: Pack) -> str:
    """The map as Markdown."""
    return "\n".join(_markdown(pack)) + "\n"


async def _regions(reader: Reader, scope: int) -> tuple[Region, ...]:
    editions = {contents.pack.slug: contents for contents in await reader.contents()}
    held = await reader.held(scope)
    found: list[Region] = []
    topics = [line for line in await reader.topics(scope) if line.slug]
    for (slug, title), lines in groupby(topics, lambda line: (line.slug, line.section)):
        lines = list(lines)  # noqa: PLW2901  # a group can be gone through only once
        number = [section.title for section in editions[slug].sections].index(title)
        claims = [held[line.id] for line in lines]
        found.append(
            Region(
                at=SheetAt(slug, number, 0),
                pack=editions[slug].pack,
                title=title,
                topics=tuple(line.topic for line in lines),
                entries=tuple(line.id for line in lines),
                quotations=sum(claim.quotations for claim in claims),
                holders=tuple(Counter(holder for claim in claims for holder in claim.by).most_common()),
            )
        )
    return tuple(found)


async def _sheet(reader: Reader, scope: int, regions: tuple[Region, ...], region: Region, part: int) -> Sheet:
    at = region.sheets[min(part, len(region.sheets) - 1)]
    every = [sheet for one in regions for sheet in one.sheets]
    number = every.index(at)
    entries = await reader.entries(scope, region.on(at.part))
    return Sheet(
        at=at,
        region=region,
        branches=tuple((entry.id, _branch(entry)) for entry in entries),
        before=every[number - 1] if number else None,
        after=every[number + 1] if number + 1 < len(every) else None,
        regions=regions,
    )


def _branch(entry: PackEntry | Entry) -> Branch:
    cited = [quotation.citation.source for quotation in entry.quotations if quotation.citation]
    return Branch(
        topic=entry.topic,
        claim=entry.claim.text,
        held_by=entry.claim.held_by,
        passages=_blocks([passage.place.block for passage in entry.passages]),
        rebuttals=_blocks([rebuttal.place.block for rebuttal in entry.rebuttals]),
        quotations=len(entry.quotations),
        sources=tuple(dict.fromkeys(source.short_title or source.title for source in cited)),
    )


def _blocks(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _markdown(pack: Pack) -> Iterator[str]:
    yield f"# The argument of *{pack.info.title}*"
    for section, branches in argument_map(pack).items():
        yield f"\n## {section}\n"
        for branch in branches:
            held = ", ".join(branch.held_by) or "implied"
            yield f"- **{branch.topic}** – {branch.claim} ({held})"
            yield f"  - stated in {', '.join(branch.passages)}; answered in {', '.join(branch.rebuttals)}"
            if branch.quotations:
                works = f", from {', '.join(f'*{source}*' for source in branch.sources)}" if branch.sources else ""
                yield f"  - {branch.quotations} quotation{'s' if branch.quotations > 1 else ''}{works}"
