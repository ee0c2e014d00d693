"""First words in a guild: what the bot does, three things to try, how it is set up, and what it keeps."""

from __future__ import annotations

from cogs.cards.content import RULE, Card, Style, part
from cogs.cards.help import WHAT_IT_DOES, things_to_try
from cogs.language import _
from knowledge.markup import Run


def welcome_card(prefix: str) -> Card:
    """What members and moderators are told once."""
    setting_up = _(
        "For moderators: /settings (who may ask, where I am silent, the prefix, the language), /schedule (a passage "
        "every day or week), /library (entries of your own), /doctor (what I may not do here, and how to mend it)."
    )
    kept = _(
        "What I keep: what you set, your bookmarks, schedules, the entries of your own, with who changed what of them "
        "and when, your drafts of them until you publish or discard them, and what I say only once (these words, that "
        "a permission was missing). Of each answer, for 30 days: where it stands, the number of the message it "
        "answers, and which card it is; not who asked, nor in which words. Of ordinary messages I keep nothing."
    )
    return (
        part(Style.TITLE, Run(_("Thank you for having me"))),
        part(Style.BODY, Run(_(WHAT_IT_DOES))),
        *things_to_try(prefix),
        RULE,
        part(Style.BODY, Run(setting_up)),
        part(Style.SMALL, Run(kept)),
    )
