"""Works cited and citations in the text as the MLA Handbook (9th edition) has them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from knowledge.citations.mla import in_text, works_cited
from knowledge.model import Citation, Source
from tests.citable_works import DATED, SHIPPED_WORKS, WHOLE_WORKS
from tests.factories import make_source

WORKS = {work.key: work for work in SHIPPED_WORKS}

# Checked by hand against the Handbook's rules: an editor in the author's place, two authors, a group as author, a work
# without one, other contributors after the title, the volume as a number, university presses as UP, no business words,
# no town, and the date of first publication after the title.
LINES = {
    "memoirs": (
        "Serge, Victor. *Memoirs of a Revolutionary*. Translated by Peter Sedgwick, New York Review Books, 2012."
    ),
    "papers": "Cotterill, D. J., editor. *The Serge-Trotsky Papers*. Pluto Press, 1994.",
    "weissman": "Weissman, Susan. *Victor Serge: A Political Biography*. 2001. Verso, 2013.",
    "sedgwick-unhappy-elitist": (
        "Sedgwick, Peter. “The Unhappy Elitist: Victor Serge’s Early Bolshevism.” "
        "*History Workshop: A Journal of Socialist and Feminist Historians*, no. 17, 1984."
    ),
    "anarchist-faq": "*An Anarchist FAQ*. Vol. 2, AK Press, 2012.",
    "property-is-theft": (
        "Proudhon, Pierre-Joseph. *Property is Theft! A Pierre-Joseph Proudhon Anthology*. "
        "Edited by Iain McKay, AK Press, 2011."
    ),
    "malle-war-communism": (
        "Malle, Silvana. *The Economic Organization of War Communism 1918–1921*. Cambridge UP, 1985."
    ),
    "brinton-workers-power": (
        "Brinton, Maurice. “The Bolsheviks and Workers’ Control: The State and Counter-Revolution.” "
        "*For Workers’ Power: The Selected Writings of Maurice Brinton*, edited by David Goodway, AK Press, 2004."
    ),
    "communist-manifesto": (
        "Marx, Karl, and Friedrich Engels. “Manifesto of the Communist Party.” *The Marx-Engels Reader*, "
        "edited by Robert C. Tucker, W.W. Norton, 1978."
    ),
    "guerin-anarchism": "Guérin, Daniel. *Anarchism: From Theory to Practice*. Monthly Review Press, 1970.",
    "kronstadt-exchange-of-views": "“Exchange of Views on Kronstadt.” *Kronstadt*, Pathfinder Press, 1986.",
    "lenin-what-is-to-be-done": "Lenin, V. I. *What Is to Be Done?*",
    "lenin-can-the-bolsheviks": "Lenin, V. I. *Can the Bolsheviks Retain State Power?* 1917.",
    "left-opposition-platform": "Left Opposition. *Platform of the Opposition*.",
    "zinoviev-monopoly-of-power": "Zinoviev, Grigory. “The Monopoly of Power.”",
}


@pytest.mark.parametrize("key", LINES)
def test_a_line_of_the_works_cited_follows_the_handbook(key: str) -> None:
    assert works_cited(WORKS[key]) == LINES[key]


def person(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given}


THREE = [person("Emma Goldman"), person("Alexander Berkman"), person("Sam Dolgoff")]
PART: dict[str, Any] = {"type": "chapter", "title": "Dough", "container_title": "Bread"}


@pytest.mark.parametrize(
    ("csl", "line"),
    [
        ({"author": THREE}, "Goldman, Emma, et al. *Ovens*. Hearth Press, 1919."),
        ({"author": None, "editor": THREE}, "Goldman, Emma, et al., editors. *Ovens*. Hearth Press, 1919."),
        (
            {"author": None, "editor": THREE[:2]},
            "Goldman, Emma, and Alexander Berkman, editors. *Ovens*. Hearth Press, 1919.",
        ),
        (
            {"editor": THREE[:2]},
            "Lamp, Ada. *Ovens*. Edited by Emma Goldman and Alexander Berkman, Hearth Press, 1919.",
        ),
        (
            {"editor": THREE[:1], "translator": THREE, "edition": "2nd", "volume": "3"},
            (
                "Lamp, Ada. *Ovens*. Edited by Emma Goldman, translated by Emma Goldman et al., 2nd ed., vol. 3, "
                "Hearth Press, 1919."
            ),
        ),
        (
            {**PART, "translator": THREE[:1], "editor": THREE[1:2], "volume": "2", "page": "65–80"},
            (
                "Lamp, Ada. “Dough.” Translated by Emma Goldman. *Bread*, edited by Alexander Berkman, vol. 2, "
                "Hearth Press, 1919, pp. 65–80."
            ),
        ),
        ({**PART, "page": "7"}, "Lamp, Ada. “Dough.” *Bread*, Hearth Press, 1919, p. 7."),
        (
            {**PART, "type": "article-journal", "volume": "4", "issue": "2", "publisher": None},
            "Lamp, Ada. “Dough.” *Bread*, vol. 4, no. 2, 1919.",
        ),
        (
            {**PART, "type": "article-magazine", "publisher": None, "issued": {"date-parts": [[1919, 9, 1]]}},
            "Lamp, Ada. “Dough.” *Bread*, 1 Sept. 1919.",
        ),
        ({"title": "Is It “Bread”?", "type": "manuscript"}, "Lamp, Ada. “Is It ‘Bread’?” Hearth Press, 1919."),
        ({"issued": {"literal": "1919–21"}, "publisher": None}, "Lamp, Ada. *Ovens*. 1919–21."),
    ],
)
def test_what_the_pack_has_not_follows_the_handbook_too(csl: dict[str, Any], line: str) -> None:
    assert works_cited(make_source(**csl)) == line


def test_a_page_of_the_web_has_its_day_its_address_and_when_it_was_read() -> None:
    line = "Anarcho. “Ovens.” 25 Nov. 2013, https://example.org/. Accessed 24 Apr. 2021."
    assert works_cited(DATED) == line


@pytest.mark.parametrize(
    ("publisher", "house"),
    [
        ("Cambridge University Press", "Cambridge UP"),
        ("University of Chicago Press", "U of Chicago P"),
        ("The Free Press", "Free Press"),
        ("W.W. Norton & Co", "W.W. Norton"),
        ("Little, Brown and Company, Inc.", "Little, Brown"),
        ("Farrar & Rinehart", "Farrar and Rinehart"),
        ("Bookmarks, Pluto Press and Writers and Readers", "Bookmarks, Pluto Press and Writers and Readers"),
        ("Co", "Co"),
    ],
)
def test_publishers_lose_their_business_words(publisher: str, house: str) -> None:
    assert works_cited(make_source(publisher=publisher)) == f"Lamp, Ada. *Ovens*. {house}, 1919."


@pytest.mark.parametrize(
    ("key", "label", "locator", "text"),
    [
        ("memoirs", "page", "150–1", "(Serge 150–1)"),
        ("papers", "page", "181", "(Cotterill 181)"),
        ("communist-manifesto", "page", "475", "(Marx and Engels 475)"),
        ("anarchist-faq", "section", "H.2.2", "(*Anarchist FAQ*, sec. H.2.2)"),
        ("kronstadt-exchange-of-views", "page", "140–1", "(“Exchange of Views on Kronstadt” 140–1)"),
        ("lenin-collected-works", "volume", "42: 170", "(Lenin 42: 170)"),
        ("lenin-collected-works", "volume", "42", "(Lenin, vol. 42)"),
        ("weissman", "note", "29", "(Weissman, n29)"),
        ("memoirs", None, None, "(Serge)"),
    ],
)
def test_a_citation_in_the_text_names_author_and_page(
    key: str, label: str | None, locator: str | None, text: str
) -> None:
    assert in_text(Citation(WORKS[key], label, locator)) == text


def test_words_that_a_work_quotes_are_quoted_in_it() -> None:
    assert in_text(Citation(WORKS["weissman"], "page", "45", quoted=True)) == "(qtd. in Weissman 45)"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("memoirs", "(Serge, *Memoirs* 9)"),
        ("danger", "(Serge, *Revolution in Danger* 9)"),
        ("year-one", "(Serge, *Year One* 9)"),
        ("sedgwick-unhappy-elitist", "(Sedgwick, “Unhappy Elitist” 9)"),
        ("lenin-what-is-to-be-done", "(Lenin, *What Is to Be Done* 9)"),
        ("trotsky-moralists", "(Trotsky, “Moralists and Sycophants against Marxism” 9)"),
    ],
)
def test_of_several_works_by_one_author_the_title_is_named_by_its_beginning(key: str, text: str) -> None:
    assert in_text(Citation(WORKS[key], "page", "9"), titled=True) == text


def test_of_three_authors_the_first_is_named() -> None:
    assert in_text(Citation(make_source(author=THREE), "page", "9")) == "(Goldman et al. 9)"


STRAY = re.compile(r" [,.)]|,,|\(\)|\( |\.\.|[?!]\.|  |^[,. ]|[,:( ]$|“”|\*\*|None|”[,.]")


@pytest.mark.parametrize("source", [*SHIPPED_WORKS, *WHOLE_WORKS], ids=lambda source: source.key)
def test_every_work_is_cited_without_stray_punctuation(source: Source) -> None:
    line, text = works_cited(source), in_text(Citation(source, "page", "150–1"), titled=True)
    for written in (line, text):
        assert not STRAY.search(written.replace("Millers, Ltd..", "Millers, Ltd.")), written
    assert line.endswith((".", ".”", "?*", "!*", "?”"))
    assert text.endswith(" 150–1)")
