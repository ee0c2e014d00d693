"""Loading a pack: all of it or nothing, and whatever was loaded before, the library is that of a fresh load."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import PackError
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.search.index import index_entry
from knowledge.storage import tables
from knowledge.storage.database import Database
from tests.factories import ENTRIES, ESSAY, PACK, QUOTATIONS, write_pack
from tests.processes import SECONDS, serge, start
from tests.rows import Rows, connect, contents, entry_ids

FIRST_ENTRY, SECOND_ENTRY = ENTRIES[: ENTRIES.index("- key: false-weights")], ENTRIES[ENTRIES.index("- key: false") :]

VERSIONS: dict[str, dict[str, str]] = {
    "as it is": {},
    "another alias": {"entries": ENTRIES.replace("baking by day", "the early loaf")},
    "another topic": {"entries": ENTRIES.replace("Night baking", "Ovens before dawn")},
    "entries the other way round": {"entries": SECOND_ENTRY + FIRST_ENTRY.replace("related: [false-weights]", "")},
    "aliases changed over": {
        "entries": ENTRIES.replace("[scales]", "[NIGHT]")
        .replace("the night shift", "scales")
        .replace("NIGHT", "the night shift")
    },
    "one entry fewer": {"entries": FIRST_ENTRY.replace("  related: [false-weights]\n", "")},
    "the other entry fewer": {"entries": SECOND_ENTRY},
    "a longer essay": {"essay": ESSAY.replace("## The Scales", "A paragraph more, on yeast.\n\n## The Scales")},
    "another year": {"quotations": QUOTATIONS.replace("year: 1919", "year: 1918")},
    "another author": {"pack": PACK.replace("A Baker", "Two Bakers")},
}
"""The small pack as its authors may change it from day to day."""

OTHER_PACK = {
    "pack": PACK.replace("a-word-on-bread", "a-word-on-flour"),
    "entries": ENTRIES.replace("Night baking", "Night milling")
    .replace("[the night shift, baking by day]", "[milling]")
    .replace("False weights", "False measures")
    .replace("[scales]", "[measures]"),
}
"""A pack with the keys of the small one, and topics of its own."""


def load(url: str, folder: Path, **changes: str) -> bool:
    """Load the small pack, changed in this way, in one go. Returns whether anything was written."""

    async def opened() -> bool:
        async with await Database.open(url) as database:
            return (await load_pack(database, write_pack(folder, **changes))).changed

    return asyncio.run(opened())


@cache
def fresh_load(version: str) -> dict[str, Rows]:
    """What a database holds when this version is the first thing loaded into it."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fresh.db"
        load(url, Path(folder) / "pack", **VERSIONS[version])
        return contents(url)


def test_the_same_pack_is_loaded_once(empty_database_url: str, tmp_path: Path) -> None:
    assert load(empty_database_url, tmp_path / "pack")
    before = contents(empty_database_url), entry_ids(empty_database_url)
    assert not load(empty_database_url, tmp_path / "pack")
    assert (contents(empty_database_url), entry_ids(empty_database_url)) == before


@settings(max_examples=8, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=st.lists(st.sampled_from(sorted(VERSIONS)), min_size=2, max_size=4))
def test_after_any_row_of_loads_the_library_is_that_of_a_fresh_one(
    empty_database_url: str, tmp_path: Path, versions: list[str]
) -> None:
    # The database goes on from example to example, so that the row is longer than it looks.
    for version in versions:
        before = _ids_if_any(empty_database_url)
        load(empty_database_url, tmp_path / "pack", **VERSIONS[version])
        after = entry_ids(empty_database_url)
        assert {key: after[key] for key in before if key in after} == {
            key: before[key] for key in before if key in after
        }
        assert contents(empty_database_url) == fresh_load(version)


def _ids_if_any(url: str) -> dict[str, int]:
    with connect(url) as connection:
        loaded = sa.inspect(connection).has_table("entry")
    return entry_ids(url) if loaded else {}


# A button in an old message carries an entry's number; it must never lead to another entry.
def test_the_number_of_a_dropped_entry_is_never_given_again(empty_database_url: str, tmp_path: Path) -> None:
    load(empty_database_url, tmp_path / "pack")
    dropped = entry_ids(empty_database_url)["false-weights"]
    load(empty_database_url, tmp_path / "pack", **VERSIONS["one entry fewer"])
    assert "false-weights" not in entry_ids(empty_database_url)
    load(
        empty_database_url,
        tmp_path / "pack",
        entries=ENTRIES.replace("key: false-weights", "key: newcomer").replace("[false-weights]", "[]"),
    )
    assert entry_ids(empty_database_url)["newcomer"] != dropped


def test_a_pack_with_a_fault_leaves_the_one_before(empty_database_url: str, tmp_path: Path) -> None:
    load(empty_database_url, tmp_path / "pack")
    before = contents(empty_database_url)
    with pytest.raises(PackError):
        load(empty_database_url, tmp_path / "pack", entries=ENTRIES.replace("stale by dawn", "stale by noon"))
    assert contents(empty_database_url) == before


async def test_a_fault_in_the_middle_of_writing_leaves_the_pack_before(empty_database_url: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    async with await Database.open(empty_database_url) as database:
        await load_pack(database, folder)
        before = contents(empty_database_url)
        pack = read_pack(write_pack(folder, **VERSIONS["another topic"]))
        half = {pack.entries[0].key: index_entry(pack.entries[0])}
        with pytest.raises(KeyError, match="false-weights"):
            async with database.writing() as writer:
                await writer.put_pack(pack, half, "half", shipped=False)
        assert contents(empty_database_url) == before
        assert (await load_pack(database, folder)).changed


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from knowledge.packs.assemble import read_pack
from knowledge.search.index import index_entry
from knowledge.storage.database import Database

async def load_and_die(url, folder):
    pack = read_pack(Path(folder))
    async with await Database.open(url) as database, database.writing() as writer:
        await writer.put_pack(pack, {entry.key: index_entry(entry) for entry in pack.entries}, "new", shipped=False)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(load_and_die(*sys.argv[1:]))
"""


def test_a_program_killed_in_the_middle_leaves_the_pack_before(empty_database_url: str, tmp_path: Path) -> None:
    load(empty_database_url, tmp_path / "pack")
    before = contents(empty_database_url)
    folder = write_pack(tmp_path / "pack", **VERSIONS["one entry fewer"])
    killed = start(empty_database_url, str(folder), code=KILLED)
    _, errors = killed.communicate(timeout=SECONDS)
    assert (killed.returncode, errors) == (-9, b"")
    assert contents(empty_database_url) == before
    assert load(empty_database_url, folder, **VERSIONS["one entry fewer"])
    assert contents(empty_database_url) == fresh_load("one entry fewer")


def test_two_packs_stand_side_by_side(empty_database_url: str, tmp_path: Path) -> None:
    load(empty_database_url, tmp_path / "other", **OTHER_PACK)
    alone = contents(empty_database_url)
    load(empty_database_url, tmp_path / "pack")
    load(empty_database_url, tmp_path / "pack", **VERSIONS["one entry fewer"])
    both, fresh = contents(empty_database_url), fresh_load("one entry fewer")
    for table in both.keys() - {"vocabulary", "catalogue", "setting"}:
        assert both[table] == sorted(alone[table] + fresh[table], key=str), table
    assert _counted(both) == _counted(alone) + _counted(fresh)


def _counted(held: dict[str, Rows]) -> Counter[str]:
    return Counter({word: entries for _, _, word, entries, _ in held["vocabulary"]})


def test_a_name_that_another_pack_has_is_a_fault_and_nothing_is_loaded(empty_database_url: str, tmp_path: Path) -> None:
    load(empty_database_url, tmp_path / "pack")
    before = contents(empty_database_url)
    clashing = OTHER_PACK["entries"].replace("[measures]", '["SCALES!"]')
    with pytest.raises(PackError) as refused:
        load(empty_database_url, tmp_path / "other", pack=OTHER_PACK["pack"], entries=clashing)
    (fault,) = refused.value.faults
    assert "“SCALES!”" in fault.message
    assert "A Word on Bread" in fault.message
    assert contents(empty_database_url) == before


async def test_packs_loaded_at_once_do_not_stand_in_each_others_way(empty_database_url: str, tmp_path: Path) -> None:
    folders = [write_pack(tmp_path / "pack"), write_pack(tmp_path / "other", **OTHER_PACK)]
    async with await Database.open(empty_database_url) as one, await Database.open(empty_database_url) as other:
        for round_ in range(5):
            for folder in folders:
                (folder / "quotations.yaml").write_text(QUOTATIONS + "\n" * round_)
            loaded = await asyncio.gather(load_pack(one, folders[0]), load_pack(other, folders[1]))
            assert [done.changed for done in loaded] == [True, True]
    assert len(contents(empty_database_url)["entry"]) == 4


async def test_the_hosts_own_version_of_the_shipped_pack_is_left_alone(empty_database_url: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", pack=PACK.replace("a-word-on-bread", SHIPPED_SLUG))
    async with await Database.open(empty_database_url) as database:
        await load_pack(database, folder)
    before = contents(empty_database_url)
    async with Library.open(empty_database_url) as library:
        assert [topic.topic for topic in await library.topics()] == ["Night baking", "False weights"]
    assert contents(empty_database_url) == before


async def test_an_outdated_shipped_pack_is_renewed_at_the_next_start(library_url: str) -> None:
    current = contents(library_url)
    with connect(library_url) as connection:
        connection.execute(sa.update(tables.pack).values(digest="0:of an older program", title="Old"))
    async with Library.open(library_url):
        pass
    assert contents(library_url) == current


async def test_a_guilds_own_rows_outlast_a_load(empty_database_url: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    async with await Database.open(empty_database_url) as database:
        await load_pack(database, folder)
        with connect(empty_database_url) as connection:
            connection.execute(sa.insert(tables.vocabulary).values(scope=42, sound="r", word="rye", entries=1, names=0))
        await load_pack(database, write_pack(folder, **VERSIONS["one entry fewer"]))
    assert (42, "r", "rye", 1, 0) in contents(empty_database_url)["vocabulary"]


def test_serge_load_says_what_it_did(bakery_url: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "other", **OTHER_PACK)
    said = [serge("load", str(folder), "--database", bakery_url) for _ in range(2)]
    assert [(one.returncode, one.stderr) for one in said] == [(0, ""), (0, "")]
    assert said[0].stdout == "Loaded A Word on Bread: 2 entries, 3 quotations, 2 sources.\n"
    assert said[1].stdout == "A Word on Bread is loaded already, unchanged: 2 entries, 3 quotations, 2 sources.\n"
