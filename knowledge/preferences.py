"""What a guild, a channel or a person chose, and what of it applies to one question.

A person's choices go with them into every guild; a guild's and a channel's are kept under the guild's scope and are
asked for by it. The nearest choice applies: a person's, else the channel's (a thread's before its parent's), else the
guild's. Nothing here knows what a preference does.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import ChainMap, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import DatabaseError, PreferenceError, Unfit
from knowledge.model import SHARED
from knowledge.search.mentions import PREVENTED
from knowledge.storage.database import Database
from knowledge.storage.preferences import Held

FRESH_SECONDS = 30.0
"""So long what was read is not read again. What another process changed shows after it."""

MOST_HELD = 10_000
"""Of more holders than this, those asked about last stay in memory."""

PREFIX_LENGTH = 5
MOST_ROLES = 25
"""As many roles can be named in one go in Discord."""

LARGEST_ID = 2**63 - 1

ON, OFF = "on", "off"


class Holder(StrEnum):
    """Who can choose."""

    GUILD = "guild"
    CHANNEL = "channel"
    PERSON = "person"


class Form(StrEnum):
    """How long an answer is at first sight."""

    WHOLE = "whole"
    SHORT = "short"


class First(StrEnum):
    """Who sees the answer to a slash command first."""

    PUBLIC = "public"
    ALONE = "alone"


Choices = Mapping[str, str]
"""What one holder chose, by key."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What applies to one question.

    ``silent`` channels get no answer. Without a ``prefix`` the host's applies; an empty ``asking`` lets everybody ask,
    otherwise it holds the numbers of the roles that may.
    """

    form: Form = Form.WHOLE
    first: First = First.PUBLIC
    references: bool = False
    silent: bool = False
    language: str = "en"
    prefix: str | None = None
    asking: tuple[int, ...] = ()


def _choice(kind: type[StrEnum]) -> Callable[[str], Unfit | None]:
    return lambda value: None if value in tuple(kind) else Unfit.VALUE


def _switch(value: str) -> Unfit | None:
    return None if value in {ON, OFF} else Unfit.VALUE


def _language(value: str) -> Unfit | None:
    return None if re.fullmatch(r"[a-z]{2,3}", value) else Unfit.VALUE


def _roles(value: str) -> Unfit | None:
    ids = value.split(",")
    if not all(re.fullmatch(r"[1-9][0-9]{0,18}", id_) and int(id_) <= LARGEST_ID for id_ in ids):
        return Unfit.VALUE
    return Unfit.TOO_MANY_ROLES if len(ids) > MOST_ROLES else None


_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or symbols and show nothing."""


def _prefix(value: str) -> Unfit | None:
    if any(sign.isspace() for sign in value):
        return Unfit.PREFIX_SPACE
    if not 1 <= len(value) <= PREFIX_LENGTH:
        return Unfit.PREFIX_LENGTH
    if not value.isprintable() or _BLANK_LETTERS.intersection(value) or unicodedata.category(value[0]).startswith("M"):
        return Unfit.PREFIX_INVISIBLE
    if "@" in value or re.match("<[#:/]", value):
        return Unfit.PREFIX_MENTION
    if value.startswith("/"):
        return Unfit.PREFIX_SLASH
    if value.startswith(PREVENTED):
        return Unfit.PREFIX_PREVENTS
    return Unfit.PREFIX_WORD if unicodedata.normalize("NFC", value)[-1].isalnum() else None


_ANYBODY = frozenset(Holder)

KEYS: Mapping[str, tuple[frozenset[Holder], Callable[[str], Unfit | None]]] = {
    "form": (_ANYBODY, _choice(Form)),
    "first": (_ANYBODY, _choice(First)),
    "references": (_ANYBODY, _switch),
    "silent": (frozenset({Holder.CHANNEL}), _switch),
    "language": (_ANYBODY, _language),
    "prefix": (frozenset({Holder.GUILD}), _prefix),
    "asking": (frozenset({Holder.GUILD, Holder.CHANNEL}), _roles),
}
"""Every preference: who can choose it, and what makes a value unfit."""


class PreferenceKeeper:
    """Reads and writes choices, and remembers those of the holders asked about last."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._remembered: OrderedDict[Held, tuple[float, Choices]] = OrderedDict()  # asked last stands last
        self._changes = 0

    async def of(self, scope: int, channel_ids: Sequence[int] = (), person_id: int | None = None) -> Preferences:
        """What applies here to this person; ``channel_ids`` are a thread's and then its parent's, or a channel's.

        Raises DatabaseError where it cannot be read; what was read before goes on applying then.
        """
        holders = _holders(scope, channel_ids, person_id)
        choices = {held: found for held in holders if (found := self._fresh(held)) is not None}
        if missing := [held for held in holders if held not in choices]:
            choices |= await self._read_or_remember(missing)
        return _resolved(holders, choices)

    def known(self, scope: int, channel_ids: Sequence[int] = (), person_id: int | None = None) -> Preferences | None:
        """The same from memory, without waiting; None where something has to be read for it, or read again."""
        holders = _holders(scope, channel_ids, person_id)
        choices = {held: found for held in holders if (found := self._fresh(held)) is not None}
        return _resolved(holders, choices) if len(choices) == len(holders) else None

    async def chosen(self, holder: Holder, scope: int, holder_id: int) -> Choices:
        """What this holder itself chose, by key, as it stands in the database now."""
        held = _held(holder, scope, holder_id)
        return (await self._read([held]))[held]

    async def choose(self, holder: Holder, scope: int, holder_id: int, key: str, value: str | None) -> None:
        """Let this holder choose a value; None takes the choice back. Raises PreferenceError for what cannot be."""
        held = _held(holder, scope, holder_id)
        if why := _unfit(held, key, value):
            raise PreferenceError(why, key, value or "")
        await self._database.write(lambda writer: writer.put_preference(held, key, value))
        self._changes += 1
        self._remembered.pop(held, None)

    async def _read_or_remember(self, holders: Sequence[Held]) -> dict[Held, Choices]:
        try:
            return await self._read(holders)
        except DatabaseError:
            remembered = {held: self._remembered[held][1] for held in holders if held in self._remembered}
            if len(remembered) < len(holders):
                raise
            return remembered

    async def _read(self, holders: Sequence[Held]) -> dict[Held, Choices]:
        """What these chose, from the database; remembered unless something was chosen while it was read."""
        changes, now = self._changes, self._clock()
        rows = await self._database.read(lambda reader: reader.preferences(holders))
        found: dict[Held, Choices] = {
            held: {key: value for key, value in chosen.items() if not _unfit(held, key, value)}
            for held, chosen in rows.items()
        }
        if changes == self._changes:
            for held, choices in found.items():
                self._remembered[held] = (now, choices)
                self._remembered.move_to_end(held)
            while len(self._remembered) > MOST_HELD:
                self._remembered.popitem(last=False)
        return found

    def _fresh(self, held: Held) -> Choices | None:
        """What this holder chose, if it was read a short while ago."""
        if held not in self._remembered:
            return None
        self._remembered.move_to_end(held)
        at, choices = self._remembered[held]
        return choices if self._clock() - at < FRESH_SECONDS else None


def _held(holder: Holder, scope: int, holder_id: int) -> Held:
    """A person's choices are held outside of guilds, so that they apply in each."""
    return Held(SHARED if holder is Holder.PERSON else scope, holder.value, holder_id)


def _holders(scope: int, channel_ids: Sequence[int], person_id: int | None) -> list[Held]:
    """Everybody whose choices may apply, the nearest first."""
    person = [] if person_id is None else [_held(Holder.PERSON, scope, person_id)]
    if scope == SHARED:
        return person
    return [*person, *(_held(Holder.CHANNEL, scope, id_) for id_ in channel_ids), _held(Holder.GUILD, scope, scope)]


def _resolved(holders: Sequence[Held], choices: Mapping[Held, Choices]) -> Preferences:
    """What applies where these holders chose so, the nearest first."""
    nearest = ChainMap(*(dict(choices[held]) for held in holders))
    here = ChainMap(*(dict(choices[held]) for held in holders if held.holder != Holder.PERSON))
    return Preferences(
        form=Form(nearest.get("form", Form.WHOLE)),
        first=First(nearest.get("first", First.PUBLIC)),
        references=here.get("references") == ON and nearest["references"] == ON,
        silent=here.get("silent") == ON,
        language=nearest.get("language", "en"),
        prefix=here.get("prefix"),
        asking=tuple(map(int, here["asking"].split(","))) if "asking" in here else (),
    )


def _unfit(held: Held, key: str, value: str | None) -> Unfit | None:
    """Why this holder cannot choose that; None where it can."""
    if key not in KEYS:
        return Unfit.KEY
    holders, why_unfit = KEYS[key]
    in_a_guild = held.holder == Holder.PERSON or held.scope != SHARED
    if held.holder not in holders or not in_a_guild or (held.holder == Holder.GUILD and held.holder_id != held.scope):
        return Unfit.HOLDER
    return None if value is None else why_unfit(value)
