"""What is said where no answer comes: why not, and what to do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from cogs.answering.gate import Refusal, Why
from cogs.cards.content import Card, Part, Style, part, worded
from cogs.cards.settings import named_roles
from cogs.language import _, ngettext
from knowledge.errors import DatabaseError
from knowledge.markup import Run


def refusal_card(refusal: Refusal, roles: Mapping[int, str] | None = None) -> Card:
    """Why a question is not answered now, and when it will be; ``roles`` are the guild's by their numbers."""
    match refusal.why:
        case Why.SILENT:
            said = _("I am silent in this channel. Ask me elsewhere, or with a slash command.")
        case Why.ROLE:
            return (_roles_part(refusal, roles or {}),)
        case Why.PERSON:
            said = _("One moment: you ask faster than anybody can read. {again}").format(again=_again(refusal))
        case Why.CHANNEL:
            said = _("One moment: this channel asks faster than anybody can read. {again}")
            said = said.format(again=_again(refusal))
    return (part(Style.NOTICE, said),)


def gone_card() -> Card:
    """What a button led to is no longer there."""
    return (part(Style.NOTICE, _("This is no longer in the library. Ask again to see what is.")),)


def not_yours_card() -> Card:
    """Who may take an answer back."""
    said = _("Only the one who asked can delete this, or somebody who may manage messages here.")
    return (part(Style.NOTICE, said),)


def apology_card(error: BaseException) -> Card:
    """What is said where something failed; discord.py keeps what a command failed of as its error's ``original``."""
    while isinstance(original := getattr(error, "original", None), BaseException):
        error = original
    if isinstance(error, DatabaseError):
        return (part(Style.NOTICE, _("The library cannot be reached just now. Please try again in a minute.")),)
    return (part(Style.NOTICE, _("Something went wrong here and has been noted. Please try again.")),)


def _roles_part(refusal: Refusal, roles: Mapping[int, str]) -> Part:
    """Who may ask, as far as their roles are known; where none of the guild's is left, that nobody may."""
    named = [roles[role] for role in refusal.roles if role in roles]
    if named:
        said = _("Here only some roles may ask me: {roles}. Whoever sets this group up can change that with /settings.")
        return worded(Style.NOTICE, said, roles=Run(named_roles(named)))
    if roles:
        said = _("Here the roles that may ask me are gone. Whoever sets this group up can name others: /settings.")
        return part(Style.NOTICE, said)
    said = _("Here only some roles may ask me. Whoever sets this group up can change that with /settings.")
    return part(Style.NOTICE, said)


def _again(refusal: Refusal) -> str:
    seconds = max(1, math.ceil(refusal.seconds))
    said = ngettext("Ask again in {number} second.", "Ask again in {number} seconds.", seconds)
    return said.format(number=seconds)
