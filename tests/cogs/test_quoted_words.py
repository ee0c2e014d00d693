"""What of a message is checked: what stands in quotation marks or in a block quote."""

from __future__ import annotations

import time

import pytest

from cogs.messages.quoted_words import choose, quotations_in, typed_quotations

# Each message, and what is quoted in it.
CASES = {
    "nothing in marks": ("the night shift kills the baker", []),
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
    "a few words in marks": ('the so-called "night shift" kills the baker', ["night shift"]),
    "a few words beside more": ('the "night shift": "it kills the baker"', ["night shift", "it kills the baker"]),
    "a few words in single marks, which may be apostrophes": ("rock 'n' roll, 'cause the bakers' shift", []),
    "apostrophes are no marks": (
        "the baker's shift and the millers' guild",
        [],
    ),
    "marks that never close": ("she wrote “the night shift kills", ["the night shift kills"]),
    "straight marks that never close": ('she wrote "the night shift', ["the night shift"]),
    "inches": ('a 5" loaf', []),
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
    "nothing at all": ("", []),
    "nothing but a picture's link": ("https://example.org/a.png", []),
}


@pytest.mark.parametrize(("content", "quoted"), CASES.values(), ids=CASES)
def test_what_a_message_quotes(content: str, quoted: list[str]) -> None:
    assert quotations_in(content) == quoted


# What is typed to be checked, and what of it stands in marks.
TYPED = {
    "two quotations": ("“one two three four” “five six”", ["one two three four", "five six"]),
    "chatter after it": ("“one two three”\n\nsome chatter after it", ["one two three"]),
    "chatter before it": ("she says “one two three four”", ["one two three four"]),
    "a mark that never closes": ("“one two three four\nfive", ["one two three four\nfive"]),
    "a term in the middle": ("the so-called “night shift” kills the baker", []),
    "no marks": ("one two three four", []),
}


@pytest.mark.parametrize(("typed", "quoted"), TYPED.values(), ids=TYPED)
def test_what_is_typed_in_marks_is_what_is_checked(typed: str, quoted: list[str]) -> None:
    assert typed_quotations(typed) == quoted


def test_three_are_checked_long_ones_first_and_the_rest_is_told() -> None:
    chosen = choose(["one", "one two", "one two three four", "two three", "one two three four five", "three four"])
    assert chosen.checked == ("one two", "one two three four", "one two three four five")
    assert (chosen.left, chosen.too_short) == (2, ("one",))


HOSTILE = ["“", "”", '"', "'", "‘", "’a ", "'a ", "«a", "„a", "> ", ">>> ", "> \n", "“a “", "'a'a", "`> ", "\n>a\n"]


@pytest.mark.parametrize("sign", HOSTILE)
def test_no_message_takes_long_to_read(sign: str) -> None:
    began = time.perf_counter()
    quotations_in(sign * (4_000 // len(sign)))
    assert time.perf_counter() - began < 1
