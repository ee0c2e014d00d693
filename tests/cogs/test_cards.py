"""Every kind of card as a person sees it, in cards/*.md. ``python -m tests.cogs.test_cards`` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import ui

from cogs.answering.reply import Reply
from cogs.cards.layout import plain_pages
from tests.cogs.discord_markdown import text
from tests.cogs.examples import REPLIES
from tests.cogs.shown import markdown_of, words_of

FOLDER = Path(__file__).parent / "cards"
FILES = {name: FOLDER / f"{name.replace(' ', '-')}.md" for name in REPLIES}


@pytest.mark.parametrize("name", REPLIES)
def test_the_card_looks_as_it_was_agreed(name: str) -> None:
    assert drawn(REPLIES[name]()) == FILES[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPLIES)
def test_a_card_and_its_plain_form_show_the_same_words(name: str) -> None:
    reply = REPLIES[name]()
    in_v2 = "".join(text(markdown_of(view)) for view in reply.layouts())
    in_plain = "".join(map(text, plain_pages(reply.card)))
    assert "".join(in_v2.split()) == "".join(in_plain.split()) == "".join(words_of([reply.card]).split())


def test_every_drawn_card_belongs_to_a_test() -> None:
    assert set(FOLDER.glob("*.md")) == set(FILES.values())


def drawn(reply: Reply) -> str:
    """The reply as Markdown: a rule for a rule, ``[ … ]`` for a button."""
    return "\n".join(line for view in reply.layouts() for line in _lines(view)) + "\n"


def _lines(view: ui.LayoutView) -> Iterator[str]:
    for item in view.walk_children():
        match item:
            case ui.TextDisplay():
                yield item.content
            case ui.Separator():
                yield "\n---\n"
            case ui.ActionRow():
                yield "\n" + " ".join(f"[ {_label(child)} ]" for child in item.children)
            case ui.File():
                yield f"\n[ {item.media.url} ]"
            case _:
                pass


def _label(child: Any) -> str:
    """What stands on a button; of a menu what is chosen, or what it asks for, and what there is."""
    match child.item:
        case ui.Select() as menu:
            chosen = next((option.label for option in menu.options if option.default), menu.placeholder)
            return f"{chosen} ▾ {' · '.join(option.label for option in menu.options)}"
        case ui.RoleSelect() as menu:
            return f"{menu.placeholder} ▾"
        case button:
            return button.label


if __name__ == "__main__":
    for name, reply in REPLIES.items():
        FILES[name].write_text(drawn(reply()), encoding="utf-8")
