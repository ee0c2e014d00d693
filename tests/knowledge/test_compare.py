"""Then and now: which pair a query means, and that every pair of the shipped pack is sound."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from knowledge.library import Library
from knowledge.model import Pair, Statement
from knowledge.packs.pack import Pack

# By topic however it is typed, by an entry's topic or alias, by words of the question and the statements.
MEANT = {
    "a pair's topic": ("The problem of liberty", ["liberty"]),
    "its topic, otherwise typed": ("the PROBLEM of  liberty?", ["liberty"]),
    "its topic before an entry of that name": ("War Communism", ["war-communism"]),
    "an entry's topic": ("Kronstadt", ["party-lies"]),
    "an entry's alias": ("secret police", ["cheka"]),
    "an entry in several pairs": (
        "inner-party democracy",
        ["workers-democracy", "purge"],
    ),
    "words of the question": ("war communism emergency", ["war-communism"]),
    "words of a statement": ("implacable severity", ["cheka"]),
}


@pytest.mark.parametrize(("query", "keys"), MEANT.values(), ids=MEANT.keys())
async def test_the_pairs_that_are_meant_are_found(shared_library: Library, query: str, keys: list[str]) -> None:
    assert [pair.key for pair in await shared_library.compare(query)][: len(keys)] == keys


async def test_without_a_query_every_pair_is_given(shared_library: Library, shipped: Pack) -> None:
    for query in ("", " \t"):
        assert list(map(unordered, await shared_library.compare(query))) == list(map(unordered, shipped.pairs))


@pytest.mark.parametrize("query", ["sourdough", "the", "?", "🥖", "'; DROP TABLE pair; --", "\0", "q" * 5000])
async def test_what_nothing_is_said_of_finds_no_pair(shared_library: Library, query: str) -> None:
    assert await shared_library.compare(query) == []


async def test_every_pair_is_found_by_its_topic(shared_library: Library, shipped: Pack) -> None:
    for pair in shipped.pairs:
        assert list(map(unordered, await shared_library.compare(pair.topic))) == [unordered(pair)]


async def test_a_library_without_pairs_compares_nothing(bakery: Library) -> None:
    assert await bakery.compare("") == []
    assert await bakery.compare("night baking") == []


def every_pair() -> list[str]:
    """The keys of the shipped pairs, written down so that none goes missing unseen."""
    return [
        "workers-democracy", "monopoly-of-power", "democracy-obliterated", "liberty", "cheka",
        "party-lies", "workers-control", "communism-of-associations", "war-communism", "purge",
        "one-man-management", "serge-and-the-masses", "end-of-soviet-democracy", "bolshevism-as-model",
        "democracy-outside-the-party", "platform", "multi-party",
    ]  # fmt: skip


def pair_of(pack: Pack, key: str) -> Pair:
    return next(pair for pair in pack.pairs if pair.key == key)


def test_the_shipped_pairs_are_these(shipped: Pack) -> None:
    assert [pair.key for pair in shipped.pairs] == every_pair()
    assert len({pair.topic for pair in shipped.pairs}) == len(shipped.pairs)


@pytest.mark.parametrize("key", every_pair())
def test_both_sides_say_when_and_who_and_give_the_page(shipped: Pack, key: str) -> None:
    pair = pair_of(shipped, key)
    for statement in (*pair.earlier, *pair.later):
        assert statement.when.strip()
        assert statement.speaker
        assert statement.citation is not None or (statement.speaker, key) in UNCITED
        assert statement.citation is None or statement.citation.locator
    assert {said.when for said in pair.earlier}.isdisjoint(said.when for said in pair.later)


UNCITED = {("Victor Serge", "one-man-management"), ("Leon Trotsky", "multi-party")}
"""Statements for which the essay gives no source: a paraphrase in Conclusions 4, a call in The Opposition 7."""


@pytest.mark.parametrize("key", every_pair())
def test_every_word_of_a_pair_stands_in_the_edition(shipped: Pack, key: str) -> None:
    pair = pair_of(shipped, key)
    for part in (*pair.earlier, *pair.later, *pair.comment):
        block = shipped.edition.find(part.place.block)
        assert block is not None
        assert block.text[part.place.start : part.place.end] == part.exact


@pytest.mark.parametrize("key", every_pair())
def test_a_statement_is_a_quotation_with_its_page_or_a_paraphrase(shipped: Pack, key: str) -> None:
    quotations = {quotation.place: quotation for quotation in shipped.quotations}
    pair = pair_of(shipped, key)
    for statement in (*pair.earlier, *pair.later):
        quotation = quotations.get(statement.place)
        assert statement.paraphrase is (quotation is None)
        if quotation is not None:
            assert (statement.speaker, statement.citation) == (quotation.speaker, quotation.citation)
            assert quotation.year is None or agrees(statement, quotation.year)


@pytest.mark.parametrize("key", every_pair())
def test_a_pair_asks_one_neutral_question_and_belongs_to_entries(shipped: Pack, key: str) -> None:
    pair = pair_of(shipped, key)
    assert re.fullmatch(r"[A-Z][^?]+\?", pair.question)
    assert pair.comment
    assert pair.entries
    assert set(pair.entries) <= {entry.key for entry in shipped.entries}


def unordered(pair: Pair) -> Pair:
    """The pair with its entries in the order of their keys; a library gives them in the order of the pack."""
    return replace(pair, entries=tuple(sorted(pair.entries)))


def agrees(statement: Statement, year: int) -> bool:
    """Whether the statement's date names the year or a span that holds it."""
    if span := re.search(r"(\d{4})–(\d{2,4})", statement.when):
        return int(span[1]) <= year <= int(span[1][: 4 - len(span[2])] + span[2])
    return str(year) in statement.when
