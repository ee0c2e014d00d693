"""The README's picture, made anew: `python -m tests.pictures`. It shows `serge try` in Chromium, at twice its size."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import page_at, trying

CARD = Path(__file__).parent.parent / ".github" / "card.png"

ROOM = {"width": 720, "height": 4_000}
"""A window in which the whole exchange stands, so that nothing of it is cut off."""

MARGIN = 8
COLOURS = 96
"""As many as anti-aliased text on a dark ground needs; it makes the file a third as large."""


def main() -> None:
    """Make the picture of the card on Kronstadt."""
    with (
        tempfile.TemporaryDirectory() as folder,
        trying(f"sqlite:///{folder}/serge.db") as (_, address),
        page_at(address, viewport=ROOM, device_scale_factor=2, reduced_motion="reduce") as page,
    ):
        picture = Image.open(io.BytesIO(_exchange(page)))
        CARD.parent.mkdir(exist_ok=True)
        picture.convert("RGB").quantize(COLOURS).save(CARD, optimize=True)
    print(f"{CARD.name}: {picture.width} × {picture.height}, {CARD.stat().st_size // 1024} KiB")  # noqa: T201


def _exchange(page: Page) -> bytes:
    """The question and its answer as PNG, without the page around them."""
    messages = page.get_by_role("log").locator("article")
    first, last = messages.first.bounding_box(), messages.last.bounding_box()
    assert first, "the question is on the page"
    assert last, "so is the answer"
    return page.screenshot(
        clip={
            "x": first["x"] + MARGIN,
            "y": first["y"] - MARGIN,
            "width": first["width"] - 2 * MARGIN,
            "height": last["y"] + last["height"] - first["y"] + 2 * MARGIN,
        }
    )


if __name__ == "__main__":
    main()
