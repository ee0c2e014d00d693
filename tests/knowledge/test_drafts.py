"""Drafts: kept through anything until they are published or discarded, each editor's and each guild's apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.drafts import NEW, Draft
from knowledge.entry_content import EntryContent, Words
from knowledge.errors import EditConflict, EntryFlawed
from knowledge.library import Library
from knowledge.revision import Action, Editor
from knowledge.verdict import Change
from knowledge.word_changes import word_changes
from tests.rows import contents

ADA, TOM, ELSEWHERE = Editor(42, 1001), Editor(42, 1002), Editor(43, 1001)

CONTENT = EntryContent(
    topic="Pumpernickel",
    claim="Dark bread is no bread.\n\n\u202e @everyone",
    passages=(Words("The masters say that bread baked by day is stale by dawn."),),
)


async def test_a_draft_is_kept_for_its_editor_its_guild_and_its_entry(own_bakery: Library, bakery_url: str) -> None:
    await own_bakery.drafts.keep(ADA, Draft(CONTENT))
    unfinished = Draft(EntryContent("", "\0"), 7, 2)
    await own_bakery.drafts.keep(ADA, unfinished)
    async with Library.open(bakery_url) as again:
        assert await again.drafts.of(ADA, NEW) == Draft(CONTENT)
        assert await again.drafts.of(ADA, 7) == unfinished
        for other in (TOM, ELSEWHERE):
            assert await again.drafts.of(other, NEW) is None
    await own_bakery.drafts.discard(ADA, 7)
    assert await own_bakery.drafts.of(ADA, 7) is None
    assert await own_bakery.drafts.of(ADA, NEW) == Draft(CONTENT)


async def test_what_is_published_is_no_draft_any_longer(own_bakery: Library, bakery_url: str) -> None:
    await own_bakery.drafts.keep(ADA, Draft(CONTENT))
    made = await own_bakery.drafts.publish(ADA, NEW)
    assert made is not None
    assert (made.action, made.content) == (Action.ADD, CONTENT)
    assert contents(bakery_url)["draft"] == []
    assert await own_bakery.drafts.publish(ADA, NEW) is None


async def test_what_is_refused_stays_a_draft(own_bakery: Library) -> None:
    await own_bakery.drafts.keep(ADA, Draft(EntryContent("Pumpernickel", "")))
    with pytest.raises(EntryFlawed):
        await own_bakery.drafts.publish(ADA, NEW)
    assert await own_bakery.drafts.of(ADA, NEW) == Draft(EntryContent("Pumpernickel", ""))


async def test_a_draft_that_was_overtaken_is_set_against_what_stands(own_bakery: Library) -> None:
    made = await own_bakery.editing.add(CONTENT, ADA)
    mine = Draft(EntryContent("Rye", "Mine.", passages=CONTENT.passages), made.entry, 1)
    await own_bakery.drafts.keep(TOM, mine)
    await own_bakery.editing.edit(made.entry, 1, EntryContent("Rye", "Theirs.", passages=CONTENT.passages), ADA)
    with pytest.raises(EditConflict):
        await own_bakery.drafts.publish(TOM, made.entry)
    assert await own_bakery.drafts.of(TOM, made.entry) == mine
    published = await own_bakery.drafts.publish(TOM, made.entry, based_on=2)
    assert published is not None
    assert (published.number, published.content.claim) == (3, "Mine.")


TEXTS = st.lists(st.sampled_from(["rye", "wheat", " ", "\n\n", "bread.", "*", "\u202e"]), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_changes_word_by_word_lose_nothing_of_either_text(before: str, after: str) -> None:
    stretches = word_changes(before, after)
    assert "".join(one.typed for one in stretches) == before
    assert "".join(one.stands for one in stretches) == after
    assert all((one.typed == one.stands) == (one.change is Change.SAME) for one in stretches)
