"""Changes of a guild's own entries as values: who changed what, when, why, and all that the entry said after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.entry_content import EntryContent
from knowledge.model import Status


class Action(StrEnum):
    """What an editor did. Retiring hides an entry; restoring brings back what a revision says, whatever came after."""

    ADD = "add"
    EDIT = "edit"
    RETIRE = "retire"
    RESTORE = "restore"

    @property
    def status(self) -> Status:
        """What the entry is afterwards."""
        return Status.RETIRED if self is Action.RETIRE else Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something, and in whose library: a person of the guild that is the ``scope``."""

    scope: int
    person: int


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of an entry; ``number`` counts from 1. The ``actor`` is None where that person was erased."""

    entry: int
    number: int
    action: Action
    actor: int | None
    at: datetime
    reason: str
    content: EntryContent
