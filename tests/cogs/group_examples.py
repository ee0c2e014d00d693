"""One small reply of every kind that is about a group and its bot: help, settings, check-ups, first words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.cards.checkup import ChannelCheckup, GuildCheckup, Trouble, checkup_card, trouble_card
from cogs.cards.help import help_card
from cogs.cards.settings import Panel, unfit_notice
from cogs.cards.welcome import welcome_card
from cogs.commands import COMPARE, SERGE
from cogs.helping.cards import help_named, start_named
from cogs.helping.permissions import FILES, NEEDS, SEND, VIEW
from cogs.settings.items import panel_reply
from knowledge.errors import PreferenceError, Unfit
from knowledge.inventory import Inventory
from knowledge.preferences import Form, Holder, Preferences
from tests.factories import make_pack_info

_VIEWS = tuple(reversed(Holder))
_OWN = Panel(Holder.PERSON, {"form": "short"}, Preferences(form=Form.SHORT), "!")
_HERE = replace(_OWN, holder=Holder.CHANNEL, views=_VIEWS)
_WHOLE = Panel(
    Holder.GUILD,
    {"references": "on", "asking": "7,8", "prefix": "?", "language": "fr"},
    Preferences(references=True, asking=(7, 8), prefix="?", language="fr"),
    "!",
    roles={7: "*Bakers*"},
    views=_VIEWS,
    typed="a b",
)
_CHANNEL = ChannelCheckup(
    "#*bread*", tuple((need, need is not FILES) for need in NEEDS), message_content=False, is_silent=True
)
_GUILD = GuildCheckup(
    missing=(("#ovens", (VIEW,)), ("#scales", (VIEW,)), ("#mill", (SEND, FILES))),
    channels=9,
    message_content=False,
    commands_told=False,
    inventory=Inventory((make_pack_info(),), 10, 1),
    database="postgresql",
    version="0.1.0",
)
_TROUBLE = Trouble("#mill", "The *Bakers*", "https://discord.com/channels/1/2", (SEND, FILES), is_timed_out=True)


def _help(about: str) -> Reply:
    named = help_named("!", about)
    assert named is not None
    return named_reply(named)


GROUP_REPLIES: dict[str, Callable[[], Reply]] = {
    "help": lambda: named_reply(start_named("!")),
    "help with all commands": lambda: _help("commands"),
    "help with one command": lambda: _help("settings"),
    "help in a terminal": lambda: card_reply(help_card("!", (SERGE, COMPARE))),
    "welcome": lambda: card_reply(welcome_card("!")),
    "settings of a person": lambda: panel_reply(_OWN),
    "settings of a channel": lambda: panel_reply(_HERE),
    "settings of a thread": lambda: panel_reply(replace(_HERE, in_thread=True)),
    "settings of a guild": lambda: panel_reply(
        replace(_WHOLE, notice=unfit_notice(PreferenceError(Unfit.PREFIX_SPACE, "prefix", "a b"), _WHOLE))
    ),
    "settings where others read along": lambda: panel_reply(None),
    "check-up": lambda: card_reply(checkup_card(_CHANNEL, _GUILD)),
    "trouble": lambda: card_reply(trouble_card(_TROUBLE)),
}
"""What the bot replies, made anew at each call."""
