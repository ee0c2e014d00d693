"""Whoever kills the program while editors write loses nothing that was acknowledged; no change is there by half."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import sqlalchemy as sa

from knowledge.entry_content import EntryContent, Words
from knowledge.library import Library
from knowledge.revision import Action
from knowledge.search.normal import normalise
from knowledge.storage import tables
from knowledge.storage.group_tables import revision
from tests.knowledge.editing_until_killed import SCOPE
from tests.processes import ROOT
from tests.rows import connect, contents

KILLS = 30
INDEX = ("posting", "likeness", "vocabulary", "catalogue", "name")


def test_every_acknowledged_change_is_there_and_none_by_half(bakery_url: str, tmp_path: Path) -> None:
    file, chance = tmp_path / "acknowledged", random.Random(6)  # noqa: S311  # no secret
    file.touch()
    command = [sys.executable, "-m", "tests.knowledge.editing_until_killed", bakery_url, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, text=True) as program:
        assert program.stdin
        assert program.stdout
        for seed in range(KILLS):
            program.stdin.write(f"s{seed}\n")
            program.stdin.flush()
            process = int(program.stdout.readline())
            while f"Claim s{seed}." not in file.read_text():
                time.sleep(0.01)
            time.sleep(0.2 * chance.random())
            os.kill(process, signal.SIGKILL)
            assert program.stdout.readline() == "gone\n"
            assert_whole(bakery_url)
        program.stdin.close()
    acknowledged = [line.split(" ", 2) for line in file.read_text().splitlines()]
    kept = {(entry, number): content.claim for entry, number, _action, content in revisions(bakery_url)}
    assert len(acknowledged) > KILLS
    assert [claim for entry, number, claim in acknowledged if kept.get((int(entry), int(number))) != claim] == []
    asyncio.run(assert_index_is_as_made_anew(bakery_url))


def revisions(url: str) -> list[tuple[int, int, Action, EntryContent]]:
    with connect(url) as connection:
        rows = connection.execute(sa.select(revision).order_by(revision.c.target_id, revision.c.number)).all()
    return [(row.target_id, row.number, Action(row.action), EntryContent.of_json(row.content)) for row in rows]


def assert_whole(url: str) -> None:
    """Every entry has all of its revisions and says, in all of its rows, what the newest one does."""
    by_entry: dict[int, list[tuple[int, Action, EntryContent]]] = defaultdict(list)
    for entry, number, action, content in revisions(url):
        by_entry[entry].append((number, action, content))
    with connect(url) as connection:
        entry = tables.entry
        heads = {row.id: row for row in connection.execute(sa.select(entry).where(entry.c.scope == SCOPE))}
        assert heads.keys() == by_entry.keys()
        for entry_id, made in by_entry.items():
            assert [number for number, _, _ in made] == list(range(1, len(made) + 1))
            _, action, content = made[-1]
            assert heads[entry_id].status == action.status
            expected = said(content) if action is not Action.RETIRE else (set(), [], [])
            assert stored(connection, entry_id) == expected


def said(content: EntryContent) -> tuple[set[str], list[str], list[Words]]:
    return set(map(normalise, content.names)), list(content.phrasings), list(content.passages)


def stored(connection: sa.Connection, entry_id: int) -> tuple[set[str], list[str], list[Words]]:
    name, phrasing, excerpt, elsewhere = tables.name, tables.phrasing, tables.excerpt, tables.elsewhere
    names = connection.execute(sa.select(name.c.normal).where(name.c.entry_id == entry_id))
    phrasings = sa.select(phrasing.c.text).where(phrasing.c.entry_id == entry_id).order_by(phrasing.c.id)
    placed = connection.execute(sa.select(excerpt).where(excerpt.c.entry_id == entry_id)).all()
    others = connection.execute(sa.select(elsewhere).where(elsewhere.c.entry_id == entry_id)).all()
    words = [(row.position, Words(row.exact)) for row in placed]
    words += [(row.position, Words(row.exact, row.source, row.locator)) for row in others]
    texts = [text for (text,) in connection.execute(phrasings)]
    return {normal for (normal,) in names}, texts, [one for _, one in sorted(words, key=lambda pair: pair[0])]


async def assert_index_is_as_made_anew(url: str) -> None:
    """What entries are found by is what it would be if the whole library were indexed again."""
    before = contents(url)
    setting = tables.setting
    with connect(url) as connection:
        connection.execute(sa.delete(setting).where(setting.c.key == "index_version"))
    async with Library.open(url):
        pass
    after = contents(url)
    for table in INDEX:
        assert before[table] == after[table], table
