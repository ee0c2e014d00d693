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
from knowledge.citations.chicago import bibliography, quotation_note
from knowledge.markup import Run, runs
from knowledge.model import Answer, Entry, Outcome, Place, Quotation, Source, TopicLine


class Style(StrEnum):
    """What a part is, so that a face can give it its look."""

    NOTICE = "notice"
    TITLE = "title"
    LABEL = "label"
    BODY = "body"
    QUOTE = "quote"
    SMALL = "small"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: a heading, a text, a quoted text, a small line, or a rule between groups."""

    style: Style
    runs: tuple[Run, ...] = ()


Card = tuple[Part, ...]
RULE = Part(Style.RULE)

_LONG_QUERY = 100


def part(style: Style, *pieces: str | Run) -> Part:
    """A part made of the edition's text or our own words (strings, their marks taken apart) and of runs as they are."""
    return Part(style, tuple(run for piece in pieces for run in ((piece,) if isinstance(piece, Run) else runs(piece))))


def entry_card(entry: Entry, corrections: Mapping[str, str] | None = None) -> Card:
    """An entry: topic, claim and holder, passages, quotations with citations, rebuttals, and where they stand."""
    parts: list[Part] = []
    if corrections:
        parts.append(part(Style.NOTICE, "Showing ", Run(entry.topic, italic=True), " for ", *_typed(corrections)))
    parts += [part(Style.TITLE, Run(entry.topic)), part(Style.LABEL, Run(f"Claim · {_holders(entry)}"))]
    parts.append(part(Style.BODY, Run(entry.claim.text)))
    for passage in entry.passages:
        label = f"The essay · {place_name(passage.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, passage.exact)]
    if entry.quotations:
        parts += [RULE, part(Style.LABEL, "Quoted")]
        for quotation in entry.quotations:
            parts += [part(Style.BODY, f"“{quotation.exact}”"), part(Style.SMALL, attribution(quotation))]
    for rebuttal in entry.rebuttals:
        label = f"The essay’s rebuttal · {place_name(rebuttal.place)}"
        parts += [RULE, part(Style.LABEL, label), part(Style.QUOTE, rebuttal.exact)]
    if entry.pack is not None:
        pack = entry.pack
        parts += [RULE, part(Style.SMALL, f"{pack.author}, *{pack.title}* ({pack.date}). {pack.licence}.")]
    return tuple(parts)


def candidates_card(answer: Answer) -> Card:
    """Several entries that may be meant, numbered, each with its claim."""
    parts = [part(Style.NOTICE, "Not sure which one you mean by ", asked(answer.query), ":")]
    if answer.corrections:
        parts.append(part(Style.SMALL, "Reading ", *_taken(answer.corrections)))
    parts += [
        part(Style.BODY, f"{number}. ", Run(match.entry.topic, italic=True), Run(f" – {match.entry.claim.text}"))
        for number, match in enumerate(answer.matches, start=1)
    ]
    return tuple(parts)


def none_card(answer: Answer) -> Card:
    """Nothing found, said openly, with the nearest topics if there are any."""
    if not answer.query.strip():
        return (part(Style.NOTICE, "Ask for a topic, a claim or a question, for example: *kronstadt*"),)
    parts = [part(Style.NOTICE, "The essay has no entry for ", asked(answer.query), ".")]
    if answer.nearest:
        topics = [piece for topic in answer.nearest for piece in (Run(topic, italic=True), Run(", "))][:-1]
        parts.append(part(Style.BODY, "Nearest topics: ", *topics))
    return tuple(parts)


def answer_card(answer: Answer) -> Card:
    """The card for whatever a look-up found."""
    match answer.outcome:
        case Outcome.ANSWER:
            return entry_card(answer.matches[0].entry, answer.corrections)
        case Outcome.CANDIDATES:
            return candidates_card(answer)
        case Outcome.NONE:
            return none_card(answer)


def topics_card(topics: Sequence[TopicLine], *, aliases: bool = False) -> Card:
    """The topics by section, with their other names if wanted."""
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


def sources_card(sources: Sequence[Source]) -> Card:
    """The bibliography, each work with the essay's own short title."""
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
    speaker = quotation.speaker or "Speaker unnamed"
    if cited is None:
        return f"— {speaker}; the essay gives no source"
    doubt = " (which of these pages is not told)" if quotation.certainty == "ambiguous" else ""
    year = f", {quotation.year}" if quotation.year else ""
    return f"— {cited}{doubt}" if cited.startswith(speaker) else f"— {speaker}{year}: {cited}{doubt}"


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


def _typed(corrections: Mapping[str, str]) -> list[Run]:
    return [Run(", ".join(f"“{typed}”" for typed in corrections))]


def _taken(corrections: Mapping[str, str]) -> list[Run]:
    return [Run(", ".join(f"“{typed}” as “{taken}”" for typed, taken in corrections.items()))]
