"""Pages, notes, persons and works, asked for in the shipped library: what is quoted, where it stands, who speaks."""

from __future__ import annotations

import re

import pytest

from knowledge.answer import Answer, Finding, FindingKind, Outcome
from knowledge.library import Library
from knowledge.model import Place, Quotation
from knowledge.packs.edition import Block
from knowledge.packs.pack import Pack


async def ask(library: Library, query: str) -> Finding:
    """What the query finds, which must be no entry."""
    answer = await library.look_up(query)
    assert answer.outcome is Outcome.ANSWER, query
    assert answer.finding is not None, query
    assert answer.matches == ()
    return answer.finding


def block_of(pack: Pack, place: Place) -> Block:
    """The paragraph or note of that place."""
    block = pack.edition.find(place.block)
    assert block is not None
    return block


def stands_in(pack: Pack, finding: Finding) -> None:
    """Every word of the finding stands in the edition at the place it names; every entry is in the pack."""
    for part in (*finding.passages, *finding.quotations):
        assert block_of(pack, part.place).text[part.place.start : part.place.end] == part.exact
    for quotation in finding.quotations:
        homes = {entry.key for entry in pack.entries if quotation.key in {held.key for held in entry.quotations}}
        assert {named.key for named in finding.homes.get(quotation.key, ())} == homes
    topics = {entry.key: entry.topic for entry in pack.entries}
    assert {named.key: named.topic for named in finding.entries}.items() <= topics.items()


# The page that was asked for, the beginning of each quotation from it, an entry that it belongs to.
PAGES = {
    "memoirs 150": (
        "Memoirs of a Revolutionary, 150",
        ["Kronstadt was the beginning of a fresh", "the Party’s duty [was] to make"],
        "kronstadt",
    ),
    "memoirs 151": (
        "Memoirs of a Revolutionary, 151",
        ["Kronstadt was the beginning of a fresh", "the Party’s duty [was] to make"],
        "kronstadt",
    ),
    "danger p. 69": (
        "Revolution in Danger: Writings from Russia, 1919–1921, 69",
        ["success of a revolution requires the implacable severity of a Dzerhinsky"],
        "cheka",
    ),
    "serge 46": ("Victor Serge: A Political Biography, 46", ["the Party had lied; a barrier"], "party-lies"),
    "weissman 46": ("Victor Serge: A Political Biography, 46", ["the Party had lied; a barrier"], "party-lies"),
    "papers 17-18": (
        "The Serge-Trotsky Papers, 17-18",
        ["Multitudes are sometimes under the sway", *["higher interests"] * 3],
        "higher-interests",
    ),
    "papers 18": (
        "The Serge-Trotsky Papers, 18",
        ["Multitudes are sometimes under the sway", *["higher interests"] * 3],
        "kronstadt",
    ),
    "year one 218": (
        "Year One of the Russian Revolution, 218",
        ["The party of the proletariat must know"],
        "backward-masses",
    ),
    "collected works 42: 170": ("Collected Works, 42: 170", ["Without revolutionary coercion"], "red-terror"),
    "my disillusionment in russia 252": (
        "My Disillusionment in Russia, 252",
        ["the failure", "does by no means argue the defeat"],
        "russian-anarchists",
    ),
}


@pytest.mark.parametrize(
    ("query", "title", "beginnings", "entry"), [(q, *page) for q, page in PAGES.items()], ids=PAGES
)
async def test_what_is_quoted_from_a_page_is_found(
    shared_library: Library, shipped: Pack, query: str, title: str, beginnings: list[str], entry: str
) -> None:
    finding = await ask(shared_library, query)
    assert (finding.kind, finding.title) == (FindingKind.PAGE, title)
    assert [
        found.exact[: len(start)] for found, start in zip(finding.quotations, beginnings, strict=True)
    ] == beginnings
    assert entry in {named.key for named in finding.entries}
    stands_in(shipped, finding)


# Nothing is quoted there, but the essay rests a sentence of its own on the page.
async def test_a_sentence_that_rests_on_the_page_is_given(shared_library: Library, shipped: Pack) -> None:
    finding = await ask(shared_library, "memoirs 125")
    assert finding.quotations == ()
    (passage,) = finding.passages
    assert passage.exact.startswith("Thus Serge’s account of the Second Congress of the Comintern")
    assert passage.exact.endswith("(*Memoirs* 125)")
    stands_in(shipped, finding)


# Of each work, the nearest pages that are cited, nearest first.
NEAREST = {
    "memoirs 500": ("Memoirs 500", ("Memoirs 300", "Memoirs 293", "Memoirs 173")),
    "memoirs 149": ("Memoirs 149", ("Memoirs 148", "Memoirs 150–1", "Memoirs 146")),
    "danger 1": ("Danger 1", ("Danger 6", "Danger 66", "Danger 69")),
    "serge xv": ("Serge xv", ("Serge xiv", "Serge xvi", "Serge xvi-xvii")),
    "note 99": ("note 99", ("note 46", "note 45", "note 44")),
    "note 0": ("note 0", ("note 1", "note 2", "note 3")),
}


@pytest.mark.parametrize(("query", "asked", "near"), [(q, *nearest) for q, nearest in NEAREST.items()], ids=NEAREST)
async def test_a_page_that_nothing_is_quoted_from_says_so_and_names_the_nearest(
    shared_library: Library, query: str, asked: str, near: tuple[str, ...]
) -> None:
    assert await shared_library.look_up(query) == Answer(query, Outcome.NONE, nearest=near, reference=asked)


async def test_the_nearest_pages_lead_somewhere(shared_library: Library) -> None:
    for query in ("memoirs 500", "serge xv", "year one 1", "papers 99", "note 99"):
        for near in (await shared_library.look_up(query)).nearest:
            await ask(shared_library, near)


async def test_a_misspelt_page_says_what_it_was_taken_for(shared_library: Library) -> None:
    answer = await shared_library.look_up("memoires 150")
    assert (answer.outcome, answer.corrections) == (Outcome.ANSWER, {"memoires": "memoirs"})


# Notes with quotations, one with none; the entries that each bears on, not those of the sentence that marks it.
@pytest.mark.parametrize(
    ("query", "speakers", "marked", "entries"),
    [
        ("note 6", ["Peter Sedgwick"] * 3, "For what appears as", {"contradictions", "commitment"}),
        ("note 27", ["Grigory Zinoviev"], "Thus Serge’s account", {"party-dictatorship", "bolshevism-as-model"}),
        ("note 29", [], "Serge presents a taste of this", {"strikes", "wiped-out"}),
    ],
)
async def test_a_note_is_given_whole_with_what_it_quotes(
    shared_library: Library, shipped: Pack, query: str, speakers: list[str], marked: str, entries: set[str]
) -> None:
    finding = await ask(shared_library, query)
    assert (finding.kind, finding.title) == (FindingKind.NOTE, query.capitalize())
    sentence, note = finding.passages
    assert sentence.exact.startswith(marked)
    assert sentence.exact.endswith(f"[^{note.place.note}]")
    assert note.exact == block_of(shipped, note.place).text
    assert [quotation.speaker for quotation in finding.quotations if quotation.kind == "quotation"] == speakers
    assert {named.key for named in finding.entries} == entries
    stands_in(shipped, finding)


async def test_every_note_can_be_asked_for(library: Library, shipped: Pack) -> None:
    for note in shipped.edition.notes:
        finding = await ask(library, f"note {note.number}")
        marked, whole = finding.passages
        assert f"[^{note.number}]" in marked.exact
        assert marked.place.note is None
        assert whole.exact == note.text
        assert finding.entries, note.name


async def test_every_cited_page_leads_to_its_quotations(library: Library, shipped: Pack) -> None:
    for quotation in shipped.quotations:
        citation = quotation.citation
        if citation and citation.locator:
            name = citation.source.short_title or citation.source.title
            finding = await ask(library, f"{name} {citation.locator}")
            assert quotation.key in {found.key for found in finding.quotations}
            stands_in(shipped, finding)


# Who is asked for, whose words they are, how many there are, and words of the essay that speak of the person.
PERSONS = {
    "aves": ("Jonathan Aves", {"Jonathan Aves"}, 7, "Aves, 17, 11."),
    "Jonathan Aves": ("Jonathan Aves", {"Jonathan Aves"}, 7, "Aves, 37."),
    "sedgwick": ("Peter Sedgwick", {"Peter Sedgwick"}, 3, "the person most responsible for introducing"),
    "leval": ("Gaston Leval", {"Gaston Leval"}, 1, "was quite right to publish Serge’s private and public"),
    "lenin": ("V. I. Lenin", {"V. I. Lenin"}, 10, None),
    "weissman": ("Susan Weissman", {"Susan Weissman"}, 89, None),
    "Susan Weissman": ("Susan Weissman", {"Susan Weissman"}, 89, None),
    "serge": ("Victor Serge", {"Victor Serge"}, 72, None),
    "Peter Kropotkin": ("Peter Kropotkin", {"Peter Kropotkin"}, 7, None),
    "kropotkin": ("Peter Kropotkin", {"Peter Kropotkin"}, 7, None),
    "schapiro": ("Leonard Schapiro", {"Leonard Schapiro"}, 1, "*The Origin of the Communist Autocracy"),
    "proudhon": ("Pierre-Joseph Proudhon", {"Pierre-Joseph Proudhon"}, 3, None),
    "zinoviev": ("Grigory Zinoviev", {"Grigory Zinoviev"}, 1, "Zinoviev announced that"),
    "Marx": ("Karl Marx and Friedrich Engels", {"Karl Marx and Friedrich Engels"}, 2, "In terms of Marx, his"),
    "engels": ("Karl Marx and Friedrich Engels", {"Karl Marx and Friedrich Engels"}, 2, "(to use Engels' term"),
    # Those whose own words are not quoted, but whose works quote others or are leant on.
    "avrich": ("Paul Avrich", {"Peter Kropotkin"}, 1, "quoted in Paul Avrich"),
    "guérin": ("Daniel Guérin", {"Gaston Leval"}, 1, "referencing Sedgwick’s quoting of Guérin"),
    "cahm": ("Caroline Cahm", set[str](), 0, "See Caroline Cahm's *Kropotkin"),
}


@pytest.mark.parametrize(("query", "title", "speakers", "count", "said"), [(q, *who) for q, who in PERSONS.items()])
async def test_a_persons_words_and_what_is_said_of_them_are_found(
    shared_library: Library,
    shipped: Pack,
    query: str,
    title: str,
    speakers: set[str],
    count: int,
    said: str | None,
) -> None:
    finding = await ask(shared_library, query)
    assert (finding.kind, finding.title, len(finding.quotations)) == (FindingKind.PERSON, title, count)
    assert {quotation.speaker for quotation in finding.quotations} == speakers
    assert said is None or any(said in passage.exact for passage in finding.passages)
    stands_in(shipped, finding)


# “Marx” is no part of “Marxists”; a sentence does not end after an initial.
async def test_what_is_said_of_a_person_names_the_person(library: Library) -> None:
    marx = await ask(library, "marx")
    assert len(marx.passages) == 6
    assert all(re.search(r"\bMarx\b", passage.exact) for passage in marx.passages)
    assert marx.passages[-1].exact.endswith("490.")


async def test_a_person_who_is_not_quoted_never_seems_to_speak(library: Library, shipped: Pack) -> None:
    speakers = {quotation.speaker for quotation in shipped.quotations}
    authors = {
        name["family"] for source in shipped.sources for name in source.csl.get("author", []) if "family" in name
    }
    for family in sorted(authors):
        answer = await library.look_up(family)
        if answer.finding and answer.finding.kind is FindingKind.PERSON and answer.finding.title not in speakers:
            assert all(_is_anothers(quotation) for quotation in answer.finding.quotations), family


# Names of works, where they are no topic.
@pytest.mark.parametrize(
    ("query", "key", "title"),
    [
        ("danger", "danger", "Revolution in Danger: Writings from Russia, 1919–1921"),
        ("Revolution in Danger", "danger", "Revolution in Danger: Writings from Russia, 1919–1921"),
        ("papers", "papers", "The Serge-Trotsky Papers"),
        ("the conquest of bread", "kropotkin-conquest-of-bread", "The Conquest of Bread"),
        ("an anarchist faq", "anarchist-faq", "An Anarchist FAQ"),
    ],
)
async def test_a_work_gives_everything_that_is_quoted_from_it(
    shared_library: Library, shipped: Pack, query: str, key: str, title: str
) -> None:
    finding = await ask(shared_library, query)
    assert (finding.kind, finding.key, finding.title) == (FindingKind.SOURCE, key, title)
    quoted = [one.key for one in shipped.quotations if one.citation and one.citation.source.key == key]
    assert [quotation.key for quotation in finding.quotations] == quoted
    stands_in(shipped, finding)


# Topics and aliases go before persons and works; parties and movements are no persons.
@pytest.mark.parametrize(
    ("query", "key"),
    [("year one", "year-one"), ("memoirs", "memoirs"), ("goldman", "goldman"), ("left opposition", "left-opposition")],
)
async def test_a_topic_goes_before_a_name(shared_library: Library, query: str, key: str) -> None:
    answer = await shared_library.look_up(query)
    assert answer.finding is None
    assert answer.matches[0].entry.key == key


async def test_those_of_whom_only_a_term_is_recorded_are_no_persons(shared_library: Library) -> None:
    for query in ("bolsheviks", "marxists"):
        assert (await shared_library.look_up(query)).finding is None


async def test_another_text_is_asked_in_the_same_way(bakery: Library) -> None:
    for query, title, key in (
        ("Lamp", "Ada Lamp", "night-shift"),
        ("Tom Rye", "Tom Rye", "short-weight"),
        ("Ovens 12", "Ovens, 12", "night-shift"),
        ("note 2", "Note 2", None),
    ):
        finding = await ask(bakery, query)
        assert (finding.title, [found.key for found in finding.quotations]) == (title, [key] if key else [])


def _is_anothers(quotation: Quotation) -> bool:
    """Whether the quotation is cited as quoted in the work, or is no more than a title."""
    return quotation.kind == "title" or (quotation.citation is not None and quotation.citation.quoted)
