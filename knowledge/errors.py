"""Everything that can go wrong, as one tree. Errors carry data; the sentences are chosen where they are shown.

SergeError
├── PackError                the pack cannot be loaded; carries every fault
├── PackNotFound             no folder of that name holds a pack
├── QueriesNotFound          no set of labelled queries can be read there
├── QueriesFaulty            a set of labelled queries with faults; carries every one
├── TextUnusable             no pack can be begun from this file; carries why
├── FolderTaken              something is in the folder that a new pack was to be written to
├── FolderUnwritable         the folder for a new pack cannot be written
├── PreferenceError          that cannot be chosen; carries why, and what was to be chosen
├── EditingError             a change of a guild's own entry that cannot be made
│   ├── EntryFlawed          what it should say cannot be published; carries every flaw
│   ├── EntryNotFound        the guild has no such entry of its own
│   ├── EntryRetired         it is retired: it can be restored, not edited
│   ├── RevisionNotFound     the entry has no revision of that number
│   └── EditConflict         somebody changed it meanwhile; carries that change
├── ExtraMissing             searching by meaning needs a package that is not installed; carries its name
├── ModelError               the model for searching by meaning cannot be used; carries where it is
│   ├── ModelNotFound        no folder is there
│   ├── ModelForeign         a folder, but not one of sentence-transformers
│   ├── ModelIncomplete      one of its files is missing
│   ├── ModelDamaged         one of its files cannot be read, or does not agree with the others
│   └── ModelUnsupported     a model of a kind that cannot be computed here
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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.entry_content import Flaw
    from knowledge.revision import Revision


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


class QueriesNotFound(SergeError):
    """No set of labelled queries at that path. ``detail`` is what the system says."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class QueriesFaulty(SergeError):
    """A set of labelled queries with faults. All of them are found before it is raised."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the queries")
        self.faults = tuple(faults)


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


class Unfit(Enum):
    """Why something cannot be chosen."""

    KEY = auto()
    HOLDER = auto()
    VALUE = auto()
    TOO_MANY_ROLES = auto()
    PREFIX_LENGTH = auto()
    PREFIX_SPACE = auto()
    PREFIX_INVISIBLE = auto()
    PREFIX_MENTION = auto()
    PREFIX_SLASH = auto()
    PREFIX_PREVENTS = auto()
    PREFIX_WORD = auto()


class PreferenceError(SergeError):
    """A preference that there is not, that this holder has not, or that cannot have this value."""

    def __init__(self, why: Unfit, key: str, value: str) -> None:
        super().__init__(f"{key}: {why.name} {value!r}")
        self.why = why
        self.key = key
        self.value = value


class EditingError(SergeError):
    """A change of a guild's own entry that cannot be made; nothing was changed."""


class EntryFlawed(EditingError):
    """What the entry should say cannot be published. All flaws are found before it is raised."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__(f"{len(flaws)} flaws in the entry")
        self.flaws = tuple(flaws)


class EntryNotFound(EditingError):
    """No entry of that number is the guild's own."""

    def __init__(self, entry: int) -> None:
        super().__init__(f"entry {entry}")
        self.entry = entry


class EntryRetired(EditingError):
    """An entry that is retired. It can be restored, not edited."""

    def __init__(self, entry: int) -> None:
        super().__init__(f"entry {entry} is retired")
        self.entry = entry


class RevisionNotFound(EditingError):
    """The entry has no revision of that number."""

    def __init__(self, entry: int, number: int) -> None:
        super().__init__(f"entry {entry}, revision {number}")
        self.entry = entry
        self.number = number


class EditConflict(EditingError):
    """Somebody changed the entry after the revision that this change is based on. ``newer`` is what stands now."""

    def __init__(self, newer: Revision) -> None:
        super().__init__(f"entry {newer.entry} has revision {newer.number}")
        self.newer = newer


class ExtraMissing(SergeError):
    """A package of the extra ``semantic`` that is not installed. ``detail`` is its name."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class ModelError(SergeError):
    """A model that cannot be used. ``path`` is its folder, or the file in it that is at fault."""

    def __init__(self, path: str, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else path)
        self.path = path
        self.detail = detail


class ModelNotFound(ModelError):
    """The folder does not exist, or is a file."""


class ModelForeign(ModelError):
    """The folder holds no modules.json, by which sentence-transformers knows its models."""


class ModelIncomplete(ModelError):
    """A file is missing. ``detail`` is its name within the folder."""


class ModelDamaged(ModelError):
    """``path`` is the file; ``detail`` says what is wrong with it: not JSON, or a tensor's shape and the one needed."""


class Unsupported(Enum):
    """What a model has that cannot be computed here."""

    ARCHITECTURE = auto()
    ACTIVATION = auto()
    POSITIONS = auto()
    POOLING = auto()
    MODULE = auto()
    NUMBERS = auto()
    INPUT = auto()


class ModelUnsupported(ModelError):
    """A model of another kind. ``detail`` is the name its files give to what is not supported."""

    def __init__(self, path: str, what: Unsupported, detail: str) -> None:
        super().__init__(path, f"{what.name} {detail}")
        self.what = what
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
