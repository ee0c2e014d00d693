"""A query taken apart: its words, which of them say something, and which were mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.search.common_words import STOP_WORDS
from knowledge.search.normal import stem

MENDED_WEIGHT = 0.9
"""What a mended word counts beside one that was typed right."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query, normalised: ``every`` one of them, and the ``words`` left without stop words.

    ``corrections`` gives for each that was mended, as typed, what it was taken for; ``every`` and ``words`` hold the
    latter.
    """

    every: tuple[str, ...]
    words: tuple[str, ...]
    corrections: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, normal: str) -> Asked:
        """A normalised query."""
        every = tuple(normal.split())
        return cls(every, tuple(word for word in every if word not in STOP_WORDS))

    def mended(self, corrections: Mapping[str, str]) -> Asked:
        """The same query with these words taken for others."""
        return replace(
            self,
            every=tuple(corrections.get(word, word) for word in self.every),
            words=tuple(corrections.get(word, word) for word in self.words),
            corrections=corrections,
        )

    @property
    def stems(self) -> list[str]:
        """Every word as its stem, in order and with repeats."""
        return [stem(word) for word in self.every]

    @property
    def terms(self) -> dict[str, float]:
        """What the index is asked for: the stems of the words that say something, and what each counts."""
        mended = set(self.corrections.values())
        return {stem(word): MENDED_WEIGHT if word in mended else 1.0 for word in self.words}
