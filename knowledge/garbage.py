"""Python's search for garbage holds up every thread, the event loop's too, as long as it looks through what there is.

What builds much that stays puts it off (:func:`put_off`); what has been built to stay is not looked through again
(:func:`keep`).
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def put_off() -> Generator[None]:
    """No search for garbage while the block runs."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def keep() -> None:
    """Leave all that there is now out of the searches to come; what nobody needs any more is let go of all the same."""
    gc.freeze()
