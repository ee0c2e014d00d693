"""Drafts: what an editor has written and not yet published; of each entry at most one, and one of a new entry."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.editing import Editing
from knowledge.entry_content import EntryContent
from knowledge.revision import Editor, Revision
from knowledge.storage.database import Database

NEW = 0
"""In the place of an entry's number: one that is not there yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be published: as an entry, or in place of what ``entry`` says by its revision ``based_on``."""

    content: EntryContent
    entry: int = NEW
    based_on: int = 0


class Drafts:
    """Keeps drafts, through a time-out and a restart, and publishes them."""

    def __init__(self, database: Database, editing: Editing) -> None:
        self._database = database
        self._editing = editing

    async def of(self, editor: Editor, entry: int) -> Draft | None:
        """The editor's draft of that entry."""
        kept = await self._database.read(lambda reader: reader.draft(editor, entry))
        return Draft(EntryContent.of_json(kept.content), entry, kept.based_on) if kept else None

    async def keep(self, editor: Editor, draft: Draft) -> None:
        """Keep it in place of what was written before."""
        content = draft.content.as_json()
        await self._database.write(lambda writer: writer.put_draft(editor, draft.entry, draft.based_on, content))

    async def discard(self, editor: Editor, entry: int) -> None:
        """Keep it no longer."""
        await self._database.write(lambda writer: writer.erase_draft(editor, entry))

    async def publish(self, editor: Editor, entry: int, based_on: int | None = None) -> Revision | None:
        """Publish the draft and erase it; None where there is none. With ``based_on`` it is set against that revision.

        Raises what adding and editing raise; the draft is kept then.
        """
        draft = await self.of(editor, entry)
        if draft is None:
            return None
        if based_on is not None:
            draft = replace(draft, based_on=based_on)
        if draft.entry == NEW:
            made = await self._editing.add(draft.content, editor)
        else:
            made = await self._editing.edit(draft.entry, draft.based_on, draft.content, editor)
        await self.discard(editor, entry)
        return made
