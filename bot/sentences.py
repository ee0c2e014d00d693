"""What is said when something goes wrong: what happened, and what to do next."""

from __future__ import annotations

from bot.settings import SettingsError
from knowledge.errors import (
    DatabaseForeign,
    DatabaseNewer,
    DatabaseUnreachable,
    DatabaseUnwritable,
    DriverMissing,
    NotADatabase,
    PackError,
    PackNotFound,
    SergeError,
)

HOW_TO_START = """\
The bot needs a token: at https://discord.com/developers/applications make an application, open “Bot”, “Reset Token”.
Then set it: `export SERGE_TOKEN=…` (or its file: `export SERGE_TOKEN_FILE=…`) and start `serge run` again.\
"""


def explain(error: SergeError | SettingsError) -> str:
    """The error as a person should read it."""
    match error:
        case PackError():
            faults = "\n".join(map(str, error.faults))
            return f"{faults}\n{count(len(error.faults), 'fault')} in the pack; nothing was loaded."
        case PackNotFound():
            return f"There is no pack in {error.path}: a pack is a folder with pack.yaml, essay.md and entries."
        case DatabaseNewer():
            return (
                f"The database {error.where} was written by a newer Serge ({error.detail}). Nothing was changed.\n"
                "Update the program, or name another database with --database."
            )
        case DatabaseForeign():
            return (
                f"{error.where} is a database, but not one of Serge's. Nothing was changed.\n"
                "Name another file with --database; it is made if it does not exist."
            )
        case NotADatabase():
            return (
                f"{error.where} is not a database. Nothing was changed.\n"
                "Name another file with --database; it is made if it does not exist."
            )
        case DatabaseUnwritable():
            return (
                f"The database {error.where} cannot be written ({error.detail}).\n"
                "Name a file in a folder of yours with --database, or mend the folder's permissions."
            )
        case DriverMissing():
            return f"PostgreSQL needs the package {error.detail}: install Serge with its extra, serge[postgresql]."
        case DatabaseUnreachable():
            return (
                f"No connection to the database {error.where}: {error.detail}\n"
                "Check the address in --database or SERGE_DATABASE_URL, and that the server is running."
            )
        case _:
            return str(error)


def count(number: int, noun: str) -> str:
    """The number with its noun: 1 fault, 2 faults, 2 entries."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"
