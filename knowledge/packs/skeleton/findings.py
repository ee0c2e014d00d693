"""What was found in a text: quotations, citations, short titles, how they go together, and what that leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.packs.edition import Block
from knowledge.packs.skeleton.citations import Parenthesis, Work, find_citations, works_in_note
from knowledge.packs.skeleton.decisions import Decision, Topic
from knowledge.packs.skeleton.draft import Draft
from knowledge.packs.skeleton.keys import keys
from knowledge.packs.skeleton.quotations import Found, find_quotations, served, unmatched

_SHORT = 70
_OTHER_MARKS = "«»„‹›"


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that can be found. ``sources`` gives the key of each short title; ``sure`` are those in italics."""

    draft: Draft
    quotations: list[Found]
    citations: list[Parenthesis]
    sources: dict[str, str]
    sure: frozenset[str]
    serves: dict[Parenthesis, list[Found]]
    introduced: dict[int, str]
    """The short title that is named where the note is marked: “(*Memoirs*[^1])”, by the note's number."""

    def serving(self, quotation: Found) -> Work | None:
        """The one work that is named in the parenthesis which follows the quotation directly and serves it alone."""
        for parenthesis, quotations in self.serves.items():
            alone = quotations == [quotation] and quotation.is_followed_by(parenthesis)
            if alone and len(parenthesis.works) == 1 and not parenthesis.leans:
                return parenthesis.works[0]
        return None

    def may_serve(self, parenthesis: Parenthesis) -> list[Found]:
        """The quotations among which a person must choose; none where it is plain which one it serves."""
        quotations = self.serves.get(parenthesis, [])
        plain = len(quotations) == 1 and quotations[0].is_followed_by(parenthesis)
        return [] if plain else quotations

    def marked_by(self, note: Block) -> list[Found]:
        """The quotations that the note's mark follows directly."""
        return [quotation for quotation in self.quotations if quotation.note == note.number]

    def cited_in(self, note: Block) -> list[Work]:
        """The works that the note names by a short title."""
        if note.number in self.introduced:
            return [Work(self.introduced[note.number])]
        return list(works_in_note(note.text, set(self.sources)))

    def is_cited(self, quotation: Found) -> bool:
        """Whether a parenthesis or a note may give the place of the words."""
        in_note = quotation.block.is_note or quotation.note is not None
        return in_note or any(quotation in quotations for quotations in self.serves.values())


def find(draft: Draft) -> Findings:
    """What the draft holds."""
    citations = find_citations(draft.edition)
    quotations = find_quotations(draft.edition, citations)
    works = [work for parenthesis in citations for work in parenthesis.works if work.short]
    shorts = list(dict.fromkeys(work.short for work in works if work.short))
    sure = frozenset(work.short for work in works if work.short and work.sure)
    introduced = {one.note: one.works[0].short for one in citations if one.note and one.works and one.works[0].short}
    return Findings(draft, quotations, citations, keys(shorts, "work"), sure, served(quotations, citations), introduced)


def decisions(found: Findings) -> list[Decision]:
    """Everything that is left to a person, in the order of the topics."""
    ways = (_marks, _other_marks, _short_titles, _several, _pages, _notes, _speakers)
    every = [*found.draft.decisions, *(decision for way in ways for decision in way(found))]
    return [decision for topic in Topic for decision in every if decision.topic is topic]


def _marks(found: Findings) -> Iterator[Decision]:
    for block in found.draft.edition.blocks:
        for words in unmatched(block):
            yield Decision(Topic.MARKS, block.name, f"… {words} …")


def _other_marks(found: Findings) -> Iterator[Decision]:
    for block in found.draft.edition.blocks:
        others = [mark for mark in _OTHER_MARKS if mark in block.text]
        single = block.text.count("‘")
        if others or single:
            what = [*others, *([f"‘ ({single} times)"] if single else [])]
            yield Decision(Topic.OTHER_MARKS, block.name, " ".join(what))


def _short_titles(found: Findings) -> Iterator[Decision]:
    for short, key in found.sources.items():
        if short not in found.sure:
            where = next(one for one in found.citations if any(work.short == short for work in one.works))
            yield Decision(Topic.SHORT_TITLES, where.block.name, f"“{short}” ({key}) in {where.exact}")


def _several(found: Findings) -> Iterator[Decision]:
    for parenthesis in found.citations:
        quotations = found.may_serve(parenthesis)
        if quotations:
            names = ", ".join(quotation.key for quotation in quotations)
            yield Decision(Topic.SEVERAL, parenthesis.block.name, f"{parenthesis.exact} may serve {names}")


def _pages(found: Findings) -> Iterator[Decision]:
    for parenthesis in found.citations:
        if doubt := _doubt_about(parenthesis):
            yield Decision(Topic.PAGES, parenthesis.block.name, f"{parenthesis.exact} {doubt}")


def _doubt_about(parenthesis: Parenthesis) -> str | None:
    match parenthesis.works:
        case ():
            return (
                "is a page, but of what? Or a number in a list?" if parenthesis.leans else "seems to cite; which work?"
            )
        case (work,) if parenthesis.leans:
            return f"is a page alone; of “{work.short}”, named before it?"
        case (work,):
            return None if work.locators or parenthesis.note else "names a work without a page"
        case _:
            return "names several works; their pages stand in the text alone"


def _notes(found: Findings) -> Iterator[Decision]:
    for note in found.draft.edition.notes:
        if not found.cited_in(note):
            words = note.text if len(note.text) <= _SHORT else f"{note.text[:_SHORT].rsplit(' ', 1)[0]} …"
            yield Decision(Topic.CITING_NOTES, note.name, words)


def _speakers(found: Findings) -> Iterator[Decision]:
    for block in found.draft.edition.blocks:
        names = [quotation.key for quotation in found.quotations if quotation.block == block]
        if names:
            yield Decision(Topic.SPEAKERS, block.name, ", ".join(names))
