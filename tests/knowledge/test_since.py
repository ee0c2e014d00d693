"""Moments in the past as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.since import EARLIEST, EXAMPLES, read_since

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
"""A Tuesday."""


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2h", "2026-11-24 16:30"),
        ("2 hours", "2026-11-24 16:30"),
        ("90 min", "2026-11-24 17:00"),
        ("90m", "2026-11-24 17:00"),
        ("3 days ago", "2026-11-21 18:30"),
        ("the last 2 weeks", "2026-11-10 18:30"),
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
        ("yesterday  20:00", "2026-11-23 20:00"),
        ("tuesday", "2026-11-24"),
        ("wednesday", "2026-11-18"),
        ("monday 8pm", "2026-11-23 20:00"),
        ("18:30", "2026-11-24 18:30"),
        ("20:00", "2026-11-23 20:00"),
        ("8 pm", "2026-11-23 20:00"),
        ("noon", "2026-11-24 12:00"),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-23 20:00", "2026-11-23 20:00"),
        ("20:00 Paris", "2026-11-23 19:00"),
        ("18:00 Europe/Paris", "2026-11-24 17:00"),
        ("yesterday New York", "2026-11-23 05:00"),
        ("2026-07-01 12:00 Europe/Paris", "2026-07-01 10:00"),
        ("2026-11-25 02:00 Tokyo", "2026-11-24 17:00"),
    ],
)
def test_what_people_type_is_read(typed: str, read: str) -> None:
    assert read_since(typed, NOW) == moment(read)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "12", "2 fortnights", "25:00", "2026-13-01", "2026-02-30", "20:00 Atlantis", "Paris", "h", "-2h"],
)
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert read_since(typed, NOW) is None


@pytest.mark.parametrize("typed", ["2026-11-25", "today 20:00", "2026-11-24 18:31", "9999-12-31 23:00 Los Angeles"])
def test_what_lies_ahead_is_none(typed: str) -> None:
    assert read_since(typed, NOW) is None


@pytest.mark.parametrize("typed", ["99999 weeks", "0001-01-01", "0001-01-01 00:30 Tokyo"])
def test_what_is_long_past_is_the_earliest_that_there_is(typed: str) -> None:
    assert read_since(typed, NOW) == EARLIEST


@pytest.mark.parametrize("typed", EXAMPLES)
def test_every_example_is_understood(typed: str) -> None:
    assert read_since(typed, NOW) is not None


@given(st.text(max_size=80) | st.from_regex(r"\d{1,6} ?(m|h|d|w)( ago)?|\d{4}-\d\d-\d\d( \d\d:\d\d)?( [A-Z][a-z]+)?"))
def test_any_text_is_a_moment_in_the_past_or_none(typed: str) -> None:
    read = read_since(typed, NOW)
    assert read is None or EARLIEST <= read <= NOW
    assert read is None or read.utcoffset() == timedelta()
