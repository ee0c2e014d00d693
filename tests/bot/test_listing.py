"""``serge topics``, ``serge sources``, ``serge compare`` and ``serge coverage``, wide, narrow and piped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from cogs.cards.lists import topics_card
from knowledge.citations.chicago import bibliography
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.markup import plain
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.storage.database import Database
from tests.factories import ENTRIES, PACK, write_pack
from tests.rows import add_guild_entry

Show = Callable[..., str]

WIDTHS = (60, 120)


@pytest.fixture
def show(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """Runs a command over the shipped library and gives what it printed; wrapped at ``columns`` if given."""

    def shown(*arguments: str, columns: int | None = None, status: int = 0) -> str:
        monkeypatch.delenv("COLUMNS", raising=False)
        if columns is not None:
            monkeypatch.setenv("COLUMNS", str(columns))
        database = (
            () if arguments[0] == "coverage" else ("--database", settings.database_url.removeprefix("sqlite:///"))
        )
        assert main([*arguments, *database]) == status
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return shown


def joined(text: str) -> str:
    """The lines as one, without bars, indents and breaks."""
    return " ".join(" ".join(line.strip(" │") for line in text.splitlines()).split())


def test_topics_name_each_section_once_and_in_the_order_of_the_essay(show: Show, shipped: Pack) -> None:
    lines = show("topics").splitlines()
    assert [line for line in lines if line in shipped.edition.sections] == list(shipped.edition.sections)


def test_topics_name_every_entry_once_with_its_aliases_under_its_section(show: Show, shipped: Pack) -> None:
    sections: dict[str, list[str]] = {}
    for group in show("topics").split("\n\n"):
        section, *lines = group.splitlines()
        sections[section] = [line for line in lines if not line.startswith("  ")]
    for section in shipped.edition.sections:
        expected = [entry.topic for entry in shipped.entries if entry.passages[0].place.section == section]
        assert sections[section] == expected
    listed = show("topics").splitlines()
    for entry in shipped.entries:
        assert listed[listed.index(entry.topic) + 1] == f"  {', '.join(entry.aliases)}"


# The pack gives the entry of the second section first; a guild's own entry stands in the first.
async def test_sections_stand_in_the_order_of_the_text_however_the_entries_do(tmp_path: Path) -> None:
    first, second = ENTRIES.split("- key: ")[1:]
    pack = PACK.replace("a-word-on-bread", SHIPPED_SLUG)
    folder = write_pack(tmp_path / "bread", pack=pack, entries=f"- key: {second}- key: {first}")
    url = f"sqlite:///{tmp_path / 'serge.db'}"
    async with await Database.open(url) as database:
        await load_pack(database, folder)
    add_guild_entry(url, 42, "Pumpernickel", "black loaf")
    async with Library.open(url) as library:
        shown = topics_card(await library.topics(42))
    words = ["".join(run.text for run in part.runs) for part in shown if part.runs]
    assert words == ["The Ovens", "Night baking · Pumpernickel", "The Scales", "False weights"]


def test_sources_give_every_work_in_alphabetical_order(show: Show, shipped: Pack) -> None:
    lines = show("sources").splitlines()
    works = [line for line in lines if not line.startswith("  ")]
    assert sorted(works) == sorted(plain(bibliography(source)) for source in shipped.sources)
    beginnings = [re.sub("^(An|The) |“", "", work)[:4] for work in works]
    assert beginnings == sorted(beginnings)
    short_titles = {line.removeprefix("  the essay’s ") for line in lines if line.startswith("  ")}
    assert short_titles == {source.short_title for source in shipped.sources if source.short_title}


def test_compare_lists_every_pair_with_its_question(show: Show, shipped: Pack) -> None:
    lines = show("compare").splitlines()[1:]
    assert lines == [f"{pair.topic} – {pair.question}" for pair in shipped.pairs]


# Piped, a pair stands one statement under the other, each with its date, words and page, then the comment.
def test_compare_shows_every_pair_whole(show: Show, shipped: Pack) -> None:
    for pair in shipped.pairs:
        lines = show("compare", *pair.topic.split()).splitlines()
        assert lines[0] == pair.topic
        assert pair.question in lines
        for statement in (*pair.earlier, *pair.later):
            words = plain(statement.exact)
            at = lines.index(words if statement.paraphrase else f"“{words}”")
            assert lines[at - 1].casefold().endswith(statement.when.casefold())
            assert (statement.speaker or "") in lines[at + 1]
            if statement.citation and statement.citation.locator:
                assert statement.citation.locator in lines[at + 1]
        for passage in pair.comment:
            assert f"  {plain(passage.exact)}" in lines


@pytest.mark.parametrize("columns", WIDTHS)
def test_compare_shows_both_statements_with_their_pages_and_the_comment_at_any_width(
    show: Show, shipped: Pack, columns: int
) -> None:
    (pair,) = [pair for pair in shipped.pairs if pair.key == "cheka"]
    text = show("compare", "the cheka", columns=columns)
    for word in re.findall(r"\w+", f"{plain(pair.earlier[0].exact)} {plain(pair.later[0].exact)}"):
        assert word in text
    for words in ("Earlier · 1919–1921", "Later", "Danger", "69", "Weissman", "The essay’s comment", "hindsight"):
        assert words in text
    assert plain(pair.comment[0].exact) in joined(text)
    beside = re.search(r"^Earlier.*\bLater\b", text, re.MULTILINE)
    assert bool(beside) is (columns == 120)


def test_compare_says_that_there_is_nothing_and_tells_scripts(show: Show) -> None:
    assert "“sourdough”" in show("compare", "sourdough", status=1)


def test_coverage_draws_sections_claims_holders_quotations_rebuttals_and_sources(show: Show, shipped: Pack) -> None:
    lines = show("coverage").splitlines()
    assert [line for line in lines if line in shipped.edition.sections] == list(shipped.edition.sections)
    for entry in shipped.entries:
        held = ", ".join(entry.claim.held_by) or "implied"
        at = lines.index(f"{entry.topic} – {entry.claim.text} ({held})")
        below = lines[at + 1]
        assert f"stated in {entry.passages[0].place.block}" in below
        assert entry.rebuttals[0].place.block in below.partition("answered in ")[2]
        if any(quotation.citation for quotation in entry.quotations):
            assert f"; {len(entry.quotations)} quoted from " in below


def test_coverage_as_markdown_names_every_claim(show: Show, shipped: Pack) -> None:
    text = show("coverage", "--markdown")
    for entry in shipped.entries:
        assert f"- **{entry.topic}** – {entry.claim.text} (" in text


LISTS = [("topics",), ("sources",), ("compare",), ("compare", "war communism"), ("coverage",)]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_lists_fit_the_terminal_and_lose_no_word(show: Show, command: tuple[str, ...], columns: int) -> None:
    wrapped, piped = show(*command, columns=columns), show(*command)
    assert max(map(len, wrapped.splitlines())) <= columns
    assert sorted(re.findall(r"\w+", wrapped)) == sorted(re.findall(r"\w+", piped))
    assert not set("*\x1b") & set(piped + wrapped)
