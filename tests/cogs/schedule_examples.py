"""One small reply of every kind about what is posted regularly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

from cogs.answering.named_cards import entry_named
from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.cards import schedules as cards
from cogs.cards.portions import portion_card
from cogs.cards.schedules import Line
from knowledge.posts import Portion, Standing
from knowledge.schedule import Kind, Rhythm, Schedule, Trouble
from knowledge.storage.editions import Block
from tests.factories import make_entry, make_pack_info

_FRIDAY = datetime(2026, 3, 27, 19, tzinfo=UTC)
_EVENING = Rhythm("Europe/Berlin", time(20), 4)
_READING = Schedule(7, 1, 1, 42, Kind.READING, "a-word-on-bread", _EVENING, 0, _FRIDAY)
_PASSAGE = replace(_READING, number=2, kind=Kind.PASSAGE, rhythm=Rhythm("UTC", time(8, 30)), posted_at=_FRIDAY)
_PAIR = replace(_READING, number=3, kind=Kind.PAIR)
_LACKING = Line(replace(_PASSAGE, trouble=Trouble.LACKING), lacking=("View Channel", "Send Messages"))
_BLOCKS = (
    Block(0, "The Ovens", 1, is_note=False, displayed=False, text="The masters say that bread *must* be stale.[^1]"),
    Block(1, "The Ovens", 2, is_note=False, displayed=True, text="Give us the morning and we will give you bread."),
    Block(2, "The Scales", 1, is_note=False, displayed=False, text="Weighing is the miller's own business."),
    Block(3, "The Scales", 2, is_note=False, displayed=False, text="Or so the guild holds."),
)
_LINE = Line(_READING, Standing("A Word on Bread", _BLOCKS[0]))
_GOING_ON = Line(replace(_READING, posted_at=_FRIDAY), Standing("A Word on Bread", _BLOCKS[2]))
_PORTION = Portion(make_pack_info(), _BLOCKS[1:3], _BLOCKS[0], _BLOCKS[3])
_BEGINNING = Portion(make_pack_info(), _BLOCKS[:1], None, _BLOCKS[1])


def _listed(*troubles: Trouble) -> Callable[[], Reply]:
    lines = [
        Line(replace(_PAIR, number=number, trouble=trouble, due_at=None if trouble is Trouble.GONE else _FRIDAY))
        for number, trouble in enumerate(troubles, start=1)
    ]
    return lambda: card_reply(cards.list_card(lines, "!"))


SCHEDULE_REPLIES: dict[str, Callable[[], Reply]] = {
    "schedule set up": lambda: card_reply(cards.set_up_card(_LINE)),
    "schedule changed": lambda: card_reply(cards.set_up_card(replace(_LINE, lacking=("Send Messages",)), changed=True)),
    "schedules": lambda: card_reply(cards.list_card([_GOING_ON, _LACKING], "!")),
    "schedules in trouble": _listed(*Trouble),
    "no schedules": lambda: card_reply(cards.list_card([], "!")),
    "schedule removed": lambda: card_reply(cards.removed_notice(_PASSAGE)),
    "schedule to remove": lambda: card_reply(cards.remove_which_card([_READING, _PAIR], "!")),
    "schedule without everything": lambda: card_reply(
        cards.incomplete_card("!schedule add reading friday 20:00 Europe/Berlin", kind=False, time=False, zone=False)
    ),
    "schedule at no time": lambda: card_reply(cards.time_card("25:00 @everyone")),
    "schedule in no zone": lambda: card_reply(cards.zone_card("*Berlni*", ["Europe/Berlin"])),
    "schedule in no zone and none near": lambda: card_reply(cards.zone_card("Xyzzy", [])),
    "schedule beginning nowhere": lambda: card_reply(cards.nowhere_to_begin_card("the windmills")),
    "schedule that there is not": lambda: card_reply(cards.no_such_schedule_card(9)),
    "schedule without a number": lambda: card_reply(cards.no_such_schedule_card(None)),
    "too many schedules": lambda: card_reply(cards.full_card(25)),
    "schedule in no channel": lambda: card_reply(cards.not_there_card()),
    "schedule without permission": lambda: card_reply(cards.not_allowed_card(in_guild=True)),
    "schedule outside of servers": lambda: card_reply(cards.not_allowed_card(in_guild=False)),
    "passage as posted": lambda: named_reply(entry_named(make_entry(quotations=0)), cards.post_notice(_EVENING)),
    "portion": lambda: card_reply(portion_card(_PORTION)),
    "portion at the beginning": lambda: card_reply(
        portion_card(replace(_PORTION, paragraphs=_BLOCKS[:1], before=None))
    ),
    "portion at the end": lambda: card_reply(portion_card(replace(_PORTION, after=None))),
}
"""What the bot says of schedules, and what it posts."""
