"""The map of the argument: sections, their claims, and what each claim rests on and is answered with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.packs.pack import Pack, PackEntry


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim on the map: who holds it, where it is stated and answered, how much is quoted, from which works."""

    topic: str
    claim: str
    held_by: tuple[str, ...]
    passages: tuple[str, ...]
    rebuttals: tuple[str, ...]
    quotations: int
    sources: tuple[str, ...]


def argument_map(pack: Pack) -> dict[str, list[Branch]]:
    """The claims of each section, in the order of the pack; an entry stands where its first passage stands."""
    sections: dict[str, list[Branch]] = {section: [] for section in pack.edition.sections}
    for entry in pack.entries:
        sections[entry.passages[0].place.section].append(_branch(entry))
    return sections


def map_markdown(pack: Pack) -> str:
    """The map as Markdown."""
    return "\n".join(_markdown(pack)) + "\n"


def _branch(entry: PackEntry) -> Branch:
    cited = [quotation.citation.source for quotation in entry.quotations if quotation.citation]
    return Branch(
        topic=entry.topic,
        claim=entry.claim.text,
        held_by=entry.claim.held_by,
        passages=_blocks([passage.place.block for passage in entry.passages]),
        rebuttals=_blocks([rebuttal.place.block for rebuttal in entry.rebuttals]),
        quotations=len(entry.quotations),
        sources=tuple(dict.fromkeys(source.short_title or source.title for source in cited)),
    )


def _blocks(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _markdown(pack: Pack) -> Iterator[str]:
    yield f"# The argument of *{pack.info.title}*"
    for section, branches in argument_map(pack).items():
        yield f"\n## {section}\n"
        for branch in branches:
            held = ", ".join(branch.held_by) or "implied"
            yield f"- **{branch.topic}** – {branch.claim} ({held})"
            yield f"  - stated in {', '.join(branch.passages)}; answered in {', '.join(branch.rebuttals)}"
            if branch.quotations:
                works = f", from {', '.join(f'*{source}*' for source in branch.sources)}" if branch.sources else ""
                yield f"  - {branch.quotations} quotation{'s' if branch.quotations > 1 else ''}{works}"
