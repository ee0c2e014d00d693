"""What guilds, their channels and persons chose, as rows: one for each choice, none where nothing was chosen."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.storage.changes import Changes
from knowledge.storage.group_tables import preference
from knowledge.storage.rows import Rows


class Held(NamedTuple):
    """Who holds choices: a guild or a channel under the guild's scope, a person under SHARED."""

    scope: int
    holder: str
    holder_id: int


class PreferenceReading(Rows):
    """Queries for choices."""

    async def preferences(self, holders: Collection[Held]) -> dict[Held, dict[str, str]]:
        """What each of these chose, by key; nothing for those that chose nothing."""
        found: dict[Held, dict[str, str]] = {held: {} for held in holders}
        here = sa.or_(sa.false(), *map(_of, holders))
        for row in await self._connection.execute(sa.select(preference).where(here)):
            found[Held(row.scope, row.holder, row.holder_id)][row.key] = row.value
        return found


class PreferenceWriting(Changes):
    """Changes to choices."""

    async def put_preference(self, held: Held, key: str, value: str | None) -> None:
        """Let this be chosen in place of what was; None lets nothing be chosen."""
        if value is None:
            await self._connection.execute(sa.delete(preference).where(_of(held), preference.c.key == key))
            return
        row = {**held._asdict(), "key": key, "value": value}
        await self._upsert(preference, [row], keys=(*Held._fields, "key"))


def _of(held: Held) -> sa.ColumnElement[bool]:
    return sa.and_(*(preference.c[name] == value for name, value in held._asdict().items()))
