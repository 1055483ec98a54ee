"""What an evaluation prints on a terminal; a part of its own, for it needs what `solieu corpus` does without."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from solieu.cli.tables import console
from solieu.evaluate.compare import Comparison
from solieu.evaluate.errors import counts
from solieu.evaluate.figures import END_KEYS, LINK_KEYS, MEASUREMENTS, SPAN_KEYS, Estimate, figure_name
from solieu.evaluate.run import Report
from solieu.scoring import ALL, OFFICES
from solieu.text import visible

#: Articles that changed most, at the end of a comparison.
MOST_CHANGED = 10


def print_report(report: Report) -> None:
    """Accuracy with 95 % intervals of F1, calibration, errors by kind, speed and memory."""
    found = console()
    shown = (*SPAN_KEYS, *LINK_KEYS, *END_KEYS)
    unknown = tuple(dict.fromkeys(key for _, key in report.table if key not in shown))
    table = Table(title=f"{report.articles} articles; after each F1 its 95 % interval over articles", title_justify="left")
    table.add_column("label")
    for column in ("exact P", "R", "F1", "overlap P", "R", "F1", "gold", "predicted"):
        table.add_column(column, justify="right")
    for key in (*unknown, *shown):
        if ("exact", key) in report.table:
            counted = report.table["exact", key]
            cells = (cell for mode in ("exact", "overlap") for cell in _cells(report, mode, key))
            table.add_row(escape(key), *cells, str(counted.gold), str(counted.predicted), end_section=key in (ALL, OFFICES))
    found.print(table)
    for name, calibration in report.calibrations.items():
        found.print(f"expected calibration error of {name}: {_bounds(Estimate(calibration.error, calibration.interval))}", highlight=False)
    kinds = (f"{sum(labels.values())} {kind}" for kind, labels in counts(report.errors).items())
    found.print(f"errors: {', '.join(kinds)}", highlight=False)
    cost = report.cost
    memory = f", {cost.peak_megabytes:.0f} MB at most" if cost.peak_megabytes is not None else ""
    found.print(f"{cost.words_per_second:,.0f} words a second, {cost.seconds_to_load:.1f} s to load{memory}", highlight=False)


def _cells(report: Report, mode: str, key: str) -> list[str]:
    estimates = [report.figures.get(figure_name((mode, key), name)) for name in MEASUREMENTS]
    return ["" if found is None else _bounds(found) if at == len(estimates) - 1 else f"{found.value:.3f}" for at, found in enumerate(estimates)]


def _bounds(found: Estimate) -> str:
    """`0.812 0.780-0.840`."""
    return f"{found.value:.3f}" + (f" {found.interval.low:.3f}-{found.interval.high:.3f}" if found.interval else "")


def print_comparison(report: Report, comparison: Comparison, names: Sequence[str] | None = None) -> None:
    """Each figure with its difference, then the articles that changed most. Without `names`, F1 of all that can be compared."""
    table = Table(title=escape(visible(f"{report.model} against {comparison.other.model}")), title_justify="left")
    table.add_column("figure")
    for column in ("this", "other", "difference", "95 %", "p"):
        table.add_column(column, justify="right")
    for name in names or [name for name, gap in comparison.differences.items() if gap.interval and name.endswith(" f1")]:
        gap = comparison.differences.get(name)
        if gap is None or gap.interval is None or gap.p is None:
            table.add_row(escape(name), "", "", "not measurable", "", "")
            continue
        values = (figures[name].value if name in figures else 0.0 for figures in (report.figures, comparison.other.figures))
        style = "green" if gap.interval.low > 0 else "red" if gap.interval.high < 0 else None
        bounds = escape(f"[{gap.interval.low:+.3f}, {gap.interval.high:+.3f}]")
        table.add_row(escape(name), *(f"{value:.3f}" for value in values), f"{gap.value:+.3f}", bounds, f"{gap.p:.4f}", style=style)
    found = console()
    found.print(table)
    for change in comparison.changes[:MOST_CHANGED]:
        found.print(f"{escape(visible(change.article))}: {change.wrong} wrong spans and links, {change.wrong_other} with the other", highlight=False)
