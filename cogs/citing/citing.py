"""Citing: `/cite`, and the same in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Asked, Context, Interaction, scope_of
from cogs.answering.card_names import CardName, Link
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, answer_reply, card_reply
from cogs.cards import limits
from cogs.cards.answers import answer_card, correction_notice
from cogs.cards.citing import STYLES, nothing_given_card, unclear_since_card, unknown_style_card, zone_notice
from cogs.cards.refusals import gone_card
from cogs.citing.cards import cite_name, cited_name, session_name
from cogs.citing.replies import cite_reply
from cogs.citing.words import SESSION, CiteRequest, read_request, styles_near
from cogs.commands import CITE
from cogs.language import later
from knowledge.answer import Answer, Finding, Outcome
from knowledge.cite import is_named, shown_in, to_cite
from knowledge.library import Library
from knowledge.model import Entry, Source


class Citing(commands.Cog):
    """Writes out what is cited."""

    def __init__(self, library: Library, replier: Replier) -> None:
        self._library = library
        self._replier = replier

    @commands.hybrid_command(name=CITE.name, description=CITE.help, help=CITE.help)
    @app_commands.describe(
        what=later("A topic, a page, a work, “session” for everything cited here; without it, the last answer"),
        style=later("How it is written out"),
        since=later("With “session”: 2h, 90 min, yesterday, 20:00, 20:00 Paris, 2026-11-24"),
        file=later("Send it as a file"),
    )
    @app_commands.choices(style=[app_commands.Choice(name=label, value=name) for name, (_, label) in STYLES.items()])
    async def cite(self, ctx: Context, *, what: str = "", style: str = "", since: str = "", file: bool = False) -> None:
        """Cite an answer, a work, or all that was cited in the channel."""
        request = read_request(what, style, since, as_file=file)
        request = replace(request, may_attach=ctx.bot_permissions.attach_files)
        await self._replier.respond(ctx, self._reply(request, Asked.of(ctx)))

    @cite.autocomplete("what")
    async def suggest(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The session, and topics for what was typed so far, from memory."""
        found = self._library.suggester.suggest(typed, scope_of(interaction), limits.CHOICES - 1)
        session = [SESSION] if SESSION.startswith(typed.strip().casefold()) else []
        names = [*session, *(one.topic for one in found)]
        return [
            app_commands.Choice(name=limits.fit(name, limits.CHOICE_NAME), value=limits.fit(name, limits.CHOICE_VALUE))
            for name in names
        ]

    async def _reply(self, request: CiteRequest, asked: Asked) -> Reply:
        if request.is_session:
            return await self._session(request, asked)
        if not request.what:
            return await self._last(request, asked)
        found = await to_cite(self._library, request.what, asked.scope)
        if request.unknown_style and not is_named(found):
            return _unknown_style(request)
        if isinstance(found, Source):
            return await self._cite(CardName("source", found.key), request, asked)
        return await self._answer(found, request, asked)

    async def _session(self, request: CiteRequest, asked: Asked) -> Reply:
        now = datetime.now(UTC)
        began = request.began(now)
        if began is None:
            return _unknown_style(request) if request.unknown_style else card_reply(unclear_since_card(request.since))
        reply = await self._cite(session_name(asked.channel, began), request, asked)
        return replace(reply, notice=(*zone_notice(), *reply.notice)) if request.lacks_zone(now) else reply

    async def _last(self, request: CiteRequest, asked: Asked) -> Reply:
        """The last answer in the channel that shows anything to cite."""
        for given in await self._library.given.last(asked.scope, asked.channel):
            name = cited_name(CardName.parse(given.card or ""))
            if reply := await self._made(name, request, asked):
                return reply
        return card_reply(nothing_given_card())

    async def _answer(self, answer: Answer, request: CiteRequest, asked: Asked) -> Reply:
        match shown_in(answer):
            case Finding(key=key, title=title):
                name = CardName("finding", key)
            case Entry(id=number, topic=title):
                name = CardName("entry", str(number))
            case None:
                return _candidates(answer, request) if answer.outcome is Outcome.CANDIDATES else answer_reply(answer)
        reply = await self._cite(name, request, asked)
        notice = (correction_notice(title, answer.corrections),) if answer.corrections else ()
        return replace(reply, notice=(*notice, *reply.notice))

    async def _cite(self, name: CardName, request: CiteRequest, asked: Asked) -> Reply:
        return await self._made(name, request, asked) or card_reply(gone_card())

    async def _made(self, name: CardName, request: CiteRequest, asked: Asked) -> Reply | None:
        return await cite_reply(
            self._library,
            asked.scope,
            name,
            request.style,
            as_file=request.as_file,
            may_attach=request.may_attach,
        )


def _unknown_style(request: CiteRequest) -> Reply:
    return card_reply(unknown_style_card(request.unknown_style, styles_near(request.unknown_style)))


def _candidates(answer: Answer, request: CiteRequest) -> Reply:
    """The entries that may be meant, with a button to the citations of each."""
    links = tuple(
        Link(cite_name(CardName("entry", str(match.entry.id)), request.style), f"{number}. {match.entry.topic}")
        for number, match in enumerate(answer.matches[: limits.ROW_BUTTONS], start=1)
    )
    return card_reply(answer_card(answer), (links,))
