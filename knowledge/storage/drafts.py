"""Drafts as rows: one for each entry that an editor is writing, by guild."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from knowledge.revision import Editor
from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import draft
from knowledge.storage.rows import Rows


class Kept(NamedTuple):
    """A draft, and the revision that it is to change."""

    based_on: int
    content: Mapping[str, Any]


class DraftReading(Rows):
    """Queries for drafts."""

    async def draft(self, editor: Editor, entry: int) -> Kept | None:
        """The editor's draft of that entry."""
        row = (await self._connection.execute(sa.select(draft).where(_of(editor, entry)))).first()
        return Kept(row.based_on, row.content) if row else None


class DraftWriting(Changes):
    """Changes to drafts."""

    async def put_draft(self, editor: Editor, entry: int, based_on: int, content: Mapping[str, Any]) -> None:
        """Keep a draft in place of the one before."""
        row = {"scope": editor.scope, "person_id": editor.person, "entry_id": entry, "based_on": based_on}
        whole = row | {"content": content, "at": datetime.now(UTC)}
        await self._upsert(draft, [whole], keys=("scope", "person_id", "entry_id"))

    async def erase_draft(self, editor: Editor, entry: int) -> None:
        """Keep it no longer."""
        await self._connection.execute(sa.delete(draft).where(_of(editor, entry)))


def _of(editor: Editor, entry: int) -> sa.ColumnElement[bool]:
    return sa.and_(draft.c.scope == editor.scope, draft.c.person_id == editor.person, draft.c.entry_id == entry)
