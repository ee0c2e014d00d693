"""Discord's limits are the ones in our table, one test a row, and what we make keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cogs.answering import timing
from cogs.cards import limits
from cogs.cards.answers import correction_notice
from cogs.cards.markdown import render_part
from tests import openapi
from tests.factories import prose

_V2 = 1 << 15


@dataclass(frozen=True)
class Sent:
    """A request as the check wants it."""

    method: str
    path: str
    json: Any


def message(**body: Any) -> Sent:
    return Sent("POST", "/channels/1/messages", body)


def layout(*texts: str) -> Sent:
    shown = [{"type": 10, "content": text} for text in texts]
    return message(flags=_V2, components=[{"type": 17, "components": shown}])


def buttons(number: int = 1, **changes: Any) -> Sent:
    row = [{"type": 2, "style": 1, "label": "Show", "custom_id": f"id{n}"} | changes for n in range(number)]
    return message(content="Which?", components=[{"type": 1, "components": row}])


def menu(number: int = 1, *, placeholder: str = "Pick one", **changes: Any) -> Sent:
    options = [{"label": f"Topic {n}", "value": f"topic {n}"} | changes for n in range(number)]
    row = [{"type": 3, "custom_id": "menu", "placeholder": placeholder, "options": options}]
    return message(content="Which?", components=[{"type": 1, "components": row}])


def rows(number: int) -> Sent:
    button = {"type": 2, "style": 1, "label": "Show"}
    shown = [{"type": 1, "components": [button | {"custom_id": f"id{n}"}]} for n in range(number)]
    return message(content="Which?", components=shown)


def choices(number: int = 1, **changes: Any) -> Sent:
    given = [{"name": f"Topic {n}", "value": f"topic {n}"} | changes for n in range(number)]
    return Sent("POST", "/interactions/1/token/callback", {"type": 8, "data": {"choices": given}})


def form(value: str) -> Sent:
    field = {"type": 4, "custom_id": "field", "style": 2, "value": value}
    shown = {"custom_id": "form", "title": "Form", "components": [{"type": 18, "label": "Field", "component": field}]}
    return Sent("POST", "/interactions/1/token/callback", {"type": 9, "data": shown})


# A request that is as large as the limit says; one more is refused.
DISCORDS: dict[str, Callable[[int], Sent]] = {
    "MESSAGE": lambda size: message(content="a" * size),
    "LAYOUT_TEXT": lambda size: layout("a" * 1_000, "a" * (size - 1_000)),
    "LAYOUT_COMPONENTS": lambda number: layout(*"a" * (number - 1)),
    "BUTTON_LABEL": lambda size: buttons(label="a" * size),
    "CUSTOM_ID": lambda size: buttons(custom_id="a" * size),
    "ROW_BUTTONS": buttons,
    "THREAD_NAME": lambda size: Sent("POST", "/channels/1/threads", {"name": "a" * size, "message": {"content": "a"}}),
    "TEXT_INPUT": lambda size: form("a" * size),
    "MESSAGE_ROWS": rows,
    "OPTIONS": menu,
    "OPTION_LABEL": lambda size: menu(label="a" * size),
    "OPTION_VALUE": lambda size: menu(value="a" * size),
    "PLACEHOLDER": lambda size: menu(placeholder="a" * size),
    "CHOICES": choices,
    "CHOICE_NAME": lambda size: choices(name="a" * size),
}

OURS = {"LAYOUT_SPARE", "LAYOUT_NOTICE", "LAYOUT_ROWS", "LAYOUT_RULES", "CHOICE_VALUE", "INTERACTION_SECONDS"}
"""Rows that are ours to choose, or that the description does not hold; a test below holds each."""


@pytest.mark.parametrize("name", DISCORDS)
def test_discord_takes_as_much_and_not_one_more(name: str) -> None:
    if not openapi.is_there():
        pytest.skip(openapi.ABSENT)
    limit = getattr(limits, name)
    assert openapi.problems([DISCORDS[name](limit)]) == []
    assert openapi.problems([DISCORDS[name](limit + 1)]) != []


def test_every_row_of_the_table_is_tested() -> None:
    assert {name for name in vars(limits) if name.isupper()} == DISCORDS.keys() | OURS


def test_lengths_are_counted_in_code_points() -> None:
    if not openapi.is_there():
        pytest.skip(openapi.ABSENT)
    assert openapi.problems([message(content="🥖" * limits.MESSAGE)]) == []


def test_a_layout_keeps_something_spare() -> None:
    assert limits.LAYOUT_SPARE >= 150


def test_a_page_of_rules_and_buttons_stays_below_the_components() -> None:
    container, rows = 1, limits.LAYOUT_ROWS * (1 + limits.ROW_BUTTONS)
    texts = limits.LAYOUT_RULES + 1
    assert container + limits.LAYOUT_RULES + texts + rows <= limits.LAYOUT_COMPONENTS


def test_the_longest_notice_of_mended_words_fits() -> None:
    notice = correction_notice("_" * 100, {f"word{number}": "bread" for number in range(500)})
    assert len(render_part(notice)) < limits.LAYOUT_NOTICE


def test_the_value_of_a_choice_is_no_longer_than_the_documentation_says() -> None:
    assert limits.CHOICE_VALUE == 100  # the OpenAPI description allows 6000


def test_an_interaction_is_acknowledged_with_time_to_spare() -> None:
    assert timing.PATIENCE_SECONDS <= limits.INTERACTION_SECONDS / 2


@pytest.mark.parametrize("length", [0, 1, 79, 80, 81, 500])
def test_a_label_is_fitted(length: int) -> None:
    label = prose(length)
    fitted = limits.fit(label, 80)
    assert len(fitted) <= 80
    assert fitted == label if length <= 80 else fitted.endswith("…")
    assert label.startswith(fitted.removesuffix("…"))
