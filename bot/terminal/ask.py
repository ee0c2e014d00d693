"""``serge ask``: one question as a card or as JSON, or a file of questions as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.settings import Settings, SettingsError
from bot.terminal.answer_json import ANSWER_SCHEMA, answer_json
from bot.terminal.screen import Screen
from cogs.cards.answers import answer_card
from cogs.cards.explaining import explanation_card
from knowledge.answer import Outcome
from knowledge.explain import explain
from knowledge.library import Library


async def ask(settings: Settings, query: str, *, as_json: bool, explained: bool = False) -> int:
    """Print what the look-up found, and why if that is wanted. Exit status 1 where it found nothing."""
    async with Library.open(settings.database_url, settings.model) as library:
        answer = await library.look_up(query)
        why = await explain(library.database, answer) if explained else None
    if as_json:
        _print_json(answer_json(answer, why=why))
    else:
        screen = Screen(sys.stdout)
        screen.show(answer_card(answer))
        if why is not None:
            screen.line()
            screen.show(explanation_card(why))
    return int(answer.outcome is Outcome.NONE)


async def ask_batch(settings: Settings, file: Path, *, explained: bool = False) -> int:
    """Answer every line of the file, one line of JSON each, in order. The whole file is read and checked first."""
    questions = list(_questions(file))
    async with Library.open(settings.database_url, settings.model) as library:
        for id_, query in questions:
            answer = await library.look_up(query)
            why = await explain(library.database, answer) if explained else None
            _print_json(answer_json(answer, id_, why))
    return 0


def print_schema() -> int:
    """Print the JSON Schema of an answer."""
    print(json.dumps(ANSWER_SCHEMA, indent=2, ensure_ascii=False))
    return 0


def _questions(file: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8; save it as UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SettingsError(f"{file}:{number}: not JSON: {error}. Nothing was answered.") from error
        if not isinstance(data, dict) or not isinstance(data.get("query"), str):
            raise SettingsError(
                f'{file}:{number}: should be like {{"id": 1, "query": "kronstadt"}}. Nothing was answered.'
            )
        yield data.get("id"), data["query"]


def _print_json(data: dict[str, Any]) -> None:
    """Print one line; half a surrogate pair as its escape, and all but ASCII too where the output takes no UTF-8."""
    text = json.dumps(data, ensure_ascii=sys.stdout.encoding.lower() != "utf-8")
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
