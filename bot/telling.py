"""Telling Discord the commands, in every language, and only when they changed: it counts how often it is told."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from cogs.translator import CatalogueTranslator
from knowledge.library import Library

log = logging.getLogger(__name__)


async def tell_commands(tree: app_commands.CommandTree[Any], library: Library, application_id: int | None) -> bool:
    """Tell Discord the commands, unless it was told the very same before. Whether it knows them now.

    Those that it does not take are told again at the next start; all else works without.
    """
    translator = CatalogueTranslator()
    await tree.set_translator(translator)
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
    key = f"commands:{application_id}"
    if await library.recall(key) == fingerprint:
        return True
    try:
        synced = await tree.sync()
    except discord.HTTPException as error:
        log.warning("Discord did not take the commands; they are told again at the next start (%s)", error)
        return False
    await library.remember(key, fingerprint)
    log.info("told Discord %d commands", len(synced))
    return True
