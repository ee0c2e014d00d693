r"""BibTeX in UTF-8, as BibTeX itself, biblatex, Zotero and pandoc read it.

``pages`` are the pages that the work itself is on; where in it something is cited stands in ``note``, and what the
edition remarks about the work in ``annote``, which no style prints. Words with a capital are protected, since some
styles write titles small. Braces become ``\textbraceleft{}``: BibTeX counts a brace even behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.citations.addresses import opened
from knowledge.citations.dates import iso_date, parts_of, year
from knowledge.citations.names import Name
from knowledge.citations.works import CitedWork

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "webpage": "misc",
}

_FIELDS = {
    "edition": "edition",
    "volume": "volume",
    "issue": "number",
    "collection-title": "series",
    "publisher-place": "address",
    "publisher": "publisher",
    "page": "pages",
}
"""CSL's fields that are written as they are."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names that every style knows, written without braces."""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "&%#_$"},
}
_SPECIAL = str.maketrans(_SIGNS)
_LIGATURE = re.compile(r"(?<=([-',<>]))(?=\1)")
"""Between two signs that TeX would set as another one: ``--`` is a dash."""

_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""An address stands as it is, but for what would end it; these signs are the same address."""

_TAKEN_APART = re.compile(r",|\band\b|^others$", re.IGNORECASE)
"""What BibTeX would read in a name."""


def bibtex(works: Sequence[CitedWork]) -> str:
    """The works as entries."""
    return "\n".join(map(_entry, works))


def _entry(work: CitedWork) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{_TYPES.get(work.source.csl['type'], 'misc')}{{{work.key},\n{fields}}}\n"


def _fields(work: CitedWork) -> Iterator[tuple[str, str]]:
    csl = work.source.csl
    for role in ("author", "editor", "translator"):
        if csl.get(role):
            yield role, _braced(" and ".join(map(_name, csl[role])))
    yield "title", _braced(_title(work.source.title))
    if csl.get("container-title"):
        container = "journal" if csl["type"].startswith("article") else "booktitle"
        yield container, _braced(_text(csl["container-title"]))
    if csl["type"] == "article-magazine":
        yield "entrysubtype", "{magazine}"
    for name, field in _FIELDS.items():
        if csl.get(name):
            yield field, _braced(_text(str(csl[name])))
    yield from _dates(csl)
    if csl.get("URL"):
        yield "url", _braced(opened(csl["URL"]).translate(_IN_ADDRESS))
    if work.places:
        yield "note", _braced(_text(f"Cited: {'; '.join(one.where for one in work.places)}"))
    if csl.get("note"):
        yield "annote", _braced(_text(csl["note"]))


def _dates(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The year, which BibTeX knows; the month, and the day, which biblatex knows; and biblatex's other dates."""
    if issued := csl.get("issued"):
        yield "year", _braced(_text(year(issued)))
        if months := parts_of(issued)[1:2]:
            yield "month", _MONTHS[months[0] - 1]
            yield "date", _braced(iso_date(issued))
    for name, field in {"original-date": "origdate", "accessed": "urldate"}.items():
        if csl.get(name):
            yield field, _braced(_text(iso_date(csl[name])))


def _title(title: str) -> str:
    """The title with each word in braces that holds a capital, but for one at the title's own beginning."""
    first, *others = _one_line(title).split(" ")
    return " ".join([_word(first, first[1:]), *(_word(word, word) for word in others)])


def _word(word: str, protecting: str) -> str:
    """A word, in braces where ``protecting`` holds a capital; in two pairs where it begins with a command, since BibTeX
    writes what stands so in one pair small.
    """
    text = _text(word)
    if not any(map(str.isupper, protecting)):
        return text
    return _braced(_braced(text)) if text.startswith("\\") else _braced(text)


def _name(person: Name) -> str:
    if "literal" in person:
        return _braced(_text(person["literal"]))
    family, given = person.get("family", ""), person.get("given", "")
    if not given:
        return _braced(_text(family)) if " " in family else _whole(family)
    return f"{_whole(family)}, {_whole(given)}"


def _whole(name: str) -> str:
    """The name, in braces where BibTeX would take it apart."""
    text = _text(name)
    return _braced(text) if _TAKEN_APART.search(name) else text


def _text(text: str) -> str:
    """The text on one line, as TeX writes it."""
    return _LIGATURE.sub("{}", _one_line(text).translate(_SPECIAL))


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()).strip()


def _braced(text: str) -> str:
    return f"{{{text}}}"
