"""The words of slash commands in each member's own language, as Discord shows them while they are picked."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation

from cogs.language import ENGLISH, LANGUAGES, translated

_TYPED = {
    TranslationContextLocation.command_name,
    TranslationContextLocation.group_name,
    TranslationContextLocation.parameter_name,
}
"""What stays as it is in every language, so that everybody types the same. Names of menus are not typed."""


class CatalogueTranslator(app_commands.Translator):
    """Looks descriptions, choices and the names of menus up in the catalogues."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The words in that language; None where there are none other than the English ones."""
        language = locale.value.partition("-")[0]
        is_typed = context.location in _TYPED and not isinstance(context.data, app_commands.ContextMenu)
        if language == ENGLISH or language not in LANGUAGES or is_typed:
            return None
        words = translated(string.message, language)
        return None if words == string.message else words
