"""Cards to browse by: topics, sources, the claims of sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from cogs.cards.arguments import branch_parts
from cogs.cards.content import RULE, Card, Part, Style, asked, part, worded
from cogs.language import _
from knowledge.argument import Branch
from knowledge.citations.chicago import bibliography
from knowledge.citations.works import alphabetically
from knowledge.markup import Run
from knowledge.model import Source, TopicLine


def topics_card(topics: Sequence[TopicLine], *, aliases: bool = False) -> Card:
    """The topics by section, with their other names if wanted."""
    if not topics:
        return (part(Style.NOTICE, _("The library holds no topics.")),)
    parts: list[Part] = []
    for section, lines in groupby(topics, section_name):
        parts += [RULE, part(Style.LABEL, Run(section))] if parts else [part(Style.LABEL, Run(section))]
        if aliases:
            for line in lines:
                parts.append(part(Style.BODY, Run(line.topic)))
                parts += [part(Style.SMALL, Run(", ".join(line.aliases)))] if line.aliases else []
        else:
            parts.append(part(Style.BODY, Run(" · ".join(line.topic for line in lines))))
    return tuple(parts)


def section_name(line: TopicLine) -> str:
    """The section that a topic stands under; a group's own may stand under none of a text."""
    return line.section or _("Added by this group")


def sources_card(sources: Sequence[Source]) -> Card:
    """The bibliography, each work with the essay's own short title."""
    if not sources:
        return (part(Style.NOTICE, _("The library holds no sources.")),)
    parts: list[Part] = []
    for source in in_alphabetical_order(sources):
        parts.append(part(Style.BODY, bibliography(source)))
        if source.short_title:
            parts.append(worded(Style.SMALL, _("the essay’s {title}"), title=f"*{source.short_title}*"))
    return tuple(parts)


def no_section_notice(query: str) -> Card:
    """That no section is called so."""
    said = _("No one section with topics is called {query}. These are all topics:")
    return (worded(Style.NOTICE, said, query=asked(query)),)


def no_work_notice(query: str) -> Card:
    """That no work is called so."""
    said = _("The essay cites no work called {query}. These are all works that it cites:")
    return (worded(Style.NOTICE, said, query=asked(query)),)


def unquoted_card(source: Source) -> Card:
    """A work from which nothing is quoted."""
    return (part(Style.BODY, bibliography(source)), part(Style.NOTICE, _("Nothing is quoted from it.")))


def in_alphabetical_order(sources: Iterable[Source]) -> list[Source]:
    """The works as the bibliography lists them."""
    return sorted(sources, key=alphabetically)


def map_card(sections: Mapping[str, Sequence[Branch]]) -> Card:
    """The argument: under each section its claims, who holds them, and what they rest on."""
    parts: list[Part] = []
    for section, branches in sections.items():
        parts += [RULE] if parts else []
        parts.append(part(Style.LABEL, Run(section)))
        for branch in branches:
            parts += branch_parts(branch)
    return tuple(parts)
