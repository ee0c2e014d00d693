"""An evaluation for people: a table for the terminal, a page and a plot for the repository."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.evaluation.evaluate import Evaluation
from knowledge.evaluation.measure import Result, Row
from knowledge.evaluation.statistics import Estimate, share

HEADS = ("", "n", "first", "top 3", "MRR", "answers", "right then", "false")
"""What the columns of a table hold: see :data:`LEGEND`."""

LEGEND = (
    "first: a right place is shown first; top 3: among the first three; MRR: mean reciprocal rank, of at most five; "
    "answers: given as the answer, not as candidates; right then: the share of these that is right; false: answered "
    "although the text does not speak of it. Beneath each figure its 95% interval."
)

REPORT = "EVALUATION.md"
PLOT = "calibration.svg"

BINS = 10
_SIDE, _LEFT, _TOP = 320, 52, 16
_NOTHING = "not installed"


def table(rows: Iterable[Row | tuple[str, None]]) -> list[tuple[tuple[str, str], ...]]:
    """The rows of a table: for each column a figure and its interval, both empty where there is nothing to tell."""
    return [
        _cells(one) if isinstance(one, Row) else ((one[0], _NOTHING), *((("", ""),) * (len(HEADS) - 1))) for one in rows
    ]


def style_table(evaluation: Evaluation) -> list[tuple[tuple[str, str], ...]]:
    """Our figures by style."""
    return table(evaluation.styles)


def peer_table(evaluation: Evaluation) -> list[tuple[tuple[str, str], ...]]:
    """Ours and the peers' over all queries."""
    return table(row or (name, None) for name, row in evaluation.together.items())


def markdown(evaluations: Sequence[Evaluation]) -> str:
    """The page for the repository; the plot beside it is that of the last set."""
    parts = ["# How well the look-up does", "", "Made by `serge eval --write`. " + LEGEND, ""]
    for evaluation in evaluations:
        by_meaning = f", by meaning too with {evaluation.model}" if evaluation.model else ""
        parts += [f"## The set “{evaluation.name}”{by_meaning}", ""]
        for rows in (style_table(evaluation), peer_table(evaluation)):
            parts += [_line(HEADS), _line(["---", *["---:"] * (len(HEADS) - 1)])]
            parts += [
                _line([f"{figure}<br>{interval}" if interval else figure for figure, interval in row]) for row in rows
            ]
            parts.append("")
    parts += [
        f"## How sure against how often right (“{evaluations[-1].name}”)",
        "",
        f"![Each point: of the queries about as sure, the share whose first match is right]({PLOT})",
        "",
    ]
    return "\n".join(parts)


def calibration(results: Sequence[Result]) -> list[tuple[float, Estimate, int]]:
    """For each tenth of how sure: how sure on average, how often right, and how many queries."""
    points: list[tuple[float, Estimate, int]] = []
    for number in range(BINS):
        some = [
            result
            for result in results
            if result.found.sure is not None and min(int(result.found.sure * BINS), BINS - 1) == number
        ]
        right = share(sum(result.right for result in some), len(some))
        if right is not None:
            points.append((sum(result.found.sure or 0.0 for result in some) / len(some), right, len(some)))
    return points


def svg(results: Sequence[Result]) -> str:
    """The plot of :func:`calibration`: points with their intervals, and the line on which they would all lie."""
    marks = _axes()
    for sure, right, number in calibration(results):
        at = f"{_x(sure):.1f}"
        marks.append(f'<line x1="{at}" y1="{_y(right.low):.1f}" x2="{at}" y2="{_y(right.high):.1f}" stroke="#8b1e1e"/>')
        title = f"<title>{number} queries, sure {sure:.2f}, right {right.value:.2f}</title>"
        marks.append(f'<circle cx="{at}" cy="{_y(right.value):.1f}" r="4" fill="#8b1e1e">{title}</circle>')
    width, height = _LEFT + _SIDE + 16, _TOP + _SIDE + 52
    style = 'font-family="sans-serif" font-size="12" fill="#444"'
    body = "\n".join(f"  {mark}" for mark in marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'{style}>\n  <rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _axes() -> list[str]:
    left, right, top, bottom = _x(0), _x(1), _y(1), _y(0)
    marks = [
        f'<text x="{_x(0.5):.0f}" y="{bottom + 40:.0f}" text-anchor="middle">how sure</text>',
        f'<text transform="translate(14 {_y(0.5):.0f}) rotate(-90)" text-anchor="middle">how often right</text>',
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{left:.0f}" y1="{bottom:.0f}" x2="{right:.0f}" y2="{top:.0f}" stroke="#888" stroke-dasharray="4"/>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        marks.append(f'<text x="{_x(tick):.0f}" y="{bottom + 18:.0f}" text-anchor="middle">{tick:g}</text>')
        marks.append(f'<text x="{left - 6:.0f}" y="{_y(tick) + 4:.0f}" text-anchor="end">{tick:g}</text>')
    return marks


def _cells(row: Row) -> tuple[tuple[str, str], ...]:
    estimates = (row.first, row.among, row.reciprocal, row.answered, row.right_then, row.false)
    return ((row.name, ""), (str(row.queries), ""), *map(_cell, estimates))


def _cell(estimate: Estimate | None) -> tuple[str, str]:
    if estimate is None:
        return "–", ""
    return f"{estimate.value:.2f}", f"{_short(estimate.low)}–{_short(estimate.high)}"


def _short(value: float) -> str:
    return "1.0" if value >= 0.995 else f"{value:.2f}".removeprefix("0")  # noqa: PLR2004  # as it is rounded


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _x(value: float) -> float:
    return _LEFT + value * _SIDE


def _y(value: float) -> float:
    return _TOP + (1 - value) * _SIDE
