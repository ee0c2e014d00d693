"""What is replied: a card in both its forms, the buttons below it, and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from cogs.answering.buttons import candidate_row, card_layout, fits_buttons
from cogs.answering.deleting import DeleteButton
from cogs.answering.named_cards import CardName, Link, NamedCard, brief_named, entry_named
from cogs.cards.answers import answer_card, correction_notice, finding_card
from cogs.cards.content import Card
from cogs.cards.layout import layout, layout_pages
from cogs.language import _
from knowledge.answer import Answer, Match, Outcome
from knowledge.preferences import Form


@dataclass(frozen=True, slots=True)
class Reply:
    """A card, and as much as its buttons need: its name, or the candidates that it offers.

    ``notice`` stands above the first page. ``files`` make what is sent with the first message.
    """

    body: Card
    notice: Card = ()
    named: NamedCard | None = None
    candidates: tuple[Match, ...] = ()
    files: tuple[Callable[[], discord.File], ...] = ()

    @property
    def card(self) -> Card:
        """All that it says."""
        return (*self.notice, *self.body)

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """V2 messages. ``asker`` may delete them; what is shown ``alone`` can be posted for everybody."""
        if self.named is not None:
            return [card_layout(self.named, asker=asker, notice=self.notice, alone=alone)]
        *pages, last = layout_pages(self.card)
        rows: list[Sequence[ui.Item[Any]]] = [candidate_row(self.candidates, asker)] if self.candidates else []
        if asker:
            rows.append([DeleteButton(asker)])
        return [*map(layout, pages), layout(last, rows)]


def answer_reply(answer: Answer, form: Form = Form.WHOLE) -> Reply:
    """The reply to a query."""
    if answer.finding is not None:
        return named_reply(finding_named(answer), _notice(answer.finding.title, answer))
    if answer.outcome is Outcome.ANSWER:
        entry, *others = [match.entry for match in answer.matches]
        make = brief_named if form is Form.SHORT else entry_named
        return named_reply(make(entry, [other.id for other in others]), _notice(entry.topic, answer))
    return replace(card_reply(answer_card(answer)), candidates=answer.matches)


def finding_named(answer: Answer) -> NamedCard:
    """The card of what a page, a source, a note or a name gives."""
    assert answer.finding is not None  # noqa: S101  # for the type checker: the caller has looked
    name = CardName("finding", answer.finding.key)
    cite = Link(CardName("cite", str(name)), _("Cite"), alone=True)
    return NamedCard(name, finding_card(answer.finding), rows=((cite,),))


def named_reply(named: NamedCard, notice: Card = ()) -> Reply:
    """A reply that leafs through its pages; on several messages where its name is too long for a button."""
    return Reply(named.card, notice, named if fits_buttons(named.name) else None)


def card_reply(card: Card) -> Reply:
    """A reply that no button leads back to, on as many messages as it needs."""
    return Reply(card)


def _notice(title: str, answer: Answer) -> Card:
    return (correction_notice(title, answer.corrections),) if answer.corrections else ()
