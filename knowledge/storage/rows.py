"""What every query shares: the connection of its transaction, and the scopes that a guild may see."""

from __future__ import annotations

from typing import cast

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import SHARED
from knowledge.storage.straight import StraightConnection


def scopes(scope: int) -> tuple[int, ...]:
    """What a guild sees: the shared scope and its own."""
    return (SHARED,) if scope == SHARED else (SHARED, scope)


class Rows:
    """Queries in one transaction. ``scope`` is a guild's id, or SHARED where there is no guild."""

    def __init__(self, connection: AsyncConnection | StraightConnection) -> None:
        self._connection = cast("AsyncConnection", connection)  # both are asked alike
