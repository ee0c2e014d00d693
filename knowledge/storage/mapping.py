"""From rows to the model's values."""

from __future__ import annotations

from typing import Any

from knowledge.model import Certainty, Citation, PackInfo, Place, Provenance, Quotation, QuotationKind, Source


def place_of(row: Any) -> Place:
    """The place of a row that has section, number, is_note, start and end."""
    return Place(
        section=row.section,
        paragraph=None if row.is_note else row.number,
        note=row.number if row.is_note else None,
        start=row.start,
        end=row.end,
    )


def pack_info_of(row: Any) -> PackInfo:
    """The loaded text of a row that has its columns."""
    return PackInfo(row.slug, row.title, row.author, row.date, row.licence, row.retrieved, row.accent)


def source_of(row: Any) -> Source:
    """The source of a row of its table."""
    return Source(row.key, row.csl, row.short_title, tuple(row.aliases))


def quotation_of(row: Any) -> Quotation:
    """The quotation of a row of its table, joined with its place and its source."""
    return Quotation(
        key=row.key,
        exact=row.exact,
        place=place_of(row),
        speaker=row.speaker,
        citation=citation_of(row),
        kind=QuotationKind(row.kind),
        certainty=Certainty(row.certainty),
        provenance=Provenance(row.provenance),
        year=row.year,
    )


def citation_of(row: Any) -> Citation | None:
    """The citation of a row joined with its source; None where it has none."""
    if row.source_key is None:
        return None
    cited = Source(row.source_key, row.csl, row.short_title, tuple(row.aliases))
    return Citation(cited, row.label, row.locator, row.quoted)
