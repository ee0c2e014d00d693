"""Revisions: every change of a guild's own entries, asked for by its scope. Rows are added, never changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from knowledge.entry_content import EntryContent
from knowledge.revision import Action, Revision
from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import revision
from knowledge.storage.rows import Rows

_ENTRY = "entry"
"""The kind of what is changed."""


class RevisionReading(Rows):
    """Queries for revisions."""

    async def revisions(self, scope: int, entry_id: int) -> list[Revision]:
        """Every revision of the guild's own entry of that number, the newest first."""
        query = sa.select(revision).where(_of(scope, entry_id)).order_by(revision.c.number.desc())
        return [_revision_of(row) for row in await self._connection.execute(query)]

    async def latest_revision(self, scope: int, entry_id: int) -> Revision | None:
        """The newest of them; None where the guild has no such entry."""
        query = sa.select(revision).where(_of(scope, entry_id)).order_by(revision.c.number.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return _revision_of(row) if row else None

    async def revision(self, scope: int, entry_id: int, number: int) -> Revision | None:
        """The one of that number."""
        query = sa.select(revision).where(_of(scope, entry_id), revision.c.number == number)
        row = (await self._connection.execute(query)).first()
        return _revision_of(row) if row else None

    async def latest_revisions(self, scope: int) -> list[Revision]:
        """The newest revision of each of the guild's own entries, in the order in which they were added."""
        newest = (
            sa.select(revision.c.target_id, sa.func.max(revision.c.number).label("number"))
            .where(revision.c.scope == scope, revision.c.kind == _ENTRY)
            .group_by(revision.c.target_id)
            .subquery()
        )
        is_newest = sa.and_(revision.c.target_id == newest.c.target_id, revision.c.number == newest.c.number)
        query = sa.select(revision).join(newest, is_newest)
        here = query.where(revision.c.scope == scope, revision.c.kind == _ENTRY).order_by(revision.c.target_id)
        return [_revision_of(row) for row in await self._connection.execute(here)]


class RevisionWriting(Changes):
    """Adding revisions."""

    async def put_revision(self, scope: int, made: Revision) -> None:
        """Keep a change."""
        row = {
            "scope": scope,
            "kind": _ENTRY,
            "target_id": made.entry,
            "number": made.number,
            "action": made.action.value,
            "actor": made.actor,
            "at": made.at,
            "reason": made.reason,
            "content": made.content.as_json(),
        }
        await self._insert(revision, [row])


def _of(scope: int, entry_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(revision.c.scope == scope, revision.c.kind == _ENTRY, revision.c.target_id == entry_id)


def _revision_of(row: Any) -> Revision:
    content = EntryContent.of_json(row.content)
    return Revision(row.target_id, row.number, Action(row.action), row.actor, row.at, row.reason, content)
