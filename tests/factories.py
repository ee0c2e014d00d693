"""Small things to test with: a valid pack on disk, and values of the model of any length."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.model import Citation, Claim, Entry, PackInfo, Passage, Place, Quotation, Rebuttal, Source

PACK = """\
slug: a-word-on-bread
title: A Word on Bread
author: A Baker
date: May 1, 1921
licence: CC0
retrieved: Written for these tests
"""

ESSAY = """\
# A Word on Bread

## The Ovens

The masters say that bread baked by day is stale by dawn. Nobody who bakes has ever said so.[^1]

Lamp wrote that “the night shift kills the baker before the oven warms” (*Ovens* 12) after thirty years of it.

> Give us the morning and we will give you bread.

## The Scales

Weighing is the miller's own business, or so the guild holds. Yet Rye found “short weight in every third sack”.[^2]

[^1]: Ada Lamp, *Ovens*, Hearth Press, 1919.
[^2]: Tom Rye, ‘Sacks’, *The Weigher*, 1920, 4–5.
"""

SOURCES = """\
- key: ovens
  short: Ovens
  aliases: [lamp]
  title: Ovens
  author:
    - {family: Lamp, given: Ada}
  publisher: Hearth Press
  publisher-place: London
  issued: 1919
- key: sacks
  type: article-magazine
  title: Sacks
  author:
    - {family: Rye, given: Tom}
  container-title: The Weigher
  issued: 1920
  page: 4–5
"""

QUOTATIONS = """\
- key: night-shift
  exact: the night shift kills the baker before the oven warms
  speaker: Ada Lamp
  source: ovens
  label: page
  locator: 12
  year: 1919
- key: morning
  kind: displayed
  exact: Give us the morning and we will give you bread.
- key: short-weight
  at: The Scales 1
  exact: short weight in every third sack
  speaker: Tom Rye
  quoted_in: sacks
"""

ENTRIES = """\
- key: night-baking
  topic: Night baking
  aliases: [the night shift, baking by day]
  claim: Bread has to be baked at night.
  held_by: [the masters]
  passages:
    - exact: The masters say that bread baked by day is stale by dawn.
  quotations: [night-shift, morning]
  rebuttals:
    - exact: Nobody who bakes has ever said so.
  related: [false-weights]
  phrasings:
    keywords: [ovens at night, baker hours]
    questions: [why do bakers work at night?]
    claims: [day bread is stale]
    vague: [what about the hours?]
    synonyms: [graveyard shift]
- key: false-weights
  topic: False weights
  aliases: [scales]
  claim: How the miller weighs is nobody else's business.
  implied: true
  passages:
    - exact: Weighing is the miller's own business
      suffix: ", or so"
  quotations: [short-weight]
  rebuttals:
    - exact: Yet Rye found “short weight in every third sack”.
  phrasings:
    keywords: [millers cheat, thumb on the scale]
    questions: [did the millers cheat?]
"""

FILES = {
    "pack.yaml": PACK,
    "essay.md": ESSAY,
    "sources.yaml": SOURCES,
    "quotations.yaml": QUOTATIONS,
    "entries.yaml": ENTRIES,
}
"""The small pack, file by file: two sections, two notes, two sources, three quotations, two entries."""


def write_pack(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the small pack into ``folder`` and return it.

    ``changes`` gives other contents by the file's name without its ending, None to leave the file out:
    ``write_pack(folder, entries=ENTRIES.replace("Night baking", "Day baking"), quotations=None)``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        content = changes.pop(name.partition(".")[0], text)
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert not changes, f"a pack has no such files: {', '.join(changes)}"
    return folder


def prose(length: int, word: str = "bread") -> str:
    """Exactly ``length`` characters of words, each with its number, so that a lost or doubled one shows."""
    text = " ".join(f"{word}{number}" for number in range(1, length // (len(word) + 2) + 2))[:length]
    return f"{text[:-1]}." if text else text


def make_place(
    section: str = "The Ovens", paragraph: int | None = 1, note: int | None = None, length: int = 1
) -> Place:
    """A place of that length at the beginning of a paragraph, or of a note if one is given."""
    return Place(section, None if note is not None else paragraph, note, 0, length)


def make_source(key: str = "ovens", short_title: str | None = "Ovens", **csl: Any) -> Source:
    """A book by Ada Lamp; ``csl`` changes its CSL-JSON fields, None takes one away."""
    fields: dict[str, Any] = {
        "id": key,
        "type": "book",
        "title": "Ovens",
        "author": [{"family": "Lamp", "given": "Ada"}],
        "publisher": "Hearth Press",
        "publisher-place": "London",
        "issued": {"date-parts": [[1919]]},
    }
    given = {name.replace("_", "-"): value for name, value in csl.items()}
    kept = {name: value for name, value in (fields | given).items() if value is not None}
    return Source(key, kept, short_title)


def make_quotation(exact: str = "the night shift kills the baker", **fields: Any) -> Quotation:
    """A quotation of Ada Lamp, page 12, in the first paragraph."""
    known: dict[str, Any] = {
        "key": "night-shift",
        "place": make_place(length=len(exact)),
        "speaker": "Ada Lamp",
        "citation": Citation(make_source(), "page", "12"),
    }
    return Quotation(exact=exact, **(known | fields))


def make_pack_info(**fields: Any) -> PackInfo:
    """What travels with the small pack's words."""
    known: dict[str, Any] = {
        "slug": "a-word-on-bread",
        "title": "A Word on Bread",
        "author": "A Baker",
        "date": "May 1, 1921",
        "licence": "CC0",
        "retrieved": "Written for these tests",
        "accent": 0x8B1E1E,
    }
    return PackInfo(**(known | fields))


def make_entry(
    passage: str | int = 200, rebuttal: str | int = 200, quotations: int = 2, quotation_length: int = 60, **fields: Any
) -> Entry:
    """An entry with a passage and a rebuttal as given or of that many characters, and that many quotations."""
    said = passage if isinstance(passage, str) else prose(passage, "passage")
    answered = rebuttal if isinstance(rebuttal, str) else prose(rebuttal, "rebuttal")
    known: dict[str, Any] = {
        "id": 1,
        "key": "night-baking",
        "topic": "Night baking",
        "claim": Claim("Bread has to be baked at night.", ("the masters",)),
        "passages": (Passage(said, make_place(length=len(said))),),
        "quotations": tuple(
            make_quotation(prose(quotation_length, f"quoted{number}x"), key=f"quotation-{number}")
            for number in range(1, quotations + 1)
        ),
        "rebuttals": (Rebuttal(answered, make_place(paragraph=2, length=len(answered))),),
        "pack": make_pack_info(),
    }
    return Entry(**(known | fields))
