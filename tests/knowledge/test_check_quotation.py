"""Whether what somebody typed stands in the library, where, and whose words it is; on both backends."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot.settings import Settings
from knowledge.check_quotation import FEWEST_IN_MARKS
from knowledge.errors import DatabaseError
from knowledge.evaluation.labelled import labelled_set, read_labelled
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED
from knowledge.packs.edition import Block
from knowledge.packs.pack import Pack
from knowledge.search.wording import words_of
from knowledge.storage import tables
from knowledge.verdict import Change, Check, Overlooked, Part, Verdict, Whose
from tests.factories import ESSAY, write_pack
from tests.knowledge.test_hostile_queries import EXTREMES, HANGS
from tests.knowledge.test_isolation import write_rolls
from tests.rows import connect
from tests.simulated.broken import broken

ROOT = Path(__file__).parent.parent.parent

GUILD = 777

on_the_library = examples(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def where(parts: Sequence[Part]) -> list[str]:
    """The paragraphs and notes in which these stand."""
    return [part.place.block for part in parts]


def changes(check: Check) -> list[tuple[Change, str, str]]:
    """Every change, with what was typed and what stands."""
    return [(one.change, one.typed.strip(), one.stands.strip()) for one in check.changes]


# (typed, where it stands, whose it is, the speaker and the page, what is overlooked)
EXACT: list[tuple[str, list[str], tuple[Whose, str | None, str | None], set[Overlooked]]] = [
    (
        "the restoration of inner-Party democracy",
        ["Introduction 5"],
        (Whose.QUOTED, "Victor Serge", "181"),
        set(),
    ),
    (
        "'The best of the anarchists'",
        ["Introduction 3"],
        (Whose.QUOTED, "V. I. Lenin", "122"),
        {Overlooked.CASE},
    ),
    (
        "“However, it is a myth.”",
        ["Introduction 3"],
        (Whose.ESSAY, None, None),
        set(),
    ),
    (
        "he had acknowledged a few years previously it had only demanded 'the restoration of inner-Party democracy',",
        ["Introduction 5"],
        (Whose.BOTH, "Victor Serge", "181"),
        {Overlooked.QUOTATION_MARKS, Overlooked.END},
    ),
    (
        "the Party's duty was to make concessions -- but not to abdicate power.",
        ["The Bolsheviks 17"],
        (Whose.QUOTED, "Victor Serge", "150–1"),
        {Overlooked.APOSTROPHES, Overlooked.BRACKETS, Overlooked.ELLIPSES, Overlooked.DASHES, Overlooked.END},
    ),
    (
        "Daniel Guerin, Anarchism: From Theory to Practice",
        ["note 39"],
        (Whose.ESSAY, None, None),
        {Overlooked.ACCENTS, Overlooked.ITALICS},
    ),
    (
        "an elitist individualist-anarchist becomes an elitist-Bolshevik",
        ["Introduction 4"],
        (Whose.ESSAY, None, None),
        {Overlooked.NOTE_MARKS},
    ),
    (
        "After all, as Serge argued in March 1922: Multitudes are sometimes under the sway",
        ["The Anarchists 9", "The Anarchists 10"],
        (Whose.ESSAY, None, None),
        set(),
    ),
]


async def test_words_that_stand_are_exact_and_it_is_told_where_whose_and_what_is_overlooked(
    shared_library: Library,
) -> None:
    for typed, blocks, (whose, speaker, page), overlooked in EXACT:
        check = await shared_library.check_quotation(typed)
        assert (check.verdict, where(check.parts)) == (Verdict.EXACT, blocks), typed
        assert changes(check) == [], typed
        first = check.parts[0]
        cited = first.quotations[0] if first.quotations else None
        assert first.whose is whose, typed
        assert (cited and cited.speaker, cited and cited.citation and cited.citation.locator) == (speaker, page), typed
        assert set(check.overlooked) == overlooked, typed


async def test_the_words_are_shown_as_they_stand_with_their_marks(shared_library: Library) -> None:
    check = await shared_library.check_quotation("there can be no proletarian dictatorship without the effective and")
    (part,) = check.parts
    assert part.exact == "there can be no proletarian dictatorship *without the effective and"
    assert part.block[part.place.start : part.place.end] == part.exact
    assert part.pack.title == "Victor Serge: The Worst of the Anarchists"


async def test_what_runs_on_into_the_next_paragraph_is_one_place(shared_library: Library) -> None:
    check = await shared_library.check_quotation("in March 1922: Multitudes are sometimes under the sway")
    assert [part.runs_on for part in check.parts] == [False, True]
    assert [part.whose for part in check.parts] == [Whose.ESSAY, Whose.QUOTED]


async def test_words_that_stand_in_several_places_are_told_with_each_and_whose_they_are_there(
    shared_library: Library,
) -> None:
    check = await shared_library.check_quotation("The dictatorship of the proletariat")
    assert where(check.parts) == ["The Opposition 2"]
    assert [where(way) for way in check.also] == [["The Opposition 7"], ["note 27"]]
    speakers = [way[0].quotations[0].speaker for way in (check.parts, *check.also)]
    assert speakers == ["Left Opposition", "Leon Trotsky", "Grigory Zinoviev"]


# (typed, its verdict, where it stands, what became of its words)
CHANGED: list[tuple[str, Verdict, list[str], list[tuple[Change, str, str]]]] = [
    (
        "For example, Serge claimed that the Left Opposition supporting democracy (Memoirs 293, 300)",
        Verdict.ALTERED,
        ["Introduction 5"],
        [(Change.LEFT_OUT, "", "workers")],
    ),
    (
        "never dared to dispute the theory of single-party rule",
        Verdict.ALTERED,
        ["Introduction 5"],
        [(Change.PUT_IN, "to", ""), (Change.REPLACED, "rule", "government")],
    ),
    (
        "Kronstadt was the beginning of a fresh … revolution for popular democracy",
        Verdict.EXACT,
        ["The Bolsheviks 17"],
        [(Change.OMITTED, "", "liberating")],
    ),
    (
        "[Serge] had acknowledged a few years previously [sic] it had only demanded",
        Verdict.EXACT,
        ["Introduction 5"],
        [(Change.BRACKETED, "[Serge]", ""), (Change.BRACKETED, "[sic]", "")],
    ),
    (
        "the Party’s duty was to abdicate power",
        Verdict.ALTERED,
        ["The Bolsheviks 17"],
        [(Change.LEFT_OUT, "", "make concessions... but not to")],
    ),
    (
        "You cannot have it both ways. The utility of Serge is clear",
        Verdict.STITCHED,
        ["The Anarchists 17", "The Bolsheviks 1"],
        [],
    ),
    (
        "“the restoration of inner-Party democracy” … “rooted in concrete conditions”",
        Verdict.STITCHED,
        ["Introduction 5", "The Bolsheviks 17"],
        [],
    ),
    (
        "never dared dispute the theory of single-party government; the restoration of inner-Party democracy",
        Verdict.STITCHED,
        ["Introduction 5", "Introduction 5"],
        [],
    ),
]


async def test_what_was_changed_is_told_word_by_word(shared_library: Library) -> None:
    for typed, verdict, blocks, expected in CHANGED:
        check = await shared_library.check_quotation(typed)
        assert (check.verdict, where(check.parts), changes(check)) == (verdict, blocks, expected), typed


# What an ellipsis joins, and whose words its sides are.
OVER_BORDERS = {
    "Kronstadt was the beginning of a fresh, liberating revolution ... not to abdicate power": (
        ["Kronstadt was the beginning of a fresh, liberating revolution", "not to abdicate power"],
        [Whose.QUOTED, Whose.QUOTED],
    ),
    "he concluded … but not to abdicate power": (
        ["he concluded", "but not to abdicate power"],
        [Whose.ESSAY, Whose.QUOTED],
    ),
}


@pytest.mark.parametrize("typed", OVER_BORDERS)
async def test_an_ellipsis_over_the_border_of_a_quotation_is_not_honest(shared_library: Library, typed: str) -> None:
    exact, whose = OVER_BORDERS[typed]
    check = await shared_library.check_quotation(typed)
    assert check.verdict is Verdict.STITCHED
    assert [part.exact for part in check.parts] == exact
    assert [part.whose for part in check.parts] == whose
    assert [(part.over_border, part.after_gap) for part in check.parts] == [(False, False), (True, True)]


async def test_an_ellipsis_within_the_essays_own_words_is_honest(shared_library: Library) -> None:
    check = await shared_library.check_quotation("Serge, as it well known, … against Kronstadt")
    assert (check.verdict, [part.whose for part in check.parts]) == (Verdict.EXACT, [Whose.ESSAY])


@pytest.mark.parametrize(
    ("typed", "verdict", "expected"),
    [
        ("full democracy", Verdict.EXACT, []),
        ("marvelous results", Verdict.ALTERED, [(Change.REPLACED, "marvelous", "marvellous")]),
        ("golden bread", Verdict.NOT_FOUND, []),
    ],
)
async def test_a_few_words_are_checked_where_that_is_asked_for(
    shared_library: Library, typed: str, verdict: Verdict, expected: list[tuple[Change, str, str]]
) -> None:
    check = await shared_library.check_quotation(typed, fewest=FEWEST_IN_MARKS)
    assert (check.verdict, changes(check)) == (verdict, expected)
    assert (await shared_library.check_quotation(typed)).verdict is Verdict.TOO_SHORT


async def test_what_is_not_there_gets_the_nearest_sentences_and_nothing_is_set_beside_them(
    shared_library: Library,
) -> None:
    check = await shared_library.check_quotation(
        "Kronstadt began a popular revolution and the Party abdicated its duty"
    )
    assert check.verdict is Verdict.NOT_FOUND
    assert where(check.parts)[0] == "The Bolsheviks 17"
    assert len(check.parts) == 3
    for part in check.parts:
        assert part.stretches == ()
        assert part.exact.strip() == part.exact
        assert len(part.exact.split()) > 4


async def test_what_is_near_nothing_gets_nothing(shared_library: Library) -> None:
    check = await shared_library.check_quotation("Add the flour, knead gently, bake until golden")
    assert check == Check(check.typed, Verdict.NOT_FOUND)


@pytest.mark.parametrize("typed", ["", "   ", "“”", "so what", "the best of", "*** … [12] ²⁸", "@everyone"])
async def test_fewer_than_four_words_are_too_few(library: Library, typed: str) -> None:
    assert await library.check_quotation(typed) == Check(typed, Verdict.TOO_SHORT)


async def test_more_than_a_message_holds_is_too_much(library: Library) -> None:
    assert (await library.check_quotation("a " * 2_000)).verdict is Verdict.NOT_FOUND
    assert (await library.check_quotation("a " * 2_000 + "a")).verdict is Verdict.TOO_LONG


async def test_text_of_others_is_not_found(library: Library) -> None:
    text = (ROOT / "tests" / "packs" / "small-libraries.txt").read_text(encoding="utf-8")
    sentences = [one for paragraph in text.split("\n\n") for one in re.split(r"(?<=[.?!])\s+", paragraph.strip())]
    verdicts = [(await library.check_quotation(one)).verdict for one in sentences]
    assert set(verdicts) == {Verdict.NOT_FOUND, Verdict.TOO_SHORT}
    assert verdicts.count(Verdict.NOT_FOUND) > 70


async def test_what_people_ask_of_other_matters_is_not_found(library: Library) -> None:
    stray = [one.query for one in read_labelled(labelled_set("tuning")) if not one.right]
    verdicts = {query: (await library.check_quotation(query)).verdict for query in stray}
    assert len(verdicts) > 400
    assert {query for query, one in verdicts.items() if one not in (Verdict.NOT_FOUND, Verdict.TOO_SHORT)} == set()


# What people and their machines do to a quotation without changing a word of it.
TOLERATED: dict[str, Callable[[str], str]] = {
    "other quotation marks": lambda text: re.sub('[“”"]', "'", text),
    "angular quotation marks": lambda text: text.replace("“", "« ").replace("”", " »"),
    "no quotation marks": lambda text: re.sub('[“”"]', "", text),
    "quotation marks around it": lambda text: f"“{text}”",
    "hyphens for dashes": lambda text: text.replace(" – ", " - "),
    "long dashes": lambda text: text.replace(" – ", "—"),
    "capitals": str.upper,
    "another first letter": lambda text: text[:1].swapcase() + text[1:],
    "no italics": lambda text: text.replace("*", ""),
    "no notes": lambda text: re.sub(r"\[\^\d+\]", "", text),
    "notes as a card shows them": lambda text: re.sub(r"\[\^(\d+)\]", "²⁸", text),
    "notes as copying leaves them": lambda text: re.sub(r"\[\^(\d+)\]", r"\1", text),
    "lines broken": lambda text: text.replace(" ", "\n"),
    "signs that take no room": lambda text: text.replace("re", "r\u00ade").replace(" ", " \u200b"),
    "another ellipsis": lambda text: text.replace("...", " [\u2026] "),
    "an ellipsis around it": lambda text: f"… {text} ...",
    "a full stop": lambda text: f"{text}.",
    "a comma": lambda text: f"{text},",
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "accents": lambda text: text.replace("o", "ó"),
    "apostrophes": lambda text: text.replace("’", "'"),
    "a word in brackets": lambda text: text.replace(" ", " [sic] ", 1),
    "brackets taken off": lambda text: re.sub(r"\[(?!\^)|(?<!\d)\]", "", text),
}

tolerated = st.lists(st.sampled_from(sorted(TOLERATED)), max_size=5, unique=True)


words_in = cache(words_of)


def stretch_of(
    data: st.DataObject, blocks: Sequence[Block], fewest: int, most: int
) -> tuple[Block, list[int], list[int]]:
    """A run of words from any of these blocks: where each begins, and where it ends."""
    block = data.draw(st.sampled_from([one for one in blocks if len(words_in(one.text)) >= fewest]))
    words = words_in(block.text)
    first = data.draw(st.integers(0, len(words) - fewest))
    length = data.draw(st.integers(fewest, min(most, len(words) - first)))
    taken = words[first : first + length]
    return block, [word.start for word in taken], [word.end for word in taken]


@on_the_library
@given(data=st.data(), names=tolerated)
async def test_any_words_of_the_text_are_exact_whatever_is_done_to_their_signs(
    shared_library: Library, shipped: Pack, data: st.DataObject, names: list[str]
) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.blocks, 6, 60)
    typed = block.text[starts[0] : ends[-1]]
    for name in names:
        typed = TOLERATED[name](typed)
    check = await shared_library.check_quotation(typed)
    assert check.verdict is Verdict.EXACT
    places = [(way[0].place.block, way[0].place.start, way[0].place.end) for way in (check.parts, *check.also)]
    assert (block.name, starts[0], ends[-1]) in places
    assert all(change is Change.BRACKETED and typed == "[sic]" for change, typed, _ in changes(check))


@on_the_library
@given(data=st.data())
async def test_any_word_left_out_is_told(shared_library: Library, shipped: Pack, data: st.DataObject) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.paragraphs, 8, 60)
    out = data.draw(st.integers(1, len(starts) - 2))
    text = block.text
    typed = f"{text[starts[0] : ends[out - 1]]} {text[starts[out + 1] : ends[-1]]}"
    check = await shared_library.check_quotation(typed)
    assert (check.verdict, where(check.parts)) == (Verdict.ALTERED, [block.name])
    ((change, none, left_out),) = changes(check)
    assert (change, none, left_out.lower()) == (Change.LEFT_OUT, "", text[starts[out] : ends[out]].lower())


@on_the_library
@given(data=st.data(), word=st.sampled_from(["never", "wholly", "pumpernickel", "1905"]))
async def test_any_word_put_in_or_replaced_is_told(
    shared_library: Library, shipped: Pack, data: st.DataObject, word: str
) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.paragraphs, 8, 60)
    at = data.draw(st.integers(1, len(starts) - 2))
    kept = data.draw(st.booleans())
    text = block.text
    stood = text[starts[at] : ends[at]]
    assume(word != stood.lower())
    typed = f"{text[starts[0] : starts[at]]}{word} {stood if kept else ''}{text[ends[at] : ends[-1]]}"
    check = await shared_library.check_quotation(typed)
    assert (check.verdict, where(check.parts)) == (Verdict.ALTERED, [block.name])
    assert changes(check) == [(Change.PUT_IN, word, "") if kept else (Change.REPLACED, word, stood)]


@on_the_library
@given(data=st.data(), joined=st.sampled_from([" ", " … ", "... ", " [...] ", ". ", ", and ", "\n"]))
async def test_any_two_distant_runs_are_stitched(
    shared_library: Library, shipped: Pack, data: st.DataObject, joined: str
) -> None:
    runs = [stretch_of(data, shipped.edition.paragraphs, 8, 20) for _ in range(2)]
    names = [block.name for block, _, _ in runs]
    assume(names[0] != names[1])
    typed = joined.join(block.text[starts[0] : ends[-1]] for block, starts, ends in runs)
    check = await shared_library.check_quotation(typed)
    assume(check.verdict is not Verdict.EXACT or not check.parts[-1].runs_on)
    assert (check.verdict, where(check.parts)) == (Verdict.STITCHED, names)
    assert check.parts[1].after_gap == (joined.strip() in {"…", "...", "[...]"})


@on_the_library
@given(data=st.data(), ellipsis=st.sampled_from(["… ", " ... ", "... ", " . . . ", " […] ", "...."]))
async def test_any_omission_that_an_ellipsis_marks_is_told_and_leaves_the_rest_exact(
    shared_library: Library, shipped: Pack, data: st.DataObject, ellipsis: str
) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.paragraphs, 12, 80)
    first = data.draw(st.integers(5, len(starts) - 6))
    last = data.draw(st.integers(first, len(starts) - 6))
    text = block.text
    typed = f"{text[starts[0] : ends[first - 1]]}{ellipsis}{text[starts[last + 1] : ends[-1]]}"
    check = await shared_library.check_quotation(typed)
    if check.verdict is Verdict.STITCHED:
        assert [part.over_border for part in check.parts] == [False, True]
        assert {part.whose for part in check.parts} != {Whose.ESSAY}
        return
    assert (check.verdict, where(check.parts)) == (Verdict.EXACT, [block.name])
    omitted = [stands for change, _, stands in changes(check) if change is Change.OMITTED]
    assert [len(words_of(stands)) for stands in omitted] == [last - first + 1]


@on_the_library
@given(data=st.data(), seed=st.integers(0, 1_000))
async def test_scrambled_words_are_not_found(
    shared_library: Library, shipped: Pack, data: st.DataObject, seed: int
) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.paragraphs, 14, 60)
    words = [block.text[start:end] for start, end in zip(starts, ends, strict=True)]
    random.Random(seed).shuffle(words)  # noqa: S311  # nothing secret
    assert (await shared_library.check_quotation(" ".join(words))).verdict is Verdict.NOT_FOUND


@on_the_library
@given(
    data=st.data(), edits=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["", "not", "[sic] ", "… ", "*"])))
)
async def test_whatever_is_changed_both_sides_are_verbatim(
    library: Library, shipped: Pack, data: st.DataObject, edits: list[tuple[int, str]]
) -> None:
    block, starts, ends = stretch_of(data, shipped.edition.blocks, 6, 60)
    words = block.text[starts[0] : ends[-1]].split(" ")
    for at, word in edits:
        words[at % len(words)] = word
    typed = " ".join(words)
    check = await library.check_quotation(typed)
    for part in check.parts:
        assert part.exact == part.block[part.place.start : part.place.end]
        assert part.exact == "".join(one.stands for one in part.stretches) or check.verdict is Verdict.NOT_FOUND
        assert "".join(one.typed for one in part.stretches) in typed


@pytest.mark.parametrize("typed", EXTREMES.values(), ids=EXTREMES.keys())
async def test_what_nobody_would_type_is_checked_in_time(library: Library, typed: str) -> None:
    await library.check_quotation("a first one, so that the texts are held")
    began = time.perf_counter()
    check = await library.check_quotation(typed[:4_000])
    assert time.perf_counter() - began < HANGS
    assert check.verdict in (Verdict.NOT_FOUND, Verdict.TOO_SHORT)


async def test_the_texts_are_read_once_and_may_be_before_anybody_asks(library: Library, settings: Settings) -> None:
    with broken(settings, "block"), pytest.raises(DatabaseError):
        await library.check_quotation("so")
    await library.check_quotation.prepare()
    with broken(settings, "block"):
        assert (await library.check_quotation("so")).verdict is Verdict.TOO_SHORT


async def test_what_is_loaded_anew_is_checked_at_once(own_bakery: Library, bakery_pack: Path) -> None:
    typed = "nobody who weighs has ever said so"
    assert (await own_bakery.check_quotation(typed)).verdict is not Verdict.EXACT
    write_pack(
        bakery_pack,
        pack=(bakery_pack / "pack.yaml").read_text(encoding="utf-8"),
        essay=ESSAY.replace("\n## The Scales", "\nNobody who weighs has ever said so.\n\n## The Scales"),
    )
    await load_pack(own_bakery.database, bakery_pack)
    check = await own_bakery.check_quotation(typed)
    assert (check.verdict, where(check.parts)) == (Verdict.EXACT, ["The Ovens 4"])


async def test_of_several_texts_each_place_names_its_own(own_bakery: Library, tmp_path: Path) -> None:
    typed = "the night shift kills the baker before the oven warms"
    assert (await own_bakery.check_quotation(typed)).parts[0].place.title is None
    await load_pack(own_bakery.database, write_rolls(tmp_path / "rolls"))
    check = await own_bakery.check_quotation(typed)
    assert [way[0].place.title for way in (check.parts, *check.also)] == ["A Word on Bread", "A Word on Rolls"]
    assert [way[0].pack.slug for way in (check.parts, *check.also)][1] == "rolls"
    quotations = [way[0].quotations[0] for way in (check.parts, *check.also)]
    assert [one.place.title for one in quotations] == ["A Word on Bread", "A Word on Rolls"]


async def test_a_guilds_own_quotations_tell_whose_words_they_are_in_that_guild_alone(
    own_bakery: Library, bakery_url: str
) -> None:
    typed = "bread baked by day is stale by dawn"
    with connect(bakery_url) as connection:
        block = connection.execute(sa.select(tables.block).where(tables.block.c.text.contains(typed))).one()
        start = block.text.index(typed)
        row = {"key": "own", "exact": typed, "block_id": block.id, "start": start, "end": start + len(typed)}
        row |= {"scope": GUILD, "pack_id": block.pack_id, "kind": "quotation", "speaker": "Our Baker", "quoted": False}
        row |= {"certainty": "certain", "provenance": "own words"}
        connection.execute(sa.insert(tables.quotation).values(row))
    for scope, whose, speakers in (
        (GUILD, Whose.QUOTED, ["Our Baker"]),
        (SHARED, Whose.ESSAY, []),
        (888, Whose.ESSAY, []),
    ):
        (part,) = (await own_bakery.check_quotation(typed, scope)).parts
        assert (part.whose, [one.speaker for one in part.quotations]) == (whose, speakers)


async def test_a_title_and_the_essays_own_marks_are_nobody_elses_words(shared_library: Library) -> None:
    check = await shared_library.check_quotation("What is to Be Done?*, is clear – the workers can")
    assert [(part.whose, part.quotations) for part in check.parts] == [(Whose.ESSAY, ())]
