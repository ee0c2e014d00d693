"""Python's search for garbage holds up every thread, the event loop's too, as long as it looks through what there is.

What builds much that stays puts it off (:func:`put_off`); what has been built to stay is not looked through again
(:func:`keep`).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Generator
from contextlib import contextmanager

_LOCK = threading.Lock()
_BLOCKS: list[None] = []
_SEARCHING = [True]


@contextmanager
def put_off() -> Generator[None]:
    """No search for garbage while the block runs; several may, in any threads."""
    with _LOCK:
        if not _BLOCKS:
            _SEARCHING[:] = [gc.isenabled()]
            gc.disable()
        _BLOCKS.append(None)
    try:
        yield
    finally:
        with _LOCK:
            _BLOCKS.pop()
            if not _BLOCKS and _SEARCHING[0]:
                gc.enable()


def keep() -> None:
    """Leave all that there is now out of the searches to come. What nobody needs any more is let go of all the same,
    but for garbage that refers to itself.
    """
    gc.freeze()
