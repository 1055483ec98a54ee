"""Charts as coordinates; the template draws them as inline SVG. Units are those of the drawing, origin at the top left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from solieu.evaluate.bootstrap import Difference, Interval
from solieu.evaluate.calibration import Calibration
from solieu.evaluate.figures import Estimate

#: Of the charts with a row a label: width of the names, of the plot, height of a row.
NAMES, PLOT, ROW = 150, 420, 20
#: Side of a reliability diagram.
SIDE = 220


class Row(NamedTuple):
    """A labelled row: `at` is the middle of the row, `value` and the whisker are on the x axis, `words` is the figure in print."""

    label: str
    at: float
    value: float
    low: float | None
    high: float | None
    words: str


class Rows(NamedTuple):
    """A chart of rows; `ticks` are (x, words) and `zero` is where 0 lies."""

    width: float
    height: float
    zero: float
    ticks: list[tuple[float, str]]
    rows: list[Row]


class Dot(NamedTuple):
    """A bin of a reliability diagram, its area by how many predictions it holds."""

    x: float
    y: float
    radius: float
    words: str


def figure_rows(figures: Mapping[str, Estimate], names: Sequence[tuple[str, str]]) -> Rows:
    """Bars of figures from 0 to 1 with their intervals; `names` are pairs of the label to show and the figure's name."""
    known = [(label, figures[name]) for label, name in names if name in figures]
    rows = [_row(at, label, found.value, found.interval, 0.0, 1.0, f"{found.value:.3f}") for at, (label, found) in enumerate(known)]
    return Rows(
        NAMES + PLOT + 60, (len(rows) + 1) * ROW, NAMES, [(_x(tick, 0.0, 1.0), f"{tick:.1f}") for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)], rows
    )


def difference_rows(found: Mapping[str, Difference], names: Sequence[tuple[str, str]]) -> Rows:
    """Differences with their intervals around 0."""
    known = [(label, found[name]) for label, name in names if name in found]
    reach = max([0.01, *(abs(bound) for _, gap in known for bound in (gap.value, *(gap.interval or ())))])
    rows = [_row(at, label, gap.value, gap.interval, -reach, reach, f"{gap.value:+.3f}") for at, (label, gap) in enumerate(known)]
    ticks = [(_x(tick, -reach, reach), f"{tick:+.2f}") for tick in (-reach, 0.0, reach)]
    return Rows(NAMES + PLOT + 60, (len(rows) + 1) * ROW, _x(0.0, -reach, reach), ticks, rows)


def _row(at: int, label: str, value: float, interval: Interval | None, least: float, most: float, words: str) -> Row:
    low, high = (_x(bound, least, most) for bound in interval) if interval else (None, None)
    return Row(label, (at + 0.5) * ROW, _x(value, least, most), low, high, words)


def _x(value: float, least: float, most: float) -> float:
    return round(NAMES + PLOT * (value - least) / (most - least), 1)


def reliability(calibration: Calibration) -> list[Dot]:
    """Score to the right, share of right ones upwards; on the diagonal a score means what it says."""
    total = sum(cell.number for cell in calibration.bins)
    return [
        Dot(
            round(cell.score * SIDE, 1),
            round((1 - cell.right) * SIDE, 1),
            round(3 + 15 * (cell.number / total) ** 0.5, 1),
            f"{cell.number} predictions, mean score {cell.score:.2f}, {cell.right:.0%} right",
        )
        for cell in calibration.bins
    ]
