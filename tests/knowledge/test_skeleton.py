"""A plain text or Markdown file becomes an edition: each form that people write in is read, each doubt is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.packs.skeleton.decisions import Topic
from knowledge.packs.skeleton.draft import Draft, make_draft
from knowledge.packs.skeleton.lines import Hyphen, italics, join

SMALL_LIBRARIES = Path(__file__).parents[1] / "packs/small-libraries.txt"


def draft(text: str, *, markdown: bool = False) -> Draft:
    return make_draft(text, "the file", markdown=markdown)


def body(text: str, *, markdown: bool = False) -> list[str]:
    """The paragraphs, displayed ones with their mark, as essay.md has them."""
    return [f"{'> ' * block.displayed}{block.text}" for block in draft(text, markdown=markdown).edition.paragraphs]


def doubts(text: str, topic: Topic, *, markdown: bool = False) -> list[str]:
    return [str(doubt) for doubt in draft(text, markdown=markdown).decisions if doubt.topic is topic]


# Lines of one paragraph are joined by a space; what stands at a line's end decides whether there is one.
JOINED: dict[str, tuple[list[str], str]] = {
    "words": (["one ", "  two"], "one two"),
    "an em dash that touches": (["one—", "two"], "one—two"),
    "an en dash apart": (["one –", "two"], "one – two"),
    "a soft hyphen, which only breaks words": (["co\N{SOFT HYPHEN}", "operate"], "cooperate"),
    "a hyphen that waits for its word": (["pre-", "and post-war"], "pre- and post-war"),
    "a hyphen that may be part of the word": (["co-", "operate"], "co-operate"),
    "a hyphen between names": (["Marx-", "Engels"], "Marx-Engels"),
    "a minus": (["a -", "b"], "a - b"),
    "spaces within": (["one   two\tthree"], "one two three"),
}


@pytest.mark.parametrize(("lines", "text"), JOINED.values(), ids=JOINED.keys())
def test_lines_are_joined(lines: list[str], text: str) -> None:
    assert join(lines)[0] == text


def test_a_hyphen_at_a_lines_end_is_told_and_kept() -> None:
    assert join(["the co-", "operative (read-", "ing) room"]) == (
        "the co-operative (read-ing) room",
        [Hyphen("co-operative", 0), Hyphen("(read-ing)", 1)],
    )
    assert doubts("# T\n\n## S\n\nthe co-\noperative\n", Topic.HYPHENS) == ["line 5: “co-operative”"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("_The Shelf_, 12", "*The Shelf*, 12"),
        ("**bold** and *thin*", "*bold* and *thin*"),
        ("<em>so</em> <i>so</i>", "*so* *so*"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("_ alone _", "_ alone _"),
    ],
)
def test_italics_get_one_mark(written: str, kept: str) -> None:
    assert italics(written) == kept


# (the text, its title, its sections). Without Markdown's headings, short lines alone that end no sentence are taken.
HEADINGS: dict[str, tuple[str, str, list[str]]] = {
    "marked": ("# T\n\n## A\n\nx.\n\n## B\n\ny.\n", "T", ["A", "B"]),
    "underlined": ("T\n===\n\nA\n---\n\nx.\n", "T", ["A"]),
    "marked, all alike": ("# A\n\nx.\n\n# B\n\ny.\n", "the file", ["A", "B"]),
    "marked, in italics": ("# The *Shelf*\n\n## _A_ #\n\nx.\n", "The Shelf", ["A"]),
    "in front matter": ("---\ntitle: T\nauthor: Ada\n---\n# A\n\nx.\n", "T", ["A"]),
    "the same in front matter": ("---\ntitle: T\n---\n# T\n\n## A\n\nx.\n", "T", ["A"]),
    "short lines": ("The Shelf\n\nThe Key\n\nx y z.\n\nTHE END.\n\ny.\n", "The Shelf", ["The Key", "THE END."]),
    "numbered": ("T\n\n1. The Ovens\n\nx.\n\nII. The Scales\n\ny.\n", "T", ["1. The Ovens", "II. The Scales"]),
    "with a byline below": ("T\nBy Ada Lamp\nMay 1931\n\nA\n\nx.\n", "T", ["A"]),
    "with a name above a date": ("T\n\nAda Lamp\n\nMay 1, 1931\n\nA\n\nx.\n", "T", ["A"]),
    "a numbered list is none": ("T\n\nA\n\nx.\n\n1. one\n\n2. two\n\ny.\n", "T", ["A"]),
    "a sentence is none": ("T\n\nA\n\nIt was so.\n\nx.\n", "T", ["A"]),
    "a small letter begins none": ("T\n\nA\n\nand so on\n\nx.\n", "T", ["A"]),
    "nothing before the first": ("x is y.\n\nz.\n", "the file", ["Introduction"]),
    "two alike": ("# T\n\n## A\n\nx.\n\n## A\n\ny.\n", "T", ["A", "A (2)"]),
}


@pytest.mark.parametrize(("text", "title", "sections"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_are_found(text: str, title: str, sections: list[str]) -> None:
    made = draft(text)
    assert (made.title, list(made.edition.sections)) == (title, sections)


@pytest.mark.parametrize(
    "head", ["T\nBy Ada Lamp\nMay 1931", "T\n\nby Ada Lamp\n\nMay 1931", "T\n\nAda Lamp\n\nMay 1931"]
)
def test_author_and_date_are_taken_from_the_head_and_told(head: str) -> None:
    made = draft(f"{head}\n\nA\n\nx.\n")
    assert (made.author, made.date) == ("Ada Lamp", "May 1931")
    assert [str(doubt) for doubt in made.decisions if doubt.topic is Topic.FRONT] == [
        "author: “Ada Lamp”; it stands in pack.yaml alone",
        "date: “May 1931”; it stands in pack.yaml alone",
    ]


def test_headings_are_told_where_they_were_guessed_added_or_changed() -> None:
    assert doubts("T\n\nA\n\nx.\n", Topic.HEADINGS) == ["line 3: “A” was taken for a heading"]
    assert doubts("x is.\n", Topic.HEADINGS) == ["line 1: the text begins without a heading; it got “Introduction”"]
    assert doubts("# T\n\n## A\n\nx.\n\n## a\n\ny.\n", Topic.HEADINGS) == [
        "line 7: another section is called “a”; this one is now “a (2)”"
    ]


LONG = "word " * 30

# (the text below a heading, its paragraphs; “> ” marks a displayed one)
PARAGRAPHS: dict[str, tuple[str, list[str]]] = {
    "hard-wrapped": ("one\ntwo\n\nthree\n", ["one two", "three"]),
    "other line ends": ("one\r\ntwo\r\n\r\nthree\r\n", ["one two", "three"]),
    "a page break between": ("one.\n\fTwo.\n", ["one. Two."]),
    "first lines indented": ("   one\ntwo\n   three\nfour\n   five\n", ["one two", "three four", "five"]),
    "the first one flush": ("one\ntwo\n   three\nfour\n", ["one two", "three four"]),
    "long lines one below the other": (f"{LONG}\nshort\n", [LONG.strip(), "short"]),
    "a list": ("- one\nand\n- two\n", ["- one and", "- two"]),
    "a dash in the middle": ("one\n- two\n", ["one - two"]),
    "displayed by marks": ("x.\n\n> one\n> two\n>\n> three\n\ny.\n", ["x.", "> one two", "> three", "y."]),
    "displayed by marks, no blank line after": ("> one\nx.\n", ["> one", "x."]),
    "displayed by quotation marks": ("“All of it.” (Ovens 4)\n", ["> “All of it.” (Ovens 4)"]),
    "quoted only in part": ("“Some,” he said.\n", ["“Some,” he said."]),
    "quoted twice": ("“Some,” and “more.”\n", ["“Some,” and “more.”"]),
    "displayed by indentation": ("x.\n\n    one\n    two\n\ny.\n", ["x.", "> one two", "y."]),
    "everything indented": ("  one\n  two\n\n  three\n  four\n", ["one two", "three four"]),
    "a rule": ("one.\n\n* * *\n\ntwo.\n", ["one.", "two."]),
}


@pytest.mark.parametrize(("text", "paragraphs"), PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_paragraphs_are_found(text: str, paragraphs: list[str]) -> None:
    assert body(f"# T\n\n## A\n\n{text}") == paragraphs


def test_in_markdown_a_long_line_does_not_end_a_paragraph() -> None:
    assert body(f"# T\n\n## A\n\n{LONG}\nshort\n", markdown=True) == [f"{LONG}short"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“All.”\n", "line 5: a paragraph in quotation marks was taken for a displayed quotation"),
        ("    one\n    two\n\nx.\n\ny.\n", "line 5: indented lines were taken for a displayed quotation"),
        ("  one\ntwo\n  Three\n", "line 7: a paragraph was taken to begin or end without a blank line"),
        ("X.\n\nand so on.\n", "line 7: a paragraph begins with a small letter; it may go on with the one before"),
        ("X.\n\n– 12 –\n", "line 7: “– 12 –” stands alone and may be the number of a page"),
    ],
)
def test_paragraphs_are_told_where_they_were_guessed(text: str, told: str) -> None:
    assert told in doubts(f"# T\n\n## A\n\n{text}", Topic.PARAGRAPHS)


def bare(text: str) -> str:
    """The text without what the edition's marks and the forms of notes differ in."""
    return re.sub(r"[\s#>*_\[\]^:]", "", text)


def test_every_word_of_the_second_text_is_kept_once_and_in_order() -> None:
    text = SMALL_LIBRARIES.read_text(encoding="utf-8")
    for moved in ("By A Reader of Small Libraries\n", "November 2026\n", "\nNotes\n"):
        assert text.count(moved) == 1
        text = text.replace(moved, "")
    assert bare(draft(SMALL_LIBRARIES.read_text(encoding="utf-8")).text) == bare(text)


TEXTS = ["word", "“quoted”", '"', "co-", "—", "–", "(12)", "-", "a_b", "By", "1919", "> x"]
WORDS = [*TEXTS, "1.", "[1]", "[^2]", "so.²", "¹"]
GAPS = [" ", "\n", "\n\n", "\n   ", " \n    "]
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@pytest.mark.parametrize("markdown", [False, True])
@given(parts=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS))))
def test_no_character_is_lost_or_doubled_whatever_the_text(markdown: bool, parts: list[tuple[str, str]]) -> None:  # noqa: FBT001
    text = "# Title\n\n## Section\n\nBegin. " + "".join(word + gap for word, gap in parts)
    made = draft(text, markdown=markdown).text
    assert sorted(bare(made).translate(RAISED)) == sorted(bare(text).translate(RAISED))
