"""Measuring the look-up: the statistics, what counts as found, the peers over a small pack, and the page it makes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.evaluation import report
from knowledge.evaluation.evaluate import OURS, Evaluation
from knowledge.evaluation.labelled import OTHER, Labelled
from knowledge.evaluation.measure import EVERY, Found, Result, Row, Seeker, by_style, library_seeker, measure, row
from knowledge.evaluation.peers import MOST, peers, places
from knowledge.evaluation.statistics import Estimate, mean, share
from knowledge.library import Library
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import Pack
from tests.factories import ENTRIES, write_pack

# Wilson's score interval as published: the first four in R. G. Newcombe, "Two-sided confidence intervals for the single
# proportion", Statistics in Medicine 17 (1998), table I, method 3; the others follow from n / (n + z²).
PUBLISHED = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0, 0.1611),
    (1, 29): (0.0061, 0.1718),
    (0, 10): (0.0, 0.2775),
    (10, 10): (0.7225, 1.0),
    (1, 1): (0.2065, 1.0),
}


@pytest.mark.parametrize(("hits", "of"), PUBLISHED)
def test_a_share_has_the_published_interval(hits: int, of: int) -> None:
    found = share(hits, of)
    assert found is not None
    assert found.value == hits / of
    assert (round(found.low, 4), round(found.high, 4)) == PUBLISHED[hits, of]


# 1, 1/2, 1/4 and 0: their mean 7/16, their deviation √(35/192), and 1.959964 / √4 of that to both sides.
def test_a_mean_has_the_interval_of_the_normal_distribution() -> None:
    found = mean([1.0, 0.5, 0.25, 0.0])
    assert found is not None
    assert (found.value, round(found.low, 4), round(found.high, 4)) == (0.4375, 0.0191, 0.8559)


def test_an_interval_stays_between_nothing_and_all() -> None:
    assert mean([1.0, 1.0, 1.0]) == Estimate(1.0, 1.0, 1.0)
    assert mean([0.7]) == Estimate(0.7, 0.7, 0.7)
    wide = mean([0.0, 1.0])
    assert wide is not None
    assert (wide.value, wide.low, wide.high) == (0.5, 0.0, 1.0)


def test_of_nothing_there_is_no_estimate() -> None:
    assert share(0, 0) is None
    assert mean([]) is None


# Queries whose answers are known: where a right place stands among what was found, and whether it is given as the
# answer.
GIVEN: dict[str, tuple[Labelled, Found]] = {
    "first, and answered": (
        Labelled("1", "keyword", "first", frozenset({"A 1", "A 2"})),
        Found([frozenset({"A 2", "B 1"}), frozenset({"A 1"})], answered=True, sure=0.97),
    ),
    "second, and answered": (
        Labelled("2", "keyword", "second", frozenset({"B 1"})),
        Found([frozenset({"A 1"}), frozenset({"B 1"})], answered=True, sure=0.91),
    ),
    "fourth, among candidates": (
        Labelled("3", "vague", "fourth", frozenset({"C 1"})),
        Found([frozenset({name}) for name in ("A 1", "B 1", "D 1", "C 1")], answered=False, sure=0.3),
    ),
    "nowhere": (Labelled("4", "vague", "nowhere", frozenset({"D 1"})), Found([], answered=False)),
    "first, among candidates": (
        Labelled("9", "vague", "unsure", frozenset({"A 1"})),
        Found([frozenset({"A 1"})], answered=False, sure=0.34),
    ),
    "not in the text, and answered": (
        Labelled("5", OTHER, "answered", frozenset()),
        Found([frozenset({"A 1"})], answered=True, sure=1.0),
    ),
    "not in the text, among candidates": (
        Labelled("6", OTHER, "offered", frozenset()),
        Found([frozenset({"A 1"})], answered=False, sure=0.38),
    ),
    "not in the text, and nothing found": (Labelled("7", OTHER, "nothing", frozenset()), Found([], answered=False)),
    "nor that": (Labelled("8", OTHER, "nor that", frozenset()), Found([], answered=False)),
}


async def known(query: str) -> Found:
    """A look-up that knows these queries and no others."""
    (found,) = [found for labelled, found in GIVEN.values() if labelled.query == query]
    return found


@pytest.fixture
async def results() -> list[Result]:
    """What measuring these queries gives."""
    return await measure(known, [labelled for labelled, _ in GIVEN.values()])


async def test_a_query_is_found_where_the_first_right_place_stands(results: list[Result]) -> None:
    assert [result.rank for result in results] == [1, 2, 4, None, 1, None, None, None, None]
    assert [result.right for result in results] == [rank == 1 for rank in (1, 2, 4, 0, 1, 0, 0, 0, 0)]
    assert [(result.labelled, result.found) for result in results] == list(GIVEN.values())


async def test_every_figure_of_a_style_is_that_of_its_queries(results: list[Result]) -> None:
    keyword, vague, every, other = by_style(results)
    assert keyword == Row(
        "keyword",
        2,
        first=share(1, 2),
        among=share(2, 2),
        reciprocal=mean([1.0, 0.5]),
        answered=share(2, 2),
        right_then=share(1, 2),
    )
    assert vague == Row(
        "vague", 3, first=share(1, 3), among=share(1, 3), reciprocal=mean([0.25, 0.0, 1.0]), answered=share(0, 3)
    )
    assert every == Row(
        EVERY,
        5,
        first=share(2, 5),
        among=share(3, 5),
        reciprocal=mean([1.0, 0.5, 0.25, 0.0, 1.0]),
        answered=share(2, 5),
        right_then=share(1, 2),
    )
    assert other == Row(OTHER, 4, false=share(1, 4))


async def test_together_both_kinds_are_counted_each_by_its_figures(results: list[Result]) -> None:
    together, every = row(OURS, results), row(EVERY, results[:5])
    assert (together.name, together.queries, together.false) == (OURS, 9, share(1, 4))
    assert every.false is None
    for figure in ("first", "among", "reciprocal", "answered", "right_then"):
        assert getattr(together, figure) == getattr(every, figure)


async def test_a_set_without_other_queries_has_no_row_for_them(results: list[Result]) -> None:
    assert [one.name for one in by_style(results[:5])] == ["keyword", "vague", EVERY]
    assert [one.name for one in by_style([])] == [EVERY]


# Pages and persons show passages and quotations, entries passages and rebuttals; nothing found is nothing sure.
async def test_our_own_look_up_shows_the_places_of_its_words(bakery: Library) -> None:
    seek = library_seeker(bakery)
    topic, note, page, nothing = [await seek(query) for query in ("night baking", "note 2", "ovens 12", "asdfgh")]
    assert (topic.places[0], topic.answered, topic.sure) == (frozenset({"The Ovens 1"}), True, 1.0)
    assert (note.places, note.answered, note.sure) == ([frozenset({"note 2", "The Scales 1"})], True, 1.0)
    assert (page.places, page.answered) == ([frozenset({"The Ovens 2"})], True)
    assert (nothing.places, nothing.answered, nothing.sure) == ([], False, None)


# The peers, over the small pack: each finds by what it looks at, and by nothing else.

WRATIO, FTS5, BM25S = "rapidfuzz WRatio ≥ 60, topics and aliases", "FTS5 bm25, paragraphs and notes", (
    "bm25s, the same fields as ours"
)  # fmt: skip

NIGHT, WEIGHTS = "The Ovens 1", "The Scales 1"


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The small pack."""
    return read_pack(write_pack(tmp_path_factory.mktemp("bread")))


async def first_place(seek: Seeker | None, query: str) -> str | None:
    """The place that the peer shows first."""
    assert seek is not None
    found = await seek(query)
    assert found.answered == bool(found.places)
    assert found.sure is None
    return min(found.places[0]) if found.places else None


# A topic or alias however it is typed, and nothing that is less alike than 60 of 100 (measured: 54.5 and 67.5).
NAMED: dict[str, str | None] = {
    "Night baking": NIGHT,
    "  NIGHT BAKING?": NIGHT,
    "nite bakin": NIGHT,
    "baker": NIGHT,
    "scales": WEIGHTS,
    "falsehood": None,
    "graveyard shift": None,
    "sourdough": None,
    "": None,
    "?!": None,
}


@pytest.mark.parametrize(("query", "place"), NAMED.items())
async def test_wratio_finds_names_by_their_likeness(bread: Pack, query: str, place: str | None) -> None:
    with peers(bread) as seekers:
        assert await first_place(seekers[WRATIO], query) == place


# Words of the paragraphs and notes, other inflections too; what its language would read as more than words.
IN_THE_TEXT: dict[str, str | None] = {
    "stale dawn": NIGHT,
    "millers": WEIGHTS,
    "Weigher": "note 2",
    "sourdough": None,
    '"': None,
    '"stale': NIGHT,
    "AND": "The Ovens 3",
    "OR stale NOT": NIGHT,
    "NEAR(stale, 2": NIGHT,
    "*": None,
    "sta*": None,
    "place: note": None,
    "words : stale": NIGHT,
    "^stale": NIGHT,
    "{stale} + (": NIGHT,
    "stale\0": NIGHT,
    "\ud83e stale": NIGHT,
    "'; drop table text; --": None,
    "": None,
}


@pytest.mark.parametrize(("query", "place"), IN_THE_TEXT.items(), ids=map(ascii, IN_THE_TEXT))
async def test_fts5_finds_words_and_reads_no_query_language(bread: Pack, query: str, place: str | None) -> None:
    with peers(bread) as seekers:
        assert await first_place(seekers[FTS5], query) == place


# Words of any field: a phrasing, a claim, a quotation, somebody's name.
IN_ANY_FIELD: dict[str, str | None] = {
    "graveyard shifts": NIGHT,
    "how a miller weighs": WEIGHTS,
    "kills the baker": NIGHT,
    "Tom Rye": WEIGHTS,
    "sourdough": None,
    "the": None,
    "": None,
    '"': None,
    "\0\ud83e": None,
}


@pytest.mark.parametrize(("query", "place"), IN_ANY_FIELD.items(), ids=map(ascii, IN_ANY_FIELD))
async def test_bm25s_finds_words_of_any_field(bread: Pack, query: str, place: str | None) -> None:
    with peers(bread) as seekers:
        assert await first_place(seekers[BM25S], query) == place


async def test_every_peer_takes_a_page_of_words_and_gives_as_many_matches_as_we_do(shipped: Pack) -> None:
    pages = " ".join(block.text for block in shipped.edition.blocks)
    letters = " ".join(map(chr, range(0x4E00, 0x4E00 + 2000)))
    with peers(shipped) as seekers:
        assert list(seekers) == [WRATIO, FTS5, BM25S]
        for seek in seekers.values():
            assert seek is not None
            assert len((await seek(pages)).places) == MOST
            assert (await seek(letters)).places == []


def test_an_entry_is_found_by_the_places_of_its_words(shipped: Pack, bread: Pack) -> None:
    assert [places(entry) for entry in bread.entries] == [{NIGHT}, {WEIGHTS}]
    assert {block for entry in shipped.entries for block in places(entry)} <= {b.name for b in shipped.edition.blocks}


async def test_an_entry_with_several_names_is_found_once(tmp_path: Path) -> None:
    entries = ENTRIES.replace("[the night shift, baking by day]", "[baking at night, night bakers]")
    with peers(read_pack(write_pack(tmp_path, entries=entries))) as seekers:
        seek = seekers[WRATIO]
        assert seek is not None
        assert (await seek("baking at night")).places == [{NIGHT}]


def test_a_peer_whose_package_is_not_installed_is_left_out(bread: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with peers(bread) as seekers:
        assert seekers[BM25S] is None
        assert None not in (seekers[WRATIO], seekers[FTS5])


# The page and the plot.


@pytest.fixture
def evaluation(results: list[Result]) -> Evaluation:
    """These queries, us, one peer, and one that is not installed."""
    together = {OURS: row(OURS, results), "A peer": row("A peer", results[1:]), "Another": None}
    return Evaluation("mine", tuple(by_style(results)), together, tuple(results))


# Sure of 0.97, 0.91 and 1.0 in the topmost tenth, 0.3, 0.34 and 0.38 in another; of what is not found nobody is sure.
def test_a_calibration_is_how_often_each_tenth_is_right(results: list[Result]) -> None:
    assert report.calibration(results) == [
        (pytest.approx(0.34), share(1, 3), 3),
        (pytest.approx(0.96), share(1, 3), 3),
    ]
    assert report.calibration(results[7:]) == []


def surely(sure: float, *, right: bool) -> Result:
    """A query of which one is so sure."""
    found = Found([frozenset({"A 1"})], answered=True, sure=sure)
    return Result(Labelled("1", "keyword", "x", frozenset({"A 1"})), 1 if right else None, found)


# A tenth holds its lower edge, and the last one both.
@pytest.mark.parametrize(
    ("sure", "tenths"),
    [([0.0, 0.0999], 1), ([0.0999, 0.1], 2), ([0.9, 0.999, 1.0], 1), ([n / 10 for n in range(11)], 10)],
)
def test_the_tenths_have_edges(sure: Sequence[float], tenths: int) -> None:
    points = report.calibration([surely(one, right=True) for one in sure])
    assert len(points) == tenths
    assert sum(number for _, _, number in points) == len(sure)
    assert all(right.value == 1.0 for _, right, _ in points)


SVG = "{http://www.w3.org/2000/svg}"


def test_the_plot_has_a_point_for_each_tenth_at_its_place(results: list[Result]) -> None:
    drawn = ET.fromstring(report.svg(results))  # noqa: S314  # our own
    frame = next(one for one in drawn.iter(f"{SVG}rect") if one.get("stroke"))
    left, top, side = (float(frame.get(name, "")) for name in ("x", "y", "width"))
    points = report.calibration(results)
    circles = list(drawn.iter(f"{SVG}circle"))
    assert len(circles) == len(points) == 2
    for circle, (sure, right, number) in zip(circles, points, strict=True):
        assert float(circle.get("cx", "")) == pytest.approx(left + side * sure, abs=0.1)
        assert float(circle.get("cy", "")) == pytest.approx(top + side * (1 - right.value), abs=0.1)
        (title,) = circle
        assert title.text == f"{number} queries, sure {sure:.2f}, right {right.value:.2f}"


def test_a_plot_of_nothing_is_empty_and_still_a_plot() -> None:
    drawn = ET.fromstring(report.svg([]))  # noqa: S314  # our own
    assert list(drawn.iter(f"{SVG}circle")) == []


def test_the_page_holds_every_style_and_every_peer_with_all_figures(evaluation: Evaluation) -> None:
    page = report.markdown([evaluation, evaluation])
    lines = page.splitlines()
    assert [line for line in lines if line.startswith("## ")][:2] == 2 * ["## The set “mine”"]
    rows = [cells(line) for line in lines if line.startswith("|")]
    assert {len(one) for one in rows} == {len(report.HEADS)}
    assert [one[0] for one in rows if one[0] not in {"", "---"}] == 2 * [
        "keyword", "vague", EVERY, OTHER, OURS, "A peer", "Another<br>not installed",
    ]  # fmt: skip
    assert rows[rows.index(["Another<br>not installed", *(7 * [""])]) - 2] == [
        OURS, "9", "0.40<br>.12–.77", "0.60<br>.23–.88", "0.55<br>.16–.94", "0.40<br>.12–.77", "0.50<br>.09–.91",
        "0.25<br>.05–.70",
    ]  # fmt: skip
    assert re.search(rf"!\[[^]]+\]\({re.escape(report.PLOT)}\)", page)
    assert report.LEGEND in page


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


# Every figure that the tables can hold, as it is written.
FIGURES: dict[str, tuple[Callable[[], Estimate | None], tuple[str, str]]] = {
    "nothing": (lambda: None, ("–", "")),
    "all": (lambda: share(10, 10), ("1.00", ".72–1.0")),
    "none": (lambda: share(0, 10), ("0.00", ".00–.28")),
    "a share": (lambda: share(81, 263), ("0.31", ".26–.37")),
    "surely all": (lambda: Estimate(1.0, 0.996, 1.0), ("1.00", "1.0–1.0")),
}


@pytest.mark.parametrize(("make", "written"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_is_written_over_its_interval(make: Callable[[], Estimate | None], written: tuple[str, str]) -> None:
    ((name, number, first, *others),) = report.table([Row("keyword", 3, first=make())])
    assert (name, number, first) == (("keyword", ""), ("3", ""), written)
    assert others == 5 * [("–", "")]
