"""The settings as menus and buttons that go on working after a restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import discord
from discord import ui

from cogs.answering.asking import Asked, Interaction
from cogs.answering.reply import Reply
from cogs.cards import limits
from cogs.cards.content import RULE, Card
from cogs.cards.layout import ACCENT, Shown, layout, plain_message, plain_pages, plain_text
from cogs.cards.markdown import render_part
from cogs.cards.settings import (
    DEFAULT,
    Panel,
    Section,
    applied,
    opening_card,
    panel_card,
    panel_foot,
    panel_head,
    sections,
)
from cogs.language import _, later, speak, spoken
from cogs.settings.panel import SetsUp, choose, read_panel
from knowledge.preferences import MOST_ROLES, PREFIX_LENGTH, Holder

_VIEWS = {
    Holder.PERSON: later("You"),
    Holder.CHANNEL: later("This channel"),
    Holder.GUILD: later("This server"),
}

_HOLDER = r"(?P<holder>guild|channel|person)"
_SECONDARY = discord.ButtonStyle.secondary


@dataclass(frozen=True, slots=True)
class PanelReply(Reply):
    """The settings as the reply to a command: with their menus, or with a button to them where others read along."""

    panel: Panel | None = None
    at: str = ""

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """One message, which nobody needs to delete."""
        del asker, alone
        if self.panel is None:
            return [layout(self.card, [[ViewButton("open", Holder.PERSON, _("Open"))]])]
        return [panel_layout(self.panel)]

    def plain(self, asker: int = 0, *, alone: bool = False) -> list[Shown]:
        """The same as one plain message."""
        del asker, alone
        if self.panel is None:
            return [plain_message(plain_text(self.card), [[ViewButton("open", Holder.PERSON, _("Open"))]])]
        return [panel_plain(self.panel, self.at)]


def panel_reply(panel: Panel | None, at: str = "") -> Reply:
    """The settings, of a plain message those around the one ``at``; without a panel, a button to them."""
    return PanelReply(panel_card(panel) if panel else opening_card(), panel=panel, at=at)


def panel_layout(panel: Panel) -> ui.LayoutView:
    """The panel as one message: each preference with its menu below it, and buttons to the other views."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    container.add_item(_text(panel_head(panel)))
    for section in sections(panel):
        container.add_item(_text(section.parts))
        for row in _items(panel, section):
            container.add_item(ui.ActionRow(*row))
    container.add_item(_text((panel_foot(panel),)))
    if len(panel.views) > 1:
        container.add_item(ui.ActionRow(*_views(panel)))
    return ui.LayoutView(timeout=None).add_item(container)


def panel_plain(panel: Panel, at: str = "") -> Shown:
    """The panel as one plain message: of the preferences, as many as a message has rows for, and those around."""
    parts = _parted(panel)
    here = next((number for number, part in enumerate(parts) if at in [section.key for section in part]), 0)
    card = (*panel_head(panel), *(one for section in parts[here] for one in (RULE, *section.parts)), panel_foot(panel))
    rows = [row for section in parts[here] for row in _items(panel, section)]
    beside = [(number, sign) for number, sign in ((here - 1, "◀"), (here + 1, "▶")) if 0 <= number < len(parts)]
    leafing = [ViewButton("see", panel.holder, sign, at=parts[number][0].key) for number, sign in beside]
    foot: list[ui.Item[Any]] = [*(_views(panel) if len(panel.views) > 1 else ()), *leafing]
    return plain_message(plain_pages(card)[0], [*rows, foot] if foot else rows)


def _parted(panel: Panel) -> list[list[Section]]:
    """The preferences, apart as the rows of plain messages want it; the last row is for what leads to the others."""
    parts: list[list[Section]] = [[]]
    for section in sections(panel):
        rows = sum(len(_items(panel, one)) for one in [*parts[-1], section])
        if rows >= limits.MESSAGE_ROWS:
            parts.append([])
        parts[-1].append(section)
    return parts


def _views(panel: Panel) -> list[ui.Item[Any]]:
    return [ViewButton("see", view, _(_VIEWS[view]), chosen=view is panel.holder) for view in panel.views]


def _text(card: Card) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay("\n".join(map(render_part, card)))


def _items(panel: Panel, section: Section) -> list[list[ui.Item[Any]]]:
    """What a preference is chosen with, in its rows."""
    if section.key == "prefix":
        typed = panel.typed if panel.typed is not None else applied(panel, "prefix")
        return [[PrefixButton(spoken(), typed)]]
    if section.key == "asking":
        roles: list[ui.Item[Any]] = [RolesMenu(panel.holder, panel)]
        return [roles, [EverybodyButton()]] if panel.holder is Holder.CHANNEL else [roles]
    return [[ChoiceMenu(panel.holder, section.key, panel, section)]]


async def _in_place(interaction: Interaction, panel: Callable[[SetsUp, Asked], Awaitable[Panel]], at: str) -> None:
    """Show the panel in place of the message that was clicked on."""
    bot = cast("SetsUp", interaction.client)

    async def reply() -> Reply:
        return panel_reply(await panel(bot, Asked.of(interaction)), at)

    await bot.replier.put_in_place(interaction, reply())


async def _choose_in_place(interaction: Interaction, holder: Holder, key: str, value: str | None) -> None:
    await _in_place(interaction, lambda bot, asked: choose(bot, asked, holder, key, value), key)


class ViewButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]],
    template=rf"serge:set:(?P<how>see|open):{_HOLDER}(?::(?P<at>[a-z]+))?",
):
    """Shows other settings in place, or one's own to whoever presses it."""

    def __init__(self, how: str, holder: Holder, label: str, *, chosen: bool = False, at: str = "") -> None:
        style = discord.ButtonStyle.primary if chosen else _SECONDARY
        custom_id = f"serge:set:{how}:{holder}:{at}" if at else f"serge:set:{how}:{holder}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id, disabled=chosen))
        self._at = at
        self._how = how
        self._holder = holder

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        return cls(match["how"], Holder(match["holder"]), "…", at=match["at"] or "")

    async def callback(self, interaction: Interaction) -> None:
        """Show them."""
        if self._how == "see":
            await _in_place(interaction, lambda bot, asked: read_panel(bot, asked, self._holder), self._at)
            return
        bot = cast("SetsUp", interaction.client)

        async def reply() -> Reply:
            return panel_reply(await read_panel(bot, Asked.of(interaction), self._holder))

        await bot.replier.add(interaction, reply(), alone=True)


class ChoiceMenu(
    ui.DynamicItem[ui.Select[ui.View | ui.LayoutView]],
    template=rf"serge:set:{_HOLDER}:(?P<key>form|first|references|silent|language)",
):
    """Chooses one of what there is."""

    def __init__(self, holder: Holder, key: str, panel: Panel | None = None, section: Section | None = None) -> None:
        options = section.options if section else {DEFAULT: "…"}
        chosen = panel.chosen.get(key, next(iter(options))) if panel else DEFAULT
        super().__init__(
            ui.Select(
                custom_id=f"serge:set:{holder}:{key}",
                options=[
                    discord.SelectOption(
                        label=limits.fit(_capital(label), limits.OPTION_LABEL), value=value, default=value == chosen
                    )
                    for value, label in options.items()
                ],
            )
        )
        self._holder = holder
        self._key = key

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The menu again, from its id; what was picked comes with the interaction."""
        return cls(Holder(match["holder"]), match["key"])

    async def callback(self, interaction: Interaction) -> None:
        """Choose what was picked."""
        picked = self.item.values[0]
        await _choose_in_place(interaction, self._holder, self._key, None if picked == DEFAULT else picked)


class RolesMenu(
    ui.DynamicItem[ui.RoleSelect[ui.View | ui.LayoutView]], template=r"serge:set:(?P<holder>guild|channel):asking"
):
    """Chooses the roles that may ask; none of them is as it was before anything was chosen."""

    def __init__(self, holder: Holder, panel: Panel | None = None) -> None:
        chosen = panel.chosen.get("asking", "") if panel else ""
        known: Mapping[int, str] = panel.roles if panel else {}
        roles = [int(role) for role in chosen.split(",") if role and int(role) in known]
        super().__init__(
            ui.RoleSelect(
                custom_id=f"serge:set:{holder}:asking",
                placeholder=limits.fit(_("Roles that may ask"), limits.PLACEHOLDER),
                min_values=0,
                max_values=MOST_ROLES,
                default_values=[discord.SelectDefaultValue(id=role, type=_ROLE) for role in roles],
            )
        )
        self._holder = holder

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The menu again, from its id; what was picked comes with the interaction."""
        return cls(Holder(match["holder"]))

    async def callback(self, interaction: Interaction) -> None:
        """Choose what was picked."""
        ids = ",".join(str(role.id) for role in self.item.values)
        await _choose_in_place(interaction, self._holder, "asking", ids or None)


class EverybodyButton(ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]], template=r"serge:set:channel:everybody"):
    """Lets everybody ask in this channel, whoever may elsewhere."""

    def __init__(self) -> None:
        custom_id = "serge:set:channel:everybody"
        super().__init__(ui.Button(label=_("Everybody may ask here"), style=_SECONDARY, custom_id=custom_id))

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], _match: re.Match[str], /) -> Self:
        """The button again."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Choose the role that everybody has; its number is the guild's."""
        await _choose_in_place(interaction, Holder.CHANNEL, "asking", str(interaction.guild_id))


class PrefixButton(
    ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]],
    template=r"serge:set:prefix:(?P<language>[a-z]{2,3}):(?P<typed>(?s:.*))",
):
    """Asks for a prefix. It carries what is to stand in the field, and the language to ask in."""

    def __init__(self, language: str, typed: str) -> None:
        custom_id = f"serge:set:prefix:{language}:{typed[:PREFIX_LENGTH]}"
        super().__init__(ui.Button(label=_("Change the prefix"), style=_SECONDARY, custom_id=custom_id))
        self._language = language
        self._typed = typed

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        return cls(match["language"], match["typed"])

    async def callback(self, interaction: Interaction) -> None:
        """Ask; the answer is looked at when it comes."""
        speak(self._language)
        await interaction.response.send_modal(PrefixModal(self._typed))


class PrefixModal(ui.Modal):
    """Asks for a prefix; an empty field is the host's."""

    def __init__(self, typed: str) -> None:
        super().__init__(title=_("Prefix of commands"), timeout=None)
        self._field: ui.TextInput[Self] = ui.TextInput(default=typed, required=False, max_length=PREFIX_LENGTH)
        said = _("One to five characters, no spaces, no mention. Empty: what the host has set.")
        self.add_item(ui.Label(text=_("What a command begins with"), description=said, component=self._field))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Choose it, or say in the panel what to do instead."""
        await _choose_in_place(interaction, Holder.GUILD, "prefix", self._field.value or None)


SETTINGS_ITEMS = (ViewButton, ChoiceMenu, RolesMenu, EverybodyButton, PrefixButton)
"""What goes on working after a restart."""

_ROLE = discord.SelectDefaultValueType.role


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
