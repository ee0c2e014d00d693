"""Finding the words that an editor typed or pasted in the loaded texts, and taking them as they stand there."""

from __future__ import annotations

from dataclasses import replace

from knowledge.check_quotation import QuotationCheck
from knowledge.entry_content import EntryContent, Words
from knowledge.verdict import Part, Verdict


async def as_it_stands(content: EntryContent, check: QuotationCheck) -> EntryContent:
    """The content with those words that a loaded text holds, and that have no source, as they stand there.

    Quotation marks, dashes, italics, note marks, spaces and capitals may be typed otherwise; no word may.
    """
    passages = tuple([await _settled(words, check) for words in content.passages])
    rebuttals = tuple([await _settled(words, check) for words in content.rebuttals])
    return replace(content, passages=passages, rebuttals=rebuttals)


async def _settled(words: Words, check: QuotationCheck) -> Words:
    if words.source:
        return words
    found = await check(words.exact)
    if found.verdict is not Verdict.EXACT or found.changes:
        return words
    match found.parts:
        case (part,) if words.exact not in part.block:
            return replace(words, exact=_with_signs(words.exact, part))
        case _:
            return words


def _with_signs(typed: str, part: Part) -> str:
    """The words as they stand, with the signs before and after them that were typed and stand there too."""
    start, end, block = part.place.start, part.place.end, part.block
    for sign in reversed(typed[: _first_letter(typed)]):
        if start == 0 or block[start - 1] != sign:
            break
        start -= 1
    for sign in typed[len(typed) - _first_letter(typed[::-1]) :]:
        if block[end : end + 1] != sign:
            break
        end += 1
    return block[start:end]


def _first_letter(text: str) -> int:
    """Where the first letter or digit stands."""
    return next((at for at, sign in enumerate(text) if sign.isalnum()), len(text))
