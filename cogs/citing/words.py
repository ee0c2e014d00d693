"""What a person wants cited, in which style, and since when: `kronstadt as ris`, `session bibtex since 2h`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from cogs.cards.citing import FIRST, STYLES
from knowledge.since import read_since

SESSION = "session"
"""The word for everything that was cited in the channel."""

SESSION_LENGTH = timedelta(hours=12)
"""How far back a session reaches where nobody says since when."""

_OTHER_NAMES = {
    "notes": "note",
    "footnote": "note",
    "footnotes": "note",
    "works cited": "mla",
    "bib": "bibtex",
    "latex": "bibtex",
    "endnote": "ris",
    "zotero": "ris",
    "csl": "csl-json",
    "csljson": "csl-json",
    "json": "csl-json",
}
"""What people call the styles, beside their own names."""

_NAMES = {name: name for name in STYLES} | _OTHER_NAMES

_FORMATS = {"mla", "bibtex", "ris", "csl-json", "csljson", "csl"}
"""Names that stand for nothing else, and need no "as" before them."""

_STYLE = rf"(?P<style>{'|'.join(_NAMES)})"
_AS = re.compile(rf"(?:^|\s)(?:as|in)\s+(?:an?\s+)?(?:{_STYLE}(?:\s+style)?\b)?\s*(?P<file>file)?$", re.IGNORECASE)
_BARE = re.compile(rf"(?:^|\s){_STYLE}?\b\s*(?P<file>\bfile)?$", re.IGNORECASE)
_OTHER_STYLE = re.compile(
    r"(?:^|\s)(?:as\s+(?:an?\s+)?(?P<as>\S+(?:\s+\d\w*)?)(?:\s+style)?"
    r"|in\s+(?:an?\s+)?(?P<in>\S+)\s+style)$",
    re.IGNORECASE,
)
"""What stands where a style would: "as apa 7", "in Harvard style"."""

_SESSION = re.compile(rf"{SESSION}\b\s*(?:since\s+)?|since\s+", re.IGNORECASE)

_ELSEWHERE = "Asia/Tokyo"
"""A zone whose days begin before those of UTC, so that no moment of it lies ahead."""

_MOST_ENDINGS = 3
"""How often a style or a file is said at the end of a request."""


@dataclass(frozen=True, slots=True)
class CiteRequest:
    """``what`` is empty for the answer given last. ``since`` is what was typed for a moment, if anything was.

    ``may_attach`` is false where no file can be sent.
    """

    what: str = ""
    style: str = FIRST
    is_session: bool = False
    since: str = ""
    as_file: bool = False
    may_attach: bool = True

    @property
    def unknown_style(self) -> str:
        """What stands where a style would and is none that is known; it may be part of a name all the same."""
        found = _OTHER_STYLE.search(self.since if self.is_session else self.what)
        return (found["as"] or found["in"]).strip("“”\"'`") if found else ""

    def lacks_zone(self, now: datetime) -> bool:
        """Whether a zone named after the moment would make it another moment."""
        elsewhere = read_since(f"{self.since} {_ELSEWHERE}", now) if self.since else None
        return elsewhere is not None and elsewhere != self.began(now)

    def began(self, now: datetime) -> datetime | None:
        """When the session began; None where the moment that was typed is not understood."""
        return read_since(self.since, now) if self.since else now - SESSION_LENGTH


def read_request(words: str, style: str = "", since: str = "", *, as_file: bool = False) -> CiteRequest:
    """The request that the words make; what is given apart from them goes before what they say."""
    words = words.strip()
    is_session = not words or _SESSION.match(words) is not None
    for _ in range(_MOST_ENDINGS):
        if (found := _ending(words, certain=is_session)) is None:
            break
        words = words[: found.start()].rstrip()
        style = style or _NAMES.get((found["style"] or "").casefold(), "")
        as_file = as_file or found["file"] is not None
    if opening := _SESSION.match(words):
        return CiteRequest("", style or FIRST, is_session=True, since=since or words[opening.end() :], as_file=as_file)
    return CiteRequest(words, style or FIRST, is_session=bool(since) and not words, since=since, as_file=as_file)


def styles_near(typed: str) -> Sequence[str]:
    """Every style by its name, first those that are written much like what was typed."""
    near = [_NAMES[name] for name in get_close_matches(typed.casefold(), _NAMES, n=len(_NAMES))]
    return list(dict.fromkeys([*near, *STYLES]))


def _ending(words: str, *, certain: bool) -> re.Match[str] | None:
    """A style or a file at the end of the words. Without "as" before it, where nothing else could be meant."""
    if (found := _AS.search(words)) and (found["style"] or found["file"]):
        return found
    found = _BARE.search(words)
    if found is None or not (found["style"] or found["file"]):
        return None
    is_format = (found["style"] or "").casefold() in _FORMATS
    return found if certain or is_format or found.start() == 0 else None
