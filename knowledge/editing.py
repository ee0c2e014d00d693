"""Editing a guild's own entries: added, edited, retired, restored, each change with its revision in one transaction.

Two editors at once: a change names the revision that it is based on, and is refused with what stands now where
somebody else was first. Nothing is removed by a change; what an entry said stands in its revisions.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from knowledge.anchoring import as_it_stands
from knowledge.check_quotation import QuotationCheck
from knowledge.entry_content import EntryContent, Flaw, Longest, Part, Why, can_be_kept, flaws_of
from knowledge.errors import EditConflict, EntryFlawed, EntryNotFound, EntryRetired, RevisionNotFound
from knowledge.model import Status
from knowledge.revision import Action, Editor, Revision
from knowledge.storage.database import Database
from knowledge.storage.own_entries import Anchors, names_of
from knowledge.storage.reading import Reader

if TYPE_CHECKING:
    from knowledge.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry would say, the words of loaded texts as they stand there, and everything that is wrong with it.

    ``verbatim`` are those of its words that stand in a loaded text letter by letter.
    """

    content: EntryContent
    verbatim: frozenset[str]
    flaws: tuple[Flaw, ...]


class Editing:
    """Changes the entries that guilds keep in one database."""

    def __init__(self, database: Database, check: QuotationCheck, longest: Longest | None = None) -> None:
        self._database = database
        self._check = check
        self._longest = longest or Longest()

    async def preview(self, content: EntryContent, scope: int, entry: int | None = None) -> Preview:
        """What would be published as an entry, or in place of what ``entry`` says."""
        content = await as_it_stands(content, self._check)

        async def look(reader: Reader) -> Preview:
            anchors, flaws = await self._looked_at(reader, content, scope, entry)
            return Preview(content, frozenset(anchors), tuple(flaws))

        return await self._database.read(look)

    async def add(self, content: EntryContent, by: Editor, reason: str = "") -> Revision:
        """Publish an entry. Raises EntryFlawed."""
        content = await as_it_stands(content, self._check)

        async def use(writer: Writer) -> Revision:
            anchors = await self._fit(writer, content, by.scope, None)
            entry = await writer.add_own(by.scope, content, anchors)
            return await _keep(writer, by, Action.ADD, entry, content, reason)

        return await self._database.write(use)

    async def edit(self, entry: int, based_on: int, content: EntryContent, by: Editor, reason: str = "") -> Revision:
        """Let an entry say this. Raises EntryNotFound, EditConflict, EntryRetired, EntryFlawed."""
        content = await as_it_stands(content, self._check)

        async def use(writer: Writer, latest: Revision) -> Revision:
            if latest.action.status is Status.RETIRED:
                raise EntryRetired(entry)
            await writer.put_own(by.scope, entry, content, await self._fit(writer, content, by.scope, entry))
            return await _keep(writer, by, Action.EDIT, entry, content, reason, latest)

        return await self._changed(entry, based_on, by, use)

    async def retire(self, entry: int, based_on: int, by: Editor, reason: str = "") -> Revision:
        """Let nothing find the entry any longer. Raises EntryNotFound, EditConflict, EntryRetired."""

        async def use(writer: Writer, latest: Revision) -> Revision:
            if latest.action.status is Status.RETIRED:
                raise EntryRetired(entry)
            await writer.retire_own(by.scope, entry)
            return await _keep(writer, by, Action.RETIRE, entry, latest.content, reason, latest)

        return await self._changed(entry, based_on, by, use)

    async def restore(self, entry: int, based_on: int, number: int, by: Editor, reason: str = "") -> Revision:
        """Publish what the revision of that number says, whatever came after it.

        Raises EntryNotFound, EditConflict, RevisionNotFound, and EntryFlawed where another entry has its name by now.
        """

        async def use(writer: Writer, latest: Revision) -> Revision:
            wanted = await writer.revision(by.scope, entry, number)
            if wanted is None:
                raise RevisionNotFound(entry, number)
            anchors = await self._fit(writer, wanted.content, by.scope, entry)
            await writer.put_own(by.scope, entry, wanted.content, anchors)
            return await _keep(writer, by, Action.RESTORE, entry, wanted.content, reason, latest)

        return await self._changed(entry, based_on, by, use)

    async def history(self, entry: int, scope: int) -> list[Revision]:
        """Every revision of a guild's own entry, the newest first. Raises EntryNotFound."""
        found = await self._database.read(lambda reader: reader.revisions(scope, entry))
        if not found:
            raise EntryNotFound(entry)
        return found

    async def listed(self, scope: int) -> list[Revision]:
        """The newest revision of each of the guild's own entries, retired ones too, in the order they were added."""
        return await self._database.read(lambda reader: reader.latest_revisions(scope))

    async def _changed(
        self,
        entry: int,
        based_on: int,
        by: Editor,
        change: Callable[[Writer, Revision], Coroutine[Any, Any, Revision]],
    ) -> Revision:
        """What ``change`` makes of the entry, if it still is as the editor saw it."""

        async def use(writer: Writer) -> Revision:
            latest = await writer.latest_revision(by.scope, entry)
            if latest is None:
                raise EntryNotFound(entry)
            if latest.number != based_on:
                raise EditConflict(latest)
            return await change(writer, latest)

        return await self._database.write(use)

    async def _fit(self, writer: Writer, content: EntryContent, scope: int, entry: int | None) -> Anchors:
        """Where its words stand. Raises EntryFlawed with all that keeps the content from being published."""
        anchors, flaws = await self._looked_at(writer, content, scope, entry)
        if flaws:
            raise EntryFlawed(flaws)
        return anchors

    async def _looked_at(
        self, reader: Reader, content: EntryContent, scope: int, entry: int | None
    ) -> tuple[Anchors, list[Flaw]]:
        flaws = flaws_of(content, self._longest)
        names = names_of(content)
        taken = await reader.names_taken(scope, list(names), entry)
        flaws += [
            Flaw(Part.TOPIC if name == content.topic else Part.ALIAS, Why.TAKEN, name)
            for normal, name in names.items()
            if normal in taken
        ]
        said = [words for words in (*content.passages, *content.rebuttals) if words.exact.strip() and not words.source]
        said = [words for words in said if can_be_kept(words.exact)]
        anchors = await reader.anchors([words.exact for words in said])
        unsourced = [words for words in content.passages if words in said and words.exact not in anchors]
        flaws += [Flaw(Part.PASSAGE, Why.UNSOURCED, words.exact) for words in unsourced]
        most = self._longest.number[Part.LIBRARY]
        if entry is None and await reader.count_own(scope) >= most:
            flaws.append(Flaw(Part.LIBRARY, Why.TOO_MANY, limit=most))
        return anchors, flaws


async def _keep(
    writer: Writer,
    by: Editor,
    action: Action,
    entry: int,
    content: EntryContent,
    reason: str,
    latest: Revision | None = None,
) -> Revision:
    """The change as a revision, kept."""
    number = latest.number + 1 if latest else 1
    made = Revision(entry, number, action, by.person, datetime.now(UTC), reason, content)
    await writer.put_revision(by.scope, made)
    return made
