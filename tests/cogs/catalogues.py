"""The sentences of the interface: those that stand in the code, those that a catalogue has, and those nobody marked.

``python -m tests.cogs.catalogues`` brings every catalogue up to date: what is new stands in it with nothing to say yet,
what is no longer said goes.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import normalize, read_po

ROOT = Path(__file__).parents[2]
COGS = ROOT / "cogs"
CATALOGUES = {file.stem: file for file in sorted((COGS / "languages").glob("*.po"))}

Key = str | tuple[str, ...]
"""What a sentence is looked up by: itself, or its two forms where it counts."""

_MARKS = {"_": None, "later": None, "ngettext": (1, 2)}
_WIDTH = 118
_PLACE = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}|[^\W\d_]{2,}[:;,]?\s$|^\s[^\W\d_]{2,}", re.DOTALL)
"""Two words, or one that something is added to."""

_SHOWS = {"Run", "part", "worded"}
_SHOWN_AS = {"label", "placeholder", "title", "description", "text", "content"}
"""What shows even a single word: these functions, and what is given to any by these names."""


def extracted() -> Catalog:
    """Every sentence that is marked in the code, with the modules that say it."""
    catalogue = Catalog()
    for file, _line, key, _comments, _context in extract_from_dir(COGS, [("**.py", "python")], keywords=_MARKS):
        catalogue.add(key, locations=[(f"cogs/{file}", 0)])
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of that language."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(catalogue: Catalog) -> dict[Key, Message]:
    """The catalogue's sentences by what they are looked up by."""
    return {message.id: message for message in catalogue if message.id}


def forms(message: Message) -> list[str]:
    """What the catalogue says for it: once, or in each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def up_to_date(language: str) -> str:
    """The catalogue's file as it should be: its own head, and every sentence with what it says."""
    head = CATALOGUES[language].read_text(encoding="utf-8").partition("\n\n")[0]
    catalogue = read(language)
    said = sentences(catalogue)
    blocks = [
        _block(message, said.get(key) or Message(key, ("",) * catalogue.num_plurals))
        for key, message in sentences(extracted()).items()
    ]
    return "\n\n".join([head.rstrip(), *blocks]) + "\n"


def _block(message: Message, known: Message) -> str:
    places = " ".join(dict.fromkeys(file for file, _line in message.locations))
    notes = [*(f"# {comment}" for comment in known.user_comments), f"#: {places}", *(["#, fuzzy"] * known.fuzzy)]
    said = forms(known)
    if isinstance(message.id, str):
        lines = [("msgid", message.id), ("msgstr", said[0])]
    else:
        one, many = message.id
        lines = [("msgid", one), ("msgid_plural", many)]
        lines += [(f"msgstr[{number}]", form) for number, form in enumerate(said)]
    return "\n".join([*notes, *(f"{keyword} {normalize(text, width=_WIDTH)}" for keyword, text in lines)])


def pieces(sentence: str) -> Iterator[tuple[str, str]]:
    """The sentence's own words, each with the place that follows, in braces."""
    for words, field, _format, _conversion in string.Formatter().parse(sentence):
        yield words, "" if field is None else f"{{{field}}}"


def marked(tree: ast.AST) -> Iterator[Key]:
    """Every sentence that is marked there, as Python reads it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if words:
                yield tuple(words) if node.func.id == "ngettext" else words[0]


def said_at_import(tree: ast.AST) -> Iterator[str]:
    """What is looked up there while the module is imported, when nobody speaks any language yet."""
    match tree:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            now: list[ast.AST] = [*tree.args.defaults, *(one for one in tree.args.kw_defaults if one)]
            now += [] if isinstance(tree, ast.Lambda) else tree.decorator_list
        case _:
            now = [*ast.iter_child_nodes(tree)]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in _MARKS.keys() - {"later"}:
        yield ast.unparse(tree)
    for node in now:
        yield from said_at_import(node)


def unmarked(tree: ast.AST) -> Iterator[str]:
    """What stands there in words and is not marked; docstrings, logs and patterns are left out."""
    match tree:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Call(func=ast.Name(id=name)) if name in _MARKS:
            return
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "re"))):
            return
        case ast.Constant(value=str(words)):
            yield from [words] if _WORDS.search(_PLACE.sub("", words)) else []
        case _:
            yield from _single_words(tree) if isinstance(tree, ast.Call) else ()
            for node in ast.iter_child_nodes(tree):
                yield from unmarked(node)


def _single_words(call: ast.Call) -> Iterator[str]:
    """Words that the call shows as they are, where they do not look like a sentence."""
    shows = isinstance(call.func, ast.Name) and call.func.id in _SHOWS
    shown = [*(call.args if shows else ()), *(one.value for one in call.keywords if one.arg in _SHOWN_AS)]
    for one in shown:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            words = _PLACE.sub("", one.value)
            yield from [one.value] if _WORD.search(words) and not _WORDS.search(words) else []


if __name__ == "__main__":
    for language, file in CATALOGUES.items():
        file.write_text(up_to_date(language), encoding="utf-8")
