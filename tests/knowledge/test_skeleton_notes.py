"""Notes and their marks are found in the forms that people have, and told where one has no partner."""

from __future__ import annotations

import pytest

from knowledge.packs.skeleton.decisions import Topic
from knowledge.packs.skeleton.draft import Draft, make_draft

HEAD = "# T\n\n## A\n\n"


def draft(text: str) -> Draft:
    return make_draft(HEAD + text, "the file", markdown=False)


def held(text: str) -> list[str]:
    """The paragraphs and notes of the text as essay.md has them, title and first heading apart."""
    return draft(text).text.removeprefix(HEAD).strip().split("\n\n")


def doubts(text: str) -> list[str]:
    return [str(doubt) for doubt in draft(text).decisions if doubt.topic is Topic.NOTES]


TWO = ["One[^1] and two.[^2]", "[^1]: Ada Lamp, *Ovens*.", "[^2]: Tom Rye."]

# (a text with two notes). All of these are TWO.
FORMS = {
    "Markdown's": "One[^1] and two.[^2]\n\n[^1]: Ada Lamp, *Ovens*.\n[^2]: Tom Rye.\n",
    "Markdown's, wrapped": "One[^1] and two.[^2]\n\n[^1]: Ada Lamp,\n    *Ovens*.\n\n[^2]: Tom\nRye.\n",
    "Markdown's, between": "[^1]: Ada Lamp, *Ovens*.\n\nOne[^1] and two.[^2]\n\n[^2]: Tom Rye.\n",
    "Markdown's, under a heading": "One[^1] and two.[^2]\n\n## Notes\n\n[^1]: Ada Lamp, *Ovens*.\n[^2]: Tom Rye.\n",
    "Markdown's, named": "One[^lamp] and two.[^rye]\n\n[^rye]: Tom Rye.\n\n[^lamp]: Ada Lamp, *Ovens*.\n",
    "in brackets": "One[1] and two.[2]\n\n## Notes\n\n[1] Ada Lamp,\n_Ovens_.\n\n[2] Tom Rye.\n",
    "in brackets, one below the other": "One[1] and two.[2]\n\n## ENDNOTES\n\n[1]: Ada Lamp, *Ovens*.\n[2]: Tom Rye.\n",
    "in brackets, without a heading": "One[1] and two.[2]\n\n[1] Ada Lamp, *Ovens*.\n\n[2] Tom Rye.\n",
    "numbered": "One[1] and two.[2]\n\n## Footnotes\n\n1. Ada Lamp, *Ovens*.\n2. Tom Rye.\n",
    "numbered, with a bracket": "One[1] and two.[2]\n\n## Notes\n\n1) Ada Lamp, *Ovens*.\n\n2) Tom Rye.\n",
    "numbered, after a rule": "One[1] and two.[2]\n\n---\n\n1. Ada Lamp, *Ovens*.\n\n2. Tom Rye.\n",
    "numbered without a stop": "One[1] and two.[2]\n\n## Notes\n\n1 Ada Lamp, *Ovens*.\n2 Tom Rye.\n",
    "raised": "One¹ and two.²\n\n## Notes\n\n¹ Ada Lamp, *Ovens*.\n² Tom Rye.\n",
    "raised, at the foot of a page": "One¹ and two.²\n\n¹ Ada Lamp, *Ovens*.\n\n²Tom Rye.\n",
    "raised in HTML": "One<sup>1</sup> and two.<sup>[2]</sup>\n\n## Notes\n\n1. Ada Lamp, *Ovens*.\n2. Tom Rye.\n",
    "raised marks, numbered notes": "One¹ and two.²\n\n## Notes\n\n1. Ada Lamp, *Ovens*.\n2. Tom Rye.\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_notes_are_found_in_every_form(text: str) -> None:
    assert held(text) == TWO


# What looks like a note or a mark and is none stays as it stands.
NO_NOTES: dict[str, list[str]] = {
    "A year [1917] in brackets.": ["A year [1917] in brackets."],
    "Ten m² and 10² and 3 km².\n\n² Tom Rye.": ["Ten m² and 10² and 3 km².", "[^2]: Tom Rye."],
    "One[^1] and [2].\n\n[^1]: A.\n[^2]: B.": ["One[^1] and [2].", "[^1]: A.", "[^2]: B."],
    "One [7].\n\n## Notes\n\n[1] A.": ["One [7].", "[^1]: A."],
    "x.\n\n1. one\n\n2. two": ["x.", "1. one", "2. two"],
    "x.\n\n## References\n\nAda Lamp, *Ovens*.": ["x.", "## References", "Ada Lamp, *Ovens*."],
    "x.[1]\n\n## Notes\n\nMine.\n\n[1] A.\n1919 it was.": ["x.[^1]", "## Notes", "Mine.", "[^1]: A. 1919 it was."],
    "x.[1]\n\n## Notes\n\n[1] A, page\n3 of it.": ["x.[^1]", "[^1]: A, page 3 of it."],
    "x.[1]\n\n## Notes\n\n[1] A, page\n12. B.": ["x.[^1]", "[^1]: A, page 12. B."],
    "x.[1]\n\n## Notes\n\n[1] A.\n\nStill A.\n\n## B\n\ny.": ["x.[^1]", "## B", "y.", "[^1]: A. Still A."],
}


@pytest.mark.parametrize(("text", "kept"), NO_NOTES.items(), ids=NO_NOTES.keys())
def test_what_is_no_note_stays(text: str, kept: list[str]) -> None:
    assert held(text) == kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x.\n\n[^1]: A.\n", ["line 7: note 1 is marked nowhere in the text"]),
        ("x.[^1][^2]\n\n[^1]: A.\n", ["line 5: [^2] has no note"]),
        ("x.[^a]\n\n[^a]: A.\n", ["line 7: the note “a” is now note 1"]),
        ("x.[^1]\n\n[^1]: A.\n\n[^1]: B.\n", ["line 1: 2 notes have the number 1; number them through"]),
        (
            "x.[^1]\n\n## B[^1]\n\ny.\n\n[^1]: A.\n",
            ["line 7: the heading “B[^1]” marks a note; put the mark into a paragraph"],
        ),
        ("x.[1]\n\n[1] A.\n", []),
    ],
)
def test_notes_and_marks_without_a_partner_are_told(text: str, told: list[str]) -> None:
    assert doubts(text) == told
