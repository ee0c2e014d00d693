"""What answers, pages, pairs and works are to be cited by, from the library itself, on both backends."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answer import Answer, Outcome
from knowledge.citations.works import Cited
from knowledge.cite import Shown, cite, find_work, to_cite
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import Entry, Pair, Source
from knowledge.packs.pack import Pack
from knowledge.storage.database import Database
from tests.factories import write_pack
from tests.rows import add_guild_entry

ESSAY = "worst-of-the-anarchists"


def where(cited: list[Cited]) -> list[tuple[str, str]]:
    return [(one.citation.source.key, one.where) for one in cited]


async def cited_by(library: Library, query: str, scope: int = 0) -> list[tuple[str, str]]:
    """What is cited for what a query finds."""
    found = await to_cite(library, query, scope)
    if isinstance(found, Answer):
        assert found.outcome is Outcome.ANSWER
        found = found.finding or found.matches[0].entry
    return where(await cite(library.database, [found], scope))


async def test_an_entry_cites_the_essay_where_it_stands_and_what_is_quoted(shared_library: Library) -> None:
    assert await cited_by(shared_library, "kronstadt") == [
        (ESSAY, "section The Bolsheviks, pars. 17, 18"),
        ("memoirs", "page 150–1"),
        ("weissman", "page 47"),
        ("memoirs", "page 172"),
        ("weissman", "page xvii"),
    ]


async def test_every_entry_cites_its_own_quotations_and_the_essay(shared_library: Library, shipped: Pack) -> None:
    topics = {line.key: line.id for line in await shared_library.topics()}
    for wanted in shipped.entries:
        entry = await shared_library.entry(topics[wanted.key])
        assert isinstance(entry, Entry)
        cited = await cite(shared_library.database, [entry])
        pages = {(one.citation.source.key, one.citation.locator) for one in cited}
        quoted = {(one.citation.source.key, one.citation.locator) for one in entry.quotations if one.citation}
        assert pages >= quoted
        assert {key for key, _ in pages - quoted} == {ESSAY}
        sections = {place.place.section for place in (*entry.passages, *entry.rebuttals) if place.place.note is None}
        assert sections == {one.where[8:].rpartition(",")[0].partition(", par")[0] for one in essay_places(cited)}
        assert where(await cite(shared_library.database, [entry, entry])) == where(cited)


def essay_places(cited: list[Cited]) -> list[Cited]:
    """The citations of the essay's sections."""
    return [one for one in cited if one.citation.source.key == ESSAY and one.citation.label == "section"]


async def test_words_that_a_work_quotes_are_cited_with_their_speaker(shared_library: Library) -> None:
    cited = await cited_by(shared_library, "victor serge")
    assert ("weissman", "page 45, quoting Victor Serge") in cited
    assert ("danger", "page 92, 115 [uncertain]") in cited
    assert ("papers", "page 17–18 [uncertain]") not in cited  # another quotation is certainly from there


async def test_a_page_cites_what_is_quoted_from_it(shared_library: Library) -> None:
    assert await cited_by(shared_library, "memoirs 150") == [
        (ESSAY, "section The Bolsheviks, par. 17"),
        ("memoirs", "page 150–1"),
    ]


async def test_a_page_that_the_essay_only_rests_on_is_cited_itself(shared_library: Library) -> None:
    assert await cited_by(shared_library, "memoirs 293") == [
        (ESSAY, "section Introduction, par. 5"),
        ("memoirs", "page 293"),
    ]


async def test_a_note_is_cited_as_the_essays(shared_library: Library) -> None:
    cited = await cited_by(shared_library, "note 28")
    assert (ESSAY, "note 28") in cited


async def test_a_pair_cites_both_sides_and_the_essays_comment(shared_library: Library, shipped: Pack) -> None:
    for pair in await shared_library.compare(""):
        cited = await cite(shared_library.database, [pair])
        sides = [one.citation for one in (*pair.earlier, *pair.later) if one.citation]
        pages = {(one.source.key, one.locator) for one in sides}
        assert pages == {
            (one.citation.source.key, one.citation.locator) for one in cited if one.citation.source.key != ESSAY
        }
        assert any(one.citation.source.key == ESSAY for one in cited)
    assert shipped.pairs


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("memoirs", "memoirs"),
        ("Weissman", "weissman"),
        ("the state and revolution", "lenin-state-and-revolution"),
        ("essay", ESSAY),
        ("The Essay", ESSAY),
        ("Victor Serge: The Worst of the Anarchists", ESSAY),
        (ESSAY, ESSAY),
    ],
)
async def test_the_name_of_a_work_cites_the_work_itself(shared_library: Library, query: str, key: str) -> None:
    found = await to_cite(shared_library, query)
    assert isinstance(found, Source)
    assert found.key == key
    assert where(await cite(shared_library.database, [found])) == [(key, "")]
    assert await find_work(shared_library, key) == found


@pytest.mark.parametrize("key", ["", "nothing", "Memoirs"])
async def test_no_other_key_leads_to_a_work(shared_library: Library, key: str) -> None:
    assert await find_work(shared_library, key) is None


@pytest.mark.parametrize(("query", "outcome"), [("asdfgh", Outcome.NONE), ("", Outcome.NONE)])
async def test_what_is_not_found_is_the_look_ups_answer(shared_library: Library, query: str, outcome: Outcome) -> None:
    found = await to_cite(shared_library, query)
    assert isinstance(found, Answer)
    assert found.outcome is outcome


async def test_several_are_cited_in_order_and_each_place_once(shared_library: Library) -> None:
    first, second = [await to_cite(shared_library, query) for query in ("memoirs 150", "kronstadt")]
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert first.finding is not None
    shown: list[Shown] = [first.finding, second.matches[0].entry]
    cited = where(await cite(shared_library.database, shown))
    assert cited[:2] == [(ESSAY, "section The Bolsheviks, pars. 17, 18"), ("memoirs", "page 150–1")]
    assert len(set(cited)) == len(cited) == 5


# With a second text loaded every citation of an essay must be of the one in which the words stand.
async def test_of_several_texts_the_one_is_cited_in_which_the_words_stand(library_url: str, tmp_path: Path) -> None:
    async with await Database.open(library_url) as database:
        await load_pack(database, write_pack(tmp_path / "bread"))
    async with Library.open(library_url) as library:
        assert await cited_by(library, "night baking") == [
            ("a-word-on-bread", "section The Ovens, par. 1"),
            ("ovens", "page 12"),
        ]
        assert await cited_by(library, "ovens 12") == [
            ("a-word-on-bread", "section The Ovens, par. 2"),
            ("ovens", "page 12"),
        ]
        assert (await cited_by(library, "kronstadt"))[0] == (ESSAY, "section The Bolsheviks, pars. 17, 18")
        assert {key for key, _ in await cited_by(library, "note 1")} >= {"a-word-on-bread", ESSAY}
        assert await cited_by(library, "a word on bread") == [("a-word-on-bread", "")]
        for pair in await library.compare(""):
            assert isinstance(pair, Pair)
            keys = {one.citation.source.key for one in await cite(library.database, [pair])}
            assert "a-word-on-bread" not in keys
            assert ESSAY in keys


async def test_a_guilds_own_entry_is_cited_in_that_guild_alone(library_url: str) -> None:
    add_guild_entry(library_url, 42, "Pumpernickel", "black loaf")
    async with Library.open(library_url) as library:
        assert await cited_by(library, "pumpernickel", 42) == [(ESSAY, "section Introduction, par. 1")]
        for scope in (0, 43):
            found = await to_cite(library, "pumpernickel", scope)
            assert isinstance(found, Answer)
            assert found.outcome is not Outcome.ANSWER
