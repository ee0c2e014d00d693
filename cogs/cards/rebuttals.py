"""What the essay answers to a message: its sentences, and to each the rebuttal with its pages."""

from __future__ import annotations

from collections.abc import Iterator

from cogs.cards.answers import attribution, first_answer, more_in_entry
from cogs.cards.content import RULE, Card, Part, Style, in_quotes, part, place_name, printable, worded
from cogs.cards.own_words import words_from_elsewhere
from cogs.language import _
from knowledge.find_rebuttals import FEWEST_WORDS, MOST_WORDS, Rebuttals, Rebutted
from knowledge.markup import Run
from knowledge.model import Entry, Place, Rebuttal, Role

LONG_SENTENCE = 280
"""Characters of a member's sentence that are shown; what follows stands in the message."""


def rebuttals_card(rebuttals: Rebuttals) -> Card:
    """Each entry that answers something in the message, best first; or why there is none."""
    if not rebuttals.found:
        return (_none(rebuttals),)
    parts: list[Part] = []
    for found in rebuttals.found:
        parts += [RULE, *_answering(found)] if parts else _answering(found)
    return tuple(parts)


def by_entry(page: Card) -> Iterator[Card]:
    """The page apart, entry by entry. Where the first one goes on from the page before, it has no title."""
    begun: list[Part] = []
    for one in page:
        if one.style is Style.TITLE and begun:
            yield tuple(begun)
            begun = []
        begun.append(one)
    yield tuple(begun)


def begins(entry: Card) -> bool:
    """Whether an entry has its beginning there."""
    return entry[0].style is Style.TITLE


def _none(rebuttals: Rebuttals) -> Part:
    if rebuttals.too_short:
        said = _(
            "There is too little to answer in this message. Its author’s own words count, without quotations, code, "
            "links and emoji; there have to be {fewest} at least."
        ).format(fewest=FEWEST_WORDS)
    elif rebuttals.too_long:
        said = _("This message has {number} words. Up to {most} are read; ask about one of its claims instead.")
        said = said.format(number=rebuttals.words, most=MOST_WORDS)
    else:
        said = _("The essay answers nothing in this message, as far as I can tell.")
    return part(Style.NOTICE, Run(said))


def _answering(found: Rebutted) -> list[Part]:
    """One entry: its topic, the sentence that it answers, and one rebuttal, whole, with what it cites."""
    entry, words = found.entry, Run(in_quotes(_shown(printable(found.sentence))))
    parts = [part(Style.TITLE, Run(entry.topic))]
    if found.sure:
        parts.append(worded(Style.NOTICE, _("In answer to {words}"), words=words))
    else:
        said = _("Perhaps in answer to {words} – I am not certain. It is about this claim: {claim}")
        parts.append(worded(Style.NOTICE, said, words=words, claim=Run(in_quotes(entry.claim.text))))
    if rebuttal := first_answer(entry):
        label = _("The essay’s rebuttal · {place}").format(place=place_name(rebuttal.place))
        parts += [part(Style.LABEL, label), part(Style.QUOTE, rebuttal.exact)]
        parts += [part(Style.SMALL, "\n".join(cited))] if (cited := _cited_in(entry, rebuttal)) else []
        parts += more_in_entry(len(entry.rebuttals) - 1)
    return [*parts, *words_from_elsewhere(entry, Role.REBUTTAL)]


def _cited_in(entry: Entry, rebuttal: Rebuttal) -> list[str]:
    """What the rebuttal quotes, by its sources and pages, each once."""
    quotations = [one for one in entry.quotations if one.citation and _within(one.place, rebuttal.place)]
    return list(dict.fromkeys(map(attribution, quotations)))


def _within(place: Place, other: Place) -> bool:
    return place.block == other.block and other.start <= place.start and place.end <= other.end


def _shown(sentence: str) -> str:
    return sentence if len(sentence) <= LONG_SENTENCE else f"{sentence[:LONG_SENTENCE].rstrip()} …"
