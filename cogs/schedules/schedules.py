"""What is posted every day or week: `!schedule`, `/schedule add`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self, cast
from zoneinfo import ZoneInfo

import discord
from discord import app_commands, ui
from discord.ext import commands

from cogs.answering.asking import Context, Interaction
from cogs.answering.behind_buttons import Answering
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply
from cogs.cards import limits
from cogs.cards.schedules import short_name
from cogs.commands import SCHEDULE
from cogs.language import later
from cogs.schedules.clock import ScheduleClock
from cogs.schedules.desk import ScheduleDesk, Visitor, not_allowed
from knowledge.library import Library
from knowledge.read_essay import titles
from knowledge.schedule import Kind, Schedule
from knowledge.schedule_words import Day, Wish, read_wish
from knowledge.search.normal import normalise
from knowledge.zones import shown_zone, suggest_zones

LIST = later("List what is posted regularly, when next, and what keeps it from being posted")
ADD = later("Post something every day or week, into a channel, a thread or a forum")
CHANGE = later("Change when or where something is posted")
REMOVE = later("Post something no longer")

_CHOICES = {
    Kind.PASSAGE: later("passage: an entry with its rebuttal, another one each time"),
    Kind.PAIR: later("pair: a then-and-now"),
    Kind.READING: later("reading: the next portion of the essay"),
}
_KINDS = [app_commands.Choice(name=name, value=kind.value) for kind, name in _CHOICES.items()]

_EVERY = {
    Day.EVERY: later("every day"),
    Day.MONDAY: later("every Monday"),
    Day.TUESDAY: later("every Tuesday"),
    Day.WEDNESDAY: later("every Wednesday"),
    Day.THURSDAY: later("every Thursday"),
    Day.FRIDAY: later("every Friday"),
    Day.SATURDAY: later("every Saturday"),
    Day.SUNDAY: later("every Sunday"),
}
_DAYS = [app_commands.Choice(name=name, value=day.value) for day, name in _EVERY.items()]

_KIND = later("What is posted")
_NUMBER = later("Which one, by its number in the list")
_NUMBER_OR_MENU = later("Which one, by its number in the list. Without it, you pick it from a menu")
_WHEN = later("A time of day: 20:00, 20.30, 8pm, 8:30 pm")
_DAY = later("Every day, or one day of the week")
_CHANNEL = later("A channel or thread, or a forum, where each post begins a thread. Without it, here")
_ZONE = later("The time zone by its city: Europe/Berlin")
_BEGIN = later("Of a reading: the text, section or paragraph to begin at. Without it, the beginning of the essay")

Place = app_commands.AppCommandChannel | app_commands.AppCommandThread
"""A channel or a thread as Discord names it with a command, also one that the bot does not know yet."""


class Places(app_commands.Transformer):
    """Offers the channels that something can be posted in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's menu of channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those with messages, their threads, and forums."""
        kinds = discord.ChannelType
        threads = [kinds.news_thread, kinds.public_thread, kinds.private_thread]
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, kinds.forum, *threads]

    async def transform(self, _interaction: Interaction, value: Any, /) -> Place:
        """The channel as it is."""
        return value


async def suggest_zone(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Zones for what was typed so far, each with the time that it is there."""
    now = discord.utils.utcnow()
    return [
        app_commands.Choice(name=f"{shown_zone(zone)} ({now.astimezone(ZoneInfo(zone)):%H:%M})", value=zone)
        for zone in suggest_zones(typed, limits.CHOICES)
    ]


class Schedules(commands.Cog):
    """Sets up what is posted regularly, and posts it."""

    def __init__(self, library: Library, replier: Replier, clock: ScheduleClock) -> None:
        self._replier = replier
        self._library = library
        self._desk = ScheduleDesk(library)
        self._clock = clock
        self._titles: list[str] = []
        # discord.py lets a command in words take away the slash command of its name, unless that comes later
        group = self.schedule.app_command
        group.add_command(app_commands.Command(name="add", description=ADD, callback=self.add))
        group.add_command(app_commands.Command(name="change", description=CHANGE, callback=self.change))

    async def cog_load(self) -> None:
        """Learn the zones (they stand in many files) and the sections, to suggest them from memory; start the clock."""
        await asyncio.to_thread(suggest_zones, "utc", 1)
        self._titles = await titles(self._library.database)
        self._clock.start()

    async def cog_unload(self) -> None:
        """Stop the clock."""
        await self._clock.stop()

    async def suggest_beginning(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The sections that a reading may begin with."""
        found = [title for title in self._titles if normalise(typed) in normalise(title)][: limits.CHOICES]
        return [
            app_commands.Choice(name=limits.fit(title, limits.CHOICE_NAME), value=title[: limits.CHOICE_VALUE])
            for title in found
        ]

    @commands.hybrid_group(name=SCHEDULE.name, description=SCHEDULE.help, help=SCHEDULE.help)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def schedule(self, ctx: Context) -> None:
        """The list, where no other command follows; whatever else does is said to be none."""
        word = next(iter(ctx.view.buffer[ctx.view.index :].split()), "") if ctx.interaction is None else ""
        await self._answer(ctx, lambda visitor: self._desk.listed(visitor, word))

    @schedule.command(name="list", description=LIST, help=LIST)
    async def list_all(self, ctx: Context) -> None:
        """What is posted regularly in the guild."""
        await self._answer(ctx, self._desk.listed)

    @schedule.command(name="remove", description=REMOVE, help=REMOVE)
    @app_commands.describe(number=_NUMBER_OR_MENU)
    async def remove(self, ctx: Context, number: int | None = None) -> None:
        """Remove one, or show a menu of them."""
        await self._answer(ctx, lambda visitor: self._desk.remove(visitor, number, RemoveMenu))

    @schedule.command(name="add", help=ADD, with_app_command=False)
    async def add_in_words(self, ctx: Context, *, words: str = "") -> None:
        """Add what the words say, in any order."""
        await self._answer(ctx, lambda visitor: self._desk.add(visitor, read_wish(words)))

    @schedule.command(name="change", help=CHANGE, with_app_command=False)
    async def change_in_words(self, ctx: Context, number: int | None = None, *, words: str = "") -> None:
        """Change what the words say."""
        await self._answer(ctx, lambda visitor: self._desk.change(visitor, number, read_wish(words)))

    @app_commands.describe(kind=_KIND, when=_WHEN, zone=_ZONE, day=_DAY, channel=_CHANNEL, begin=_BEGIN)
    @app_commands.choices(kind=_KINDS)
    @app_commands.choices(day=_DAYS)
    @app_commands.autocomplete(zone=suggest_zone, begin=suggest_beginning)
    async def add(
        self,
        interaction: Interaction,
        kind: app_commands.Choice[str],
        when: str,
        zone: str,
        day: app_commands.Choice[int] | None = None,
        channel: app_commands.Transform[Place, Places] | None = None,
        begin: str | None = None,
    ) -> None:
        """Add what was picked."""
        wish = Wish(Kind(kind.value), when, zone, _day(day), channel.id if channel else None, begin)
        await self._answer(interaction, lambda visitor: self._desk.add(visitor, wish))

    @app_commands.describe(number=_NUMBER, when=_WHEN, zone=_ZONE, day=_DAY, channel=_CHANNEL)
    @app_commands.choices(day=_DAYS)
    @app_commands.autocomplete(zone=suggest_zone)
    async def change(
        self,
        interaction: Interaction,
        number: int,
        when: str | None = None,
        zone: str | None = None,
        day: app_commands.Choice[int] | None = None,
        channel: app_commands.Transform[Place, Places] | None = None,
    ) -> None:
        """Change what was picked."""
        wish = Wish(None, when, zone, _day(day), channel.id if channel else None)
        await self._answer(interaction, lambda visitor: self._desk.change(visitor, number, wish))

    async def _answer(self, asker: Context | Interaction, work: Callable[[Visitor], Awaitable[Reply]]) -> None:
        """Answer with what the desk says, to whoever gave a slash command alone; and let the clock look at it."""

        async def reply() -> Reply:
            visitor = Visitor.of(asker)
            return await work(visitor) if visitor else not_allowed(asker)

        if isinstance(asker, discord.Interaction):
            await self._replier.respond_to(asker, reply())
        else:
            await self._replier.respond(asker, reply(), alone=True)
        self._clock.wake()


class RemoveMenu(ui.DynamicItem[ui.Select[ui.View | ui.LayoutView]], template="serge:schedule:remove"):
    """Removes the schedule that is picked."""

    def __init__(self, schedules: Sequence[Schedule] = ()) -> None:
        options = [
            discord.SelectOption(label=limits.fit(short_name(one), limits.OPTION_LABEL), value=str(one.number))
            for one in schedules
        ]
        super().__init__(ui.Select(custom_id="serge:schedule:remove", options=options))

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], _match: re.Match[str], /) -> Self:
        """The menu again; what was picked comes with the interaction."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Remove it, and show what is left."""
        bot, visitor = cast("Answering", interaction.client), Visitor.of(interaction)
        if visitor is None:
            await bot.replier.add(interaction, _refused(interaction), alone=True)
            return
        await bot.replier.put_in_place(interaction, self._rest(visitor, ScheduleDesk(bot.library)))

    async def _rest(self, visitor: Visitor, desk: ScheduleDesk) -> Reply:
        notice = await desk.removed(visitor, int(self.item.values[0]))
        return await desk.to_remove(visitor, RemoveMenu, notice)


async def _refused(interaction: Interaction) -> Reply:
    return not_allowed(interaction)


def _day(picked: app_commands.Choice[int] | None) -> Day | None:
    return Day(picked.value) if picked else None
