"""What is said when something goes wrong: what happened, and what to do next."""

from __future__ import annotations

from bot.settings import SettingsError
from knowledge.errors import (
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseUnreachable,
    DatabaseUnwritable,
    DriverMissing,
    EditConflict,
    EditingError,
    EntryFlawed,
    EntryNotFound,
    EntryRetired,
    ExtraMissing,
    FolderTaken,
    FolderUnwritable,
    ModelDamaged,
    ModelError,
    ModelForeign,
    ModelIncomplete,
    ModelNotFound,
    ModelUnsupported,
    NotADatabase,
    PackError,
    PackNotFound,
    PreferenceError,
    QueriesFaulty,
    QueriesNotFound,
    RevisionNotFound,
    SergeError,
    TextUnusable,
    Unsupported,
    Unusable,
)

HOW_TO_START = """\
The bot needs a token: at https://discord.com/developers/applications make an application, open “Bot”, “Reset Token”.
Then set it: `export SERGE_TOKEN=…` (or its file: `export SERGE_TOKEN_FILE=…`) and start `serge run` again.\
"""

_ANOTHER_FOLDER = "Name another folder after the text: serge new-pack TEXT FOLDER"

_UNUSABLE = {
    Unusable.MISSING: "does not exist. Check its name and folder.",
    Unusable.FOLDER: "is a folder. Name the text file in it.",
    Unusable.UNREADABLE: "cannot be read ({detail}).",
    Unusable.BINARY: "is not plain text. Save the text as plain text in UTF-8 (from a PDF or a word processor too).",
    Unusable.ENCODING: "is not UTF-8 in line {detail}. Save the file as UTF-8.",
    Unusable.EMPTY: "holds no paragraph of text.",
}

_UNSUPPORTED = {
    Unsupported.ARCHITECTURE: "it is of the type “{detail}”; without an ONNX file only “bert” can be computed",
    Unsupported.ACTIVATION: "its activation is “{detail}”; only “gelu” can be computed",
    Unsupported.POSITIONS: "its positions are “{detail}”; only “absolute” can be computed",
    Unsupported.POOLING: "its pooling is “{detail}”; only “mean” and “cls” can be computed",
    Unsupported.MODULE: "modules.json names “{detail}”; only Transformer with Pooling, StaticEmbedding and Normalize "
    "can be computed",
    Unsupported.NUMBERS: "its weights are of the type “{detail}”; F32, F16 and F64 can be read",
    Unsupported.INPUT: "its ONNX file wants “{detail}”; only input_ids, attention_mask and token_type_ids are given",
}


def explain(error: SergeError | SettingsError) -> str:
    """The error as a person should read it."""
    match error:
        case PackError() | QueriesFaulty():
            what = "pack; nothing was loaded" if isinstance(error, PackError) else "queries; nothing was measured"
            return "\n".join([*map(str, error.faults), f"{count(len(error.faults), 'fault')} in the {what}."])
        case PackNotFound():
            return f"There is no pack in {error.path}: a pack is a folder with pack.yaml, essay.md and entries."
        case QueriesNotFound():
            return (
                f"There are no labelled queries in {error.path}: {error.detail}.\n"
                "Name a set of the pack (tuning, test), or a file of JSON lines."
            )
        case TextUnusable() | FolderTaken() | FolderUnwritable():
            return f"No pack was made: {error.path} {_why_no_pack(error)}"
        case PreferenceError():
            return f"The preference “{error.key}” cannot be “{error.value}” here."
        case EditingError():
            return f"Nothing was changed: {_why_not_edited(error)}"
        case ExtraMissing():
            return (
                f"Searching by meaning needs the package {error.detail}, which is not installed.\n"
                "Start Serge with its extra: uv run --extra semantic serge … (or install serge[semantic])."
            )
        case ModelError():
            return _why_no_model(error)
        case DatabaseError():
            return _why_no_database(error)
        case _:
            return str(error)


def _why_no_pack(error: TextUnusable | FolderTaken | FolderUnwritable) -> str:
    match error:
        case TextUnusable():
            return _UNUSABLE[error.why].format(detail=error.detail)
        case FolderTaken():
            return f"is there already, and nothing is overwritten.\n{_ANOTHER_FOLDER}"
        case FolderUnwritable():
            return f"cannot be written ({error.detail}).\n{_ANOTHER_FOLDER}"


def _why_not_edited(error: EditingError) -> str:
    match error:
        case EntryFlawed():
            return f"{count(len(error.flaws), 'flaw')} in the entry."
        case EntryNotFound():
            return f"the library has no entry {error.entry} of its own."
        case EntryRetired():
            return f"entry {error.entry} is retired. Restore it first."
        case RevisionNotFound():
            return f"entry {error.entry} has no revision {error.number}."
        case EditConflict():
            return f"somebody else did so meanwhile; entry {error.newer.entry} now has revision {error.newer.number}."
        case _:
            return str(error)


def _why_no_model(error: ModelError) -> str:
    match error:
        case ModelNotFound():
            return f"There is no folder {error.path}. Name the folder of a sentence-transformers model."
        case ModelForeign():
            return (
                f"{error.path} is not a sentence-transformers model: it holds no modules.json.\n"
                "Name the topmost folder of such a model, with all its files and folders in it."
            )
        case ModelIncomplete():
            return (
                f"The model in {error.path} lacks {error.detail}. Download it again with all its files and folders.\n"
                "(Weights in pytorch_model.bin cannot be read: save them as model.safetensors, or export model.onnx.)"
            )
        case ModelDamaged():
            return f"The model's file {error.path} cannot be used ({error.detail}).\nDownload it again."
        case ModelUnsupported():
            return (
                f"The model in {error.path} cannot be used: {_UNSUPPORTED[error.what].format(detail=error.detail)}.\n"
                "Name another model; all-MiniLM-L6-v2 is one that can be used."
            )
        case _:
            return str(error)


def _why_no_database(error: DatabaseError) -> str:
    match error:
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
