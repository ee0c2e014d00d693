"""From a folder to checked items: every file read, every fault found, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.errors import Fault, PackNotFound
from knowledge.packs.schema import (
    CITATIONS,
    ENTRIES,
    PAIRS,
    QUOTATIONS,
    SLIPS,
    SOURCES,
    CitationItem,
    EntryItem,
    Name,
    PackFile,
    PairItem,
    Phrasings,
    QuotationItem,
    SlipItem,
    SourceItem,
    StatementItem,
)
from knowledge.packs.shipped import digest
from knowledge.packs.yaml_lines import Document, ValuePath, read_yaml

Item = TypeVar("Item", bound=BaseModel)

WHOLE_FILE = "*"
"""In place of a key: a file of which nothing can be read."""


@dataclass(frozen=True, slots=True)
class Located(Generic[Item]):
    """An item and where it was written."""

    item: Item
    document: Document
    path: ValuePath

    def fault(self, message: str, *below: str | int) -> Fault:
        """A fault on the line of the item, or of the value ``below`` it."""
        return Fault(self.document.file, self.document.line((*self.path, *below)), message)


@dataclass(frozen=True, slots=True)
class PackFiles:
    """What a pack's folder holds, each file checked by itself.

    ``about`` is None where pack.yaml has faults, ``essay`` where essay.md cannot be read. ``faulty`` names what is
    there but has faults of its own: (list, key), or (list, WHOLE_FILE).
    """

    about: PackFile | None
    essay: str | None
    sources: tuple[Located[SourceItem], ...]
    quotations: tuple[Located[QuotationItem], ...]
    citations: tuple[Located[CitationItem], ...]
    entries: tuple[Located[EntryItem], ...]
    pairs: tuple[Located[PairItem], ...]
    slips: tuple[Located[SlipItem], ...]
    digest: str
    faults: tuple[Fault, ...]
    faulty: frozenset[tuple[str, str]]


def read_files(folder: Path) -> PackFiles:
    """Everything in ``folder``. Raises PackNotFound where there is no pack.yaml; all other faults are collected."""
    if not (folder / "pack.yaml").is_file():
        raise PackNotFound(str(folder))
    faults: list[Fault] = []
    about_document = _read(folder / "pack.yaml", folder, faults)
    about = _one(PackFile, about_document, faults)
    essay: str | None = None
    if (folder / "essay.md").is_file():
        essay, undecoded = _decoded(folder / "essay.md", "essay.md")
        faults.extend(undecoded)
    else:
        faults.append(Fault("essay.md", 0, "is missing; it holds the text itself"))
    faulty: set[tuple[str, str]] = set()
    return PackFiles(
        about=about,
        essay=essay,
        sources=tuple(_items(SOURCES, folder, "sources", faults, faulty)),
        quotations=tuple(_items(QUOTATIONS, folder, "quotations", faults, faulty)),
        citations=tuple(_items(CITATIONS, folder, "citations", faults, faulty)),
        entries=tuple(_items(ENTRIES, folder, "entries", faults, faulty)),
        pairs=tuple(_items(PAIRS, folder, "pairs", faults, faulty)),
        slips=tuple(_items(SLIPS, folder, "slips", faults, faulty)),
        digest=digest(folder),
        faults=tuple(faults),
        faulty=frozenset(faulty),
    )


def _items(
    adapter: TypeAdapter[list[Item]], folder: Path, name: str, faults: list[Fault], faulty: set[tuple[str, str]]
) -> Iterator[Located[Item]]:
    for path in _paths(folder, name):
        document = _read(path, folder, faults)
        data: Any = document.data
        if data is None and not document.faults:
            continue
        if not isinstance(data, list):
            faulty.add((name, WHOLE_FILE))
            if not document.faults:
                faults.append(Fault(document.file, 1, "should be a list: every item begins with “- ”"))
            continue
        for number, value in enumerate(cast(list[object], data)):
            try:
                yield Located(adapter.validate_python([value])[0], document, (number,))
            except ValidationError as error:
                faults.extend(_translated(error, document, (number,), skip=1))
                meant = _meant(adapter, value, error)
                if meant is not None:
                    yield Located(meant, document, (number,))
                if isinstance(value, dict):
                    faulty.add((name, str(cast(dict[str, object], value).get("key"))))


def _meant(adapter: TypeAdapter[list[Item]], value: object, error: ValidationError) -> Item | None:
    """The item where only its keys were wrong, so that the rest of it is checked too; None where more is wrong.

    What stands under an unknown key is taken for that of the key it resembles, or left out.
    """
    unknown = [detail["loc"][1:] for detail in error.errors() if detail["type"] == "extra_forbidden"]
    for renaming in (True, False) if unknown else ():
        with suppress(ValidationError):
            return adapter.validate_python([_with_known_keys(value, unknown, renaming=renaming)])[0]
    return None


def _with_known_keys(value: object, unknown: Iterable[ValuePath], *, renaming: bool) -> object:
    mended = deepcopy(value)
    for *path, name in unknown:
        holder: Any = reduce(getitem, path, cast(Any, mended))
        content = holder.pop(name)
        if renaming and (known := _resembled(str(name))):
            holder.setdefault(known, content)
    return mended


def _one(model: type[Item], document: Document, faults: list[Fault]) -> Item | None:
    if document.data is None and document.faults:
        return None
    try:
        return model.model_validate(document.data or {})
    except ValidationError as error:
        faults.extend(_translated(error, document, ()))
        return None


def _paths(folder: Path, name: str) -> Iterable[Path]:
    single = folder / f"{name}.yaml"
    return [*([single] if single.is_file() else []), *sorted((folder / name).glob("*.yaml"))]


def _read(path: Path, folder: Path, faults: list[Fault]) -> Document:
    file = path.relative_to(folder).as_posix()
    text, undecoded = _decoded(path, file)
    document = Document(file, faults=undecoded) if text is None else read_yaml(text, file)
    faults.extend(document.faults)
    return document


def _decoded(path: Path, file: str) -> tuple[str | None, list[Fault]]:
    """The file's text, or the fault that it has none."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Fault(file, line, "is not UTF-8 here; save the file as UTF-8")]


_MESSAGES = {
    "missing": "“{name}” is missing",
    "string_type": "“{name}” should be text",
    "list_type": "“{name}” should be a list: write each item on a line of its own after “- ”",
    "model_type": "“{name}” should hold keys and values (key: value)",
    "enum": "“{name}” is “{input}”; it can be {expected}",
    "literal_error": "“{name}” is “{input}”; it can be {expected}",
    "string_pattern_mismatch": "“{name}” is “{input}”; {pattern_words}",
    "string_too_short": "“{name}” is empty",
    "int_parsing": "“{name}” is “{input}”; it should be a whole number",
    "bool_parsing": "“{name}” is “{input}”; it can be true or false",
    "nameless": "a name needs “family” or “literal”",
    "too_short": "“{name}” needs at least one item",
}

_PATTERN_WORDS = {"accent": "a colour is written #rrggbb"}


def _translated(error: ValidationError, document: Document, base: ValuePath, skip: int = 0) -> Iterator[Fault]:
    """The errors in words for the person who wrote the file."""
    for detail in error.errors():
        path: ValuePath = (*base, *detail["loc"][skip:])
        name = str(path[-1]) if path and isinstance(path[-1], str) else "this"
        if detail["type"] == "extra_forbidden":
            message = f"unknown key “{name}”{_suggestion(name)}"
        else:
            message = _MESSAGES.get(detail["type"], "“{name}”: {msg}").format(
                name=name,
                input=detail["input"],
                expected=detail.get("ctx", {}).get("expected", ""),
                pattern_words=_PATTERN_WORDS.get(name, "a key holds small letters, digits and single hyphens"),
                msg=detail["msg"],
            )
        yield Fault(document.file, document.line(path), message)


_KNOWN = {
    field.alias or name
    for model in (
        PackFile,
        SourceItem,
        Name,
        QuotationItem,
        CitationItem,
        EntryItem,
        Phrasings,
        PairItem,
        StatementItem,
        SlipItem,
    )
    for name, field in model.model_fields.items()
}


def _suggestion(name: str) -> str:
    known = _resembled(name)
    return f"; did you mean “{known}”?" if known else ""


def _resembled(name: str) -> str | None:
    """The known key that this one is like."""
    return next(iter(get_close_matches(name, _KNOWN, n=1, cutoff=0.7)), None)
