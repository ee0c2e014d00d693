"""What a machine cannot know: every doubt about a text, gathered while it is read and put before a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """The kinds of doubt, in the order in which they are best settled. The value says what to do."""

    FRONT = "Title, author, date. They were taken from the head of the text. Correct them in pack.yaml and essay.md."
    LEFT_OUT = "Left out. These lines do not stand in essay.md. Put back whatever belongs to the text."
    HEADINGS = "Headings guessed, changed or added. Correct them in essay.md."
    PARAGRAPHS = (
        "Paragraphs guessed. Correct them in essay.md: one line a paragraph, “> ” before a displayed quotation."
    )
    IMPRINT = (
        "What may be a publisher's or a site's. It stands in essay.md as paragraphs; take it out if it is no part of"
        " the text."
    )
    HYPHENS = (
        "Hyphens at line ends. Each was kept, and its two halves joined; take it out in essay.md where it only broke"
        " the word."
    )
    NOTES = "Notes and their marks. Write [^1] in essay.md where note 1 belongs."
    MARKS = (
        "Quotation marks without a partner. If the text has them so, list them in slips.yaml; else correct essay.md"
        " and add the quotation to quotations.yaml."
    )
    OTHER_MARKS = "Quotation marks of another kind. `serge check` does not ask for these; record those that quote."
    SHORT_TITLES = "Short titles that may be none. Take what is no work out of sources.yaml and citations.yaml."
    SEVERAL = (
        "Parentheses that may serve several quotations, or one that they do not directly follow. Allot their pages in"
        " quotations.yaml, and name the quotations in citations.yaml."
    )
    PAGES = "Pages without a work, and works without a page. Complete them in citations.yaml."
    CITING_NOTES = "Notes that cite no short title of the text. Make a source for every work that they name."
    SPEAKERS = (
        "Speakers unknown. Who said the words? Fill in speaker in quotations.yaml; where the cited work only quotes"
        " them, quoted_in instead of source; where nobody is quoted, kind: term, scare or title."
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """One doubt: its kind, where it stands (a line of the text, or a paragraph or note), and what it is."""

    topic: Topic
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def line(number: int) -> str:
    """How a line of the text is named."""
    return f"line {number}"
