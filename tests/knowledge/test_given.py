"""Which answers were given: held in memory, written a little later, read by another process, forgotten in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from knowledge import given
from knowledge.given import KEPT, GivenAnswers
from knowledge.storage.database import Database
from tests.rows import connect

GUILD, OTHER, CHANNEL = 11, 12, 21
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    async with await Database.open(empty_database_url) as opened:
        yield opened


def execute(url: str, statement: str) -> None:
    with connect(url) as connection:
        connection.execute(sa.text(statement))


def noted(answers: GivenAnswers, *questions: int, scope: int = GUILD) -> None:
    for question in questions:
        answers.note(question, scope, CHANNEL, f"entry:{question}", [question + 100])


async def test_an_answer_is_known_at_once_and_to_another_process_once_written(database: Database) -> None:
    here, there = GivenAnswers(database), GivenAnswers(database)
    noted(here, 1)
    found = await here.to(1)
    assert found is not None
    assert (found.card, found.answers) == ("entry:1", (101,))
    assert await there.to(1) is None
    await here.flush()
    assert await there.to(1) == found


async def test_a_channels_answers_come_newest_first_and_only_its_guilds(database: Database) -> None:
    answers = GivenAnswers(database)
    noted(answers, 1)
    await asyncio.sleep(0.002)
    noted(answers, 2)
    noted(answers, 3, scope=OTHER)
    assert [one.question for one in await answers.last(GUILD, CHANNEL)] == [2, 1]
    assert [one.question for one in await answers.last(OTHER, CHANNEL)] == [3]
    assert await answers.last(GUILD, CHANNEL + 1) == []


async def test_a_forgotten_answer_is_forgotten_everywhere(database: Database) -> None:
    answers = GivenAnswers(database)
    noted(answers, 1, 2)
    await answers.flush()
    answers.forget(1)
    assert await answers.to(1) is None
    await answers.flush()
    assert await GivenAnswers(database).to(1) is None
    assert await GivenAnswers(database).to(2) is not None


async def test_an_answer_given_anew_takes_the_place_of_the_one_before(database: Database) -> None:
    answers = GivenAnswers(database)
    noted(answers, 1)
    await answers.flush()
    answers.note(1, GUILD, CHANNEL, None, [500, 501])
    await answers.flush()
    found = await GivenAnswers(database).to(1)
    assert found is not None
    assert (found.card, found.answers) == (None, (500, 501))


async def test_what_is_older_than_thirty_days_is_forgotten(database: Database) -> None:
    answers = GivenAnswers(database)
    noted(answers, 1, 2)
    await answers.flush()
    await database.write(lambda writer: writer.forget_given_before(LONG_AGO))
    assert len(await answers.last(GUILD, CHANNEL)) == 2
    await database.write(lambda writer: writer.forget_given_before(datetime.now(UTC) + timedelta(seconds=1)))
    assert await answers.last(GUILD, CHANNEL) == []
    assert timedelta(days=30) == KEPT


async def test_what_could_not_be_written_is_written_the_next_time(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database:
        answers = GivenAnswers(database)
        noted(answers, 1)
        execute(empty_database_url, "alter table given rename to given_away")
        with pytest.raises(Exception, match="given"):
            await answers.flush()
        execute(empty_database_url, "alter table given_away rename to given")
        await answers.flush()
        assert await GivenAnswers(database).to(1) is not None


async def test_only_the_newest_are_held_in_memory(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "MOST_HELD", 2)
    async with await Database.open(empty_database_url) as database:
        answers = GivenAnswers(database)
        noted(answers, 1, 2, 3)
        await answers.flush()
        execute(empty_database_url, "delete from given")
        assert await answers.to(1) is None
        assert await answers.to(3) is not None
