"""What became of a quotation: the verdict, the words as they stand with every difference, and whose words they are.

Words that stand there and were not typed are strong, those that were typed and do not stand there are struck. What is
pointed out so is told in words too, since not every face shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cogs.cards.answers import attribution
from cogs.cards.content import RULE, Card, Part, Style, asked, in_quotes, part, place_name, printable, worded
from cogs.language import _, later, ngettext
from knowledge import verdict
from knowledge.check_quotation import FEWEST_WORDS, LONGEST
from knowledge.markup import Run, runs_between
from knowledge.search.wording import words_of
from knowledge.verdict import Change, Check, Overlooked, Stretch, Verdict, Whose

MOST_NAMED = 3
"""Changes that the verdict names itself; of more, only their number."""

MOST_PLACES = 5
"""Further places that are named; of more, only their number."""

TWO = 2

_OVERLOOKED = {
    Overlooked.QUOTATION_MARKS: later("quotation marks"),
    Overlooked.APOSTROPHES: later("apostrophes"),
    Overlooked.CASE: later("capital letters"),
    Overlooked.DASHES: later("dashes"),
    Overlooked.ELLIPSES: later("ellipses"),
    Overlooked.BRACKETS: later("brackets"),
    Overlooked.ITALICS: later("italics"),
    Overlooked.NOTE_MARKS: later("the marks of notes"),
    Overlooked.SPACES: later("spaces and line breaks"),
    Overlooked.ACCENTS: later("accents"),
    Overlooked.LIGATURES: later("ligatures"),
    Overlooked.INVISIBLE: later("soft hyphens and other invisible signs"),
    Overlooked.PUNCTUATION: later("other punctuation"),
    Overlooked.END: later("a full stop or comma at the end"),
}

_CHANGES = {
    Change.LEFT_OUT: later("{stands} was left out"),
    Change.PUT_IN: later("{typed} was put in"),
    Change.REPLACED: later("{typed} was put in place of {stands}"),
    Change.OMITTED: later("{stands} was left out, with an ellipsis"),
    Change.BRACKETED: later("{typed} was put in, in brackets"),
}

_IN_BRACKETS = later("{typed} was put in place of {stands}, in brackets")


@dataclass(frozen=True, slots=True)
class Rest:
    """What was not checked: so many more quotations, those too short, and words ``outside`` of marks."""

    more: int = 0
    too_short: tuple[str, ...] = ()
    outside: bool = False


def nothing_quoted_card(example: str) -> Card:
    """A message quotes nothing. ``example`` is how a member checks a quotation."""
    said = _(
        "Nothing is quoted in this message: no quotation marks, no block quote. Put the words in quotation marks, or "
        "check them like this: {example}"
    )
    return (worded(Style.NOTICE, said, example=Run(example)),)


def check_card(check: Check, example: str) -> Card:
    """The verdict on one quotation. ``example`` is how a member checks one."""
    return (*_verdict(check, example), *_credits([check]))


def checks_card(checks: Sequence[Check], rest: Rest, example: str) -> Card:
    """The verdicts on several quotations, and what else there is that was not checked."""
    if len(checks) == 1 and rest == Rest():
        return check_card(checks[0], example)
    parts: list[Part] = []
    for check in checks:
        parts += [RULE] if parts else []
        parts += [part(Style.NOTICE, asked(check.typed)), *_verdict(check, example)]
    parts += [RULE] if parts and rest != Rest() else []
    if rest.too_short:
        words = ", ".join(asked(one).text for one in rest.too_short)
        parts.append(worded(Style.SMALL, _("Too short to be checked: {words}"), words=Run(words)))
    if rest.outside:
        parts.append(part(Style.SMALL, Run(_("Only what stands in quotation marks was checked."))))
    if rest.more:
        left = ngettext(
            "{number} more quotation in this message was not checked. Check it like this: {example}",
            "{number} more quotations in this message were not checked. Check them like this: {example}",
            rest.more,
        )
        parts.append(worded(Style.SMALL, left, number=Run(str(rest.more)), example=Run(example)))
    return (*parts, *_credits(checks))


def _verdict(check: Check, example: str) -> Card:
    match check.verdict:
        case Verdict.TOO_SHORT:
            said = _("A quotation of at least {fewest} words can be checked, for example: {example}")
            return (worded(Style.NOTICE, said, fewest=Run(str(FEWEST_WORDS)), example=Run(example)),)
        case Verdict.TOO_LONG:
            said = _("Up to {most} characters are checked at once. Check this in parts.")
            return (worded(Style.NOTICE, said, most=Run(str(LONGEST))),)
        case Verdict.NOT_FOUND:
            return _not_found(check)
        case Verdict.STITCHED:
            return _stitched(check)
        case Verdict.EXACT | Verdict.ALTERED:
            return _standing(check)


def _standing(check: Check) -> Card:
    """Words that stand in one place, as they were typed or altered."""
    changes = _changes(check)
    if check.verdict is Verdict.EXACT:
        said = _("Exact, with its changes marked") if changes else _("Exact")
    elif len(changes) > MOST_NAMED:
        said = _("Altered in {number} places").format(number=len(changes))
    else:
        said, changes = _("Altered: {changes}").format(changes=_("; ").join(changes)), []
    parts = [part(Style.LABEL, Run(said)), *_told(changes)]
    for found in check.parts:
        parts += [part(Style.QUOTE, *_marked(found)), *_whose(found)]
    parts += [*_legend(check), *_overlooked(check)]
    if len(words_of(check.typed)) < FEWEST_WORDS:
        parts.append(part(Style.SMALL, Run(_("So few words may stand here by chance."))))
    return (*parts, *_also(check))


def _also(check: Check) -> Iterator[Part]:
    """Where the same words stand besides."""
    if check.also:
        yield from (RULE, part(Style.LABEL, Run(_("The same words also stand here"))))
    for way in check.also[:MOST_PLACES]:
        yield from _whose(way[0])
    if more := len(check.also[MOST_PLACES:]):
        said = ngettext("And in {number} more place.", "And in {number} more places.", more)
        yield part(Style.SMALL, Run(said.format(number=more)))


def _stitched(check: Check) -> Card:
    """Words that stand in several places, each part with its own."""
    places = sum(not found.runs_on for found in check.parts)
    said = ngettext("Put together from {number} place", "Put together from {number} places", places)
    said = _("Put together from two places") if places == TWO else said.format(number=places)
    parts = [part(Style.LABEL, Run(said))]
    parts += [part(Style.BODY, Run(said)) for said in _over_borders(check)]
    joined = [found.after_gap for found in check.parts[1:] if not (found.runs_on or found.over_border)]
    if not joined:
        pass
    elif all(joined):
        parts.append(part(Style.BODY, Run(_("An ellipsis joins what does not stand in one paragraph in this order."))))
    elif not any(joined):
        parts.append(part(Style.BODY, Run(_("Nothing shows where they are joined."))))
    parts += _told(_changes(check))
    for found in check.parts:
        parts += [part(Style.QUOTE, *_marked(found)), *_whose(found)]
    return (*parts, *_legend(check), *_overlooked(check))


def _over_borders(check: Check) -> Iterator[str]:
    """That an ellipsis leaves out the border of a quotation, once for each kind of border."""
    met = [{before.whose, after.whose} for before, after in pairwise(check.parts) if after.over_border]
    if {Whose.QUOTED} in met:
        yield _("The ellipsis stands between two quotations that the essay joins with words of its own.")
    if any(whose != {Whose.QUOTED} for whose in met):
        yield _("The ellipsis stands between a quotation and the essay’s own words.")


def _not_found(check: Check) -> Card:
    """Words that do not stand in the library, and what is nearest to them."""
    parts = [part(Style.LABEL, Run(_("Not in the library")))]
    parts.append(part(Style.BODY, Run(_("I know the essay and what it quotes, not the works that it quotes from."))))
    if check.parts:
        parts += [RULE, part(Style.LABEL, Run(_("Nearest, and not the same")))]
        parts += [one for found in check.parts for one in (part(Style.QUOTE, *_marked(found)), *_whose(found))]
    return tuple(parts)


def _changes(check: Check) -> list[str]:
    """Every change in words, in the order of what was typed."""
    return [
        _change(stretch.change, _one_line(stretch.typed), _one_line("".join(run.text for run in stands)))
        for found in check.parts
        for stretch, stands in _beside(found)
        if stretch.change is not Change.SAME
    ]


def _change(change: Change, typed: str, stands: str) -> str:
    sentence = _IN_BRACKETS if change is Change.BRACKETED and stands else _CHANGES[change]
    return _(sentence).format(typed=_named(typed), stands=_named(stands))


def _told(changes: Iterable[str]) -> Iterator[Part]:
    """The changes in words, one a line."""
    for said in changes:
        yield part(Style.BODY, Run(f"{said[0].upper()}{said[1:]}"))


def _marked(found: verdict.Part) -> list[Run]:
    """The words as they stand, with what was typed otherwise beside them."""
    if not found.stretches:
        return runs_between(found.block, [found.place.start, found.place.end])[0]
    shown: list[Run] = []
    for stretch, stands in _beside(found):
        if stretch.change is Change.SAME:
            shown += stands
            continue
        if stretch.typed and stretch.change is not Change.OMITTED:
            shown += [Run(" "), Run(_one_line(stretch.typed), struck=True), Run(" ")]
        shown += [Run(run.text, run.italic, strong=True) for run in stands]
    return _single_spaced(shown)


def _single_spaced(shown: Iterable[Run]) -> list[Run]:
    """The runs without spaces at their ends, and those set beside a change without the ones that are there already."""
    kept: list[Run] = []
    for run in shown:
        if run.text == " " and (not kept or kept[-1].text.endswith((" ", "“", "(", '"'))):
            continue
        if kept and kept[-1] == Run(" ") and run.text.startswith(" "):
            kept.pop()
        kept.append(run)
    return kept[:-1] if kept and kept[-1] == Run(" ") else kept


def _beside(found: verdict.Part) -> Iterator[tuple[Stretch, list[Run]]]:
    """Each stretch with what stands there, its marks taken apart."""
    lengths = (len(stretch.stands) for stretch in found.stretches)
    places = list(accumulate(lengths, initial=found.place.start))
    return zip(found.stretches, runs_between(found.block, places), strict=True)


def _whose(found: verdict.Part) -> Iterator[Part]:
    """Whose words they are and where they stand; what is quoted from with its page."""
    where = Run(place_name(found.place))
    cited = list(dict.fromkeys(map(attribution, found.quotations)))
    if found.whose is Whose.ESSAY:
        yield worded(Style.SMALL, _("The essay’s own words · {place}"), place=where)
    elif found.whose is Whose.BOTH:
        yield worded(Style.SMALL, _("In part the essay’s own words, in part quoted · {place}"), place=where)
        yield from (part(Style.SMALL, one) for one in cited)
    else:
        yield worded(Style.SMALL, _("Quoted in the essay · {place}"), place=where)
        yield from (part(Style.SMALL, one) for one in cited)


def _legend(check: Check) -> Iterator[Part]:
    kinds = {stretch.change for stretch in check.changes}
    if kinds:
        yield worded(
            Style.SMALL,
            _("{strong} is what stands there, {struck} what was typed."),
            strong=Run(_("Bold"), strong=True),
            struck=Run(_("struck out"), struck=True),
        )


def _overlooked(check: Check) -> Iterator[Part]:
    if check.overlooked:
        kinds = ", ".join(_(_OVERLOOKED[kind]) for kind in check.overlooked)
        yield part(Style.SMALL, Run(_("Overlooked: {kinds}").format(kinds=kinds)))


def _credits(checks: Iterable[Check]) -> Iterator[Part]:
    """The texts in which anything stands."""
    found = (one for check in checks for way in (check.parts, *check.also) for one in way)
    packs = dict.fromkeys(one.pack for one in found)
    if packs:
        yield RULE
    for pack in packs:
        credit = (Run(f"{pack.author}, "), Run(pack.title, italic=True), Run(f" ({pack.date}). {pack.licence}."))
        yield part(Style.SMALL, *credit)


def _named(words: str) -> str:
    """Words in quotation marks, those within them single."""
    return in_quotes(words.replace("“", "‘").replace("”", "’"))


def _one_line(words: str) -> str:
    return printable(" ".join(words.split()))
