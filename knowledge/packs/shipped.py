"""The pack that comes with the program, and how to tell whether a pack's files have changed.

Apart from the reader, so that asking need not load what only checking needs.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

SHIPPED = Path(__file__).parent / "worst-of-the-anarchists"
"""The folder of the shipped pack."""

SHIPPED_SLUG = "worst-of-the-anarchists"
"""Its slug, the same as in its pack.yaml."""


def digest(folder: Path) -> str:
    """A fingerprint of the pack's files (SHA-256, hexadecimal): equal when nothing in them changed."""
    total = hashlib.sha256()
    for path in sorted([folder / "essay.md", *folder.glob("*.yaml"), *folder.glob("*/*.yaml")]):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
