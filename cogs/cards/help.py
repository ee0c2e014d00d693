"""Help that teaches: what to try first, every command by what it is for, and one command whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cogs.cards.content import RULE, Card, Part, Style, part, worded
from cogs.commands import COMMANDS, HELP, MENUS, SERGE, Command, Group, Menu
from cogs.language import _, later
from knowledge.markup import Run

WHAT_IT_DOES = later("Name a topic, a claim or a question, and the essay’s own words come, with their page.")

_TRY = (
    (f"{SERGE.name} kronstadt", later("a topic, a claim, a question: any words will do, badly spelt ones too")),
    (f"{SERGE.name} memoirs 150", later("what the essay quotes from that page; note 29 or a name works too")),
)

_BUTTONS = (
    (later("Context"), later("what stands before and after the passage, for you alone")),
    (later("Sources"), later("the works that are quoted in it, for you alone")),
    (later("Cite"), later("how to cite it, for you alone")),
    (later("Show everybody"), later("posts what was shown to you alone")),
    (later("Delete"), later("takes the answer back; whoever asked may, and moderators")),
)


def teaching_card(prefix: str) -> Card:
    """What it does, three things to try, and where there is more."""
    commands = Run(f"{prefix}{HELP.name} commands")
    command = Run(f"{prefix}{HELP.name} {SERGE.name}")
    below = _("The buttons below an answer lead to what stands around it and to its sources, and take it back.")
    more = _("{commands} lists every command, {command} explains one. Each is a slash command too.")
    return (
        part(Style.NOTICE, Run(_(WHAT_IT_DOES))),
        *things_to_try(prefix),
        RULE,
        part(Style.BODY, Run(below)),
        part(Style.BODY, Run(_("Edit your question, and the answer follows."))),
        worded(Style.SMALL, more, commands=commands, command=command),
    )


def help_card(prefix: str, commands: Iterable[Command]) -> Card:
    """What it does, and these commands: all that a face without buttons shows."""
    return (part(Style.NOTICE, Run(_(WHAT_IT_DOES))), *_listed(prefix, commands))


def things_to_try(prefix: str) -> Iterator[Part]:
    """Three things to try first, each with what it brings."""
    yield part(Style.LABEL, Run(_("Three things to try")))
    for number, (words, brings) in enumerate(_TRY, start=1):
        yield part(Style.BODY, Run(f"{number}. {prefix}{words}"))
        yield part(Style.SMALL, Run(_(brings)))
    menu = MENUS[0]
    said = _("{number}. Somebody’s message, held down or right-clicked: Apps, {menu}")
    yield worded(Style.BODY, said, number=Run(str(len(_TRY) + 1)), menu=Run(_(menu.name)))
    yield part(Style.SMALL, Run(_("what the essay answers to it; you alone see it, and can share it")))


def commands_card(prefix: str, group: Group | None = None) -> Card:
    """The commands by what they are for; of one group alone where one is named."""
    parts: list[Part] = []
    for one in Group if group is None else (group,):
        parts += [RULE] if parts else []
        parts.append(part(Style.LABEL, Run(_(one.value))))
        parts += _listed(prefix, (command for command in COMMANDS if command.group is one))
        parts += _menus() if one is Group.ASKING else []
    return tuple(parts)


def command_card(prefix: str, command: Command) -> Card:
    """Everything there is to know about one command."""
    parts = [part(Style.TITLE, Run(f"{prefix}{command.name}")), part(Style.BODY, Run(_(command.help)))]
    if command.details:
        parts += [part(Style.BODY, Run(line)) for line in _(command.details).split("\n")]
    example = Run(f"{prefix}{command.example}")
    parts.append(worded(Style.BODY, _("For example: {example}"), example=example))
    parts.append(part(Style.SMALL, Run(_(command.permissions or later("Everybody may use it.")))))
    return tuple(parts)


def menu_card(menu: Menu) -> Card:
    """What can be done with somebody's message by this menu."""
    return (
        part(Style.TITLE, Run(_(menu.name))),
        part(Style.BODY, Run(_(menu.help))),
        part(Style.BODY, Run(_("On somebody’s message, held down or right-clicked: Apps"))),
        part(Style.SMALL, Run(_("Everybody may use it."))),
    )


def buttons_card() -> Card:
    """What each button below an answer does."""
    parts = [part(Style.TITLE, Run(_("Buttons below an answer")))]
    for label, does in _BUTTONS:
        parts += [part(Style.LABEL, Run(_(label))), part(Style.SMALL, Run(_(does)))]
    return tuple(parts)


def no_command_notice(words: Run) -> Card:
    """What stands above help where it was asked about something that there is not."""
    return (worded(Style.NOTICE, _("There is no command {words}, and the essay says nothing of it."), words=words),)


def _listed(prefix: str, commands: Iterable[Command]) -> Iterator[Part]:
    for command in commands:
        yield part(Style.BODY, Run(f"{prefix}{command.example}"))
        yield part(Style.SMALL, Run(_(command.help)))


def _menus() -> Iterator[Part]:
    """What can be done with somebody's message."""
    yield part(Style.BODY, Run(_("On somebody’s message, held down or right-clicked: Apps")))
    for menu in MENUS:
        yield worded(Style.SMALL, _("{menu}: {help}"), menu=Run(_(menu.name)), help=Run(_(menu.help)))
