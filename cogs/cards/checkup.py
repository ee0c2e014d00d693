"""What the bot may and may not do, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cogs.cards.content import RULE, Card, Part, Style, part, worded
from cogs.helping.permissions import Need
from cogs.language import _, ngettext
from knowledge.inventory import Inventory
from knowledge.markup import Run

_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class ChannelCheckup:
    """One channel: what is needed there and whether it is granted, and what else keeps the bot from answering."""

    name: str
    needs: tuple[tuple[Need, bool], ...]
    message_content: bool
    is_silent: bool = False
    is_timed_out: bool = False


@dataclass(frozen=True, slots=True)
class GuildCheckup:
    """A whole guild: what is missing in which channels, by their names; and how the bot itself is."""

    missing: tuple[tuple[str, tuple[Need, ...]], ...]
    channels: int
    message_content: bool
    commands_told: bool
    inventory: Inventory
    database: str
    version: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A channel where a question could not be answered."""

    channel: str
    guild: str
    url: str
    missing: tuple[Need, ...]
    is_timed_out: bool = False


def checkup_card(channel: ChannelCheckup, guild: GuildCheckup | None = None, *, hidden: bool = False) -> Card:
    """How it is in a channel, and in the whole guild where that is to be seen.

    It is ``hidden`` where others read along: it names channels that they may not know of.
    """
    parts = [part(Style.TITLE, Run(_("Check-up"))), *_channel(channel)]
    if guild is not None:
        parts += [RULE, *_guild(guild), RULE, *_bot(guild)]
    elif hidden:
        parts.append(part(Style.SMALL, Run(_("The slash command shows you the whole server."))))
    return tuple(parts)


def alone_card() -> Card:
    """Where there are no permissions to look at."""
    said = _("Here I need no permissions: there is nobody but you and me, or I am not a member of this server.")
    return (part(Style.NOTICE, Run(said)),)


def trouble_card(trouble: Trouble) -> Card:
    """What whoever can mend it is told."""
    said = _("I was asked something in {channel} of {guild} and could not answer there.")
    parts = [worded(Style.NOTICE, said, channel=Run(trouble.channel), guild=Run(trouble.guild))]
    parts += [_line(need, granted=False) for need in trouble.missing]
    parts += _time_out() if trouble.is_timed_out else []
    parts += _how_to_mend() if trouble.missing else []
    parts.append(part(Style.BODY, Run(trouble.url)))
    said = _("Slash commands work there all the same. If this is as you want it, you need do nothing.")
    return (*parts, part(Style.SMALL, Run(said)))


def _channel(channel: ChannelCheckup) -> Iterator[Part]:
    yield part(Style.LABEL, Run(channel.name))
    for need, granted in channel.needs:
        yield _line(need, granted=granted)
    if channel.is_timed_out:
        yield from _time_out()
    if not all(granted for _need, granted in channel.needs):
        yield from _how_to_mend()
    if channel.is_silent:
        said = _("This channel is set to be silent: I answer nothing but slash commands. /settings changes that.")
        yield part(Style.BODY, Run(said))
    if not channel.message_content:
        said = _("I am not shown what messages say: ask with a mention of me, with a slash command, or alone with me.")
        yield part(Style.BODY, Run(said))


def _line(need: Need, *, granted: bool) -> Part:
    sentence = _("✓ {permission} – {reason}") if granted else _("✗ {permission} – {reason}")
    return worded(Style.BODY, sentence, permission=Run(_(need.name)), reason=Run(_(need.reason)))


def _time_out() -> list[Part]:
    said = _("I am in a time-out. Whoever may time out members can end it: the menu of my name, Remove Timeout.")
    return [part(Style.BODY, Run(said))]


def _how_to_mend() -> list[Part]:
    said = _("To mend it: Edit Channel, Permissions, my name among the roles; it takes Manage Permissions to do so.")
    return [part(Style.SMALL, Run(said))]


def _guild(guild: GuildCheckup) -> Iterator[Part]:
    yield part(Style.LABEL, Run(_("The whole server")))
    if not guild.missing:
        number = guild.channels
        said = ngettext("✓ Nothing is missing in {number} channel", "✓ Nothing is missing in {number} channels", number)
        yield part(Style.BODY, Run(said.format(number=number)))
    for needs, channels in _by_needs(guild.missing).items():
        names = ", ".join(_(need.name) for need in needs)
        yield worded(Style.BODY, _("Missing {permissions}:"), permissions=Run(names))
        yield part(Style.SMALL, Run(", ".join(channels)))


def _by_needs(missing: Iterable[tuple[str, tuple[Need, ...]]]) -> Mapping[tuple[Need, ...], Sequence[str]]:
    channels: dict[tuple[Need, ...], list[str]] = defaultdict(list)
    for channel, needs in missing:
        channels[needs].append(channel)
    return channels


def _bot(guild: GuildCheckup) -> Iterator[Part]:
    yield part(Style.LABEL, Run(_("Myself")))
    if guild.message_content:
        yield part(Style.BODY, Run(_("✓ Discord shows me what messages say (the message content intent)")))
    else:
        yield part(Style.BODY, Run(_("✗ Discord does not show me what messages say (the message content intent)")))
    if guild.commands_told:
        yield part(Style.BODY, Run(_("✓ Discord knows my slash commands")))
    else:
        yield part(Style.BODY, Run(_("✗ Discord did not take my slash commands; I tell it again when I start anew")))
    inventory = guild.inventory
    held = ngettext("{number} entry", "{number} entries", inventory.shared).format(number=inventory.shared)
    titles = ", ".join(pack.title for pack in inventory.packs)
    yield worded(Style.BODY, _("The library: {entries} of {texts}"), entries=Run(held), texts=Run(titles))
    if inventory.own:
        own = ngettext("{number} entry of this server’s own", "{number} entries of this server’s own", inventory.own)
        yield part(Style.BODY, Run(own.format(number=inventory.own)))
    about = _("Serge {version} on {database}")
    kind = _DATABASES.get(guild.database, guild.database)
    yield worded(Style.SMALL, about, version=Run(guild.version), database=Run(kind))
