"""The forms in which an entry is written: what it says, and then where its words are from and what else finds it.

A form carries in its id what it is about, and is read from what Discord sends, so that one that is still open when the
bot is started again is not written in vain. What does not fit into a form's field is left out of it, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import discord
from discord import ui

from cogs.answering.asking import Interaction
from cogs.cards import limits
from cogs.language import _, later
from knowledge.drafts import Draft
from knowledge.entry_content import EntryContent, Words

_LONG = discord.TextStyle.paragraph
_SHORT = discord.TextStyle.short


class Form(StrEnum):
    """Which of the two forms."""

    SAID = "said"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what stands above it and below that, and how an entry is read into it and written from it."""

    label: str
    description: str
    style: discord.TextStyle
    read: Callable[[EntryContent], str]
    write: Callable[[EntryContent, str], EntryContent]


def _first(some: Sequence[Words]) -> Words:
    return some[0] if some else Words("")


def _with_first(some: Sequence[Words], first: Words) -> tuple[Words, ...]:
    """The words with another first one; without it where it is empty."""
    return (*((first,) if first != Words("") else ()), *some[1:])


def _whence(words: Words) -> str:
    return "\n".join(filter(None, (words.source, words.locator)))


def _with_whence(words: Words, typed: str) -> Words:
    source, _line, locator = typed.strip().partition("\n")
    return replace(words, source=source.strip(), locator=locator.strip())


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


_SAID = {
    "topic": Field(
        later("Topic"),
        later("What it is called and asked for by"),
        _SHORT,
        lambda content: content.topic,
        lambda content, typed: replace(content, topic=typed.strip()),
    ),
    "claim": Field(
        later("Claim"),
        later("One neutral sentence that somebody in a debate could say"),
        _LONG,
        lambda content: content.claim,
        lambda content, typed: replace(content, claim=typed),
    ),
    "held": Field(
        later("Who holds it"),
        later("One a line; nobody, if it is only implied"),
        _LONG,
        lambda content: "\n".join(content.held_by),
        lambda content, typed: replace(content, held_by=_lines(typed)),
    ),
    "passage": Field(
        later("Passage"),
        later("Words that state the matter; those of the essay are found in it"),
        _LONG,
        lambda content: _first(content.passages).exact,
        lambda content, typed: replace(
            content, passages=_with_first(content.passages, replace(_first(content.passages), exact=typed))
        ),
    ),
    "rebuttal": Field(
        later("Rebuttal"),
        later("What answers the claim: words of the essay, of another work, or your own"),
        _LONG,
        lambda content: _first(content.rebuttals).exact,
        lambda content, typed: replace(
            content, rebuttals=_with_first(content.rebuttals, replace(_first(content.rebuttals), exact=typed))
        ),
    ),
}

_MORE = {
    "from": Field(
        later("Where the passage is from"),
        later("If not from the essay: the work, and on the next line the page"),
        _LONG,
        lambda content: _whence(_first(content.passages)),
        lambda content, typed: replace(
            content, passages=_with_first(content.passages, _with_whence(_first(content.passages), typed))
        ),
    ),
    "answered": Field(
        later("Where the rebuttal is from"),
        later("The same. Without a work it is the essay’s or your own"),
        _LONG,
        lambda content: _whence(_first(content.rebuttals)),
        lambda content, typed: replace(
            content, rebuttals=_with_first(content.rebuttals, _with_whence(_first(content.rebuttals), typed))
        ),
    ),
    "names": Field(
        later("Other names"),
        later("One a line"),
        _LONG,
        lambda content: "\n".join(content.aliases),
        lambda content, typed: replace(content, aliases=_lines(typed)),
    ),
    "phrasings": Field(
        later("Phrasings"),
        later("How people really put it or ask about it, one a line"),
        _LONG,
        lambda content: "\n".join(content.phrasings),
        lambda content, typed: replace(content, phrasings=_lines(typed)),
    ),
}

FIELDS: Mapping[Form, Mapping[str, Field]] = {Form.SAID: _SAID, Form.MORE: _MORE}

_TITLES = {Form.SAID: later("An entry of this group"), Form.MORE: later("Sources and phrasings")}

_ID = re.compile(r"serge:form:(said|more):(\d+):(\d+)")


class EntryForm(ui.Modal):
    """One of the forms, filled with what the draft says. What is written in it is read by :func:`written`."""

    def __init__(self, form: Form, draft: Draft) -> None:
        custom_id = f"serge:form:{form}:{draft.entry}:{draft.based_on}"
        super().__init__(title=_(_TITLES[form]), timeout=None, custom_id=custom_id)
        for name, field in FIELDS[form].items():
            filled = field.read(draft.content)
            if len(filled) > limits.TEXT_INPUT:
                continue
            component: ui.TextInput[Any] = ui.TextInput(
                custom_id=name, style=field.style, default=filled or None, required=False, max_length=limits.TEXT_INPUT
            )
            self.add_item(ui.Label(text=_(field.label), description=_(field.description), component=component))


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in a form: about which entry and which revision of it, and the values of its fields."""

    form: Form
    entry: int
    based_on: int
    values: Mapping[str, str]

    def into(self, content: EntryContent) -> EntryContent:
        """The content with what was written in the form's fields; what the form left out stays."""
        for name, field in FIELDS[self.form].items():
            if name in self.values:
                content = field.write(content, self.values[name])
        return content


def written(interaction: Interaction) -> Written | None:
    """What somebody wrote in one of the forms; None where the interaction is something else."""
    data: Any = interaction.data or {}
    match = _ID.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    return Written(Form(match[1]), int(match[2]), int(match[3]), dict(_values(data["components"])))


def _values(components: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form as Discord sends them."""
    for one in components:
        inner = one.get("component", one)
        if "value" in inner:
            yield inner["custom_id"], inner["value"]
        yield from _values(one.get("components", ()))
