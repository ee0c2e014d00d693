"""What a message quotes: the words in its quotation marks and in its ``>`` block quotes, without Discord's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cogs.messages.message_text import message_text
from knowledge.check_quotation import FEWEST_WORDS
from knowledge.search.wording import words_of

_BLOCK = re.compile(r"^ *>>>(?s:.*)|(?:^ *>(?: .*)?(?:\n|\Z))+", re.MULTILINE)
_NAMED_BELOW = re.compile(r"\n\s*[—–-][^\n]*\Z")
_IN_MARKS = re.compile(
    r"“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)”"
    r'|"(?P<straight>[^"]+)"'
    r"|«(?P<pointed>[^«»]+)»"
    r"|„(?P<low>[^„“”]+)[“”]"
    r"|(?<!\w)[‘'](?P<single>(?:[^‘’']|(?<=\w)[’'](?=\w))+)[’'](?!\w)"
)


def quotations_in(content: str) -> list[str]:
    """What is quoted in the message, in order, block quotes after the rest; all that it says where nothing is.

    Words in quotation marks that are too few to be checked are terms and no quotations.
    """
    said = message_text(content)
    marked = [words for found in _IN_MARKS.finditer(said.prose) if (words := found[found.lastgroup or 0])]
    quoted = [words for words in (*marked, *_blocks(content, said.quoted)) if len(words_of(words)) >= FEWEST_WORDS]
    return quoted or [said.prose or said.quoted]


def _blocks(content: str, quoted: str) -> Iterator[str]:
    """Each block quote by itself, without a line that names its author below. What stands in code is none."""
    lines = set(quoted.split("\n"))
    for block in _BLOCK.finditer(content):
        words = message_text(block[0]).quoted
        if lines.issuperset(words.split("\n")):
            yield _NAMED_BELOW.sub("", words)
