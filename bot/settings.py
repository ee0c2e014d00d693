"""What a host can set, read once at the start: environment variables, then command-line options over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from platformdirs import user_data_path

_SWITCH: dict[str, bool] = {
    **dict.fromkeys(("on", "1", "yes", "true"), True),
    **dict.fromkeys(("off", "0", "no", "false"), False),
}
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

Choice = TypeVar("Choice")


class SettingsError(Exception):
    """A setting that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The host's choices. ``database_url`` is an SQLAlchemy address; ``heartbeat`` the file that shows life;
    ``model`` the folder of a model for searching by meaning.
    """

    database_url: str
    given_token: str | None
    token_file: Path | None
    prefix: str
    message_content: bool
    plain_cards: bool
    heartbeat: Path
    log_level: str
    cooldown: bool = True
    model: Path | None = None

    @property
    def token(self) -> str | None:
        """The bot's token. Its file is read only now, since only running the bot needs it."""
        if self.given_token is not None or self.token_file is None:
            return self.given_token
        try:
            return self.token_file.read_text(encoding="utf-8").strip() or None
        except OSError as error:
            raise SettingsError(f"The token file {self.token_file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"The token file {self.token_file} holds no token: it is not text.") from error


def read_settings(environment: Mapping[str, str], database: str | None = None) -> Settings:
    """The settings, with ``database`` (a file or an address, from the command line) before the environment's."""
    folder = user_data_path("serge", appauthor=False)
    return Settings(
        database_url=database_url(database or environment.get("SERGE_DATABASE_URL") or str(folder / "serge.db")),
        given_token=(environment.get("SERGE_TOKEN") or environment.get("DISCORD_TOKEN") or "").strip() or None,
        token_file=Path(file) if (file := environment.get("SERGE_TOKEN_FILE")) else None,
        prefix=environment.get("SERGE_PREFIX") or "!",
        message_content=_one_of(environment, "SERGE_MESSAGE_CONTENT", _SWITCH, "on"),
        plain_cards=_one_of(environment, "SERGE_CARDS", {"plain": True, "full": False}, "full"),
        heartbeat=Path(environment.get("SERGE_HEARTBEAT") or folder / "heartbeat"),
        model=Path(model).expanduser().absolute() if (model := environment.get("SERGE_MODEL")) else None,
        cooldown=_one_of(environment, "SERGE_COOLDOWN", _SWITCH, "on"),
        log_level=_one_of(environment, "SERGE_LOG", {level.lower(): level for level in _LEVELS}, "info"),
    )


def _one_of(environment: Mapping[str, str], name: str, choices: Mapping[str, Choice], default: str) -> Choice:
    """The choice that the variable names; nothing but these is taken, so that a slip is not silently another choice."""
    typed = environment.get(name, "").strip().lower() or default
    if typed not in choices:
        raise SettingsError(f"{name} is “{typed}”; it can be {', '.join(choices)}.")
    return choices[typed]


def database_url(text: str) -> str:
    """An address as it is; a file's name as the address of an SQLite database."""
    if "://" in text:
        return text
    try:
        path = Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise SettingsError(f"{text} cannot be found: there is no such home folder.") from error
    return f"sqlite:///{quote(str(path), errors='surrogateescape')}"
