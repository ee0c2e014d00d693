"""The house keeps its own rules: commands and README agree, asking stays light, nothing happens at import."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands
from simcord.env import Env

from bot import cli
from bot.client import SergeBot
from bot.settings import Settings
from cogs.commands import COMMANDS, MENUS, Command, Group, Menu
from cogs.helping.permissions import NEEDS
from knowledge.library import Library

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for package in ("bot", "cogs", "knowledge")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}


@pytest.fixture
def simcord_bot(library: Library, settings: Settings) -> SergeBot:
    """The bot as a host would run it; simcord logs it in."""
    return SergeBot(library, settings)


def test_every_command_has_one_handler_and_every_handler_its_line(simcord_env: Env) -> None:
    handlers = [command.name for command in simcord_env.bot.commands]
    assert sorted(handlers) == sorted(command.name for command in COMMANDS)
    assert len(set(handlers)) == len(handlers)


def test_every_command_is_a_slash_command_of_the_same_name_and_words(simcord_env: Env) -> None:
    slash = {command.name: command for command in simcord_env.bot.tree.get_commands()}
    for command in COMMANDS:
        handler = simcord_env.bot.get_command(command.name)
        assert isinstance(handler, commands.HybridCommand | commands.HybridGroup)
        assert handler.help == command.help
        assert isinstance(slash[command.name], app_commands.Command | app_commands.Group)
        assert slash[command.name].description == command.help


def test_every_command_of_a_group_is_a_slash_command_of_the_same_name_and_words(simcord_env: Env) -> None:
    groups = [group for group in simcord_env.bot.commands if isinstance(group, commands.HybridGroup)]
    assert groups
    for group in groups:
        in_words = {handler.name: handler.help for handler in group.commands}
        assert in_words == {child.name: child.description for child in group.app_command.commands}
        assert all(re.fullmatch(r"[A-Z].{10,90}[^.]", help_ or "") for help_ in in_words.values())


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_has_help_an_example_and_a_line_in_the_readme(command: Command) -> None:
    assert re.fullmatch(r"[A-Z].{10,90}[^.]", command.help)
    assert command.example.split()[0] == command.name
    assert re.fullmatch(r"[A-Z].+\.", command.details, re.DOTALL)
    assert re.search(rf"^\| `!{command.name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_says_what_it_takes_to_use_it(simcord_env: Env, command: Command) -> None:
    handler = simcord_env.bot.get_command(command.name)
    assert isinstance(handler, commands.HybridCommand | commands.HybridGroup)
    assert handler.app_command is not None
    restricted = handler.checks or handler.app_command.default_permissions or command.group is Group.SETTING_UP
    assert not restricted or re.fullmatch(r"[A-Z].+\.", command.permissions)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_is_used_in_a_test_of_the_real_bot(command: Command) -> None:
    used = rf"!{command.name}\b|\bslash\((?:[\w.]+, )?\"{command.name}\""
    assert any(re.search(used, path.read_text("utf-8")) for path in (ROOT / "tests" / "simulated").glob("test_*.py"))


@pytest.mark.parametrize("menu", MENUS, ids=[menu.name for menu in MENUS])
def test_every_menu_has_help_a_test_and_a_line_in_the_readme(simcord_env: Env, menu: Menu) -> None:
    menus = simcord_env.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert menu.name in [each.name for each in menus]
    assert re.fullmatch(r"[A-Z].{10,90}[^.]", menu.help)
    assert any(menu.name in path.read_text("utf-8") for path in (ROOT / "tests" / "simulated").glob("test_*.py"))
    assert menu.name in README


def test_there_is_no_menu_that_help_does_not_name(simcord_env: Env) -> None:
    menus = simcord_env.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert {each.name for each in menus} == {menu.name for menu in MENUS}


def test_the_readme_has_the_host_grant_what_is_needed() -> None:
    (invitation,) = re.findall(r"Invite it with .+?;", README, re.DOTALL)
    granted = {" ".join(name.split()).replace("Channels", "Channel") for name in re.findall(r"\*([^*]+)\*", invitation)}
    assert granted == {need.name for need in NEEDS}


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = re.findall(r"^\| `!(\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(command.name for command in COMMANDS)


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """What can follow ``serge`` in the shell."""
    parser = cli._parser()  # noqa: SLF001  # the parser is the only list of them
    (choices,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
    return choices.choices


@pytest.mark.parametrize("name", subcommands())
def test_every_subcommand_is_in_the_readme_and_has_help(name: str) -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `serge ")]
    assert any(re.search(rf"`serge {name}\b", row.split(" | ")[0]) for row in rows)
    assert subcommands()[name].get_default("command") is not None


def test_the_readme_names_no_subcommand_that_is_not_there() -> None:
    assert set(re.findall(r"`(?:uv run )?serge ([a-z-]+)", README)) <= set(subcommands())


def run_python(program: str, *arguments: str, **environment: str) -> Any:
    """The JSON that a program of its own prints on its last line."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


ASK = """
import json, sys
from bot.cli import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(sys.modules)]))
"""


def test_asking_a_loaded_library_imports_only_what_asking_needs(settings: Settings) -> None:
    status, modules = run_python(ASK, "ask", "--database", settings.database_url, "kronstadt")
    assert status == 0
    loaded = {name.partition(".")[0] for name in modules}
    assert {"sqlalchemy", "aiosqlite", "knowledge"} <= loaded
    assert not loaded & {"discord", "aiohttp", "alembic", "pydantic", "yaml", "psycopg", "simcord"}


IMPORT_ALL = """
import importlib, json, os, sys

seen = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ACTS = ("os.mkdir", "os.remove", "os.rename", "socket.", "subprocess.", "sqlite3.connect", "os.system", "os.fork")

class Watched(dict):
    def __getitem__(self, name):
        seen.extend([f"reads {name}"] if name.startswith((b"SERGE_", b"DISCORD_")) else [])
        return super().__getitem__(name)

def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        seen.append(f"opens {arguments[0]} for writing")
    elif event.startswith(ACTS):
        seen.append(f"{event} {arguments}")

os.environ._data = Watched(os.environ._data)
sys.dont_write_bytecode = True
sys.addaudithook(watch)
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
"""
PRINT_SEEN = "print(json.dumps(seen))"


def test_nothing_happens_when_modules_are_imported() -> None:
    names = json.dumps(list(MODULES))
    assert (
        run_python(IMPORT_ALL + PRINT_SEEN, names, SERGE_PREFIX="not to be read", SERGE_DATABASE_URL="nor this") == []
    )


def test_the_watch_sees_what_would_happen(tmp_path: Path) -> None:
    acts = f"os.environ.get('SERGE_PREFIX'); os.getenv('SERGE_X'); open({str(tmp_path / 'file')!r}, 'w').close()\n"
    seen = run_python(IMPORT_ALL + acts + PRINT_SEEN, "[]", SERGE_PREFIX="read")
    assert [what.split()[0] for what in seen] == ["reads", "reads", "opens"]


def test_no_module_is_called_after_nothing() -> None:
    folders = [ROOT / name for name in ("bot", "cogs", "knowledge", "tests")]
    names = {path.stem for folder in folders for path in folder.rglob("*")}
    assert {"library", "cards", "factories"} <= names
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


@pytest.mark.parametrize("what", ["a command", "a field", "a pack", "a backend", "a language"])
def test_contributing_names_one_place_for_each_addition(what: str) -> None:
    rows = [
        line for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines() if line.startswith(f"| {what} |")
    ]
    assert len(rows) == 1
    places = re.findall(r"`([^`]+)`", rows[0].split("|")[2])
    assert len(places) == 1
    assert (ROOT / places[0]).exists()
