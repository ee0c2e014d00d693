"""The styles in which citations are written, and one way to write them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.citations import chicago, mla
from knowledge.citations.bibtex import bibtex
from knowledge.citations.csl_json import csl_json
from knowledge.citations.punctuation import stopped
from knowledge.citations.ris import ris
from knowledge.citations.works import UNCERTAIN, Cited, CitedWork, distinct, identity, works


class CitationStyle(StrEnum):
    """How citations are written: for people to read, or for their programs."""

    NOTE = "note"
    BIBLIOGRAPHY = "bibliography"
    MLA = "mla"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file of citations is called at its end, and its media type."""

    extension: str
    media_type: str


MARKDOWN = FileFormat("md", "text/markdown")

FORMATS = {
    CitationStyle.BIBTEX: FileFormat("bib", "application/x-bibtex"),
    CitationStyle.RIS: FileFormat("ris", "application/x-research-info-systems"),
    CitationStyle.CSL_JSON: FileFormat("json", "application/vnd.citationstyles.csl+json"),
}
"""The formats of programs. What people read is Markdown, for its italics."""

_WRITERS = {CitationStyle.BIBTEX: bibtex, CitationStyle.RIS: ris, CitationStyle.CSL_JSON: csl_json}


def file_format(style: CitationStyle) -> FileFormat:
    """The format of a file of that style."""
    return FORMATS.get(style, MARKDOWN)


def render(style: CitationStyle, cited: Sequence[Cited]) -> str:
    """All that is cited, as one text that ends in a line's end. For programs each line ends as their format wants."""
    if style in _WRITERS:
        return _WRITERS[style](works(cited))
    return "\n\n".join("\n".join(group) for group in lines(style, cited) if group) + "\n"


def lines(style: CitationStyle, cited: Sequence[Cited]) -> list[list[str]]:
    """What people read, line by line, with the edition's ``*italics*``. In MLA's style citations in the text follow the
    list of works.

    Notes stand in order of first appearance, works in alphabetical order.
    """
    match style:
        case CitationStyle.NOTE:
            return [_notes(distinct(cited))]
        case CitationStyle.BIBLIOGRAPHY:
            return [[chicago.bibliography(work.source) for work in works(cited)]]
        case CitationStyle.MLA:
            listed = works(cited)
            return [[mla.works_cited(work.source) for work in listed], _in_text(listed, distinct(cited))]
        case _:
            raise ValueError(style)


def _notes(cited: Sequence[Cited]) -> list[str]:
    """The first note of a work in full, the later ones in short, but for works whose short names would be the same."""
    sources = {identity(one.citation.source): one.citation.source for one in cited}
    names = Counter(map(chicago.short_name, sources.values()))
    named: set[tuple[str, str]] = set()
    notes: list[str] = []
    for one in cited:
        source = one.citation.source
        is_short = identity(source) in named and names[chicago.short_name(source)] == 1
        text = stopped((chicago.short_note if is_short else chicago.note)(one.citation, one.speaker))
        notes.append(f"{text} {UNCERTAIN}" if one.doubtful else text)
        named.add(identity(source))
    return notes


def _in_text(listed: Sequence[CitedWork], cited: Sequence[Cited]) -> list[str]:
    """Each place once, in order of first appearance; the work is named where its author has several in the list."""
    authors = Counter(mla.cited_by_name(work.source) for work in listed)
    texts: dict[str, None] = {}
    for one in cited:
        if one.citation.locator:
            source = one.citation.source
            text = mla.in_text(one.citation, titled=authors[mla.cited_by_name(source)] > 1)
            texts[f"{text} {UNCERTAIN}" if one.doubtful else text] = None
    return list(texts)
