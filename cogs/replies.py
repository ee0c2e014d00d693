"""Sending a card as the reply to whatever asked for it: a message, or a slash command."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from cogs.buttons import CardButton, button_id, candidate_row, card_layout
from cogs.cards import limits
from cogs.cards.answers import answer_card, correction_notice, finding_card
from cogs.cards.content import Card
from cogs.cards.layout import layout, layout_pages, plain_pages
from cogs.named_cards import CardName, NamedCard, entry_named
from cogs.timing import in_time
from knowledge.answer import Answer, Outcome

log = logging.getLogger(__name__)

Context = commands.Context[Any]

_MOST_PAGES = 9999

CANNOT_SEND = (discord.Forbidden, discord.NotFound)
"""What Discord answers where the bot may not write, or the channel is gone."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card in both its forms: V2 layouts, made when they are sent, and plain messages."""

    card: Card
    layouts: Callable[[], list[ui.LayoutView]]


def answer_reply(answer: Answer) -> Reply:
    """The reply to a query."""
    if answer.finding is not None:
        finding = answer.finding
        named = NamedCard(CardName("finding", finding.key), finding_card(finding))
        return named_reply(named, _notice(finding.title, answer))
    if answer.outcome is Outcome.ANSWER:
        entry = answer.matches[0].entry
        return named_reply(entry_named(entry), _notice(entry.topic, answer))
    card = answer_card(answer)
    return Reply(card, lambda: _layouts(card, [candidate_row(answer.matches)] if answer.matches else []))


def named_reply(named: NamedCard, notice: Card = ()) -> Reply:
    """A reply that leafs through its pages; on several messages where its name is too long for a button."""
    card = (*notice, *named.card)
    if len(button_id(named.name, _MOST_PAGES)) > limits.CUSTOM_ID:
        return card_reply(card)
    return Reply(card, lambda: [card_layout(named, notice=notice)])


def card_reply(card: Card) -> Reply:
    """A reply without buttons, on as many messages as it needs."""
    return Reply(card, lambda: _layouts(card))


def _notice(title: str, answer: Answer) -> Card:
    return (correction_notice(title, answer.corrections),) if answer.corrections else ()


class Replier:
    """Sends replies. ``plain`` hosts get ordinary messages instead of V2 layouts."""

    def __init__(self, *, plain: bool) -> None:
        self._plain = plain

    async def respond(self, ctx: Context, work: Coroutine[Any, Any, Reply]) -> None:
        """Send what ``work`` makes, acknowledging in time while it is being made."""
        try:
            reply = await in_time(work, ctx.defer if ctx.interaction else ctx.typing)
            await self._send(ctx, reply)
        except CANNOT_SEND as error:
            log.warning("cannot answer in channel %s: %s (%s)", ctx.channel.id, type(error).__name__, error.code)

    async def _send(self, ctx: Context, reply: Reply) -> None:
        sent = 0 if self._plain else await _send_layouts(ctx, reply)
        if sent is not None:
            for number, content in enumerate(plain_pages(_without_pages(reply.card, sent)), start=sent):
                await _send_one(ctx, number, content=content)


def _layouts(card: Card, rows: Sequence[Sequence[CardButton]] = ()) -> list[ui.LayoutView]:
    """The card on as many V2 messages as it needs, the rows of buttons on the last."""
    *pages, last = layout_pages(card)
    return [*map(layout, pages), layout(last, rows)]


async def _send_layouts(ctx: Context, reply: Reply) -> int | None:
    """None once all are sent; where Discord refuses one, how many were before it."""
    for number, view in enumerate(reply.layouts()):
        try:
            await _send_one(ctx, number, view=view)
        except discord.HTTPException as error:
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            log.warning("Discord refused a card (%s); sending it as plain text", error.code)
            return number
    return None


def _without_pages(card: Card, sent: int) -> Card:
    """What the card holds after as many of its pages."""
    return tuple(chain.from_iterable(layout_pages(card)[sent:])) if sent else card


async def _send_one(ctx: Context, number: int, **what: Any) -> None:
    """One message: the first answers the question, the others follow it."""
    if ctx.interaction is None:
        if number == 0 and _may_reply(ctx):
            what["reference"] = ctx.message.to_reference(fail_if_not_exists=False)
        await ctx.channel.send(nonce=f"{ctx.message.id % 10**18}-{number}", mention_author=False, **what)
    elif number == 0 and ctx.interaction.response.is_done():
        await ctx.interaction.edit_original_response(**what)
    else:
        await ctx.send(**what)


def _may_reply(ctx: Context) -> bool:
    """Replying needs to read the history; without that the answer is an ordinary message."""
    return ctx.guild is None or ctx.channel.permissions_for(ctx.guild.me).read_message_history  # type: ignore[union-attr]
