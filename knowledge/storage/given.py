"""Reading and writing which answers were given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge.answer import Given
from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import given
from knowledge.storage.rows import Rows


class GivenReading(Rows):
    """Queries for answers given of late. A channel's are asked for with its guild."""

    async def given_to(self, question: int) -> Given | None:
        """The answer to that message or interaction."""
        row = (await self._connection.execute(sa.select(given).where(given.c.question_id == question))).first()
        return _given_of(row) if row else None

    async def given_since(self, scope: int, channel: int, since: datetime, most: int) -> list[Given]:
        """The answers given in a channel, newest first."""
        query = (
            sa.select(given)
            .where(given.c.scope == scope, given.c.channel_id == channel, given.c.at >= since)
            .order_by(given.c.at.desc(), given.c.question_id.desc())
            .limit(most)
        )
        return [_given_of(row) for row in await self._connection.execute(query)]


class GivenWriting(Changes):
    """Changes to them."""

    async def put_given(self, answers: Sequence[Given]) -> None:
        """Remember these answers, in place of earlier ones to the same questions."""
        rows = [
            {
                "question_id": one.question,
                "scope": one.scope,
                "channel_id": one.channel,
                "card": one.card,
                "answer_ids": list(one.answers),
                "at": one.at,
                "quiet": one.quiet,
            }
            for one in answers
        ]
        await self._upsert(given, rows, keys=("question_id",))

    async def forget_given(self, questions: Collection[int]) -> None:
        """Forget the answers to these."""
        if questions:
            await self._connection.execute(sa.delete(given).where(given.c.question_id.in_(questions)))

    async def forget_given_before(self, moment: datetime) -> None:
        """Forget what was answered earlier than that."""
        await self._connection.execute(sa.delete(given).where(given.c.at < moment))


def _given_of(row: Any) -> Given:
    return Given(row.question_id, row.scope, row.channel_id, row.card, tuple(row.answer_ids), row.at, row.quiet)
