"""`serge try`, as a person uses it: the program started, the page opened in a browser, questions typed."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.settings import Settings
from tests.bread import YEASTS, load_bread
from tests.browser import STOPS_WITHIN, page_at, trying
from tests.processes import serge, start

WITHOUT_THE_EXTRA = """\
import sys
sys.modules["simcord"] = None  # what an import finds where the package is not installed
from bot.cli import main
sys.exit(main(["try"]))
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a library of bread: the host's own, in the shipped one's place."""
    url = f"sqlite:///{tmp_path / 'serge.db'}"
    asyncio.run(load_bread(url, tmp_path / "pack"))
    return url


def test_the_page_opens_with_the_card_on_kronstadt(settings: Settings) -> None:
    with trying(settings.database_url) as (_, address), page_at(address) as page:
        answer = page.get_by_role("log").locator("article").last
        expect(answer.get_by_text("Serge", exact=True).first).to_be_visible()
        expect(answer.get_by_role("heading", name="Kronstadt")).to_be_visible()
        expect(answer).to_contain_text("Quite the reverse as it points to a blissful unawareness")
        expect(answer.locator("em", has_text=re.compile("^Memoirs$")).first).to_be_visible()


def test_a_question_typed_on_the_page_is_answered_from_the_hosts_library(database: str) -> None:
    with trying(database) as (_, address), page_at(address) as page:
        _say(page, "!serge night bakin")
        conversation = page.get_by_role("log")
        expect(conversation.get_by_text("Showing Night baking for “bakin”")).to_be_visible()
        expect(conversation.get_by_text("Nobody who bakes has ever said so.")).to_be_visible()


def test_a_button_on_the_page_shows_what_it_names(database: str) -> None:
    with trying(database) as (_, address), page_at(address) as page:
        _say(page, "!serge yeast")
        conversation = page.get_by_role("log")
        conversation.get_by_role("button", name=YEASTS[0]).click()
        expect(conversation.get_by_role("heading", name=YEASTS[0])).to_be_visible()


def test_slash_commands_are_offered_again_at_the_second_start(database: str) -> None:
    with trying(database):
        pass
    with trying(database) as (_, address), page_at(address) as page:
        page.get_by_label("Message", exact=True).press_sequentially("/serge")
        expect(page.get_by_text("Look up a topic, a claim or a question in the essay")).to_be_visible()


def test_ctrl_c_stops_it_with_the_page_open_and_says_so(database: str) -> None:
    with trying(database) as (program, address), page_at(address):
        program.send_signal(signal.SIGINT)
        output, errors = program.communicate(timeout=STOPS_WITHIN)
    assert (program.returncode, errors) == (0, b"")
    assert output.endswith(b"Stopped.\n")


def test_ending_the_session_on_the_page_stops_the_program(database: str) -> None:
    with trying(database) as (program, address), page_at(address) as page:
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="End preview session").click()
        _, errors = program.communicate(timeout=STOPS_WITHIN)
    assert (program.returncode, errors) == (0, b"")


def test_a_port_in_use_is_said_and_what_to_do(database: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = serge("try", "--no-browser", "--port", port, "--database", database)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"The page cannot be shown: preview could not bind port {port}. Name another port with --port, or none.\n"
    )


def test_a_port_that_cannot_be_is_said(database: str) -> None:
    done = serge("try", "--no-browser", "--port", "70000", "--database", database)
    assert (done.returncode, done.stdout) == (1, "")
    assert "between 0 and 65535" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_how_to_get_it() -> None:
    program = start(code=WITHOUT_THE_EXTRA)
    output, errors = program.communicate(timeout=STOPS_WITHIN)
    assert (program.returncode, output) == (1, b"")
    assert b"uv run --extra try serge try" in errors
    assert b"Traceback" not in errors


def _say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.get_by_label("Message", exact=True).press("Enter")
