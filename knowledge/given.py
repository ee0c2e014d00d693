"""Which answers were given of late: to follow a question that is edited, and to cite what a channel was shown.

Of an answer it is kept where it stands and which card it is; not who asked, nor in which words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from knowledge.answer import Given
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader
from knowledge.storage.writing import Writer

KEPT = timedelta(days=30)
"""How long an answer is remembered."""

MOST_HELD = 2_000
"""How many answers are held in memory: the newest, which are those that are edited."""

MOST_LISTED = 500
"""How many answers of a channel are looked through."""


class GivenAnswers:
    """The answers given. They are written a little later (:meth:`flush`), so that no answer waits for the disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: OrderedDict[int, Given] = OrderedDict()
        self._unwritten: dict[int, Given | None] = {}

    def note(
        self, question: int, scope: int, channel: int, card: str | None, answers: Sequence[int], *, quiet: bool = False
    ) -> None:
        """Remember an answer that was given just now; see :class:`.Given`."""
        answer = Given(question, scope, channel, card, tuple(answers), datetime.now(UTC), quiet)
        self._held.pop(answer.question, None)
        self._held[answer.question] = self._unwritten[answer.question] = answer
        if len(self._held) > MOST_HELD:
            self._held.popitem(last=False)

    def forget(self, question: int) -> None:
        """Forget the answer to a question."""
        self._held.pop(question, None)
        self._unwritten[question] = None

    async def to(self, question: int) -> Given | None:
        """The answer to a message or an interaction."""
        if question in self._held or question in self._unwritten:
            return self._held.get(question) or self._unwritten.get(question)
        return await self._database.read(lambda reader: reader.given_to(question))

    async def since(self, scope: int, channel: int, moment: datetime) -> list[Given]:
        """What was answered in a channel since then, newest first."""
        await self.flush()

        async def read(reader: Reader) -> list[Given]:
            return await reader.given_since(scope, channel, moment, MOST_LISTED)

        return await self._database.read(read)

    async def last(self, scope: int, channel: int) -> list[Given]:
        """What was answered in a channel lately, newest first."""
        return await self.since(scope, channel, datetime.now(UTC) - KEPT)

    async def flush(self) -> None:
        """Write what was noted since the last time."""
        if not self._unwritten:
            return
        writing, self._unwritten = self._unwritten, {}

        async def write(writer: Writer) -> None:
            await writer.put_given([one for one in writing.values() if one])
            await writer.forget_given([question for question, one in writing.items() if one is None])

        try:
            await self._database.write(write)
        except BaseException:
            self._unwritten = writing | self._unwritten
            raise

    async def expire(self) -> None:
        """Forget what is older than KEPT."""
        moment = datetime.now(UTC) - KEPT
        await self._database.write(lambda writer: writer.forget_given_before(moment))
