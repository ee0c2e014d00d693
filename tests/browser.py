"""`serge try` and a real browser to see it in: Chromium without a window, that reaches nothing but this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.processes import start

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PATIENCE = 15_000
"""Milliseconds in which what a test expects has to be there. It takes far less; a busy machine takes its time."""

QUIET = (
    "--no-sandbox",  # CI and containers run it as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


STOPS_WITHIN = 5
"""Seconds in which `serge try` stops. It takes a fifth of one; the rest, too, is for a busy machine."""


@contextmanager
def trying(database: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`serge try` over that database, and the page's address as it prints it."""
    program = start("try", "--no-browser", environment={"SERGE_DATABASE_URL": database})
    try:
        assert program.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+", program.stdout.readline().decode())
        assert address, program.communicate(timeout=STOPS_WITHIN)
        yield program, address[0]
    finally:
        program.kill()
        program.communicate()


@contextmanager
def page_at(address: str, **options: Any) -> Iterator[Page]:
    """The page at that address, ready to use. Skips the test where there is no browser, but never in CI."""
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "CI has to have Chromium"
        pytest.skip("there is no Chromium on this machine (on Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            page = browser.new_page(**options)
            page.goto(address)
            page.wait_for_function("() => window.simcordPreview?.ready")
            yield page
        finally:
            browser.close()
