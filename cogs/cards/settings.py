"""What can be set, in words: what there is to choose from, what was chosen, and what applies now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from cogs.cards.content import RULE, Card, Part, Style, asked, part, worded
from cogs.language import ENGLISH, LANGUAGES, _, later, ngettext
from knowledge.errors import PreferenceError, Unfit
from knowledge.markup import Run
from knowledge.preferences import KEYS, OFF, ON, First, Form, Holder, Preferences

MOST_NAMED = 10
"""So many roles are named, whatever they are called; Discord allows 25 to be picked."""

SLASH = "/"
"""What a slash command begins with."""

_WORDS = {Holder.PERSON: "my", Holder.CHANNEL: "channel", Holder.GUILD: "server"}
"""How a holder is called in a choice in words."""

DEFAULT = "default"
"""What is picked to take a choice back."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The settings of one holder, as they are.

    ``applies`` is what holds for them now, ``prefix`` the host's, ``roles`` the names of roles by their numbers.
    ``views`` are the holders whose settings the person may see, ``typed`` is a prefix that was not taken. ``slash``
    says that only slash commands can be read there.
    """

    holder: Holder
    chosen: Mapping[str, str]
    applies: Preferences
    prefix: str
    roles: Mapping[int, str] = field(default_factory=dict[int, str])
    in_thread: bool = False
    views: tuple[Holder, ...] = (Holder.PERSON,)
    slash: bool = False
    notice: Card = ()
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One preference: its name, what applies now, and what there is to choose from, by its value."""

    key: str
    parts: Card
    options: Mapping[str, str]


_TITLES = {
    Holder.PERSON: later("Your settings"),
    Holder.CHANNEL: later("This channel’s settings"),
    Holder.GUILD: later("This server’s settings"),
}
_THREAD = later("This thread’s settings")

_SCOPES = {
    Holder.PERSON: later("They go with you everywhere, and come before a channel’s and a server’s."),
    Holder.CHANNEL: later("They come before the server’s, and a member’s own come before them."),
    Holder.GUILD: later("They apply wherever a channel or a member has chosen nothing else."),
}

_NAMES = {
    "form": later("Answers"),
    "first": later("Slash commands"),
    "references": later("References in conversation, such as “(Memoirs 150–1)”"),
    "silent": later("Answering here"),
    "language": later("Language"),
    "prefix": later("Prefix of commands"),
    "asking": later("Who may ask"),
}

_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "form": {Form.WHOLE: later("whole at once"), Form.SHORT: later("short first, opened on request")},
    "first": {First.PUBLIC: later("answered to everybody"), First.ALONE: later("answered to the asker alone first")},
    "references": {ON: later("bring the quotation, quietly"), OFF: later("bring nothing")},
    "silent": {OFF: later("as usual"), ON: later("silent, but for slash commands")},
    "language": LANGUAGES,
}

_ABOVE = {
    Holder.PERSON: later("as the channel has it"),
    Holder.CHANNEL: later("as the server has it"),
    Holder.GUILD: later("as it comes"),
}
_ABOVE_THREAD = later("as the channel has it")

_UNFIT = {
    Unfit.PREFIX_LENGTH: later("A prefix has one to five characters."),
    Unfit.PREFIX_SPACE: later("A prefix has no spaces."),
    Unfit.PREFIX_INVISIBLE: later("A prefix has only characters that can be seen."),
    Unfit.PREFIX_MENTION: later("A prefix cannot be a mention, and has no @."),
    Unfit.PREFIX_SLASH: later("A prefix cannot begin with / since Discord keeps that for slash commands."),
    Unfit.PREFIX_PREVENTS: later("A prefix cannot begin with !!, the mark that keeps references from being followed."),
    Unfit.PREFIX_WORD: later("A prefix ends with a sign, such as “s!”, since commands follow it: s!serge kronstadt."),
    Unfit.TOO_MANY_ROLES: later("That is more roles than there is room for."),
}


def panel_card(panel: Panel) -> Card:
    """All of it in words."""
    parts = list(panel_head(panel))
    for section in sections(panel):
        parts += [RULE, *section.parts]
    return (*parts, RULE, panel_foot(panel))


def panel_head(panel: Panel) -> Card:
    """Whose settings they are, below what there is to say."""
    title = _THREAD if panel.holder is Holder.CHANNEL and panel.in_thread else _TITLES[panel.holder]
    return (*panel.notice, part(Style.TITLE, Run(_(title))), part(Style.SMALL, Run(_(_SCOPES[panel.holder]))))


def panel_foot(panel: Panel) -> Part:
    """How to choose without the menus."""
    command = Run(f"{_begun(panel)}help settings")
    return worded(Style.SMALL, _("In words instead of menus: {command} tells how."), command=command)


def sections(panel: Panel) -> Iterator[Section]:
    """What this holder can choose, each with its name and what applies now."""
    for key, (holders, _why_unfit) in KEYS.items():
        if panel.holder in holders:
            now = worded(Style.SMALL, _("Now: {choice}"), choice=Run(applied(panel, key)))
            parts = (part(Style.LABEL, Run(_(_NAMES[key]))), now, *_locked_out(panel, key))
            yield Section(key, parts, dict(options(panel, key)))


def options(panel: Panel, key: str) -> Iterator[tuple[str, str]]:
    """What the holder can choose from, each with how it is called; nothing where it is no list."""
    if key not in _OPTIONS:
        return
    if key != "silent" or panel.in_thread:
        above = _ABOVE_THREAD if panel.in_thread and panel.holder is Holder.CHANNEL else _ABOVE[panel.holder]
        yield DEFAULT, _(above)
    for value, name in _OPTIONS[key].items():
        if (panel.holder, key, value) != (Holder.PERSON, "references", ON):  # which only a channel can turn on
            yield value, _(name)


def applied(panel: Panel, key: str) -> str:
    """What of this preference applies now."""
    value = getattr(panel.applies, key)
    match key:
        case "prefix":
            return value or panel.prefix
        case "asking":
            return named_roles([panel.roles.get(role, _("a role that is gone")) for role in value])
        case "references" | "silent":
            return _(_OPTIONS[key][ON if value else OFF])
        case _:
            return _(_OPTIONS[key].get(value, LANGUAGES[ENGLISH]))


def named_roles(roles: Sequence[str]) -> str:
    """Roles by their names, as many as there is room for."""
    if not roles:
        return _("everybody")
    named = ", ".join(roles[:MOST_NAMED])
    others = len(roles) - MOST_NAMED
    if others <= 0:
        return named
    return ngettext("{roles} and {number} other", "{roles} and {number} others", others).format(
        roles=named, number=others
    )


def _locked_out(panel: Panel, key: str) -> Card:
    """What follows where none of the roles that may ask is left."""
    asking = panel.applies.asking
    if key != "asking" or not asking or not panel.roles.keys().isdisjoint(asking):
        return ()
    said = _("None of these roles is left, so nobody may ask but those who set up. Choose others.")
    return (part(Style.NOTICE, Run(said)),)


def _begun(panel: Panel) -> str:
    """What commands in words begin with."""
    return SLASH if panel.slash else applied(panel, "prefix")


def opening_card() -> Card:
    """What stands in the channel of whoever asked for their settings there."""
    said = _("Settings are shown to you alone: yours, this channel’s, this server’s.")
    return (part(Style.NOTICE, Run(said)),)


class Lacking(Enum):
    """Why somebody may not choose for others."""

    GUILD = later("What holds for others is set on a server. Here you can set what is yours.")
    PERMISSION = later("To change what holds for others you need the permission Manage Server.")
    MEMBERSHIP = later("To change what holds for others, I have to be on this server.")


def not_allowed_notice(lacking: Lacking) -> Card:
    """What is said to whoever may not set up."""
    return (part(Style.NOTICE, Run(_(lacking.value))),)


def chosen_notice(panel: Panel, key: str) -> Card:
    """What applies now that something was chosen."""
    return (*_set_notice(panel, key), *_way_back(panel, key))


def choices_notice(panel: Panel, key: str) -> Card:
    """What applies now, and what there is to choose from."""
    return (*_set_notice(panel, key), _choices_part(panel, key))


def _set_notice(panel: Panel, key: str) -> Card:
    name, choice = Run(_(_NAMES[key])), Run(applied(panel, key))
    return (worded(Style.NOTICE, _("{name}: {choice}"), name=name, choice=choice), *_locked_out(panel, key))


def _way_back(panel: Panel, key: str) -> Card:
    """How a channel that was silenced is made to speak again."""
    if key != "silent" or not panel.applies.silent:
        return ()
    said = _("Back again: /settings, or {command} from whoever may set up.")
    return (worded(Style.NOTICE, said, command=Run(f"{_begun(panel)}settings channel silent off")),)


def _choices_part(panel: Panel, key: str) -> Part:
    """What there is to choose from, in the words to say it with."""
    if panel.holder not in KEYS[key][0]:
        words = ", ".join(f"{_WORDS[holder]} {key}" for holder in reversed(Holder) if holder in KEYS[key][0])
        return worded(Style.NOTICE, _("{name} is set otherwise: {words}"), name=Run(_(_NAMES[key])), words=Run(words))
    if key == "asking":
        return part(Style.NOTICE, Run(_("Mention the roles that may ask, or say “everybody”.")))
    if key == "prefix":
        said = _("A prefix has one to five characters, no spaces, and a sign at its end; “default” is the host’s.")
        return part(Style.NOTICE, Run(said))
    named = {value: name for value, name in options(panel, key) if value != DEFAULT}
    choices = ", ".join([*(f"{value} ({name})" for value, name in named.items()), DEFAULT])
    return worded(Style.NOTICE, _("{name} can be: {choices}"), name=Run(_(_NAMES[key])), choices=Run(choices))


def not_understood_notice(words: str) -> Card:
    """How to say it."""
    return (
        worded(Style.NOTICE, _("{words} names no setting."), words=asked(words)),
        part(Style.NOTICE, Run(_("Say it as in “channel form short”; the help for “settings” has all of them."))),
    )


def unfit_notice(error: PreferenceError, panel: Panel) -> Card:
    """Why a choice of the panel's holder was not taken, and what to do."""
    refused = worded(Style.NOTICE, _("{typed} was not taken."), typed=asked(error.value))
    if error.why in _UNFIT:
        return (refused, part(Style.NOTICE, Run(_(_UNFIT[error.why]))))
    return (refused, _choices_part(panel, error.key)) if error.key in KEYS else (refused,)
