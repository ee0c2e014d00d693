"""What of a message is checked: what stands in quotation marks or in a block quote, or all of it."""

from __future__ import annotations

import time

import pytest

from cogs.messages.quoted_words import quotations_in

# Each message, and what is quoted in it.
CASES = {
    "nothing in marks: all of it": ("the night shift kills the baker", ["the night shift kills the baker"]),
    "curly marks": ("She wrote “the night shift kills the baker”, no?", ["the night shift kills the baker"]),
    "straight marks": ('She wrote "the night shift kills the baker".', ["the night shift kills the baker"]),
    "single marks": ("She wrote ‘the baker’s night shift kills him’.", ["the baker’s night shift kills him"]),
    "straight single marks": ("She said 'the baker's night shift kills' so", ["the baker's night shift kills"]),
    "angular and low marks": (
        "«the night shift kills the baker» and „the oven never warms him“",
        ["the night shift kills the baker", "the oven never warms him"],
    ),
    "marks in marks": (
        "“they say ‘the night shift kills’ every day” and “he wrote “short weight” in his book”",
        ["they say ‘the night shift kills’ every day", "he wrote “short weight” in his book"],
    ),
    "several": (
        '"one two three four" then "five six seven eight"',
        ["one two three four", "five six seven eight"],
    ),
    "a term in marks is no quotation": (
        'the so-called "night shift" kills the baker',
        ['the so-called "night shift" kills the baker'],
    ),
    "a term beside a quotation": ('the "night shift": "it kills the baker"', ["it kills the baker"]),
    "apostrophes are no marks": (
        "the baker's shift and the millers' guild",
        ["the baker's shift and the millers' guild"],
    ),
    "marks that never close": ("she wrote “the night shift kills", ["she wrote “the night shift kills"]),
    "over several lines": ("“the night shift\nkills the baker”", ["the night shift\nkills the baker"]),
    "a block quote": ("> the night shift kills the baker\nsays who?", ["the night shift kills the baker"]),
    "a block quote of several lines": (
        "> the night shift\n> kills the baker",
        ["the night shift\nkills the baker"],
    ),
    "two block quotes": (
        "> one two three four\nand\n> five six seven eight\nso",
        ["one two three four", "five six seven eight"],
    ),
    "a block quote to the end": (">>> one two\nthree four", ["one two\nthree four"]),
    "a block quote with who said it below": (
        "> the night shift kills the baker\n> — Lamp, Ovens, 12",
        ["the night shift kills the baker"],
    ),
    "marks before a block quote": (
        'look: "one two three four"\n> five six seven eight',
        ["one two three four", "five six seven eight"],
    ),
    "nothing but a short block quote": ("> so what", ["so what"]),
    "Discord's marks and mentions": (
        "<@1> **“the night ||shift|| kills** <:bread:1> the `oven` ~~baker~~”",
        ["the night shift kills the … baker"],
    ),
    "a block quote in code": (
        "```\n> one two three four\n```\n“five six seven eight”",
        ["five six seven eight"],
    ),
    "nothing at all": ("", [""]),
    "nothing but a picture's link": ("https://example.org/a.png", [""]),
}


@pytest.mark.parametrize(("content", "quoted"), CASES.values(), ids=CASES)
def test_what_a_message_quotes(content: str, quoted: list[str]) -> None:
    assert quotations_in(content) == quoted


HOSTILE = ["“", "”", '"', "'", "‘", "’a ", "'a ", "«a", "„a", "> ", ">>> ", "> \n", "“a “", "'a'a", "`> ", "\n>a\n"]


@pytest.mark.parametrize("sign", HOSTILE)
def test_no_message_takes_long_to_read(sign: str) -> None:
    began = time.perf_counter()
    quotations_in(sign * (4_000 // len(sign)))
    assert time.perf_counter() - began < 1
