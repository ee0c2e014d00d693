"""The README's exchange is what the program prints, and CI runs the README's test command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.processes import serge

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_exchange_in_the_readme_is_what_the_program_prints(sqlite_template: Path, tmp_path: Path) -> None:
    block = re.search(r"```console\n\$ uv run serge (?P<command>.+)\n(?P<shown>(?s:.*?))```", README)
    assert block is not None
    (tmp_path / "serge.db").write_bytes(sqlite_template.read_bytes())
    settings = {"COLUMNS": "80", "NO_COLOR": "1", "SERGE_DATABASE_URL": str(tmp_path / "serge.db")}
    assert serge(*block["command"].split(), environment=settings).stdout == block["shown"]


@pytest.mark.parametrize("file", [".ci/run", "CONTRIBUTING.md"])
def test_what_ci_runs_is_what_the_readme_says(file: str) -> None:
    commands = re.findall(r"```sh\n(.+)\n```", README)
    assert len(commands) >= 2
    if file == ".ci/run":
        assert commands[1] in (ROOT / file).read_text(encoding="utf-8").splitlines()
    else:
        assert ".ci/run" in (ROOT / file).read_text(encoding="utf-8")
