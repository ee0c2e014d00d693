"""Citations as cards: nothing is lost in boxes or on pages, and names lead back to what they name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.answering.buttons import MOST_PAGES, How, button_id
from cogs.answering.card_names import CardName, Picker
from cogs.cards import limits
from cogs.cards.citing import STYLES, cite_card, cite_text
from cogs.cards.content import Card, Style
from cogs.cards.layout import layout_pages, plain_pages
from cogs.citing.cards import Citable, citation_named, cite_name, cited_name, parted
from cogs.citing.replies import FileReply, citable_reply
from knowledge.citations.works import Cited
from knowledge.model import Citation
from tests.citable_works import SHIPPED_WORKS
from tests.cogs.discord_markdown import read
from tests.cogs.hostile import texts
from tests.cogs.shown import markdown_of
from tests.factories import make_source

EVERYTHING = [Cited(Citation(source, "page", str(number))) for number, source in enumerate(SHIPPED_WORKS, start=1)]
PROGRAMS = ("bibtex", "ris", "csl-json")
ENTRY = CardName("entry", "12")


def copied(card: Card) -> str:
    """What is in the boxes, as one copies it."""
    return "\n".join("".join(run.text for run in part.runs) for part in card if part.style is Style.CODE)


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("style", PROGRAMS)
def test_boxes_hold_the_file_record_by_record_and_none_is_cut(style: str) -> None:
    card = cite_card("Everything", style, EVERYTHING)
    assert without_space(copied(card)) == without_space(cite_text(style, EVERYTHING))
    for pages in (layout_pages(card), layout_pages(card, limits.LAYOUT_NOTICE)):
        assert [part for page in pages for part in page] == list(card)
    assert without_space(copied(card)) == without_space("".join(copied_plain(plain_pages(card))))


def copied_plain(messages: Sequence[str]) -> list[str]:
    return [stretch.text for message in messages for stretch in read(message) if "box" in stretch.looks]


@pytest.mark.parametrize("style", STYLES)
def test_every_page_of_every_style_fits(style: str) -> None:
    card = cite_card("Everything", style, EVERYTHING)
    assert all(len(message) <= limits.MESSAGE for message in plain_pages(card))
    for view in citable_reply(ENTRY, style, Citable("Everything", EVERYTHING)).layouts(1):
        assert len(markdown_of(view)) <= limits.LAYOUT_TEXT


# In a box nothing is read; what would end the box is shown as ordinary text, with the same letters.
@given(title=texts, style=st.sampled_from(PROGRAMS))
def test_any_title_is_copied_letter_for_letter(title: str, style: str) -> None:
    cited = [Cited(Citation(make_source(title=f"T{title}.", note=f"N{title}.")))]
    card = cite_card("Bread", style, cited)
    text = cite_text(style, cited)
    shown = [stretch for message in plain_pages(card) for stretch in read(message)]
    looks = {"box"} if "```" not in text else {"box", "link", "mention", "code"}
    letters = "".join(stretch.text for stretch in shown if stretch.looks <= looks)
    assert without_space(text) in without_space(letters)
    if "```" not in text:
        assert without_space("".join(copied_plain(plain_pages(card)))) == without_space(text)


@pytest.mark.parametrize("style", PROGRAMS)
def test_what_is_longer_than_a_message_is_in_the_file_alone(style: str) -> None:
    reply = citable_reply(ENTRY, style, Citable("Everything", EVERYTHING))
    assert isinstance(reply, FileReply)
    assert copied(reply.card) == ""
    (file,) = [make() for make in reply.files]
    assert file.fp.read().decode() == cite_text(style, EVERYTHING)
    (view,) = reply.layouts(1)
    assert f"{len(SHIPPED_WORKS)} works, in the file below." in markdown_of(view)


@pytest.mark.parametrize("style", ["chicago", "note", "bibliography", "mla"])
def test_what_people_read_goes_on_on_further_pages_and_is_a_file_only_if_wanted(style: str) -> None:
    assert citable_reply(ENTRY, style, Citable("Everything", EVERYTHING)).files == ()
    (make,) = citable_reply(ENTRY, style, Citable("Everything", EVERYTHING), as_file=True).files
    first, second = make(), make()
    assert first.fp.read() == second.fp.read() == cite_text(style, EVERYTHING).encode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kronstadt", "kronstadt.bib"),
        ("Victor Serge: The Worst of the Anarchists", "victor-serge-the-worst-of-the-anarchists.bib"),
        ("../../etc/passwd @everyone", "etc-passwd-everyone.bib"),
        ("Guérin & Маркс", "guerin.bib"),
        ("Капитал", "cited.bib"),
        ("bread " * 40, f"{'bread-' * 10}"[:-1] + ".bib"),
    ],
)
def test_a_file_is_called_by_what_it_cites(title: str, name: str) -> None:
    reply = citable_reply(ENTRY, "bibtex", Citable(title, EVERYTHING[:1]))
    assert [make().filename for make in reply.files] == [name]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "name",
    [
        ENTRY,
        CardName("finding", "memoirs 150"),
        CardName("source", "memoirs"),
        CardName("session", "12-34"),
        CardName("pair"),
    ],
)
def test_a_name_leads_back_to_the_style_and_the_card(style: str, name: CardName) -> None:
    cite = cite_name(name, style)
    assert parted(cite.about) == (style, name)
    assert cited_name(cite) == name
    assert cited_name(name) == name


def test_a_finding_whose_key_has_a_dot_is_not_taken_for_a_style() -> None:
    name = CardName("finding", "faq H.2.2")
    assert parted(cite_name(name, "chicago").about) == ("chicago", name)


# The menu leads to cards whose own buttons must fit too, in the longest style.
@pytest.mark.parametrize("length", [10, 30, 40, 60, 90])
def test_a_name_too_long_for_the_buttons_of_every_style_has_no_menu(length: int) -> None:
    named = citation_named(CardName("finding", "x" * length), "chicago", Citable("X", EVERYTHING[:1]))
    pickers = [row for row in named.rows if isinstance(row, Picker)]
    for picker in pickers:
        for about, _label in picker.options:
            assert len(about) <= limits.OPTION_VALUE
            assert len(button_id(How.SHOW, CardName("cite", about), MOST_PAGES, (1 << 64) - 1)) <= limits.CUSTOM_ID
    assert bool(pickers) is (length <= 30)


def test_the_menu_offers_every_style_but_the_one_that_is_shown() -> None:
    for style in STYLES:
        (picker,) = citation_named(ENTRY, style, Citable("X", EVERYTHING[:1])).rows
        assert isinstance(picker, Picker)
        assert {parted(about)[0] for about, _label in picker.options} == STYLES.keys() - {style}
