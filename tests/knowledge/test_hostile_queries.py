"""Whatever anybody types: no way to ask raises, hangs, or breaks what an answer promises; the same on both backends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.add_entries import add_entries
from knowledge.answer import Answer
from knowledge.citations.locators import spans
from knowledge.library import Library
from knowledge.model import SHARED, Source
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.search.normal import MAX_QUERY, every_word, normalise, terms
from knowledge.search.reference import NoteReference, PageReference, parse_reference, source_names
from knowledge.storage.database import Database
from tests.knowledge.test_lookup import GARBAGE, holds_its_promises
from tests.knowledge.test_own_entries import GUILD, own

HANGS = 2.0
"""Seconds after which something that takes some thousandths of one is taken to hang."""


@pytest.fixture(scope="module")
def guild_url(shared_library_url: str, shipped: Pack) -> str:
    """The address of the shipped library with a third of its entries once more, as one guild's own; on each backend."""

    async def add() -> None:
        async with await Database.open(shared_library_url) as database:
            await add_entries(database, GUILD, SHIPPED_SLUG, own(shipped.entries[::3]))

    asyncio.run(add())
    return shared_library_url


@pytest.fixture
async def asked(guild_url: str) -> AsyncIterator[Library]:
    """The library of that guild and of everybody, its topics read for suggesting."""
    async with Library.open(guild_url) as library:
        await library.suggester.refresh(GUILD)
        yield library


@pytest.fixture(scope="module")
def works(shipped: Pack) -> dict[str, Source]:
    """Every name by which a work is asked for."""
    return source_names(list(shipped.sources))


class Clock:
    """Tells whether what has just been done took so long that it must be taken to hang."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._since = time.perf_counter()

    def tick(self, what: str) -> None:
        """Look at the clock, and set it to nothing again."""
        took = time.perf_counter() - self._since
        assert took < HANGS, f"{what} took {took:.1f} seconds for {self._query[:60]!a}…"
        self._since = time.perf_counter()


async def is_survived(library: Library, works: dict[str, Source], query: str) -> None:
    """Ask everything that takes what a member types."""
    clock = Clock(query)
    for scope in (SHARED, GUILD):
        answer = await library.look_up(query, scope)
        clock.tick("looking up")
        keeps_promises(answer, query)
        assert scope == GUILD or not [match for match in answer.matches if match.entry.key.startswith("own-")]
    for scope in (SHARED, GUILD):
        suggested = library.suggester.suggest(query, scope)
        clock.tick("suggesting")
        assert len(suggested) <= 25
        assert len({one.topic for one in suggested}) == len(suggested)
        await library.compare(query, scope)
        clock.tick("comparing")
    match parse_reference(query, works):
        case PageReference(source, locator):
            assert source in works.values()
            assert spans(locator)
        case NoteReference(number):
            assert 0 <= number <= 999
        case None:
            pass
    clock.tick("reading a reference")


def keeps_promises(answer: Answer, query: str) -> None:
    """What the model says of an answer. A work's title is mended whole, as it was typed, and not word by word."""
    if answer.finding is None:
        return holds_its_promises(answer, query)
    assert all(typed in query for typed in answer.corrections)
    return holds_its_promises(replace(answer, corrections={}), query)


# Any sign of any plane, halves of surrogate pairs and NUL among them; what query languages read as more than words;
# what is a reference, a topic, a name; marks of Discord's and of the edition's.
SIGNS = st.text(st.characters(), max_size=60)
LANGUAGES = st.sampled_from([
    '"', "'", "`", "\\", "\\0", "--", "/* */", ";", "*", "%", "_", "^", "$", ":", "?", "(", ")", "{", "}", "[", "]",
    "AND", "OR", "NOT", "NEAR(", "NEAR/2", "topic:", "{topic alias}:", "+", "- ", "a*", '"a" b', "& | !", "<->", ":*",
    "'; drop table entry; --", "' or 1=1 --", "union select * from setting", "%s", "%(ids)s", ":ids", "$1", "?1",
    "(a+)+$", "[a-z", "(?P<x>", "\\d{1,99999}", ".*.*.*=", "{0}", "{query}", "${x}", "{{x}}", "\x1b[2J",
])  # fmt: skip
KNOWN = st.sampled_from([
    "kronstadt", "kronsttadt", "Our Kronstadt", "memoirs", "memoires 150", "Memoirs, pp. 150–1", "year one", "note",
    "29", "the", "what is it about", "lenin", "ste. croix", "*italics*", "[^28]", "<@123>", "<:bread:1>", "https://a.b/c",
])  # fmt: skip
UNSEEN = st.text(st.sampled_from("\u0300\u0301\u0489\u200b\u200d\u200e\u200f\u202a\u202e\u2066\ufe0f\ufeff\u00ad\0"))
SCRIPTS = st.text(st.sampled_from("ﬁŒßİıſΣςﷺ㌀℀½①٣೧中日кроштадт한글अनु𝔎𝟙🥖👩🏽🇫🇷\ud83e\udd56\U0010ffff"), max_size=20)

queries = st.lists(st.one_of(SIGNS, LANGUAGES, KNOWN, UNSEEN, SCRIPTS), max_size=8).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda between: between.join(pieces))
)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
async def test_any_text_is_survived(asked: Library, works: dict[str, Source], query: str) -> None:
    await is_survived(asked, works, query)


# Pages where a number should stand, in figures and letters of any script.
@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["memoirs", "Memiors", "collected works", "serge", "note", "fn.", "n", "", "\u202ememoirs"]),
    pages=st.text(st.sampled_from("0123456789٣೧²½ivxlcIVXLCⅣ:,–—- .()p*\u00a0\u202e\0"), max_size=24),
)
async def test_any_page_is_survived(asked: Library, works: dict[str, Source], name: str, pages: str) -> None:
    await is_survived(asked, works, f"{name} {pages}")


@settings(max_examples=200, deadline=None, database=None)
@given(query=queries)
def test_what_is_normalised_stays_so_and_holds_words_alone(query: str) -> None:
    normal = normalise(query)
    assert normalise(normal[:MAX_QUERY]) == normal[:MAX_QUERY].strip()
    assert all(word.replace("_", "").isprintable() and word.strip() for word in normal.split())
    assert normal == " ".join(every_word(query))
    assert len(terms(query)) <= len(every_word(query))


def sounding_alike(number: int) -> str:
    """So many words that nobody knows and that sound the same: zazezizozuzk and its like."""
    words = ("z".join(vowels) + "zk" for vowels in product("aeiou", repeat=6))
    return " ".join(next(words) for _ in range(number))


EXTREMES = GARBAGE | {
    "one letter 100,000 times": "w" * 100_000,
    "one letter that becomes eighteen, 100,000 times": "\ufdfa" * 100_000,
    "one sign that becomes three, 100,000 times": "\u2100" * 100_000,
    "thousands of words": " ".join(f"word{number}" for number in range(20_000)),
    "thousands of words of one letter": " ".join(map(chr, range(0x4E00, 0x4E00 + 5_000))),
    "thousands of words that sound alike": sounding_alike(5_000),
    "words with as many sounds as can be": " ".join("x" * 30 + first + "x" * 9 for first in "abefgiklmnoprstuy"),
    "a topic, thousands of times": "kronstadt " * 10_000,
    "every kind of accent on one letter": "a" + "".join(map(chr, range(0x300, 0x370))) * 900,
    "an accent on every letter": "".join(f"{letter}\u0301\u0489" for letter in "kronstadt " * 5_000),
    "directions that change": "\u202e\u200f\u2066a" * 25_000,
    "joiners": "👩\u200d" * 25_000,
    "NUL 100,000 times": "\0" * 100_000,
    "halves of surrogate pairs": "\ud83e\udd56\udd56\ud83e" * 25_000,
    "nothing but spaces": "\u2003\u00a0 \n" * 25_000,
    "brackets that open": "(" * 100_000,
    "quotation marks": '"' * 99_999,
    "asterisks": "*" * 99_999,
    "italics that never end": "*a " * 33_000,
    "marks of notes that never end": "[^1" * 33_000,
    "one mark of a note that never ends": "[^" + "1" * 100_000,
    "links": "https://" * 12_000,
    "mentions that never end": "<@1" * 33_000,
    "pages without end": "memoirs " + "1, " * 37,
    "pages that are none": "memoirs " + "i" * 111,
    "a title without end": "a " * 59 + "1",
    "a reference that opens brackets": "(" * 60 + "memoirs" + "(" * 50 + "1",
    "a note of another script": "note ٣",
    "a page of another script": "memoirs ١٥٠",
    "a note in small figures": "note ²",
    "operators without end": "NEAR(a OR b AND NOT " * 5_000,
    "a statement without end": "union select * from entry " * 4_000,
}


@pytest.mark.parametrize("query", EXTREMES.values(), ids=EXTREMES.keys())
async def test_what_nobody_would_type_is_survived(asked: Library, works: dict[str, Source], query: str) -> None:
    await is_survived(asked, works, query)


# What Discord puts in angle brackets says nothing; a word that somebody puts there, as usages do, is a word.
IN_BRACKETS = {
    **dict.fromkeys(["<@80351110224678912>", "<@!1>", "<@&1>", "<#1>", "</serge:1>", "<:bread:1>", "<a:bread:1>"], ""),
    **dict.fromkeys(["<t:1618953630>", "<t:1618953630:R>", "<id:home>", "<https://example.org/a>"], ""),
    "<kronstadt>": "kronstadt",
    "<the kronstadt revolt>": "the kronstadt revolt",
    "who is <lenin>?": "who is lenin",
    "<1921>": "1921",
    "1917 <kronstadt> 1921": "1917 kronstadt 1921",
    "a < b and c > d": "a b and c d",
    "<kronstadt<@1>": "kronstadt",
}


@pytest.mark.parametrize(("query", "normal"), IN_BRACKETS.items())
def test_words_in_angle_brackets_are_words_and_mentions_are_none(query: str, normal: str) -> None:
    assert normalise(query) == normal


# A message is at most so long. Whatever its signs, each is read a few times at most, and not once for every other one:
# Python reads a pattern without letting any other thread have its turn.
@pytest.mark.parametrize(
    ("begin", "end"),
    [("<a", "1"), ("<@1", ""), ("<@", "1"), ("[^1", ""), ("[^", "1"), ("*a", ""), ("'s", "'"), ("https://", "<1>")],
)
def test_no_sign_is_read_again_for_every_other_one(begin: str, end: str) -> None:
    half = begin * (MAX_QUERY // 4 // len(begin)) + end * (MAX_QUERY // 4)
    clock = Clock(half)
    normalise(half)
    clock.tick("normalising half a message")
    normalise(begin * (MAX_QUERY // 2 // len(begin)) + end * (MAX_QUERY // 2))
    clock.tick("normalising a message")


async def test_nothing_that_was_typed_is_kept_or_breaks_what_comes_after(asked: Library) -> None:
    before = await asked.look_up("kronstadt", GUILD)
    for query in ("'; drop table entry; --", "\0\ud83e", "kronstadt' or 1=1 --", "a" * 100_000):
        await asked.look_up(query, GUILD)
    assert await asked.look_up("kronstadt", GUILD) == before
    assert len(await asked.topics(GUILD)) > len(await asked.topics())
