"""Citations as cards that can be made again from their names.

What a card cites stands in its name: a style (none is the first) and the name of another card, ``bibtex.entry:12``. Of
their own kinds are ``source:KEY``, a work, and ``session:CHANNEL-SECONDS``, all that was answered in a channel since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cogs.answering.card_names import Attached, CardName, NamedCard, Picker
from cogs.answering.showing import shown_by
from cogs.cards import limits
from cogs.cards.citing import (
    FIRST,
    STYLES,
    cite_card,
    cite_text,
    filed_card,
    no_file_notice,
    nothing_cited_card,
    nothing_since_card,
    since_title,
    title_of,
)
from cogs.cards.layout import ACCENT, layout_pages
from cogs.language import _
from knowledge.citations.styles import FORMATS, file_format
from knowledge.citations.works import Cited
from knowledge.cite import Shown, cite, find_work
from knowledge.library import Library
from knowledge.model import Entry
from knowledge.search.normal import every_word

_LONGEST_ABOUT = 58
"""Longer names, in characters, do not fit into the ids of all the buttons that a card may have."""

_LONGEST_NAME = 60
"""Characters of a file's name before its ending."""

_SESSION = re.compile(r"(?P<channel>\d+)-(?P<seconds>\d+)")


@dataclass(frozen=True, slots=True)
class Citable:
    """What can be cited of a card: its title, all that it cites, and its colour. ``since`` is when a session began."""

    title: str
    cited: Sequence[Cited]
    accent: int = ACCENT
    since: datetime | None = None


async def make_citation(library: Library, scope: int, about: str) -> NamedCard | None:
    """The citations of a card, in a style."""
    style, name = parted(about)
    citable = await find_citable(library, scope, name)
    return citation_named(name, style, citable) if citable else None


def citation_named(name: CardName, style: str, citable: Citable, *, as_file: bool = False) -> NamedCard:
    """The card with a menu of the other styles, and a file of what programs read or what is wanted ``as_file``; where
    that is longer than a message, the card says that it is all in the file.
    """
    if not citable.cited:
        empty = nothing_since_card(citable.since) if citable.since else nothing_cited_card(citable.title)
        return NamedCard(cite_name(name, style), empty, citable.accent)
    others = tuple((cite_name(name, other).about, _(label)) for other, (_s, label) in STYLES.items() if other != style)
    picker = Picker("cite", _("Another style"), others)
    rows = (picker,) if max(len(about) for about, _label in others) <= _LONGEST_ABOUT else ()
    card = cite_card(citable.title, style, citable.cited)
    plain = NamedCard(cite_name(name, style), card, citable.accent, rows)
    if not (as_file or any(one in FORMATS for one in STYLES[style][0])):
        return plain
    is_long = as_file or len(layout_pages(card, limits.LAYOUT_NOTICE)) > 1
    shown = filed_card(citable.title, style, citable.cited) if is_long else card
    return replace(plain, card=shown, files=(_file(style, citable),), unfiled=(*no_file_notice(), *card))


def _file(style: str, citable: Citable) -> Attached:
    """The file, called in plain letters by what it cites, or by the day since which it does."""
    words = "-".join(word for word in every_word(citable.title) if word.isascii())
    stem = words[:_LONGEST_NAME].strip("-") or "cited"
    if citable.since:
        stem = f"cited-since-{citable.since:%Y-%m-%d}"
    extension = file_format(STYLES[style][0][0]).extension
    return Attached(f"{stem}.{extension}", cite_text(style, citable.cited).encode())


async def find_citable(library: Library, scope: int, name: CardName) -> Citable | None:
    """What the card of that name cites; None where it is gone, or cites nothing ever."""
    if name.kind == "session":
        return await _session(library, scope, name.about)
    shown = await _shown(library, scope, name)
    if shown is None:
        return None
    accent = shown.pack.accent if isinstance(shown, Entry) and shown.pack else ACCENT
    return Citable(title_of(shown), await cite(library.database, [shown], scope), accent)


def cite_name(name: CardName, style: str) -> CardName:
    """The name of the card that cites the one of this name."""
    return CardName("cite", str(name) if style == FIRST else f"{style}.{name}")


def cited_name(name: CardName) -> CardName:
    """The name of the card that a card of citations cites; any other card's own."""
    return parted(name.about)[1] if name.kind == "cite" else name


def parted(about: str) -> tuple[str, CardName]:
    """The style and the other card's name, of what a card of citations is about."""
    style, dot, name = about.partition(".")
    return (style, CardName.parse(name)) if dot and style in STYLES else (FIRST, CardName.parse(about))


def session_name(channel: int, moment: datetime) -> CardName:
    """The name for all that was answered in a channel since then."""
    return CardName("session", f"{channel}-{int(moment.timestamp())}")


async def _session(library: Library, scope: int, about: str) -> Citable | None:
    """All that was answered in a channel since a moment, in the order in which it was."""
    found = _SESSION.fullmatch(about)
    if found is None:
        return None
    since = datetime.fromtimestamp(int(found["seconds"]), UTC)
    given = await library.given.since(scope, int(found["channel"]), since)
    names = dict.fromkeys(cited_name(CardName.parse(one.card)) for one in reversed(given) if one.card)
    shown = [await _shown(library, scope, name) for name in names]
    cited = await cite(library.database, [one for one in shown if one], scope)
    return Citable(since_title(since), cited, since=since)


async def _shown(library: Library, scope: int, name: CardName) -> Shown | None:
    if name.kind == "source":
        return await find_work(library, name.about, scope)
    return await shown_by(library, scope, name)
