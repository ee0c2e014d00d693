"""A plain text or Markdown file becomes an edition: each form that people write in is read, each doubt is told."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.packs.edition import parse_edition
from knowledge.packs.shipped import SHIPPED
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


# (the lines at the head of a text, those of them that are left out). A table is a heading and two or more lines below
# one another that end in pages, each no lower than the last; whatever is not just that stays.
CONTENTS: dict[str, tuple[str, list[str]]] = {
    "tabs": ("Contents\n\nA\t4\nB\t7\n", ["Contents", "A\t4", "B\t7"]),
    "dots": ("CONTENTS:\n\nA .... 4\nB. . . . 17\n", ["CONTENTS:", "A .... 4", "B. . . . 17"]),
    "spaces": ("Table of Contents\nA   4\nB in 1919   4\n", ["Table of Contents", "A   4", "B in 1919   4"]),
    "blank lines between": ("Contents\n\nA 4\n\nB 7\n\nA 1\n", ["Contents", "A 4", "B 7"]),
    "a marked heading": ("## **Contents**\n\nA 4\nB 7\n", ["## **Contents**", "A 4", "B 7"]),
    "an underlined heading": ("Contents\n--------\nA 4\nB 7\n", ["Contents", "--------", "A 4", "B 7"]),
    "more below a blank line": ("Contents\n\nA 4\nB 7\n\nArticle 58\n\nx.\n", ["Contents", "A 4", "B 7"]),
    "a line without a page": ("Contents\n\nA 4\nB 7\nand so on\n", ["Contents", "A 4", "B 7"]),
    "one line alone": ("Contents\n\nIn all 12\n\nx.\n", []),
    "pages that go back": ("Contents\n\nShelf 9\nShelf 2\n", []),
    "years": ("Contents\n\nOctober of the year 1917\nMarch of the year 1921\n", []),
    "numbers alone": ("Contents\n\n1 4\n2 7\n", []),
    "prose": ("Contents\n\nIt is so.\n", []),
    "a word in prose": ("of the\ncontents\nof room 4\nand room 7\n", []),
    "another heading": ("Prices\n\nBread 4\nTea 7\n", []),
}


@pytest.mark.parametrize(("head", "left_out"), CONTENTS.values(), ids=CONTENTS.keys())
def test_a_table_of_contents_is_left_out_and_told(head: str, left_out: list[str]) -> None:
    text = f"T\n\n{head}\nIt begins.\n"
    kept = draft(text).text.replace("## Introduction\n", "")
    assert Counter(bare(text)) - Counter(bare(kept)) == Counter(bare("".join(left_out)))
    told = ", ".join(f"“{line}”" for line in left_out)
    said = [doubt.partition(": ")[2] for doubt in doubts(text, Topic.LEFT_OUT)]
    assert said == ([f"a table of contents: {told}"] if left_out else [])


def test_what_stands_between_the_table_of_contents_and_the_first_heading_is_the_introduction() -> None:
    made = draft("T\n\nBy Ada\n\n\fContents\n\nA\t4\nB\t7\n\nIt begins.\n\nA\n\nx.\n\nB\n\ny.\n")
    assert (made.title, made.author, made.edition.sections) == ("T", "Ada", ("Introduction", "A", "B"))
    assert [str(doubt) for doubt in made.decisions if doubt.topic in {Topic.LEFT_OUT, Topic.HEADINGS}][:2] == [
        "lines 5 to 8: a table of contents: “Contents”, “A\t4”, “B\t7”",
        "line 10: the text begins without a heading; it got “Introduction”",
    ]


SOURCE = (SHIPPED / "source.txt").read_text(encoding="utf-8")
TABLE = "Contents\n\nThe Anarchists\t4\nThe Bolsheviks\t7\nThe Opposition\t14\nThe Alternative\t16\nConclusions\t17\n"


def words(text: str) -> Counter[str]:
    """How often each word stands in the text, and each number, raised or not."""
    return Counter(re.findall(r"\w+", re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", r" \g<0> ", text).translate(RAISED)))


def test_of_the_shipped_text_only_the_table_of_contents_is_left_out() -> None:
    made = draft(SOURCE).text
    assert SOURCE.count(TABLE) == 1
    assert made == draft(SOURCE.replace(TABLE, "")).text
    in_pack_yaml = "Anarcho November 25, 2013"
    assert words(SOURCE) - words(made) == words(f"{TABLE} {in_pack_yaml}")
    assert words(made) - words(SOURCE) == words("Introduction")


def test_the_shipped_texts_sections_are_those_of_its_edition() -> None:
    edition, shipped = draft(SOURCE).edition, parse_edition((SHIPPED / "essay.md").read_text(encoding="utf-8"))[0]
    assert edition.sections == shipped.sections
    introductions = [[b.text for b in it.paragraphs if b.section == "Introduction"] for it in (edition, shipped)]
    assert introductions[0] == introductions[1]


# Nothing at the end of a text is left out: an imprint looks too much like a last line or an address in a note.
def test_what_may_be_an_imprint_is_told_and_is_no_heading() -> None:
    assert doubts(SOURCE, Topic.IMPRINT) == [
        "line 287: “The Anarchist Library Anti-Copyright”",
        "line 292: “Anarcho Victor Serge: The Worst of the Anarchists November 25, 2013”",
        "line 296: “Retrieved on 24th April 2021 from anarchism.pageabode.com”",
        "line 298: “theanarchistlibrary.org”",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Copyright 2013 Ada Lamp", True),
        ("© Ada Lamp", True),
        ("All rights reserved.", True),
        ("https://example.org/a-b", True),
        ("Copyright was never asked for.", False),
        ("Retrieved from the Fire", False),
        ("It ends with example.org", False),
    ],
)
def test_lines_of_an_imprint(line: str, told: bool) -> None:  # noqa: FBT001
    assert bool(doubts(f"# T\n\n## A\n\nx.\n\n{line}\n", Topic.IMPRINT)) is told


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
