"""The cards that answer a query: an entry, candidates, nothing, or what a page, a note or a person gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from cogs.cards.content import RULE, Card, Part, Style, asked, beginning, in_quotes, part, place_name, placed, worded
from cogs.cards.own_words import added_by_group, words_from_elsewhere
from cogs.language import _, later, ngettext
from knowledge.answer import Answer, Finding, FindingKind, Outcome
from knowledge.citations.chicago import bibliography, quotation_note
from knowledge.citations.locators import spans
from knowledge.markup import Run
from knowledge.model import Certainty, Citation, Entry, Passage, Quotation, QuotationKind, Rebuttal, Role

_UNSPOKEN = {QuotationKind.TITLE: later("Title of a work"), QuotationKind.SCARE: later("The essay’s own marks")}
"""What is said in the speaker's place of words that nobody speaks."""


def answer_card(answer: Answer) -> Card:
    """The card for whatever a look-up found."""
    match answer.outcome:
        case Outcome.ANSWER if answer.finding is not None:
            return finding_card(answer.finding, answer.corrections)
        case Outcome.ANSWER:
            return entry_card(answer.matches[0].entry, answer.corrections)
        case Outcome.CANDIDATES:
            return candidates_card(answer)
        case Outcome.NONE:
            return none_card(answer)


def entry_card(entry: Entry, corrections: Mapping[str, str] | None = None) -> Card:
    """An entry: topic, claim and holder, passages, quotations with citations, rebuttals, and where they stand."""
    parts: list[Part] = []
    if corrections:
        parts.append(correction_notice(entry.topic, corrections))
    parts += _claim(entry)
    for passage in entry.passages:
        label = placed(_("The essay · {place}"), passage.place)
        parts += [RULE, label, part(Style.QUOTE, passage.exact)]
    parts += words_from_elsewhere(entry, Role.PASSAGE)
    if entry.quotations:
        parts += [RULE, part(Style.LABEL, _("Quoted"))]
        for cited, quotations in groupby(entry.quotations, lambda quotation: _cited_in(entry, quotation)):
            parts += [part(Style.BODY, f"“{quotation.exact}”") for quotation in quotations]
            parts.append(part(Style.SMALL, cited))
    parts += _answers(entry.rebuttals)
    parts += words_from_elsewhere(entry, Role.REBUTTAL)
    if entry.related:
        topics = " · ".join(named.topic for named in entry.related)
        parts += [RULE, part(Style.LABEL, _("See also")), part(Style.BODY, Run(topics))]
    parts += [RULE, _whence(entry)]
    return tuple(parts)


def brief_card(entry: Entry) -> Card:
    """An entry's short form: the claim, the first words quoted with their page, and the first answer, all whole."""
    parts = _claim(entry)
    cited = next((quotation for quotation in entry.quotations if quotation.citation), None)
    if cited is not None:
        parts += [RULE, part(Style.BODY, f"“{cited.exact}”"), part(Style.SMALL, _cited_in(entry, cited))]
    answer = first_answer(entry)
    parts += _answers([answer]) if answer else words_from_elsewhere(entry, Role.REBUTTAL)
    parts += more_in_entry(len(entry.passages) + len(entry.rebuttals) - bool(answer))
    return tuple(parts)


def first_answer(entry: Entry) -> Rebuttal | None:
    """The rebuttal that is shown alone: the first in the text itself, or else in a note."""
    return min(entry.rebuttals, key=lambda rebuttal: rebuttal.place.note is not None, default=None)


def more_in_entry(number: int) -> list[Part]:
    """That so many more passages and rebuttals stand in the whole entry, if any do."""
    said = ngettext("{number} more in the whole entry", "{number} more in the whole entry", number)
    return [part(Style.SMALL, Run(said.format(number=number)))] if number else []


def _whence(entry: Entry) -> Part:
    """The text that the entry belongs to, or that it is the group's own."""
    if entry.pack is None:
        return added_by_group()
    pack = entry.pack
    return part(Style.SMALL, f"{pack.author}, *{pack.title}* ({pack.date}). {pack.licence}.")


def _claim(entry: Entry) -> list[Part]:
    """The topic, and the claim with its holders."""
    label = _("Claim, in our words · {holders}").format(holders=_holders(entry))
    return [part(Style.TITLE, Run(entry.topic)), part(Style.LABEL, Run(label)), part(Style.BODY, Run(entry.claim.text))]


def _answers(rebuttals: Sequence[Rebuttal]) -> list[Part]:
    parts: list[Part] = []
    for rebuttal in rebuttals:
        label = placed(_("The essay’s rebuttal · {place}"), rebuttal.place)
        parts += [RULE, label, part(Style.QUOTE, rebuttal.exact)]
    return parts


def works_card(entry: Entry) -> Card:
    """The works that an entry quotes, each with the pages it is quoted from and what stands there."""
    parts = [part(Style.TITLE, Run(entry.topic))]
    cited = [quotation for quotation in entry.quotations if quotation.citation]
    for source in dict.fromkeys(quotation.citation.source.key for quotation in cited if quotation.citation):
        quoted = [one for one in cited if one.citation and one.citation.source.key == source]
        parts += [RULE, part(Style.BODY, bibliography(quoted[0].citation.source))] if quoted[0].citation else []
        for quotation in quoted:
            parts += [part(Style.BODY, f"“{quotation.exact}”"), part(Style.SMALL, attribution(quotation))]
    return tuple(parts)


def no_ibid_card() -> Card:
    """Nothing was cited in the channel that "ibid." could mean."""
    said = _("Nothing was cited in this channel of late. Name the work: {example}")
    return (worded(Style.NOTICE, said, example=Run("memoirs 159", italic=True)),)


def no_page_card() -> Card:
    """What follows "ibid." is no page."""
    said = _("After ibid. comes a page of the work cited last: {example}")
    return (worded(Style.NOTICE, said, example=Run("ibid 159", italic=True)),)


def taken_for(typed: str, title: str) -> Part:
    """That something typed was taken for the work of this title."""
    return worded(Style.NOTICE, _("Taking {typed} for {title}"), typed=Run(typed), title=Run(title, italic=True))


def _cited_in(entry: Entry, quotation: Quotation) -> str:
    """The attribution, with the place where the words stand if the card does not show it."""
    place = quotation.place
    shown = any(
        one.place.block == place.block and one.place.start <= place.start and place.end <= one.place.end
        for one in (*entry.passages, *entry.rebuttals)
    )
    return attribution(quotation) if shown else f"{attribution(quotation)} ({place_name(place)})"


def correction_notice(topic: str, corrections: Mapping[str, str]) -> Part:
    """That something else was typed."""
    typed = ", ".join(map(in_quotes, corrections))
    shown, asked_for = Run(topic, italic=True), Run(beginning(typed))
    return worded(Style.NOTICE, _("Showing {topic} for {typed}"), topic=shown, typed=asked_for)


def candidates_card(answer: Answer) -> Card:
    """Several entries that may be meant, numbered, each with its claim."""
    parts = [worded(Style.NOTICE, _("Not sure which one you mean by {query}:"), query=asked(answer.query))]
    if answer.corrections:
        as_ = _("“{typed}” as “{known}”")
        taken = ", ".join(as_.format(typed=typed, known=known) for typed, known in answer.corrections.items())
        parts.append(worded(Style.SMALL, _("Reading {words}"), words=Run(beginning(taken))))
    parts += [
        part(Style.BODY, f"{number}. ", Run(match.entry.topic, italic=True), Run(f" – {match.entry.claim.text}"))
        for number, match in enumerate(answer.matches, start=1)
    ]
    return tuple(parts)


def none_card(answer: Answer) -> Card:
    """Nothing found, said openly, with the nearest topics if there are any."""
    if not answer.query.strip():
        said = _("Ask for a topic, a claim or a question, for example: {example}")
        return (worded(Style.NOTICE, said, example=Run("kronstadt", italic=True)),)
    nearest = [piece for name in answer.nearest for piece in (Run(name, italic=True), Run(", "))][:-1]
    if answer.reference is not None:
        reference = Run(answer.reference, italic=True)
        is_note = answer.reference.startswith("note ")
        said = _("The essay has no {reference}.") if is_note else _("The essay quotes nothing from {reference}.")
        parts = [worded(Style.NOTICE, said, reference=reference)]
        kind = _("Nearest: ") if is_note else _("Nearest places that it cites: ")
    else:
        parts = [worded(Style.NOTICE, _("The essay has no entry for {query}."), query=asked(answer.query))]
        kind = _("Nearest topics: ")
    if nearest:
        parts.append(part(Style.BODY, kind, *nearest))
    return tuple(parts)


def way_on(prefix: str = "/") -> Part:
    """How to go on where nothing is near what was asked."""
    said = _("{topics} lists all that can be asked for, {help} tells how to ask.")
    topics, how = Run(f"{prefix}topics", italic=True), Run(f"{prefix}help", italic=True)
    return worded(Style.BODY, said, topics=topics, help=how)


def finding_card(finding: Finding, corrections: Mapping[str, str] | None = None) -> Card:
    """What is quoted from a page or a source, in a note, or of a person, and in which entries."""
    parts = [correction_notice(finding.title, corrections)] if corrections else []
    parts.append(part(Style.TITLE, Run(finding.title)))
    if finding.unshown:
        said = ngettext(
            "Spoken of in {number} sentence; the entries below hold it.",
            "Spoken of in {number} sentences; the entries below hold them.",
            finding.unshown,
        )
        parts.append(part(Style.SMALL, said.format(number=finding.unshown)))
    for passage in finding.passages:
        parts += [RULE, placed(_found_in(finding, passage), passage.place), part(Style.QUOTE, passage.exact)]
    if finding.quotations:
        parts += [RULE, part(Style.LABEL, _("Quoted"))]
    for quotation in finding.quotations:
        topics = ", ".join(named.topic for named in finding.homes.get(quotation.key, ()))
        said = _("{quoted} ({place}: {topics})") if topics else "{quoted} ({place})"
        where = {"quoted": attribution(quotation), "place": place_name(quotation.place), "topics": Run(topics)}
        parts += [part(Style.BODY, f"“{quotation.exact}”"), worded(Style.SMALL, said, **where)]
    if finding.entries:
        topics = " · ".join(named.topic for named in finding.entries)
        parts += [RULE, part(Style.LABEL, _("Entries")), part(Style.BODY, Run(topics))]
    return tuple(parts)


def _found_in(finding: Finding, passage: Passage) -> str:
    """What a passage of a finding is, with ``{place}`` to be filled in."""
    if finding.kind is FindingKind.NOTE:
        return _("The note · {place}") if passage.place.note is not None else _("The essay · {place}")
    if finding.kind is FindingKind.PERSON:
        return _("The essay speaks of this · {place}")
    return _("The essay, resting on it · {place}")


def doubtful(certainty: Certainty, citation: Citation | None) -> str:
    """What is to be said of words whose page or origin the essay leaves open; nothing where it does not."""
    if certainty is not Certainty.AMBIGUOUS:
        return ""
    several = citation is not None and citation.locator is not None and len(spans(citation.locator)) > 1
    return _(" (which of these pages is not told)") if several else _(" (the essay leaves open whose, or from where)")


def attribution(quotation: Quotation) -> str:
    """Who said it and where to find it, or that the essay does not say where."""
    cited = quotation_note(quotation)
    speaker = quotation.speaker or _(_UNSPOKEN.get(quotation.kind, later("Speaker unnamed")))
    if cited is None:
        unsourced = quotation.kind not in _UNSPOKEN
        return _("— {speaker}; the essay gives no source").format(speaker=speaker) if unsourced else f"— {speaker}"
    doubt = doubtful(quotation.certainty, quotation.citation)
    year = _("; from {year}").format(year=quotation.year) if quotation.year else ""
    return f"— {spoken_and_cited(speaker, cited)}{doubt}{year}"


def spoken_and_cited(speaker: str, cited: str) -> str:
    """Who said it and where it is found; the speaker once where the citation begins with them."""
    told = _("{speaker}: {cited}")
    return cited if cited.startswith(f"{speaker},") else told.format(speaker=speaker, cited=cited)


def _holders(entry: Entry) -> str:
    if entry.pack is None and not entry.claim.held_by:
        return _("no holder named")
    if entry.claim.implied and not entry.claim.held_by:
        return _("held outright by nobody in the essay")
    return _("held by {people}").format(people=", ".join(entry.claim.held_by))
