"""Serge as a host starts it: a program with arguments, pipes and, where it matters, a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS = 60
"""How long any program a test starts may take."""


def start(
    *arguments: str, environment: Mapping[str, str] | None = None, code: str | None = None
) -> subprocess.Popen[bytes]:
    """Start ``serge`` (or the Python ``code``) with pipes at its standard streams; end it with ``communicate``."""
    return subprocess.Popen(
        [*_program(code), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=_environment(environment),
    )


def serge(
    *arguments: str | bytes, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``serge`` to its end. What it printed is read as UTF-8; what is not UTF-8 fails."""
    done = subprocess.run(
        [*_program(None), *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=_environment(environment),
        timeout=SECONDS,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def serge_in_a_terminal(
    *arguments: str, columns: int = 80, keys: Sequence[bytes] = (), environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run ``serge`` in a terminal of that width. Returns its exit status and everything the terminal showed.

    Each of ``keys`` is typed once the program has been silent for half a second.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*_program(None), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=_environment({"TERM": "xterm-256color", **(environment or {})}),
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  # so that Ctrl+C reaches it
    )
    os.close(theirs)
    try:
        shown = _talk(ours, list(keys))
        return process.wait(SECONDS), shown.decode()
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _talk(terminal: int, keys: list[bytes]) -> bytes:
    shown = b""
    give_up = time.monotonic() + SECONDS / 4
    while time.monotonic() < give_up:
        ready, _, _ = select.select([terminal], [], [], 0.5 if shown else SECONDS / 4)
        if ready:
            piece = b""
            with suppress(OSError):  # Linux's way to say that the other side has closed
                piece = os.read(terminal, 65536)
            if not piece:
                return shown
            shown += piece
        elif keys:
            os.write(terminal, keys.pop(0))
    raise AssertionError(f"still running after {SECONDS / 4} seconds; it showed {shown.decode()!r}")


def _program(code: str | None) -> list[str]:
    return [sys.executable, "-c", code] if code else [sys.executable, "-m", "bot.cli"]


def _environment(changes: Mapping[str, str] | None) -> dict[str, str]:
    """The test's own environment; output is buffered, and in UTF-8 without leniency, as on a person's machine."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONUNBUFFERED", "PYTHONUTF8"}}
    return {**inherited, "PYTHONIOENCODING": "utf-8:strict", "PYTHONPATH": str(ROOT), **(changes or {})}
