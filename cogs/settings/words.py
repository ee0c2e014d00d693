"""Settings in words: `!settings form short`, `!settings channel silent on`, `!settings server prefix ?`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cogs.cards.settings import DEFAULT
from knowledge.preferences import KEYS, Holder

_HOLDERS = {
    **dict.fromkeys(("me", "my", "you", "person"), Holder.PERSON),
    **dict.fromkeys(("channel", "thread", "here"), Holder.CHANNEL),
    **dict.fromkeys(("server", "guild"), Holder.GUILD),
}

_EVERYBODY = {"everybody", "everyone", "@everyone"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice put in words; without a value it is taken back."""

    holder: Holder
    key: str
    value: str | None


def wanted_in(words: str, scope: int) -> Wanted | None:
    """The choice that the words ask for; None where they ask for none. Whether it can be chosen is not looked at.

    Where they do not say whose, it is the person's own, or what comes nearest to it.
    """
    first, _, rest = words.strip().partition(" ")
    holder = _HOLDERS.get(first.lower())
    key, _, value = (rest.strip() if holder else words.strip()).partition(" ")
    key, value = key.lower(), value.strip()
    if key not in KEYS or not value:
        return None
    if holder is None:
        holder = next(nearest for nearest in reversed(Holder) if nearest in KEYS[key][0])
    return Wanted(holder, key, _value(key, value, scope))


def _value(key: str, value: str, scope: int) -> str | None:
    if value.lower() == DEFAULT:
        return None
    match key:
        case "prefix":
            return value
        case "asking" if value.lower() in _EVERYBODY:
            return str(scope)
        case "asking":
            return ",".join(re.findall(r"\d+", value))
        case _:
            return value.lower()
