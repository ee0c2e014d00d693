"""A whole pack as JSON, so that others can read and check the edition with programs of their own."""

from __future__ import annotations

from typing import Any

from knowledge.citations.chicago import note, quotation_note
from knowledge.model import (
    Certainty,
    CitationPlace,
    Pair,
    Place,
    Provenance,
    Quotation,
    QuotationKind,
    Source,
    Statement,
)
from knowledge.packs.edition import Block
from knowledge.packs.pack import Pack, PackEntry
from knowledge.shapes import (
    CITED,
    EXCERPT,
    MAYBE_TEXT,
    NUMBER,
    ONE_PLACE,
    PLACE,
    TEXT,
    a_list,
    an_object,
    citation_json,
    excerpt_json,
    place_json,
)

CONTEXT = 32
"""How many characters of prefix and suffix go with a quotation (W3C TextQuoteSelector)."""


def export_pack(pack: Pack) -> dict[str, Any]:
    """The pack as EXPORT_SCHEMA describes it."""
    info = pack.info
    texts = {block.name: block.text for block in pack.edition.blocks}
    return {
        "format": "serge-pack/1",
        "pack": {
            "slug": info.slug,
            "title": info.title,
            "author": info.author,
            "date": info.date,
            "licence": info.licence,
            "retrieved": info.retrieved,
        },
        "sections": list(pack.edition.sections),
        "paragraphs": [_paragraph(block) for block in pack.edition.paragraphs],
        "notes": [{"note": block.number, "section": block.section, "text": block.text} for block in pack.edition.notes],
        "sources": [_source(source) for source in pack.sources],
        "quotations": [_quotation(quotation, texts[quotation.place.block]) for quotation in pack.quotations],
        "citations": [_citation_place(place) for place in pack.citations],
        "entries": [_entry(entry) for entry in pack.entries],
        "pairs": [_pair(pair) for pair in pack.pairs],
        "slips": [
            {"exact": slip.exact, **place_json(slip.place), "reads": slip.reads, "reason": slip.reason}
            for slip in pack.slips
        ],
    }


def _paragraph(block: Block) -> dict[str, Any]:
    return {
        "section": block.section,
        "paragraph": block.number,
        "displayed": block.displayed,
        "text": block.text,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "short_title": source.short_title,
        "aliases": list(source.aliases),
        "csl": dict(source.csl),
    }


def _quotation(quotation: Quotation, text: str) -> dict[str, Any]:
    place, citation = quotation.place, quotation.citation
    return {
        "key": quotation.key,
        "kind": str(quotation.kind),
        "exact": quotation.exact,
        "prefix": text[max(0, place.start - CONTEXT) : place.start],
        "suffix": text[place.end : place.end + CONTEXT],
        **place_json(place),
        **_range(place),
        "speaker": quotation.speaker,
        "source": citation.source.key if citation else None,
        "label": citation.label if citation else None,
        "locator": citation.locator if citation else None,
        "quoted_in": citation.source.key if citation and citation.quoted else None,
        "year": quotation.year,
        "certainty": str(quotation.certainty),
        "provenance": str(quotation.provenance),
        "citation": quotation_note(quotation),
    }


def _range(place: Place) -> dict[str, int]:
    return {"start": place.start, "end": place.end}


def _citation_place(place: CitationPlace) -> dict[str, Any]:
    return {
        "exact": place.exact,
        **place_json(place.place),
        **_range(place.place),
        "citations": [
            {"source": citation.source.key, "label": citation.label, "locator": citation.locator}
            for citation in place.citations
        ],
        "quotations": list(place.quotations),
        "entries": list(place.entries),
    }


def _entry(entry: PackEntry) -> dict[str, Any]:
    phrasings: dict[str, list[str]] = {}
    for kind, text in entry.phrasings:
        phrasings.setdefault(kind, []).append(text)
    return {
        "key": entry.key,
        "topic": entry.topic,
        "aliases": list(entry.aliases),
        "claim": entry.claim.text,
        "held_by": list(entry.claim.held_by),
        "implied": entry.claim.implied,
        "places": [block.name for block in entry.places],
        "passages": [excerpt_json(passage) for passage in entry.passages],
        "quotations": [quotation.key for quotation in entry.quotations],
        "rebuttals": [excerpt_json(rebuttal) for rebuttal in entry.rebuttals],
        "related": list(entry.related),
        "phrasings": phrasings,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "key": pair.key,
        "topic": pair.topic,
        "question": pair.question,
        "earlier": [_statement(statement) for statement in pair.earlier],
        "later": [_statement(statement) for statement in pair.later],
        "comment": [excerpt_json(passage) for passage in pair.comment],
        "entries": list(pair.entries),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    cited = statement.citation
    return {
        "exact": statement.exact,
        **place_json(statement.place),
        "when": statement.when,
        "speaker": statement.speaker,
        "paraphrase": statement.paraphrase,
        "certainty": str(statement.certainty),
        "citation": citation_json(cited, note(cited, statement.speaker)) if cited else None,
    }


_CERTAINTY = {"enum": list(map(str, Certainty))}
_WHERE: dict[str, Any] = {**PLACE, "start": {"type": "integer", "minimum": 0}, "end": NUMBER}
_STATEMENT = an_object(
    {
        "exact": TEXT,
        **PLACE,
        "when": TEXT,
        "speaker": MAYBE_TEXT,
        "paraphrase": {"type": "boolean"},
        "certainty": _CERTAINTY,
        "citation": CITED,
    },
    "paragraph",
    "note",
    **ONE_PLACE,
)
_QUOTATION = an_object(
    {
        "key": TEXT,
        "kind": {"enum": list(map(str, QuotationKind))},
        "exact": TEXT,
        "prefix": {**TEXT, "description": f"up to {CONTEXT} characters before it"},
        "suffix": {**TEXT, "description": f"up to {CONTEXT} characters after it"},
        **_WHERE,
        "speaker": MAYBE_TEXT,
        "source": {**MAYBE_TEXT, "description": "key of the cited work; null where the essay gives none"},
        "label": MAYBE_TEXT,
        "locator": MAYBE_TEXT,
        "quoted_in": {**MAYBE_TEXT, "description": "the source's key again where it quotes another's words"},
        "year": {"type": ["integer", "null"], "description": "when the words were written, if it is given"},
        "certainty": _CERTAINTY,
        "provenance": {"enum": list(map(str, Provenance))},
        "citation": {**MAYBE_TEXT, "description": "written out as a Chicago note"},
    },
    "paragraph",
    "note",
    **ONE_PLACE,
)
_CITATION_PLACE = an_object(
    {
        "exact": {**TEXT, "description": "the parenthesis, or the whole note"},
        **_WHERE,
        "citations": a_list(an_object({"source": TEXT, "label": MAYBE_TEXT, "locator": MAYBE_TEXT})),
        "quotations": {**a_list(TEXT), "description": "keys of the quotations whose place it gives"},
        "entries": {**a_list(TEXT), "description": "keys of the entries whose paraphrase or comment it backs"},
    },
    "paragraph",
    "note",
    **ONE_PLACE,
)
_ENTRY = an_object(
    {
        "key": TEXT,
        "topic": TEXT,
        "aliases": a_list(TEXT),
        "claim": TEXT,
        "held_by": a_list(TEXT),
        "implied": {"type": "boolean"},
        "places": {**a_list(TEXT), "description": "every paragraph and note that bears on it: “The Bolsheviks 17”"},
        "passages": a_list(EXCERPT),
        "quotations": {**a_list(TEXT), "description": "keys"},
        "rebuttals": a_list(EXCERPT),
        "related": a_list(TEXT),
        "phrasings": {"type": "object", "additionalProperties": a_list(TEXT)},
    }
)
_PAIR = an_object(
    {
        "key": TEXT,
        "topic": TEXT,
        "question": TEXT,
        "earlier": a_list(_STATEMENT),
        "later": a_list(_STATEMENT),
        "comment": a_list(EXCERPT),
        "entries": a_list(TEXT),
    }
)

EXPORT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A pack as serge export --format json prints it",
    **an_object(
        {
            "format": {"const": "serge-pack/1"},
            "pack": an_object(dict.fromkeys(("slug", "title", "author", "date", "licence", "retrieved"), TEXT)),
            "sections": a_list(TEXT),
            "paragraphs": a_list(
                an_object({"section": TEXT, "paragraph": NUMBER, "displayed": {"type": "boolean"}, "text": TEXT})
            ),
            "notes": a_list(an_object({"note": NUMBER, "section": TEXT, "text": TEXT})),
            "sources": a_list(
                an_object(
                    {
                        "key": TEXT,
                        "short_title": MAYBE_TEXT,
                        "aliases": a_list(TEXT),
                        "csl": {"type": "object", "description": "a CSL-JSON item"},
                    }
                )
            ),
            "quotations": a_list(_QUOTATION),
            "citations": a_list(_CITATION_PLACE),
            "entries": a_list(_ENTRY),
            "pairs": a_list(_PAIR),
            "slips": a_list(
                an_object(
                    {"exact": TEXT, **PLACE, "reads": TEXT, "reason": MAYBE_TEXT}, "paragraph", "note", **ONE_PLACE
                )
            ),
        }
    ),
}
