"""What an entry of a guild's own says, as its editors write it, and what keeps it from being published.

Nothing here is cleaned or cut: what is too long or empty is a flaw, which an editor is told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum, auto
from typing import Any, Self

from knowledge.search.normal import normalise


@dataclass(frozen=True, slots=True)
class Words:
    """A passage or a rebuttal. With a ``source`` it is from elsewhere; without, it should stand in a loaded text."""

    exact: str
    source: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """All that an editor decides about an entry."""

    topic: str
    claim: str
    aliases: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    passages: tuple[Words, ...] = ()
    rebuttals: tuple[Words, ...] = ()
    phrasings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the entry is called: its topic, then its aliases."""
        return (self.topic, *self.aliases)

    def as_json(self) -> dict[str, Any]:
        """The content as a revision keeps it."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        """The content that a revision keeps."""
        return cls(
            topic=kept["topic"],
            claim=kept["claim"],
            aliases=tuple(kept["aliases"]),
            held_by=tuple(kept["held_by"]),
            passages=tuple(Words(**words) for words in kept["passages"]),
            rebuttals=tuple(Words(**words) for words in kept["rebuttals"]),
            phrasings=tuple(kept["phrasings"]),
        )


class Part(Enum):
    """A part of an entry, where something may be wrong with it."""

    TOPIC = auto()
    CLAIM = auto()
    ALIAS = auto()
    HOLDER = auto()
    PASSAGE = auto()
    REBUTTAL = auto()
    PHRASING = auto()
    SOURCE = auto()
    LOCATOR = auto()
    LIBRARY = auto()


class Why(Enum):
    """What is wrong. The flaw's ``limit`` is how many characters, or how many of them, there may be.

    UNKEEPABLE has a sign that no database keeps; a NAMELESS name has neither letter nor digit; UNSOURCED words stand in
    no loaded text and have no source.
    """

    MISSING = auto()
    UNKEEPABLE = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    NAMELESS = auto()
    TWICE = auto()
    TAKEN = auto()
    UNSOURCED = auto()


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that keeps an entry from being published. ``text`` is what an editor wrote there."""

    part: Part
    why: Why
    text: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Longest:
    """How many characters each part may have, and how many of a kind there may be."""

    characters: Mapping[Part, int] = field(
        default_factory=lambda: {
            Part.TOPIC: 100,
            Part.CLAIM: 4_000,
            Part.ALIAS: 100,
            Part.HOLDER: 200,
            Part.PASSAGE: 4_000,
            Part.REBUTTAL: 4_000,
            Part.PHRASING: 400,
            Part.SOURCE: 1_000,
            Part.LOCATOR: 200,
        }
    )
    number: Mapping[Part, int] = field(
        default_factory=lambda: {
            Part.ALIAS: 30,
            Part.HOLDER: 30,
            Part.PASSAGE: 10,
            Part.REBUTTAL: 10,
            Part.PHRASING: 200,
            Part.LIBRARY: 10_000,
        }
    )


def can_be_kept(text: str) -> bool:
    """Whether a database can keep it: no null character, no half of a surrogate pair."""
    return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def flaws_of(content: EntryContent, longest: Longest) -> list[Flaw]:
    """Everything that is wrong with the content by itself."""
    return [*_wrong_texts(content, longest), *_wrong_lists(content, longest), *_wrong_names(content)]


def _wrong_texts(content: EntryContent, longest: Longest) -> Iterator[Flaw]:
    said = (*content.passages, *content.rebuttals)
    texts = _texts(content) | {
        Part.SOURCE: [words.source for words in said if words.source or words.locator],
        Part.LOCATOR: [words.locator for words in said if words.source or words.locator],
    }
    for part, some in texts.items():
        limit = longest.characters[part]
        for text in some:
            if not text.strip():
                yield Flaw(part, Why.MISSING)
            elif not can_be_kept(text):
                yield Flaw(part, Why.UNKEEPABLE, text)
            elif len(text) > limit:
                yield Flaw(part, Why.TOO_LONG, text, limit)


def _wrong_lists(content: EntryContent, longest: Longest) -> Iterator[Flaw]:
    if not content.passages:
        yield Flaw(Part.PASSAGE, Why.MISSING)
    for part, texts in _texts(content).items():
        if part in longest.number and len(texts) > longest.number[part]:
            yield Flaw(part, Why.TOO_MANY, limit=longest.number[part])


def _wrong_names(content: EntryContent) -> Iterator[Flaw]:
    seen: set[str] = set()
    for number, name in enumerate(content.names):
        part, normal = Part.ALIAS if number else Part.TOPIC, normalise(name)
        if name.strip() and not normal:
            yield Flaw(part, Why.NAMELESS, name)
        if normal and normal in seen:
            yield Flaw(part, Why.TWICE, name)
        seen.add(normal)


def _texts(content: EntryContent) -> dict[Part, Sequence[str]]:
    """What is written, part by part."""
    return {
        Part.TOPIC: [content.topic],
        Part.CLAIM: [content.claim],
        Part.ALIAS: content.aliases,
        Part.HOLDER: content.held_by,
        Part.PASSAGE: [words.exact for words in content.passages],
        Part.REBUTTAL: [words.exact for words in content.rebuttals],
        Part.PHRASING: content.phrasings,
    }
