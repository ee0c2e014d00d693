"""Setting up what is posted regularly: what a person wants, looked at, and what comes of it as a reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

import discord
from discord import ui

from cogs.answering.asking import Asked, Context, Interaction
from cogs.answering.reply import Reply, card_reply
from cogs.cards import schedules as cards
from cogs.cards.content import Card
from cogs.cards.layout import Shown, layout, layout_pages, plain_messages, plain_pages
from cogs.cards.schedules import Line
from cogs.helping.permissions import missing_permissions
from cogs.schedules.posting import Channel, find_channel, to_post_in
from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.schedule import Rhythm, Schedule
from knowledge.schedule_words import Wish
from knowledge.timetable import MOST_SCHEDULES, Already, NotAdded
from knowledge.zones import find_zone, suggest_zones

NEAR = 5
"""So many zones are named where none is called as was typed."""

EXAMPLE = "schedule add reading friday 20:00 Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who wants something set up: the person, the guild and channel they are in, how they give commands."""

    asked: Asked
    guild: discord.Guild
    member: discord.Member
    prefix: str

    @classmethod
    def of(cls, asker: Context | Interaction) -> Visitor | None:
        """Whoever gave the command, if they may set something up and the bot is a member where they are."""
        asked = Asked.of(asker)
        person = asker.user if isinstance(asker, discord.Interaction) else asker.author
        if not asked.sets_up or asker.guild is None or not isinstance(person, discord.Member):
            return None
        return cls(asked, asker.guild, person, _prefix(asker))


Menu = Callable[[Sequence[Schedule]], ui.Item[Any]]
"""Makes a menu of schedules."""


@dataclass(frozen=True, slots=True)
class Listed(Reply):
    """A guild's schedules; with a menu that ``picks`` one of them where there is any."""

    picks: Callable[[], ui.Item[Any]] | None = None

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """As many messages as it takes, the menu on the last; nobody needs to delete them."""
        del asker, alone
        *pages, last = layout_pages(self.card)
        return [*map(layout, pages), layout(last, self._menu())]

    def plain(self, asker: int = 0, *, alone: bool = False) -> list[Shown]:
        """The same as plain messages."""
        del asker, alone
        return plain_messages(plain_pages(self.card), self._menu())

    def _menu(self) -> list[list[ui.Item[Any]]]:
        return [[self.picks()]] if self.picks else []


def _prefix(asker: Context | Interaction) -> str:
    return "/" if isinstance(asker, discord.Interaction) or asker.interaction is not None else asker.clean_prefix


def not_allowed(asker: Context | Interaction) -> Reply:
    """The reply to somebody who may not set something up."""
    return card_reply(cards.not_allowed_card(in_guild=Asked.of(asker).scope != SHARED))


class ScheduleDesk:
    """Sets up what visitors want, if it can be."""

    def __init__(self, library: Library) -> None:
        self._timetable = library.timetable

    async def listed(self, visitor: Visitor, word: str = "") -> Reply:
        """The guild's schedules; with a ``word`` that is no command, that it is none."""
        lines = await self._lines(visitor, await self._timetable.of(visitor.asked.scope))
        return Listed(cards.list_card(lines, visitor.prefix), cards.no_such_word_notice(word) if word else ())

    async def add(self, visitor: Visitor, wish: Wish) -> Reply:
        """A schedule as wished, or what is wrong with the wish."""
        if wish.kind is None or wish.time_typed is None or wish.zone_typed is None:
            there = {"kind": bool(wish.kind), "time": bool(wish.time_typed), "zone": bool(wish.zone_typed)}
            return card_reply(cards.incomplete_card(f"{visitor.prefix}{EXAMPLE}", **there))
        rhythm = _rhythm(wish, None)
        if not isinstance(rhythm, Rhythm):
            return card_reply(rhythm)
        named = _named(visitor, wish)
        if isinstance(named, tuple):
            return card_reply(named)
        channel = await _channel(visitor, named or visitor.asked.channel)
        if channel is None:
            return card_reply(cards.not_there_card())
        scope, begin, now = visitor.asked.scope, wish.begin or "", discord.utils.utcnow()
        match await self._timetable.add(scope, channel.id, wish.kind, rhythm, now, begin):
            case NotAdded.FULL:
                return card_reply(cards.full_card(MOST_SCHEDULES))
            case NotAdded.NOWHERE:
                return card_reply(cards.nowhere_to_begin_card(begin))
            case Already(same):
                return card_reply(cards.already_card(same))
            case Schedule() as schedule:
                (line,) = await self._lines(visitor, [schedule])
                return card_reply(cards.set_up_card(line))

    async def change(self, visitor: Visitor, number: int | None, wish: Wish) -> Reply:
        """The guild's schedule of that number with what is wished, all else as it was."""
        scope = visitor.asked.scope
        old = next((one for one in await self._timetable.of(scope) if one.number == number), None)
        if old is None:
            return card_reply(cards.no_such_schedule_card(number))
        if wish.is_empty:
            return card_reply(cards.nothing_to_change_card(old.number, visitor.prefix))
        rhythm = _rhythm(wish, old.rhythm)
        if not isinstance(rhythm, Rhythm):
            return card_reply(rhythm)
        named = _named(visitor, wish)
        if isinstance(named, tuple):
            return card_reply(named)
        if named and await _channel(visitor, named) is None:
            return card_reply(cards.not_there_card())
        changed = await self._timetable.change(scope, old.number, discord.utils.utcnow(), named, rhythm)
        if isinstance(changed, Already):
            return card_reply(cards.already_card(changed.schedule))
        if changed is None:  # removed by somebody else meanwhile
            return card_reply(cards.no_such_schedule_card(number))
        (line,) = await self._lines(visitor, [changed])
        return card_reply(cards.set_up_card(line, changed=True))

    async def remove(self, visitor: Visitor, number: int | None, menu: Menu) -> Reply:
        """That the guild's schedule of that number is no more; without a number, a menu of them."""
        if number is None:
            return await self.to_remove(visitor, menu)
        return card_reply(await self.removed(visitor, number))

    async def removed(self, visitor: Visitor, number: int) -> Card:
        """That the guild's schedule of that number is no more, or never was."""
        removed = await self._timetable.remove(visitor.asked.scope, number)
        return cards.removed_notice(removed) if removed else cards.no_such_schedule_card(number)

    async def to_remove(self, visitor: Visitor, menu: Menu, notice: Card = ()) -> Listed:
        """The guild's schedules, to pick the one that is to go."""
        schedules = await self._timetable.of(visitor.asked.scope)
        card = cards.remove_which_card(schedules, visitor.prefix, notice)
        return Listed(card, picks=partial(menu, schedules) if schedules else None)

    async def _lines(self, visitor: Visitor, schedules: Sequence[Schedule]) -> list[Line]:
        standing = await self._timetable.standing(schedules)
        return [Line(one, standing.get(one.number), _lacking(visitor.guild, one)) for one in schedules]


def _rhythm(wish: Wish, old: Rhythm | None) -> Rhythm | Card:
    """When it is to be posted, what is not wished as it was; or what is wrong with the wish."""
    zone = find_zone(wish.zone_typed) if wish.zone_typed is not None else old.zone if old else None
    if zone is None:
        typed = wish.zone_typed or ""
        return cards.zone_card(typed, suggest_zones(typed, NEAR))
    time = wish.time if wish.time_typed is not None else old.time if old else None
    if time is None:
        return cards.time_card(wish.time_typed or "")
    if wish.day is None:
        return Rhythm(zone, time, old.weekday if old else None)
    return Rhythm(zone, time, wish.day.weekday)


def _named(visitor: Visitor, wish: Wish) -> int | Card | None:
    """The number of the channel that is wished, None where none is; or that there is not one of the name."""
    if wish.channel_typed is None:
        return wish.channel_id
    wanted = wish.channel_typed.casefold()
    places = [*visitor.guild.channels, *visitor.guild.threads]
    found = [one.id for one in places if isinstance(one, Channel) and one.name.casefold() == wanted]
    return found[0] if len(found) == 1 else cards.no_such_channel_card(wish.channel_typed)


async def _channel(visitor: Visitor, channel_id: int) -> Channel | None:
    """The channel, if something can be posted in it and the visitor can write in it too."""
    try:
        channel = await find_channel(visitor.guild, channel_id)
    except discord.InvalidData:  # another guild's
        return None
    except discord.HTTPException as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        return None
    return channel if channel is not None and _may_write(visitor, channel) else None


def _may_write(visitor: Visitor, channel: Channel) -> bool:
    """Whether the visitor can write there; of a private thread, that is known in it, and of who manages threads."""
    granted = channel.permissions_for(visitor.member)
    if not granted.view_channel:
        return False
    if not isinstance(channel, discord.Thread):
        return granted.send_messages
    may_see = not channel.is_private() or granted.manage_threads or visitor.asked.channel == channel.id
    return may_see and granted.send_messages_in_threads


def _lacking(guild: discord.Guild, schedule: Schedule) -> tuple[str, ...]:
    """What the bot lacks in the schedule's channel, as far as it knows the channel."""
    channel = guild.get_channel_or_thread(schedule.channel_id)
    return tuple(missing_permissions(channel, guild.me, to_post_in(channel))) if isinstance(channel, Channel) else ()
