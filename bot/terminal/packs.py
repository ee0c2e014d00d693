"""What one does with a pack: ``serge check``, ``load``, ``coverage``, ``export``, ``new-pack`` and ``schema``."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path

from bot.sentences import count
from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs.cards.lists import map_card
from knowledge.argument import argument_map, map_markdown
from knowledge.export import EXPORT_SCHEMA, export_pack
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.packs.assemble import inspect, read_pack
from knowledge.packs.coverage import coverage
from knowledge.packs.pack import Pack
from knowledge.packs.placeholders import placeholders
from knowledge.packs.schema import json_schemas
from knowledge.packs.shipped import SHIPPED
from knowledge.packs.skeleton.make import make_skeleton


def print_check(folder: Path | None) -> int:
    """Print every fault of the pack, or what it holds. Exit status 1 where there is a fault."""
    pack, faults = inspect(folder or SHIPPED)
    for fault in faults:
        print(fault)
    if pack is None or faults:
        sys.stdout.flush()  # the faults before their number, into a pipe too
        print(f"{count(len(faults), 'fault')}.", file=sys.stderr)
        return 1
    print(
        f"{pack.info.title}: {count(len(pack.edition.paragraphs), 'paragraph')}, "
        f"{count(len(pack.edition.notes), 'note')}, {count(len(pack.sources), 'source')}, "
        f"{count(len(pack.quotations), 'quotation')}, {count(len(pack.entries), 'entry')}. "
        "Everything stands where it should."
    )
    _print_coverage(pack)
    return 0


def print_map(folder: Path | None, *, markdown: bool) -> int:
    """Print the map of the argument."""
    pack = read_pack(folder or SHIPPED)
    if markdown:
        sys.stdout.write(map_markdown(pack))
    else:
        Screen(sys.stdout).show(map_card(argument_map(pack)))
    return 0


def make_pack(text: Path, folder: Path | None) -> int:
    """Begin a pack from a text file, and say what was found and what to do next."""
    made = make_skeleton(text, folder)
    found, edition = made.found, made.found.draft.edition
    print(
        f"Made {made.folder} from {text.name}: “{edition.title}”, {count(len(edition.sections), 'section')}, "
        f"{count(len(edition.paragraphs), 'paragraph')}, {count(len(edition.notes), 'note')}, "
        f"{count(len(found.quotations), 'quotation')}, {count(len(found.citations), 'citation')} "
        f"of {count(len(found.sources), 'work')}."
    )
    if contents := found.draft.contents:
        print(f"Left out of essay.md: a table of contents ({contents.where} of {text.name})")
    print(f"What needs a person: {count(len(made.decisions), 'decision')} in {made.folder / 'DECISIONS.md'}")
    print(f"Next: read essay.md, fill in pack.yaml and sources.yaml, and run: serge check {made.folder}")
    return 0


def print_export(folder: Path | None) -> int:
    """Print the pack as JSON."""
    print(json.dumps(export_pack(read_pack(folder or SHIPPED)), indent=2, ensure_ascii=False))
    return 0


def print_export_schema() -> int:
    """Print the JSON Schema of an export."""
    print(json.dumps(EXPORT_SCHEMA, indent=2, ensure_ascii=False))
    return 0


async def print_load(settings: Settings, folder: Path) -> int:
    """Load the pack and say what happened."""
    async with Library.open(settings.database_url) as library:
        loaded = await load_pack(library.database, folder)
    holds = (
        f"{count(loaded.entries, 'entry')}, {count(loaded.quotations, 'quotation')}, {count(loaded.sources, 'source')}"
    )
    if loaded.changed:
        print(f"Loaded {loaded.title}: {holds}.")
    else:
        print(f"{loaded.title} is loaded already, unchanged: {holds}.")
    return 0


def print_schema(file: str) -> int:
    """Print the JSON Schema of one of a pack's files."""
    print(json.dumps(json_schemas()[file], indent=2, ensure_ascii=False))
    return 0


def _print_coverage(pack: Pack) -> None:
    """How much of the edition is covered, and, where the pack does not call itself complete, what is not."""
    found = coverage(pack)
    print("Covered: " + ", ".join(f"{covered} of {number} {kind}" for kind, (covered, number) in found.counts.items()))
    in_order = sorted(found.gaps, key=lambda gap: gap.block.line)
    for block, gaps in groupby(in_order, key=lambda gap: gap.block):
        print(f"  not covered – {block.name}: {' · '.join(gap.what for gap in gaps)}")
    for key in found.unused_sources:
        print(f"  cited nowhere – {key}")
    for placeholder in placeholders(pack):
        print(f"  to do – {placeholder}")
