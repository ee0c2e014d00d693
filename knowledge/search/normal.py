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

MAX_QUERY = 4000
"""Longest text that is looked at, in code points: as much as one Discord message can hold."""

_LINK = re.compile(r"https?://\S+|<[@#:a-zA-Z!&/][^>\s]*\d+>")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s\b")
_NOT_WORD = re.compile(r"[\W_]+")

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being but by can cannot could did do
    does doing done dont down each even every few for from further get gets getting go goes going got had has have
    having he her here hers him his how however i if im in into is isnt it its itself just let like made make makes
    many may me might more most much must my myself no nor not now of off on once one only or other our ours out over
    own per please quite rather really s same say says said saying shall she should so some something such t than that
    thats the their theirs them then there therefore these they thing things this those though through thus to too
    under until up upon us very was wasnt way we well were what whats when where whether which while who whom whose why
    will with within without would wouldnt yes yet you your yours didnt doesnt wont cant isn wasn didn doesn tell know
    think mean means explain show give anyone anybody someone somebody everyone hello hi hey thanks thank ok okay lol
    arent werent hasnt havent hadnt couldnt shouldnt theyre theyve youre youve weve ive
    """.split()  # noqa: SIM905  # as a list it would be two hundred lines that nobody reads
)
"""Words that say nothing about the matter. Queries of nothing else are not looked up."""

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


def words(text: str) -> list[str]:
    """The words of the text that say something, normalised, in order and with repeats; stop words left out."""
    return [word for word in normalise(text).split() if word not in STOP_WORDS]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word's stem (Porter's second English stemmer), shared by its inflections."""
    return str(_STEMMER.stemWord(word))


def terms(text: str) -> list[str]:
    """The stems of :func:`words`: what the index is made of."""
    return [stem(word) for word in words(text)]
