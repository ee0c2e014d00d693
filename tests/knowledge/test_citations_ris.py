"""RIS as an independent reader sees it: rispy."""

from __future__ import annotations

import re
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.ris import ris
from knowledge.citations.works import Cited, CitedWork, works
from knowledge.model import Citation, Source
from tests.citable_works import DATED, NAMES, WORKS
from tests.factories import make_source

ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t\x85"), max_size=60)

_TYPES = {
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "ELEC": "webpage",
    "JOUR": "article-journal",
    "MANSCPT": "manuscript",
    "MGZN": "article-magazine",
    "PAMP": "pamphlet",
}
_TEXTS = {
    "title": "title",
    "edition": "edition",
    "volume": "volume",
    "number": "issue",
    "place_published": "publisher-place",
    "publisher": "publisher",
    "secondary_title": "container-title",
    "custom3": "container-title",
    "tertiary_title": "collection-title",
}


def cited(source: Source, *places: Cited) -> CitedWork:
    """The one work that these places are in."""
    (work,) = works(places or [Cited(Citation(source))])
    return work


def read_name(name: str) -> dict[str, str]:
    """A body has no comma in these works but for "Ltd."."""
    family, comma, given_name = name.partition(", ")
    return {"family": family, "given": given_name} if comma and given_name != "Ltd." else {"literal": name}


def read_date(text: str) -> dict[str, Any]:
    if re.fullmatch(r"\d{4}(/\d\d)*/*", text):
        return {"date-parts": [[int(part) for part in text.split("/") if part]]}
    return {"literal": text}


def csl_of(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of CSL-JSON that the record has, but for its id."""
    kind = record["type_of_reference"]
    csl: dict[str, Any] = {"type": _TYPES[kind]}
    csl |= {_TEXTS[name]: value for name, value in record.items() if name in _TEXTS}
    lists = {"authors": "author", "subsidiary_authors": "translator"}
    lists |= {"tertiary_authors" if kind in {"BOOK", "PAMP"} else "secondary_authors": "editor"}
    csl |= {lists[name]: [read_name(one) for one in value] for name, value in record.items() if name in lists}
    dates = {"year": "issued", "date": "issued", "original_publication": "original-date", "access_date": "accessed"}
    csl |= {dates[name]: read_date(record[name]) for name in dates if name in record}
    if "start_page" in record:
        csl["page"] = "–".join([record["start_page"], *([record["end_page"]] if "end_page" in record else [])])
    singles = {"urls": "URL", "notes": "note"}
    return csl | {singles[name]: record[name][0] for name in singles if name in record}


@pytest.mark.parametrize("source", WORKS, ids=NAMES)
def test_every_field_of_every_work_comes_back_as_it_was(source: Source) -> None:
    (record,) = rispy.loads(ris([cited(source)]))
    assert csl_of(record) == {name: value for name, value in source.csl.items() if name != "id"}


def test_all_works_together_are_as_many_records_under_different_ids() -> None:
    listed = works([Cited(Citation(source)) for source in WORKS])
    records = rispy.loads(ris(listed))
    assert [record["id"] for record in records] == [work.key for work in listed]
    assert len({record["id"] for record in records}) == len(WORKS)


# As the format wants it: a tag and one value a line, each line ending in CR LF, each record from TY to ER.
def test_every_line_is_a_tag_and_one_value() -> None:
    text = ris(works([Cited(Citation(source)) for source in WORKS]))
    *lines, last = text.split("\r\n")
    assert last == ""
    assert "\n" not in text.replace("\r\n", "")
    records = "\n".join(lines).split("\n\n")
    assert len(records) == len(WORKS)
    for record in records:
        tags = [line[:6] for line in record.split("\n")]
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - ", tag) for tag in tags)
        assert (tags[0], tags[-1]) == ("TY  - ", "ER  - ")
        single = [tag for tag in tags if tag[:2] not in {"AU", "A2", "A3", "A4", "N1"}]
        assert len(set(single)) == len(single)


def test_where_it_is_cited_is_a_note_each_and_not_the_pages_of_the_work() -> None:
    source = make_source(type="chapter", container_title="Bread", page="65–80", note="Torn.")
    places = [
        Cited(Citation(source, "page", "66")),
        Cited(Citation(source, "page", "67", quoted=True), "Tom Rye", doubtful=True),
    ]
    (record,) = rispy.loads(ris([cited(source, *places)]))
    assert (record["start_page"], record["end_page"]) == ("65", "80")
    assert record["notes"] == ["Torn.", "Cited: page 66", "Cited: page 67, quoting Tom Rye [uncertain]"]


def test_a_whole_date_is_given_beside_the_year() -> None:
    (record,) = rispy.loads(ris([cited(DATED)]))
    assert (record["year"], record["date"], record["access_date"]) == ("2013", "2013/11/25/", "2021/04/24/")


@pytest.mark.parametrize(("page", "first", "last"), [("7", "7", None), ("7, 9", "7, 9", None), ("xi-xv", "xi", "xv")])
def test_pages_that_are_no_range_stay_together(page: str, first: str, last: str | None) -> None:
    (record,) = rispy.loads(ris([cited(make_source(page=page))]))
    assert (record["start_page"], record.get("end_page")) == (first, last)


@given(title=ANY, note=ANY)
def test_any_title_and_note_come_back_on_one_line(title: str, note: str) -> None:
    title, note = f"T{title}", f"N{note}"
    (record,) = rispy.loads(ris([cited(make_source(title=title, note=note))]))
    assert record["title"] == " ".join(title.splitlines()).strip()
    assert record["notes"] == [" ".join(note.splitlines()).strip()]
