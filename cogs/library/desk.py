"""Keeping a group's library: what an editor does, and what comes of it as a sheet that only they see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from cogs.answering.asking import Context, Interaction
from cogs.cards import library as cards
from cogs.cards.content import Card
from cogs.library.forms import Written
from knowledge.drafts import NEW, Draft
from knowledge.entry_content import EntryContent
from knowledge.errors import EditConflict, EditingError, EntryFlawed, EntryRetired
from knowledge.library import Library
from knowledge.model import Status
from knowledge.revision import Editor, Revision
from knowledge.search.normal import normalise


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card, and what its buttons are about: the draft of an entry, or its revisions, the newest first.

    ``over`` is the revision that somebody else published meanwhile, which the draft may be set against.
    """

    card: Card
    draft: Draft | None = None
    over: int = 0
    revisions: Sequence[Revision] = ()


def editor_of(asker: Context | Interaction) -> Editor | None:
    """Whoever asks, if they may keep the library of the guild that they are in; asked anew at every step."""
    guild = asker.guild
    if guild is None or not asker.permissions.manage_messages:
        return None
    person = asker.user if isinstance(asker, discord.Interaction) else asker.author
    return Editor(guild.id, person.id)


class LibraryDesk:
    """Does what editors want in one library."""

    def __init__(self, library: Library) -> None:
        self._editing = library.editing
        self._drafts = library.drafts

    async def begin(self, editor: Editor, topic: str) -> Draft | Sheet:
        """The draft of the entry of that name, to be written on; or why there is none."""
        latest = await self._find(editor, topic)
        if latest is None:
            return await self._unknown(editor, topic)
        if latest.action.status is Status.RETIRED:
            return Sheet(cards.retired_card(latest.content.topic))
        return await self.draft(editor, latest.entry)

    async def draft(self, editor: Editor, entry: int) -> Draft:
        """What the editor has written of the entry, or else what it says now; of a new one, nothing as yet."""
        if draft := await self._drafts.of(editor, entry):
            return draft
        if entry == NEW:
            return Draft(EntryContent("", ""))
        (latest, *_) = await self._editing.history(entry, editor.scope)
        return Draft(latest.content, entry, latest.number)

    async def write(self, editor: Editor, form: Written) -> Sheet:
        """Keep what was written in a form, and show the draft."""
        draft = await self._drafts.of(editor, form.entry) or await self._as_it_was(editor, form)
        draft = Draft(form.into(draft.content), draft.entry, draft.based_on)
        await self._drafts.keep(editor, draft)
        return await self._preview(editor, draft)

    async def see(self, editor: Editor, entry: int) -> Sheet:
        """The draft as it would be published."""
        draft = await self._drafts.of(editor, entry)
        return await self._preview(editor, draft) if draft else Sheet(cards.no_draft_card())

    async def publish(self, editor: Editor, entry: int, over: int | None = None) -> Sheet:
        """Publish the draft; show what is wrong with it, or what somebody else published meanwhile."""
        try:
            made = await self._drafts.publish(editor, entry, over)
        except EntryFlawed:
            return await self.see(editor, entry)
        except EditConflict:
            return await self.compare(editor, entry)
        except EditingError as error:
            return Sheet(_why(error))
        return Sheet(cards.done_card(made) if made else cards.no_draft_card())

    async def compare(self, editor: Editor, entry: int) -> Sheet:
        """The draft beside what the entry says now."""
        draft = await self._drafts.of(editor, entry)
        if draft is None:
            return Sheet(cards.no_draft_card())
        (newer, *_) = await self._editing.history(entry, editor.scope)
        return Sheet(cards.conflict_card(newer, draft.content), draft, over=newer.number)

    async def discard(self, editor: Editor, entry: int) -> Sheet:
        """Take the draft away."""
        await self._drafts.discard(editor, entry)
        return Sheet(cards.discarded_card())

    async def listed(self, editor: Editor) -> Sheet:
        """The guild's own entries."""
        return Sheet(cards.list_card(await self._editing.listed(editor.scope)))

    async def history_of(self, editor: Editor, topic: str) -> Sheet:
        """The revisions of the entry of that name."""
        latest = await self._find(editor, topic)
        return await self.history(editor, latest.entry) if latest else await self._unknown(editor, topic)

    async def history(self, editor: Editor, entry: int) -> Sheet:
        """The revisions of an entry."""
        revisions = await self._editing.history(entry, editor.scope)
        return Sheet(cards.history_card(revisions), revisions=revisions)

    async def retire(self, editor: Editor, topic: str, reason: str) -> Sheet:
        """Let nothing find the entry of that name."""
        latest = await self._find(editor, topic)
        if latest is None:
            return await self._unknown(editor, topic)
        try:
            made = await self._editing.retire(latest.entry, latest.number, editor, reason)
        except EditingError as error:
            return Sheet(_why(error, latest.content.topic))
        return Sheet(cards.done_card(made))

    async def restore_named(self, editor: Editor, topic: str) -> Sheet:
        """Publish again what the entry of that name last said."""
        latest = await self._find(editor, topic)
        if latest is None:
            return await self._unknown(editor, topic)
        return await self.restore(editor, latest.entry, latest.number, latest.number)

    async def restore(self, editor: Editor, entry: int, based_on: int, number: int) -> Sheet:
        """Publish what that revision of the entry says."""
        try:
            return Sheet(cards.done_card(await self._editing.restore(entry, based_on, number, editor)))
        except EditingError as error:
            return Sheet(_why(error))

    async def _find(self, editor: Editor, topic: str) -> Revision | None:
        """The newest revision of the guild's own entry of that name; one that is found before one that is retired."""
        normal = normalise(topic)
        every = await self._editing.listed(editor.scope)
        named = [one for one in every if normal in map(normalise, one.content.names)]
        return min(named, key=lambda one: one.action.status is Status.RETIRED, default=None)

    async def _unknown(self, editor: Editor, topic: str) -> Sheet:
        return Sheet(cards.unknown_card(topic, await self._editing.listed(editor.scope)))

    async def _as_it_was(self, editor: Editor, form: Written) -> Draft:
        """What a form was filled with whose draft is done with, or was never kept."""
        if form.entry == NEW:
            return Draft(EntryContent("", ""))
        history = await self._editing.history(form.entry, editor.scope)
        seen = next(revision for revision in history if revision.number == form.based_on)
        return Draft(seen.content, form.entry, form.based_on)

    async def _preview(self, editor: Editor, draft: Draft) -> Sheet:
        preview = await self._editing.preview(draft.content, editor.scope, draft.entry or None)
        return Sheet(cards.draft_card(preview, is_new=draft.entry == NEW), draft)


def _why(error: EditingError, topic: str = "") -> Card:
    """Why something could not be done."""
    match error:
        case EntryFlawed():
            return cards.flawed_card(error.flaws)
        case EntryRetired():
            return cards.retired_card(topic)
        case _:
            return cards.overtaken_card()
