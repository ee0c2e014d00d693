"""Keys by which bibliographies know works: ``serge-2012-memoirs``. ASCII, unique, and the same at every export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase

from knowledge.citations.dates import year
from knowledge.citations.names import Name, short
from knowledge.model import Source
from knowledge.search.normal import every_word

_OVERLOOKED = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
"""Words that a title is not known by."""


def citation_keys(sources: Sequence[Source]) -> list[str]:
    """A key for each source: its first author (or editor), the year, the first word of the title that says something;
    where it has no author, that word and the year.

    Those that would share a key get an ``a``, ``b`` … at its end, in the order of their own keys and titles, so that it
    does not matter in which order they were cited.
    """
    wanted = [_key(source) for source in sources]
    times = Counter(wanted)
    taken = set(wanted)
    keys = dict(enumerate(wanted))
    for number in sorted(keys, key=lambda number: (sources[number].key, sources[number].title)):
        if times[wanted[number]] > 1:
            keys[number] = next(key for ends in _letters() if (key := f"{wanted[number]}-{ends}") not in taken)
            taken.add(keys[number])
    return [keys[number] for number in range(len(sources))]


def _key(source: Source) -> str:
    csl = source.csl
    people: list[Name] = csl.get("author") or csl.get("editor") or []
    name = "-".join(_ascii(short(people[0]))) if people else ""
    title = _ascii(source.title)
    word = next((word for word in title if word not in _OVERLOOKED), title[0] if title else "")
    date = "-".join(_ascii(year(csl.get("issued"))))
    parts = [name, date, word] if name else [word, date]
    return "-".join(filter(None, parts)) if name or word else source.key


def _ascii(text: str) -> list[str]:
    """The words of the text that can be written in ASCII, accents left out."""
    return [word for word in every_word(text) if word.isascii()]


def _letters() -> Iterator[str]:
    """From a to z, then aa, ab and so on."""
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))
