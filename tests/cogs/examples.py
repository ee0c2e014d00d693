"""One small reply of every kind, about bread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cogs.answering.reply import Reply, answer_reply, card_reply
from cogs.cards.comparing import pair_card
from cogs.cards.lists import sources_card, topics_card
from knowledge.answer import Answer, Finding, FindingKind, Match, Outcome, Rung
from knowledge.model import Citation, Claim, Elsewhere, Entry, EntryName, Pair, Passage, Role, Statement, TopicLine
from tests.cogs.checking_examples import CHECKING_REPLIES
from tests.cogs.citing_examples import CITING_REPLIES
from tests.cogs.group_examples import GROUP_REPLIES
from tests.cogs.library_examples import LIBRARY_REPLIES
from tests.cogs.reading_examples import READING_REPLIES
from tests.cogs.rebuttal_examples import REBUTTAL_REPLIES
from tests.cogs.schedule_examples import SCHEDULE_REPLIES
from tests.factories import make_entry, make_place, make_quotation, make_source

_ENTRY = make_entry(
    passage="The masters say, in *The Master Baker*, that bread baked by day is stale by dawn.[^1]",
    rebuttal="Nobody who bakes has ever said so: 5 * 3 loaves are 15, by day and by night.",
    quotations=0,
)
_QUOTED = replace(
    _ENTRY,
    passages=(*_ENTRY.passages, Passage("A second passage says it again.", make_place("The Scales", 4))),
    quotations=(
        make_quotation("the night shift kills the *baker* before the oven warms", year=1917),
        make_quotation("short weight", speaker="Tom Rye", citation=Citation(make_source(), "page", "45", quoted=True)),
        make_quotation("Give us the morning", speaker=None, citation=None),
    ),
)
_SCALES = make_entry(
    id=2,
    topic="False weights",
    claim=Claim("How the miller weighs is nobody's business.", implied=True),
)
_OWN = replace(
    _ENTRY,
    topic="Pumper*nickel*",
    claim=Claim("Dark bread is **no** bread."),
    pack=None,
    elsewhere=(
        Elsewhere(Role.PASSAGE, "Rye bread *keeps*.\n\n@everyone", "Tom Rye, *Crusts* (1922)", "p. 7"),
        Elsewhere(Role.REBUTTAL, "It keeps a week, as [^1] says.", "Ada Lamp, Ovens", "p. 12"),
        Elsewhere(Role.REBUTTAL, "We tried: it does."),
    ),
)
_NAMED = (EntryName(1, "night-baking", "Night baking"),)
_PAGE = Finding(
    kind=FindingKind.PAGE,
    key="ovens 12",
    title="Ovens, 12",
    passages=(Passage("The masters rest on it.", make_place("The Scales", 2)),),
    quotations=_QUOTED.quotations[:1],
    entries=_NAMED,
    homes={"night-shift": _NAMED},
)
_NOTE = replace(
    _PAGE, kind=FindingKind.NOTE, title="Note 1", passages=(Passage("Ada Lamp, *Ovens*.", make_place(note=1)),)
)
_PAIR = Pair(
    key="bread-by-night",
    topic="Bread by night",
    question="Must bread be baked at night?",
    earlier=(
        Statement("It *must*.", make_place(), "1917", "Ada Lamp", Citation(make_source(), "page", "12")),
        Statement("It has to be.", make_place(paragraph=2), "1918", None, None),
    ),
    later=(Statement("It need not.", make_place("The Scales", 1), "1931", "Ada Lamp", None),),
    comment=(Passage("She had changed her mind.", make_place("The Scales", 3)),),
    entries=("night-baking",),
)
_TOPICS = [
    TopicLine("night-baking", "Night baking", "The Ovens", ("the night shift",)),
    TopicLine("stale-bread", "Stale bread", "The Ovens", ()),
    TopicLine("false-weights", "False weights", "The Scales", ("scales",)),
    TopicLine("own-1", "Pumpernickel", "", ()),
]


def _matched(*entries: Entry) -> tuple[Match, ...]:
    return tuple(Match(entry, 0.5, Rung.WORDS) for entry in entries)


def _answer(query: str, outcome: Outcome, *entries: Entry, **fields: object) -> Callable[[], Reply]:
    return lambda: answer_reply(replace(Answer(query, outcome, _matched(*entries)), **fields))  # type: ignore[arg-type]


REPLIES: dict[str, Callable[[], Reply]] = {
    "answer": _answer("night baking", Outcome.ANSWER, _QUOTED, _SCALES),
    "answer to a misspelt query": _answer(
        "nigjt bakng", Outcome.ANSWER, _ENTRY, corrections={"nigjt": "night", "bakng": "baking"}
    ),
    "answer that a group added": _answer("pumpernickel", Outcome.ANSWER, _OWN),
    "answer without a word of the essay": _answer(
        "pumpernickel", Outcome.ANSWER, replace(_OWN, passages=(), rebuttals=())
    ),
    "candidates": _answer("bred", Outcome.CANDIDATES, _ENTRY, _SCALES, corrections={"bred": "bread"}),
    "none": _answer("*victor* hugo", Outcome.NONE, nearest=("Night baking", "False weights")),
    "none and nothing near": _answer("@everyone <@1> [x](https://example.org)", Outcome.NONE),
    "page": _answer("ovens 12", Outcome.ANSWER, finding=_PAGE),
    "page with entries after it": _answer("ovens 12", Outcome.ANSWER, _ENTRY, finding=_PAGE),
    "note": _answer("note 1", Outcome.ANSWER, finding=_NOTE),
    "page of which nothing is quoted": _answer(
        "ovens 99", Outcome.NONE, nearest=("Ovens 12", "Ovens 45"), reference="Ovens 99"
    ),
    "then and now": lambda: card_reply(pair_card(_PAIR)),
    "topics": lambda: card_reply(topics_card(_TOPICS)),
    "no topics": lambda: card_reply(topics_card([])),
    "sources": lambda: card_reply(sources_card([make_source(), make_source("sacks", None, title="Sacks")])),
    "no sources": lambda: card_reply(sources_card([])),
    **CHECKING_REPLIES,
    **CITING_REPLIES,
    **GROUP_REPLIES,
    **LIBRARY_REPLIES,
    **READING_REPLIES,
    **REBUTTAL_REPLIES,
    **SCHEDULE_REPLIES,
}
"""What the bot replies, made anew at each call."""
