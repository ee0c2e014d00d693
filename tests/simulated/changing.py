"""What happens to a guild while a bot is in it, or while it is away: time passes, channels go, permissions change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import discord
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType, OverwriteType

from bot.client import SergeBot
from tests.simulated.world import World


@dataclass(frozen=True, slots=True)
class Changing:
    """Changes a world. ``next_bot`` makes the bot of the next start, over the same library."""

    world: World
    next_bot: Callable[[], SergeBot]

    async def sleep_until(self, moment: str) -> None:
        """Let time pass with the bot running, until that moment (in UTC)."""
        await self.world.env.advance_time(self._seconds_until(moment))

    async def be_away_until(self, moment: str) -> None:
        """Let time pass while no bot runs; one starts at that moment (in UTC)."""
        self.world.env.backend.advance_clock(self._seconds_until(moment))
        await self.restart()

    async def restart(self) -> None:
        """End the bot and start the next one."""
        await self.world.env.restart_bot(self.next_bot())
        await self.world.env.settle()

    def thread(self, name: str, *, private: bool = False) -> ChannelHandle:
        """A new thread of the world's channel, with the bot in it."""
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        backend, user = self.world.env.backend, self.world.env.bot.user
        assert user is not None
        made = backend.create_thread(self.world.channel.id, name, self.world.member.id, type=kind)
        backend.add_thread_member(made.id, user.id)
        return ChannelHandle(self.world.env, self.world.guild, made)

    def require_tag(self, forum: ChannelHandle, name: str) -> None:
        """Let a forum want a tag on every thread."""
        tag = {"id": str(forum.id + 1), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
        self.world.env.backend.edit_channel(forum.id, {"available_tags": [tag]})
        known = self.world.env.bot.get_channel(forum.id)
        assert isinstance(known, discord.ForumChannel)
        known._flags = discord.ChannelFlags(require_tag=True).value  # noqa: SLF001  # simcord knows no channel's flags

    def delete(self, channel: ChannelHandle) -> None:
        """Delete a channel or a thread."""
        self.world.env.backend.delete_channel(channel.id)

    def let_bot(self, channel: ChannelHandle, **permissions: bool | None) -> None:
        """Set what the bot may do in a channel."""
        assert self.world.env.bot.user is not None
        me = self.world.env.bot.user.id
        allow, deny = discord.PermissionOverwrite(**permissions).pair()
        overwrite = Overwrite(target_id=me, type=OverwriteType.MEMBER, allow=allow.value, deny=deny.value)
        self.world.env.backend.set_overwrite(channel.id, overwrite)

    def _seconds_until(self, moment: str) -> float:
        until = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        return (until - self.world.env.now()).total_seconds()
