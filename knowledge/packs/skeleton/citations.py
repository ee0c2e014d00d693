"""Parentheses that cite, taken apart: which work, by its short title, and which pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.packs.edition import Block, Edition
from knowledge.packs.marks import LOCATORS, citing, parentheses

_LEADS = r"(?:(?:quoted|cited|qtd\.?)(?: in| by)?,? |see(?: also)? |cf\.? |also )"
_SMALL = r"(?:of|the|and|in|on|at|to|for|a|an|de|la|le|du|des|von|van|und|der|die|das|et|al\.?|&)"
_WORD = r"[^\W\d_a-z][\w’'.-]*"
_PLAIN = rf"{_WORD}(?:,? (?:{_WORD}|{_SMALL}(?= )|et al\.)){{0,6}}(?:,? (?:1[4-9]|20)\d\d[a-z]?)?"
_WORK = re.compile(
    rf"(?P<leads>{_LEADS}*)"
    rf"(?P<title>\*[^*]+\*|{_PLAIN})(?P<mark>\[\^\d+\])?"
    rf"(?:(?:,? |: ?)(?P<locators>{LOCATORS}))?",
)
_AGAIN = re.compile(rf"(?:\*?(?:ibid|idem|op\. cit|loc\. cit)\.?\*?,? ?)(?P<locators>{LOCATORS})?", re.IGNORECASE)
_ALONE = re.compile(LOCATORS)
_YEAR = re.compile(r"[^,]+ (?:1[4-9]|20)\d\d[a-z]?")
_NOTE = re.compile(r"\[\^(\d+)\]")
_PAGE_SIGN = re.compile(r"\bpp?\. ?")

_NO_WORK = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec spring summer autumn winter chapter chap ch part section sec note notes figure fig table page
    pages volume vol act article appendix plate book line lines about circa no number room route verse
    """.split()  # noqa: SIM905  # a list would be forty lines
)
"""Words before a number that name no work."""


@dataclass(frozen=True, slots=True)
class Work:
    """A work in a parenthesis: its short title, None where pages stand alone; pages as the text writes them.

    ``quoted``: the work quotes somebody. ``sure``: its title is in italics, so that it can be nothing else.
    """

    short: str | None
    locators: tuple[str, ...] = ()
    quoted: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """A parenthesis that cites, and where it stands in its block. ``works`` is empty where none could be made out.

    ``leans``: it gives pages alone; the work is that of the parenthesis before it in the block, or in the displayed
    quotation above, if there is one.
    """

    block: Block
    start: int
    end: int
    works: tuple[Work, ...]
    leans: bool = False

    @property
    def note(self) -> int | None:
        """The note that is marked in the parenthesis, as where a text names a work for the first time."""
        mark = _NOTE.search(self.exact)
        return int(mark[1]) if mark else None

    @property
    def exact(self) -> str:
        """The parenthesis as it stands."""
        return self.block.text[self.start : self.end]


def find_citations(edition: Edition) -> list[Parenthesis]:
    """Every parenthesis that cites, in order, those that ``serge check`` will ask for among them."""
    read = [(block, start, end) for block in edition.blocks for start, end in sorted(parentheses(block.text))]
    found = [Parenthesis(block, start, end, works_of(block.text[start + 1 : end - 1])) for block, start, end in read]
    asked = citing({work.short for parenthesis in found for work in parenthesis.works if work.short})
    return list(_leaning(one for one in found if one.works or asked.fullmatch(one.exact)))


def _leaning(found: Iterable[Parenthesis]) -> Iterator[Parenthesis]:
    """The parentheses, each that gives pages alone with the last work named near before it."""
    before: Parenthesis | None = None
    for one in found:
        if len(one.works) == 1 and one.works[0].short is None:
            same = before.works[-1].short if before and _is_near(before.block, one.block) else None
            work = replace(one.works[0], short=same)
            yield replace(one, works=(work,) if same else (), leans=True)
        else:
            before = one if one.works and one.works[-1].short else before
            yield one


def _is_near(before: Block, block: Block) -> bool:
    """Whether ``before`` is the very block, or a displayed quotation directly above it."""
    above = before.displayed and (before.section, before.number) == (block.section, block.number - 1)
    return before == block or (above and not block.is_note)


def works_of(words: str) -> tuple[Work, ...]:
    """The works that a parenthesis names, by what stands between its brackets; none if it is something else.

    >>> works_of("quoted, *Serge* 45")
    (Work(short='Serge', locators=('45',), quoted=True, sure=True),)
    """
    works = [_work(part.strip()) for part in words.split(";")]
    return tuple(work for work in works if work is not None) if all(works) else ()


def works_in_note(text: str, shorts: set[str]) -> Iterator[Work]:
    """The works that a note names by a short title of the text, in italics or before a page."""
    for short in sorted(shorts, key=text.find):
        title = re.escape(short)
        found = re.search(rf"(?:\*{title}\*|(?<!\w){title}(?=,? \d))(?:,? (?P<locators>{LOCATORS})(?!\d))?", text)
        if found:
            yield Work(short, _pages(found["locators"]))


def _work(part: str) -> Work | None:
    if _ALONE.fullmatch(part):
        return Work(None, _pages(part), sure=False)
    if again := _AGAIN.fullmatch(part):
        return Work(None, _pages(again["locators"]), sure=False)
    found = _WORK.fullmatch(part)
    if found is None:
        return None
    short = found["title"].strip("*").rstrip(",")
    in_italics = found["title"].startswith("*")
    says_where = found["locators"] or found["mark"] or (_YEAR.fullmatch(short) and not in_italics)
    if not (short[:1].isupper() if in_italics else says_where and _may_be_a_title(short)):
        return None
    quoted = bool(re.match("quoted|cited|qtd", found["leads"]))
    return Work(short, _pages(found["locators"]), quoted, in_italics)


def _may_be_a_title(words: str) -> bool:
    return words.split(maxsplit=1)[0].casefold().rstrip(".") not in _NO_WORK


def _pages(locators: str | None) -> tuple[str, ...]:
    return tuple(re.split(r", ?", _PAGE_SIGN.sub("", locators))) if locators else ()
