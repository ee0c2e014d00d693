"""A guild's own entries: added, edited, retired and restored; nothing is lost, and nothing shows elsewhere."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from knowledge.answer import Rung
from knowledge.editing import Editing
from knowledge.entry_content import EntryContent, Flaw, Longest, Part, Why, Words
from knowledge.errors import (
    EditConflict,
    EntryFlawed,
    EntryNotFound,
    EntryRetired,
    RevisionNotFound,
)
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED, Elsewhere, Role
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.revision import Action, Editor, Revision
from tests.factories import ESSAY, PACK, write_pack
from tests.knowledge.test_editing_killed import assert_index_is_as_made_anew
from tests.rows import contents

GUILD, OTHER = 42, 43
ADA, TOM = Editor(GUILD, 1001), Editor(GUILD, 1002)

STATED = "The masters say that bread baked by day is stale by dawn."
ANSWERED = "Nobody who bakes has ever said so."
FROM = Words("Rye bread keeps for a week.", "Tom Rye, *Crusts* (1922)", "p. 7")

CONTENT = EntryContent(
    topic="Pumpernickel",
    claim="Dark bread is no bread.",
    aliases=("black loaf",),
    held_by=("the confectioners",),
    passages=(Words(STATED),),
    rebuttals=(Words(ANSWERED),),
    phrasings=("who ate the rye",),
)


@pytest.fixture
async def other(bakery_url: str) -> AsyncIterator[Library]:
    """The same library, opened once more, as another process would."""
    async with Library.open(bakery_url) as library:
        yield library


async def named(library: Library, query: str, scope: int = GUILD) -> int | None:
    """The entry that the guild finds by this name."""
    matches = (await library.look_up(query, scope)).matches
    return matches[0].entry.id if matches and matches[0].rung is Rung.TOPIC else None


async def test_what_is_added_is_found_at_once_and_by_that_guild_alone(own_bakery: Library, other: Library) -> None:
    assert await named(other, "pumpernickel") is None
    made = await own_bakery.editing.add(CONTENT, ADA, "from the session")
    assert (made.number, made.action, made.actor, made.reason) == (1, Action.ADD, 1001, "from the session")
    for library in (own_bakery, other):
        for query in ("pumpernickel", "black loaf"):
            assert await named(library, query) == made.entry
            assert await named(library, query, OTHER) is None
        assert (await library.look_up("who ate the rye", GUILD)).matches[0].entry.id == made.entry
        assert await library.entry(made.entry, OTHER) is None
        assert await library.entry(made.entry, SHARED) is None
    entry = await other.entry(made.entry, GUILD)
    assert entry is not None
    assert (entry.topic, entry.claim.text, entry.claim.held_by) == ("Pumpernickel", CONTENT.claim, CONTENT.held_by)
    assert [(one.exact, one.place.block) for one in entry.passages] == [(STATED, "The Ovens 1")]
    assert [(one.exact, one.place.block) for one in entry.rebuttals] == [(ANSWERED, "The Ovens 1")]
    assert entry.pack is None


async def test_words_from_elsewhere_keep_their_source_and_every_character(own_bakery: Library) -> None:
    strange = "\u202e @everyone **x** ||y|| `z`\n\n> [^1] <@1> \u200b" + "wörd" * 990
    long = replace(FROM, exact=strange[:4_000])
    answer = Words("Our own answer,\nin two lines.")
    made = await own_bakery.editing.add(replace(CONTENT, passages=(long,), rebuttals=(answer,)), ADA)
    entry = await own_bakery.entry(made.entry, GUILD)
    assert entry is not None
    assert (entry.passages, entry.rebuttals) == ((), ())
    assert entry.elsewhere == (
        Elsewhere(Role.PASSAGE, long.exact, FROM.source, FROM.locator),
        Elsewhere(Role.REBUTTAL, answer.exact),
    )
    assert (await own_bakery.topics(GUILD))[-1].topic == "Pumpernickel"


async def test_words_of_a_loaded_text_are_taken_as_they_stand(own_bakery: Library) -> None:
    typed = 'LAMP wrote that "the night shift kills the baker before the oven warms" (Ovens 12)'
    stands = "Lamp wrote that “the night shift kills the baker before the oven warms” (*Ovens* 12)"
    preview = await own_bakery.editing.preview(replace(CONTENT, passages=(Words(typed),)), GUILD)
    assert preview.content.passages == (Words(stands),)
    assert preview.verbatim == {stands, ANSWERED}
    assert preview.flaws == ()
    changed = Words(typed.replace("kills", "feeds"))
    refused = await own_bakery.editing.preview(replace(CONTENT, passages=(changed,)), GUILD)
    assert refused.content.passages == (changed,)
    assert refused.flaws == (Flaw(Part.PASSAGE, Why.UNSOURCED, changed.exact),)


async def test_every_flaw_is_told_and_nothing_is_written(own_bakery: Library, bakery_url: str) -> None:
    await own_bakery.editing.add(CONTENT, ADA)
    before = contents(bakery_url)
    flawed = EntryContent(
        topic="pumpernickel",
        claim=" ",
        aliases=("…", "Crust", "crust", "x" * 101),
        passages=(Words("Not in any book."), replace(FROM, locator="")),
        rebuttals=(Words("a\0b"),),
        phrasings=("why?",) * 201,
    )
    with pytest.raises(EntryFlawed) as refused:
        await own_bakery.editing.add(flawed, ADA)
    assert {(flaw.part, flaw.why) for flaw in refused.value.flaws} == {
        (Part.TOPIC, Why.TAKEN),
        (Part.CLAIM, Why.MISSING),
        (Part.ALIAS, Why.NAMELESS),
        (Part.ALIAS, Why.TWICE),
        (Part.ALIAS, Why.TOO_LONG),
        (Part.PASSAGE, Why.UNSOURCED),
        (Part.LOCATOR, Why.MISSING),
        (Part.REBUTTAL, Why.UNKEEPABLE),
        (Part.PHRASING, Why.TOO_MANY),
    }
    assert contents(bakery_url) == before


async def test_limits_are_the_hosts(own_bakery: Library) -> None:
    longest = Longest()
    one = Longest(longest.characters | {Part.TOPIC: 5}, longest.number | {Part.LIBRARY: 0})
    editing = Editing(own_bakery.database, own_bakery.check_quotation, one)
    assert (await editing.preview(CONTENT, GUILD)).flaws == (
        Flaw(Part.TOPIC, Why.TOO_LONG, "Pumpernickel", 5),
        Flaw(Part.LIBRARY, Why.TOO_MANY, limit=0),
    )


async def test_an_entry_without_a_passage_is_refused(own_bakery: Library) -> None:
    preview = await own_bakery.editing.preview(replace(CONTENT, passages=()), GUILD)
    assert preview.flaws == (Flaw(Part.PASSAGE, Why.MISSING),)


async def test_the_second_of_two_editors_is_told_what_the_first_wrote(own_bakery: Library, other: Library) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)
    first = await own_bakery.editing.edit(made.entry, 1, replace(CONTENT, claim="Dark bread is bread."), ADA)
    for change in (
        other.editing.edit(made.entry, 1, replace(CONTENT, claim="Dark bread is cake."), TOM),
        other.editing.retire(made.entry, 1, TOM),
        other.editing.restore(made.entry, 1, 1, TOM),
    ):
        with pytest.raises(EditConflict) as refused:
            await change
        assert refused.value.newer == first
    second = await other.editing.edit(made.entry, 2, replace(CONTENT, claim="Dark bread is cake."), TOM)
    assert [revision.content.claim for revision in await own_bakery.editing.history(made.entry, GUILD)] == [
        "Dark bread is cake.",
        "Dark bread is bread.",
        CONTENT.claim,
    ]
    assert second.number == 3


async def test_what_is_retired_is_found_by_nothing_and_restored_under_its_number(
    own_bakery: Library, bakery_url: str
) -> None:
    keep = await own_bakery.editing.add(replace(CONTENT, topic="Ciabatta", aliases=(), phrasings=()), ADA)
    before = contents(bakery_url)
    made = await own_bakery.editing.add(replace(CONTENT, passages=(FROM, Words(STATED))), ADA)
    await own_bakery.editing.retire(made.entry, 1, TOM, "a mistake")
    for query in ("pumpernickel", "black loaf", "who ate the rye", "rye bread keeps for a week", "note 1", "ovens"):
        answer = await own_bakery.look_up(query, GUILD)
        finding = answer.finding
        assert made.entry not in [match.entry.id for match in answer.matches]
        assert finding is None or "Pumpernickel" not in [one.topic for one in finding.entries]
    assert await own_bakery.entry(made.entry, GUILD) is None
    assert "Pumpernickel" not in [line.topic for line in await own_bakery.topics(GUILD)]
    assert (await own_bakery.inventory(GUILD)).own == 1
    await own_bakery.suggester.refresh(GUILD)
    assert "Pumpernickel" not in [one.topic for one in own_bakery.suggester.suggest("who ate the rye", GUILD)]
    after = contents(bakery_url)
    assert {table for table in before if before[table] != after[table]} == {"entry", "revision"}
    with pytest.raises(EntryRetired):
        await own_bakery.editing.retire(made.entry, 2, TOM)
    with pytest.raises(EntryRetired):
        await own_bakery.editing.edit(made.entry, 2, CONTENT, TOM)
    restored = await own_bakery.editing.restore(made.entry, 2, 1, ADA)
    assert (restored.entry, restored.number, restored.content) == (made.entry, 3, made.content)
    assert await named(own_bakery, "black loaf") == made.entry != keep.entry
    assert [one.action for one in await own_bakery.editing.listed(GUILD)] == [Action.ADD, Action.RESTORE]


async def test_a_name_that_another_entry_has_taken_meanwhile_is_told(own_bakery: Library) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)
    await own_bakery.editing.retire(made.entry, 1, ADA)
    await own_bakery.editing.add(replace(CONTENT, topic="Black loaf", aliases=()), TOM)
    with pytest.raises(EntryFlawed) as refused:
        await own_bakery.editing.restore(made.entry, 2, 1, ADA)
    assert refused.value.flaws == (Flaw(Part.ALIAS, Why.TAKEN, "black loaf"),)


async def test_what_is_not_the_guilds_own_cannot_be_touched(own_bakery: Library) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)
    (shared, *_) = await own_bakery.topics()
    stranger = Editor(OTHER, 1003)
    for entry, by in ((made.entry, stranger), (shared.id, ADA)):
        with pytest.raises(EntryNotFound):
            await own_bakery.editing.edit(entry, 1, CONTENT, by)
        with pytest.raises(EntryNotFound):
            await own_bakery.editing.retire(entry, 1, by)
        with pytest.raises(EntryNotFound):
            await own_bakery.editing.restore(entry, 1, 1, by)
        with pytest.raises(EntryNotFound):
            await own_bakery.editing.history(entry, by.scope)
    assert await own_bakery.editing.listed(OTHER) == []
    with pytest.raises(RevisionNotFound):
        await own_bakery.editing.restore(made.entry, 1, 2, ADA)


async def test_words_outlast_the_text_in_which_they_stood(own_bakery: Library, tmp_path: Path) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)
    other = ESSAY.replace("The masters say", "Some say").replace("## The Ovens\n", "## The Ovens\n\nA beginning.\n")
    entries = (tmp_path / "bakery" / "entries.yaml").read_text().replace("The masters say", "Some say")
    pack = PACK.replace("a-word-on-bread", SHIPPED_SLUG)
    await load_pack(own_bakery.database, write_pack(tmp_path / "again", pack=pack, essay=other, entries=entries))
    entry = await own_bakery.entry(made.entry, GUILD)
    assert entry is not None
    assert entry.elsewhere == (Elsewhere(Role.PASSAGE, STATED, "A Word on Bread", "The Ovens 1"),)
    assert [(one.exact, one.place.block) for one in entry.rebuttals] == [(ANSWERED, "The Ovens 2")]
    assert await named(own_bakery, "pumpernickel") == made.entry


async def test_sixty_editors_at_once_are_each_kept_or_openly_refused(own_bakery: Library, other: Library) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)

    async def edit(number: int, based_on: int) -> Revision | EditConflict:
        library = other if number % 2 else own_bakery
        try:
            return await library.editing.edit(made.entry, based_on, replace(CONTENT, claim=f"Claim {number}."), ADA)
        except EditConflict as conflict:
            return conflict

    async def insist(number: int) -> Revision:
        based_on = 2
        while True:
            done = await edit(number, based_on)
            if isinstance(done, Revision):
                return done
            based_on = done.newer.number

    at_once = await asyncio.gather(*(edit(number, 1) for number in range(60)))
    (kept,) = [one for one in at_once if isinstance(one, Revision)]
    assert all(one.newer == kept for one in at_once if isinstance(one, EditConflict))
    insisting = await asyncio.gather(*map(insist, range(12)))
    history = await own_bakery.editing.history(made.entry, GUILD)
    assert [one.number for one in history] == list(range(14, 0, -1))
    assert sorted(insisting, key=lambda one: -one.number) == history[:12]


TOPICS = ("Pumpernickel", "Ciabatta", "Focaccia", "Zwieback", "Injera", "Bagel")
GUILDS = (GUILD, OTHER, 44)


@dataclass
class Kept:
    """What should be kept of one entry."""

    revisions: list[tuple[Action, EntryContent]] = field(default_factory=list[tuple[Action, EntryContent]])

    @property
    def shown(self) -> EntryContent | None:
        action, content = self.revisions[-1]
        return None if action is Action.RETIRE else content


@pytest.mark.parametrize("seed", range(3))
async def test_random_changes_leave_just_what_a_simple_model_says(
    own_bakery: Library, bakery_url: str, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    model: dict[int, dict[int, Kept]] = {guild: {} for guild in GUILDS}
    for step in range(50):
        guild = chance.choice(GUILDS)
        await change(own_bakery, guild, model[guild], chance, step)
        await assert_found(own_bakery, guild, model[guild])
    for guild, entries in model.items():
        await assert_found(own_bakery, guild, entries)
        for entry, kept in entries.items():
            history = await own_bakery.editing.history(entry, guild)
            assert [(one.action, one.content) for one in reversed(history)] == kept.revisions
    await assert_index_is_as_made_anew(bakery_url)


async def change(library: Library, guild: int, entries: dict[int, Kept], chance: random.Random, step: int) -> None:
    """One change at random, made in the library and, where it should succeed, in the model."""
    by, editing = Editor(guild, 1), library.editing
    topic, *others = chance.sample(TOPICS, 3)
    aliases = tuple(others[: chance.randint(0, 2)])
    words = (FROM,) if chance.random() < 0.5 else (Words(STATED), FROM)
    content = replace(CONTENT, topic=topic, aliases=aliases, claim=f"Claim {step}.", passages=words)
    entry = chance.choice(list(entries)) if entries and chance.random() < 0.7 else None
    if entry is None:
        if taken(content, entries, None):
            with pytest.raises(EntryFlawed):
                await editing.add(content, by)
        else:
            entries[(await editing.add(content, by)).entry] = Kept([(Action.ADD, content)])
        return
    kept, based_on = entries[entry], len(entries[entry].revisions)
    if kept.shown is None or chance.random() < 0.2:
        number = chance.randint(1, based_on)
        content = kept.revisions[number - 1][1]
        action, making = Action.RESTORE, editing.restore(entry, based_on, number, by)
    elif chance.random() < 0.4:
        content, action, making = kept.shown, Action.RETIRE, editing.retire(entry, based_on, by)
    else:
        action, making = Action.EDIT, editing.edit(entry, based_on, content, by)
    if action is not Action.RETIRE and taken(content, entries, entry):
        with pytest.raises(EntryFlawed):
            await making
    else:
        await making
        kept.revisions.append((action, content))


def taken(content: EntryContent, entries: dict[int, Kept], but: int | None) -> bool:
    """Whether another entry that is shown has one of its names."""
    names = {name for entry, kept in entries.items() if entry != but and kept.shown for name in kept.shown.names}
    return bool(names.intersection(content.names))


async def assert_found(library: Library, guild: int, entries: dict[int, Kept]) -> None:
    """The guild finds, by every name and number, just what is published."""
    published = {entry: kept.shown for entry, kept in entries.items() if kept.shown}
    leads = {name: entry for entry, content in published.items() for name in content.names}
    for topic in TOPICS:
        assert await named(library, topic, guild) == leads.get(topic), topic
    for entry in entries:
        found = await library.entry(entry, guild)
        content = published.get(entry)
        assert (found.topic, found.claim.text) == (content.topic, content.claim) if found and content else found is None
        if found and content:
            stored = [Words(one.exact) for one in found.passages]
            assert [*stored, *(Words(one.exact, one.source, one.locator) for one in found.elsewhere)] == [
                *content.passages
            ]
    shared = {line.topic for line in await library.topics()}
    assert {line.topic for line in await library.topics(guild)} - shared == {one.topic for one in published.values()}
    assert (await library.inventory(guild)).own == len(published)
