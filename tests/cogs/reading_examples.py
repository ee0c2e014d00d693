"""One small reply of every kind that shows a text itself, its notes or its argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cogs.answering.reply import Reply, card_reply, named_reply
from cogs.browsing.browsing_cards import atlas_named, sheet_named
from cogs.browsing.reading_cards import context_named, page_named
from cogs.cards.arguments import unmapped_notice
from cogs.cards.lists import topics_card, unquoted_card
from cogs.cards.reading import context_card, notes_card, nowhere_card, page_with_notes
from knowledge.argument import Branch, Region, Sheet, SheetAt
from knowledge.context import Context
from knowledge.edition import Anchored, Block, Contents, Section
from knowledge.model import TopicLine
from knowledge.notes import Notes
from knowledge.read_essay import Nowhere, Page
from tests.factories import make_pack_info, make_source

_PACK = make_pack_info()
_CONTENTS = Contents(_PACK, (Section("The Ovens", 0, 3), Section("The Scales", 3, 1)), notes=2)
_FIRST = Block(
    0,
    "The Ovens",
    1,
    is_note=False,
    displayed=False,
    text="The masters say, in *The Master Baker*, so.[^1] Nobody does.",
)
_SECOND = _FIRST._replace(position=1, number=2, text="Lamp wrote of the *night* shift: 5 * 3 loaves.")
_THIRD = _FIRST._replace(position=2, number=3, displayed=True, text="Give us the morning and we will give you bread.")
_SCALES = _FIRST._replace(position=3, section="The Scales", number=1, text="Weighing is the miller's own business.")
_NOTE = Block(4, "The Ovens", 1, is_note=True, displayed=False, text="Ada Lamp, *Ovens*, Hearth Press, 1919.")
_OTHER_NOTE = _NOTE._replace(position=5, number=2, section="The Scales", text="Tom Rye, ‘Sacks’.")

_MARKED = Anchored("passage", "in *The Master Baker*, so.[^1]", 17, 47, "a-word-on-bread", _FIRST)
_QUOTED = Anchored("quotation", "Ovens", 11, 16, "a-word-on-bread", _NOTE)
_CONTEXT = Context(1, (_MARKED, _QUOTED), 0, 0, _CONTENTS, _FIRST, (17, 47), None, _SECOND, _FIRST)

_PLACE = SheetAt("a-word-on-bread", 0, 0)
_OVENS = Region(
    _PLACE, _PACK, "The Ovens", ("Night baking", "Stale bread"), (1, 2), 3, (("the masters", 2), ("Rye", 1))
)
_WEIGHTS = Region(SheetAt("a-word-on-bread", 1, 0), _PACK, "The Scales", ("False weights",), (3,), 0, ())
_BRANCH = Branch(
    "Night baking", "Bread has to be baked at night.", ("the masters",), ("The Ovens 1",), ("The Ovens 1", "note 1"), 2,
    ("Ovens",),
)  # fmt: skip
_BARE = Branch("Stale bread", "Bread is stale by dawn.", (), ("The Ovens 1",), ("The Ovens 2",), 0, ())
_SHEET = Sheet(_PLACE, _OVENS, ((1, _BRANCH), (2, _BARE)), None, _WEIGHTS.at, (_OVENS, _WEIGHTS))

READING_REPLIES: dict[str, Callable[[], Reply]] = {
    "page to read": lambda: named_reply(page_named(Page(_CONTENTS, _FIRST, (_NOTE,), None, _SECOND))),
    "last page of a section": lambda: named_reply(page_named(Page(_CONTENTS, _THIRD, (), _SECOND, _SCALES))),
    "page with its notes": lambda: card_reply(page_with_notes(Page(_CONTENTS, _FIRST, (_NOTE,), None, _SECOND))),
    "no such page": lambda: card_reply(nowhere_card(Nowhere("*sourdough* 9", (_CONTENTS,)))),
    "context": lambda: named_reply(context_named(_CONTEXT)),
    "context further on": lambda: named_reply(
        context_named(replace(_CONTEXT, offset=1, block=_SECOND, marked=None, before=_FIRST, after=_THIRD))
    ),
    "context of words in a note": lambda: card_reply(
        context_card(replace(_CONTEXT, number=1, block=_NOTE, marked=(11, 16), after=_OTHER_NOTE))
    ),
    "notes": lambda: card_reply(notes_card(Notes("Night baking", _PACK, (_NOTE, _OTHER_NOTE)))),
    "no notes": lambda: card_reply(notes_card(Notes(_SECOND, _PACK, ()))),
    "map": lambda: named_reply(atlas_named((_OVENS, _WEIGHTS))),
    "map without that section": lambda: named_reply(atlas_named((_WEIGHTS,)), unmapped_notice("sourdough")),
    "sheet of the map": lambda: named_reply(sheet_named(_SHEET)),
    "topics of a section": lambda: card_reply(
        topics_card([TopicLine("night-baking", "Night baking", "The Ovens", ("the night shift",))], aliases=True)
    ),
    "work of which nothing is quoted": lambda: card_reply(unquoted_card(make_source())),
}
