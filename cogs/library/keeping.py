"""Keeping the group's library: `!library`, `/library add`, and the forms that entries are written in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from discord import app_commands, ui
from discord.ext import commands

from cogs.answering.asking import Context, Interaction
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply
from cogs.cards.layout import Shown, layout, plain_message, plain_text
from cogs.cards.library import form_card, not_editor_card
from cogs.commands import LIBRARY
from cogs.language import _, later
from cogs.library.desk import LibraryDesk, Sheet, editor_of
from cogs.library.forms import Form, written
from cogs.library.items import LibraryButton, SheetPage, Step, open_form, sheet_for
from knowledge.drafts import NEW, Draft
from knowledge.library import Library
from knowledge.revision import Editor

ADD = later("Add an entry of this group’s own")
EDIT = later("Change what an entry of this group says")
RETIRE = later("Let nothing find an entry of this group any longer")
RESTORE = later("Bring back an entry that was retired")
HISTORY = later("Show what was changed of an entry, by whom, and bring any of it back")
LIST = later("List the entries that this group has added")

_TOPIC = later("Its topic, or another of its names")
_REASON = later("Why, for its history")


@dataclass(frozen=True, slots=True)
class SheetReply(Reply):
    """A sheet as the reply to a command; ``opens`` is the entry whose form a button opens."""

    sheet: Sheet | None = None
    opens: int | None = None

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """One message, which nobody needs to delete."""
        del asker, alone
        if self.sheet is not None:
            return [cast("ui.LayoutView", SheetPage(self.sheet).shown(plain=False).view)]
        return [layout(self.card, [[self._opening()]])]

    def plain(self, asker: int = 0, *, alone: bool = False) -> list[Shown]:
        """The same as one plain message."""
        del asker, alone
        if self.sheet is not None:
            return [SheetPage(self.sheet).shown(plain=True)]
        return [plain_message(plain_text(self.card), [[self._opening()]])]

    def _opening(self) -> LibraryButton:
        return LibraryButton(Step.WRITE, self.opens or NEW, 0, _("Open the form"))


class Keeping(commands.Cog):
    """Lets editors keep what their group adds to the library."""

    def __init__(self, library: Library, replier: Replier) -> None:
        self._replier = replier
        self._desk = LibraryDesk(library)

    @commands.hybrid_group(name=LIBRARY.name, description=LIBRARY.help, help=LIBRARY.help)
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def library(self, ctx: Context) -> None:
        """The list, where no other command follows."""
        await self._answer(ctx, self._desk.listed)

    @library.command(name="list", description=LIST, help=LIST)
    async def list_all(self, ctx: Context) -> None:
        """The group's own entries."""
        await self._answer(ctx, self._desk.listed)

    @library.command(name="add", description=ADD, help=ADD)
    async def add(self, ctx: Context) -> None:
        """Open the form of a new entry."""
        await self._write(ctx, lambda desk, editor: desk.draft(editor, NEW))

    @library.command(name="edit", description=EDIT, help=EDIT)
    @app_commands.describe(topic=_TOPIC)
    async def edit(self, ctx: Context, *, topic: str) -> None:
        """Open the form of an entry, filled."""
        await self._write(ctx, lambda desk, editor: desk.begin(editor, topic))

    @library.command(name="retire", description=RETIRE, help=RETIRE)
    @app_commands.describe(topic=_TOPIC, reason=_REASON)
    async def retire(self, ctx: Context, topic: str, *, reason: str = "") -> None:
        """Retire an entry."""
        await self._answer(ctx, lambda editor: self._desk.retire(editor, topic, reason))

    @library.command(name="restore", description=RESTORE, help=RESTORE)
    @app_commands.describe(topic=_TOPIC)
    async def restore(self, ctx: Context, *, topic: str) -> None:
        """Restore an entry."""
        await self._answer(ctx, lambda editor: self._desk.restore_named(editor, topic))

    @library.command(name="history", description=HISTORY, help=HISTORY)
    @app_commands.describe(topic=_TOPIC)
    async def history(self, ctx: Context, *, topic: str) -> None:
        """Show an entry's revisions."""
        await self._answer(ctx, lambda editor: self._desk.history_of(editor, topic))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Keep what was written in a form, also in one that was opened before the bot was started again."""
        form = written(interaction)
        if form is not None:
            work = sheet_for(interaction, lambda desk, editor: desk.write(editor, form))
            await self._replier.add(interaction, work, alone=True)

    async def _answer(self, ctx: Context, work: Callable[[Editor], Awaitable[Sheet]]) -> None:
        """Answer an editor with what comes of the work."""

        async def reply() -> Reply:
            editor = editor_of(ctx)
            if editor is None:
                return card_reply(not_editor_card())
            sheet = await work(editor)
            return SheetReply(sheet.card, sheet=sheet)

        await self._replier.respond(ctx, reply(), alone=True)

    async def _write(self, ctx: Context, begin: Callable[[LibraryDesk, Editor], Awaitable[Draft | Sheet]]) -> None:
        """Open a form; to a command in words, offer a button that does, since only an interaction can open one."""
        if ctx.interaction is not None:
            await open_form(ctx.interaction, Form.SAID, begin)
            return

        async def reply() -> Reply:
            editor = editor_of(ctx)
            if editor is None:
                return card_reply(not_editor_card())
            begun = await begin(self._desk, editor)
            if isinstance(begun, Sheet):
                return SheetReply(begun.card, sheet=begun)
            return SheetReply(form_card(), opens=begun.entry)

        await self._replier.respond(ctx, reply(), alone=True)
