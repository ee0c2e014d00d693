"""Answering: who may ask, a sign in time, the card in the form that Discord takes, and a note of what was given."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine
from functools import partial
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

import discord
from discord import ui

from cogs.answering.asking import Asked, Context, Interaction
from cogs.answering.buttons import is_plain
from cogs.answering.deleting import DeleteButton
from cogs.answering.gate import Gate, Refusal, Why
from cogs.answering.outlets import FollowedContext, InteractionOutlet, MessageOutlet, Outlet, outlet_of
from cogs.answering.reply import Reply
from cogs.answering.timing import in_time
from cogs.cards.content import Card
from cogs.cards.layout import Showable, plain_pages
from cogs.cards.refusals import apology_card, refusal_card
from cogs.language import speak
from knowledge.library import Library
from knowledge.preferences import First, Preferences

log = logging.getLogger(__name__)

Made = TypeVar("Made")

CANNOT_SEND = (discord.Forbidden, discord.NotFound)
"""What Discord answers where the bot may not write, or the channel is gone."""

WAIT = "⏳"
"""The reaction to a question that has to wait, where its author was told so a moment ago."""


LOCKED = "🔒"
"""The reaction to a question from whoever may not ask, and was told so a while ago."""


class Sends(Protocol):
    """Sends what is to be sent, or what is left of it, in one of the two forms."""

    async def __call__(self, *, plain: bool) -> None:
        """Send it."""
        ...


class TellsWhoCanMend(Protocol):
    """Tells somebody which permission is missing where."""

    async def told(self, channel: Any, asker: discord.abc.User, error: discord.HTTPException) -> None:
        """Tell the person who can mend it, if there is one to be told."""
        ...


class Replier:
    """Sends replies. ``plain`` hosts get ordinary messages with the same buttons instead of V2 layouts."""

    def __init__(self, library: Library, gate: Gate, doctor: TellsWhoCanMend | None = None, *, plain: bool) -> None:
        self._library = library
        self._gate = gate
        self._doctor = doctor
        self._plain = plain

    async def respond(
        self,
        ctx: Context,
        work: Coroutine[Any, Any, Reply],
        *,
        alone: bool | None = None,
        passes: Collection[Why] = (),
    ) -> None:
        """Answer a command with what ``work`` makes; ``alone`` to the asker only, None as the asker prefers.

        ``passes`` are the reasons for a refusal that do not hold for this command.
        """
        asked = Asked.of(ctx)
        preferences = self._known(asked)
        if alone is None:
            alone = preferences.first is First.ALONE or preferences.silent
        alone = alone and ctx.interaction is not None
        earlier = ctx.earlier if isinstance(ctx, FollowedContext) else ()
        await self._answer(outlet_of(ctx, earlier, alone=alone), ctx, asked, work, alone=alone, passes=passes)

    async def respond_to(
        self, interaction: Interaction, work: Coroutine[Any, Any, Reply], *, alone: bool = True
    ) -> None:
        """Answer a context menu, a modal, or whatever else is no command."""
        outlet = InteractionOutlet(interaction, alone=alone)
        await self._answer(outlet, interaction, Asked.of(interaction), work, alone=alone)

    async def send_quietly(self, message: discord.Message, work: Coroutine[Any, Any, Reply | None]) -> bool:
        """Answer a message that did not ask, notifying nobody. False where ``work`` makes nothing, or it cannot be."""
        asked = Asked.of(message)
        try:
            await self._speak(asked)
            reply = await work
            if reply is not None:
                await self._send(MessageOutlet(message, quiet=True), asked, reply, alone=False, quiet=True)
        except Exception:
            log.exception("message %s could not be answered", message.id)
            return False
        return reply is not None

    async def put_in_place(self, interaction: Interaction, work: Coroutine[Any, Any, Showable]) -> None:
        """Show what ``work`` makes in place of the message that the button stands on, in the form that this has."""
        try:
            made = await in_time(self._spoken(Asked.of(interaction), work), interaction.response.defer)
            shown = made.shown(plain=is_plain(interaction.message))
            if interaction.response.is_done():
                await interaction.edit_original_response(**shown.arguments(), attachments=shown.opened())
            else:
                await interaction.response.edit_message(**shown.arguments(), attachments=shown.opened())
        except Exception as error:  # discord.py would log it and leave the member with "interaction failed"
            log.exception("a button failed")
            say = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
            await _try_to_say(say, apology_card(error), ephemeral=True)

    async def add(self, interaction: Interaction, work: Coroutine[Any, Any, Showable], *, alone: bool) -> None:
        """Show what ``work`` makes as another message."""
        outlet = InteractionOutlet(interaction, alone=alone)
        try:
            made = await in_time(self._spoken(Asked.of(interaction), work), outlet.acknowledge)

            async def send(*, plain: bool) -> None:
                shown = made.shown(plain=plain)
                await outlet.send(0, **shown.arguments(), **({"files": shown.opened()} if shown.files else {}))

            await self._in_either_form(send)
        except Exception as error:
            log.exception("an answer failed")
            await _try_to_say(partial(outlet.aside().send, 0), apology_card(error))

    async def fail(self, ctx: Context, error: Exception) -> None:
        """Say that a command failed before there was anything to answer with."""
        log.error("command %s failed", ctx.command, exc_info=error)
        speak(self._known(Asked.of(ctx)).language)
        await _try_to_say(partial(outlet_of(ctx, alone=True).send, 0), apology_card(error))

    async def _answer(
        self,
        outlet: Outlet,
        context: Context | Interaction,
        asked: Asked,
        work: Coroutine[Any, Any, Reply],
        *,
        alone: bool,
        passes: Collection[Why] = (),
    ) -> None:
        try:
            making = self._made(asked, work, interactive=_is_interaction(context), passes=passes)
            made = await in_time(making, outlet.acknowledge)
            if isinstance(made, Refusal):
                await self._refuse(outlet, context, made)
            else:
                await self._send(outlet, asked, made, alone=alone)
        except CANNOT_SEND as error:
            await self._cannot_send(context, error)
        except Exception as error:
            log.exception("an answer failed")
            await _try_to_say(partial(outlet.aside().send, 0), apology_card(error))

    async def _made(
        self, asked: Asked, work: Coroutine[Any, Any, Reply], *, interactive: bool, passes: Collection[Why]
    ) -> Reply | Refusal:
        try:
            preferences = await self._speak(asked)
            refusal = self._gate.refusal(asked, preferences, alone_if_silent=interactive, passes=passes)
            if refusal is not None:
                return refusal
            async with self._gate.turn(asked.scope):
                return await work
        finally:
            work.close()  # nothing where it has run; a refused question's never does

    async def _spoken(self, asked: Asked, work: Coroutine[Any, Any, Made]) -> Made:
        """What ``work`` makes, in the language that the question should be answered in."""
        try:
            await self._speak(asked)
            return await work
        finally:
            work.close()

    def _known(self, asked: Asked) -> Preferences:
        """What applies to the question as far as memory holds it, without waiting."""
        return self._library.preferences.known(asked.scope, asked.channels, asked.person) or Preferences()

    async def _speak(self, asked: Asked) -> Preferences:
        """What applies to the question; from here on the language that it should be answered in is spoken."""
        preferences = await self._library.preferences.of(asked.scope, asked.channels, asked.person)
        speak(preferences.language)
        return preferences

    async def _send(self, outlet: Outlet, asked: Asked, reply: Reply, *, alone: bool, quiet: bool = False) -> None:
        sent: list[int | None] = []
        asker = 0 if alone else asked.person

        async def send(*, plain: bool) -> None:
            for shown in reply.after(len(sent)).messages(asker, alone=alone, plain=plain):
                files = {"files": [make() for make in reply.files]} if reply.files and not sent else {}
                sent.append(await outlet.send(len(sent), **shown.arguments(), **files))

        await self._in_either_form(send)
        await outlet.finish(len(sent))
        if not alone:
            card = str(reply.named.name) if reply.named else None
            answers = [number for number in sent if number is not None]
            self._library.given.note(asked.question, asked.scope, asked.channel, card, answers, quiet=quiet)

    async def _in_either_form(self, send: Sends) -> None:
        """Send it as V2 layouts; as plain messages on a plain host, and where Discord refuses a layout."""
        if self._plain:
            return await send(plain=True)
        try:
            await send(plain=False)
        except discord.HTTPException as error:
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            log.warning("Discord refused a card (%s); sending it as plain text", error.code)
            await send(plain=True)

    async def _refuse(self, outlet: Outlet, context: Context | Interaction, refusal: Refusal) -> None:
        if refusal.why is Why.SILENT:
            return
        if refusal.again and not _is_interaction(context):
            try:
                await context.message.add_reaction(LOCKED if refusal.why is Why.ROLE else WAIT)  # type: ignore[union-attr]
            except discord.HTTPException:
                log.debug("no reaction in channel %s", getattr(context.channel, "id", "?"))
            else:
                return
        roles = {role.id: role.name for role in context.guild.roles} if context.guild else {}
        said = "\n".join(plain_pages(refusal_card(refusal, roles)))
        if _is_interaction(context):
            await outlet.aside().send(0, content=said)
        else:
            await outlet.send(0, content=said, view=_deletable(Asked.of(context).person))

    async def _cannot_send(self, context: Context | Interaction, error: discord.HTTPException) -> None:
        channel = getattr(context.channel, "id", "?")
        log.warning("cannot answer in channel %s: %s (%s)", channel, type(error).__name__, error.code)
        if self._doctor is not None:
            asker = context.user if isinstance(context, discord.Interaction) else context.author
            await self._doctor.told(context.channel, asker, error)


def _deletable(asker: int) -> ui.View:
    """What lets the asker take a message in words away."""
    return ui.View(timeout=None).add_item(DeleteButton(asker))


async def _try_to_say(say: Callable[..., Awaitable[object]], card: Card, **how: Any) -> None:
    try:
        await say(content="\n".join(plain_pages(card)), **how)
    except discord.HTTPException as refused:
        log.warning("cannot say so (%s)", refused)


def _is_interaction(context: Context | Interaction) -> bool:
    return isinstance(context, discord.Interaction) or context.interaction is not None
