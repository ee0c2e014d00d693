"""What belongs to one guild shows in no other, and what two packs call alike is kept apart; on both backends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.answer import Answer, Finding, Outcome
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED
from knowledge.storage import tables
from tests.factories import ENTRIES, ESSAY, PACK, QUOTATIONS, SOURCES, write_pack
from tests.rows import add_guild_entry, connect

GUILDS = {777: "Pumpernickel", 888: "Ciabatta"}
OTHERS = (SHARED, 1)

FIRST, SECOND = "A Word on Bread", "A Word on Rolls"

PAIRS = """\
- key: hours
  topic: Hours
  question: When is bread to be baked?
  earlier:
    - {exact: the night shift kills the baker before the oven warms, when: 1919, speaker: Ada Lamp}
  later:
    - {exact: Give us the morning and we will give you bread., when: 1920, speaker: Ada Lamp}
  comment:
    - exact: Nobody who bakes has ever said so.
  entries: [night-baking]
"""

ROLLS = {"Night baking": "Rolls at night", "the night shift": "late rolls", "baking by day": "day rolls"} | {
    "False weights": "Light rolls",
    "[scales]": "[roll scales]",
}

# What reads everything there is: notes, pages, works, persons, topics, words.
QUERIES = [
    *("note 1", "note 2", "note 9", "ovens 12", "ovens 99", "ovens", "sacks 4", "sacks"),
    *("lamp", "Ada Lamp", "rye", "night baking", "why is bread baked", "pumpernickel", "ciabatta", "weigths"),
]


def write_rolls(folder: Path, *, work: str = "Ovens") -> Path:
    """A second pack that has the small one's keys, notes and quotations, and a work of that title under ``ovens``."""
    entries = ENTRIES
    for name, other in ROLLS.items():
        entries = entries.replace(name, other)
    return write_pack(
        folder,
        pack=PACK.replace("a-word-on-bread", "rolls").replace(FIRST, SECOND),
        essay=ESSAY.replace(f"# {FIRST}", f"# {SECOND}"),
        sources=SOURCES.replace("  title: Ovens", f"  title: {work}"),
        entries=entries,
    )


async def ask(library: Library, query: str) -> Finding:
    """What the query finds, which must be no entry."""
    finding = (await library.look_up(query)).finding
    assert finding is not None, query
    return finding


@pytest.fixture
async def two_packs(own_bakery: Library, bakery_pack: Path, tmp_path: Path) -> Library:
    """The small pack with a pair, and a second pack that calls everything alike and cites the same work."""
    (bakery_pack / "pairs.yaml").write_text(PAIRS)
    await load_pack(own_bakery.database, bakery_pack)
    await load_pack(own_bakery.database, write_rolls(tmp_path / "rolls"))
    return own_bakery


@pytest.fixture
async def guilds(two_packs: Library, bakery_url: str) -> Library:
    """Two packs, and two guilds with an entry each that hangs on everything that an entry can hang on."""
    for guild, topic in GUILDS.items():
        await asyncio.to_thread(hang_everywhere, bakery_url, add_guild_entry(bakery_url, guild, topic, f"{topic} loaf"))
    return two_packs


def hang_everywhere(url: str, entry_id: int) -> None:
    """Let the entry bear on every paragraph and note, and hold every quotation, citation and pair."""
    with connect(url) as connection:
        for linking, target in (
            (tables.entry_block, tables.block),
            (tables.entry_quotation, tables.quotation),
            (tables.citation_entry, tables.citation),
            (tables.pair_entry, tables.pair),
        ):
            for position, (id_,) in enumerate(connection.execute(sa.select(target.c.id)).all()):
                row = {"entry_id": entry_id, f"{target.name}_id": id_}
                if "position" in linking.c:
                    row["position"] = position
                connection.execute(sa.insert(linking).values(row))


def everything(answer: Answer) -> Iterator[str]:
    """All names of entries that an answer shows."""
    yield from answer.nearest
    yield from answer.corrections.values()
    yield from (match.entry.topic for match in answer.matches)
    if answer.finding:
        yield from (named.topic for named in answer.finding.entries)
        yield from (named.topic for homes in answer.finding.homes.values() for named in homes)
        yield answer.finding.title


async def shown(library: Library, scope: int) -> set[str]:
    """Every name, in small letters, that the scope is shown anywhere."""
    names = {name for query in QUERIES for name in everything(await library.look_up(query, scope))}
    names |= {key for query in ("", "pumpernickel", "ciabatta", "hours") for key in await paired(library, query, scope)}
    names |= {line.topic for line in await library.topics(scope)}
    await library.suggester.refresh_all()
    for typed in ("", "pump", "ciab", "loaf"):
        names |= {found.topic for found in library.suggester.suggest(typed, scope)}
    return {name.lower() for name in names}


async def paired(library: Library, query: str, scope: int) -> list[str]:
    """The keys of the entries of the pairs that are meant."""
    return [key for pair in await library.compare(query, scope) for key in pair.entries]


async def test_nothing_of_a_guild_shows_in_another(guilds: Library) -> None:
    for scope in (*OTHERS, *GUILDS):
        names = await shown(guilds, scope)
        assert "rolls at night" in names
        for guild, topic in GUILDS.items():
            assert [name for name in names if topic.lower() in name] == [] or scope == guild, (scope, topic)


# The other half: a query that is asked for too few scopes would hide a guild's own entries from itself.
async def test_a_guild_sees_its_own_everywhere(guilds: Library) -> None:
    for guild, topic in GUILDS.items():
        for query in ("note 1", "ovens 12", "ovens", "lamp"):
            finding = (await guilds.look_up(query, guild)).finding
            assert finding is not None
            assert topic in {named.topic for named in finding.entries}, query
        finding = (await guilds.look_up("sacks", guild)).finding
        assert finding is not None
        assert all(topic in {named.topic for named in homes} for homes in finding.homes.values())
        assert topic.lower() in await paired(guilds, "hours", guild)
        assert {topic.lower()} <= await shown(guilds, guild)


async def test_topics_are_named_to_those_who_may_see_them(guilds: Library, bakery_url: str) -> None:
    with connect(bakery_url) as connection:
        rows = connection.execute(sa.select(tables.entry.c.id, tables.entry.c.topic)).all()
    ids = [row.id for row in rows]
    async with guilds.database.reading() as reader:
        for scope in (*OTHERS, *GUILDS):
            hidden = {topic for guild, topic in GUILDS.items() if guild != scope}
            topics = [entry.topic for entry in await reader.entries(scope, ids)]
            assert topics == [row.topic for row in rows if row.topic not in hidden]


async def test_a_note_that_two_texts_have_names_them(two_packs: Library) -> None:
    finding = await ask(two_packs, "note 2")
    assert finding.title == "Note 2"
    assert [(passage.place.note, passage.place.title) for passage in finding.passages] == [
        (None, FIRST), (2, FIRST), (None, SECOND), (2, SECOND),
    ]  # fmt: skip


async def test_the_nearest_notes_are_named_once(two_packs: Library) -> None:
    answer = await two_packs.look_up("note 9")
    assert (answer.outcome, answer.nearest) == (Outcome.NONE, ("note 2", "note 1"))


# One work, cited by both: both quotations, each with its own entry though their keys are the same.
@pytest.mark.parametrize("query", ["ovens 12", "ovens", "lamp"])
async def test_what_two_texts_quote_from_one_work_is_told_apart(two_packs: Library, query: str) -> None:
    finding = await ask(two_packs, query)
    assert [quotation.place.title for quotation in finding.quotations] == [FIRST, SECOND]
    topics = [[named.topic for named in finding.homes[quotation.key]] for quotation in finding.quotations]
    assert topics == [["Night baking"], ["Rolls at night"]]
    assert "not" not in finding.title


@pytest.mark.parametrize(
    ("query", "title", "text"),
    [
        ("ovens", "Ovens (not Ovens of Paris)", "Night baking"),
        ("ovens 12", "Ovens, 12 (not Ovens of Paris)", "Night baking"),
        ("ovens of paris", "Ovens of Paris (not Ovens)", "Rolls at night"),
        ("ovens of paris 12", "Ovens of Paris, 12 (not Ovens)", "Rolls at night"),
    ],
)
async def test_another_work_of_the_same_key_is_named_and_not_mixed_in(
    own_bakery: Library, bakery_pack: Path, tmp_path: Path, query: str, title: str, text: str
) -> None:
    await load_pack(own_bakery.database, write_rolls(tmp_path / "rolls", work="Ovens of Paris"))
    (bakery_pack / "quotations.yaml").write_text(QUOTATIONS.replace("year: 1919", "year: 1918"))
    await load_pack(own_bakery.database, bakery_pack)  # anew, and still the one that was loaded first
    finding = await ask(own_bakery, query)
    assert finding.title == title
    assert [named.topic for named in finding.entries] == [text]
    assert [quotation.place.title for quotation in finding.quotations] == [None]
    assert await ask(own_bakery, finding.key) == finding


async def test_one_text_alone_is_not_named(own_bakery: Library) -> None:
    for query in ("note 1", "ovens 12", "lamp", "sacks"):
        finding = await ask(own_bakery, query)
        assert {part.place.title for part in (*finding.passages, *finding.quotations)} == {None}
