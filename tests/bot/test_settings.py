"""What a host can set. Each row is a promise of the README: the variable, its values, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsError, read_settings
from knowledge.storage.database import Database

FOLDER = Path("data", "serge")

# The environment, the field, and its value. What is set to nothing counts as not set.
SETTINGS: dict[str, tuple[dict[str, str], str, Any]] = {
    "no token": ({}, "token", None),
    "token": ({"SERGE_TOKEN": "abc"}, "token", "abc"),
    "token with a line's end": ({"SERGE_TOKEN": " abc\n"}, "token", "abc"),
    "token of nothing": ({"SERGE_TOKEN": " "}, "token", None),
    "token as other bots call it": ({"DISCORD_TOKEN": "abc"}, "token", "abc"),
    "our own token first": ({"DISCORD_TOKEN": "abc", "SERGE_TOKEN": "def"}, "token", "def"),
    "no prefix": ({}, "prefix", "!"),
    "prefix": ({"SERGE_PREFIX": "?"}, "prefix", "?"),
    "prefix of nothing": ({"SERGE_PREFIX": ""}, "prefix", "!"),
    "message content": ({}, "message_content", True),
    "message content on": ({"SERGE_MESSAGE_CONTENT": "on"}, "message_content", True),
    "message content off": ({"SERGE_MESSAGE_CONTENT": "off"}, "message_content", False),
    "message content No": ({"SERGE_MESSAGE_CONTENT": " No "}, "message_content", False),
    "message content 0": ({"SERGE_MESSAGE_CONTENT": "0"}, "message_content", False),
    "message content false": ({"SERGE_MESSAGE_CONTENT": "False"}, "message_content", False),
    "cards": ({}, "plain_cards", False),
    "plain cards": ({"SERGE_CARDS": "Plain"}, "plain_cards", True),
    "heartbeat": ({"SERGE_HEARTBEAT": "/run/serge"}, "heartbeat", Path("/run/serge")),
    "log": ({}, "log_level", "INFO"),
    "log level": ({"SERGE_LOG": "debug"}, "log_level", "DEBUG"),
}


@pytest.mark.parametrize(("environment", "field", "value"), SETTINGS.values(), ids=SETTINGS.keys())
def test_a_setting_means_what_it_says(environment: dict[str, str], field: str, value: object) -> None:
    assert getattr(read_settings(environment), field) == value


# A slip in a setting is said, not silently taken for another choice.
@pytest.mark.parametrize(
    ("name", "typed", "choices"),
    [
        ("SERGE_MESSAGE_CONTENT", "maybe", "on, 1, yes, true, off, 0, no, false"),
        ("SERGE_CARDS", "fancy", "plain, full"),
        ("SERGE_LOG", "loud", "debug, info, warning, error, critical"),
    ],
)
def test_a_setting_that_is_a_slip_is_refused_with_what_it_can_be(name: str, typed: str, choices: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({name: typed})
    assert str(refused.value) == f"{name} is “{typed}”; it can be {choices}."


def test_without_settings_everything_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    settings = read_settings({})
    assert settings.database_url == f"sqlite:///{tmp_path / FOLDER / 'serge.db'}"
    assert settings.heartbeat == tmp_path / FOLDER / "heartbeat"
    assert not (tmp_path / "data").exists()


# Where the database is: the command line goes before the environment; a file's name becomes an address.
DATABASES = {
    "an address on the command line": ("postgresql://host/serge", {}, "postgresql://host/serge"),
    "an address in the environment": (None, {"SERGE_DATABASE_URL": "postgresql://host/x"}, "postgresql://host/x"),
    "both": ("/a.db", {"SERGE_DATABASE_URL": "postgresql://host/x"}, "sqlite:////a.db"),
    "a file": ("/folder/serge.db", {}, "sqlite:////folder/serge.db"),
    "a file in the environment": (None, {"SERGE_DATABASE_URL": "/folder/serge.db"}, "sqlite:////folder/serge.db"),
}


@pytest.mark.parametrize(("option", "environment", "url"), DATABASES.values(), ids=DATABASES.keys())
def test_the_database_is_named_by_file_or_address(option: str | None, environment: dict[str, str], url: str) -> None:
    assert read_settings(environment, option).database_url == url


def test_a_file_is_found_from_where_one_stands_and_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({}, "serge.db").database_url == f"sqlite:///{tmp_path / 'serge.db'}"
    assert read_settings({}, "~/serge.db").database_url == f"sqlite:///{tmp_path / 'home' / 'serge.db'}"


def test_the_home_of_nobody_is_said_not_to_be_there() -> None:
    with pytest.raises(SettingsError, match="home folder"):
        read_settings({}, "~nobody-of-that-name/serge.db")


# In an address these would mean something; in a file's name they are letters.
@pytest.mark.parametrize(
    "name", ["what?.db", "100%.db", "%41.db", "a#b.db", "a b.db", "é漢.db", "a&b=c.db", "a@b:c.db"]
)
async def test_the_file_of_that_very_name_is_made(tmp_path: Path, name: str) -> None:
    settings = read_settings({}, str(tmp_path / "database" / name))
    async with await Database.open(settings.database_url) as database:
        assert database.where == str(tmp_path / "database" / name)
    assert [file.name for file in (tmp_path / "database").iterdir()] == [name]


def test_the_token_can_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc\n")
    assert read_settings({"SERGE_TOKEN_FILE": str(file)}).token == "abc"  # noqa: S105  # no token
    assert read_settings({"SERGE_TOKEN_FILE": str(file), "SERGE_TOKEN": "def"}).token == "def"  # noqa: S105


# The file, and what is said of it; never what it holds.
def test_a_token_file_without_a_token_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"\xff\xfe\xfd")
    for name, why in {"nowhere": "No such file", "": "Is a directory", "noise": "not text"}.items():
        settings = read_settings({"SERGE_TOKEN_FILE": str(tmp_path / name)})
        with pytest.raises(SettingsError, match=why) as refused:
            assert settings.token
        assert str(tmp_path / name) in str(refused.value)


def test_settings_do_not_change() -> None:
    settings: Any = read_settings({})
    assert isinstance(settings, Settings)
    with pytest.raises(AttributeError):
        settings.prefix = "?"
