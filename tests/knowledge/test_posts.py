"""Which entry comes next, and how much of a text is read at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.posts import PORTION, next_in_turn, portion_length
from knowledge.storage.editions import Block

IDS = st.sets(st.integers(1, 10**6), min_size=1, max_size=12).map(sorted)
SEEDS = st.integers(1, 10**9)


def shown(ids: list[int], seed: int, times: int, position: int = 0) -> list[int]:
    """The entries that come in so many posts."""
    found: list[int] = []
    for _ in range(times):
        id_, position = next_in_turn(ids, seed, position)
        found.append(id_)
    return found


@given(IDS, SEEDS)
@example([1], 1)
@example([1, 2], 1)
def test_every_round_shows_every_entry_once_and_none_twice_running(ids: list[int], seed: int) -> None:
    numbers = shown(ids, seed, 4 * len(ids))
    rounds = [numbers[start : start + len(ids)] for start in range(0, len(numbers), len(ids))]
    assert all(sorted(each) == ids for each in rounds)
    assert len(ids) == 1 or all(one != other for one, other in pairwise(numbers))


def test_rounds_and_schedules_have_orders_of_their_own() -> None:
    ids = list(range(1, 9))
    orders = {tuple(shown(ids, seed, 24)[start : start + 8]) for seed in (1, 2) for start in (0, 8, 16)}
    assert len(orders) == 6


@given(IDS, SEEDS, st.data())
def test_entries_that_come_or_go_bring_none_back_within_a_round(ids: list[int], seed: int, data: st.DataObject) -> None:
    seen: list[int] = []
    position, held = 0, list(ids)
    while True:
        id_, following = next_in_turn(held, seed, position)
        if following >> 48 != 0:  # the next round
            break
        assert id_ not in seen
        seen, position = [*seen, id_], following
        held = sorted({*held, data.draw(st.integers(1, 10**6))} - data.draw(st.sets(st.sampled_from(held), max_size=1)))
        if len(seen) > 30 or not held:
            break


@given(SEEDS, st.integers(0, 2**62))
def test_any_position_leads_on(seed: int, position: int) -> None:
    id_, following = next_in_turn([3, 5, 8], seed, position)
    assert id_ in {3, 5, 8}
    assert following > position


def block(position: int, length: int, *, displayed: bool = False) -> Block:
    return Block(position, "The Ovens", position + 1, is_note=False, displayed=displayed, text="x" * length)


@given(st.lists(st.tuples(st.integers(1, PORTION), st.booleans()), min_size=1, max_size=20))
def test_a_portion_is_as_many_whole_paragraphs_as_fit(lengths: list[tuple[int, bool]]) -> None:
    blocks = [block(number, length, displayed=displayed) for number, (length, displayed) in enumerate(lengths)]
    taken = portion_length(blocks)
    assert 1 <= taken <= len(blocks)
    fits = sum(len(each.text) for each in blocks[:taken])
    assert taken == 1 or fits <= PORTION
    if taken < len(blocks) and not blocks[taken].displayed and not any(each.displayed for each in blocks[taken + 1 :]):
        assert fits + len(blocks[taken].text) > PORTION


def test_a_paragraph_longer_than_a_page_is_a_portion_of_its_own() -> None:
    assert portion_length([block(0, 5 * PORTION), block(1, 10)]) == 1


def test_a_displayed_quotation_stays_with_what_brings_it_in() -> None:
    half = PORTION // 2
    assert portion_length([block(0, half), block(1, half), block(2, 10, displayed=True)]) == 1
    assert portion_length([block(0, half), block(1, 10), block(2, 10, displayed=True)]) == 3


def test_more_displayed_than_a_page_holds_is_parted_all_the_same() -> None:
    long = PORTION // 2
    assert portion_length([block(0, 9), *(block(number, long, displayed=True) for number in (1, 2, 3))]) == 2
