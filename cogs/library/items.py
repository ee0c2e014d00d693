"""The buttons and the menu of those who keep a group's library. They go on working after a restart.

Whoever presses one is looked at again: what they may do can have changed since it was shown.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, cast

import discord
from discord import ui

from cogs.answering.asking import Asked, Interaction
from cogs.answering.behind_buttons import Answering
from cogs.cards import limits
from cogs.cards.layout import Short, Showable, Shown, layout, layout_pages, plain_message, plain_pages
from cogs.cards.library import not_editor_card
from cogs.cards.refusals import apology_card
from cogs.language import _, speak
from cogs.library.desk import LibraryDesk, Sheet, editor_of
from cogs.library.forms import EntryForm, Form
from knowledge.drafts import NEW, Draft
from knowledge.errors import DatabaseError, EntryNotFound
from knowledge.revision import Editor, Revision

FORM_SECONDS = 2.0
"""So long the draft is waited for that a form is filled with: a form has to come within three seconds."""

_SECONDARY, _PRIMARY = discord.ButtonStyle.secondary, discord.ButtonStyle.primary


class Step(StrEnum):
    """What a button of a draft does."""

    WRITE = "write"
    MORE = "more"
    PUBLISH = "publish"
    OVER = "over"
    DISCARD = "discard"
    SEE = "see"
    COMPARE = "compare"
    HISTORY = "history"


class LibraryButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]],
    template=r"serge:library:(?P<step>[a-z]+):(?P<entry>\d+):(?P<number>\d+)",
):
    """One step with the draft, or the history, of an entry. ``number`` is a page, or the revision to publish over."""

    def __init__(
        self, step: Step, entry: int = NEW, number: int = 0, label: str = "…", style: discord.ButtonStyle = _SECONDARY
    ) -> None:
        custom_id = f"serge:library:{step}:{entry}:{number}"
        super().__init__(ui.Button(label=limits.fit(label, limits.BUTTON_LABEL), style=style, custom_id=custom_id))
        self._step = step
        self._entry = entry
        self._number = number

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        return cls(Step(match["step"]), int(match["entry"]), int(match["number"]))

    async def callback(self, interaction: Interaction) -> None:
        """Open a form, or show what comes of the step in place of the message."""
        if self._step in (Step.WRITE, Step.MORE):
            form = Form.SAID if self._step is Step.WRITE else Form.MORE
            await open_form(interaction, form, lambda desk, editor: desk.draft(editor, self._entry))
            return
        page = self._number if self._step in (Step.SEE, Step.COMPARE, Step.HISTORY) else 0
        await put_sheet(interaction, self._take, page)

    async def _take(self, desk: LibraryDesk, editor: Editor) -> Sheet:
        match self._step:
            case Step.PUBLISH:
                return await desk.publish(editor, self._entry)
            case Step.OVER:
                return await desk.publish(editor, self._entry, self._number)
            case Step.DISCARD:
                return await desk.discard(editor, self._entry)
            case Step.COMPARE:
                return await desk.compare(editor, self._entry)
            case Step.HISTORY:
                return await desk.history(editor, self._entry)
            case _:
                return await desk.see(editor, self._entry)


class RestoreMenu(
    ui.DynamicItem[ui.Select[ui.View | ui.LayoutView]], template=r"serge:restore:(?P<entry>\d+):(?P<based_on>\d+)"
):
    """Publishes the revision that is picked."""

    def __init__(self, entry: int, based_on: int, revisions: Sequence[Revision] = ()) -> None:
        labels = [(one.number, f"{one.number}. {one.content.claim}") for one in revisions[: limits.OPTIONS]]
        options = [
            discord.SelectOption(label=limits.fit(label, limits.OPTION_LABEL), value=str(number))
            for number, label in labels
        ]
        custom_id, placeholder = f"serge:restore:{entry}:{based_on}", _("Restore a revision")
        super().__init__(ui.Select(custom_id=custom_id, placeholder=placeholder, options=options))
        self._entry = entry
        self._based_on = based_on

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The menu again; what was picked comes with the interaction."""
        return cls(int(match["entry"]), int(match["based_on"]))

    async def callback(self, interaction: Interaction) -> None:
        """Restore it."""
        number = int(self.item.values[0])
        await put_sheet(interaction, lambda desk, editor: desk.restore(editor, self._entry, self._based_on, number))


LIBRARY_ITEMS = (LibraryButton, RestoreMenu)
"""What goes on working after a restart."""

Work = Callable[[LibraryDesk, Editor], Awaitable[Sheet]]


async def sheet_for(interaction: Interaction, work: Work, page: int = 0) -> Showable:
    """What comes of the work if whoever asks may do it."""
    editor = editor_of(interaction)
    if editor is None:
        return Short(not_editor_card())
    bot = cast("Answering", interaction.client)
    return SheetPage(await work(LibraryDesk(bot.library), editor), page)


async def put_sheet(interaction: Interaction, work: Work, page: int = 0) -> None:
    """Show what comes of the work in place of the message that the button stands on; it is the editor's alone."""
    bot = cast("Answering", interaction.client)
    await bot.replier.put_in_place(interaction, sheet_for(interaction, work, page))


async def open_form(
    interaction: Interaction,
    form: Form,
    work: Callable[[LibraryDesk, Editor], Awaitable[Draft | Sheet]],
) -> None:
    """Open a form filled with the draft, or show why there is none. Nothing may come before a form."""
    bot, editor, asked = cast("Answering", interaction.client), editor_of(interaction), Asked.of(interaction)
    try:
        async with asyncio.timeout(FORM_SECONDS):
            speak((await bot.library.preferences.of(asked.scope, asked.channels, asked.person)).language)
            begun = await work(LibraryDesk(bot.library), editor) if editor else Sheet(not_editor_card())
    except (TimeoutError, DatabaseError, EntryNotFound) as error:
        begun = Sheet(apology_card(error))
    if isinstance(begun, Draft):
        await interaction.response.send_modal(EntryForm(form, begun))
    else:
        await bot.replier.add(interaction, _as_it_is(SheetPage(begun)), alone=True)


async def _as_it_is(page: SheetPage) -> Showable:
    return page


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a sheet, with its buttons."""

    sheet: Sheet
    page: int = 0

    def shown(self, *, plain: bool) -> Shown:
        """In the form that is wanted; each has pages of its own."""
        pages: Sequence[Any] = plain_pages(self.sheet.card) if plain else layout_pages(self.sheet.card)
        page = min(self.page, len(pages) - 1)
        rows = [row for row in (_leafing(self.sheet, page, len(pages)), *_rows(self.sheet)) if row]
        return plain_message(pages[page], rows) if plain else Shown(layout(pages[page], rows))


def _leafing(sheet: Sheet, page: int, pages: int) -> list[ui.Item[Any]]:
    """Buttons to the pages before and after this one."""
    entry = sheet.draft.entry if sheet.draft else sheet.revisions[0].entry if sheet.revisions else NEW
    step = Step.HISTORY if sheet.revisions else Step.COMPARE if sheet.over else Step.SEE
    row: list[ui.Item[Any]] = []
    if page > 0:
        row.append(LibraryButton(step, entry, page - 1, _("◀ Page {number}").format(number=page)))
    if page < pages - 1:
        label = _("Page {number} of {pages} ▶").format(number=page + 2, pages=pages)
        row.append(LibraryButton(step, entry, page + 1, label, _PRIMARY))
    return row


def _rows(sheet: Sheet) -> list[list[ui.Item[Any]]]:
    """The steps that can be taken."""
    if sheet.revisions:
        newest = sheet.revisions[0]
        return [[RestoreMenu(newest.entry, newest.number, sheet.revisions)]]
    if sheet.draft is None:
        return []
    entry = sheet.draft.entry
    publish = (
        LibraryButton(Step.OVER, entry, sheet.over, _("Publish mine over it"), discord.ButtonStyle.danger)
        if sheet.over
        else LibraryButton(Step.PUBLISH, entry, 0, _("Publish"), discord.ButtonStyle.success)
    )
    return [
        [
            publish,
            LibraryButton(Step.WRITE, entry, 0, _("Edit again")),
            LibraryButton(Step.MORE, entry, 0, _("Sources and phrasings")),
            LibraryButton(Step.DISCARD, entry, 0, _("Discard")),
        ]
    ]
