"""Taking an answer back: the one who asked may, and so may moderators."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Self

import discord
from discord import ui

from cogs.asking import Interaction
from cogs.language import _


class DeleteButton(ui.DynamicItem[ui.Button[ui.View | ui.LayoutView]], template=r"serge:delete:(?P<asker>\d+)"):
    """Deletes the message it stands on."""

    def __init__(self, asker: int) -> None:
        custom_id = f"serge:delete:{asker}"
        super().__init__(ui.Button(label=_("Delete"), style=discord.ButtonStyle.secondary, custom_id=custom_id))
        self._asker = asker

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[ui.View], match: re.Match[str], /) -> Self:
        """The button again, from its id."""
        return cls(int(match["asker"]))

    async def callback(self, interaction: Interaction) -> None:
        """Delete the answer, or say who may."""
        if interaction.user.id == self._asker or interaction.permissions.manage_messages:
            await interaction.response.defer()
            with suppress(discord.NotFound):  # somebody was faster
                await interaction.delete_original_response()
            return
        said = _("Only the one who asked can delete this, or somebody who may manage messages here.")
        await interaction.response.send_message(said, ephemeral=True)
