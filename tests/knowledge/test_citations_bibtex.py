"""BibTeX as an independent reader sees it: bibtexparser, with pylatexenc for what TeX would print."""

from __future__ import annotations

import re
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from knowledge.citations.bibtex import bibtex
from knowledge.citations.works import Cited, CitedWork, works
from knowledge.model import Citation, Source
from tests.citable_works import DATED, NAMES, WORKS
from tests.factories import make_source

HOSTILE = st.text(st.sampled_from("aA{}\\%&#$_~^`'\"-,<>@=!?éЖ “”*[]|\n\r\t\u2028\u00a0"), min_size=1, max_size=40)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def _reader() -> LatexNodes2Text:
    """pylatexenc, taught what TeX prints for three commands that it does not know, or takes for another sign."""
    known = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, simplify_repl=sign) for name, sign in signs.items()]
    known.add_context_category("signs", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, math_mode="verbatim")


READER = _reader()


def read(text: str) -> list[Entry]:
    """The entries; nothing in the text may be anything else."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == []
    assert len(library.entries) == len(library.blocks)
    return library.entries


def printed(value: str) -> str:
    """What TeX prints."""
    return spaced(READER.latex_to_text(value))


def spaced(text: str) -> str:
    """The text with single spaces: BibTeX and TeX make no difference between one and several, or a line's end."""
    return " ".join(text.split())


def cited(source: Source, *places: Cited) -> CitedWork:
    """The one work that these places are in."""
    (work,) = works(places or [Cited(Citation(source))])
    return work


def read_name(name: str) -> dict[str, str]:
    if name.startswith("{"):
        return {"literal": printed(name)}
    parts = parse_single_name_into_parts(name)
    return {"family": printed(" ".join([*parts.von, *parts.last])), "given": printed(" ".join(parts.first))}


def read_date(text: str) -> dict[str, Any]:
    if re.fullmatch(r"\d{4}(-\d\d)*", text):
        return {"date-parts": [[int(part) for part in text.split("-")]]}
    return {"literal": text}


def csl_of(entry: Entry) -> dict[str, Any]:
    """The fields of CSL-JSON that the entry has, but for its id."""
    fields = {field.key: str(field.value) for field in entry.fields}
    kinds = {"incollection": "chapter", "booklet": "pamphlet", "unpublished": "manuscript", "misc": "webpage"}
    kinds |= {"inproceedings": "paper-conference", "book": "book"}
    csl: dict[str, Any] = {"type": kinds.get(entry.entry_type, f"article-{fields.get('entrysubtype', 'journal')}")}
    for role in ("author", "editor", "translator"):
        if role in fields:
            csl[role] = [read_name(name) for name in split_multiple_persons_names(fields[role])]
    texts = {"title": "title", "booktitle": "container-title", "journal": "container-title", "edition": "edition"}
    texts |= {"volume": "volume", "number": "issue", "series": "collection-title", "address": "publisher-place"}
    texts |= {"publisher": "publisher", "pages": "page", "annote": "note"}
    csl |= {texts[name]: printed(value) for name, value in fields.items() if name in texts}
    dates = {"year": "issued", "date": "issued", "origdate": "original-date", "urldate": "accessed"}
    csl |= {dates[name]: read_date(printed(value)) for name, value in fields.items() if name in dates}
    return csl | ({"URL": fields["url"]} if "url" in fields else {})


@pytest.mark.parametrize("source", WORKS, ids=NAMES)
def test_every_field_of_every_work_comes_back_as_it_was(source: Source) -> None:
    (entry,) = read(bibtex([cited(source)]))
    assert csl_of(entry) == {name: value for name, value in source.csl.items() if name != "id"}


def test_all_works_together_are_as_many_entries_under_different_keys() -> None:
    listed = works([Cited(Citation(source)) for source in WORKS])
    entries = read(bibtex(listed))
    assert [entry.key for entry in entries] == [work.key for work in listed]
    assert len({entry.key for entry in entries}) == len(WORKS)


def test_where_it_is_cited_is_a_note_and_not_the_pages_of_the_work() -> None:
    source = make_source(type="chapter", container_title="Bread", page="65–80")
    places = [
        Cited(Citation(source, "page", "66")),
        Cited(Citation(source, "section", "H.2.2 & H.3", quoted=True), "Tom Rye", doubtful=True),
    ]
    (entry,) = read(bibtex([cited(source, *places)]))
    fields = {field.key: printed(str(field.value)) for field in entry.fields}
    assert fields["pages"] == "65–80"
    assert fields["note"] == "Cited: page 66; section H.2.2 & H.3, quoting Tom Rye [uncertain]"


def test_a_month_is_named_as_every_style_knows_it_and_the_day_is_biblatexs() -> None:
    text = bibtex([cited(DATED)])
    assert "  year = {2013},\n  month = nov,\n  date = {2013-11-25},\n" in text


# A style that writes titles small leaves what is in braces; the first letter of a title it leaves anyway.
@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("The Serge-Trotsky Papers", "The {Serge-Trotsky} {Papers}"),
        ("Soviet Communists in Power: a study", "Soviet {Communists} in {Power:} a study"),
        ("iPads and AT&T", "{iPads} and {AT\\&T}"),
        ("$Money talks", "{{\\$Money}} talks"),
        ("on bread", "on bread"),
    ],
)
def test_words_with_capitals_are_protected(title: str, field: str) -> None:
    assert f"  title = {{{field}}},\n" in bibtex([cited(make_source(title=title))])


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ({"family": "Guérin", "given": "Daniel"}, "Guérin, Daniel"),
        ({"family": "van der Linden", "given": "Marcel"}, "van der Linden, Marcel"),
        ({"literal": "Left Opposition"}, "{Left Opposition}"),
        ({"family": "Voline"}, "Voline"),
        ({"family": "Ba Jin"}, "{Ba Jin}"),
        ({"family": "Others"}, "{Others}"),
        ({"family": "Land and Freedom", "given": "The"}, "{Land and Freedom}, The"),
        ({"family": "Norton, Inc.", "given": "W. W."}, "{Norton, Inc.}, W. W."),
    ],
)
def test_names_are_not_taken_apart_but_where_they_should(name: dict[str, str], field: str) -> None:
    assert f"  author = {{{field}}},\n" in bibtex([cited(make_source(author=[name]))])


def balanced(text: str) -> bool:
    """Whether braces match as BibTeX counts them: each one, also behind a backslash."""
    depth = 0
    for sign in re.findall("[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@given(title=HOSTILE | ANY, note=HOSTILE | ANY)
def test_any_title_and_note_come_back_as_they_were(title: str, note: str) -> None:
    title, note = title + "x", note + "x"
    text = bibtex([cited(make_source(title=title, note=note))])
    assert balanced(text)
    (entry,) = read(text)
    assert printed(entry["title"]) == spaced(title)
    assert printed(entry["annote"]) == spaced(note)


@given(family=HOSTILE, given_name=HOSTILE)
def test_any_name_comes_back_as_one_name(family: str, given_name: str) -> None:
    family, given_name = f"F{family}x", f"G{given_name}x"
    text = bibtex([cited(make_source(author=[{"family": family, "given": given_name}, {"literal": f"L{family}"}]))])
    assert balanced(text)
    (entry,) = read(text)
    first, second = split_multiple_persons_names(entry["author"])
    assert printed(first) == f"{spaced(family)}, {spaced(given_name)}"
    assert printed(second) == spaced(f"L{family}")


@given(url=st.text(st.sampled_from("abc/:.?&=%#_~{}\\"), min_size=1, max_size=30))
def test_an_address_stands_as_it_is_but_for_what_would_end_it(url: str) -> None:
    text = bibtex([cited(make_source(URL=f"https://{url}"))])
    assert balanced(text)
    (entry,) = read(text)
    found = str(entry["url"])
    assert found.replace("%7B", "{").replace("%7D", "}").replace("%5C", "\\") == (
        f"https://{url}".replace("%7B", "{").replace("%7D", "}").replace("%5C", "\\")
    )
