"""What an entry that a group added shows beside the essay's words: words from elsewhere, and whose entry it is."""

from __future__ import annotations

from cogs.cards.content import RULE, Part, Style, part
from cogs.language import _, later
from knowledge.markup import Run
from knowledge.model import Elsewhere, Entry, Role

_LABELS = {
    Role.PASSAGE: later("From elsewhere, added by this group"),
    Role.REBUTTAL: later("Rebuttal from elsewhere, added by this group"),
}


def words_from_elsewhere(entry: Entry, role: Role) -> list[Part]:
    """The words of that role that stand in no loaded text, each with where it is from."""
    parts: list[Part] = []
    for words in entry.elsewhere:
        if words.role is role:
            parts += [RULE, *_one(words)]
    return parts


def added_by_group() -> Part:
    """Whose entry it is, in the place of a text's title."""
    return part(Style.SMALL, Run(_("Added by this group")))


def _one(words: Elsewhere) -> list[Part]:
    if not words.source:
        return [part(Style.LABEL, Run(_("This group’s answer"))), part(Style.QUOTE, Run(words.exact))]
    said = [part(Style.LABEL, Run(_(_LABELS[words.role]))), part(Style.QUOTE, Run(words.exact))]
    return [*said, part(Style.SMALL, Run(f"— {words.source}, {words.locator}"))]
