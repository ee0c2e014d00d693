"""``serge eval``: how well the look-up does on labelled queries, beside its peers."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.settings import SettingsError
from knowledge.evaluation.evaluate import Evaluation, evaluate
from knowledge.evaluation.labelled import labelled_set, read_labelled
from knowledge.evaluation.report import HEADS, LEGEND, PLOT, REPORT, markdown, peer_table, style_table, svg


async def print_evaluation(names: Sequence[str], folder: Path | None, model: Path | None) -> int:
    """Measure each set and print its tables; with ``folder``, write the page, and the plot of the last set, there."""
    sets = {name: read_labelled(labelled_set(name)) for name in names}
    if folder is not None:
        _make(folder)
    console = Console(file=sys.stdout, highlight=False, emoji=False)
    evaluations: list[Evaluation] = []
    for name, queries in sets.items():
        evaluation = await evaluate(name, queries, model)
        evaluations.append(evaluation)
        for title, rows in (("by style", style_table(evaluation)), ("beside its peers", peer_table(evaluation))):
            console.print(_table(f"{name}, {title}", rows))
    console.print(Text(LEGEND, style="dim"))
    if any(row is None for row in evaluations[-1].together.values()):
        console.print(Text("For bm25s: uv run --extra eval serge eval"))
    if folder is not None:
        _write(folder, evaluations)
        console.print(Text(f"Written: {folder / REPORT} and {folder / PLOT}"))
    return 0


def _make(folder: Path) -> None:
    """Make the folder, before minutes are spent on measuring."""
    with _explaining(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _write(folder: Path, evaluations: Sequence[Evaluation]) -> None:
    with _explaining(folder):
        (folder / REPORT).write_text(markdown(evaluations), encoding="utf-8")
        (folder / PLOT).write_text(svg(evaluations[-1].results), encoding="utf-8")


@contextmanager
def _explaining(folder: Path) -> Generator[None]:
    """What the system says of a folder that cannot be written, as an error of our own."""
    try:
        yield
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written: {error.strerror}.") from error


def _table(title: str, rows: Sequence[Sequence[tuple[str, str]]]) -> Table:
    """Figures, each over its interval."""
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0))
    for number, head in enumerate(HEADS):
        table.add_column(Text(head), justify="left" if number == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(
            *(Text.assemble(figure, (f"\n{interval}" if interval else "", "dim")) for figure, interval in row)
        )
    return table
