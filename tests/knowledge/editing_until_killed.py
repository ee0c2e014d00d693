"""A program that edits a library until it is killed: ``python -m tests.knowledge.editing_until_killed URL FILE``.

For each line it reads, a seed, it begins anew in a process of its own and prints that one's number; when that is gone,
it prints a line. FILE takes a line for each change that was acknowledged: the entry, its revision, the claim.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys

import sqlalchemy as sa

from knowledge.check_quotation import QuotationCheck
from knowledge.editing import Editing
from knowledge.entry_content import EntryContent, Words
from knowledge.model import Status
from knowledge.revision import Editor
from knowledge.storage.database import Database

SCOPE = 42
ENTRIES = 5
VERBATIM = "Nobody who bakes has ever said so."


async def edit_until_killed(url: str, file: int, seed: str) -> None:
    """Add, edit, retire and restore, as fast as it goes."""
    chance, by = random.Random(seed), Editor(SCOPE, 7)  # noqa: S311  # no secret
    async with await Database.open(url) as database:
        editing = Editing(database, QuotationCheck(database))
        latest = {revision.entry: revision for revision in await editing.listed(SCOPE)}
        for number in range(1_000_000):
            content = written(chance, f"{seed}.{number}")
            here = chance.choice(list(latest.values())) if len(latest) >= ENTRIES else None
            if here is None:
                made = await editing.add(content, by)
            elif here.action.status is Status.RETIRED:
                made = await editing.restore(here.entry, here.number, chance.randint(1, here.number), by)
            elif chance.random() < 0.2:
                made = await editing.retire(here.entry, here.number, by)
            else:
                made = await editing.edit(here.entry, here.number, content, by)
            latest[made.entry] = made
            os.write(file, f"{made.entry} {made.number} {made.content.claim}\n".encode())


def written(chance: random.Random, mark: str) -> EntryContent:
    """Something that no other change says."""
    words = [Words(VERBATIM), *(Words(f"{mark} loaf {n}", "The Weigher", str(n)) for n in range(chance.randint(0, 4)))]
    phrasings = tuple(f"asked {mark} {n}" for n in range(chance.randint(0, 9)))
    return EntryContent(f"Topic {mark}", f"Claim {mark}", (f"alias {mark}",), (), tuple(words), (), phrasings)


def main() -> None:
    """Begin anew for each seed, with everything imported before."""
    sa.make_url(sys.argv[1].replace("postgresql:", "postgresql+psycopg:")).get_dialect().import_dbapi()
    url, file = sys.argv[1], os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for seed in map(str.strip, sys.stdin):
        process = os.fork()
        if process == 0:
            asyncio.run(edit_until_killed(url, file, seed))
        print(process, flush=True)  # noqa: T201
        os.waitpid(process, 0)
        print("gone", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
