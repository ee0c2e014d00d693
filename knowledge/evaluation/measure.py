"""How the look-up does on labelled queries: right first, right among three, how often it answers, and how rightly."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from knowledge.library import Library
from knowledge.model import Answer, Outcome
from tests.evaluation.labelled import Labelled, read


async def main() -> None:
    """Print a table for each half."""
    with tempfile.TemporaryDirectory() as folder:
        async with Library.open(f"sqlite:///{Path(folder) / 'serge.db'}") as library:
            for half in ("tuning", "test"):
                print(
                    f"\n{half:10} {'n':>4} {'first':>6} {'three':>6} {'answered':>9} {'right then':>11} {'nothing':>8}"
                )
                for style, counts in (await measure(library, read(half))).items():
                    _print(style, counts)


async def measure(library: Library, queries: Iterable[Labelled]) -> dict[str, Counter[str]]:
    """What happened, counted by style, then for all that the essay answers together."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for labelled in queries:
        answer = await library.look_up(labelled.query)
        happened = _judged(labelled, answer)
        counts[labelled.style].update(happened)
        if labelled.right:
            counts["on topic"].update(happened)
    return dict(sorted(counts.items(), key=lambda item: (item[0] == "on topic", item[0] == "other")))


def _judged(labelled: Labelled, answer: Answer) -> Counter[str]:
    right = [bool(places & labelled.right) for places in _places(answer)]
    answered = answer.outcome is Outcome.ANSWER
    return Counter(
        n=1,
        first=int(any(right[:1])),
        three=int(any(right[:3])),
        answered=int(answered),
        right_then=int(answered and any(right[:1])),
        nothing=int(answer.outcome is Outcome.NONE),
    )


def _places(answer: Answer) -> list[set[str]]:
    """The paragraphs and notes that each match shows the words of."""
    if answer.finding is not None:
        return [{part.place.block for part in (*answer.finding.passages, *answer.finding.quotations)}]
    return [{part.place.block for part in (*match.entry.passages, *match.entry.rebuttals)} for match in answer.matches]


def _print(style: str, counts: Counter[str]) -> None:
    number = counts["n"]
    rightly = f"{counts['right_then'] / counts['answered']:11.2f}" if counts["answered"] else f"{'–':>11}"
    shares = (counts["first"], counts["three"], counts["answered"], counts["nothing"])
    first, three, answered, nothing = (share / number for share in shares)
    print(f"{style:10} {number:4} {first:6.2f} {three:6.2f} {answered:9.2f} {rightly} {nothing:8.2f}")
