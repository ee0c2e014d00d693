"""Taking an answer back: the one who asked may, and so may moderators."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Self, cast

import discord
from discord import ui

from cogs.answering.asking import Interaction
from cogs.answering.behind_buttons import Answering
from cogs.cards.layout import Short
from cogs.cards.refusals import not_yours_card
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
        await cast("Answering", interaction.client).replier.add(interaction, _refused(), alone=True)


async def _refused() -> Short:
    return Short(not_yours_card())
