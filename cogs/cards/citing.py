"""Citations as cards: to read, as the style sets them, or in a box to copy them from, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from cogs.cards.content import RULE, Card, Part, Style, asked, part, worded
from cogs.language import _, later, ngettext
from knowledge.answer import Finding
from knowledge.citations.styles import FORMATS, CitationStyle, lines, render
from knowledge.citations.works import Cited, works
from knowledge.cite import Shown
from knowledge.markup import Run
from knowledge.model import Source
from knowledge.since import EXAMPLES

STYLES: Mapping[str, tuple[tuple[CitationStyle, ...], str]] = {
    "chicago": ((CitationStyle.NOTE, CitationStyle.BIBLIOGRAPHY), later("Chicago: notes and bibliography")),
    "note": ((CitationStyle.NOTE,), later("Chicago: notes")),
    "bibliography": ((CitationStyle.BIBLIOGRAPHY,), later("Chicago: bibliography")),
    "mla": ((CitationStyle.MLA,), "MLA"),
    "bibtex": ((CitationStyle.BIBTEX,), "BibTeX"),
    "ris": ((CitationStyle.RIS,), "RIS (Zotero, EndNote)"),
    "csl-json": ((CitationStyle.CSL_JSON,), "CSL-JSON"),
}
"""What one can choose from, by its name: the styles it shows, and what it is called."""

FIRST = "chicago"
"""What is shown where nothing was chosen."""

_HEADINGS = {
    CitationStyle.NOTE: (later("Notes"),),
    CitationStyle.BIBLIOGRAPHY: (later("Bibliography"),),
    CitationStyle.MLA: (later("Works cited"), later("In the text")),
}

_FENCE = "```"

_BOX = 1_700
"""Characters of a box: so few that it is cut in no message. A record that is longer by itself is cut at its lines."""

_RECORD = re.compile(r"(?<=\n\n)|(?<=  \},\n)")
"""Where a record of BibTeX or RIS, or an item of JSON, has ended."""


def cite_card(title: str, style: str, cited: Sequence[Cited]) -> Card:
    """What is cited, in one of the STYLES."""
    parts = [worded(Style.TITLE, _("Citing {what}"), what=Run(title))]
    for one in STYLES[style][0]:
        parts += _boxes(one, cited) if one in FORMATS else _groups(one, cited)
    return tuple(parts)


def cite_text(style: str, cited: Sequence[Cited]) -> str:
    """The same as a file has it; of several styles one after the other."""
    return "\n".join(render(one, cited) for one in STYLES[style][0])


def filed_card(title: str, style: str, cited: Sequence[Cited]) -> Card:
    """That all of it is in the file."""
    count = len(works(cited))
    said = ngettext("{number} work, in the file below.", "{number} works, in the file below.", count)
    heading = worded(Style.TITLE, _("Citing {what}"), what=Run(title))
    return (heading, part(Style.LABEL, Run(_(STYLES[style][1]))), part(Style.BODY, Run(said.format(number=count))))


def no_file_notice() -> Card:
    """Why there is no file."""
    return (part(Style.SMALL, Run(_("As text only: I may not attach files here."))),)


def title_of(shown: Shown) -> str:
    """What it is about, in a few words."""
    match shown:
        case Source() | Finding():
            return shown.title
        case _:
            return shown.topic


def since_title(moment: datetime) -> str:
    """What is cited of a whole debate."""
    return _("everything since {moment}").format(moment=_moment(moment))


def nothing_since_card(moment: datetime) -> Card:
    """That nothing was cited in the channel since then."""
    said = _("Nothing has been cited here since {moment}.").format(moment=_moment(moment))
    return (part(Style.NOTICE, Run(said)), part(Style.SMALL, Run(_("Answers are remembered for 30 days."))))


def nothing_given_card() -> Card:
    """That there is no answer to cite."""
    return (
        part(Style.NOTICE, Run(_("Nothing has been answered here that could be cited."))),
        part(Style.SMALL, Run(_("Name what to cite: a topic, a page, a work, or “essay” for the essay itself."))),
    )


def nothing_cited_card(title: str) -> Card:
    """That the essay gives no source for what was asked for."""
    return (worded(Style.NOTICE, _("The essay cites nothing for {what}."), what=Run(title, italic=True)),)


def unclear_since_card(typed: str) -> Card:
    """That the moment was not understood, and which ones are."""
    return (
        worded(Style.NOTICE, _("Since when? {typed} is no time in the past that I know."), typed=asked(typed)),
        part(Style.SMALL, Run(_("Type it like one of these: {examples}").format(examples=" · ".join(EXAMPLES)))),
    )


def unknown_style_card(typed: str, styles: Sequence[str]) -> Card:
    """That what was typed is no style, and which ones there are."""
    return (
        worded(Style.NOTICE, _("{typed} is no style that I know."), typed=asked(typed)),
        part(Style.SMALL, Run(_("Styles: {styles}").format(styles=" · ".join(styles)))),
    )


def zone_notice() -> Card:
    """How to say since when in another zone."""
    said = _("Read as UTC. For another zone, name it after the time: since {example}")
    return (part(Style.SMALL, Run(said.format(example=EXAMPLES[5]))),)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _groups(style: CitationStyle, cited: Sequence[Cited]) -> Iterator[Part]:
    for heading, group in zip(_HEADINGS[style], lines(style, cited), strict=True):
        if group:
            yield RULE
            yield part(Style.LABEL, Run(_(heading)))
            yield from (part(Style.BODY, line) for line in group)


def _boxes(style: CitationStyle, cited: Sequence[Cited]) -> Iterator[Part]:
    """The text in boxes; where it holds what would end a box, as ordinary text, which shows the same letters."""
    text = render(style, cited).replace("\r\n", "\n")
    look = Style.BODY if _FENCE in text else Style.CODE
    yield part(Style.LABEL, Run(STYLES[style][1]))
    yield from (part(look, Run(box)) for box in _boxed(text))


def _boxed(text: str) -> Iterator[str]:
    """Whole records together, as many as a box holds."""
    box = ""
    for record in _RECORD.split(text):
        if box and len(box) + len(record) > _BOX:
            yield box.rstrip("\n")
            box = ""
        box += record
    if box.strip():
        yield box.rstrip("\n")
