"""Cards of the argument: the map at large, a sheet of it, and a claim on either."""

from __future__ import annotations

from cogs.cards.content import RULE, Card, Part, Style, asked, part, worded
from cogs.language import _, ngettext
from knowledge.argument import Branch, Region, Sheet
from knowledge.markup import Run

MOST_HOLDERS = 4
"""As many are named on the map at large."""


def atlas_card(regions: tuple[Region, ...]) -> Card:
    """The map at large: under each section how much is claimed there, by whom, and of what."""
    if not regions:
        return (part(Style.NOTICE, _("The library holds no claims.")),)
    texts = {region.at.slug for region in regions}
    parts = [part(Style.TITLE, Run(_("The argument")))]
    for number, region in enumerate(regions):
        title = region.title if len(texts) == 1 else f"{region.pack.title} · {region.title}"
        parts += [RULE] if number else []
        parts += [part(Style.LABEL, Run(title)), part(Style.SMALL, Run(_extent(region)))]
        parts.append(part(Style.BODY, Run(" · ".join(region.topics))))
    return tuple(parts)


def sheet_card(sheet: Sheet) -> Card:
    """A few claims of a section, each with who holds it and what it rests on."""
    region, sheets = sheet.region, len(sheet.region.sheets)
    parts = [part(Style.TITLE, Run(region.title)), part(Style.SMALL, Run(_extent(region)))]
    if sheets > 1:
        numbered = _("Sheet {number} of {sheets}").format(number=sheet.at.part + 1, sheets=sheets)
        parts.append(part(Style.SMALL, Run(numbered)))
    parts.append(RULE)
    for _entry, branch in sheet.branches:
        parts += branch_parts(branch)
    return tuple(parts)


def unmapped_notice(query: str) -> Card:
    """That the map has no such section."""
    return (worded(Style.NOTICE, _("The map has no one section called {query}."), query=asked(query)),)


def branch_parts(branch: Branch) -> list[Part]:
    """A claim, who holds it, where it is stated and answered, and how much is quoted on it from which works."""
    held = ", ".join(branch.held_by) or _("implied")
    said = _("stated in {passages}; answered in {rebuttals}") if branch.rebuttals else _("stated in {passages}")
    stated = said.format(passages=", ".join(branch.passages), rebuttals=", ".join(branch.rebuttals))
    quoted = _("; {number} quoted from {works}") if branch.sources else ""
    return [
        part(Style.BODY, Run(branch.topic, italic=True), Run(f" – {branch.claim} ({held})")),
        part(Style.SMALL, Run(stated + quoted.format(number=branch.quotations, works=", ".join(branch.sources)))),
    ]


def _extent(region: Region) -> str:
    """How many claims and quotations there are, and who holds most."""
    number = len(region.entries)
    claims = ngettext("{number} claim, in our words", "{number} claims, in our words", number).format(number=number)
    quoted = ngettext("{number} quotation", "{number} quotations", region.quotations).format(number=region.quotations)
    holders = ", ".join(f"{holder} ({held})" for holder, held in region.holders[:MOST_HOLDERS])
    held_by = _("held by {holders}").format(holders=holders) if holders else ""
    return " · ".join(said for said in (claims, quoted, held_by) if said)
