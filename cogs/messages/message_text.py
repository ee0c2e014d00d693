"""What a message says in prose: Discord's Markdown, mentions, emoji, links and code taken off.

Whoever answers a message answers what its author says. What they quote with ``>`` is somebody else's; code is left out
and an ellipsis stands in its place, so that what stood around it is not read as one. Every step takes time in
proportion to the message, whatever stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

LEFT_OUT = "…"
"""What stands in the place of code."""

FENCE = 3
"""Backticks from which a run of them opens a block of code, which any other such run closes."""

_TICKS = re.compile("`+")
_BACKSLASHES = re.compile(r"(?<!\\)\\+(?=`)")
_QUOTE = re.compile(" *(>>>|>)(?: +|$)")
_LINE_MARK = re.compile(r"\A\s*(?:#{1,3}|-#|[-*]|\d{1,2}\.)\s+")
_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a\u231b\u2328\u23cf\u23e9-\u23fa\u203c\u2049]"
    "[\u200d\ufe0f\u20e3\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\U000e0020-\U000e007f]*"
    "|[0-9#*]\ufe0f?\u20e3|[©®™]\ufe0f"
)
_INLINE = re.compile(
    rf"""
    \\(?P<escaped>[^\w\s]|_)
    | (?P<gone>
        <(?:@[!&]?|\#)\d{{1,20}}> | </[^<>\n]{{1,120}}:\d{{1,20}}> | <a?:\w{{1,40}}:\d{{1,20}}>
        | <t:-?\d{{1,17}}(?::[a-z])?> | <id:\w{{1,40}}> | @(?:everyone|here)\b
        | <(?:https?|steam)://[^\s<>]*> | (?:https?|steam)://[^\s<>]*[^\s<>.,:;"'\])”’!?*_~|]
        | {_EMOJI}
      )
    | \[(?P<words>[^\[\]\n]+)\]
      \(\ *<?(?:https?|steam)://(?:[^\s\[\]<>()]|\([^\s\[\]<>()]*\))*>?(?:\ +"[^"\[\]\n]*")?\ *\)
    | (?P<mark>\*{{1,3}}|_{{1,3}}|~~|\|\|)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MessageText:
    """What a message says: its author's own ``prose``, line by line, and what they have ``quoted``."""

    prose: str
    quoted: str = ""


def message_text(content: str, *, link_words: bool = True) -> MessageText:
    r"""What the message says. The words of masked links are the author's; without ``link_words`` they are left out.

    >>> message_text("> he saw it\n**No**, <@1>, he *read* it 🙄 `sic`")
    MessageText(prose='No, he read it …', quoted='he saw it')
    """
    own, quoted = _apart(_without_code(content))
    return MessageText(_prose(own, link_words=link_words), _prose(quoted, link_words=link_words))


def _without_code(content: str) -> str:
    """The message with an ellipsis for all code. A run of one or two backticks is closed by the next one as long."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(content)]
    escaped = {found.end() for found in _BACKSLASHES.finditer(content) if len(found[0]) % 2}
    of_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end in runs:
        of_length[min(end - start, FENCE)].append((start, end))
    kept: list[str] = []
    position = 0
    for start, end in runs:
        opening = start + (start in escaped)
        if start < position or opening == end:
            continue
        closing = of_length[min(end - opening, FENCE)]
        if (number := bisect_right(closing, (start, end))) < len(closing):
            kept += [content[position:opening], LEFT_OUT]
            position = closing[number][1]
    return "".join([*kept, content[position:]])


def _apart(content: str) -> tuple[list[str], list[str]]:
    """The author's own lines, and the quoted ones."""
    own: list[str] = []
    quoted: list[str] = []
    lines = content.split("\n")
    for number, line in enumerate(lines):
        mark = _QUOTE.match(line)
        if mark is None:
            own.append(line)
        elif mark[1] == ">":
            quoted.append(line[mark.end() :])
        else:
            quoted += [line[mark.end() :], *lines[number + 1 :]]
            break
    return own, quoted


def _prose(lines: list[str], *, link_words: bool) -> str:
    """The lines as plain prose; those with nothing left are dropped."""
    text = _without_marks("\n".join(_LINE_MARK.sub("", line, count=1) for line in lines), link_words=link_words)
    return "\n".join(squeezed for line in text.split("\n") if (squeezed := " ".join(line.split())))


def _without_marks(text: str, *, link_words: bool) -> str:
    """The text without mentions, emoji, links, and marks that come in pairs."""
    pieces: list[str] = []
    opened: dict[str, int] = {}
    position = 0
    for found in _INLINE.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        pieces.append(text[position : found.start()])
        position = found.end()
        match found.lastgroup:
            case "escaped":
                pieces.append(found["escaped"])
            case "words":
                pieces.append(_without_marks(found["words"], link_words=True) if link_words else LEFT_OUT)
            case "mark":
                pieces.append(found["mark"])
                _pair(found["mark"], before, after, pieces, opened)
            case _:
                pieces[-1] = pieces[-1].rstrip(" ," if after == "," else " ")  # as in "no, @ada, he did not"
                pieces.append(" " if after.isalnum() or after in _OPENING else "")
    return "".join([*pieces, text[position:]])


_OPENING = frozenset("(“‘[")


def _pair(mark: str, before: str, after: str, pieces: list[str], opened: dict[str, int]) -> None:
    """Take off the mark that stands last among the ``pieces``, with the one before it that it closes."""
    in_word = mark[0] == "_"  # an underscore inside a word is no mark
    closes = bool(before.strip()) and not (in_word and after.isalnum())
    opens = bool(after.strip()) and not (in_word and before.isalnum())
    if closes and mark in opened:
        pieces[opened.pop(mark)] = pieces[-1] = ""
    elif opens:
        opened[mark] = len(pieces) - 1
