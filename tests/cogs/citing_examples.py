"""One small reply of every kind that has to do with citing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from cogs.answering.card_names import CardName
from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.cards.citing import FIRST, STYLES, nothing_given_card, unclear_since_card
from cogs.citing.cards import Citable, citation_named
from cogs.citing.replies import citable_reply
from knowledge.citations.works import Cited, distinct
from knowledge.model import Citation
from tests.factories import make_place, make_source

_OVENS = make_source()
_SACKS = make_source(
    "sacks", None, type="article-magazine", title="Sacks & *scales*_", container_title="The Weigher", publisher=None
)
_ESSAY = make_source("bread", None, type="webpage", title="A Word on Bread", URL="https://example.org/bread_1*")
_SINCE = datetime(2026, 11, 24, 20, tzinfo=UTC)
_CITED = distinct(
    [
        Cited(Citation(_ESSAY), place=make_place("The Ovens", 1)),
        Cited(Citation(_ESSAY), place=make_place("The Ovens", 3)),
        Cited(Citation(_SACKS, "page", "4–5", quoted=True), "Tom Rye"),
        Cited(Citation(_OVENS, "page", "12"), doubtful=True),
    ]
)


def _cite(style: str = FIRST, *, as_file: bool = False) -> Reply:
    return citable_reply(CardName("entry", "1"), style, Citable("Night baking", _CITED), as_file=as_file)


def _empty(since: datetime | None = None) -> Reply:
    return named_reply(citation_named(CardName("entry", "1"), FIRST, Citable("Night *baking*", [], since=since)))


CITING_REPLIES: dict[str, Callable[[], Reply]] = {
    **{f"cited in style {style}": partial(_cite, style) for style in STYLES},
    "cited as a file": partial(_cite, as_file=True),
    "nothing to cite": _empty,
    "nothing cited since": partial(_empty, _SINCE),
    "nothing given to cite": lambda: card_reply(nothing_given_card()),
    "since an unclear moment": lambda: card_reply(unclear_since_card("the day *before*")),
}
"""What is replied, made anew at each call."""
