"""The schema: what the migrations make, and that any number of programs may make it at once."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from knowledge.storage.database import Database
from knowledge.storage.group_tables import metadata
from knowledge.storage.migrations import HEAD, REVISIONS
from knowledge.storage.migrations.upgrade import config
from tests.processes import SECONDS, start
from tests.rows import connect, contents


async def test_the_migrations_make_exactly_the_tables_that_the_program_uses(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url):
        pass
    with connect(empty_database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


async def test_the_tables_can_be_taken_away_again(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url):
        pass
    with connect(empty_database_url) as connection:
        command.downgrade(config(connection), "base")
    with connect(empty_database_url) as connection:
        context = MigrationContext.configure(connection)
        missing = {
            difference[1].name for difference in compare_metadata(context, metadata) if difference[0] == "add_table"
        }
        assert missing == set(metadata.tables)


def test_the_list_of_revisions_is_alembics_own() -> None:
    scripts = ScriptDirectory.from_config(config())
    assert [script.revision for script in reversed(list(scripts.walk_revisions()))] == list(REVISIONS)
    assert scripts.get_heads() == [HEAD]


async def test_a_database_that_is_up_to_date_is_left_as_it_is(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database, database.writing() as writer:
        await writer.put_setting(0, "kept", "yes")
    async with await Database.open(empty_database_url) as database, database.reading() as reader:
        assert await reader.setting(0, "kept") == "yes"


def test_programs_that_start_at_once_on_an_empty_database_all_succeed(empty_database_url: str) -> None:
    programs = 3
    started = [start("topics", "--database", empty_database_url) for _ in range(programs)]
    ended = [(*program.communicate(timeout=SECONDS), program.returncode) for program in started]
    assert [(error, status) for _, error, status in ended] == [(b"", 0)] * programs
    assert len({output for output, _, _ in ended}) == 1
    held = contents(empty_database_url)
    assert len(held["pack"]) == 1
    assert held["catalogue"] == [(0, len(held["entry"]), sum(texts for _, _, texts in held["likeness"]))]
