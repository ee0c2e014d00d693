"""Places, excerpts, citations and quotations as JSON, with their schema: what answers and exports share."""

from __future__ import annotations

from typing import Any

from knowledge.citations.chicago import quotation_note
from knowledge.model import Citation, Passage, Place, Quotation, Rebuttal


def place_json(place: Place) -> dict[str, Any]:
    """The section and the paragraph in it, or the note; for a note, the section that marks it."""
    if place.note is not None:
        return {"section": place.section, "note": place.note}
    return {"section": place.section, "paragraph": place.paragraph}


def excerpt_json(excerpt: Passage | Rebuttal) -> dict[str, Any]:
    """Words of the essay and their place."""
    return {"exact": excerpt.exact, **place_json(excerpt.place)}


def quotation_json(quotation: Quotation) -> dict[str, Any]:
    """Quoted words, who said them, where they stand and what is cited for them."""
    return {
        "exact": quotation.exact,
        "speaker": quotation.speaker,
        **place_json(quotation.place),
        "citation": citation_json(quotation.citation, quotation_note(quotation)) if quotation.citation else None,
    }


def citation_json(citation: Citation, text: str | None) -> dict[str, Any]:
    """A cited work and where in it; ``text`` is the citation written out."""
    return {
        "source": citation.source.key,
        "label": citation.label,
        "locator": citation.locator,
        "quoted_in": citation.source.key if citation.quoted else None,
        "text": text,
    }


def an_object(properties: dict[str, Any], *optional: str, **more: Any) -> dict[str, Any]:
    """The schema of an object with just these properties, all required but the ``optional`` ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False, **more}


def a_list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The schema of a list."""
    return {"type": "array", "items": items, **more}


TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1}

PLACE: dict[str, Any] = {
    "section": {**TEXT, "description": "title of the section; for a note, of the section that marks it"},
    "paragraph": {**NUMBER, "description": "counted from 1 in its section; displayed quotations count"},
    "note": NUMBER,
}
ONE_PLACE: dict[str, Any] = {"oneOf": [{"required": ["paragraph"]}, {"required": ["note"]}]}

EXCERPT = an_object(
    {"exact": {**TEXT, "description": "verbatim, with the edition's *italics* and [^n]"}, **PLACE},
    "paragraph",
    "note",
    **ONE_PLACE,
)

CITATION = an_object(
    {
        "source": {**TEXT, "description": "key of the cited work, on whose page the words stand"},
        "label": {**MAYBE_TEXT, "description": "CSL locator label: page, section, volume …"},
        "locator": MAYBE_TEXT,
        "quoted_in": {**MAYBE_TEXT, "description": "the same key where the work quotes another's words, else null"},
        "text": {**MAYBE_TEXT, "description": "written out as a Chicago note"},
    }
)

CITED: dict[str, Any] = {
    "anyOf": [CITATION, {"type": "null"}],
    "description": "null where the essay gives no source",
}

QUOTATION = an_object(
    {
        "exact": TEXT,
        "speaker": {**MAYBE_TEXT, "description": "who said or wrote the words"},
        **PLACE,
        "citation": CITED,
    },
    "paragraph",
    "note",
    **ONE_PLACE,
)
