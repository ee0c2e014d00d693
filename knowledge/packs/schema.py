"""What a pack's files may hold. pydantic checks them; :mod:`knowledge.packs.reader` gives its faults line numbers.

``pack.yaml`` is a :class:`PackFile`; beside it stand lists, each as one file or a folder of files: ``sources``
(:class:`SourceItem`), ``quotations`` (:class:`QuotationItem`), ``citations`` (:class:`CitationItem`), ``entries``
(:class:`EntryItem`), ``pairs`` (:class:`PairItem`) and ``slips`` (:class:`SlipItem`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from knowledge.model import Certainty, Provenance, QuotationKind

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Exact = Annotated[str, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Label = Literal["page", "section", "chapter", "volume", "note", "paragraph", "part", "issue"]


class Strict(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PackFile(Strict):
    """``pack.yaml``: what travels with the words."""

    slug: Key = Field(description="Short name of the pack, unique in a database.")
    title: Text
    author: Text
    date: Text = Field(description="When the text was published, as it gives it.")
    licence: Text
    retrieved: Text = Field(description="Where and when the text was taken from.")
    complete: bool = Field(
        default=False,
        description="True where every paragraph, note, quotation and parenthesis is to be covered; a gap is a fault.",
    )
    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = Field(
        default="#8b1e1e", description="Colour of the pack's cards, #rrggbb."
    )


class Name(Strict):
    """A name as CSL-JSON holds it: family and given, or literal for a body."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Name:
        if not self.family and not self.literal:
            raise PydanticCustomError("nameless", "a name needs “family” or “literal”")
        return self


class SourceItem(Strict):
    """A cited work: CSL-JSON fields beside its key and the short title that the essay uses."""

    key: Key
    short: Text | None = Field(default=None, description="The essay's own short title.")
    aliases: list[Text] = []
    type: Literal[
        "book",
        "chapter",
        "article-journal",
        "article-magazine",
        "pamphlet",
        "webpage",
        "manuscript",
        "paper-conference",
    ] = "book"
    title: Text
    author: list[Name] = []
    editor: list[Name] = []
    translator: list[Name] = []
    container_title: Text | None = Field(default=None, alias="container-title")
    collection_title: Text | None = Field(default=None, alias="collection-title")
    publisher: Text | None = None
    publisher_place: Text | None = Field(default=None, alias="publisher-place")
    issued: Text | None = Field(default=None, description="Year of this edition; 1919–21 for a span.")
    original_date: Text | None = Field(default=None, alias="original-date")
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    edition: Text | None = None
    url: Text | None = Field(default=None, alias="URL")
    note: Text | None = None

    def csl(self) -> dict[str, Any]:
        """The CSL-JSON item: this model's own fields under CSL's names, empty ones left out."""
        fields = self.model_dump(by_alias=True, exclude_none=True, exclude={"key", "short", "aliases"})
        item: dict[str, Any] = {"id": self.key, **{name: value for name, value in fields.items() if value}}
        for date in ("issued", "original-date"):
            if date in item:
                item[date] = {"date-parts": [[int(item[date])]]} if item[date].isdigit() else {"literal": item[date]}
        return item


class Selector(Strict):
    """Words of the edition, letter for letter, and enough around them to find the one place."""

    exact: Exact
    prefix: str = ""
    suffix: str = ""
    at: Text | None = Field(default=None, description="The block it stands in: “The Bolsheviks 17” or “note 28”.")


class QuotationItem(Selector):
    """Words that the essay quotes."""

    key: Key
    kind: QuotationKind = QuotationKind.QUOTATION
    speaker: Text | None = Field(default=None, description="Who said or wrote the words.")
    source: Key | None = Field(default=None, description="The cited work, written by the speaker.")
    quoted_in: Key | None = Field(default=None, description="The cited work, which quotes the speaker.")
    label: Label | None = None
    locator: Text | None = None
    year: int | None = Field(default=None, ge=1, le=2100, description="When the words were written.")
    certainty: Certainty = Certainty.CERTAIN
    provenance: Provenance | None = Field(
        default=None, description="Whose words; follows from source or quoted_in where it is not given."
    )
    reason: Text | None = Field(default=None, description="Why it is attributed, or listed, in this way.")


class CitationItem(Strict):
    """A place where the essay cites: a parenthesis, or a note as a whole (no ``exact``)."""

    at: Text = Field(description="The block it stands in: “The Bolsheviks 17” or “note 28”.")
    exact: Exact | None = Field(default=None, description="The parenthesis as it stands; left out for a whole note.")
    prefix: str = ""
    suffix: str = ""
    cites: list[Key] = Field(default=[], description="The works it names, by their keys in sources.yaml.")
    locators: list[Text] = []
    label: Label = "page"
    quotations: list[Key] = Field(default=[], description="The quotations whose place it gives.")
    entries: list[Key] = Field(default=[], description="The entries whose paraphrase or comment it supports.")


class SlipItem(Selector):
    """A slip of the source: kept as it stands, and listed here with what it should presumably be."""

    reads: Text = Field(description="What it should presumably be.")
    reason: Text | None = None


class StatementItem(Selector):
    """One side of a pair. A quotation at the same place lends its speaker, source and page; give what it lacks."""

    when: Text = Field(description="When it was said, as far as the essay tells: “1920”, “late 1920s”.")
    speaker: Text | None = None
    source: Key | None = None
    quoted_in: Key | None = None
    label: Label | None = None
    locator: Text | None = None


class PairItem(Strict):
    """Then and now: an earlier statement set against a later one, and the essay's comment."""

    key: Key
    topic: Text
    question: Text = Field(description="What the two disagree on, in one neutral sentence.")
    earlier: Annotated[list[StatementItem], Field(min_length=1)]
    later: Annotated[list[StatementItem], Field(min_length=1)]
    comment: Annotated[list[Selector], Field(min_length=1)]
    entries: list[Key] = []


class Phrasings(Strict):
    """The ways in which people put the claim or ask about it."""

    keywords: list[Text] = []
    questions: list[Text] = []
    claims: list[Text] = []
    vague: list[Text] = []
    synonyms: list[Text] = []


class EntryItem(Strict):
    """One claim, the passage that states it, and the essay's rebuttal."""

    key: Key
    topic: Text
    aliases: list[Text] = []
    claim: Text
    held_by: list[Text] = []
    implied: bool = Field(default=False, description="True where nobody in the essay holds the claim outright.")
    places: list[Text] = Field(
        default=[], description="Every paragraph and note that bears on the claim: “The Bolsheviks 17”, “note 28”."
    )
    passages: Annotated[list[Selector], Field(min_length=1)]
    quotations: list[Key] = Field(default=[], description="Keys of quotations that bear on the claim.")
    rebuttals: Annotated[list[Selector], Field(min_length=1)]
    related: list[Key] = []
    phrasings: Phrasings = Phrasings()


SOURCES = TypeAdapter(list[SourceItem])
QUOTATIONS = TypeAdapter(list[QuotationItem])
ENTRIES = TypeAdapter(list[EntryItem])
SLIPS = TypeAdapter(list[SlipItem])
CITATIONS = TypeAdapter(list[CitationItem])
PAIRS = TypeAdapter(list[PairItem])


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (2020-12) of each file of a pack, for editors that check while one types."""
    return {
        "pack": PackFile.model_json_schema(),
        "sources": SOURCES.json_schema(),
        "quotations": QUOTATIONS.json_schema(),
        "entries": ENTRIES.json_schema(),
        "citations": CITATIONS.json_schema(),
        "pairs": PAIRS.json_schema(),
        "slips": SLIPS.json_schema(),
    }
