"""Run rows and keep their figures: one JSON object a row, the file written anew after each, so that a stopped run goes on where it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from solieu.errors import InputError
from solieu.evaluate.run import assess
from solieu.schema import Article
from solieu.scoring import ALL, MEASURES
from solieu.text import read_text, write_bytes
from trials.fit import Pipeline, Workshop
from trials.rows import Row, chosen, fingerprint

#: What is measured of every row: (mode, label).
FIGURES = (("exact", ALL), ("overlap", ALL), ("exact", "INDICATOR"), ("exact", MEASURES), ("overlap", MEASURES))


def read_results(path: str | Path) -> list[dict[str, Any]]:
    """The rows measured so far; none where there is no file yet."""
    if not Path(path).exists():
        return []
    found = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        try:
            found.append(json.loads(line))
        except ValueError:
            raise InputError(f"{path}:{number}", "no JSON object a line; give another --out, or take the line out") from None
    return found


def run(
    rows: Sequence[Row], workshop: Workshop, dev: Mapping[str, Sequence[Article]], out: str | Path, say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Measure each row that is not measured yet with the same inputs, and write all results after each. Returns them, in the order of the rows."""
    measured_on = {name: [fingerprint(article) for article in articles] for name, articles in dev.items()}
    for row in rows:
        results = _by_name(out)
        key = fingerprint(workshop.key(row), measured_on)
        if row.name in results and results[row.name]["key"] == key:
            say(f"{row.name}: measured already")
            continue
        say(f"{row.name}: begun")
        begun = time.monotonic()
        result = measure(row, workshop, dev) | {"key": key, "wall": round(time.monotonic() - begun)}
        results = {**_by_name(out), row.name: result}  # read again: another run may have added to it
        write_bytes(out, "".join(json.dumps(result, ensure_ascii=False) + "\n" for result in results.values()).encode())
        say(f"{row.name}: {_brief(result)}")
    results = _by_name(out)
    return [results[row.name] | {"about": row.about, "curve": row.curve} for row in rows]


def _by_name(out: str | Path) -> dict[str, dict[str, Any]]:
    return {result["name"]: result for result in read_results(out)}


def measure(row: Row, workshop: Workshop, dev: Mapping[str, Sequence[Article]]) -> dict[str, Any]:
    """Train a row and measure it on each set of articles kept apart."""
    with ExitStack() as stack:
        pipeline = workshop.pipeline(row, stack)
        found = {name: figures(pipeline, articles) for name, articles in dev.items()}
        return {
            "name": row.name,
            "about": row.about,
            "row": asdict(row),
            "articles": len(chosen(row, workshop.sets)),
            "dev": found,
            "cpu_seconds": round(pipeline.seconds, 1),
            "words_per_second": round(pipeline.words / max(pipeline.busy, 1e-9)),
            "megabytes": round(pipeline.megabytes(), 1),
            "curve": row.curve,
        }


def figures(pipeline: Pipeline, articles: Sequence[Article]) -> dict[str, list[float]]:
    """F1 with its 95 % interval over articles, by `mode label`."""
    report = assess(pipeline, articles)  # type: ignore[arg-type]
    found = {}
    for mode, label in FIGURES:
        estimate = report.figures.get(f"{mode} {label} f1")
        if estimate is not None:
            found[f"{mode} {label}"] = [round(number, 4) for number in (estimate.value, *(estimate.interval or ()))]
    return found


def _brief(result: Mapping[str, Any]) -> str:
    parts = [f"{name} spans {found['exact ' + ALL][0]:.3f} links {found['exact ' + MEASURES][0]:.3f}" for name, found in result["dev"].items()]
    return ", ".join(parts) + f", {result['cpu_seconds']:.0f} CPU s"
