"""From a text file to a new pack's folder: all of it or nothing, and never over anything that is there."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import FolderTaken, FolderUnwritable, TextUnusable, Unusable
from knowledge.packs.skeleton.decisions import Decision
from knowledge.packs.skeleton.draft import make_draft
from knowledge.packs.skeleton.files import files
from knowledge.packs.skeleton.findings import Findings, decisions, find
from knowledge.packs.skeleton.keys import key

_MARKDOWN = {".md", ".markdown", ".mkd"}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A pack that was begun: where it lies, what was found, and what is left to a person."""

    folder: Path
    found: Findings
    decisions: tuple[Decision, ...]


def make_skeleton(text: Path, folder: Path | None = None) -> Skeleton:
    """Begin a pack from the file ``text`` in ``folder``, or in one of the file's name in the current folder.

    Raises TextUnusable, FolderTaken (something is there already), FolderUnwritable; nothing is written then.
    """
    words = _read(text)
    name = " ".join(text.stem.replace("_", " ").replace("-", " ").split())
    slug = key(text.stem, "pack")
    folder = folder or Path(slug)
    found = find(make_draft(words, name, markdown=text.suffix.lower() in _MARKDOWN))
    if not found.draft.edition.paragraphs:
        raise TextUnusable(str(text), Unusable.EMPTY)
    doubts = decisions(found)
    try:
        _write(folder, files(found, slug, text.name, doubts))
    except OSError as error:
        raise FolderUnwritable(str(folder), error.strerror or str(error)) from error
    return Skeleton(folder, found, tuple(doubts))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TextUnusable(str(path), Unusable.MISSING) from None
    except IsADirectoryError:
        raise TextUnusable(str(path), Unusable.FOLDER) from None
    except OSError as error:
        raise TextUnusable(str(path), Unusable.UNREADABLE, error.strerror or str(error)) from error
    if b"\0" in data:
        raise TextUnusable(str(path), Unusable.BINARY)
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TextUnusable(str(path), Unusable.ENCODING, str(line)) from error
    if not words.strip():
        raise TextUnusable(str(path), Unusable.EMPTY)
    return words


def _write(folder: Path, contents: dict[str, str]) -> None:
    """Write everything beside the folder, then move it there; pack.yaml last, without which there is no pack."""
    is_there = folder.exists() or folder.is_symlink()
    if is_there and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(str(folder))
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        new = Path(beside) / "pack"
        new.mkdir()
        for name, text in contents.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        if not is_there:
            new.rename(folder)
            return
        for name in sorted(contents, key="pack.yaml".__eq__):
            (new / name).rename(folder / name)
