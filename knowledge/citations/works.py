"""What is cited: places in works, each once, and the works themselves in the order of a bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.citations.chicago import bibliography
from knowledge.citations.keys import citation_keys
from knowledge.model import Citation, Place, Source
from knowledge.search.normal import normalise


@dataclass(frozen=True, slots=True)
class Cited:
    """One thing that is cited: a source and where in it.

    ``speaker`` says whose words the source quotes, where they are not its author's. ``doubtful`` is true where the
    essay leaves open which page is meant, or whose words they are. ``place`` is where the essay itself is cited; see
    :func:`distinct`, which makes a locator of it.
    """

    citation: Citation
    speaker: str | None = None
    doubtful: bool = False
    place: Place | None = None

    @property
    def where(self) -> str:
        """The place in words, with all that a locator does not say; nothing where the work as a whole is cited.

        >>> Cited(Citation(Source("ovens", {"title": "Ovens"}), "page", "12", quoted=True), "Tom Rye").where
        'page 12, quoting Tom Rye'
        """
        citation = self.citation
        at = " ".join(filter(None, (citation.label if citation.locator else None, citation.locator)))
        quoting = f"quoting {self.speaker or 'somebody else'}" if citation.quoted else ""
        return ", ".join(filter(None, (at, quoting))) + (f" {UNCERTAIN}" if self.doubtful else "")


UNCERTAIN = "[uncertain]"
"""What is said after a citation that the essay leaves open."""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that is cited, the key that bibliographies know it by, and where in it."""

    key: str
    source: Source
    places: tuple[Cited, ...]


def distinct(cited: Iterable[Cited]) -> list[Cited]:
    """Each work and place once, in order of first appearance. The essay is cited once for each of its sections.

    What is certain once is not called doubtful.
    """
    found: dict[tuple[object, ...], Cited] = {}
    places: dict[tuple[object, ...], list[int]] = {}
    for one in cited:
        key = _place_key(one)
        first = found.setdefault(key, one)
        if first.doubtful and not one.doubtful:
            found[key] = replace(first, doubtful=False)
        if one.place is not None:
            places.setdefault(key, []).append(one.place.note or one.place.paragraph or 0)
    return [_located(one, places[key]) if key in places else one for key, one in found.items()]


def works(cited: Iterable[Cited]) -> list[CitedWork]:
    """Each work once, in alphabetical order, with the places in it that are cited."""
    found: dict[tuple[str, str], list[Cited]] = {}
    for one in distinct(cited):
        found.setdefault(identity(one.citation.source), []).append(one)
    sources = sorted((places[0].citation.source for places in found.values()), key=alphabetically)
    keys = citation_keys(sources)
    return [
        CitedWork(key, source, tuple(one for one in found[identity(source)] if one.where))
        for key, source in zip(keys, sources, strict=True)
    ]


def identity(source: Source) -> tuple[str, str]:
    """What makes two sources the same work, also where two texts cite it."""
    return source.key, source.title


def alphabetically(source: Source) -> str:
    """What a work is ordered by: its line in the bibliography without marks or a leading article."""
    return re.sub("^(an?|the) ", "", normalise(bibliography(source)))


def _place_key(one: Cited) -> tuple[object, ...]:
    citation = one.citation
    if one.place is not None:
        return (identity(citation.source), one.place.note is not None or one.place.section)
    speaker = one.speaker if citation.quoted else None
    return (identity(citation.source), citation.label, citation.locator, citation.quoted, speaker)


def _located(one: Cited, numbers: Sequence[int]) -> Cited:
    """The citation of the essay with a locator: "The Bolsheviks, pars. 3, 17", or the numbers of notes."""
    assert one.place is not None  # noqa: S101  # for the type checker: only such ones are counted
    several = sorted(set(numbers))
    listed = ", ".join(map(str, several))
    paragraphs = f"{one.place.section}, {'pars.' if several[1:] else 'par.'} {listed}"
    label, locator = ("section", paragraphs) if one.place.note is None else ("note", listed)
    return replace(one, citation=replace(one.citation, label=label, locator=locator), place=None)
