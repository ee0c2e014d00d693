"""Every command a member can use: its name, what it does, an example. Help texts and the README come from here.

A new command is a line here and a handler in a cog; the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command as help shows it."""

    name: str
    help: str
    example: str


SERGE = Command("serge", "Look up a topic, a claim or a question in the essay", "serge kronstadt")
TOPICS = Command("topics", "List the essay’s topics by section", "topics")
SOURCES = Command("sources", "List the works the essay cites", "sources")
COMPARE = Command("compare", "Set earlier words against later ones, with the essay’s comment", "compare kronstadt")
HELP = Command("help", "Show what you can ask and how", "help")

COMMANDS = (SERGE, COMPARE, TOPICS, SOURCES, HELP)
