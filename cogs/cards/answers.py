"""The cards that answer a query: an entry, candidates, nothing, or what a page, a note or a person gives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from cogs.cards.content import RULE, Card, Part, Style, asked, beginning, part, place_name, worded
from cogs.language import _
from knowledge.answer import Answer, Finding, FindingKind, Outcome
from knowledge.citations.chicago import bibliography, quotation_note
from knowledge.citations.locators import spans
from knowledge.markup import Run
from knowledge.model import Certainty, Citation, Entry, Quotation, QuotationKind

_UNSPOKEN = {QuotationKind.TITLE: "Title of a work", QuotationKind.SCARE: "The essay’s own marks"}
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
    parts += [part(Style.TITLE, Run(entry.topic)), part(Style.LABEL, Run(f"Claim, in our words · {_holders(entry)}"))]
    parts.append(part(Style.BODY, Run(entry.claim.text)))
    for passage in entry.passages:
        label = f"The essay · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    if entry.quotations:
        parts += [RULE, part(Style.LABEL, "Quoted")]
        for cited, quotations in groupby(entry.quotations, lambda quotation: _cited_in(entry, quotation)):
            parts += [part(Style.BODY, f"“{quotation.exact}”") for quotation in quotations]
            parts.append(part(Style.SMALL, cited))
    for rebuttal in entry.rebuttals:
        label = f"The essay’s rebuttal · {place_name(rebuttal.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, rebuttal.exact)]
    if entry.related:
        topics = " · ".join(named.topic for named in entry.related)
        parts += [RULE, part(Style.LABEL, "See also"), part(Style.BODY, Run(topics))]
    if entry.pack is not None:
        pack = entry.pack
        parts += [RULE, part(Style.SMALL, f"{pack.author}, *{pack.title}* ({pack.date}). {pack.licence}.")]
    return tuple(parts)


def brief_card(entry: Entry) -> Card:
    """An entry's short form: the claim, the first words quoted with their page, and the first answer, all whole."""
    parts = [part(Style.TITLE, Run(entry.topic)), part(Style.LABEL, Run(f"Claim, in our words · {_holders(entry)}"))]
    parts.append(part(Style.BODY, Run(entry.claim.text)))
    cited = next((quotation for quotation in entry.quotations if quotation.citation), None)
    if cited is not None:
        parts += [RULE, part(Style.BODY, f"“{cited.exact}”"), part(Style.SMALL, _cited_in(entry, cited))]
    for rebuttal in entry.rebuttals[:1]:
        label = f"The essay’s rebuttal · {place_name(rebuttal.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, rebuttal.exact)]
    return tuple(parts)


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
    typed = ", ".join(f"“{word}”" for word in corrections)
    return part(Style.NOTICE, "Showing ", Run(topic, italic=True), " for ", Run(beginning(typed)))


def candidates_card(answer: Answer) -> Card:
    """Several entries that may be meant, numbered, each with its claim."""
    parts = [part(Style.NOTICE, "Not sure which one you mean by ", asked(answer.query), ":")]
    if answer.corrections:
        taken = ", ".join(f"“{typed}” as “{known}”" for typed, known in answer.corrections.items())
        parts.append(part(Style.SMALL, "Reading ", Run(beginning(taken))))
    parts += [
        part(Style.BODY, f"{number}. ", Run(match.entry.topic, italic=True), Run(f" – {match.entry.claim.text}"))
        for number, match in enumerate(answer.matches, start=1)
    ]
    return tuple(parts)


def none_card(answer: Answer) -> Card:
    """Nothing found, said openly, with the nearest topics if there are any."""
    if not answer.query.strip():
        return (part(Style.NOTICE, "Ask for a topic, a claim or a question, for example: *kronstadt*"),)
    nearest = [piece for name in answer.nearest for piece in (Run(name, italic=True), Run(", "))][:-1]
    if answer.reference is not None and answer.reference.startswith("note "):
        parts = [part(Style.NOTICE, "The essay has no ", Run(answer.reference, italic=True), ".")]
        kind = "Nearest: "
    elif answer.reference is not None:
        parts = [part(Style.NOTICE, "The essay quotes nothing from ", Run(answer.reference, italic=True), ".")]
        kind = "Nearest places that it cites: "
    else:
        parts = [part(Style.NOTICE, "The essay has no entry for ", asked(answer.query), ".")]
        kind = "Nearest topics: "
    if nearest:
        parts.append(part(Style.BODY, kind, *nearest))
    return tuple(parts)


def finding_card(finding: Finding, corrections: Mapping[str, str] | None = None) -> Card:
    """What is quoted from a page or a source, in a note, or of a person, and in which entries."""
    parts = [correction_notice(finding.title, corrections)] if corrections else []
    parts.append(part(Style.TITLE, Run(finding.title)))
    if finding.unshown:
        parts.append(part(Style.SMALL, f"Spoken of in {finding.unshown} sentences; the entries below hold them."))
    labels = {FindingKind.NOTE: "The note", FindingKind.PERSON: "The essay speaks of this"}
    for passage in finding.passages:
        marked = finding.kind is FindingKind.NOTE and passage.place.note is None
        label = f"{'The essay' if marked else labels.get(finding.kind, 'The essay, resting on it')}"
        label = f"{label} · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    if finding.quotations:
        parts += [RULE, part(Style.LABEL, "Quoted")]
    for quotation in finding.quotations:
        topics = ", ".join(named.topic for named in finding.homes.get(quotation.key, ()))
        where = f" ({place_name(quotation.place)}{': ' if topics else ''}"
        parts.append(part(Style.BODY, f"“{quotation.exact}”"))
        parts.append(part(Style.SMALL, attribution(quotation), where, Run(topics), ")"))
    if finding.entries:
        topics = " · ".join(named.topic for named in finding.entries)
        parts += [RULE, part(Style.LABEL, "Entries"), part(Style.BODY, Run(topics))]
    return tuple(parts)


def doubtful(certainty: Certainty, citation: Citation | None) -> str:
    """What is to be said of words whose page or origin the essay leaves open; nothing where it does not."""
    if certainty is not Certainty.AMBIGUOUS:
        return ""
    several = citation is not None and citation.locator is not None and len(spans(citation.locator)) > 1
    return " (which of these pages is not told)" if several else " (the essay leaves open whose, or from where)"


def attribution(quotation: Quotation) -> str:
    """Who said it and where to find it, or that the essay does not say where."""
    cited = quotation_note(quotation)
    speaker = quotation.speaker or _UNSPOKEN.get(quotation.kind, "Speaker unnamed")
    if cited is None:
        return f"— {speaker}" if quotation.kind in _UNSPOKEN else f"— {speaker}; the essay gives no source"
    doubt = doubtful(quotation.certainty, quotation.citation)
    year = f"; from {quotation.year}" if quotation.year else ""
    who = "" if cited.startswith(f"{speaker},") else f"{speaker}: "
    return f"— {who}{cited}{doubt}{year}"


def _holders(entry: Entry) -> str:
    if entry.claim.implied and not entry.claim.held_by:
        return "held outright by nobody in the essay"
    return f"held by {', '.join(entry.claim.held_by)}"
