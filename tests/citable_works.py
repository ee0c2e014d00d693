"""Works to be cited: those of the shipped pack, and one with every field that a pack's file has, of each type."""

from __future__ import annotations

from typing import Any, get_args

from knowledge.model import Source
from knowledge.packs.reader import read_files
from knowledge.packs.schema import SourceItem
from knowledge.packs.shipped import SHIPPED
from tests.factories import make_source

SHIPPED_WORKS = [
    Source(located.item.key, located.item.csl(), located.item.short) for located in read_files(SHIPPED).sources
]
"""Every work that the shipped essay cites."""

TYPES: tuple[str, ...] = get_args(SourceItem.model_fields["type"].annotation)
"""Every type of work that a pack can have."""

_EVERYTHING: dict[str, Any] = {
    "title": "Bread & Salt: 100% of {What} Is_Known (#1)",
    "author": [{"family": "de la Boétie", "given": "Étienne"}, {"literal": "Bakers and Millers, Ltd."}],
    "editor": [{"family": "Guérin", "given": "Daniel"}, {"family": "Rye", "given": "Tom"}],
    "translator": [{"family": "Sedgwick", "given": "Peter"}],
    "container_title": "The Weigher & the ‘Scales’",
    "collection_title": "Flour $tudies",
    "publisher": "Hearth & Sons",
    "publisher_place": "London/New York",
    "issued": {"literal": "1919–21"},
    "original_date": {"date-parts": [[1911]]},
    "volume": "4",
    "issue": "2–3",
    "page": "65–80",
    "edition": "2nd",
    "URL": "https://example.org/a_b~c?d=%20&e#f",
    "note": "Its author’s own copy says “1918”; see \\emph{there} ^ and `here`.",
}

WHOLE_WORKS = [make_source(f"whole-{type_}", None, type=type_, **_EVERYTHING) for type_ in TYPES]
"""A work of each type in which no field is missing, with signs that formats give a meaning to."""

DATED = make_source(
    "dated",
    None,
    type="webpage",
    author=[{"literal": "Anarcho"}],
    publisher=None,
    publisher_place=None,
    issued={"date-parts": [[2013, 11, 25]]},
    accessed={"date-parts": [[2021, 4, 24]]},
    URL="https://example.org/",
)
"""A page of the web with the day of its appearance, and the day on which it was read."""

WORKS = [*SHIPPED_WORKS, *WHOLE_WORKS, DATED]
NAMES = [work.key for work in WORKS]
