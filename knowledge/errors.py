"""Everything that can go wrong, as one tree. Errors carry data; the sentences are chosen where they are shown.

SergeError
├── PackError                the pack cannot be loaded; carries every fault
├── PackNotFound             no folder of that name holds a pack
├── TextUnusable             no pack can be begun from this file; carries why
├── FolderTaken              something is in the folder that a new pack was to be written to
├── FolderUnwritable         the folder for a new pack cannot be written
└── DatabaseError            the database cannot be used; carries where it is
    ├── DatabaseNewer        written by a later version of the program
    ├── DatabaseForeign      a database, but not one of ours
    ├── NotADatabase         a file that is no SQLite database
    ├── DatabaseUnwritable   the file or its folder cannot be written
    ├── DatabaseUnreachable  the server does not answer or refuses us
    └── DriverMissing        the driver for this kind of database is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a pack, where a person can mend it. ``line`` counts from 1; 0 means the whole file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class SergeError(Exception):
    """The root of everything this program raises on purpose."""


class PackError(SergeError):
    """A pack with faults. All of them are found before it is raised; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the pack")
        self.faults = tuple(faults)


class PackNotFound(SergeError):
    """No pack at that path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Unusable(Enum):
    """Why no pack can be begun from a file."""

    MISSING = auto()
    FOLDER = auto()
    UNREADABLE = auto()
    BINARY = auto()
    ENCODING = auto()
    EMPTY = auto()


class TextUnusable(SergeError):
    """A file from which no pack can be begun. ``detail``: the line that is not UTF-8, or what the system says."""

    def __init__(self, path: str, why: Unusable, detail: str = "") -> None:
        super().__init__(f"{path}: {why.name} {detail}")
        self.path = path
        self.why = why
        self.detail = detail


class FolderTaken(SergeError):
    """A new pack's folder that is a file, or that is not empty."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class FolderUnwritable(SergeError):
    """A new pack's folder that cannot be made or written. ``detail`` is what the system says."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class DatabaseError(SergeError):
    """A database that cannot be used. ``where`` is its file or its address without the password."""

    def __init__(self, where: str, detail: str = "") -> None:
        super().__init__(f"{where}: {detail}" if detail else where)
        self.where = where
        self.detail = detail


class DatabaseNewer(DatabaseError):
    """The schema's revision is unknown to this version of the program."""


class DatabaseForeign(DatabaseError):
    """The database holds another program's tables."""


class NotADatabase(DatabaseError):
    """The file exists and is not an SQLite database."""


class DatabaseUnwritable(DatabaseError):
    """The file or its folder cannot be written."""


class DatabaseUnreachable(DatabaseError):
    """No connection to the database server could be made."""


class DriverMissing(DatabaseError):
    """The package that speaks to this kind of database is not installed. ``detail`` is its name."""
