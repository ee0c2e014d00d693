"""How alike a query and a text are: words and pairs of neighbours, never the order of anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.likeness import LIKEST, Lines, Wanted, likeness, line, wanted
from knowledge.search.normal import every_word, stem


def asked(text: str) -> Wanted:
    """A query whose words are all as rare."""
    stems = [stem(word) for word in every_word(text)]
    return wanted(stems, dict.fromkeys(stems, 5.0))


def like(query: str, *texts: str) -> float:
    """How alike the query and an entry of these texts are."""
    return likeness(asked(query), list(filter(None, map(line, texts)))).likest


def test_a_text_is_most_like_itself() -> None:
    texts = ["who baked the bread", "who ate the bread", "the bread was stale", "bread"]
    for text in texts:
        assert max(texts, key=lambda other: like(text, other)) == text


# The first is more like the query than the second.
NEARER = {
    "more words shared": ("night bread", "bread at night", "bread in the morning"),
    "neighbours as in the query": ("night bread", "night bread for all", "night came and bread went"),
    "the shorter of two that hold it": ("night bread", "night bread", "night bread and a hundred other things to eat"),
    "stop words as neighbours": ("who is this man", "who is this man", "this is a man who"),
    "inflections": ("baker bakes", "bakers baked", "bread"),
    "italics and note marks are overlooked": ("night bread", "*night* bread[^3]", "night, no bread"),
}


@pytest.mark.parametrize(("query", "nearer", "farther"), NEARER.values(), ids=NEARER.keys())
def test_one_text_is_more_like_a_query_than_another(query: str, nearer: str, farther: str) -> None:
    assert like(query, nearer) > like(query, farther)


@pytest.mark.parametrize("text", ["", " ", "the", "…", "*", "\N{BREAD}", "\0"])
def test_a_text_without_a_word_to_compare_is_like_nothing(text: str) -> None:
    assert line(text) == ""
    assert like("the bread", text) == 0
    assert likeness(asked(text), [line("the bread")]).likest == 0


def test_an_entry_with_more_texts_is_not_the_liker_for_it() -> None:
    few, many = ["night bread"], ["night bread", *(f"morning roll {number}" for number in range(20))]
    means = [likeness(asked("night bread"), list(map(line, texts))).mean for texts in (few, many)]
    assert means[0] > means[1]
    assert means[1] * LIKEST == pytest.approx(means[0])


TEXTS = st.lists(st.text("abc é*'-", max_size=12).map(lambda text: f"night {text}"), max_size=8)


@given(st.text("abc night", max_size=20), st.lists(TEXTS, max_size=4))
def test_many_texts_turned_round_give_what_each_gives_alone(query: str, entries: list[list[str]]) -> None:
    kept = [[one for text in texts if (one := line(text))] for texts in entries]
    turned = Lines((number, one) for number, lines in enumerate(kept) for one in lines).likeness(asked(query))
    for number, lines in enumerate(kept):
        alone = likeness(asked(query), lines)
        assert turned.get(number, (0.0, 0.0)) == pytest.approx(tuple(alone))
