"""What is said where an entry is shared: by whom, or why not."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.cards.content import Card, Part, Style, part, worded
from cogs.language import _, ngettext
from knowledge.markup import Run


def shared_by(name: str, answering: str | None = None) -> Part:
    """Who shared the entry; with the address of the message it answers where it is no reply to it."""
    if answering is None:
        return worded(Style.SMALL, _("Shared by {name}"), name=Run(name))
    said = _("Shared by {name}, in answer to {message}")
    return worded(Style.SMALL, said, name=Run(name), message=Run(answering))


def already_shared_card(where: str) -> Card:
    """Somebody has shared it; ``where``, as far as it is posted already."""
    if not where:
        return (part(Style.NOTICE, _("This is being shared already.")),)
    return (worded(Style.NOTICE, _("This was shared already: {message}"), message=Run(where)),)


def sharing_silenced_card() -> Card:
    """The group wants nothing posted in the channel."""
    return (part(Style.NOTICE, _("I am silent in this channel, so nothing can be shared here.")),)


def sharing_refused_card() -> Card:
    """Discord does not take it, for a reason that it does not tell."""
    return (part(Style.NOTICE, _("Discord does not let me post in this channel.")),)


def lacking_card(permissions: Sequence[str]) -> Card:
    """Which permissions of Discord's are missing, by their names there; nothing where none is."""
    if not permissions:
        return ()
    said = ngettext(
        "I cannot share it here: I lack the permission {permissions}.",
        "I cannot share it here: I lack the permissions {permissions}.",
        len(permissions),
    )
    return (worded(Style.NOTICE, said, permissions=Run(", ".join(map(_, permissions)))),)


def may_not_bring_apps_card() -> Card:
    """The member may not post with apps that the server has not added."""
    said = _("I am not in this server, and you may not post with apps here. You lack the permission {permission}.")
    return (worded(Style.NOTICE, said, permission=Run(_("Use External Apps"))),)
