"""Keys made from words: small letters, digits and single hyphens, and no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"(?:the|an?)-(?=.)")


def key(words: str, otherwise: str = "") -> str:
    """The words as a key, or ``otherwise`` where none of their letters can stand in one."""
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss")).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_KEY.sub("-", re.sub("['’]", "", plain)).strip("-") or otherwise


def keys(names: Iterable[str], otherwise: str) -> dict[str, str]:
    """A key for each name, without its article: “The Scales” is “scales”. Where two would be alike, the later gets a
    number, and so does one that has no letters of its own, after ``otherwise``.
    """
    made: dict[str, str] = {}
    for name in names:
        base = _ARTICLE.sub("", key(name, otherwise))
        taken, number, chosen = set(made.values()), 1, base
        while chosen in taken or chosen == otherwise:
            chosen = f"{base}-{number if base == otherwise else number + 1}"
            number += 1
        made[name] = chosen
    return made
