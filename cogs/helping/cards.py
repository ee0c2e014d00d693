"""Help as cards that lead to one another. Their names carry what they explain and the prefix: ``cite:!``."""

from __future__ import annotations

from cogs.answering.card_names import CardName, Link, NamedCard, Picker, Row
from cogs.cards.help import buttons_card, command_card, commands_card, menu_card, teaching_card
from cogs.commands import COMMANDS, MENUS, Command, Group, Menu
from cogs.helping.prefixes import prefix_of
from cogs.language import _
from knowledge.library import Library

START = "start"
ALL = "commands"
BUTTONS = "buttons"

BUTTON_NAMES = {"button", "delete", "context", "notes", "whole-entry", "next-match", "then-&-now", "show-everybody"}
"""The buttons that are explained together; those that have a command's name lead to that."""

GROUPS = {group.name.lower().replace("_", "-"): group for group in Group}
"""The groups of commands by the words that lead to them: ``asking``, ``setting-up``."""


def start_named(prefix: str) -> NamedCard:
    """What to try first."""
    return NamedCard(_name(START, prefix), teaching_card(prefix), rows=_rows(prefix))


def help_named(prefix: str, about: str) -> NamedCard | None:
    """Help about a command, or about what commands are for; None where there is none about that."""
    command, group = command_called(about), GROUPS.get(about)
    if about == START:
        return start_named(prefix)
    if command is not None:
        card = command_card(prefix, command)
    elif group is not None or about == ALL:
        card = commands_card(prefix, group)
    elif (menu := menu_called(about)) is not None:
        card = menu_card(menu)
    elif about == BUTTONS or about in BUTTON_NAMES:
        card = buttons_card()
    else:
        return None
    back = Link(_name(START, prefix), _("◀ Help"))
    return NamedCard(_name(about, prefix), card, rows=_rows(prefix), leafing=(back,))


async def make_help(library: Library, scope: int, about: str) -> NamedCard | None:
    """The same from the card's name, with the prefix that commands have now."""
    about, _colon, prefix = about.partition(":")
    return help_named(await prefix_of(library, scope, prefix), about)


def menu_called(name: str) -> Menu | None:
    """The menu on messages of that name, in English or in the language that is spoken."""
    return next((menu for menu in MENUS if name in {_as_words(menu.name), _as_words(_(menu.name))}), None)


def _as_words(name: str) -> str:
    return name.lower().replace(" ", "-")


def command_called(name: str) -> Command | None:
    """The command of that name."""
    return next((command for command in COMMANDS if command.name == name.lower()), None)


def _rows(prefix: str) -> tuple[Row, ...]:
    groups = tuple(Link(_name(about, prefix), _(group.value)) for about, group in GROUPS.items())
    commands = tuple((f"{command.name}:{prefix}", f"{prefix}{command.name}") for command in COMMANDS)
    return groups, Picker("help", _("One command, explained"), commands)


def _name(about: str, prefix: str) -> CardName:
    return CardName("help", f"{about}:{prefix}")
