"""Normalising: what is overlooked when two texts are compared, and the words that a text is searched by.

Overlooked: case, accents, the shape of quote marks and dashes, punctuation, italics and note marks. Never
overlooked: letters and digits themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import snowballstemmer

from knowledge.markup import words_only
from knowledge.search.common_words import STOP_WORDS

MAX_QUERY = 4000
"""Longest text that is looked at, in code points: as much as one Discord message can hold."""

_LINK = re.compile(r"https?://\S+|<[@#:a-zA-Z!&/][^>\s]*\d+>")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s\b")
_NOT_WORD = re.compile(r"[\W_]+")

_STEMMER: Any = snowballstemmer.stemmer("english")


def normalise(text: str) -> str:
    """The text as it is compared: small letters without accents, single spaces, no punctuation or marks.

    >>> normalise("  “Kronštadt’s” *sailors*[^28]!")
    'kronstadt sailors'
    """
    text = _LINK.sub(" ", words_only(text[:MAX_QUERY]))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _POSSESSIVE.sub("", text)
    text = _APOSTROPHE.sub("", text)
    text = "".join(character for character in text if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", text).strip()


def every_word(text: str) -> list[str]:
    """All words of the text, normalised, in order and with repeats."""
    return normalise(text).split()


def words(text: str) -> list[str]:
    """The words of the text that say something, normalised, in order and with repeats; stop words left out."""
    return [word for word in every_word(text) if word not in STOP_WORDS]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word's stem (Porter's second English stemmer), shared by its inflections."""
    return str(_STEMMER.stemWord(word))


def terms(text: str) -> list[str]:
    """The stems of :func:`words`: what the index is made of."""
    return [stem(word) for word in words(text)]
