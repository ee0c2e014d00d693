"""``serge check``, ``serge load`` and ``serge schema``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.sentences import count
from bot.settings import Settings
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.packs.assemble import inspect
from knowledge.packs.schema import json_schemas
from knowledge.packs.shipped import SHIPPED


def print_check(folder: Path | None) -> int:
    """Print every fault of the pack, or what it holds. Exit status 1 where there is a fault."""
    pack, faults = inspect(folder or SHIPPED)
    for fault in faults:
        print(fault)
    if pack is None or faults:
        print(f"{count(len(faults), 'fault')}.", file=sys.stderr)
        return 1
    print(
        f"{pack.info.title}: {count(len(pack.edition.paragraphs), 'paragraph')}, "
        f"{count(len(pack.edition.notes), 'note')}, {count(len(pack.sources), 'source')}, "
        f"{count(len(pack.quotations), 'quotation')}, {count(len(pack.entries), 'entry')}. "
        "Everything stands where it should."
    )
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
