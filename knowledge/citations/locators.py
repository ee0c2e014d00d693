"""Pages as people write them: 150–1 is 150 to 151, xvi–xvii are front matter, 42: 170 is a page of volume 42."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = "(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_TO = " ?[–—-] ?"
SPAN_PATTERN = rf"(?:\d+: ?)?(?:\d{{1,3}}(?:{_TO}\d{{1,3}})?|{_ROMAN}(?:{_TO}{_ROMAN})?)"
"""One page or a range, as a regular expression without groups."""

_SPAN = re.compile(
    r"(?<!\w)(?:(?P<volume>\d+): ?)?"
    rf"(?:(?P<first>\d{{1,3}})(?:{_TO}(?P<last>\d{{1,3}}))?(?!\d)"
    rf"|(?P<first_roman>{_ROMAN})(?:{_TO}(?P<last_roman>{_ROMAN}))?(?!\w))"
)
_VOLUME = re.compile(r"volume (\d+), ")


@dataclass(frozen=True, slots=True)
class Span:
    """Pages ``first`` to ``last`` of a volume (None where there is one); ``roman`` for front matter."""

    volume: int | None
    roman: bool
    first: int
    last: int

    def meets(self, other: Span) -> bool:
        """Whether the two share a page. A span without a volume may be of any."""
        same_volume = self.volume == other.volume or None in {self.volume, other.volume}
        return same_volume and self.roman == other.roman and self.first <= other.last and other.first <= self.last

    def distance(self, other: Span) -> int | None:
        """How many pages lie between the two; None where they are not numbered alike."""
        if self.roman != other.roman:
            return None
        return max(0, self.first - other.last, other.first - self.last)


def spans(locator: str) -> list[Span]:
    """The pages that a locator names, in its order; none where it names no page.

    >>> spans("150–1, 155")
    [Span(volume=None, roman=False, first=150, last=151), Span(volume=None, roman=False, first=155, last=155)]
    """
    locator = _VOLUME.sub(r"\1: ", locator.lower())
    return [_span(found) for found in _SPAN.finditer(locator)]


def _span(found: re.Match[str]) -> Span:
    volume = int(found["volume"]) if found["volume"] else None
    if found["first_roman"]:
        first, last = _roman(found["first_roman"]), _roman(found["last_roman"] or found["first_roman"])
        return Span(volume, roman=True, first=first, last=max(first, last))
    first_text, last_text = found["first"], found["last"] or found["first"]
    first, last = int(first_text), int(last_text)
    if last < first:
        last = int(first_text[: len(first_text) - len(last_text)] + last_text)
    return Span(volume, roman=False, first=first, last=max(first, last))


def _roman(text: str) -> int:
    values = [_NUMERALS[letter] for letter in text]
    return sum(-value if value < max(values[place:], default=0) else value for place, value in enumerate(values))
