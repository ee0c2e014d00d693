"""A copy of the shipped pack on disk, to be spoiled: an item left out here, a mention there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from knowledge.packs.shipped import SHIPPED

Item = dict[str, Any]


class ShippedCopy:
    """The shipped pack in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SHIPPED, folder)

    def line(self, file: str, words: str) -> int:
        """The number of the one line of that file in which these words stand."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        (number,) = [number for number, line in enumerate(lines, start=1) if words in line]
        return number

    def leave_open(self) -> None:
        """Let the pack no longer call itself complete."""
        path = self.folder / "pack.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count("complete: true") == 1
        path.write_text(text.replace("complete: true", "complete: false"), encoding="utf-8")

    def leave_out(self, name: str, wanted: Callable[[Item], bool]) -> None:
        """Leave the one item out of the list ``name`` that is wanted."""
        self._rewrite(name, lambda items: [item for item in items if not wanted(item)], changes=1)

    def forget(self, name: str, field: str, value: str) -> None:
        """Leave ``value`` out of that field wherever an item of the list ``name`` mentions it."""
        self._rewrite(name, lambda items: [_without(item, field, value) for item in items])

    def empty(self, name: str, wanted: Callable[[Item], bool], *fields: str) -> None:
        """Empty these fields of the one item that is wanted."""
        self._rewrite(
            name,
            lambda items: [item | {field: [] for field in fields} if wanted(item) else item for item in items],
            changes=1,
        )

    def _rewrite(self, name: str, change: Callable[[list[Item]], list[Item]], changes: int | None = None) -> None:
        """Write those files of the list anew that the change makes others; it must change so many items, if told."""
        changed = 0
        for path in [*self.folder.glob(f"{name}.yaml"), *sorted((self.folder / name).glob("*.yaml"))]:
            before = yaml.safe_load(path.read_text(encoding="utf-8"))
            after = change(before)
            if after != before:
                changed += sum(item not in after for item in before)
                path.write_text(yaml.safe_dump(after, allow_unicode=True, sort_keys=False), encoding="utf-8")
        assert changed == changes if changes else changed


def _without(item: Item, field: str, value: str) -> Item:
    if value not in item.get(field, []):
        return item
    return item | {field: [other for other in item[field] if other != value]}
