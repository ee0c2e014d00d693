"""Posting what is due: every post once, what became of it noted, and none in the way of another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import discord

from cogs.answering.asking import channels_of
from cogs.answering.card_names import CardName, Link, NamedCard
from cogs.answering.named_cards import brief_named, entry_named
from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.cards import limits
from cogs.cards.comparing import pair_card
from cogs.cards.layout import layout_pages, plain_pages
from cogs.cards.portions import portion_card, portion_name
from cogs.cards.schedules import post_notice
from cogs.language import _, speak
from cogs.schedules.posting import Found, Parcel, Posted, find_channel, look_for, post
from knowledge.library import Library
from knowledge.model import Entry, Pair
from knowledge.posts import Portion
from knowledge.preferences import Form
from knowledge.schedule import Trouble
from knowledge.timetable import LEASE, Taken

log = logging.getLogger(__name__)

POST_SECONDS = LEASE.total_seconds() / 2
"""So long a post may take. Longer than LEASE nobody may be at it, since it is then looked for and posted by another."""

_REFUSALS = {
    HTTPStatus.BAD_REQUEST: Trouble.REFUSED,
    HTTPStatus.FORBIDDEN: Trouble.LACKING,
    HTTPStatus.NOT_FOUND: Trouble.GONE,
}
"""What Discord answers where a post is certainly not there. Of everything else it is found out later."""

FindGuild = Callable[[int], discord.Guild | None]


class SchedulePosts:
    """Posts what the library's timetable says. ``plain`` hosts want no cards."""

    def __init__(self, library: Library, find_guild: FindGuild, *, plain: bool) -> None:
        self._library = library
        self._find_guild = find_guild
        self._plain = plain

    async def post_due(self, guilds: set[int]) -> None:
        """Post all that is due in these guilds by now."""
        while taken := await self._library.timetable.take_due(discord.utils.utcnow(), guilds):
            await asyncio.gather(*map(self._post, taken))

    async def _post(self, taken: Taken) -> None:
        try:
            async with asyncio.timeout(POST_SECONDS):
                trouble = await self._try(taken)
            if trouble is None:
                await self._library.timetable.posted(taken, discord.utils.utcnow())
            else:
                await self._library.timetable.failed(taken, trouble)
        except Exception:
            log.exception("what became of the post of schedule %s is found out later", taken.schedule.id)

    async def _try(self, taken: Taken) -> Trouble | None:
        """Post it; why not, where it is certain that it is not there."""
        guild = self._find_guild(taken.schedule.scope)
        if guild is None:  # the bot has just been shown out
            return Trouble.LACKING
        channel_id = taken.schedule.channel_id
        try:
            channel = await find_channel(guild, channel_id)
            if channel is None:
                return Trouble.REFUSED
            parcel = await self._parcel(taken, channel)
            found = await look_for(channel, parcel, taken.due) if taken.again else Found(channel)
            if found is None:
                log.warning("whether schedule %s was posted in channel %s is not known", taken.schedule.id, channel_id)
                return Trouble.UNSURE
            self._note(taken, parcel, await post(found, parcel, plain=self._plain))
        except discord.HTTPException as error:
            if error.status not in _REFUSALS:
                raise
            log.warning("cannot post in channel %s: %s (%s)", channel_id, type(error).__name__, error.code)
            return _REFUSALS[HTTPStatus(error.status)]
        return None

    async def _parcel(self, taken: Taken, channel: Any) -> Parcel:
        preferences = await self._library.preferences.of(taken.schedule.scope, channels_of(channel))
        speak(preferences.language)
        reply, title = _shown(taken.what, preferences.form, plain=self._plain)
        reply = replace(reply, notice=post_notice(taken.schedule.rhythm))
        minute = int(taken.due.timestamp()) // 60
        return Parcel(reply, title, nonce=f"{taken.schedule.id % 10**9}-{minute}")

    def _note(self, taken: Taken, parcel: Parcel, posted: Posted) -> None:
        """Let it be cited as what was answered in the channel is."""
        if posted.messages and parcel.reply.named:
            name, (first, *_others) = str(parcel.reply.named.name), posted.messages
            self._library.given.note(first, taken.schedule.scope, posted.channel, name, posted.messages)


def _shown(what: Entry | Pair | Portion, form: Form, *, plain: bool) -> tuple[Reply, str]:
    """The post as a reply, and its title."""
    match what:
        case Entry():
            return named_reply(brief_named(what) if form is Form.SHORT else entry_named(what)), what.topic
        case Pair():
            return named_reply(NamedCard(CardName("pair", what.key), pair_card(what))), what.topic
        case Portion():
            return _portion(what, plain=plain), portion_name(what)


def _portion(portion: Portion, *, plain: bool) -> Reply:
    """A portion, with a button to read on where it begins; one that is longer than a page goes on in a next message."""
    card = portion_card(portion)
    pages = plain_pages if plain else layout_pages
    if len(pages(card, limits.LAYOUT_NOTICE)) > 1:
        return card_reply(card)
    name = CardName("read", f"{portion.pack.slug}.{portion.paragraphs[0].position}")
    link = Link(name, _("Read on here"), alone=True)
    return named_reply(NamedCard(name, card, portion.pack.accent, rows=((link,),)))
