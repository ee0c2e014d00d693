"""Cards for those who keep a group's library: a draft, what is wrong with it, changes word by word, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cogs.cards.content import RULE, Card, Mark, Part, Style, asked, part, worded
from cogs.language import _, later
from knowledge import entry_content
from knowledge.editing import Preview
from knowledge.entry_content import EntryContent, Flaw, Why, Words
from knowledge.markup import Run
from knowledge.model import Status
from knowledge.revision import Action, Revision
from knowledge.verdict import Change, Stretch
from knowledge.word_changes import word_changes

_PIECE = re.compile(r"\s+|\S(?:[^\n]*\S)?")
"""Words of one line, or the space between lines."""

_PARTS = {
    entry_content.Part.TOPIC: later("The topic"),
    entry_content.Part.CLAIM: later("The claim"),
    entry_content.Part.ALIAS: later("Another name"),
    entry_content.Part.HOLDER: later("Who holds the claim"),
    entry_content.Part.PASSAGE: later("The passage"),
    entry_content.Part.REBUTTAL: later("The rebuttal"),
    entry_content.Part.PHRASING: later("A phrasing"),
    entry_content.Part.SOURCE: later("The work that words are from"),
    entry_content.Part.LOCATOR: later("The page that words are from"),
    entry_content.Part.LIBRARY: later("The library"),
}

_FLAWS = {
    Why.MISSING: later("{part} is missing."),
    Why.UNKEEPABLE: later("{part} holds a sign that cannot be stored: {text}"),
    Why.TOO_LONG: later("{part} is longer than {limit} characters: {text}"),
    Why.TOO_MANY: later("{part}: there can be {limit} of its kind and no more."),
    Why.NAMELESS: later("{part} needs a letter or a digit: {text}"),
    Why.TWICE: later("{part} is there twice: {text}"),
    Why.TAKEN: later("{part} leads to another entry of this group already: {text}"),
    Why.UNSOURCED: later("{part} does not stand in the essay word for word, so it needs a work and a page: {text}"),
}

_DONE = {
    Action.ADD: later("Published: {topic}. This group finds it from now on, and no other."),
    Action.EDIT: later("Changed: {topic}. What it said before stands in its history."),
    Action.RETIRE: later("Retired: {topic}. Nothing finds it any longer; it can be restored."),
    Action.RESTORE: later("Restored: {topic}."),
}

_HEADS = {
    Action.ADD: later("Revision {number}: added {when} by {who}"),
    Action.EDIT: later("Revision {number}: edited {when} by {who}"),
    Action.RETIRE: later("Revision {number}: retired {when} by {who}"),
    Action.RESTORE: later("Revision {number}: restored {when} by {who}"),
}


def draft_card(preview: Preview, *, is_new: bool) -> Card:
    """A draft as it would be published, with everything that keeps it from being so."""
    content = preview.content
    said = _("A draft, which only you see.") if is_new else _("Your changes, which only you see as yet.")
    parts = [part(Style.NOTICE, Run(said)), *(_flaw(flaw) for flaw in preview.flaws)]
    parts += [RULE, part(Style.TITLE, Run(content.topic if content.topic.strip() else "…"))]
    holders = ", ".join(content.held_by) or _("no holder named")
    parts += [part(Style.LABEL, Run(_("Claim · {holders}").format(holders=holders)))]
    parts += [part(Style.BODY, Run(content.claim if content.claim.strip() else "…"))]
    for label, some in ((_("Passage"), content.passages), (_("Rebuttal"), content.rebuttals)):
        for words in some:
            parts += [RULE, *_words(label, words, is_verbatim=words.exact in preview.verbatim)]
    if content.aliases or content.phrasings:
        parts.append(RULE)
    parts += _listed(_("Other names: {names}"), content.aliases)
    parts += _listed(_("Also found by: {names}"), content.phrasings)
    return tuple(parts)


def conflict_card(newer: Revision, mine: EntryContent) -> Card:
    """What somebody else published meanwhile, and what publishing this draft would change of it."""
    said = _("Somebody changed this entry while you wrote. Nothing of yours is lost, and nothing of theirs.")
    rest = _("Struck is what stands now and yours would take away, bold what yours would put in.")
    parts = [part(Style.NOTICE, Run(said)), *_head(newer), part(Style.SMALL, Run(rest))]
    return (*parts, *_changes(newer.content, mine))


def history_card(revisions: Sequence[Revision]) -> Card:
    """An entry's revisions, the newest first, each with what it changed of the one before."""
    parts = [part(Style.TITLE, Run(revisions[0].content.topic))]
    for revision, before in zip(revisions, [*revisions[1:], None], strict=True):
        parts += [RULE, *_head(revision)]
        if before is not None and revision.action is not Action.RETIRE:
            parts += _changes(before.content, revision.content) or [part(Style.SMALL, Run(_("Nothing else.")))]
        elif before is None:
            parts += _changes(EntryContent("", ""), revision.content)
    return tuple(parts)


def list_card(latest: Sequence[Revision]) -> Card:
    """A group's own entries: those that are found, and those that are retired."""
    if not latest:
        return (part(Style.NOTICE, Run(_("This group has added no entry yet. Add one with /library add."))),)
    parts: list[Part] = []
    for status, label in ((Status.PUBLISHED, _("Added by this group")), (Status.RETIRED, _("Retired"))):
        topics = [revision.content.topic for revision in latest if revision.action.status is status]
        if topics:
            parts += [RULE] if parts else []
            parts += [part(Style.LABEL, Run(label)), part(Style.BODY, Run(" · ".join(topics)))]
    return tuple(parts)


def done_card(made: Revision) -> Card:
    """What was done."""
    return (worded(Style.NOTICE, _(_DONE[made.action]), topic=Run(made.content.topic, italic=True)),)


def flawed_card(flaws: Iterable[Flaw]) -> Card:
    """Why an entry cannot be published."""
    return tuple(_flaw(flaw) for flaw in flaws)


def unknown_card(query: str, latest: Sequence[Revision]) -> Card:
    """That the group has no such entry of its own, and which it has."""
    said = worded(Style.NOTICE, _("This group has added no entry called {query}."), query=asked(query))
    return (said, RULE, *list_card(latest))


def retired_card(topic: str) -> Card:
    """That an entry is retired."""
    said = _("{topic} is retired. Restore it first, with /library restore.")
    return (worded(Style.NOTICE, said, topic=Run(topic, italic=True)),)


def overtaken_card() -> Card:
    """That somebody was first."""
    said = _("Somebody changed this entry a moment ago. Look at its history, and decide again.")
    return (part(Style.NOTICE, Run(said)),)


def no_draft_card() -> Card:
    """That there is no draft."""
    said = _("You have no draft here: it was published or discarded. Begin one with /library add.")
    return (part(Style.NOTICE, Run(said)),)


def discarded_card() -> Card:
    """That a draft is gone."""
    return (part(Style.NOTICE, Run(_("Discarded. Nothing was published."))),)


def form_card() -> Card:
    """The way to the form for whoever gave a command in words."""
    return (part(Style.NOTICE, Run(_("An entry is written in a form, which a button opens."))),)


def not_editor_card() -> Card:
    """Who may keep the library."""
    said = _("To keep this group’s library you need the permission Manage Messages.")
    return (part(Style.NOTICE, Run(said)),)


def _flaw(flaw: Flaw) -> Part:
    limit, text = Run(str(flaw.limit)), asked(flaw.text)
    return worded(Style.NOTICE, _(_FLAWS[flaw.why]), part=Run(_(_PARTS[flaw.part])), limit=limit, text=text)


def _words(label: str, words: Words, *, is_verbatim: bool) -> list[Part]:
    if words.source or words.locator:
        where = Run(f"— {words.source}, {words.locator}")
        return [part(Style.LABEL, Run(label)), part(Style.QUOTE, Run(words.exact)), part(Style.SMALL, where)]
    if is_verbatim:
        marked = _("{part} · verbatim ✓").format(part=label)
        return [part(Style.LABEL, Run(marked)), part(Style.QUOTE, words.exact)]
    return [part(Style.LABEL, Run(label)), part(Style.QUOTE, Run(words.exact))]


def _listed(sentence: str, names: Sequence[str]) -> list[Part]:
    return [worded(Style.SMALL, sentence, names=Run(" · ".join(names)))] if names else []


def _head(revision: Revision) -> list[Part]:
    who = Mark(f"<@{revision.actor}>") if revision.actor is not None else Run(_("somebody who is forgotten"))
    when = Mark(f"<t:{int(revision.at.timestamp())}:f>")
    head = worded(Style.LABEL, _(_HEADS[revision.action]), number=Run(str(revision.number)), when=when, who=who)
    return [head, part(Style.SMALL, Run(revision.reason))] if revision.reason else [head]


def _changes(before: EntryContent, after: EntryContent) -> list[Part]:
    """What differs, part by part, word by word."""
    parts: list[Part] = []
    for (label, old), (_label, new) in zip(_told(before), _told(after), strict=True):
        if old != new:
            runs = [run for stretch in word_changes(old, new) for run in _changed(stretch)]
            parts += [part(Style.SMALL, Run(label)), part(Style.BODY, *runs)]
    return parts


def _changed(stretch: Stretch) -> list[Run]:
    """What stood there struck, and what stands there now strong; line by line, the spaces around them left out."""
    if stretch.change is Change.SAME:
        return [Run(stretch.stands)]
    struck = [Run(piece, struck=not piece.isspace()) for piece in _PIECE.findall(stretch.typed)]
    return [*struck, *(Run(piece, strong=not piece.isspace()) for piece in _PIECE.findall(stretch.stands))]


def _told(content: EntryContent) -> list[tuple[str, str]]:
    """Every part of an entry as one text."""
    return [
        (_("Topic"), content.topic),
        (_("Other names"), " · ".join(content.aliases)),
        (_("Claim"), content.claim),
        (_("Who holds it"), " · ".join(content.held_by)),
        (_("Passage"), _said(content.passages)),
        (_("Rebuttal"), _said(content.rebuttals)),
        (_("Phrasings"), " · ".join(content.phrasings)),
    ]


def _said(some: Sequence[Words]) -> str:
    """Words with where they are from."""
    return "\n\n".join("\n".join(filter(None, (words.exact, words.source, words.locator))) for words in some)
