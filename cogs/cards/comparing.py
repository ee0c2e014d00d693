"""Then and now as cards: one pair, or the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.cards.answers import doubtful, spoken_and_cited
from cogs.cards.content import RULE, Card, Part, Style, asked, part, place_name, placed, worded
from cogs.language import _
from knowledge.citations.chicago import note
from knowledge.markup import Run
from knowledge.model import Pair, Statement


def pairs_answer(query: str, pairs: Sequence[Pair]) -> Card:
    """What was asked to be compared: the one pair, or those that it may be, or all of them."""
    if not query.strip():
        return pairs_card(pairs)
    if not pairs:
        said = _("The essay sets nothing against anything under {query}.")
        return (worded(Style.NOTICE, said, query=asked(query)),)
    if len(pairs) == 1:
        return pair_card(pairs[0])
    return (*pair_card(pairs[0]), RULE, part(Style.LABEL, _("See also")), *pairs_card(pairs[1:])[1:])


def pair_card(pair: Pair) -> Card:
    """Then and now: the earlier statements, the later ones, and the essay's comment."""
    parts = [part(Style.TITLE, Run(pair.topic)), part(Style.BODY, Run(pair.question))]
    parts.append(Part(Style.BESIDE, columns=(_side(_("Earlier"), pair.earlier), _side(_("Later"), pair.later))))
    for passage in pair.comment:
        label = placed(_("The essay’s comment · {place}"), passage.place)
        parts += [RULE, label, part(Style.QUOTE, passage.exact)]
    return tuple(parts)


def pairs_card(pairs: Sequence[Pair]) -> Card:
    """Every pair by its topic and question."""
    parts = [part(Style.NOTICE, _("Earlier words set against later ones. Ask for one by its topic:"))]
    for pair in pairs:
        parts += [part(Style.BODY, Run(pair.topic, italic=True), Run(f" – {pair.question}"))]
    return tuple(parts)


def statement_source(statement: Statement) -> str:
    """Who made the statement, where it is found, and where the essay gives it."""
    cited = note(statement.citation, statement.speaker) if statement.citation else _("the essay gives no source")
    speaker = statement.speaker or _("Speaker unnamed")
    who = spoken_and_cited(speaker, cited) + doubtful(statement.certainty, statement.citation)
    if statement.paraphrase:
        said = _("— in the essay’s words, of {who} ({place})")
        return said.format(who=who, place=place_name(statement.place))
    return f"— {who} ({place_name(statement.place)})"


def _side(label: str, statements: Sequence[Statement]) -> Card:
    parts: list[Part] = []
    for statement in statements:
        when = statement.when[:1].upper() + statement.when[1:]
        dated = when if when.startswith(label) else f"{label} · {statement.when}"
        parts += [RULE] if parts else []
        words = statement.exact if statement.paraphrase else f"“{statement.exact}”"
        parts += [part(Style.LABEL, dated), part(Style.BODY, words)]
        parts.append(part(Style.SMALL, statement_source(statement)))
    return tuple(parts)
