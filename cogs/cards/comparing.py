"""Then and now as cards: one pair, or the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.cards.answers import doubtful
from cogs.cards.content import RULE, Card, Part, Style, asked, part, place_name
from knowledge.citations.chicago import note
from knowledge.markup import Run
from knowledge.model import Pair, Statement


def pairs_answer(query: str, pairs: Sequence[Pair]) -> Card:
    """What was asked to be compared: the one pair, or those that it may be, or all of them."""
    if not query.strip():
        return pairs_card(pairs)
    if not pairs:
        return (part(Style.NOTICE, "The essay sets nothing against anything under ", asked(query), "."),)
    if len(pairs) == 1:
        return pair_card(pairs[0])
    return (*pair_card(pairs[0]), RULE, part(Style.LABEL, "See also"), *pairs_card(pairs[1:])[1:])


def pair_card(pair: Pair) -> Card:
    """Then and now: the earlier statements, the later ones, and the essay's comment."""
    parts = [part(Style.TITLE, Run(pair.topic)), part(Style.BODY, Run(pair.question))]
    parts.append(Part(Style.BESIDE, columns=(_side("Earlier", pair.earlier), _side("Later", pair.later))))
    for passage in pair.comment:
        label = f"The essay’s comment · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    return tuple(parts)


def pairs_card(pairs: Sequence[Pair]) -> Card:
    """Every pair by its topic and question."""
    parts = [part(Style.NOTICE, "Earlier words set against later ones. Ask for one by its topic:")]
    for pair in pairs:
        parts += [part(Style.BODY, Run(pair.topic, italic=True), Run(f" – {pair.question}"))]
    return tuple(parts)


def statement_source(statement: Statement) -> str:
    """Who made the statement, where it is found, and where the essay gives it."""
    cited = note(statement.citation, statement.speaker) if statement.citation else "the essay gives no source"
    speaker = statement.speaker or "Speaker unnamed"
    who = cited if cited.startswith(f"{speaker},") else f"{speaker}: {cited}"
    who += doubtful(statement.certainty, statement.citation)
    if statement.paraphrase:
        return f"— in the essay’s words, of {who} ({place_name(statement.place)})"
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
