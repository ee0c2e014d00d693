"""The world's time zones by name: the one that a person means, and those that may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from knowledge.search.normal import normalise

ALIKE = 70.0
"""How alike (rapidfuzz's ratio, 0 to 100) a name must be to what was typed to be offered in its place."""

_OFFSET = re.compile(r"[+-]\d")
"""``Etc/GMT-2`` is two hours *ahead*, by POSIX's rule: taken where it is typed, never offered."""

_FROM_UTC = re.compile(r"\s*(?:utc|gmt)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?00)?\s*", re.IGNORECASE)
"""UTC+2, GMT -5: what people write, and POSIX writes the other way round."""

_FIXED = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d+)")

_TURNED = {"+": "-", "-": "+"}

ABBREVIATIONS = {
    "est": ("America/New_York",),
    "edt": ("America/New_York",),
    "est5edt": ("America/New_York",),
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "cdt": ("America/Chicago",),
    "cst6cdt": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver",),
    "mst7mdt": ("America/Denver",),
    "pst": ("America/Los_Angeles",),
    "pdt": ("America/Los_Angeles",),
    "pst8pdt": ("America/Los_Angeles",),
    "hst": ("Pacific/Honolulu",),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Rome"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Rome"),
    "met": ("Europe/Berlin", "Europe/Paris", "Europe/Rome"),
    "eet": ("Europe/Athens", "Europe/Kyiv"),
    "eest": ("Europe/Athens", "Europe/Kyiv"),
    "wet": ("Europe/Lisbon",),
    "west": ("Europe/Lisbon",),
    "bst": ("Europe/London",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "msk": ("Europe/Moscow",),
    "jst": ("Asia/Tokyo",),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
}
"""Abbreviations, by cities whose clocks may be meant. None is taken: they mean several zones, or one without summer
time (EST), where people mean whatever the clocks in the city show.
"""

_NO_PLACES = {"Factory", "localtime", "posixrules"}
"""Names that the system's files bring along and that mean another zone on another machine."""

WELL_KNOWN = (
    "UTC",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Athens",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Africa/Lagos",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""What is offered before anything is typed: the zones where most people who read English, French or Spanish live."""


def find_zone(typed: str) -> str | None:
    """The zone that was typed, by its whole name, its city or its hours from UTC; None where none or several may be."""
    if typed.strip().casefold() in ABBREVIATIONS:
        return None
    if fixed := _from_utc(typed):
        return fixed
    if exact := [name for name in _normal() if name.casefold() == typed.strip().casefold()]:
        return exact[0]
    wanted = normalise(typed)
    meant = [name for name, normals in _normal().items() if wanted in normals]
    return meant[0] if len(meant) == 1 else None


def suggest_zones(typed: str, most: int) -> list[str]:
    """At most so many zones for what was typed so far, the likeliest first."""
    wanted = normalise(typed)
    if not wanted:
        return list(WELL_KNOWN[:most])
    if fixed := _from_utc(typed):
        return [fixed][:most]
    if cities := ABBREVIATIONS.get(wanted):
        return list(cities[:most])
    names = {name: normals for name, normals in _normal().items() if _is_offered(name)}
    starting = [name for name, normals in names.items() if any(normal.startswith(wanted) for normal in normals)]
    inside = [name for name, normals in names.items() if wanted in normals[0]]
    return list(dict.fromkeys([*starting, *inside, *_alike(wanted, names)]))[:most]


def shown_zone(zone: str) -> str:
    """The zone as people write it: ``Etc/GMT-2`` is UTC+2."""
    fixed = _FIXED.fullmatch(zone)
    return f"UTC{_TURNED[fixed['sign']]}{fixed['hours']}" if fixed else zone


def _from_utc(typed: str) -> str | None:
    """The zone that is always so many hours from UTC; None where something else was typed, or there is none."""
    found = _FROM_UTC.fullmatch(typed)
    hours = int(found["hours"]) if found else 0
    name = f"Etc/GMT{_TURNED[found['sign']]}{hours}" if found and hours else "UTC" if found else ""
    return name if name in _normal() else None


def _is_offered(name: str) -> bool:
    return not _OFFSET.search(name) and name.casefold() not in ABBREVIATIONS


def _alike(wanted: str, names: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Zones whose name or city is spelt much like it, most alike first."""
    spelt = [(normal, name) for name, normals in names.items() for normal in normals]
    found = process.extract(
        wanted, [normal for normal, _ in spelt], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=len(spelt)
    )
    return [spelt[index][1] for _, _, index in found]


@cache
def _normal() -> dict[str, tuple[str, str]]:
    """Every zone, with its whole name and its city as they are compared."""
    names = sorted(available_timezones() - _NO_PLACES)
    return {name: (normalise(name), normalise(name.rpartition("/")[2])) for name in names}
