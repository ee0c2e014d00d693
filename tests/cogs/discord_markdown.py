"""A reader of Discord's Markdown, written from its rules and not from ours: what a person sees of a message's source.

After Discord's own grammar (the simple-markdown rules of its client): the rules are tried in order at each character;
a backslash makes the next sign an ordinary one; headings, small print, lists and quotations are read at the beginning
of a line only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(
    r" *(?:(?P<quotation>>>> |> )|(?P<heading>#{1,3} +)|(?P<small>-# +)|(?P<list>(?:[*-]|\d+\.) +(?=\S)))"
)

_BOX = re.compile(r"<\w+:[^ >]+>|```(?:[a-z0-9_+.#-]+?\n)?\n*([^\n].*?)\n*```", re.DOTALL | re.IGNORECASE)
"""Text in a box, in which nothing is read; or a link, in which no box begins."""

_INLINE = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("masked link", re.compile(r"\[((?:\[[^\]]*\]|[^\[\]])*)\]\(\s*<?([^\s<>)]+)>?[^)]*\)")),
    ("mention", re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:|t:|id:)-?\w+(?::\w)?>")),
    ("link", re.compile(r"<(\w+:[^ >]+)>")),
    ("link", re.compile(r"((?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])")),
    ("bold", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("italic", re.compile(r"\b_((?:__|\\.|[^\\_])+?)_\b", re.DOTALL)),
    ("strike", re.compile(r"~~(.+?)~~(?!_)", re.DOTALL)),
    ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL)),
    ("code", re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)),
)
_VERBATIM = {"escape", "link", "mention", "code"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of text and how it looks."""

    text: str
    looks: frozenset[str] = frozenset()


def read(markdown: str) -> list[Seen]:
    """What Discord shows, line by line and box by box; neighbours that look the same are one."""
    seen: list[Seen] = []
    position = 0
    for box in _BOX.finditer(markdown):
        if box[1] is None:
            continue
        seen += [*_outside(markdown[position : box.start()]), Seen(box[1], frozenset({"box"}))]
        position = box.end()
    return seen + _outside(markdown[position:])


def _outside(markdown: str) -> list[Seen]:
    seen: list[Seen] = []
    for number, line in enumerate(markdown.split("\n")):
        stretches = [Seen("\n")] if number else []
        looks: frozenset[str] = frozenset()
        while (start := _LINE.match(line)) and start.lastgroup and start.lastgroup not in looks:
            looks |= {start.lastgroup}
            line = line[start.end() :]  # noqa: PLW2901  # what stands after the mark is read again
        for stretch in [*stretches, *_inline(line, looks)]:
            if seen and seen[-1].looks == stretch.looks:
                seen[-1] = Seen(seen[-1].text + stretch.text, stretch.looks)
            else:
                seen.append(stretch)
    return seen


def text(markdown: str, *, only: str = "") -> str:
    """The words that Discord shows; ``only`` those with that look, if it is given."""
    return "".join(stretch.text for stretch in read(markdown) if not only or only in stretch.looks)


def looks(markdown: str) -> set[str]:
    """Every look that occurs."""
    return {look for stretch in read(markdown) for look in stretch.looks}


def _inline(source: str, looks: frozenset[str]) -> Iterator[Seen]:
    position = 0
    while position < len(source):
        name, found = _first_rule(source, position)
        if found is None:
            yield Seen(source[position], looks)
            position += 1
            continue
        if name == "escape":
            yield Seen(found[1], looks)
        elif name in _VERBATIM:
            yield Seen(found[found.re.groups or 0], looks | {name})
        else:
            yield from _inline(found[1], looks | {name})
        position = found.end()


def _first_rule(source: str, position: int) -> tuple[str, re.Match[str] | None]:
    for name, rule in _INLINE:
        if found := rule.match(source, position):
            return name, found
    return "", None
