"""A quotation and the citations that name it say the same, and so does its provenance."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.packs.assemble import inspect
from tests.shipped_copy import ShippedCopy

# What is changed in the shipped pack, and what is said of it.
SLIPS = {
    "another page": (
        "quotations/02-the-anarchists.yaml",
        ('locator: "225–6"', 'locator: "999"'),
        "is from 999, but the citation in note 14 gives 225–6",
    ),
    "another work": (
        "quotations/02-the-anarchists.yaml",
        ("  source: lenin-collected-works\n", "  source: papers\n"),
        "is from “papers”, but the citation in note 15 names lenin-collected-works",
    ),
    "words that are not their own": (
        "quotations/02-the-anarchists.yaml",
        ("  quoted_in: weissman\n", "  source: weissman\n"),
        "“quoted by another” needs the work that quotes it, in “quoted_in”",
    ),
    "a page that the parenthesis does not print": (
        "citations.yaml",
        (
            'exact: "(*Memoirs* 150–1)"\n  cites: [memoirs]\n  locators: ["150–1"]',
            'exact: "(*Memoirs* 150–1)"\n  cites: [memoirs]\n  locators: ["160"]',
        ),
        "“160” does not stand in (*Memoirs* 150–1)",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_does_not_agree_is_a_fault(slip: str, tmp_path: Path) -> None:
    file, (right, wrong), said = SLIPS[slip]
    folder = ShippedCopy(tmp_path / "pack").folder
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    _, faults = inspect(folder)
    assert said in [fault.message for fault in faults]


def test_the_shipped_pack_agrees_with_itself(tmp_path: Path) -> None:
    assert inspect(ShippedCopy(tmp_path / "pack").folder)[1] == []
