"""What a message is answered with: which entries, for which of its sentences, and how surely; on both backends."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cogs.messages.message_text import message_text
from knowledge.add_entries import add_entries
from knowledge.evaluation.labelled import OTHER, Labelled, labelled_set, read_labelled
from knowledge.find_rebuttals import FEWEST_WORDS, MOST, MOST_WORDS, Rebutted
from knowledge.library import Library
from knowledge.model import SHARED, Entry
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.search.asked import Asked
from knowledge.search.likeness import Likeness, wanted
from knowledge.search.normal import normalise
from knowledge.search.sentences import typed_sentences
from knowledge.storage.seen import Seen
from tests.knowledge.test_own_entries import GUILD, own

QUERIES = read_labelled(labelled_set("tuning"))

CLAIMS = [query for query in QUERIES if query.style in {"claim", "paste"}]
"""What people claim in a debate; the text answers each."""

SMALL_TALK = [query for query in QUERIES if query.style == OTHER and "o1260" <= query.id <= "o1353"]
"""What people say besides: thanks, jokes, cooking, homework."""

KRONSTADT = "The Kronstadt sailors were not the same men as in 1917, they were raw peasant recruits."
NO_CHOICE = "Foreign armies everywhere, people starving, you can't hold free elections in the middle of that."
TALK = "lol ok I need another coffee first."


async def test_each_claim_in_a_message_gets_its_entry_and_the_sentence_it_answers(shared_library: Library) -> None:
    rebuttals = await shared_library.find_rebuttals(f"{TALK} {KRONSTADT} Anyway, how is everybody? {NO_CHOICE}")
    assert {found.sentence for found in rebuttals.found} == {KRONSTADT, NO_CHOICE}
    assert all(found.sure for found in rebuttals.found)


async def test_small_talk_is_answered_with_nothing(shared_library: Library) -> None:
    assert await keys(shared_library, f"{TALK} Anyway, how is everybody? Did you watch the match?") == []


# Each sentence of these is doubtful by itself.
SPREAD = {
    "workers’ councils": (
        "You anarchists only talk about freedom in the abstract. "
        "You never proposed any real bodies through which ordinary people could run anything."
    ),
    "war communism": (
        "Requisitioning and all that was an emergency because of the fighting. "
        "No one in charge thought that this was socialism already."
    ),
}


@pytest.mark.parametrize("claim", SPREAD.values(), ids=SPREAD)
async def test_a_claim_spread_over_two_sentences_is_answered_better_as_one(shared_library: Library, claim: str) -> None:
    best = (await shared_library.find_rebuttals(f"{TALK} {claim} Cheers!")).found[0]
    assert best.sentence == claim
    for sentence in typed_sentences(claim):
        alone = await shared_library.find_rebuttals(sentence)
        assert max((found.score for found in alone.found if found.entry == best.entry), default=0.0) < best.score


async def test_an_entry_stands_once_with_the_sentence_that_it_answers_best(shared_library: Library) -> None:
    weaker = "The sailors of Kronstadt wanted soviets without Bolsheviks."
    assert await keys(shared_library, weaker) == await keys(shared_library, KRONSTADT) == ["kronstadt"]
    (found,) = (await shared_library.find_rebuttals(f"{weaker} {TALK} {KRONSTADT} {TALK} {weaker}")).found
    assert found.sentence == KRONSTADT


async def test_of_many_claims_the_surest_three_are_answered(shared_library: Library) -> None:
    more = ["Anarchists have no plan for defending a revolution.", "Lenin did not lead to Stalin."]
    alone = {claim: (await shared_library.find_rebuttals(claim)).found[0] for claim in (KRONSTADT, NO_CHOICE, *more)}
    surest = sorted(alone, key=lambda claim: -alone[claim].score)[:MOST]
    rebuttals = await shared_library.find_rebuttals(f" {TALK} ".join(alone))
    assert [found.sentence for found in rebuttals.found] == surest


async def test_what_is_not_certain_is_a_possibility_and_stands_last(shared_library: Library) -> None:
    doubtful = "Requisitioning and all that was an emergency because of the fighting, nothing else."
    rebuttals = await shared_library.find_rebuttals(f"{doubtful} {TALK} {KRONSTADT}")
    assert [found.sure for found in rebuttals.found] == [True, False]
    assert rebuttals.found[1].sentence == doubtful


@pytest.mark.parametrize("words", [0, FEWEST_WORDS - 1, FEWEST_WORDS, MOST_WORDS, MOST_WORDS + 1])
async def test_only_messages_of_five_to_four_hundred_words_are_looked_through(
    shared_library: Library, words: int
) -> None:
    text = " ".join([*["Kronstadt", "sailors", "were", "peasant", "recruits"], *["so"] * MOST_WORDS][:words])
    rebuttals = await shared_library.find_rebuttals(text)
    assert rebuttals.words == words
    assert (rebuttals.too_short, rebuttals.too_long) == (words < FEWEST_WORDS, words > MOST_WORDS)
    assert bool(rebuttals.found) == (FEWEST_WORDS <= words <= MOST_WORDS)


async def test_a_guilds_own_entries_are_found_for_that_guild_alone(
    library_on_each_backend: Library, shipped: Pack
) -> None:
    library, claim = library_on_each_backend, "Our Pumpernickel bakers starved the whole town, they say."
    assert await keys(library, claim, GUILD) == []
    (entry,) = own([entry for entry in shipped.entries if entry.key == "memoirs"])
    await add_entries(library.database, GUILD, SHIPPED_SLUG, [replace(entry, phrasings=(("claim", claim),))])
    assert await keys(library, claim, GUILD) == ["own-memoirs"]
    assert await keys(library, claim, GUILD + 1) == await keys(library, claim) == []


async def test_looking_a_message_through_holds_up_nobody_else(shared_library: Library) -> None:
    async def where(_seen: Seen) -> threading.Thread:
        return threading.current_thread()

    assert await shared_library.look_up.seeing(where) is not threading.current_thread()


async def test_entries_that_are_met_again_are_as_like_a_query_as_before(
    library_on_each_backend: Library, shipped: Pack
) -> None:
    library = library_on_each_backend
    await add_entries(library.database, GUILD, SHIPPED_SLUG, own(shipped.entries[::3]))

    async def compared(seen: Seen) -> int:
        met = 0
        for sentence in (KRONSTADT, NO_CHOICE, KRONSTADT, TALK, NO_CHOICE):
            query = wanted(Asked.of(normalise(sentence)).stems, {})
            entries = dict.fromkeys([one.entry_id for one in await seen.reader.names([GUILD])], 1.0)
            found, plainly = await seen.likenesses(query, entries), await Seen.likenesses(seen, query, entries)
            assert found == {id_: like for id_, like in plainly.items() if id_ in found}
            assert all(like == Likeness() for id_, like in plainly.items() if id_ not in found)
            met += len(found.keys() & entries.keys())
        return met

    assert await library.look_up.seeing(compared, GUILD) > 50


async def keys(library: Library, text: str, scope: int = SHARED) -> list[str]:
    """The keys of the entries that answer the text."""
    return [found.entry.key for found in (await library.find_rebuttals(text, scope)).found]


# What members type: small talk, claims, and signs that end sentences, in any order.
typed = st.lists(
    st.sampled_from(
        [TALK, KRONSTADT, NO_CHOICE, "…", "?!", ".", "\n", " ", "e.g.", "V.", "kronstdt", "a-b", "’s", "🙄", "\0"]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(typed, st.text(max_size=4_000)))
async def test_whatever_is_typed_the_answer_keeps_its_promises(shared_library: Library, text: str) -> None:
    rebuttals = await shared_library.find_rebuttals(text)
    found = rebuttals.found
    assert len({one.entry.key for one in found}) == len(found) <= MOST
    assert [one.sure for one in found] == sorted((one.sure for one in found), reverse=True)
    assert all(" ".join(one.sentence.split()) in " ".join(text.split()) for one in found)
    assert all(0 < one.score <= 1 for one in found)


def paragraphs(claims: int, number: int) -> list[list[Labelled]]:
    """Messages of so many claims with small talk before, between and after them; the same at each run."""
    chosen = random.Random(claims)  # noqa: S311  # nothing secret
    messages: list[list[Labelled]] = []
    for _ in range(number):
        message = chosen.sample(SMALL_TALK, claims + 1)
        for place, claim in enumerate(chosen.sample(CLAIMS, claims)):
            message.insert(2 * place + 1, claim)
        messages.append(message)
    return messages


def text_of(message: Sequence[Labelled]) -> str:
    """The message as it is looked through: without what is quoted in it, mentions and emoji, a line for each part."""
    return "\n".join(message_text(part.query).prose.replace("\n", " ") for part in message)


def answers(found: Rebutted, part: Labelled) -> bool:
    """Whether the entry is right for the claim, and the sentence is one of its own."""
    return bool(part.right & places(found.entry)) and (
        found.sentence in text_of([part]) or any(one in found.sentence for one in typed_sentences(text_of([part])))
    )


def places(entry: Entry) -> set[str]:
    return {one.place.block for one in (*entry.passages, *entry.rebuttals)}


@pytest.mark.parametrize("claims", [1, 2, 3])
async def test_claims_among_small_talk_are_found_with_their_sentences(shared_library: Library, claims: int) -> None:
    there = found = offered = right = sure = surely_right = 0
    for message in paragraphs(claims, number=30):
        results = (await shared_library.find_rebuttals(text_of(message))).found
        made = [part for part in message if part.right]
        there += len(made)
        found += sum(any(answers(one, part) for one in results) for part in made)
        offered += len(results)
        right += sum(any(answers(one, part) for part in made) for one in results)
        sure += sum(one.sure for one in results)
        surely_right += sum(one.sure and any(answers(one, part) for part in made) for one in results)
    assert found / there >= 0.7
    assert right / offered >= 0.8
    assert surely_right / sure >= 0.85


async def test_messages_of_nothing_but_small_talk_are_answered_with_nothing(shared_library: Library) -> None:
    chosen = random.Random(6)  # noqa: S311  # nothing secret
    for _ in range(40):
        text = text_of(chosen.sample(SMALL_TALK, 6))
        assert (await shared_library.find_rebuttals(text)).found == (), text


async def test_what_the_text_does_not_speak_of_is_hardly_ever_answered_as_if_it_did(shared_library: Library) -> None:
    long = [query for query in QUERIES if query.style == OTHER and len(query.query) > 100]
    results = [(await shared_library.find_rebuttals(text_of([query]))).found for query in long]
    assert sum(any(one.sure for one in found) for found in results) <= 0.06 * len(long)
    assert sum(map(bool, results)) <= 0.15 * len(long)


SENTENCES = {
    "lol. so he joined! and left": ["lol.", "so he joined!", "and left"],
    "One line\nanother, and V. Serge’s e.g. p. 150. Then": ["One line", "another, and V. Serge’s e.g. p. 150.", "Then"],
    "“Really?” he said... maybe?! (No.) ok": ["“Really?”", "he said...", "maybe?!", "(No.)", "ok"],
    "3.5 loaves at a.m. or so": ["3.5 loaves at a.m. or so"],
    "...": ["..."],
    "": [],
}


@pytest.mark.parametrize(("text", "sentences"), SENTENCES.items())
def test_sentences_end_as_people_type_them(text: str, sentences: list[str]) -> None:
    assert typed_sentences(text) == sentences
