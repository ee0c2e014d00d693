"""From a query to an answer: what is found, what is mended and said, what is refused; the same on both backends."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.answer import Answer, Outcome, Rung
from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.search.normal import normalise
from knowledge.search.ranking import Posting, Term, rank
from tests.factories import ENTRIES
from tests.processes import serge
from tests.rows import add_guild_entry

HANGS = 30.0
"""Seconds after which something that takes well under one is taken to hang."""


def keys(answer: Answer) -> list[str]:
    return [match.entry.key for match in answer.matches]


def holds_its_promises(answer: Answer, query: str) -> None:
    """What the model says of an answer, whatever was asked."""
    assert answer.query == query
    assert len(answer.matches) <= 5
    assert all(0 <= match.score <= 1 for match in answer.matches)
    assert len({match.entry.id for match in answer.matches}) == len(answer.matches)
    match answer.outcome:
        case Outcome.NONE:
            assert not answer.matches
        case Outcome.CANDIDATES:
            assert answer.matches
        case Outcome.ANSWER:
            assert answer.matches or getattr(answer, "finding", None)
    if answer.outcome is not Outcome.NONE:
        assert set(answer.corrections) <= set(normalise(query).split())


# A topic or alias, however it is typed: case, accents, quote marks, dashes, spaces, marks of italics.
NAMED = {
    "the topic": "Night baking",
    "an alias": "the night shift",
    "small letters": "night baking",
    "capitals": "NIGHT BAKING",
    "accents": "Nïght bákiñg",
    "letters with their accents apart": "Ni\u0308ght ba\u0301king",
    "full width": "Ｎｉｇｈｔ ｂａｋｉｎｇ",
    "curly quotation marks": "“Night baking”",
    "straight quotation marks": "'night baking'",
    "guillemets": "«night baking»",
    "a dash": "night-baking",
    "a long dash": "night — baking",
    "italics": "*Night* baking",
    "a possessive": "night baking's",
    "punctuation": "night baking?!",
    "spaces": "  night \t\n baking ",
    "a link beside it": "night baking https://example.org/the-scales",
    "somebody mentioned beside it": "<@1234567890> night baking",
}


@pytest.mark.parametrize("query", NAMED.values(), ids=NAMED.keys())
async def test_a_topic_or_alias_is_the_answer_however_it_is_typed(bakery: Library, query: str) -> None:
    answer = await bakery.look_up(query)
    assert answer.outcome is Outcome.ANSWER
    assert keys(answer)[0] == "night-baking"
    assert (answer.matches[0].score, answer.matches[0].rung) == (1.0, Rung.TOPIC)
    assert answer.corrections == {}


# Misspelt, and what the words were taken for. Right words are never among them.
MENDED = {
    "a letter too few": ("nigt baking", {"nigt": "night"}),
    "a letter too many": ("night bakking", {"bakking": "baking"}),
    "another letter": ("nicht baking", {"nicht": "night"}),
    "letters changed over": ("ngiht baking", {"ngiht": "night"}),
    "two words misspelt": ("nigth bakin", {"nigth": "night", "bakin": "baking"}),
    "an alias misspelt": ("the night shfit", {"shfit": "shift"}),
    "with accents and capitals": ("Nígt BAKING", {"nigt": "night"}),
}


@pytest.mark.parametrize(("query", "corrections"), MENDED.values(), ids=MENDED.keys())
async def test_a_typo_is_corrected_and_said(bakery: Library, query: str, corrections: dict[str, str]) -> None:
    answer = await bakery.look_up(query)
    assert answer.outcome is Outcome.ANSWER
    assert keys(answer)[0] == "night-baking"
    assert answer.corrections == corrections


# Words of the claim, the phrasings, the quotations; questions around them; inflections.
BY_WORDS = {
    "a phrasing": ("graveyard shift", "night-baking"),
    "a question": ("Did the millers cheat?", "false-weights"),
    "another inflection": ("miller cheats", "false-weights"),
    "the words of a quotation": ("kills the baker before the oven warms", "night-baking"),
    "who is quoted, and of what": ("what did Tom Rye say of the short weight", "false-weights"),
    "the claim": ("How the miller weighs is nobody's business", "false-weights"),
}


@pytest.mark.parametrize(("query", "key"), BY_WORDS.values(), ids=BY_WORDS.keys())
async def test_an_entry_is_found_by_its_words(bakery: Library, query: str, key: str) -> None:
    answer = await bakery.look_up(query)
    assert answer.outcome is not Outcome.NONE
    assert keys(answer)[0] == key
    assert answer.matches[0].rung is Rung.WORDS
    assert answer.corrections == {}


# What nobody could mean by it, what breaks query languages, and what terminals and JSON let through.
GARBAGE = {
    "a stop word": "the",
    "stop words": "what is it about",
    "keys at random": "asdfgh",
    "somebody else": "victor hugo",
    "an emoji": "🥖",
    "emoji joined to one": "👩\u200d🍳🏽",
    "one letter 5,000 times": "a" * 5000,
    "nothing": "",
    "spaces": " \t\r\n\u00a0\u2003",
    "SQL": "Zaphod'); DROP TABLE xylophones; --",
    "half a statement": "'; DROP TABLE",
    "a search operator": "NEAR(",
    "search operators": "AND OR NOT * ^",
    "a lone quotation mark": '"',
    "a lone apostrophe": "'",
    "wildcards": "%_?*",
    "NUL": "\0",
    "NUL between letters": "\0q\0x\0",
    "half a surrogate pair": "\ud83e",
    "the other half, in a word": "q\udd56x",
    "a byte that was no UTF-8": "\udcff",
    "no character": "\uffff\ufffe",
    "right to left": "\u202e\u200f",
    "accents on nothing": "\u0301" * 50,
    "another script": "хлеб и розы",
    "a note of no text": "note 99999999999999999999",
}


async def test_garbage_is_not_answered(bakery: Library) -> None:
    assert await answered(bakery, GARBAGE) == {}


async def test_the_shipped_library_does_not_answer_garbage(library_on_each_backend: Library) -> None:
    assert await answered(library_on_each_backend, GARBAGE) == {}


async def answered(library: Library, queries: dict[str, str]) -> dict[str, list[str]]:
    """Which of these queries get anything, and what."""
    answers = {name: await library.look_up(query) for name, query in queries.items()}
    return {name: keys(answer) for name, answer in answers.items() if answer.outcome is not Outcome.NONE}


# Text that holds a topic among what a database or a driver might not take.
@pytest.mark.parametrize("between", ["\0", "\udcff", "';--", '"', "\u200b \u202e"])
async def test_what_cannot_be_searched_does_not_hide_what_can(bakery: Library, between: str) -> None:
    answer = await bakery.look_up(f"graveyard{between}shift")
    assert keys(answer)[:1] == ["night-baking"]


PIECES = st.one_of(
    st.text(st.characters(), max_size=40),  # surrogates and NUL included
    st.sampled_from([*NAMED.values(), *GARBAGE.values(), "Ovens 12", "note 2", "lamp", "p. 5–6", "kilns", "ovrns"]),
)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=6))
@example(pieces=["w" * 4001])
@example(pieces=["night baking " * 400])
async def test_any_text_gets_an_answer_that_keeps_the_promises(bakery: Library, pieces: list[str]) -> None:
    query = " ".join(pieces)
    holds_its_promises(await bakery.look_up(query), query)


# A pasted page of words the library does not know, the worst case for the speller; Discord waits three seconds.
async def test_a_long_text_of_unknown_words_is_looked_up_within_three_seconds(library_on_each_backend: Library) -> None:
    words = " ".join(f"{'bcdfgh'[n % 6]}{'aeiou'[n % 5]}{'klmnprst'[n % 8]}{n:x}w" for n in range(700)).translate(
        str.maketrans("0123456789", "aeioubcdfg")
    )
    await library_on_each_backend.look_up("asdfgh")  # the vocabulary is gathered
    started = time.perf_counter()
    await library_on_each_backend.look_up(words)
    assert time.perf_counter() - started < HANGS


async def test_the_shipped_library_answers(library_on_each_backend: Library) -> None:
    for query in ("kronstadt", "KRONŠTADT?"):
        answer = await library_on_each_backend.look_up(query)
        assert answer.outcome is Outcome.ANSWER
        assert "kronstadt" in keys(answer)[0]


async def test_a_typo_in_kronstadt_is_corrected_and_said(library_on_each_backend: Library) -> None:
    typed_right = await library_on_each_backend.look_up("kronstadt")
    answer = await library_on_each_backend.look_up("cronstadt")
    assert answer.corrections == {"cronstadt": "kronstadt"}
    assert keys(answer)[0] == keys(typed_right)[0]


# Databases give rows in any order, and sums of fractions depend on theirs.
@settings(max_examples=50, deadline=None, database=None)
@given(st.randoms(use_true_random=False), st.lists(st.floats(0.01, 1), min_size=4, max_size=12))
def test_the_order_of_the_rows_changes_no_score(order: Random, weights: list[float]) -> None:
    postings = [Posting(f"term {number}", entry, w) for number, w in enumerate(weights) for entry in (1, 2)]
    query = {posting.term: Term(0.9, 5.0, known=True, weak=False) for posting in postings}
    shuffled = order.sample(postings, len(postings))
    assert rank(query, shuffled, {}) == rank(query, postings, {})


@pytest.mark.parametrize("library_url", ["postgresql"], indirect=True)
async def test_postgresql_gives_the_answers_that_sqlite_gives(library: Library, library_url: str) -> None:
    topics = (await library.topics())[::3]
    claims = [(await library.look_up(topic.topic)).matches[0].entry.claim.text for topic in topics]
    queries = [*(topic.topic for topic in topics), *claims, *(f"{claim[: len(claim) // 2]} q" for claim in claims)]
    async with Library.open(library_url) as other:
        for query in queries:
            here, there = await library.look_up(query), await other.look_up(query)
            assert here.outcome is there.outcome, query
            assert here.corrections == there.corrections, query
            assert here.nearest == there.nearest, query
            assert [(m.entry.key, m.score) for m in here.matches] == [(m.entry.key, m.score) for m in there.matches]


async def test_a_word_that_another_process_loads_is_known_at_once(
    own_bakery: Library, bakery_url: str, bakery_pack: Path
) -> None:
    assert (await own_bakery.look_up("sourdouhg")).outcome is Outcome.NONE
    (bakery_pack / "entries.yaml").write_text(ENTRIES.replace("graveyard shift", "sourdough"))
    loaded = serge("load", str(bakery_pack), "--database", bakery_url)
    assert loaded.returncode == 0, loaded.stderr
    answer = await own_bakery.look_up("sourdouhg")
    assert (keys(answer)[0], answer.corrections) == ("night-baking", {"sourdouhg": "sourdough"})
    assert (await own_bakery.look_up("graveyrd")).outcome is Outcome.NONE


# A guild's own entry: its topic, its words, its words misspelt. Nobody else's library knows any of them.
async def test_a_guilds_own_entry_is_found_by_that_guild_alone(own_bakery: Library, bakery_url: str) -> None:
    add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    for query in ("Pumpernickel", "black loaf", "pumpernikel", "loaf"):
        assert keys(await own_bakery.look_up(query, 42))[:1] == ["pumpernickel"], query
        for scope in (SHARED, 43):
            answer = await own_bakery.look_up(query, scope)
            assert (answer.outcome, answer.nearest, answer.corrections) == (Outcome.NONE, (), {}), query


async def test_a_guilds_own_entry_is_shown_to_that_guild_alone(own_bakery: Library, bakery_url: str) -> None:
    id_ = add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    own = await own_bakery.entry(id_, 42)
    assert own is not None
    assert "Pumpernickel" in [line.topic for line in await own_bakery.topics(42)]
    for scope in (SHARED, 43):
        assert await own_bakery.entry(id_, scope) is None
        assert [line.topic for line in await own_bakery.topics(scope)] == ["Night baking", "False weights"]


async def test_a_guild_finds_the_shared_entries_beside_its_own(own_bakery: Library, bakery_url: str) -> None:
    add_guild_entry(bakery_url, 42, "Pumpernickel", "black loaf")
    assert keys(await own_bakery.look_up("night baking", 42))[0] == "night-baking"


# A guild may give a shared topic's name to an entry of its own.
async def test_a_guilds_own_topic_goes_before_a_shared_one(own_bakery: Library, bakery_url: str) -> None:
    add_guild_entry(bakery_url, 42, "Scales", "our scales")
    assert keys(await own_bakery.look_up("scales", 42))[0] == "scales"
    assert keys(await own_bakery.look_up("scales"))[0] == "false-weights"


async def test_an_entry_that_is_gone_is_none(bakery: Library) -> None:
    assert await bakery.entry(404) is None


@pytest.mark.parametrize("query", ["revolution", "the revolution", "marxism", "history", "spain"])
async def test_a_single_word_that_names_nothing_is_offered_what_it_may_be(shared_library: Library, query: str) -> None:
    assert (await shared_library.look_up(query)).outcome is Outcome.CANDIDATES
