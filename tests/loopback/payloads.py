"""What Discord says, as JSON: one guild with one channel, the bot, and Ada, who asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from discord.utils import time_snowflake

BOT, APPLICATION, GUILD, CHANNEL, ADA = "1001", "1001", "2001", "3001", "4001"
NOW = "2026-11-01T12:00:00.000000+00:00"

_numbers = count(time_snowflake(datetime.now(UTC)))
_EVERY_PERMISSION = str((1 << 50) - 1)


def number() -> str:
    """An id that was not given before, made now: ids tell their time, and interactions expire by it."""
    return str(next(_numbers))


def user(id_: str, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {"id": id_, "username": name, "discriminator": "0", "avatar": None, "bot": bot, "global_name": None}


def member() -> dict[str, Any]:
    return {"roles": [], "joined_at": NOW, "deaf": False, "mute": False, "flags": 0, "permissions": _EVERY_PERMISSION}


def application() -> dict[str, Any]:
    return {
        "id": APPLICATION,
        "name": "Serge",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user("9001", "host"),
        "verify_key": "0" * 64,
        "flags": 0,
    }


def ready(address: str) -> dict[str, Any]:
    return {
        "v": 10,
        "user": user(BOT, "Serge", bot=True),
        "guilds": [{"id": GUILD, "unavailable": True}],
        "session_id": "the-session",
        "resume_gateway_url": address,
        "application": {"id": APPLICATION, "flags": 0},
    }


def channel(id_: str = CHANNEL, guild_id: str = GUILD) -> dict[str, Any]:
    return {"id": id_, "type": 0, "name": "debate", "position": 0, "permission_overwrites": [], "guild_id": guild_id}


def guild(id_: str = GUILD, channels: Sequence[str] = (CHANNEL,)) -> dict[str, Any]:
    everyone = {
        "id": id_,
        "name": "@everyone",
        "permissions": _EVERY_PERMISSION,
        "position": 0,
        "color": 0,
        "flags": 0,
    }
    return {
        "id": id_,
        "name": "Reading group",
        "owner_id": ADA,
        "member_count": 2,
        "roles": [everyone],
        "channels": [channel(each, id_) for each in channels],
        "members": [{**member(), "user": user(BOT, "Serge", bot=True)}],
    }


def message(content: str, **fields: Any) -> dict[str, Any]:
    """A message of Ada's in the guild's channel; ``fields`` makes it another's."""
    return {
        "id": number(),
        "channel_id": CHANNEL,
        "guild_id": GUILD,
        "author": user(ADA, "ada"),
        "member": member(),
        "content": content,
        "timestamp": NOW,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(BOT, "Serge", bot=True)] if f"<@{BOT}>" in content else [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        **fields,
    }


def posted(body: dict[str, Any]) -> dict[str, Any]:
    """The bot's message, as Discord answers the request that made it."""
    shown = {name: body[name] for name in ("components", "flags", "embeds") if body.get(name)}
    return message(body.get("content") or "", author=user(BOT, "Serge", bot=True), **shown)


def interaction(type_: int, data: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A slash command (type 2) or a click (type 3) of Ada's."""
    id_ = number()
    return {
        "id": id_,
        "application_id": APPLICATION,
        "type": type_,
        "token": f"token-{id_}",
        "version": 1,
        "data": data,
        "guild_id": GUILD,
        "guild": {"id": GUILD, "locale": "en-US", "features": []},
        "channel_id": CHANNEL,
        "channel": channel(),
        "member": {**member(), "user": user(ADA, "ada")},
        "app_permissions": _EVERY_PERMISSION,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": GUILD},
        "attachment_size_limit": 10_000_000,
        **fields,
    }


def slash(query: str) -> dict[str, Any]:
    options = [{"name": "query", "type": 3, "value": query}]
    return interaction(2, {"id": number(), "name": "serge", "type": 1, "options": options})


def click(custom_id: str, on: dict[str, Any]) -> dict[str, Any]:
    return interaction(3, {"custom_id": custom_id, "component_type": 2}, message=on)


def callback_response(made: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """What Discord answers to an interaction's callback."""
    resource: dict[str, Any] = {"type": body["type"]}
    if body["type"] in {4, 7}:
        resource["message"] = posted(body["data"])
    return {"interaction": {"id": made["id"], "type": made["type"]}, "resource": resource}
