"""Settings in words: `!settings form short`, `!settings channel silent on`, `!settings server prefix ?`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cogs.cards.settings import DEFAULT
from knowledge.preferences import KEYS, Holder

_HOLDERS = {
    **dict.fromkeys(("me", "my", "you", "person"), Holder.PERSON),
    **dict.fromkeys(("channel", "thread", "here"), Holder.CHANNEL),
    **dict.fromkeys(("server", "guild"), Holder.GUILD),
}

_MENTION = re.compile(r"<@&(\d+)>")

_EVERYBODY = {"everybody", "everyone", "@everyone"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice put in words; without a value it is taken back."""

    holder: Holder
    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A setting that is named without a choice."""

    holder: Holder
    key: str


def wanted_in(words: str, scope: int, roles: Mapping[int, str] | None = None) -> Wanted | Named | None:
    """The choice that the words ask for; None where they name no setting. Whether it can be chosen is not looked at.

    Where they do not say whose, it is the person's own, or what comes nearest to it. ``roles`` are the guild's.
    """
    first, _, rest = words.strip().partition(" ")
    holder = _HOLDERS.get(first.lower())
    key, _, value = (rest.strip() if holder else words.strip()).partition(" ")
    key, value = key.lower(), value.strip()
    if key not in KEYS:
        return None
    if holder is None:
        holder = next(nearest for nearest in reversed(Holder) if nearest in KEYS[key][0])
    return Wanted(holder, key, _value(key, value, scope, roles or {})) if value else Named(holder, key)


def _value(key: str, value: str, scope: int, roles: Mapping[int, str]) -> str | None:
    if value.lower() == DEFAULT:
        return None
    match key:
        case "prefix":
            return value
        case "asking" if value.lower() in _EVERYBODY:
            return str(scope)
        case "asking":
            return _role_ids(value, roles) or value
        case _:
            return value.lower()


def _role_ids(words: str, roles: Mapping[int, str]) -> str:
    """The numbers of the roles that are mentioned, or named where one alone has the name; nothing where one is not."""
    ids: list[str] = []
    for name in filter(None, map(str.strip, _MENTION.sub(r",\1,", words).split(","))):
        called = [id_ for id_, role in roles.items() if role.casefold() == name.removeprefix("@").casefold()]
        if len(called) != 1 and not name.isdecimal():
            return ""
        ids.append(str(called[0]) if len(called) == 1 else name)
    return ",".join(dict.fromkeys(ids))
