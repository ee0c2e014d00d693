"""From a folder to checked items: every file read, every fault found, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
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
    PackFile,
    PairItem,
    QuotationItem,
    SlipItem,
    SourceItem,
    StatementItem,
)
from knowledge.packs.shipped import digest
from knowledge.packs.yaml_lines import Document, ValuePath, read_yaml

Item = TypeVar("Item", bound=BaseModel)


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
    """What a pack's folder holds, each file checked by itself. ``about`` is None where pack.yaml has faults."""

    about: PackFile | None
    essay: str
    sources: tuple[Located[SourceItem], ...]
    quotations: tuple[Located[QuotationItem], ...]
    citations: tuple[Located[CitationItem], ...]
    entries: tuple[Located[EntryItem], ...]
    pairs: tuple[Located[PairItem], ...]
    slips: tuple[Located[SlipItem], ...]
    digest: str
    faults: tuple[Fault, ...]


def read_files(folder: Path) -> PackFiles:
    """Everything in ``folder``. Raises PackNotFound where there is no pack.yaml; all other faults are collected."""
    if not (folder / "pack.yaml").is_file():
        raise PackNotFound(str(folder))
    faults: list[Fault] = []
    about_document = _read(folder / "pack.yaml", folder, faults)
    about = _one(PackFile, about_document, faults)
    essay = ""
    if (folder / "essay.md").is_file():
        essay = _text(folder / "essay.md", folder, faults)
    else:
        faults.append(Fault("essay.md", 0, "is missing; it holds the text itself"))
    return PackFiles(
        about,
        essay,
        tuple(_items(SOURCES, folder, "sources", faults)),
        tuple(_items(QUOTATIONS, folder, "quotations", faults)),
        tuple(_items(CITATIONS, folder, "citations", faults)),
        tuple(_items(ENTRIES, folder, "entries", faults)),
        tuple(_items(PAIRS, folder, "pairs", faults)),
        tuple(_items(SLIPS, folder, "slips", faults)),
        digest(folder),
        tuple(faults),
    )


def _items(adapter: TypeAdapter[list[Item]], folder: Path, name: str, faults: list[Fault]) -> Iterator[Located[Item]]:
    for path in _paths(folder, name):
        document = _read(path, folder, faults)
        if document.data is None:
            continue
        data: Any = document.data
        if not isinstance(data, list):
            faults.append(Fault(document.file, 1, "should be a list: every item begins with “- ”"))
            continue
        for number, value in enumerate(cast(list[object], data)):
            try:
                yield Located(adapter.validate_python([value])[0], document, (number,))
            except ValidationError as error:
                faults.extend(_translated(error, document, (number,), skip=1))


def _one(model: type[Item], document: Document, faults: list[Fault]) -> Item | None:
    try:
        return model.model_validate(document.data or {})
    except ValidationError as error:
        faults.extend(_translated(error, document, ()))
        return None


def _paths(folder: Path, name: str) -> Iterable[Path]:
    single = folder / f"{name}.yaml"
    return [*([single] if single.is_file() else []), *sorted((folder / name).glob("*.yaml"))]


def _read(path: Path, folder: Path, faults: list[Fault]) -> Document:
    document = read_yaml(_text(path, folder, faults), path.relative_to(folder).as_posix())
    faults.extend(document.faults)
    return document


def _text(path: Path, folder: Path, faults: list[Fault]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        name = path.relative_to(folder).as_posix()
        faults.append(Fault(name, line, "is not UTF-8 here; save the file as UTF-8"))
        return ""


_MESSAGES = {
    "missing": "“{name}” is missing",
    "string_type": "“{name}” should be text",
    "list_type": "“{name}” should be a list: write each item on a line of its own after “- ”",
    "model_type": "“{name}” should hold keys and values (key: value)",
    "enum": "“{name}” is “{input}”; it can be {expected}",
    "literal_error": "“{name}” is “{input}”; it can be {expected}",
    "string_pattern_mismatch": "“{name}” is “{input}”; {pattern_words}",
    "string_too_short": "“{name}” is empty",
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
    for model in (PackFile, SourceItem, QuotationItem, CitationItem, EntryItem, PairItem, StatementItem, SlipItem)
    for name, field in model.model_fields.items()
}


def _suggestion(name: str) -> str:
    close = get_close_matches(name, _KNOWN, n=1, cutoff=0.7)
    return f"; did you mean “{close[0]}”?" if close else ""
