"""Write a report: `report.json` for programs, `report.html` for people, one page that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from solieu.__about__ import __version__
from solieu.errors import UsageError
from solieu.evaluate import charts
from solieu.evaluate.bootstrap import COVERAGE, RESAMPLES, SEED, SHUFFLES
from solieu.evaluate.compare import Comparison
from solieu.evaluate.errors import KINDS, Error, counts
from solieu.evaluate.figures import END_KEYS, LINK_KEYS, MEASUREMENTS, SPAN_KEYS, Estimate, Key, figure_name
from solieu.evaluate.run import Report
from solieu.scoring import Place
from solieu.text import write_bytes
from solieu.view.web import environment, head

JSON, HTML = "report.json", "report.html"
TEMPLATE = "report.html.jinja"
#: Articles that changed most, on the page.
MOST_CHANGED = 20


def check_out(out: str | Path, overwrite: bool) -> Path:
    """The folder of a report, refused where it holds one already or is a file. To be called before the work is done."""
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder as --out")
    there = [out / name for name in (JSON, HTML) if (out / name).exists()]
    if there and not overwrite:
        raise UsageError(f"{there[0]} is there already; give another --out, or --overwrite to replace it")
    return out


def write_report(report: Report, out: str | Path, comparison: Comparison | None = None, *, overwrite: bool = False) -> Path:
    """Write both files, each whole or not at all; other files of the folder are left alone. Returns the page's path."""
    out = check_out(out, overwrite)
    rows = json.dumps(as_json(report, comparison), ensure_ascii=False, indent=1) + "\n"
    page = as_html(report, comparison)
    write_bytes(out / JSON, rows.encode())
    write_bytes(out / HTML, page.encode())
    return out / HTML


def as_json(report: Report, comparison: Comparison | None = None) -> dict[str, Any]:
    """The report in plain JSON types."""
    rows: dict[str, Any] = {
        "solieu": __version__,
        "model": report.model,
        "meta": report.meta,
        "corpus": {"path": report.corpus, "articles": report.articles, "sha256": report.sha256},
        "intervals": {"coverage": COVERAGE, "resamples": RESAMPLES, "shuffles": SHUFFLES, "seed": SEED, "unit": "article"},
        "figures": {name: {"value": found.value, "interval": found.interval} for name, found in report.figures.items()},
        "counts": {f"{mode} {key}": [found.right, found.gold, found.predicted] for (mode, key), found in report.table.items()},
        "calibration": {
            name: {"error": found.error, "interval": found.interval, "bins": [cell._asdict() for cell in found.bins]}
            for name, found in report.calibrations.items()
        },
        "confusion": report.confusion,
        "error_counts": counts(report.errors),
        "errors": [_error_row(error) for error in report.errors],
        "cost": {name: getattr(report.cost, name) for name in report.cost.__slots__},
    }
    if comparison:
        rows["against"] = {
            "model": comparison.other.model,
            "meta": comparison.other.meta,
            "differences": {name: gap._asdict() for name, gap in comparison.differences.items()},
            "changes": [change._asdict() for change in comparison.changes],
        }
    return rows


def _error_row(error: Error) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(error, name) for name in ("kind", "label", "detail", "article", "start", "end", "sentence")}
    for side, places, said in (("gold", error.gold, error.said[0]), ("predicted", error.predicted, error.said[1])):
        row[side] = [{"label": label, "start": start, "end": end} for label, start, end in places]
        row[f"{side}_said"] = said
    return row


class Piece(NamedTuple):
    """A stretch of a sentence, marked with a label or not (the empty label)."""

    words: str
    label: str


def pieces(error: Error, places: tuple[Place, ...]) -> list[Piece]:
    """A sentence cut at the borders of its marks."""
    found, at = [], error.start
    for label, start, end in sorted(places, key=lambda place: place[1]):
        if start > at:
            found.append(Piece(error.sentence[at - error.start : start - error.start], ""))
        found.append(Piece(error.sentence[max(at, start) - error.start : end - error.start], label))
        at = end
    return [*found, Piece(error.sentence[at - error.start :], "")]


def as_html(report: Report, comparison: Comparison | None = None) -> str:
    """The page. Everything that comes from articles, models and paths is escaped."""
    pages = environment(Path(__file__).parent)
    pages.filters["figure"] = _figure
    names = [(key, figure_name(("exact", key), "f1")) for key in (*SPAN_KEYS, *LINK_KEYS, *END_KEYS)]
    page: str = pages.get_template(TEMPLATE).render(
        **head(),
        report=report,
        comparison=comparison,
        sampling={"resamples": RESAMPLES, "shuffles": SHUFFLES, "seed": SEED},
        chart=charts.figure_rows(report.figures, names),
        gaps=charts.difference_rows(comparison.differences, names) if comparison else None,
        dots={name: charts.reliability(found) for name, found in report.calibrations.items()},
        side=charts.SIDE,
        names_width=charts.NAMES,
        tables=list(_figure_tables(report)),
        totals=[(kind, sum(labels.values())) for kind, labels in counts(report.errors).items()],
        groups=_grouped(report),
        pieces=pieces,
        most_changed=MOST_CHANGED,
    )
    return page


def _figure(found: Estimate | None) -> str:
    """`0.812 [0.780, 0.840]`."""
    if found is None:
        return ""
    return f"{found.value:.3f}" + (f" [{found.interval.low:.3f}, {found.interval.high:.3f}]" if found.interval else "")


class Line(NamedTuple):
    """A line of a table of figures: exact and overlapping precision, recall and F1."""

    label: str
    gold: int
    predicted: int
    exact: list[Estimate]
    overlap: list[Estimate]


def _figure_tables(report: Report) -> Iterator[tuple[str, list[Line]]]:
    unknown = tuple(dict.fromkeys(key for _, key in report.table if key not in (*SPAN_KEYS, *LINK_KEYS, *END_KEYS)))
    for title, keys in (("Spans", (*SPAN_KEYS, *unknown)), ("Links", LINK_KEYS), ("End to end", END_KEYS)):
        yield title, [_line(report, key) for key in keys if ("exact", key) in report.table]


def _line(report: Report, key: str) -> Line:
    exact, overlap = (_estimates(report, (mode, key)) for mode in ("exact", "overlap"))
    return Line(key, report.table["exact", key].gold, report.table["exact", key].predicted, exact, overlap)


def _estimates(report: Report, key: Key) -> list[Estimate]:
    names = [figure_name(key, measurement) for measurement in MEASUREMENTS]
    return [report.figures[name] for name in names if name in report.figures]


def _grouped(report: Report) -> list[tuple[str, list[tuple[str, list[Error]]]]]:
    """Errors by kind, then label, as they are sorted."""
    by_kind = {kind: list(found) for kind, found in groupby(report.errors, key=lambda error: error.kind)}
    return [
        (kind, [(label, list(found)) for label, found in groupby(by_kind[kind], key=lambda error: error.label)]) for kind in KINDS if kind in by_kind
    ]
