"""People's names as CSL-JSON holds them: family and given name, or a literal name of a body or a pseudonym."""

from __future__ import annotations

from collections.abc import Mapping

Name = Mapping[str, str]


def in_order(person: Name) -> str:
    """The name as it is spoken: "Victor Serge"."""
    return person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}".strip()


def inverted(person: Name) -> str:
    """The name as lists are ordered by it: "Serge, Victor"."""
    family, given = person.get("family"), person.get("given")
    return f"{family}, {given}" if family and given else in_order(person)


def short(person: Name) -> str:
    """What a short citation calls the person: "Serge"."""
    return person.get("family") or in_order(person)
