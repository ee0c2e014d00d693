"""The library that the Discord tests ask: the small pack, an entry of several pages, and more entries on yeast than
there are buttons. It stands in the shipped pack's place, so that the bot starts with it and loads no other.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.load import load_pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.storage.database import Database
from tests.factories import ENTRIES, ESSAY, PACK, prose, write_pack

LONG = prose(9_000, "invoice")
"""The passage of the entry “The long bill”: three pages of a V2 message, five plain messages."""

YEASTS = ("Yeast and beer", "Yeast and time", "Yeast and salt", "Yeast and war", "Yeast and rye", "Yeast and rest")
"""Topics that “yeast” may mean, one more than a row of buttons holds."""

LONG_TOPIC = (
    "Whether a topic that goes on and on as this one does, past every limit that Discord sets, can be picked at all"
)
"""A topic longer than a suggestion or a button's label may be."""


def write_bread(folder: Path, *, long_bill: bool = True) -> Path:
    """The pack on disk; without its long entry if so wished."""
    essay, entries = _yeasts()
    bill = f"\n## The Bill\n\n{LONG}\n\nIt was paid.\n\nOf the topic they say so. To the topic there is an answer.\n"
    entries += _entry("long-topic", LONG_TOPIC, "Of the topic they say so.", "To the topic there is an answer.")
    return write_pack(
        folder,
        pack=PACK.replace("a-word-on-bread", SHIPPED_SLUG),
        essay=ESSAY.replace("\n[^1]:", f"{bill}{essay}\n[^1]:"),
        entries=ENTRIES + entries + (_entry("long-bill", "The long bill", LONG, "It was paid.") if long_bill else ""),
    )


async def load_bread(url: str, folder: Path, *, long_bill: bool = True) -> None:
    """Load the pack into the database at ``url``."""
    async with await Database.open(url) as database:
        await load_pack(database, write_bread(folder, long_bill=long_bill))


def _yeasts() -> tuple[str, str]:
    essay, entries = "\n## The Yeast\n", ""
    for number, topic in enumerate(YEASTS, start=1):
        passage, rebuttal = f"Of yeast they say the {number}th thing.", f"To the {number}th thing there is an answer."
        essay += f"\n{passage} {rebuttal}\n"
        entries += _entry(f"yeast-{number}", topic, passage, rebuttal)
    return essay, entries


def _entry(key: str, topic: str, passage: str, rebuttal: str) -> str:
    return f"""\
- key: {key}
  topic: {topic}
  claim: This is said of {topic.lower()}.
  held_by: [the guild]
  passages:
    - exact: {passage}
  rebuttals:
    - exact: {rebuttal}
"""
