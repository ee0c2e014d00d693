"""Cards to browse by: topics, sources, the map of the argument, help."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from cogs.cards.content import RULE, Card, Part, Style, part
from cogs.commands import COMMANDS
from knowledge.argument import Branch
from knowledge.citations.chicago import bibliography
from knowledge.markup import Run
from knowledge.model import Source, TopicLine
from knowledge.search.normal import normalise


def topics_card(topics: Sequence[TopicLine], *, aliases: bool = False) -> Card:
    """The topics by section, with their other names if wanted."""
    if not topics:
        return (part(Style.NOTICE, "The library holds no topics."),)
    parts: list[Part] = []
    for section, lines in groupby(topics, lambda line: line.section):
        parts += [RULE, part(Style.LABEL, Run(section))] if parts else [part(Style.LABEL, Run(section))]
        if aliases:
            for line in lines:
                parts.append(part(Style.BODY, Run(line.topic)))
                parts += [part(Style.SMALL, Run(", ".join(line.aliases)))] if line.aliases else []
        else:
            parts.append(part(Style.BODY, Run(" · ".join(line.topic for line in lines))))
    return tuple(parts)


def sources_card(sources: Sequence[Source]) -> Card:
    """The bibliography, each work with the essay's own short title."""
    if not sources:
        return (part(Style.NOTICE, "The library holds no sources."),)
    parts: list[Part] = []
    for source in sorted(sources, key=_alphabetically):
        parts.append(part(Style.BODY, bibliography(source)))
        if source.short_title:
            parts.append(part(Style.SMALL, "the essay’s ", f"*{source.short_title}*"))
    return tuple(parts)


def map_card(sections: Mapping[str, Sequence[Branch]]) -> Card:
    """The argument: under each section its claims, who holds them, and what they rest on."""
    parts: list[Part] = []
    for section, branches in sections.items():
        parts += [RULE] if parts else []
        parts.append(part(Style.LABEL, Run(section)))
        for branch in branches:
            held = ", ".join(branch.held_by) or "implied"
            parts.append(part(Style.BODY, Run(branch.topic, italic=True), Run(f" – {branch.claim} ({held})")))
            stated = f"stated in {', '.join(branch.passages)}; answered in {', '.join(branch.rebuttals)}"
            works = f"; {branch.quotations} quoted from {', '.join(branch.sources)}" if branch.sources else ""
            parts.append(part(Style.SMALL, Run(stated + works)))
    return tuple(parts)


def help_card(prefix: str) -> Card:
    """What can be asked and how."""
    parts = [part(Style.NOTICE, "Ask for a topic, a claim or a question, and the essay’s words come with their page.")]
    for command in COMMANDS:
        parts.append(part(Style.BODY, Run(f"{prefix}{command.example}")))
        parts.append(part(Style.SMALL, Run(command.help)))
    return tuple(parts)


def _alphabetically(source: Source) -> str:
    """What the work is ordered by: its line in the bibliography without marks or a leading article."""
    return re.sub("^(an?|the) ", "", normalise(bibliography(source)))
