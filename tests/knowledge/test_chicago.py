"""Citations as notes and bibliographies in the Chicago style (17th edition, chapter 14)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from knowledge.citations.chicago import bibliography, note, quotation_note, short_note
from knowledge.model import Citation, Source
from knowledge.packs.reader import read_files
from knowledge.packs.shipped import SHIPPED
from tests.factories import make_quotation, make_source

GOLDMAN = {"family": "Goldman", "given": "Emma"}
BERKMAN = {"family": "Berkman", "given": "Alexander"}
VOLINE = {"literal": "Voline"}
DOLGOFF = {"family": "Dolgoff", "given": "Sam"}
YEAR = {"date-parts": [[1980]]}
READ = {"date-parts": [[2021, 4, 24]]}
HOUSE: dict[str, Any] = {"publisher_place": "Montreal", "publisher": "Black Rose Books", "issued": YEAR}
NO_HOUSE: dict[str, Any] = {"publisher_place": None, "publisher": None, "issued": None}

# (the work's CSL fields, label, locator, the note, the line of the bibliography)
WORKS: dict[str, tuple[dict[str, Any], str | None, str | None, str, str]] = {
    "a book": (
        {},
        "page",
        "150–1",
        "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 150–1",
        "Lamp, Ada. *Ovens*. London: Hearth Press, 1919.",
    ),
    "no locator": (
        {},
        None,
        None,
        "Ada Lamp, *Ovens* (London: Hearth Press, 1919)",
        "Lamp, Ada. *Ovens*. London: Hearth Press, 1919.",
    ),
    "two publishers": (
        {"publisher_place": "London/New York", "publisher": "Bookmarks, Pluto Press and Writers and Readers"},
        "page",
        "12",
        "Ada Lamp, *Ovens* (London/New York: Bookmarks, Pluto Press and Writers and Readers, 1919), 12",
        "Lamp, Ada. *Ovens*. London/New York: Bookmarks, Pluto Press and Writers and Readers, 1919.",
    ),
    "neither place, publisher nor year": ({**NO_HOUSE}, "page", "12", "Ada Lamp, *Ovens*, 12", "Lamp, Ada. *Ovens*."),
    "a span of years": (
        {**NO_HOUSE, "issued": {"literal": "1919–21"}},
        "page",
        "12",
        "Ada Lamp, *Ovens* (1919–21), 12",
        "Lamp, Ada. *Ovens*. 1919–21.",
    ),
    "an author's words that another edited": (
        {"title": "Bakunin on Anarchism", "author": [{"literal": "Bakunin"}], "editor": [DOLGOFF], **HOUSE},
        "page",
        "153",
        "Bakunin, *Bakunin on Anarchism*, ed. Sam Dolgoff (Montreal: Black Rose Books, 1980), 153",
        "Bakunin. *Bakunin on Anarchism*. Edited by Sam Dolgoff. Montreal: Black Rose Books, 1980.",
    ),
    "an editor only": (
        {"title": "The Anarchist Collectives", "author": None, "editor": [DOLGOFF], **HOUSE},
        "page",
        "7",
        "Sam Dolgoff, ed., *The Anarchist Collectives* (Montreal: Black Rose Books, 1980), 7",
        "Dolgoff, Sam, ed. *The Anarchist Collectives*. Montreal: Black Rose Books, 1980.",
    ),
    "two editors only": (
        {"author": None, "editor": [DOLGOFF, BERKMAN], **NO_HOUSE},
        None,
        None,
        "Sam Dolgoff and Alexander Berkman, eds., *Ovens*",
        "Dolgoff, Sam, and Alexander Berkman, eds. *Ovens*.",
    ),
    "translators": (
        {"translator": [GOLDMAN, BERKMAN]},
        "page",
        "3",
        "Ada Lamp, *Ovens*, trans. Emma Goldman and Alexander Berkman (London: Hearth Press, 1919), 3",
        "Lamp, Ada. *Ovens*. Translated by Emma Goldman and Alexander Berkman. London: Hearth Press, 1919.",
    ),
    "three authors": (
        {"author": [GOLDMAN, BERKMAN, VOLINE], **NO_HOUSE},
        None,
        None,
        "Emma Goldman, Alexander Berkman, and Voline, *Ovens*",
        "Goldman, Emma, Alexander Berkman, and Voline. *Ovens*.",
    ),
    "four authors": (
        {"author": [GOLDMAN, BERKMAN, VOLINE, DOLGOFF], **NO_HOUSE},
        None,
        None,
        "Emma Goldman et al., *Ovens*",
        "Goldman, Emma, Alexander Berkman, Voline, and Sam Dolgoff. *Ovens*.",
    ),
    "nobody": (
        {"title": "An Anarchist FAQ", "author": None, "volume": "2", **HOUSE},
        "section",
        "H.2.2",
        "*An Anarchist FAQ*, vol. 2 (Montreal: Black Rose Books, 1980), sec. H.2.2",
        "*An Anarchist FAQ*. Vol. 2. Montreal: Black Rose Books, 1980.",
    ),
    "a later edition": (
        {"edition": "2nd", **NO_HOUSE},
        "page",
        "12",
        "Ada Lamp, *Ovens*, 2nd ed., 12",
        "Lamp, Ada. *Ovens*. 2nd ed.",
    ),
    "initials": (
        {"author": [{"family": "Lenin", "given": "V. I."}], "title": "Collected Works", **NO_HOUSE},
        "volume",
        "42: 170",
        "V. I. Lenin, *Collected Works*, 42:170",
        "Lenin, V. I. *Collected Works*.",
    ),
    "a volume and a page of it": (
        {"author": None, "title": "Proceedings", "volume": "1", **HOUSE},
        "volume",
        "1, 152–3",
        "*Proceedings* (Montreal: Black Rose Books, 1980), 1:152–3",
        "*Proceedings*. Vol. 1. Montreal: Black Rose Books, 1980.",
    ),
    "a whole volume": ({**NO_HOUSE}, "volume", "3", "Ada Lamp, *Ovens*, vol. 3", "Lamp, Ada. *Ovens*."),
    "a note on a page": ({**NO_HOUSE}, "note", "29", "Ada Lamp, *Ovens*, n29", "Lamp, Ada. *Ovens*."),
    "a chapter of a book": ({**NO_HOUSE}, "chapter", "4", "Ada Lamp, *Ovens*, chap. 4", "Lamp, Ada. *Ovens*."),
    "a title that asks": (
        {"title": "What Is to Be Done?", **NO_HOUSE},
        "page",
        "5",
        "Ada Lamp, *What Is to Be Done?*, 5",
        "Lamp, Ada. *What Is to Be Done?*",
    ),
    "a chapter in an edited book": (
        {
            "type": "chapter",
            "title": "Dough",
            "container_title": "Bread",
            "editor": [DOLGOFF],
            "page": "65–80",
            **HOUSE,
        },
        "page",
        "66",
        "Ada Lamp, “Dough,” in *Bread*, ed. Sam Dolgoff (Montreal: Black Rose Books, 1980), 66",
        "Lamp, Ada. “Dough.” In *Bread*, edited by Sam Dolgoff, 65–80. Montreal: Black Rose Books, 1980.",
    ),
    "a chapter by nobody in an edited book": (
        {"type": "chapter", "title": "Dough", "author": None, "container_title": "Bread", "editor": [DOLGOFF], **HOUSE},
        "page",
        "66",
        "“Dough,” in *Bread*, ed. Sam Dolgoff (Montreal: Black Rose Books, 1980), 66",
        "“Dough.” In *Bread*, edited by Sam Dolgoff. Montreal: Black Rose Books, 1980.",
    ),
    "a translated chapter": (
        {"type": "chapter", "title": "Dough", "container_title": "Bread", "translator": [GOLDMAN], **NO_HOUSE},
        None,
        None,
        "Ada Lamp, “Dough,” trans. Emma Goldman, in *Bread*",
        "Lamp, Ada. “Dough.” Translated by Emma Goldman. In *Bread*.",
    ),
    "an article in a journal": (
        {"type": "article-journal", "title": "Dough", "container_title": "Bread", "volume": "4", "issue": "2"}
        | {"page": "65–80", **NO_HOUSE, "issued": YEAR},
        "page",
        "66",
        "Ada Lamp, “Dough,” *Bread* 4, no. 2 (1980): 66",
        "Lamp, Ada. “Dough.” *Bread* 4, no. 2 (1980): 65–80.",
    ),
    "an article in a journal without a year": (
        {"type": "article-journal", "title": "Dough", "container_title": "Bread", "issue": "17", **NO_HOUSE},
        "page",
        "66",
        "Ada Lamp, “Dough,” *Bread*, no. 17, 66",
        "Lamp, Ada. “Dough.” *Bread*, no. 17.",
    ),
    "an article in a magazine": (
        {"type": "article-magazine", "title": "Dough", "container_title": "Bread", **NO_HOUSE, "issued": YEAR},
        "page",
        "66",
        "Ada Lamp, “Dough,” *Bread*, 1980, 66",
        "Lamp, Ada. “Dough.” *Bread*, 1980.",
    ),
    "an article of which only author and title are known": (
        {"type": "article-magazine", "title": "Dough", **NO_HOUSE},
        "page",
        "66",
        "Ada Lamp, “Dough,” 66",
        "Lamp, Ada. “Dough.”",
    ),
    "a title that quotes and asks": (
        {"type": "chapter", "title": "Is It “Bread”?", "container_title": "Bread", **NO_HOUSE},
        None,
        None,
        "Ada Lamp, “Is It ‘Bread’?,” in *Bread*",
        "Lamp, Ada. “Is It ‘Bread’?” In *Bread*.",
    ),
    "a page of the web": (
        {"type": "webpage", "title": "Dough", **NO_HOUSE, "URL": "https://example.org/dough"},
        None,
        None,
        "Ada Lamp, “Dough,” https://example.org/dough",
        "Lamp, Ada. “Dough.” https://example.org/dough.",
    ),
    "a page of a site, with its day": (
        {"type": "webpage", "title": "Dough", **NO_HOUSE, "container_title": "The Bread Library"}
        | {"issued": {"date-parts": [[2013, 11, 25]]}, "accessed": READ, "URL": "https://example.org/dough"},
        "section",
        "Rye",
        "Ada Lamp, “Dough,” The Bread Library, November 25, 2013, sec. Rye, https://example.org/dough",
        "Lamp, Ada. “Dough.” The Bread Library. November 25, 2013. https://example.org/dough.",
    ),
    "a page of which only the day is known on which it was read": (
        {"type": "webpage", "title": "Dough", **NO_HOUSE, "accessed": READ, "URL": "https://example.org/dough"},
        None,
        None,
        "Ada Lamp, “Dough,” accessed April 24, 2021, https://example.org/dough",
        "Lamp, Ada. “Dough.” Accessed April 24, 2021. https://example.org/dough.",
    ),
}


@pytest.mark.parametrize(("csl", "label", "locator", "expected", "_line"), WORKS.values(), ids=WORKS.keys())
def test_a_note_follows_the_manual(
    csl: dict[str, Any], label: str | None, locator: str | None, expected: str, _line: str
) -> None:
    assert note(Citation(make_source(**csl), label, locator)) == expected


@pytest.mark.parametrize(("csl", "_label", "_locator", "_note", "line"), WORKS.values(), ids=WORKS.keys())
def test_a_line_of_the_bibliography_follows_the_manual(
    csl: dict[str, Any], _label: str | None, _locator: str | None, _note: str, line: str
) -> None:
    assert bibliography(make_source(**csl)) == line


def test_words_quoted_by_another_are_quoted_in_that_work() -> None:
    citation = Citation(make_source(**NO_HOUSE), "page", "45", quoted=True)
    assert note(citation, "Tom Rye") == "Tom Rye, quoted in Ada Lamp, *Ovens*, 45"
    assert note(citation) == "quoted in Ada Lamp, *Ovens*, 45"


def test_the_speaker_is_not_named_before_his_own_work() -> None:
    assert note(Citation(make_source(**NO_HOUSE), "page", "45"), "Ada Lamp") == "Ada Lamp, *Ovens*, 45"


def test_a_quotation_without_a_source_has_no_note() -> None:
    assert quotation_note(make_quotation(citation=None)) is None
    assert quotation_note(make_quotation()) == "Ada Lamp, *Ovens* (London: Hearth Press, 1919), 12"


SHIPPED_SOURCES = [
    Source(located.item.key, located.item.csl(), located.item.short) for located in read_files(SHIPPED).sources
]
STRAY = re.compile(r" [,.)]|,,|\(\)|\( |[,:]\)|\.\.|[?!]\.|  |^[,. ]|[,:( ]$|“”|\*\*|None|”[,.]|: :")


@pytest.mark.parametrize("source", SHIPPED_SOURCES, ids=[source.key for source in SHIPPED_SOURCES])
def test_every_shipped_source_is_cited_without_stray_punctuation(source: Source) -> None:
    cited = [
        note(Citation(source)),
        note(Citation(source, "page", "150–1")),
        note(Citation(source, "volume", "42: 170", quoted=True), "Somebody"),
        bibliography(source),
    ]
    for text in cited:
        assert not STRAY.search(text), text
        assert source.title.replace("“", "‘").replace("”", "’") in text.replace("“", "‘").replace("”", "’")
        assert text.count("(") == text.count(")")
    assert cited[1].endswith("150–1")
    assert cited[3].endswith((".", ".”", "?*", "!*"))


def test_the_search_for_stray_punctuation_finds_it() -> None:
    for text in ("A, , B", "A ()", "B..", "“A”, B", "What?.", "A (London: ), 3", "A, None", " A"):
        assert STRAY.search(text), text


LENIN = {"family": "Lenin", "given": "V. I."}

# (the work's CSL fields, label, locator, the later note)
LATER: dict[str, tuple[dict[str, Any], str | None, str | None, str]] = {
    "a book": ({"title": "Memoirs of a Baker"}, "page", "172", "Lamp, *Memoirs of a Baker*, 172"),
    "no locator": ({}, None, None, "Lamp, *Ovens*"),
    "a subtitle": ({"title": "Ada Lamp: A Baker’s Life"}, "page", "xvii", "Lamp, *Ada Lamp*, xvii"),
    "a title that calls": ({"title": "Bread is Theft! An Anthology"}, "page", "9", "Lamp, *Bread is Theft!*, 9"),
    "an article": ({"title": "The Bread Papers"}, "page", "181", "Lamp, *Bread Papers*, 181"),
    "an article and nothing else": ({"title": "The"}, "page", "1", "Lamp, *The*, 1"),
    "a word like an article": ({"title": "Theory of Dough"}, "page", "1", "Lamp, *Theory of Dough*, 1"),
    "an editor only": ({"author": None, "editor": [DOLGOFF]}, "page", "7", "Dolgoff, *Ovens*, 7"),
    "author and editor": ({"editor": [DOLGOFF]}, "page", "7", "Lamp, *Ovens*, 7"),
    "two authors": ({"author": [GOLDMAN, BERKMAN]}, "page", "7", "Goldman and Berkman, *Ovens*, 7"),
    "three authors": ({"author": [GOLDMAN, BERKMAN, VOLINE]}, None, None, "Goldman, Berkman, and Voline, *Ovens*"),
    "four authors": ({"author": [GOLDMAN, BERKMAN, VOLINE, DOLGOFF]}, "page", "7", "Goldman et al., *Ovens*, 7"),
    "nobody": ({"title": "An Anarchist FAQ", "author": None}, "section", "H.2", "*Anarchist FAQ*, sec. H.2"),
    "a volume and a page of it": ({"author": [LENIN]}, "volume", "42: 170", "Lenin, *Ovens*, 42:170"),
    "an article of a journal": (
        {"type": "article-journal", "title": "The Unhappy Baker", "container_title": "Bread", "issued": YEAR},
        "page",
        "66",
        "Lamp, “Unhappy Baker,” 66",
    ),
    "a chapter of a book that another edited": (
        {"type": "chapter", "title": "Dough", "author": None, "container_title": "Bread", "editor": [DOLGOFF]},
        "page",
        "66",
        "“Dough,” 66",
    ),
    "a page of the web": (
        {"type": "webpage", "title": "Bread: A Word", "URL": "https://example.org"},
        "section",
        "Rye, par. 3",
        "Lamp, “Bread,” sec. Rye, par. 3",
    ),
}


@pytest.mark.parametrize(("csl", "label", "locator", "expected"), LATER.values(), ids=LATER.keys())
def test_a_later_note_is_short(csl: dict[str, Any], label: str | None, locator: str | None, expected: str) -> None:
    assert short_note(Citation(make_source(**csl), label, locator)) == expected


def test_a_later_note_says_too_who_is_quoted() -> None:
    citation = Citation(make_source(), "page", "45", quoted=True)
    assert short_note(citation, "Tom Rye") == "Tom Rye, quoted in Lamp, *Ovens*, 45"
    assert short_note(citation) == "quoted in Lamp, *Ovens*, 45"
    assert short_note(Citation(make_source(), "page", "45"), "Ada Lamp") == "Lamp, *Ovens*, 45"


@pytest.mark.parametrize("source", SHIPPED_SOURCES, ids=[source.key for source in SHIPPED_SOURCES])
def test_every_shipped_source_has_a_short_note_without_stray_punctuation(source: Source) -> None:
    text = short_note(Citation(source, "page", "150–1"))
    assert not STRAY.search(text), text
    assert text.endswith("150–1")
    assert len(text) <= len(note(Citation(source, "page", "150–1")))
