"""Where the sentences of an edition's text begin and end, and those of what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"(?<=[.?!”\"\])])(?<!\b[A-Z]\.)\s+(?=[“\"(]?[A-Z])")
"""What stands between two sentences; nothing does after an initial ("W.W. Norton")."""


def sentences(text: str) -> list[str]:
    """The sentences of the text, in order."""
    return SENTENCE_END.split(text)


_TYPED_END = re.compile(r"(?<![.?!…])(?P<mark>[.?!…]+)[”’\"')\]]*\s+")
_ABBREVIATED = re.compile(r"(?:^|[^\w.])(?:[a-z]|[a-z]\.[a-z]|cf|dr|ed|mrs?|pp|prof|st|vol|vs)$", re.IGNORECASE)
_LONGEST_ABBREVIATED = 8


def typed_sentences(text: str) -> list[str]:
    """The sentences of what somebody typed, who may begin one with a small letter, or end it with the line."""
    return [sentence for line in text.split("\n") for sentence in _typed_apart(line) if sentence]


def _typed_apart(line: str) -> Iterator[str]:
    start = 0
    for end in _TYPED_END.finditer(line):
        before = line[max(start, end.start() - _LONGEST_ABBREVIATED) : end.start()]
        if end["mark"] != "." or not _ABBREVIATED.search(before):
            yield line[start : end.end()].strip()
            start = end.end()
    yield line[start:].strip()
