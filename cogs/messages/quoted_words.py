"""What a message quotes: the words in its quotation marks and in its ``>`` block quotes, without Discord's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cogs.messages.message_text import message_text
from knowledge.check_quotation import FEWEST_IN_MARKS, FEWEST_WORDS
from knowledge.search.wording import words_of

MOST_CHECKED = 3
"""Quotations that are checked at once."""

_BLOCK = re.compile(r"^ *>>>(?s:.*)|(?:^ *>(?: .*)?(?:\n|\Z))+", re.MULTILINE)
_NAMED_BELOW = re.compile(r"\n\s*[—–-][^\n]*\Z")
_IN_MARKS = re.compile(
    r"“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)(?:”|\Z)"
    r'|"(?P<straight>[^"]+)"'
    r'|(?<!\S)"(?P<unclosed>[^"]+)\Z'
    r"|«(?P<pointed>[^«»]+)(?:»|\Z)"
    r"|„(?P<low>[^„“”]+)(?:[“”]|\Z)"
    r"|(?<!\w)[‘'](?P<single>(?:[^‘’']|(?<=\w)[’'](?=\w))+)[’'](?!\w)"
)


def quotations_in(content: str) -> list[str]:
    """What is quoted in the message, in order, block quotes after the rest. What is never closed runs to the end."""
    said = message_text(content)
    return [*_marked(said.prose), *(words for words in _blocks(content, said.quoted) if words_of(words))]


def typed_quotations(typed: str) -> list[str]:
    """What stands in quotation marks of what was typed to be checked; nothing where all of it is the quotation.

    That it is where it begins with no mark, and has but a term in marks here and there.
    """
    marked = _marked(typed)
    begins = _IN_MARKS.match(typed.lstrip()) is not None
    return marked if begins or any(len(words_of(words)) >= FEWEST_WORDS for words in marked) else []


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is ``checked`` of several quotations, in order, how many are ``left``, and which are ``too_short``."""

    checked: tuple[str, ...]
    left: int
    too_short: tuple[str, ...]


def choose(quotations: Sequence[str]) -> Chosen:
    """Which of the quotations are checked at once: those of many words first, of a single one none."""
    too_short = tuple(words for words in quotations if len(words_of(words)) < FEWEST_IN_MARKS)
    long_enough = [number for number, words in enumerate(quotations) if words not in too_short]
    first = sorted(long_enough, key=lambda number: len(words_of(quotations[number])) < FEWEST_WORDS)[:MOST_CHECKED]
    return Chosen(tuple(quotations[number] for number in sorted(first)), len(long_enough) - len(first), too_short)


def _marked(text: str) -> list[str]:
    """What stands in quotation marks. A few words in single ones are none: apostrophes look the same."""
    found = [(one.lastgroup, one[one.lastgroup or 0]) for one in _IN_MARKS.finditer(text)]
    fewest = {"single": FEWEST_WORDS}
    return [words for kind, words in found if len(words_of(words)) >= fewest.get(kind or "", 1)]


def _blocks(content: str, quoted: str) -> Iterator[str]:
    """Each block quote by itself, without a line that names its author below. What stands in code is none."""
    lines = set(quoted.split("\n"))
    for block in _BLOCK.finditer(content):
        words = message_text(block[0]).quoted
        if lines.issuperset(words.split("\n")):
            yield _NAMED_BELOW.sub("", words)
