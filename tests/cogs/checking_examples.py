"""A reply for every verdict on a quotation, about bread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cogs.answering.reply import Reply, card_reply
from cogs.cards.checking import Rest, check_card, checks_card, nothing_quoted_card
from knowledge.model import Citation, Place
from knowledge.verdict import Change, Check, Overlooked, Part, Stretch, Verdict, Whose
from tests.factories import make_pack_info, make_quotation, make_source

EXAMPLE = "!check “stale by dawn”"

_BLOCK = (
    "The masters say, in *The Master Baker*, that bread baked by day is stale by dawn.[^1] Lamp wrote that “the night "
    "shift kills the *baker* before the [old] oven warms” (*Ovens* 12) after thirty years of it."
)
_LAMP = make_quotation("the night shift kills the *baker* before the [old] oven warms", year=1917)
_RYE = make_quotation("short weight", speaker="Tom Rye", citation=Citation(make_source(), "page", "45", quoted=True))


def _part(*stretches: tuple[Change, str, str], whose: Whose = Whose.QUOTED, **fields: Any) -> Part:
    """Words of the paragraph, what stands of them stretch by stretch."""
    exact = "".join(stands for _, _, stands in stretches)
    start = _BLOCK.index(exact)
    known: dict[str, Any] = {"quotations": () if whose is Whose.ESSAY else (_LAMP,)}
    return Part(
        block=_BLOCK,
        place=Place("The Ovens", 2, None, start, start + len(exact)),
        pack=make_pack_info(),
        whose=whose,
        stretches=tuple(Stretch(*one) for one in stretches),
        **(known | fields),
    )


_WORDS = "the night shift kills the *baker* before"
_EXACT = Check("the night shift kills the baker", Verdict.EXACT, (_part((Change.SAME, _WORDS, _WORDS)),))
_ALTERED = Check(
    "the NIGHT shift kills before the new oven warms",
    Verdict.ALTERED,
    (
        _part(
            (Change.SAME, "the NIGHT shift kills ", "the night shift kills "),
            (Change.LEFT_OUT, "", "the *baker"),
            (Change.SAME, "before the ", "* before the "),
            (Change.REPLACED, "*new*", "[old]"),
            (Change.SAME, " oven ", " oven "),
            (Change.PUT_IN, "slowly", ""),
            (Change.SAME, " warms", "warms"),
        ),
    ),
    overlooked=(Overlooked.CASE, Overlooked.ITALICS),
)
_MANY = replace(
    _ALTERED,
    parts=(
        _part(
            (Change.REPLACED, "This", "the"),
            (Change.SAME, " ", " "),
            (Change.LEFT_OUT, "", "night"),
            (Change.SAME, "shift ", " shift "),
            (Change.REPLACED, "feeds", "kills"),
            (Change.SAME, " the *baker* before ", " the *baker* before "),
            (Change.LEFT_OUT, "", "the [old]"),
            (Change.SAME, "oven ", " oven "),
            (Change.REPLACED, "cools", "warms"),
        ),
    ),
    overlooked=(),
)
_MARKED = Check(
    "[Lamp] wrote … shift kill[ed] the baker",
    Verdict.EXACT,
    (
        _part(
            (Change.SAME, "[Lamp] wrote … ", "Lamp wrote "),
            (Change.OMITTED, "", "that “the night"),
            (Change.SAME, "shift ", " shift "),
            (Change.BRACKETED, "kill[ed]", "kills"),
            (Change.SAME, " the ", " the "),
            (Change.BRACKETED, "[poor]", ""),
            (Change.SAME, " baker", "*baker"),
            whose=Whose.BOTH,
        ),
    ),
    overlooked=tuple(Overlooked),
)
_HERE = _part((Change.SAME, "bread baked by day", "bread baked by day"), whose=Whose.ESSAY)
_THERE = _part((Change.SAME, "the oven warms", "oven warms"), after_gap=True)
_STITCHED = Check("bread baked by day … the oven warms", Verdict.STITCHED, (_HERE, _THERE))
_SILENTLY = replace(_STITCHED, parts=(_HERE, replace(_THERE, after_gap=False), replace(_HERE, runs_on=True), _HERE))
_OVER_BORDER = replace(_STITCHED, parts=(_HERE, replace(_THERE, over_border=True)))
_SEVERAL = replace(
    _EXACT,
    also=(
        (_HERE,),
        (replace(_EXACT.parts[0], quotations=(_RYE,), place=Place("The Scales", None, 2, 0, 4)),),
    ),
)
_NEAREST = tuple(replace(one, stretches=()) for one in (_HERE, _EXACT.parts[0]))
_NONE = Check("@everyone *bakes* at <@1>", Verdict.NOT_FOUND)

CHECKING_REPLIES: dict[str, Callable[[], Reply]] = {
    name.replace("-", " "): lambda check=check: card_reply(check_card(check, EXAMPLE))
    for name, check in {
        "quotation-exact": _EXACT,
        "quotation-exact-with-its-changes-marked": _MARKED,
        "quotation-in-several-places": _SEVERAL,
        "quotation-altered": _ALTERED,
        "quotation-altered-in-many-places": _MANY,
        "quotation-put-together": _STITCHED,
        "quotation-put-together-silently": _SILENTLY,
        "quotation-not-found": replace(_NONE, parts=_NEAREST),
        "quotation-like-nothing": _NONE,
        "quotation-too-short": Check("so", Verdict.TOO_SHORT),
        "quotation-too-long": Check("so", Verdict.TOO_LONG),
    }.items()
} | {
    "quotations of a message": lambda: card_reply(checks_card([_EXACT, _ALTERED, _NONE], Rest(2, ("night",)), EXAMPLE)),
    "nothing quoted in a message": lambda: card_reply(nothing_quoted_card(EXAMPLE)),
    "quotation over a border": lambda: card_reply(check_card(_OVER_BORDER, EXAMPLE)),
}
