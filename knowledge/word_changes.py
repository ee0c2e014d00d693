"""What became of a text, word by word: what stood before beside what stands now."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from knowledge.verdict import Change, Stretch

_WORD = re.compile(r"\s*\S+|\s+")


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches of both texts in order: what was ``typed``, joined, is ``before``, and what stands is ``after``."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Stretch(_CHANGES[kind], "".join(old[first:last]), "".join(new[begin:end]))
        for kind, first, last, begin, end in steps
    )


_CHANGES = {
    "equal": Change.SAME,
    "delete": Change.LEFT_OUT,
    "insert": Change.PUT_IN,
    "replace": Change.REPLACED,
}
