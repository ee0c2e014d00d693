"""What stands on the page, or in the note, that somebody refers to in passing."""

from __future__ import annotations

from itertools import islice

from knowledge.answer import Answer, Finding, Outcome
from knowledge.finding import find_note, find_page
from knowledge.lookup import LookUp
from knowledge.model import SHARED
from knowledge.search.mentions import mentions
from knowledge.search.reference import NoteReference, PageReference
from knowledge.storage.seen import Seen

MOST_TRIED = 3
"""In a text with more references than this, the first are tried."""


async def find_mention(look_up: LookUp, text: str, scope: int = SHARED) -> Answer | None:
    """The answer to the first reference in the text from which anything is quoted, or on which anything rests."""
    return await look_up.seeing(lambda seen: _first(seen, text), scope)


async def _first(seen: Seen, text: str) -> Answer | None:
    for reference in islice(mentions(text, seen.shelf.sources), MOST_TRIED):
        found = await _found(seen, reference)
        if isinstance(found, Finding):
            return Answer(found.key, Outcome.ANSWER, finding=found)
    return None


async def _found(seen: Seen, reference: NoteReference | PageReference) -> Finding | list[str]:
    if isinstance(reference, NoteReference):
        return await find_note(seen.reader, seen.scope, reference.number)
    return await find_page(seen.reader, seen.scope, reference)
