"""What every query shares: the connection of its transaction, and the scopes that a guild may see."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import SHARED, Status
from knowledge.storage.straight import StraightConnection
from knowledge.storage.tables import entry

PUBLISHED = entry.c.status == Status.PUBLISHED.value
"""What is shown of entries to anybody but editors."""


def scopes(scope: int) -> tuple[int, ...]:
    """What a guild sees: the shared scope and its own."""
    return (SHARED,) if scope == SHARED else (SHARED, scope)


def shown(scope: int) -> sa.ColumnElement[bool]:
    """The entries that a guild is shown: shared ones and its own, as far as they are published."""
    return sa.and_(entry.c.scope.in_(scopes(scope)), PUBLISHED)


class Rows:
    """Queries in one transaction. ``scope`` is a guild's id, or SHARED where there is no guild."""

    def __init__(self, connection: AsyncConnection | StraightConnection) -> None:
        self._connection = cast("AsyncConnection", connection)  # both are asked alike
