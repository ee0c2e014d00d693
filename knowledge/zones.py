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
    """The zone that was typed, by its whole name or by its city; None where there is none, or more than one."""
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
    names = {name: normals for name, normals in _normal().items() if not _OFFSET.search(name)}
    starting = [name for name, normals in names.items() if any(normal.startswith(wanted) for normal in normals)]
    inside = [name for name, normals in names.items() if wanted in normals[0]]
    return list(dict.fromkeys([*starting, *inside, *_alike(wanted, names)]))[:most]


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
