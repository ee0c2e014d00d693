"""One small sheet of every kind that whoever keeps a group's library sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cogs.answering.reply import Reply, card_reply
from cogs.cards import library as cards
from cogs.cards.content import Card
from cogs.library.desk import Sheet
from cogs.library.keeping import SheetReply
from knowledge.drafts import NEW, Draft
from knowledge.editing import Preview
from knowledge.entry_content import EntryContent, Flaw, Part, Why, Words
from knowledge.revision import Action, Revision

_STATED = "The masters say, in *The Master Baker*, that bread baked by day is stale by dawn.[^1]"
_CONTENT = EntryContent(
    topic="Pumper*nickel*",
    claim="Dark bread is no bread.",
    aliases=("black loaf", "rye"),
    held_by=("the confectioners",),
    passages=(Words(_STATED), Words("Rye bread *keeps*.\n\n@everyone", "Tom Rye, *Crusts* (1922)", "p. 7")),
    rebuttals=(Words("We tried: it does."),),
    phrasings=("who ate the rye?",),
)
_EMPTY = EntryContent("", " ", aliases=("…", "x" * 101), passages=(Words("Not in any book."),))
_FLAWS = (
    *(Flaw(part, Why.MISSING) for part in (Part.TOPIC, Part.CLAIM, Part.SOURCE, Part.LOCATOR)),
    Flaw(Part.ALIAS, Why.NAMELESS, "…"),
    Flaw(Part.ALIAS, Why.TOO_LONG, "x" * 101, 100),
    Flaw(Part.ALIAS, Why.TWICE, "rye"),
    Flaw(Part.ALIAS, Why.TAKEN, "*black* loaf"),
    Flaw(Part.PASSAGE, Why.UNSOURCED, "Not in any book."),
    Flaw(Part.REBUTTAL, Why.UNKEEPABLE, "a\0b"),
    Flaw(Part.PHRASING, Why.TOO_MANY, limit=200),
    Flaw(Part.HOLDER, Why.MISSING),
    Flaw(Part.LIBRARY, Why.TOO_MANY, limit=10_000),
)
_AT = datetime(2026, 11, 24, 20, tzinfo=UTC)
_LATER = replace(
    _CONTENT, claim="Dark bread is some bread, they say.", rebuttals=(), aliases=("black loaf",), topic="Pumpernickel"
)


def _revision(number: int, action: Action, content: EntryContent, actor: int | None = 42, reason: str = "") -> Revision:
    return Revision(7, number, action, actor, _AT + timedelta(hours=number), reason, content)


_HISTORY = (
    _revision(4, Action.RESTORE, _CONTENT),
    _revision(3, Action.RETIRE, _LATER, None, "a *mistake*"),
    _revision(2, Action.EDIT, _LATER, 43),
    _revision(1, Action.ADD, _CONTENT),
)


def _shown(sheet: Callable[[], Sheet]) -> Callable[[], Reply]:
    def reply() -> Reply:
        made = sheet()
        return SheetReply(made.card, sheet=made)

    return reply


def _said(card: Callable[[], Card]) -> Callable[[], Reply]:
    return lambda: card_reply(card())


LIBRARY_REPLIES: dict[str, Callable[[], Reply]] = {
    "draft": _shown(
        lambda: Sheet(cards.draft_card(Preview(_CONTENT, frozenset({_STATED}), ()), is_new=True), Draft(_CONTENT, NEW))
    ),
    "draft with everything wrong": _shown(
        lambda: Sheet(cards.draft_card(Preview(_EMPTY, frozenset(), _FLAWS), is_new=False), Draft(_EMPTY, 7, 2))
    ),
    "change that somebody else made meanwhile": _shown(
        lambda: Sheet(cards.conflict_card(_HISTORY[2], _CONTENT), Draft(_CONTENT, 7, 1), over=2)
    ),
    "history of an entry": _shown(lambda: Sheet(cards.history_card(_HISTORY), revisions=_HISTORY)),
    "entries that a group added": _said(lambda: cards.list_card([_HISTORY[0], _HISTORY[1], _HISTORY[3]])),
    "no entries that a group added": _said(lambda: cards.list_card([])),
    "entry that the group has not": _said(lambda: cards.unknown_card("*rolls*", _HISTORY[:1])),
    "entry published": _said(lambda: cards.done_card(_HISTORY[3])),
    "entry changed": _said(lambda: cards.done_card(_HISTORY[2])),
    "entry retired": _said(lambda: cards.done_card(_HISTORY[1])),
    "entry restored": _said(lambda: cards.done_card(_HISTORY[0])),
    "entry that cannot be restored": _said(lambda: cards.flawed_card(_FLAWS[7:8])),
    "entry that is retired": _said(lambda: cards.retired_card("Pumper*nickel*")),
    "entry changed a moment ago": _said(cards.overtaken_card),
    "draft discarded": _said(cards.discarded_card),
    "no draft": _said(cards.no_draft_card),
    "way to the form": _said(cards.form_card),
    "library without permission": _said(cards.not_editor_card),
}
"""What the bot replies, made anew at each call."""
