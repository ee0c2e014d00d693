"""Putting off the search for garbage: while something is built, and not a moment longer, whatever happens."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from knowledge import garbage

GIVE_UP = 30.0
"""Seconds after which something is taken to hang."""


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Every test begins with the search turned on, and leaves it so."""
    assert gc.isenabled()
    yield
    gc.enable()


def test_nothing_is_searched_inside_and_it_is_searched_again_after() -> None:
    with garbage.put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_searched_again_after_an_exception_which_comes_out() -> None:
    with pytest.raises(LookupError, match="half built"), garbage.put_off():
        raise LookupError("half built")
    assert gc.isenabled()


def test_one_inside_another_does_not_turn_it_on_too_early() -> None:
    with garbage.put_off():
        with garbage.put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
        with pytest.raises(LookupError), garbage.put_off():
            raise LookupError
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("fault", [False, True], ids=["in order", "an exception"])
def test_it_is_left_off_where_it_was_off(*, fault: bool) -> None:
    gc.disable()
    with suppress(LookupError), garbage.put_off():
        if fault:
            raise LookupError
    assert not gc.isenabled()


# Two threads that build at once: whoever is ready first leaves it off for the other.
def test_it_stays_off_as_long_as_any_thread_is_inside() -> None:
    inside, may_leave = threading.Event(), threading.Event()

    def build() -> None:
        with garbage.put_off():
            inside.set()
            assert may_leave.wait(GIVE_UP)

    with ThreadPoolExecutor(1) as threads:
        with garbage.put_off():
            built = threads.submit(build)
            assert inside.wait(GIVE_UP)
        assert not gc.isenabled()
        may_leave.set()
        built.result(GIVE_UP)
    assert gc.isenabled()


class Ring:
    """Something that holds itself, so that only a search can tell that nobody else does."""

    def __init__(self) -> None:
        self.ring = self


# What is kept is left out of searches; what comes after it is not.
def test_what_is_kept_is_not_looked_through_again() -> None:
    kept = weakref.ref(ring := Ring())
    garbage.keep()
    later = weakref.ref(ring := Ring())
    del ring
    gc.collect()
    assert kept() is not None
    assert later() is None
    gc.unfreeze()
    gc.collect()
    assert kept() is None


def test_what_is_kept_and_holds_no_ring_is_let_go_of_all_the_same() -> None:
    class Thing:
        pass

    kept = weakref.ref(thing := Thing())
    garbage.keep()
    del thing
    assert kept() is None
