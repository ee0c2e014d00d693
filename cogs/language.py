"""The interface's language. Every sentence of ours is looked up here; the essay's words never are.

English is the language that the sentences are written in. Another one is a catalogue, ``languages/fr.po``, as
translators' tools know them (gettext): the tests tell what it lacks. Which one is spoken belongs to the task that
answers, as it begins (:func:`speak`).
"""

from __future__ import annotations

import gettext as stdlib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO

ENGLISH = "en"

LANGUAGES = {ENGLISH: "English", "fr": "français"}
"""Every language by its code (ISO 639-1), with its own name for itself."""

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def speak(language: str) -> None:
    """Speak this language from here on, in this task and in those it starts. An unknown one is English."""
    _spoken.set(language if language in LANGUAGES else ENGLISH)


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken.get()


def _(text: str) -> str:
    """A sentence in the language that is spoken; places to be filled in stand as ``{name}``."""
    return translated(text, spoken())


def translated(text: str, language: str) -> str:
    """The sentence in that language; as it is where the catalogue lacks it."""
    return text if language == ENGLISH or not text else _catalogue(language).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The sentence for so many, its ``{number}`` still to be filled in."""
    return (
        stdlib.ngettext(one, many, number) if spoken() == ENGLISH else _catalogue(spoken()).ngettext(one, many, number)
    )


def later(text: str) -> str:
    """Marks a sentence that is looked up when it is shown, not where it is written."""
    return text


@cache
def _catalogue(language: str) -> stdlib.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (files("cogs") / "languages" / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return stdlib.GNUTranslations(compiled)
