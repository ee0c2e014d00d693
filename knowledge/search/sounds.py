"""How a word sounds, roughly: what is left of it when the mistakes that people make by ear are taken out.

A misspelling nearly always sounds like the word that was meant, or one consonant off. So the words it may have been
meant for are found by looking up a hundred or so sounds, however many words there are.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPELT = (("ph", "f"), ("ck", "k"), ("qu", "k"), ("x", "ks"))
_SOFT_C = re.compile("c(?=[eiy])")
_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "w": "f", "j": "g", "d": "t"})
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = "aeiouyh"
_CONSONANTS = "abfgklmnprst"
"""The letters that sounds are made of; "a" stands for any vowel at the beginning."""


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The consonants of a normalised word as they sound, doubled ones once, and "a" for a vowel at the beginning.

    >>> sound("kronstadt"), sound("cronstad"), sound("emma")
    ('krnstt', 'krnstt', 'am')
    """
    for spelt, heard in _SPELT:
        word = word.replace(spelt, heard)
    word = _DOUBLED.sub(r"\1", _SOFT_C.sub("s", word).translate(_ALIKE))
    head = "a" if word[:1] in _SILENT else ""
    return head + "".join(letter for letter in word if letter not in _SILENT)


def near_sounds(word: str) -> set[str]:
    """The sound of the word, and every sound one consonant off: one more, one less, another, or two changed over."""
    heard = sound(word)
    cuts = [(heard[:place], heard[place:]) for place in range(len(heard) + 1)]
    return {
        heard,
        *(head + tail[1:] for head, tail in cuts if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in cuts if tail for letter in _CONSONANTS),
        *(head + letter + tail for head, tail in cuts for letter in _CONSONANTS),
    }
