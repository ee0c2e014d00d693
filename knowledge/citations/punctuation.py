"""How the parts of a citation are set and put together: commas and full stops stand inside a closing quotation mark."""

from __future__ import annotations

from collections.abc import Iterable

_PARTS = {"chapter", "article-journal", "article-magazine", "paper-conference", "webpage", "manuscript"}
"""Types whose titles stand in quotation marks."""


def marked_title(type_: str, title: str) -> str:
    """The title of a work of that type: in quotation marks, its own becoming single ones, or else in italics."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”" if type_ in _PARTS else f"*{title}*"


def listed(parts: Iterable[str]) -> str:
    """The parts with commas between them; empty ones are left out."""
    text = ""
    for part in filter(None, parts):
        separator = ", " if text else ""
        text = f"{text[:-1]},” {part}" if text.endswith("”") else f"{text}{separator}{part}"
    return text


def stopped(part: str) -> str:
    """The part with a full stop at its end, and no second one after a stop."""
    words = part.rstrip("*”’")
    stop = "" if words.endswith((".", "?", "!")) else "."
    return f"{part[:-1]}{stop}”" if part.endswith("”") else f"{part}{stop}"


def sentences(parts: Iterable[str]) -> str:
    """The parts one after the other, each with its full stop; empty ones are left out."""
    return " ".join(stopped(part) for part in parts if part)
