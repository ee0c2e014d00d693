"""What is replied: a card in both its forms, the buttons below it, and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Self

import discord
from discord import ui

from cogs.answering.buttons import candidate_row, card_layout, fits_buttons, items_of, plain_card, with_delete
from cogs.answering.card_names import Row
from cogs.answering.named_cards import CardName, Link, NamedCard, brief_named, entry_named
from cogs.answering.ways_on import from_miss
from cogs.cards.answers import answer_card, correction_notice, finding_card, way_on
from cogs.cards.content import Card
from cogs.cards.layout import Shown, layout, layout_pages, plain_messages, plain_pages
from cogs.language import _
from knowledge.answer import Answer, Match, Outcome
from knowledge.preferences import Form


@dataclass(frozen=True, slots=True)
class Reply:
    """A card, and as much as its buttons need: its name, or the candidates that it offers.

    ``rows`` lead from a card without a name to others. ``notice`` stands above the first page. ``files`` make what is
    sent with the first message.
    """

    body: Card
    notice: Card = ()
    named: NamedCard | None = None
    candidates: tuple[Match, ...] = ()
    rows: tuple[Row, ...] = ()
    files: tuple[Callable[[], discord.File], ...] = ()

    @property
    def card(self) -> Card:
        """All that it says."""
        return (*self.notice, *self.body)

    def messages(self, asker: int = 0, *, alone: bool = False, plain: bool = False) -> list[Shown]:
        """All of it. ``asker`` may delete it; what is shown ``alone`` can be posted for everybody."""
        return self.plain(asker, alone=alone) if plain else [Shown(view) for view in self.layouts(asker, alone=alone)]

    def shown(self, *, plain: bool) -> Shown:
        """The one message of a reply that needs no more."""
        (only,) = self.messages(plain=plain)
        return only

    def after(self, sent: int) -> Self:
        """What is left of it after as many V2 messages."""
        if not sent:
            return self
        return replace(self, body=tuple(chain.from_iterable(layout_pages(self.card)[sent:])), notice=())

    def layouts(self, asker: int = 0, *, alone: bool = False) -> list[ui.LayoutView]:
        """V2 messages."""
        if self.named is not None:
            return [card_layout(self.named, asker=asker, notice=self.notice, alone=alone)]
        *pages, last = layout_pages(self.card)
        return [*map(layout, pages), layout(last, self._rows(asker))]

    def plain(self, asker: int = 0, *, alone: bool = False) -> list[Shown]:
        """Plain messages with the same buttons."""
        if self.named is not None:
            return [plain_card(self.named, asker=asker, notice=self.notice, alone=alone)]
        return plain_messages(plain_pages(self.card), self._rows(asker))

    def _rows(self, asker: int) -> list[list[ui.Item[Any]]]:
        """What stands below a card without a name."""
        rows = [candidate_row(self.candidates, asker)] if self.candidates else []
        rows += [items for number, row in enumerate(self.rows) if (items := items_of(row, number, asker))]
        return with_delete(rows, asker)


def answer_reply(answer: Answer, form: Form = Form.WHOLE) -> Reply:
    """The reply to a query."""
    if answer.finding is not None:
        return named_reply(finding_named(answer), _notice(answer.finding.title, answer))
    if answer.outcome is Outcome.ANSWER:
        entry, *others = [match.entry for match in answer.matches]
        make = brief_named if form is Form.SHORT else entry_named
        return named_reply(make(entry, [other.id for other in others]), _notice(entry.topic, answer))
    if answer.outcome is Outcome.NONE:
        return _missed(answer)
    return replace(card_reply(answer_card(answer)), candidates=answer.matches)


def _missed(answer: Answer) -> Reply:
    """That nothing was found, with what is nearest; where nothing is, with how to go on."""
    card = answer_card(answer)
    return card_reply(card if answer.nearest else (*card, way_on()), from_miss(answer))


def finding_named(answer: Answer) -> NamedCard:
    """The card of what a page, a source, a note or a name gives."""
    assert answer.finding is not None  # noqa: S101  # for the type checker: the caller has looked
    name = CardName("finding", answer.finding.key)
    cite = Link(CardName("cite", str(name)), _("Cite"), alone=True)
    return NamedCard(name, finding_card(answer.finding), rows=((cite,),))


def named_reply(named: NamedCard, notice: Card = ()) -> Reply:
    """A reply that leafs through its pages; on several messages where its name is too long for a button."""
    return Reply(named.card, notice, named if fits_buttons(named.name) else None, files=named.files)


def card_reply(card: Card, rows: tuple[Row, ...] = ()) -> Reply:
    """A reply that no button leads back to, on as many messages as it needs; ``rows`` lead on from the last."""
    return Reply(card, rows=rows)


def _notice(title: str, answer: Answer) -> Card:
    return (correction_notice(title, answer.corrections),) if answer.corrections else ()
