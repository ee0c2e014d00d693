"""Whether Discord would take a request, by Discord's own OpenAPI description and the limits it does not state.

The check is ``shared/discord/openapi_check.py`` in the folder beside the repository, or the file that the environment
variable SERGE_OPENAPI_CHECK names. Without it the tests run all the same and pytest's last lines say that requests went
unchecked; in CI its absence is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest

FILE = Path(
    os.environ.get("SERGE_OPENAPI_CHECK") or Path(__file__).parents[2] / "shared" / "discord" / "openapi_check.py"
)
CI = bool(os.environ.get("CI"))
ABSENT = "requests to Discord were not checked: openapi_check.py is not there (name it in SERGE_OPENAPI_CHECK)"


class Request(Protocol):
    """A request as the bot made it; ``path`` without the interface's version and without the query string."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def json(self) -> Any: ...


def is_there() -> bool:
    """Whether requests can be checked. Fails the test in CI where they cannot."""
    if not FILE.is_file() and CI:
        pytest.fail(ABSENT)
    return FILE.is_file()


def problems(requests: Iterable[Request]) -> list[str]:
    """What Discord would say against these requests; nothing where the check is absent."""
    if not is_there():
        return []
    check = _check()
    return [
        f"{request.method} {request.path} {problem}"
        for request in requests
        for problem in check(request.method, request.path, _documented(request))
    ]


def _documented(request: Request) -> Any:
    """The body without the two keys that discord.py adds where a forum's thread begins, and that Discord overlooks."""
    body = request.json
    if not request.path.endswith("/threads") or not isinstance(body, dict) or "message" not in body:
        return body
    message = {key: value for key, value in body["message"].items() if key != "tts"}
    return {key: value for key, value in body.items() if key != "type"} | {"message": message}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end that requests went unchecked, where they did."""
    if not FILE.is_file():
        terminalreporter.write_line(ABSENT)


@cache
def _check() -> Any:
    spec = importlib.util.spec_from_file_location("openapi_check", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the description's file open
        spec.loader.exec_module(module)
    return module.check
