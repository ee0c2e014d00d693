"""One small reply of every kind that has to do with answering a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from cogs.answering.reply import Reply, card_reply
from cogs.cards.rebuttals import rebuttals_card
from cogs.cards.sharing import (
    already_shared_card,
    lacking_card,
    may_not_bring_apps_card,
    sharing_refused_card,
    sharing_silenced_card,
)
from cogs.messages.rebuttals import RebuttalsReply
from knowledge.find_rebuttals import Rebuttals, Rebutted
from knowledge.model import Citation, Claim
from tests.factories import make_entry, make_place, make_quotation, make_source

_REBUTTAL = "Yet Rye found “*short* weight in every third sack”, as he had before.[^2]"
_SCALES = make_entry(
    id=2,
    topic="False weights",
    claim=Claim("How the miller weighs is nobody else's business."),
    rebuttal=_REBUTTAL,
    quotations=0,
)
_QUOTED = make_entry(
    rebuttal="Nobody who bakes has ever said so: “the night shift kills”, and “the baker before the oven warms”.",
    quotations=0,
)
_SHORT_WEIGHT = make_quotation(
    "*short* weight in every third sack",
    speaker="Tom Rye",
    citation=Citation(make_source(), "page", "45", quoted=True),
    place=make_place(paragraph=2, length=30),
)
_ELSEWHERE = make_quotation("said in another paragraph", place=make_place("The Scales", 9))


def found(*rebutted: Rebutted, words: int = 30) -> Reply:
    """The reply to a message for which these were found."""
    rebuttals = Rebuttals(words, rebutted)
    return RebuttalsReply(rebuttals_card(rebuttals), found=rebutted, channel=40, message=4001)


def _entries() -> Reply:
    scales = replace(_SCALES, quotations=(_SHORT_WEIGHT, _SHORT_WEIGHT, _ELSEWHERE))
    return found(
        Rebutted(scales, "How he *weighs* is none of <@80351110224678912>’s business!", 0.9, sure=True),
        Rebutted(_QUOTED, "Well, bread has to be baked at night, and so it goes on. " * 8, 0.5, sure=False),
    )


REBUTTAL_REPLIES: dict[str, Callable[[], Reply]] = {
    "rebuttals to a message": _entries,
    "nothing to answer in a message": found,
    "a message too short to answer": partial(found, words=3),
    "a message too long to answer": partial(found, words=1203),
    "shared already": lambda: card_reply(already_shared_card("https://discord.com/channels/1/2/3")),
    "being shared": lambda: card_reply(already_shared_card("")),
    "sharing without permissions": lambda: card_reply(lacking_card(["Send Messages", "Read Message History"])),
    "sharing in a silent channel": lambda: card_reply(sharing_silenced_card()),
    "sharing that Discord refuses": lambda: card_reply(sharing_refused_card()),
    "sharing without external apps": lambda: card_reply(may_not_bring_apps_card()),
}
"""What is replied, made anew at each call."""
