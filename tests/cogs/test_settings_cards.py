"""Settings fit into one message, whatever they are, and every choice can be seen and read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from discord import ui

from cogs.cards import limits
from cogs.cards.layout import plain_pages
from cogs.cards.settings import DEFAULT, Panel, applied, options, panel_card, sections, unfit_notice
from cogs.settings.items import panel_layout
from cogs.settings.words import Named, Wanted, wanted_in
from knowledge.errors import PreferenceError, Unfit
from knowledge.preferences import KEYS, MOST_ROLES, Holder, Preferences

GUILD = 10**18
ROLES = {10**18 + number: "*" * 100 for number in range(MOST_ROLES)}
FULL = {
    "form": "short",
    "first": "alone",
    "references": "on",
    "silent": "on",
    "language": "fr",
    "prefix": "*****",
    "asking": ",".join(map(str, ROLES)),
}


def panel(holder: Holder, *, in_thread: bool = False) -> Panel:
    """Everything chosen, and as long as it can be."""
    chosen = {key: value for key, value in FULL.items() if holder in KEYS[key][0]}
    applies = Preferences(asking=tuple(ROLES), prefix="*****", language="fr")
    return Panel(holder, chosen, applies, "!", ROLES, in_thread, tuple(Holder))


@pytest.mark.parametrize("in_thread", [False, True], ids=["channel", "thread"])
@pytest.mark.parametrize("holder", Holder)
def test_the_longest_panel_fits_into_one_message(holder: Holder, *, in_thread: bool) -> None:
    view = panel_layout(panel(holder, in_thread=in_thread))
    assert view.content_length() <= limits.LAYOUT_TEXT - limits.LAYOUT_SPARE
    assert view.total_children_count <= limits.LAYOUT_COMPONENTS
    assert all(page for page in plain_pages(panel_card(panel(holder, in_thread=in_thread))))


@pytest.mark.parametrize("holder", Holder)
def test_every_preference_of_a_holder_has_its_menu_with_the_choice_marked(holder: Holder) -> None:
    view = panel_layout(panel(holder))
    ids = [item.custom_id for item in view.walk_children() if isinstance(item, ui.DynamicItem)]
    for key, (holders, _) in KEYS.items():
        named = [id_ for id_ in ids if id_ == f"serge:set:{holder}:{key}" or id_.startswith(f"serge:set:{key}:")]
        assert len(named) == (1 if holder in holders else 0), key
    menus = [item.item for item in view.walk_children() if isinstance(item, ui.DynamicItem)]
    for menu in menus:
        if isinstance(menu, ui.Select):
            key = menu.custom_id.rpartition(":")[2]
            offered = [option.value for option in menu.options]
            marked = [option.value for option in menu.options if option.default]
            assert marked == [value for value in offered if value == FULL[key]], key
            assert marked or (holder, key) == (Holder.PERSON, "references")  # which a person cannot turn on


@pytest.mark.parametrize("holder", Holder)
def test_what_a_menu_offers_can_be_chosen_and_has_a_name(holder: Holder) -> None:
    for section in sections(panel(holder)):
        for value, name in options(panel(holder), section.key):
            assert name
            assert value == DEFAULT or KEYS[section.key][1](value) is None


def test_where_nothing_was_chosen_the_first_option_is_marked() -> None:
    empty = replace(panel(Holder.CHANNEL), chosen={})
    menus = [item.item for item in panel_layout(empty).walk_children() if isinstance(item, ui.DynamicItem)]
    marked = [[option.default for option in menu.options] for menu in menus if isinstance(menu, ui.Select)]
    assert marked
    assert all(first and not any(others) for first, *others in marked)


def test_many_roles_are_named_as_far_as_there_is_room() -> None:
    few = replace(panel(Holder.GUILD), applies=Preferences(asking=(1, 2)), roles={1: "Bakers"})
    assert applied(few, "asking") == "Bakers, a role that is gone"
    assert applied(panel(Holder.GUILD), "asking").endswith("** and 15 others")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("form short", Wanted(Holder.PERSON, "form", "short")),
        ("  Channel   FORM  Short ", Wanted(Holder.CHANNEL, "form", "short")),
        ("server prefix S!", Wanted(Holder.GUILD, "prefix", "S!")),
        ("prefix default", Wanted(Holder.GUILD, "prefix", None)),
        ("silent on", Wanted(Holder.CHANNEL, "silent", "on")),
        ("asking <@&7> <@&8>", Wanted(Holder.CHANNEL, "asking", "7,8")),
        ("server asking @everyone", Wanted(Holder.GUILD, "asking", str(GUILD))),
        ("here asking nobody", Wanted(Holder.CHANNEL, "asking", "nobody")),
        ("my language FR", Wanted(Holder.PERSON, "language", "fr")),
        ("prefix channel", Wanted(Holder.GUILD, "prefix", "channel")),
        ("form", Named(Holder.PERSON, "form")),
        ("channel", None),
        ("channel form", Named(Holder.CHANNEL, "form")),
        ("colour red", None),
        ("", None),
    ],
)
def test_words_are_understood_or_not(words: str, wanted: Wanted | Named | None) -> None:
    assert wanted_in(words, GUILD) == wanted


def test_an_unfit_value_is_refused_with_what_there_is_to_choose() -> None:
    refused, choices = unfit_notice(PreferenceError(Unfit.VALUE, "form", "@everyone"), panel(Holder.PERSON))
    assert "".join(run.text for run in refused.runs) == "“@everyone” was not taken."
    assert "".join(run.text for run in choices.runs).startswith("Answers can be: whole (whole at once), short")
