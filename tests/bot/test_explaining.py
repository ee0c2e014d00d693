"""``serge ask --explain``: why an answer is what it is, told of the look-up that was made and not of another one."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as how
from hypothesis import strategies as st

from bot.cli import main
from bot.settings import Settings
from bot.terminal.answer_json import ANSWER_SCHEMA, answer_json
from cogs.cards.explaining import explanation_card
from knowledge.answer import Answer, Basis, Match, Outcome, Rung
from knowledge.evaluation.labelled import labelled_set, read_labelled
from knowledge.explain import explain
from knowledge.library import Library
from knowledge.packs.pack import Pack, PackEntry
from knowledge.search import likeness
from knowledge.search.asked import Asked
from knowledge.search.common_words import STOP_WORDS
from knowledge.search.index import apart, index_entry, texts_of
from knowledge.search.normal import is_weak, normalise, stem
from knowledge.search.ranking import WEAK_SHARE, rarity
from tests.cogs.hostile import texts
from tests.cogs.shown import words_of
from tests.factories import make_entry
from tests.processes import serge
from tests.rows import add_guild_entry

VALIDATOR = jsonschema.Draft202012Validator(ANSWER_SCHEMA)

NONE = "none: nothing was sure enough to be shown"

# What is asked, the rung that gives the answer in JSON, how the card names it, and whether words were weighed.
ASKED = {
    "a topic": ("kronstadt", "topic", "a topic or alias, by its name", True),
    "a misspelt topic": ("kronsttadt", "topic", "a topic or alias, by its name", True),
    "words": ("why did the workers strike in petrograd", "words", "the words of the query, weighed", True),
    "a page": ("memoirs 150", "page", "a page of a source, by its reference", False),
    "a page, its work misspelt": ("memoires 150", "page", "a page of a source, by its reference", False),
    "a page of which nothing is quoted": ("memoirs 3", "page or note", "a page or note that nothing is quoted", False),
    "a note": ("note 29", "note", "a note, by its number", False),
    "a note that there is not": ("note 460", "page or note", "a page or note that nothing is quoted from", False),
    "a work": ("the serge-trotsky papers", "source", "a work, by its name", False),
    "a person": ("aves", "person", "a person, by name", False),
    "nothing at all": ("asdfgh", "none", NONE, True),
    "stop words alone": ("what is it about", "none", NONE, True),
    "an empty query": ("", "none", NONE, False),
    "signs": ("?!", "none", NONE, False),
}

asked = pytest.mark.parametrize(("query", "rung", "named", "weighed"), ASKED.values(), ids=ASKED.keys())


@pytest.fixture
def file(settings: Settings) -> str:
    """The database file of a host."""
    return settings.database_url.removeprefix("sqlite:///")


def printed(capsys: pytest.CaptureFixture[str], file: str, query: str, *more: str) -> str:
    """What asking with these options prints."""
    main(["ask", query, *more, "--database", file])
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


@asked
def test_the_rung_is_named_below_the_answer(
    file: str, capsys: pytest.CaptureFixture[str], query: str, rung: str, named: str, *, weighed: bool
) -> None:
    answer, explained = printed(capsys, file, query), printed(capsys, file, query, "--explain")
    assert explained.startswith(answer)
    why = [line.strip() for line in explained.removeprefix(answer).splitlines()]
    assert why[:3] == ["", "Why", "───"]
    assert why[3].startswith(f"Found by: {named}")
    assert any(line.startswith("Looked for, with what each is worth: ") for line in why) is weighed
    assert rung in {"topic", "words"} or not any(line.startswith("1. ") for line in why)


@asked
def test_the_json_keeps_to_the_schema_and_is_the_same_but_for_the_explanation(
    file: str, capsys: pytest.CaptureFixture[str], query: str, rung: str, named: str, *, weighed: bool
) -> None:
    plain, whole = (json.loads(printed(capsys, file, query, "--json", *more)) for more in ([], ["--explain"]))
    VALIDATOR.validate(whole)
    assert named
    assert "explanation" not in plain
    why = whole.pop("explanation")
    assert whole == plain
    assert why["rung"] == rung
    assert (why["margin"] is not None) is weighed
    found = plain["matches"] if rung in {"topic", "words"} else []
    assert [reason["key"] for reason in why["reasons"]] == [match["key"] for match in found]


def test_the_exit_status_is_that_of_the_answer(file: str) -> None:
    assert serge("ask", "--explain", "kronstadt", "--database", file).returncode == 0
    assert serge("ask", "--explain", "asdfgh", "--database", file).returncode == 1


def test_what_a_misspelt_word_was_taken_for_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\nTaken: “kronsttadt” for kronstadt\n" in printed(capsys, file, "kronsttadt", "--explain")
    assert "\nTaken: “memoires” for memoirs\n" in printed(capsys, file, "memoires 150", "--explain")
    assert "\nTaken: " not in printed(capsys, file, "kronstadt", "--explain")


# Otherwise it says that words were looked for which nobody has typed.
async def test_what_a_word_was_taken_for_is_told_though_nothing_was_found(library: Library) -> None:
    answer = await library.look_up("zebra kronsttadt")
    assert answer.outcome is Outcome.NONE
    why = await explain(library.database, answer)
    assert why.basis is not None
    assert set(why.basis.terms) == {"kronstadt"}
    assert why.corrections == {"kronsttadt": "kronstadt"}


def test_the_words_are_told_with_what_each_is_worth(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, file, "the asdfgh of petrograd workers", "--explain")
    why = json.loads(printed(capsys, file, "the asdfgh of petrograd workers", "--explain", "--json"))["explanation"]
    assert set(why["terms"]) == {"petrograd", "worker"}
    assert why["terms"]["petrograd"] > why["terms"]["worker"] > 0
    words = ", ".join(f"{term} {why['terms'][term]:.1f}" for term in ("petrograd", "worker"))
    assert f"\nLooked for, with what each is worth: {words}\nUnknown: asdfgh\n" in shown


def test_what_nothing_shares_a_word_with_has_no_first_and_no_second(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = printed(capsys, file, "asdfgh", "--explain")
    assert shown.endswith("Looked for, with what each is worth: nothing that the library knows\nUnknown: asdfgh\n")


# One entry alone: how sure it is, and nothing of a second.
def test_one_entry_alone_is_before_no_other() -> None:
    entry = make_entry()
    basis = Basis({"night": 5.0}, (), {entry.id: (1.0, 4.0, 0.5)}, margin=1.0, on_topic=0.9, right=0.8)
    shown = [words_of([(part,)]) for part in explanation_card_of(entry_answer(entry, basis), basis)]
    assert "The text speaks of it: 0.90; the first is right: 0.80 (each from 0 to 1)" in shown
    assert not [line for line in shown if "second" in line]


def entry_answer(entry: Any, basis: Basis) -> Answer:
    return Answer("night", Outcome.ANSWER, (Match(entry, 1.0, Rung.WORDS),), basis=basis)


def explanation_card_of(answer: Answer, basis: Basis) -> Any:
    from knowledge.explain import Explanation

    return explanation_card(Explanation(str(answer.matches[0].rung), answer.corrections, basis))


# That it tells of the look-up that was made: everything measured once more, from the pack alone.

QUERIES = [labelled.query for labelled in read_labelled(labelled_set("tuning"))[::8]]


@pytest.fixture(scope="session")
def packed(shipped: Pack) -> dict[str, PackEntry]:
    """The entries of the shipped pack by their keys."""
    return {entry.key: entry for entry in shipped.entries}


@pytest.fixture(scope="session")
def rarities(shipped: Pack) -> dict[str, float]:
    """How rare each stem is that the shipped library holds."""
    every = [index_entry(entry) for entry in shipped.entries]
    number = sum(len(one.lines) for one in every)
    holding = Counter[str]()
    for one in every:
        holding.update(one.holding)
    return {term: rarity(number, held) for term, held in holding.items()}


async def test_every_match_has_its_reason_and_in_the_same_order(library: Library) -> None:
    for query in QUERIES:
        answer = await library.look_up(query)
        why = await explain(library.database, answer)
        assert [(one.key, one.topic, one.rung) for one in why.reasons] == [
            (match.entry.key, match.entry.topic, match.rung) for match in answer.matches
        ]
        assert why.corrections == answer.corrections
        VALIDATOR.validate(answer_json(answer, why=why))


async def test_a_word_is_worth_its_rarity_and_less_if_it_is_everyday_english(
    library: Library, rarities: dict[str, float]
) -> None:
    told: set[str] = set()
    for query in QUERIES:
        basis = (await library.look_up(query)).basis
        for term, worth in basis.terms.items() if basis else ():
            assert worth == pytest.approx(rarities[term] * (WEAK_SHARE if is_weak(term) else 1)), (query, term)
            told.add(term)
        assert not basis or not set(basis.unknown) & rarities.keys()
    assert {is_weak(term) for term in told} == {True, False}


async def test_the_text_named_is_the_entrys_own_and_the_one_the_query_is_most_like(
    library: Library, packed: dict[str, PackEntry], rarities: dict[str, float]
) -> None:
    for query in QUERIES:
        answer = await library.look_up(query)
        mended = Asked.of(normalise(query)).mended(answer.corrections)
        wanted = likeness.wanted(mended.stems, {term: rarities[term] for term in mended.terms if term in rarities})
        for reason in (await explain(library.database, answer)).reasons:
            there = apart(texts_of(packed[reason.key]))
            assert (reason.field, reason.text) in there, query
            if reason.rung == Rung.TOPIC:
                continue
            most = max(how_like(wanted, text) for _, text in there)
            assert how_like(wanted, reason.text) == pytest.approx(most), (query, reason.key)


# A phrasing, a claim, a quotation, a sentence of a passage or a rebuttal.
@pytest.mark.parametrize("field", ["phrasing", "claim", "quotation", "passage", "rebuttal"])
async def test_what_is_typed_word_for_word_is_the_text_named(
    library: Library, packed: dict[str, PackEntry], field: str
) -> None:
    for entry in list(packed.values())[::11]:
        text = max((text for where, text in apart(texts_of(entry)) if where == field), key=len)
        reasons = (await explain(library.database, await library.look_up(text))).reasons
        assert (field, normalise(text)) in {(reason.field, normalise(reason.text)) for reason in reasons}


def how_like(query: likeness.Wanted, text: str) -> float:
    """How like the query the text is."""
    return likeness.likeness(query, filter(None, [likeness.line(text)])).likest


async def test_a_name_that_was_asked_for_is_the_text_named(library: Library, packed: dict[str, PackEntry]) -> None:
    for entry in list(packed.values())[::3]:
        for field, name in (("topic", entry.topic), *(("alias", alias) for alias in entry.aliases[:3])):
            reason = (await explain(library.database, await library.look_up(f"{name.upper()}?"))).reasons[0]
            assert (reason.key, reason.rung, normalise(reason.text)) == (entry.key, "topic", normalise(name))
            assert reason.field == field or normalise(entry.topic) == normalise(name)


async def test_the_words_shared_are_those_that_both_have(library: Library) -> None:
    for query in QUERIES:
        answer = await library.look_up(query)
        typed = set(normalise(query).split()) | set(answer.corrections.values())
        for reason in (await explain(library.database, answer)).reasons:
            held = {stem(word) for word in normalise(reason.text).split()}
            says = {word for word in typed - answer.corrections.keys() if word not in STOP_WORDS and stem(word) in held}
            assert set(reason.shared) == says, (query, reason.key)


# The scores of a reason are those that the order was made by.
async def test_the_scores_told_put_the_matches_in_their_order(library: Library) -> None:
    for query in QUERIES:
        answer = await library.look_up(query)
        reasons = (await explain(library.database, answer)).reasons
        scores = [reason.score for reason in reasons if reason.rung == Rung.WORDS]
        assert scores == sorted(scores, reverse=True), query
        assert all(0 <= reason.score <= 1 and reason.bm25 >= 0 for reason in reasons)
        if answer.basis is not None and len(scores) > 1 and len(scores) == len(reasons):
            assert answer.basis.margin == pytest.approx(1 - scores[1] / scores[0]), query


async def test_a_guilds_own_entry_is_explained_to_that_guild(library: Library, settings: Settings) -> None:
    add_guild_entry(settings.database_url, 42, "Pumpernickel", "black loaf")
    why = await explain(library.database, await library.look_up("pumpernikel", 42))
    assert (why.rung, why.corrections) == ("topic", {"pumpernikel": "pumpernickel"})
    assert [(one.key, one.field, one.text) for one in why.reasons] == [("pumpernickel", "topic", "Pumpernickel")]


async def test_an_entry_that_has_just_gone_is_explained_by_its_topic(library: Library) -> None:
    basis = Basis({"night": 5.0}, (), {}, margin=1.0)
    why = await explain(library.database, entry_answer(make_entry(id=404_404), basis))
    assert [(one.topic, one.field, one.text) for one in why.reasons] == [("Night baking", "topic", "Night baking")]


# What moves a cursor is shown as a sign of its own, whatever was taken for whatever.

CONTROLS = "".join(map(chr, (*range(32), *range(127, 160))))


@how(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(texts, st.text(st.sampled_from(f"{CONTROLS}abk kronstadt memoirs 150"), max_size=40)))
@example(query="mem\x1b[2Joirs 150")
@example(query="mem\x1boirs 150")
@example(query="memoi\x9bres, p. 150")
@example(query="\x1b]0;kron\x07sttadt")
@example(query="kronsttadt\r\n\0asdf\x1bgh")
async def test_hostile_queries_show_no_control_characters(library: Library, query: str) -> None:
    shown = words_of([explanation_card(await explain(library.database, await library.look_up(query)))])
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc"]


def test_a_hostile_query_moves_no_cursor(file: str) -> None:
    for query in ("mem\x1boirs 150", "\x1b]0;title\x07kronsttadt", "asdf\x1b[2Jgh"):
        shown = serge("ask", "--explain", query, "--database", file)
        assert "Why" in shown.stdout
        assert not [sign for sign in shown.stdout if unicodedata.category(sign) == "Cc" and sign != "\n"]
