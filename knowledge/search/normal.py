"""Normalising: what is overlooked when two texts are compared, and the words that a text is searched by.

Overlooked: case, accents, the shape of quote marks and dashes, punctuation, italics and note marks. Never
overlooked: letters and digits themselves.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

import snowballstemmer

from knowledge.markup import words_only
from knowledge.search.common_words import STOP_WORDS, WEAK_WORDS

MAX_QUERY = 4000
"""Longest text that is looked at, in code points: as much as one Discord message can hold."""

_LINK = re.compile(r"https?://\S+|<(?:[@#:/]|a:|t:|id:)[^<>\s]{0,120}>")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s\b")
_NOT_WORD = re.compile(r"[\W_]+")

_BY_THREAD = threading.local()
"""A stemmer keeps its place in the word, so that each thread needs one of its own."""


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
    stemmer: Any = getattr(_BY_THREAD, "stemmer", None)
    if stemmer is None:
        stemmer = _BY_THREAD.stemmer = snowballstemmer.stemmer("english")
    return str(stemmer.stemWord(word))


def terms(text: str) -> list[str]:
    """The stems of :func:`words`: what the index is made of."""
    return [stem(word) for word in words(text)]


_STOP_STEMS = frozenset(map(stem, STOP_WORDS)) - set(map(stem, ("authority", "meaning", "owner", "theses")))
"""Words are kept as stems; the stems that words of their own share with stop words are none."""

_WEAK_STEMS = frozenset(map(stem, WEAK_WORDS))

_YEAR = 4
"""Digits from which a number says something by itself."""


def is_stop(term: str) -> bool:
    """Whether a stem is that of a stop word."""
    return term in _STOP_STEMS


def is_weak(term: str) -> bool:
    """Whether a stem says little by itself: everyday English, a single letter, a number that is no year."""
    return term in _WEAK_STEMS or len(term) == 1 or (term.isdigit() and len(term) < _YEAR)
