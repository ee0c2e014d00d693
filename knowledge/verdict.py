"""What checking a quotation returns, as frozen values: the verdict, where the words stand, and every difference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import PackInfo, Place, Quotation


class Verdict(StrEnum):
    """Whether a quotation stands in the library.

    EXACT: word for word in one place, but for what is overlooked and what its marks own to (an ellipsis, a bracket).
    ALTERED: in one place, with words left out, put in or replaced. STITCHED: its parts stand in different places, or an
    ellipsis goes from one quotation into another, or into the essay's own words.
    """

    EXACT = "exact"
    ALTERED = "altered"
    STITCHED = "stitched"
    NOT_FOUND = "not found"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"


class Overlooked(StrEnum):
    """A difference that changes no word."""

    QUOTATION_MARKS = "quotation marks"
    APOSTROPHES = "apostrophes"
    CASE = "case"
    DASHES = "dashes"
    ELLIPSES = "ellipses"
    BRACKETS = "brackets"
    ITALICS = "italics"
    NOTE_MARKS = "note marks"
    SPACES = "spaces"
    ACCENTS = "accents"
    LIGATURES = "ligatures"
    INVISIBLE = "invisible signs"
    PUNCTUATION = "punctuation"
    END = "end"


class Change(StrEnum):
    """What became of a stretch of words. OMITTED and BRACKETED are owned to, by an ellipsis and by brackets."""

    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"
    REPLACED = "replaced"
    OMITTED = "omitted"
    BRACKETED = "bracketed"

    @property
    def is_honest(self) -> bool:
        """Whether the words stand so, or the quotation says itself that they do not."""
        return self in (Change.SAME, Change.OMITTED, Change.BRACKETED)


class Whose(StrEnum):
    """Whose words they are: the essay's own, those of somebody it quotes, or some of both."""

    ESSAY = "essay"
    QUOTED = "quoted"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words as they were ``typed`` and as they ``stand``, each verbatim; one of the two may be empty."""

    change: Change
    typed: str
    stands: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the library at their ``place`` in a paragraph or note, of which ``block`` is all, and whose they are.

    ``quotations`` are the one that holds all these words, if any does, and those that begin or end among them. The
    ``stretches`` set what was typed beside them: their ``stands`` joined are :attr:`exact`. A passage that is only near
    to what was typed has none. ``after_gap`` tells that what was typed has an ellipsis before this part, ``runs_on``
    that it goes on in the next paragraph where the part before it ends, ``over_border`` that it follows in the same
    paragraph, with the end or the beginning of a quotation left out between them.
    """

    block: str
    place: Place
    pack: PackInfo
    whose: Whose
    quotations: tuple[Quotation, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    after_gap: bool = False
    runs_on: bool = False
    over_border: bool = False

    @property
    def exact(self) -> str:
        """The words as they stand."""
        return self.block[self.place.start : self.place.end]


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a quotation.

    ``parts`` are, with EXACT and ALTERED, the place where it stands (two or more where it runs on from paragraph to
    paragraph), with STITCHED the places in the order of what was typed, with NOT_FOUND the nearest passages, at most
    three. ``also`` are further places where the same words stand, each as ``parts`` are.
    """

    typed: str
    verdict: Verdict
    parts: tuple[Part, ...] = ()
    also: tuple[tuple[Part, ...], ...] = ()
    overlooked: tuple[Overlooked, ...] = ()

    @property
    def changes(self) -> tuple[Stretch, ...]:
        """Every stretch of words that does not stand as it was typed."""
        return tuple(stretch for part in self.parts for stretch in part.stretches if stretch.change is not Change.SAME)
