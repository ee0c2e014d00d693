"""What a card says, part by part. Every face (Discord's cards, plain messages, the terminal) shows these parts.

A part's text is a row of runs: the edition's marks are taken apart here, and what a person typed is one run that
nothing is read into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from cogs.commands import COMMANDS
from knowledge.argument import Branch
from knowledge.citations.chicago import bibliography, note, quotation_note
from knowledge.markup import Run, runs
from knowledge.model import (
    Answer,
    Entry,
    Finding,
    FindingKind,
    Outcome,
    Pair,
    Place,
    Quotation,
    QuotationKind,
    Source,
    Statement,
    TopicLine,
)


class Style(StrEnum):
    """What a part is, so that a face can give it its look."""

    NOTICE = "notice"
    TITLE = "title"
    LABEL = "label"
    BODY = "body"
    QUOTE = "quote"
    SMALL = "small"
    RULE = "rule"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: a heading, a text, a quoted text, a small line, or a rule between groups.

    A BESIDE part has ``columns``, cards to be shown side by side where there is room; see :func:`stacked`.
    """

    style: Style
    runs: tuple[Run, ...] = ()
    columns: tuple[tuple[Part, ...], ...] = ()


Card = tuple[Part, ...]
RULE = Part(Style.RULE)

_LONG_QUERY = 100

_UNSPOKEN = {QuotationKind.TITLE: "Title of a work", QuotationKind.SCARE: "The essay’s own marks"}
"""What is said in the speaker's place of words that nobody speaks."""


def stacked(card: Card) -> Card:
    """The card with what stands side by side put one under the other."""
    flat: list[Part] = []
    for one in card:
        for column in one.columns:
            flat += [RULE, *column]
        if not one.columns:
            flat.append(one)
    return tuple(flat)


def part(style: Style, *pieces: str | Run) -> Part:
    """A part made of the edition's text or our own words (strings, their marks taken apart) and of runs as they are."""
    return Part(style, tuple(run for piece in pieces for run in ((piece,) if isinstance(piece, Run) else runs(piece))))


def entry_card(entry: Entry, corrections: Mapping[str, str] | None = None) -> Card:
    """An entry: topic, claim and holder, passages, quotations with citations, rebuttals, and where they stand."""
    parts: list[Part] = []
    if corrections:
        parts.append(correction_notice(entry.topic, corrections))
    parts += [part(Style.TITLE, Run(entry.topic)), part(Style.LABEL, Run(f"Claim · {_holders(entry)}"))]
    parts.append(part(Style.BODY, Run(entry.claim.text)))
    for passage in entry.passages:
        label = f"The essay · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    if entry.quotations:
        parts += [RULE, part(Style.LABEL, "Quoted")]
        for cited, quotations in groupby(entry.quotations, attribution):
            parts += [part(Style.BODY, f"“{quotation.exact}”") for quotation in quotations]
            parts.append(part(Style.SMALL, cited))
    for rebuttal in entry.rebuttals:
        label = f"The essay’s rebuttal · {place_name(rebuttal.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, rebuttal.exact)]
    if entry.pack is not None:
        pack = entry.pack
        parts += [RULE, part(Style.SMALL, f"{pack.author}, *{pack.title}* ({pack.date}). {pack.licence}.")]
    return tuple(parts)


def correction_notice(topic: str, corrections: Mapping[str, str]) -> Part:
    """That something else was typed."""
    typed = ", ".join(f"“{word}”" for word in corrections)
    return part(Style.NOTICE, "Showing ", Run(topic, italic=True), " for ", Run(_beginning(typed)))


def candidates_card(answer: Answer) -> Card:
    """Several entries that may be meant, numbered, each with its claim."""
    parts = [part(Style.NOTICE, "Not sure which one you mean by ", asked(answer.query), ":")]
    if answer.corrections:
        taken = ", ".join(f"“{typed}” as “{known}”" for typed, known in answer.corrections.items())
        parts.append(part(Style.SMALL, "Reading ", Run(_beginning(taken))))
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
    if answer.reference is not None:
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
    labels = {FindingKind.NOTE: "The note", FindingKind.PERSON: "The essay speaks of this"}
    for passage in finding.passages:
        label = f"{labels.get(finding.kind, 'The essay, resting on it')} · {place_name(passage.place)}"
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


def pair_card(pair: Pair) -> Card:
    """Then and now: the earlier statements, the later ones, and the essay's comment."""
    parts = [part(Style.TITLE, Run(pair.topic)), part(Style.BODY, Run(pair.question))]
    parts.append(Part(Style.BESIDE, columns=(_side("Earlier", pair.earlier), _side("Later", pair.later))))
    for passage in pair.comment:
        label = f"The essay’s comment · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    return tuple(parts)


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


def pairs_card(pairs: Sequence[Pair]) -> Card:
    """Every pair by its topic and question."""
    parts = [part(Style.NOTICE, "Earlier words set against later ones. Ask for one by its topic:")]
    for pair in pairs:
        parts += [part(Style.BODY, Run(pair.topic, italic=True), Run(f" – {pair.question}"))]
    return tuple(parts)


def pairs_answer(query: str, pairs: Sequence[Pair]) -> Card:
    """What was asked to be compared: the one pair, or those that it may be, or all of them."""
    if not query.strip():
        return pairs_card(pairs)
    if not pairs:
        return (part(Style.NOTICE, "The essay sets nothing against anything under ", asked(query), "."),)
    if len(pairs) == 1:
        return pair_card(pairs[0])
    return (*pair_card(pairs[0]), RULE, part(Style.LABEL, "See also"), *pairs_card(pairs[1:])[1:])


def statement_source(statement: Statement) -> str:
    """Who made the statement, where it is found, and where the essay gives it."""
    cited = note(statement.citation, statement.speaker) if statement.citation else "the essay gives no source"
    speaker = statement.speaker or "Speaker unnamed"
    who = cited if cited.startswith(f"{speaker},") else f"{speaker}: {cited}"
    if statement.paraphrase:
        return f"— in the essay’s words, of {who} ({place_name(statement.place)})"
    return f"— {who} ({place_name(statement.place)})"


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


def topics_card(topics: Sequence[TopicLine], *, aliases: bool = False) -> Card:
    """The topics by section, with their other names if wanted."""
    if not topics:
        return (part(Style.NOTICE, "The library holds no topics."),)
    parts: list[Part] = []
    for section, lines in groupby(topics, lambda line: line.section):
        parts += [RULE, part(Style.LABEL, Run(section))] if parts else [part(Style.LABEL, Run(section))]
        if aliases:
            for line in lines:
                parts.append(part(Style.BODY, Run(line.topic)))
                parts += [part(Style.SMALL, Run(", ".join(line.aliases)))] if line.aliases else []
        else:
            parts.append(part(Style.BODY, Run(" · ".join(line.topic for line in lines))))
    return tuple(parts)


def map_card(sections: Mapping[str, Sequence[Branch]]) -> Card:
    """The argument: under each section its claims, who holds them, and what they rest on."""
    parts: list[Part] = []
    for section, branches in sections.items():
        parts += [RULE] if parts else []
        parts.append(part(Style.LABEL, Run(section)))
        for branch in branches:
            held = ", ".join(branch.held_by) or "implied"
            parts.append(part(Style.BODY, Run(branch.topic, italic=True), Run(f" – {branch.claim} ({held})")))
            stated = f"stated in {', '.join(branch.passages)}; answered in {', '.join(branch.rebuttals)}"
            works = f"; {branch.quotations} quoted from {', '.join(branch.sources)}" if branch.sources else ""
            parts.append(part(Style.SMALL, Run(stated + works)))
    return tuple(parts)


def sources_card(sources: Sequence[Source]) -> Card:
    """The bibliography, each work with the essay's own short title."""
    if not sources:
        return (part(Style.NOTICE, "The library holds no sources."),)
    parts: list[Part] = []
    for source in sorted(sources, key=bibliography):
        parts.append(part(Style.BODY, bibliography(source)))
        if source.short_title:
            parts.append(part(Style.SMALL, "the essay’s ", f"*{source.short_title}*"))
    return tuple(parts)


def help_card(prefix: str) -> Card:
    """What can be asked and how."""
    parts = [part(Style.NOTICE, "Ask for a topic, a claim or a question, and the essay’s words come with their page.")]
    for command in COMMANDS:
        parts.append(part(Style.BODY, Run(f"{prefix}{command.example}")))
        parts.append(part(Style.SMALL, Run(command.help)))
    return tuple(parts)


def place_name(place: Place) -> str:
    """Where text stands, for a person: "The Bolsheviks, ¶ 17" or "note 28"."""
    return f"note {place.note}" if place.note is not None else f"{place.section}, ¶ {place.paragraph}"


def attribution(quotation: Quotation) -> str:
    """Who said it and where to find it, or that the essay does not say where."""
    cited = quotation_note(quotation)
    speaker = quotation.speaker or _UNSPOKEN.get(quotation.kind, "Speaker unnamed")
    if cited is None:
        return f"— {speaker}; the essay gives no source"
    doubt = " (which of these pages is not told)" if quotation.certainty == "ambiguous" else ""
    year = f", {quotation.year}" if quotation.year else ""
    return f"— {cited}{doubt}" if cited.startswith(f"{speaker},") else f"— {speaker}{year}: {cited}{doubt}"


def asked(query: str) -> Run:
    """The query in quotation marks; a long one by its beginning, said to be so."""
    one_line = " ".join(query.split())
    if len(one_line) > _LONG_QUERY:
        return Run(f"“{one_line[:_LONG_QUERY].rstrip()} …” ({len(query)} characters)")
    return Run(f"“{one_line}”")


def _holders(entry: Entry) -> str:
    if entry.claim.implied and not entry.claim.held_by:
        return "implied, held outright by nobody in the essay"
    return ", ".join(entry.claim.held_by)


def _beginning(words: str) -> str:
    return words if len(words) <= _LONG_QUERY else f"{words[:_LONG_QUERY].rstrip()} …"
