"""The essay itself as a source: what a loaded text tells of itself, as CSL-JSON holds it."""

from __future__ import annotations

import re
from typing import Any

from knowledge.citations.dates import find_date, read_date
from knowledge.model import PackInfo, Source

_LINK = re.compile(r"https?://[^\s<>\"“”]+")
_DOMAIN = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"“”]*)?(?!\w)", re.IGNORECASE)


def essay_source(info: PackInfo) -> Source:
    """The text as a page of the web: its author as the text names them, its date, where and when it was retrieved.

    ``retrieved`` is in words. An address is taken from them as it stands, without adding to it; the words themselves
    and the licence go with the citation as its note.
    """
    csl: dict[str, Any] = {
        "id": info.slug,
        "type": "webpage",
        "title": info.title,
        "author": [{"literal": info.author}],
        "issued": read_date(info.date),
        "accessed": find_date(info.retrieved),
        "URL": _address(info.retrieved),
        "note": f"{info.retrieved.rstrip('.')}. {info.licence.rstrip('.')}.",
    }
    return Source(info.slug, {name: value for name, value in csl.items() if value})


def _address(words: str) -> str | None:
    """The first address in the words, without the punctuation after it."""
    found = _LINK.search(words) or _DOMAIN.search(words)
    return found[0].rstrip(".,:;!?)]’'") if found else None
