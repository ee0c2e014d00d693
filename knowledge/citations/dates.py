"""Dates as CSL-JSON holds them (``date-parts``, or a literal text), read from words and written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SHORTENED = {"September": "Sept."} | {
    month: f"{month[:3]}." for month in MONTHS if month not in {"May", "June", "July", "September"}
}
"""The months that MLA shortens, as it does."""

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|[nr]d|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(rf"(?<!\w){form}(?!\w)", re.IGNORECASE)
    for form in (
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    )
)
_YEAR_ALONE = re.compile(r"\d{4}")


def read_date(text: str) -> dict[str, Any]:
    """The date that the whole text is; the text itself, literally, where it is none that we know.

    >>> read_date("November 25, 2013")
    {'date-parts': [[2013, 11, 25]]}
    """
    text = text.strip()
    if _YEAR_ALONE.fullmatch(text):
        return {"date-parts": [[int(text)]]}
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    parts = _parts(found) if found else None
    return {"date-parts": [parts]} if parts else {"literal": text}


def find_date(text: str) -> dict[str, Any] | None:
    """The first date of a day or month that the text speaks of."""
    found = (match for form in _FORMS for match in form.finditer(text))
    first = min((match for match in found if _parts(match)), key=lambda match: match.start(), default=None)
    return {"date-parts": [_parts(first)]} if first else None


def _parts(found: re.Match[str]) -> list[int] | None:
    """Year, month and, if there is one, day; None where the calendar has no such day."""
    named = found.groupdict()
    word = named["month"].capitalize()
    month = MONTHS.index(word) + 1 if word in MONTHS else int(word)
    parts = [int(named["year"]), month, *([int(named["day"])] if named.get("day") else [])]
    try:
        date(parts[0], month, parts[2] if parts[2:] else 1)
    except ValueError:
        return None
    return parts


def parts_of(value: Any) -> list[int]:
    """Year, month and day as far as the date has them; none of a literal one."""
    return [int(part) for part in value["date-parts"][0]] if value and "date-parts" in value else []


def year(value: Any) -> str:
    """The year, or the literal text: "1984", "1919–21"; nothing where there is no date."""
    parts = parts_of(value)
    return str(parts[0]) if parts else str(value["literal"]) if value else ""


def chicago_date(value: Any) -> str:
    """As Chicago writes it, as far as it is known: November 25, 2013."""
    match parts_of(value):
        case [year_, month, day]:
            return f"{MONTHS[month - 1]} {day}, {year_}"
        case [year_, month]:
            return f"{MONTHS[month - 1]} {year_}"
        case _:
            return year(value)


def mla_date(value: Any) -> str:
    """As MLA writes it, as far as it is known: 25 Nov. 2013."""
    match parts_of(value):
        case [year_, month, *days]:
            name = MONTHS[month - 1]
            return " ".join([*map(str, days), _SHORTENED.get(name, name), str(year_)])
        case _:
            return year(value)


def iso_date(value: Mapping[str, Any] | None) -> str:
    """As ISO 8601 writes it, as far as it is known: 2013-11-25. A literal date as it stands."""
    parts = parts_of(value)
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else year(value)
