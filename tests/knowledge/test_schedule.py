"""When something is next due: local times whatever the clocks there do, and what a person types to say so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.schedule import Kind, next_due
from knowledge.schedule_words import Day, read_day, read_time, read_wish
from knowledge.zones import ABBREVIATIONS, WELL_KNOWN, find_zone, shown_zone, suggest_zones

ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime", "posixrules"}))
MOMENTS = st.datetimes(datetime(2012, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is given beside
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKDAYS = st.none() | st.integers(0, 6)


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def wall(moment: datetime, zone: str) -> datetime:
    """What the clocks of the zone show."""
    return local(moment, zone).replace(tzinfo=None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def meant(due: datetime, zone: str, wanted: time) -> datetime:
    """The local time that is meant: the one that clocks show for the first time, or have just skipped."""
    shown = wall(due, zone)
    if shown.time() == wanted:
        assert local(due, zone).fold == 0
        return shown
    before = wall(due - timedelta(seconds=1), zone)
    times = [datetime.combine(day, wanted) for day in (before.date(), shown.date())]
    (skipped,) = {each for each in times if before < each < shown}
    return skipped


@given(ZONES, TIMES, WEEKDAYS, MOMENTS)
def test_it_is_due_strictly_later_when_clocks_first_show_the_time_or_have_just_skipped_it(
    zone: str, wanted: time, weekday: int | None, after: datetime
) -> None:
    due = next_due(zone, wanted, weekday, after)
    assert due > after
    assert due.tzinfo is UTC
    assert weekday in {None, meant(due, zone, wanted).weekday()}


@given(ZONES, TIMES, WEEKDAYS, MOMENTS, st.floats(0, 1))
def test_nothing_is_due_before_the_next_time(
    zone: str, wanted: time, weekday: int | None, after: datetime, share: float
) -> None:
    due = next_due(zone, wanted, weekday, after)
    just_before = due - timedelta(microseconds=1)
    assert next_due(zone, wanted, weekday, after + (just_before - after) * share) == due


@given(ZONES, TIMES, WEEKDAYS, MOMENTS)
def test_it_is_due_on_every_day_of_the_zone_or_every_seventh(
    zone: str, wanted: time, weekday: int | None, after: datetime
) -> None:
    first = next_due(zone, wanted, weekday, after)
    second = next_due(zone, wanted, weekday, first)
    between = meant(second, zone, wanted) - meant(first, zone, wanted)
    assert between == timedelta(days=1 if weekday is None else 7)


# What is asked for, and when it is due: the zone, the local time, the moment before, and the moment in UTC.
@pytest.mark.parametrize(
    ("zone", "wanted", "after", "due"),
    [
        ("Europe/Berlin", "02:30", "2026-03-28 12:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "03:00", "2026-03-28 12:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "02:30", "2026-10-24 12:00", "2026-10-25 00:30"),
        ("Europe/Berlin", "02:30", "2026-10-25 00:30", "2026-10-26 01:30"),
        ("Europe/Berlin", "20:00", "2026-03-28 18:59", "2026-03-28 19:00"),
        ("Europe/Berlin", "20:00", "2026-03-28 19:00", "2026-03-29 18:00"),
        ("America/New_York", "02:00", "2026-03-08 00:00", "2026-03-08 07:00"),
        ("America/Santiago", "00:00", "2026-09-05 12:00", "2026-09-06 04:00"),
        ("America/Nuuk", "23:30", "2026-03-28 12:00", "2026-03-29 01:00"),
        ("America/Nuuk", "23:30", "2026-03-29 01:00", "2026-03-30 00:30"),
        ("Australia/Lord_Howe", "02:15", "2026-10-03 00:00", "2026-10-03 15:30"),
        ("Asia/Kolkata", "00:00", "2026-01-01 00:00", "2026-01-01 18:30"),
        ("Asia/Kathmandu", "00:00", "2026-01-01 00:00", "2026-01-01 18:15"),
        ("UTC", "00:00", "2028-02-28 12:00", "2028-02-29 00:00"),
        ("UTC", "12:00", "2028-02-29 12:00", "2028-03-01 12:00"),
        ("Pacific/Kiritimati", "09:00", "2026-12-30 19:00", "2026-12-31 19:00"),
        ("Pacific/Apia", "20:00", "2011-12-30 08:00", "2011-12-30 10:00"),
    ],
    ids=[
        "a time that is skipped",
        "the first after the gap",
        "the first of two",
        "not the second of two",
        "a minute before",
        "on the minute",
        "the gap's first minute",
        "midnight skipped",
        "skipped until midnight",
        "the evening after that midnight",
        "half an hour skipped",
        "half an hour beside UTC",
        "a quarter beside UTC",
        "to the leap day",
        "from the leap day",
        "at the date line",
        "a day that is skipped whole",
    ],
)
def test_it_is_due_where_the_clocks_are_put_forward_or_back(zone: str, wanted: str, after: str, due: str) -> None:
    assert next_due(zone, time.fromisoformat(wanted), None, at(after)) == at(due)


def test_a_weekly_time_that_is_skipped_is_not_lost() -> None:
    sunday = next_due("Europe/Berlin", time(2, 30), 6, at("2026-03-27 12:00"))
    assert sunday == at("2026-03-29 01:00")
    assert wall(next_due("Europe/Berlin", time(2, 30), 6, sunday), "Europe/Berlin").date() == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("20:00", time(20)),
        ("20.30", time(20, 30)),
        ("20h30", time(20, 30)),
        ("20h", time(20)),
        ("08:05", time(8, 5)),
        ("8:05", time(8, 5)),
        ("0:00", time(0)),
        ("8pm", time(20)),
        ("8 PM", time(20)),
        ("8:30 pm", time(20, 30)),
        ("8.30 p.m.", time(20, 30)),
        ("8am", time(8)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        (" 20:00 ", time(20)),
    ],
)
def test_a_time_is_read_in_whichever_form(typed: str, taken: time) -> None:
    assert read_time(typed) == taken


@pytest.mark.parametrize(
    "typed", ["", "8", "20", "2000", "24:00", "20:60", "13pm", "0am", "8:5", "20:00:00", "-1:00", "²0:00", "soon", "pm"]
)
def test_what_is_no_time_or_may_be_two_is_not_taken_for_one(typed: str) -> None:
    assert read_time(typed) is None


@given(st.text(max_size=30))
def test_reading_what_anybody_types_never_fails(typed: str) -> None:
    read_time(typed)
    read_day(typed)
    read_wish(typed)
    find_zone(typed)
    assert len(suggest_zones(typed, 5)) <= 5


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Friday", Day.FRIDAY),
        ("fri", Day.FRIDAY),
        ("on fridays", Day.FRIDAY),
        ("every day", Day.EVERY),
        ("daily", Day.EVERY),
        ("monday tuesday", None),
        ("someday", None),
        ("", None),
    ],
)
def test_a_day_is_read_by_its_name(typed: str, day: Day | None) -> None:
    assert read_day(typed) is day


def test_days_count_as_the_calendar_does() -> None:
    assert [Day(number).name for number in range(7)] == [
        date(2026, 11, 23 + number).strftime("%A").upper() for number in range(7)
    ]
    assert [day.weekday for day in Day] == [*range(7), None]


@pytest.mark.parametrize(
    "typed",
    [
        "reading every friday at 8:30 pm Europe/Berlin in <#123>",
        "<#123> Friday 8:30 pm, Europe/Berlin reading",
        "20:30 Europe/Berlin, fri, reading <#123>",
        "a reading on Fridays at 20.30 in Europe/Berlin in the <#123>",
    ],
)
def test_a_wish_is_read_in_any_order(typed: str) -> None:
    wish = read_wish(typed)
    assert (wish.kind, wish.time, wish.day) == (Kind.READING, time(20, 30), Day.FRIDAY)
    assert (wish.zone_typed, wish.channel_id, wish.begin) == ("Europe/Berlin", 123, None)


def test_a_wish_says_where_a_reading_begins() -> None:
    wish = read_wish("reading 8pm UTC from “The Bolsheviks 3”")
    assert (wish.begin, wish.zone_typed) == ("The Bolsheviks 3", "UTC")


@pytest.mark.parametrize("city", ["Port of Spain", "New York", "Port-au-Prince", "St. Johns"])
def test_a_city_of_several_words_is_a_zone(city: str) -> None:
    assert find_zone(read_wish(f"passage at 20:00 in {city} daily").zone_typed or "") is not None


@pytest.mark.parametrize("typed", ["25:00", "20:75", "7:00:00", "13 pm"])
def test_a_time_that_there_is_not_is_kept_as_it_was_typed(typed: str) -> None:
    wish = read_wish(f"pair {typed} Europe/Berlin")
    assert (wish.time_typed, wish.time, wish.zone_typed) == (typed, None, "Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("europe berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
        ("gmt", "GMT"),
        ("são paulo", "America/Sao_Paulo"),
        ("Etc/GMT-2", "Etc/GMT-2"),
        ("Etc/GMT+2", "Etc/GMT+2"),
        ("UTC+2", "Etc/GMT-2"),
        ("GMT+2", "Etc/GMT-2"),
        ("utc -5", "Etc/GMT+5"),
        ("UTC+02:00", "Etc/GMT-2"),
        ("UTC+0", "UTC"),
        ("UTC+5:30", None),
        ("UTC+99", None),
        ("EST", None),
        ("cet", None),
        ("PST8PDT", None),
        ("Indianapolis", None),
        ("Europe", None),
        ("Atlantis", None),
        ("../../etc/passwd", None),
        ("localtime", None),
        ("", None),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city_and_never_guessed(typed: str, zone: str | None) -> None:
    assert find_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berl", "Europe/Berlin"),
        ("Berlni", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("york", "America/New_York"),
        ("Indianapolis", "America/Indiana/Indianapolis"),
        ("kolkatta", "Asia/Kolkata"),
    ],
)
def test_zones_are_suggested_for_a_beginning_or_a_slip(typed: str, zone: str) -> None:
    assert zone in suggest_zones(typed, 5)


def test_every_zone_that_is_offered_can_be_taken() -> None:
    assert suggest_zones("", 25) == list(WELL_KNOWN)
    for zone in [*WELL_KNOWN, *suggest_zones("a", 25), *suggest_zones("etc", 25)]:
        assert find_zone(zone) == zone


@pytest.mark.parametrize(
    ("typed", "cities"),
    [
        ("EST", ["America/New_York"]),
        ("cest", ["Europe/Berlin", "Europe/Paris", "Europe/Rome"]),
        ("UTC+2", ["Etc/GMT-2"]),
    ],
)
def test_an_abbreviation_is_offered_as_cities_and_hours_from_utc_as_what_they_are(
    typed: str, cities: list[str]
) -> None:
    assert suggest_zones(typed, 5) == cities
    assert [find_zone(city) for city in cities] == cities


def test_every_abbreviation_leads_to_zones_that_there_are() -> None:
    cities = [city for cities in ABBREVIATIONS.values() for city in cities]
    assert [find_zone(city) for city in cities] == cities
    assert not ABBREVIATIONS.keys() & {zone.casefold() for zone in suggest_zones("e", 500)}


@pytest.mark.parametrize("hours", range(1, 13))
def test_hours_from_utc_are_read_and_shown_with_the_sign_that_people_write(hours: int) -> None:
    for sign in (1, -1):
        shown = f"UTC{sign * hours:+d}"
        zone = find_zone(shown)
        assert zone is not None
        assert shown_zone(zone) == shown
        assert datetime(2026, 7, 1, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=sign * hours)
    assert shown_zone("Europe/Berlin") == "Europe/Berlin"


def test_no_zone_is_offered_whose_sign_says_the_opposite() -> None:
    assert not [zone for zone in suggest_zones("etc gmt", 50) if "+" in zone or "-" in zone]
