"""What the bot needs to be allowed in a channel, each with its reason, and who can allow it.

Links need no permission: nothing is fetched to be shown below a card. Buttons, menus and Markdown need none either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.language import later


@dataclass(frozen=True, slots=True)
class Need:
    """A permission: discord.py's name for it, Discord's own in a channel's settings, and what it is needed for."""

    flag: str
    name: str
    reason: str


VIEW = Need("view_channel", later("View Channel"), later("to see what is asked"))
SEND = Need("send_messages", later("Send Messages"), later("to answer"))
SEND_IN_THREADS = Need("send_messages_in_threads", later("Send Messages in Threads"), later("to answer in threads"))
HISTORY = Need("read_message_history", later("Read Message History"), later("to answer as a reply to the question"))
FILES = Need("attach_files", later("Attach Files"), later("to send citations as a file"))
REACT = Need("add_reactions", later("Add Reactions"), later("to show with ⏳ that a question has to wait"))

NEEDS = (VIEW, SEND, SEND_IN_THREADS, HISTORY, FILES, REACT)
"""Everything that is used anywhere."""

_NOT_IN_THREADS = {SEND}
_ONLY_WITH_THREADS = {SEND_IN_THREADS}
_THREADS_ALONE = (discord.Thread, discord.ForumChannel)
_WITHOUT_THREADS = (discord.VoiceChannel, discord.StageChannel)


def needs_in(channel: Any) -> tuple[Need, ...]:
    """All that is needed in a channel of this kind."""
    left_out: set[Need] = set()
    if isinstance(channel, _THREADS_ALONE):
        left_out = _NOT_IN_THREADS
    elif isinstance(channel, _WITHOUT_THREADS):
        left_out = _ONLY_WITH_THREADS
    return tuple(need for need in NEEDS if need not in left_out)


def to_answer_in(channel: Any) -> tuple[Need, ...]:
    """What no message can be answered without."""
    return (VIEW, SEND_IN_THREADS if isinstance(channel, _THREADS_ALONE) else SEND)


def missing_needs(channel: Any, me: discord.Member, wanted: Sequence[Need]) -> tuple[Need, ...]:
    """Those of the wanted that the bot has not."""
    granted = granted_in(channel, me)
    return tuple(need for need in wanted if not getattr(granted, need.flag))


def missing_permissions(channel: Any, me: discord.Member, wanted: Sequence[Need] | None = None) -> list[str]:
    """Their names in Discord's interface; of all that is needed there, where nothing in particular is wanted."""
    return [need.name for need in missing_needs(channel, me, needs_in(channel) if wanted is None else wanted)]


def granted_in(channel: Any, me: discord.Member) -> discord.Permissions:
    """What roles and the channel's settings grant, one permission apart from the other.

    Discord, and discord.py, take away all others where one may not see a channel or not write in it; whoever mends it
    has to know which ones are missing by themselves. A time-out takes away more, and is another matter.
    """
    channel = channel.parent if isinstance(channel, discord.Thread) else channel
    base = discord.Permissions.none()
    for role in me.roles:
        base.value |= role.permissions.value
    if base.administrator:
        return discord.Permissions.all()
    if channel is None:
        return base
    everybody = me.guild.default_role
    _apply(base, [channel.overwrites_for(everybody)])
    _apply(base, [channel.overwrites_for(role) for role in me.roles if role != everybody])
    _apply(base, [channel.overwrites_for(me)])
    return base


def who_can_mend(channel: Any, asker: discord.abc.User) -> tuple[int, ...]:
    """Whoever can change the channel's permissions and is known to: the asker if they may, then the guild's owner."""
    guild: discord.Guild = channel.guild
    asker_may = isinstance(asker, discord.Member) and channel.permissions_for(asker).manage_roles
    mending = [asker.id] if asker_may else []
    return tuple(dict.fromkeys([*mending, *([guild.owner_id] if guild.owner_id else [])]))


def _apply(base: discord.Permissions, overwrites: Sequence[discord.PermissionOverwrite]) -> None:
    """Take what these deny, then give what they allow."""
    pairs = [overwrite.pair() for overwrite in overwrites]
    for _allow, deny in pairs:
        base.value &= ~deny.value
    for allow, _deny in pairs:
        base.value |= allow.value
