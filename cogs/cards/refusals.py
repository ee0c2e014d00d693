"""What is said where no answer comes: why not, and what to do."""

from __future__ import annotations

import math

from cogs.answering.gate import Refusal, Why
from cogs.cards.content import Card, Style, part
from cogs.language import _, ngettext
from knowledge.errors import DatabaseError


def refusal_card(refusal: Refusal) -> Card:
    """Why a question is not answered now, and when it will be."""
    match refusal.why:
        case Why.SILENT:
            said = _("I am silent in this channel. Ask me elsewhere, or with a slash command.")
        case Why.ROLE:
            said = _("Here only some roles may ask me. Whoever sets this group up can change that with /settings.")
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


def _again(refusal: Refusal) -> str:
    seconds = max(1, math.ceil(refusal.seconds))
    said = ngettext("Ask again in {number} second.", "Ask again in {number} seconds.", seconds)
    return said.format(number=seconds)
