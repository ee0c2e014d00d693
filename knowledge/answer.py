"""What a look-up returns, as frozen values: an answer with its matches, or what a page, a note or a person gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge.model import Entry, EntryName, Passage, Quotation


class Outcome(StrEnum):
    """How sure a look-up is: one answer, several candidates to choose from, or nothing."""

    ANSWER = "answer"
    CANDIDATES = "candidates"
    NONE = "none"


class Rung(StrEnum):
    """The step of the ladder on which a match was found."""

    TOPIC = "topic"
    WORDS = "words"


class FindingKind(StrEnum):
    """What a finding gathers: the quotations from a page, from a source, in a note, or of a person."""

    PAGE = "page"
    SOURCE = "source"
    NOTE = "note"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the essay quotes from a page or a source, in a note, or of a person, and in which entries.

    ``passages`` are the note itself, or sentences that rest on the page or speak of the person. ``entries`` are
    the entries that any of it belongs to; ``homes`` gives them for each quotation, by its key. ``unshown`` counts
    the sentences that speak of a person where they are too many to be passages.
    """

    kind: FindingKind
    key: str
    title: str
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    entries: tuple[EntryName, ...]
    homes: Mapping[str, tuple[EntryName, ...]] = field(default_factory=dict[str, tuple[EntryName, ...]])
    unshown: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a query found. ``score`` is between 0 and 1: how sure the look-up is of this entry."""

    entry: Entry
    score: float
    rung: Rung


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer by words rests on.

    ``terms`` are the stems that were looked for, each with its worth (how rare it is, less for everyday English),
    ``unknown`` those that nothing holds. ``scores`` gives for the best-ranked entries, by their numbers, the score (0
    to 1), its two parts, BM25 (0 upwards) and likeness (0 to 1). ``margin`` is how far the first is before the second,
    from 0 to 1. ``on_topic`` and ``right`` are how likely it is that the text speaks of what was asked, and that the
    first entry is right; None where the entry was asked for by its name.
    """

    terms: Mapping[str, float]
    unknown: tuple[str, ...]
    scores: Mapping[int, tuple[float, float, float]]
    margin: float
    on_topic: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up found. With ANSWER ``matches[0]`` answers the query and at most four more follow it, or, where
    a page, a note or a name was asked for, ``finding`` does; with
    CANDIDATES at most five stand in order; with NONE there are none, and ``nearest`` may name topics.

    ``near`` are the numbers of the entries that ``nearest`` names, in the same order. ``corrections`` maps each word
    taken for another to the word it was taken for. ``reference`` is the page that
    was asked for where nothing is quoted from it; ``nearest`` then names the nearest pages.
    """

    query: str
    outcome: Outcome
    matches: tuple[Match, ...] = ()
    finding: Finding | None = None
    nearest: tuple[str, ...] = ()
    near: tuple[int, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict[str, str])
    reference: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given in a channel, by Discord's numbers: ``question`` is a message or an interaction,
    ``answers`` are messages. ``card`` is the card's name where it can be made again. A ``quiet`` answer was not asked
    for: it stays when its message is edited.
    """

    question: int
    scope: int
    channel: int
    card: str | None
    answers: tuple[int, ...]
    at: datetime
    quiet: bool = False
