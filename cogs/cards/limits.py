"""Discord's limits, in one table. Lengths are Unicode code points, which is what ``len()`` counts.

Source: Discord's documentation, "Message Object", "Component Reference" and "Application Commands".
"""

from __future__ import annotations

MESSAGE = 2_000
"""Characters in a message's content."""

LAYOUT_TEXT = 4_000
"""Characters in all text displays of a Components V2 message."""

LAYOUT_SPARE = 150
"""What is kept free of that, since Discord counts a little more than the text."""

LAYOUT_NOTICE = 350
"""What is kept free on an entry's pages for the line that says what was mended."""

LAYOUT_COMPONENTS = 40
"""Components in a V2 message, nested ones and accessories counted."""

LAYOUT_ROWS = 3
"""Rows of buttons or menus that we put below a card."""

LAYOUT_RULES = (LAYOUT_COMPONENTS - 2 - LAYOUT_ROWS * 6 - 2) // 2
"""Rules in a V2 message, so that its texts, its rules, rows of five buttons and a row for one stay below that."""

MESSAGE_ROWS = 5
"""Rows of buttons or menus below a plain message."""

BUTTON_LABEL = 80
CUSTOM_ID = 100
ROW_BUTTONS = 5

OPTIONS = 25
"""Options of a menu."""

OPTION_LABEL = 100
OPTION_VALUE = 100
PLACEHOLDER = 150

TEXT_INPUT = 4_000
"""Characters in a field of a form."""

THREAD_NAME = 100

CHOICES = 25
"""Suggestions in an autocomplete answer."""

CHOICE_NAME = 100
CHOICE_VALUE = 100

INTERACTION_SECONDS = 3.0
"""How soon an interaction must be acknowledged."""


def fit(text: str, limit: int) -> str:
    """A label within the limit: a longer one ends in an ellipsis. Never for the essay's text, which goes on instead."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
