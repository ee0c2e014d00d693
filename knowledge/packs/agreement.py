"""Whether quotations and citations agree: on the work, on the pages, and on whose words they are."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import Fault
from knowledge.model import Provenance
from knowledge.packs.reader import Located, PackFiles
from knowledge.packs.schema import CitationItem, QuotationItem


def disagreements(files: PackFiles) -> Iterator[Fault]:
    """Everything in which a quotation, its citations and its provenance say different things."""
    quotations = {located.item.key: located for located in files.quotations}
    for located in files.quotations:
        yield from _provenance(located)
    for located in files.citations:
        yield from _printed(located)
        for key in located.item.quotations:
            if key in quotations:
                yield from _cited_alike(located.item, quotations[key])


def _provenance(located: Located[QuotationItem]) -> Iterator[Fault]:
    item = located.item
    if item.provenance is Provenance.OWN_WORDS and item.quoted_in:
        yield located.fault(
            "“own words” are cited from a “source” by the speaker, not “quoted_in” a work", "provenance"
        )
    if item.provenance is Provenance.QUOTED_BY_ANOTHER and not item.quoted_in:
        yield located.fault("“quoted by another” needs the work that quotes it, in “quoted_in”", "provenance")


def _printed(located: Located[CitationItem]) -> Iterator[Fault]:
    """A parenthesis prints every page that is said to stand in it."""
    item = located.item
    for number, locator in enumerate(item.locators):
        if item.exact is not None and locator not in item.exact:
            yield located.fault(f"“{locator}” does not stand in {item.exact}", "locators", number)


def _cited_alike(citation: CitationItem, located: Located[QuotationItem]) -> Iterator[Fault]:
    """A quotation names a work of the citation that gives its place, and pages of it."""
    item = located.item
    work = item.source or item.quoted_in
    where = f"the citation in {citation.at}"
    if work is not None and work not in citation.cites:
        yield located.fault(f"is from “{work}”, but {where} names {', '.join(citation.cites) or 'no work'}")
    for page in (item.locator or "").split(", ") if citation.locators else ():
        if page and page not in citation.locators:
            yield located.fault(f"is from {page}, but {where} gives {', '.join(citation.locators)}", "locator")
