from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.cards.content import Mark, Part, Style, asked, part, printable
from cogs.cards.markdown import render_part
from knowledge.markup import Run, marked_runs, plain, runs
from tests.cogs.discord_markdown import looks, read, text
from tests.cogs.hostile import texts, words

LOOKS = {Style.TITLE: "heading", Style.LABEL: "bold", Style.QUOTE: "quotation", Style.SMALL: "small"}

# What is stored or typed, and what a careless renderer would make of it.
TRAPS = {
    "asterisks": "a * b * c",
    "bold": "**all power to the soviets**",
    "underscores": "snake_case and _this_ and __that__",
    "strike": "~~struck~~",
    "spoiler": "||hidden||",
    "code": "`code` and ```block```",
    "masked link": "[click here](https://example.org)",
    "link with marks": "see https://example.org/a_b_c*d*e now",
    "user mention": "<@80351110224678912> and <@!1> and <@&1> and <#1>",
    "timestamp and emoji": "<t:1> <:bread:1> <a:bread:1>",
    "half a link": "https://*. or https://*. or https://",
    "heading": "# 1921",
    "small print": "-# small",
    "list": "- one",
    "list with asterisks": "* one",
    "numbered list": "1917. A year",
    "quotation": "> said",
    "long quotation": ">>> said",
    "backslashes": "\\ \\\\ \\* C:\\bread",
    "backslash at the end": "bread\\",
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
@pytest.mark.parametrize("style", [Style.BODY, Style.QUOTE, Style.SMALL, Style.TITLE, Style.LABEL])
def test_text_is_shown_as_it_stands(style: Style, trap: str) -> None:
    shown = render_part(Part(style, (Run(trap),)))
    assert text(shown) == trap
    assert looks(shown) <= {LOOKS.get(style, ""), "link"}


@pytest.mark.parametrize("style", [Style.BODY, Style.QUOTE])
def test_marks_at_the_beginning_of_later_and_indented_lines_are_shown_too(style: Style) -> None:
    lines = "- one\n  - two\n   # three\n > four\n12. five\n-# six"
    assert text(render_part(Part(style, (Run(lines),)))) == lines


@pytest.mark.parametrize("mark", ["<t:1774638000:F>", "<#42>"])
def test_a_moment_or_a_channel_of_ours_is_left_to_discord_and_what_looks_like_one_is_not(mark: str) -> None:
    shown = render_part(part(Style.BODY, Run(f"{mark} "), Mark(mark), Run(f" {mark}")))
    assert text(shown) == f"{mark} {mark} {mark}"
    assert text(shown, only="mention") == mark


@given(texts)
def test_any_text_is_shown_as_it_stands(hostile: str) -> None:
    shown = render_part(Part(Style.BODY, (Run(hostile),)))
    assert text(shown) == hostile
    assert looks(shown) <= {"link"}


@given(st.lists(st.builds(Run, words, st.booleans()), min_size=1, max_size=5).map(tuple))
def test_italics_are_italic_and_nothing_else_is(stretches: tuple[Run, ...]) -> None:
    shown = render_part(Part(Style.BODY, stretches))
    assert text(shown) == "".join(run.text for run in stretches)
    meant = "".join(run.text for run in stretches if run.italic)
    assert "".join(text(shown, only="italic").split()) == "".join(meant.split())


@given(st.lists(st.builds(Run, words, st.booleans(), st.booleans()), min_size=1, max_size=5).map(tuple))
def test_strong_words_are_bold_and_no_others_whatever_is_italic(stretches: tuple[Run, ...]) -> None:
    shown = render_part(Part(Style.BODY, stretches))
    assert text(shown) == "".join(run.text for run in stretches)
    meant = "".join(run.text for run in stretches if run.strong)
    assert "".join(text(shown, only="bold").split()) == "".join(meant.split())


# A text, the part of it that is strong, and what of it is seen in bold.
@pytest.mark.parametrize(
    ("stored", "strong", "bold"),
    [
        ("so *in Memoirs* he", "*in Memoirs*", "in Memoirs"),
        ("so *in Memoirs* he", "so *in Memoirs*", "so in Memoirs"),
        ("so *in Memoirs* he", "*in Memoirs* he", "in Memoirs he"),
        ("so *in Memoirs* he", "Memoirs", "Memoirs"),
        ("so *in Memoirs* he", "so *in", "so in"),
        ("so (*Memoirs*) he", "(", "("),
        ("so (*Memoirs*) he", ")", ")"),
        ("so *Memoirs*, he", ", he", ", he"),
        ("so.[^12] He", "so.[^12]", "so.¹²"),
        ("5 * 3 is 15", "5 * 3", "5 * 3"),
    ],
)
def test_strong_words_are_bold_beside_italics_and_inside_them(stored: str, strong: str, bold: str) -> None:
    start = stored.index(strong)
    shown = render_part(Part(Style.BODY, tuple(marked_runs(stored, start, start + len(strong)))))
    italic = "".join(run.text for run in runs(stored) if run.italic)
    assert text(shown) == plain(stored)
    assert text(shown, only="bold") == bold
    assert "".join(text(shown, only="italic").split()) == "".join(italic.split())


def test_the_editions_italics_and_note_marks_are_taken_apart() -> None:
    stored = "In *Year One* he wrote so, and later in *Memoirs*.[^28]"
    shown = render_part(part(Style.QUOTE, stored))
    assert text(shown) == plain(stored) == "In Year One he wrote so, and later in Memoirs.²⁸"
    assert text(shown, only="italic") == "Year OneMemoirs"


def test_asterisks_without_a_partner_stand() -> None:
    assert text(render_part(part(Style.BODY, "5 * 3 is 15"))) == "5 * 3 is 15"


@pytest.mark.parametrize(("style", "look"), LOOKS.items(), ids=LOOKS)
def test_every_line_of_a_part_has_the_parts_look(style: Style, look: str) -> None:
    shown = render_part(Part(style, (Run("first line"),)))
    assert [stretch.looks for stretch in read(shown)] == [frozenset({look})]


def test_a_quotation_of_two_lines_is_quoted_on_both() -> None:
    shown = render_part(Part(Style.QUOTE, (Run("first\nsecond"),)))
    assert text(shown, only="quotation") == "firstsecond"


@given(texts)
def test_a_query_is_repeated_as_it_was_typed(query: str) -> None:
    one_line = printable(" ".join(query.split())[:100].rstrip())
    assert text(render_part(Part(Style.NOTICE, (asked(one_line),)))) == f"“{one_line}”"


def test_a_long_query_is_shown_by_its_beginning_and_said_to_be_long() -> None:
    assert asked("a" * 2_000).text == f"“{'a' * 100} …” (2000 characters)"
