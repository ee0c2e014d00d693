"""CSL-JSON, as Zotero and pandoc read it.

An item is the work's own fields. Where in the work is no field of an item: it stands in ``custom``, which CSL-JSON
keeps for what it has no name for, so that nothing takes it for the pages that the work is on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import starmap
from typing import Any

from knowledge.citations.addresses import opened
from knowledge.citations.works import Cited, CitedWork


def csl_json(works: Sequence[CitedWork]) -> str:
    """The works as a list of items, a field a line; ``id`` is the key that BibTeX and RIS have too."""
    items = ("  {\n" + ",\n".join(starmap(_line, _item(work).items())) + "\n  }" for work in works)
    return "[\n" + ",\n".join(items) + "\n]\n"


def _line(name: str, value: Any) -> str:
    return f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"


def _item(work: CitedWork) -> dict[str, Any]:
    item = {**work.source.csl, "id": work.key}
    if item.get("URL"):
        item["URL"] = opened(item["URL"])
    return {**item, "custom": {"cited": [_place(one) for one in work.places]}} if work.places else item


def _place(one: Cited) -> dict[str, Any]:
    """Where in the work, and whose words, as far as that is told."""
    citation = one.citation
    told = {
        "label": citation.label if citation.locator else None,
        "locator": citation.locator,
        "quoting": (one.speaker or True) if citation.quoted else None,
        "uncertain": one.doubtful or None,
    }
    return {name: value for name, value in told.items() if value is not None}
