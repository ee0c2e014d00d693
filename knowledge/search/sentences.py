"""Where the sentences of an edition's text begin and end."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.?!”\"\])])(?<!\b[A-Z]\.)\s+(?=[“\"(]?[A-Z])")
"""What stands between two sentences; nothing does after an initial ("W.W. Norton")."""


def sentences(text: str) -> list[str]:
    """The sentences of the text, in order."""
    return SENTENCE_END.split(text)
