"""Cards of pages, notes, persons, works and pairs: every word with its speaker, its page and its place."""

from __future__ import annotations

import pytest

from cogs.cards import limits
from cogs.cards.answers import answer_card, attribution, finding_card
from cogs.cards.comparing import pair_card, pairs_answer
from cogs.cards.content import Card, Style, place_name, stacked
from cogs.cards.layout import layout, layout_pages, plain_pages
from knowledge.answer import Finding
from knowledge.citations.chicago import note
from knowledge.library import Library
from knowledge.markup import plain
from knowledge.model import Certainty, Citation, Pair, Quotation, QuotationKind
from knowledge.packs.pack import Pack
from tests.cogs.discord_markdown import text
from tests.cogs.shown import markdown_of, words_of
from tests.factories import make_quotation, make_source

QUERIES = ["memoirs 150", "papers 17-18", "note 6", "note 29", "aves", "avrich", "weissman", "serge", "danger", "lenin"]


@pytest.fixture
async def findings(library: Library) -> dict[str, Finding]:
    """What each of the queries finds."""
    answers = {query: await library.look_up(query) for query in QUERIES}
    return {query: answer.finding for query, answer in answers.items() if answer.finding}


def lines(card: Card) -> list[str]:
    """The card's parts as plain lines."""
    return ["".join(run.text for run in part.runs) for part in stacked(card)]


def squeezed(words: str) -> str:
    """The words without the space between them."""
    return "".join(words.split())


def test_a_card_gives_every_quotation_with_speaker_page_place_and_entries(findings: dict[str, Finding]) -> None:
    assert list(findings) == QUERIES
    for finding in findings.values():
        shown = lines(finding_card(finding))
        assert shown[0] == finding.title
        start = shown.index("Quoted") + 1 if finding.quotations else 0
        for quotation, words, source in zip(finding.quotations, shown[start::2], shown[start + 1 :: 2], strict=False):
            assert words == f"“{plain(quotation.exact)}”"
            assert source.startswith(plain(attribution(quotation)))
            assert place_name(quotation.place) in source
            for entry in finding.homes.get(quotation.key, ()):
                assert entry.topic in source


def test_a_card_gives_every_passage_at_its_place_and_names_the_entries(findings: dict[str, Finding]) -> None:
    for finding in findings.values():
        shown = lines(finding_card(finding))
        for passage in finding.passages:
            assert shown[shown.index(plain(passage.exact)) - 1].endswith(f"· {place_name(passage.place)}")
        assert shown[-2:] == ["Entries", " · ".join(entry.topic for entry in finding.entries)]


# A person's card heads nobody else's words without naming who speaks.
def test_words_of_somebody_else_are_not_given_as_the_persons(findings: dict[str, Finding]) -> None:
    shown = lines(finding_card(findings["avrich"]))
    words = shown.index(f"“{findings['avrich'].quotations[0].exact}”")
    assert shown[words + 1].startswith("— Peter Kropotkin, quoted in Paul Avrich, The Russian Anarchists")
    for query in ("aves", "weissman", "serge", "lenin"):
        finding = findings[query]
        assert {quotation.speaker for quotation in finding.quotations} == {finding.title}


def test_a_card_and_its_plain_form_show_the_same_words_within_the_limits(findings: dict[str, Finding]) -> None:
    for finding in findings.values():
        card = finding_card(finding)
        pages = [layout(page) for page in layout_pages(card)]
        assert all(page.content_length() <= limits.LAYOUT_TEXT for page in pages)
        assert all(page.total_children_count <= limits.LAYOUT_COMPONENTS for page in pages)
        assert max(map(len, plain_pages(card))) <= limits.MESSAGE
        words = squeezed(words_of([card]))
        assert squeezed("".join(text(markdown_of(page)) for page in pages)) == words
        assert squeezed("".join(map(text, plain_pages(card)))) == words


async def test_a_page_that_nothing_is_quoted_from_says_so_with_the_nearest(library: Library) -> None:
    assert lines(answer_card(await library.look_up("memoirs 500"))) == [
        "The essay quotes nothing from Memoirs 500.",
        "Nearest places that it cites: Memoirs 300, Memoirs 293, Memoirs 173",
    ]


async def test_a_misspelt_page_says_what_is_shown(library: Library) -> None:
    shown = lines(answer_card(await library.look_up("memoires 150")))
    assert shown[:2] == ["Showing Memoirs of a Revolutionary, 150 for “memoires”", "Memoirs of a Revolutionary, 150"]


OVENS = "Ada Lamp, *Ovens* (London: Hearth Press, 1919)"
RYE = {"speaker": "Tom Rye", "citation": Citation(make_source(), "page", "12", quoted=True)}

# Who speaks comes first, then the work; what is uncertain or unknown is said.
ATTRIBUTIONS = {
    "the author": (make_quotation(), f"— {OVENS}, 12"),
    "with a year": (make_quotation(year=1921), f"— {OVENS}, 12; from 1921"),
    "quoted by the author": (make_quotation(**RYE), f"— Tom Rye, quoted in {OVENS}, 12"),
    "another in a work": (make_quotation(speaker="Tom Rye"), f"— Tom Rye: {OVENS}, 12"),
    "which page is not told": (
        make_quotation(certainty=Certainty.AMBIGUOUS, citation=Citation(make_source(), "page", "12, 19")),
        f"— {OVENS}, 12, 19 (which of these pages is not told)",
    ),
    "the page is told, but not whose words they are": (
        make_quotation(certainty=Certainty.AMBIGUOUS),
        f"— {OVENS}, 12 (the essay leaves open whose, or from where)",
    ),
    "nobody named": (make_quotation(speaker=None), f"— Speaker unnamed: {OVENS}, 12"),
    "no source": (make_quotation(citation=None), "— Ada Lamp; the essay gives no source"),
    "nobody and nowhere": (
        make_quotation(speaker=None, citation=None),
        "— Speaker unnamed; the essay gives no source",
    ),
    "a title": (make_quotation(speaker=None, kind=QuotationKind.TITLE), f"— Title of a work: {OVENS}, 12"),
    "scare quotes": (
        make_quotation(speaker=None, citation=None, kind=QuotationKind.SCARE),
        "— The essay’s own marks",
    ),
}


@pytest.mark.parametrize(("quotation", "said"), ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_attribution_says_who_speaks_and_where(quotation: Quotation, said: str) -> None:
    assert attribution(quotation) == said


def statements_are_shown(pair: Pair, shown: list[str]) -> None:
    """Each statement with its date before it and its speaker, page and place after it."""
    for side, statements in (("Earlier", pair.earlier), ("Later", pair.later)):
        for statement in statements:
            words = plain(statement.exact)
            at = shown.index(words if statement.paraphrase else f"“{words}”")
            assert shown[at - 1].startswith(side)
            assert shown[at - 1].casefold().endswith(statement.when.casefold())
            assert ("in the essay’s words" in shown[at + 1]) is statement.paraphrase
            assert shown[at + 1].endswith(f"({place_name(statement.place)})")
            if statement.citation:
                assert plain(note(statement.citation)) in shown[at + 1]


def test_a_pair_shows_both_statements_with_their_citations_and_the_comment(shipped: Pack) -> None:
    for pair in shipped.pairs:
        shown = lines(pair_card(pair))
        assert shown[:2] == [pair.topic, pair.question]
        statements_are_shown(pair, shown)
        for passage in pair.comment:
            label = f"The essay’s comment · {place_name(passage.place)}"
            assert shown[shown.index(plain(passage.exact)) - 1] == label


def test_a_pairs_sides_can_stand_beside_each_other(shipped: Pack) -> None:
    for pair in shipped.pairs:
        (beside,) = [part for part in pair_card(pair) if part.style is Style.BESIDE]
        earlier, later = beside.columns
        assert [line for line in lines(earlier) if line.startswith("Earlier")]
        assert [line for line in lines(later) if line.startswith("Later")]
        assert not [line for line in lines(earlier) if line.startswith("Later")]


def test_a_pair_is_shown_whole_in_discord_within_its_limits(shipped: Pack) -> None:
    for pair in shipped.pairs:
        card = pair_card(pair)
        pages = [layout(page) for page in layout_pages(card)]
        assert all(page.content_length() <= limits.LAYOUT_TEXT for page in pages)
        assert all(page.total_children_count <= limits.LAYOUT_COMPONENTS for page in pages)
        assert max(map(len, plain_pages(card))) <= limits.MESSAGE
        words = squeezed(words_of([stacked(card)]))
        assert squeezed("".join(text(markdown_of(page)) for page in pages)) == words
        assert squeezed("".join(map(text, plain_pages(card)))) == words


def test_what_is_compared_is_one_pair_several_all_or_none(shipped: Pack) -> None:
    one, other = shipped.pairs[:2]
    assert pairs_answer("liberty", [one]) == pair_card(one)
    several = lines(pairs_answer("party", [one, other]))
    assert several[0] == one.topic
    assert several[-1] == f"{other.topic} – {other.question}"
    assert len(lines(pairs_answer("", shipped.pairs))) == len(shipped.pairs) + 1
    assert lines(pairs_answer("sourdough", [])) == ["The essay sets nothing against anything under “sourdough”."]
