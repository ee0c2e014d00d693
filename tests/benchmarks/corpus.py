"""Real text to fill a library with: the glosses of WordNet and the verses of the King James Bible.

Both are Debian packages: ``apt-get install wordnet-base bible-kjv-text``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDNET = Path("/usr/share/wordnet")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word of WordNet and what it means."""

    word: str
    meaning: str


@cache
def glosses() -> list[Gloss]:
    """Every sense of WordNet, some 117,000."""
    files = [WORDNET / f"data.{part}" for part in ("noun", "verb", "adj", "adv")]
    if not all(file.exists() for file in files):
        sys.exit("The corpus is missing: apt-get install wordnet-base bible-kjv-text")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line[:1] != " "]
    return [Gloss(line.split(" ", 5)[4].replace("_", " "), line.partition(" | ")[2].strip()) for line in lines]


@cache
def verses() -> list[tuple[str, str]]:
    """Every verse of the Bible after its reference, some 31,000."""
    printed = subprocess.run(["bible", "-f", "Gen1:1-Rev22:21"], capture_output=True, text=True, check=True).stdout
    pairs = [line.partition(" ")[::2] for line in printed.splitlines() if line.strip()]
    return [(reference, text) for reference, text in pairs if text]


@cache
def vocabulary() -> list[str]:
    """Every single word there is in the corpus, and regular plurals, 150,000 of them."""
    words = {gloss.word.lower() for gloss in glosses() if gloss.word.isalpha()}
    for text in (*(gloss.meaning for gloss in glosses()), *(text for _, text in verses())):
        words.update(word for word in text.lower().split() if word.isalpha())
    plurals = sorted({f"{word}s" for word in words if not word.endswith("s")} - words)
    return [*sorted(words), *plurals][:150_000]
