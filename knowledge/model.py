"""The frozen values that everything speaks in: what the library holds.

Nothing here knows where it is stored or how it is shown. Text fields hold the edition's words exactly as
they stand, with its two marks: ``*italics*`` and ``[^12]`` for note 12 (see :mod:`knowledge.markup`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SHARED = 0
"""The scope of the shipped packs, seen by every guild. Any other scope is a guild's id."""


class Certainty(StrEnum):
    """How certain the attribution of a quotation is."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    AMBIGUOUS = "ambiguous"


class Provenance(StrEnum):
    """Whose words a quotation gives: the cited author's own, another's as the cited author quotes them, or the
    essay's own marks around a word.
    """

    OWN_WORDS = "own words"
    QUOTED_BY_ANOTHER = "quoted by another"
    ESSAY = "essay's own statement"


class QuotationKind(StrEnum):
    """What a pair of quotation marks is for."""

    QUOTATION = "quotation"
    DISPLAYED = "displayed"
    TERM = "term"
    SCARE = "scare"
    TITLE = "title"


class Status(StrEnum):
    """Whether an entry is shown. A retired one is found by nothing; its revisions remain, and it can be restored."""

    PUBLISHED = "published"
    RETIRED = "retired"


class Role(StrEnum):
    """What words of an entry are for: to state the matter, or to answer the claim."""

    PASSAGE = "passage"
    REBUTTAL = "rebuttal"


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands in an edition: a paragraph of a section, or a note, and the characters in it.

    Paragraphs count from 1 in each section; exactly one of ``paragraph`` and ``note`` is set. ``start`` and
    ``end`` are offsets in Unicode code points into the stored text of that paragraph or note, end excluded.
    A note's section is the one that carries its mark. ``title`` is the edition's own, told only where a finding
    gathers from several.
    """

    section: str
    paragraph: int | None
    note: int | None
    start: int
    end: int
    title: str | None = None

    @property
    def block(self) -> str:
        """The paragraph or note, as editors name it: "The Bolsheviks 17" or "note 28"."""
        return f"note {self.note}" if self.note is not None else f"{self.section} {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Source:
    """A cited work. ``csl`` holds its fields as CSL-JSON 1.0 defines them; ``short_title`` is the essay's own."""

    key: str
    csl: Mapping[str, Any]
    short_title: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The work's full title, unmarked."""
        return str(self.csl["title"])


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and where in it: ``label`` is a CSL locator term (page, section, volume …).

    ``locator`` is None where the essay gives none. ``quoted`` is true when the source quotes words that are
    not its author's own; the words are then to be cited as "quoted in" it.
    """

    source: Source
    label: str | None = None
    locator: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the essay that state a matter, verbatim, and their place."""

    exact: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """The essay's answer to a claim, verbatim, and its place."""

    exact: str
    place: Place


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Words of a guild's own entry that stand in no loaded text.

    ``source`` and ``locator`` say where they are from, as an editor typed it; both are empty for an answer of its own.
    """

    role: Role
    exact: str
    source: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that the essay quotes. ``citation`` is None where the essay gives no source for them."""

    key: str
    exact: str
    place: Place
    speaker: str | None
    citation: Citation | None
    kind: QuotationKind = QuotationKind.QUOTATION
    certainty: Certainty = Certainty.CERTAIN
    provenance: Provenance = Provenance.OWN_WORDS
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CitationPlace:
    """A place where the essay cites: a parenthesis or a whole note, with the works and locators it gives.

    ``quotations`` and ``entries`` are the keys of what it supports: the words whose page it gives, or the claims
    whose paraphrase or comment it backs.
    """

    exact: str
    place: Place
    citations: tuple[Citation, ...]
    quotations: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a pair: the words, who said them and when, as far as the essay tells.

    A ``paraphrase`` is in the essay's own words, which are then not to be given as the speaker's.
    """

    exact: str
    place: Place
    when: str
    speaker: str | None
    citation: Citation | None
    paraphrase: bool = False
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Pair:
    """Then and now: earlier statements set against later ones, and the essay's comment. ``entries`` are keys."""

    key: str
    topic: str
    question: str
    earlier: tuple[Statement, ...]
    later: tuple[Statement, ...]
    comment: tuple[Passage, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One neutral sentence that a debater could say, and who says it.

    ``held_by`` is empty only where ``implied`` is true: nobody in the essay holds the position outright.
    """

    text: str
    held_by: tuple[str, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A loaded text: what must travel with its words."""

    slug: str
    title: str
    author: str
    date: str
    licence: str
    retrieved: str
    accent: int


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry by its number, key and topic."""

    id: int
    key: str
    topic: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with the passage that states it, the quotations that bear on it and the essay's rebuttal.

    ``pairs`` are the keys of the then-and-now pairs that it belongs to. Without a ``pack`` it is a guild's own, and
    may then have words from ``elsewhere``.
    """

    id: int
    key: str
    topic: str
    claim: Claim
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    rebuttals: tuple[Rebuttal, ...]
    related: tuple[EntryName, ...] = ()
    pack: PackInfo | None = None
    pairs: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic for browsing: its key, heading, the section its passage stands in, the aliases, and whose entry it is.

    ``slug`` is the name of the text that the section belongs to, ``id`` the entry's number. Both section and text are
    empty where a guild's own entry begins with words from elsewhere.
    """

    key: str
    topic: str
    section: str
    aliases: tuple[str, ...]
    slug: str = ""
    id: int = 0
