"""Whether scores mean what they say: of the spans with a score of 0.8, are 80 % right?

The expected calibration error is the mean distance between score and share of right ones over ten bins of equal width, weighted by how many are in
each (Guo et al., On Calibration of Modern Neural Networks, 2017). A span is right with its label and both borders, a link with its label and both
its spans, a fact with value, unit, aspect and indicator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solieu.evaluate.bootstrap import Floats, Interval, intervals
from solieu.evaluate.facts import right_facts
from solieu.evaluate.outcome import Outcome
from solieu.scoring import joined, place

BINS = 10
#: What each bin sums up: how many, their scores, how many are right.
COLUMNS = 3

Scored = Iterable[tuple[float, bool]]


class Bin(NamedTuple):
    """Predictions with scores from `low` to `high`: how many, their mean score, the share of right ones."""

    low: float
    high: float
    number: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error with its interval, and the bins that hold anything."""

    error: float
    interval: Interval | None
    bins: tuple[Bin, ...]


def scored_spans(outcome: Outcome) -> list[tuple[float, bool]]:
    """The score of each predicted span, and whether it is right."""
    gold = {place(span) for span in outcome.gold.article.spans}
    predicted = outcome.predicted.article.spans
    return [(score, place(span) in gold) for span, score in zip(predicted, outcome.span_scores, strict=True)]


def scored_links(outcome: Outcome) -> list[tuple[float, bool]]:
    """The score of each predicted link, and whether it is right."""
    gold = set(joined(outcome.gold.article))
    return [(score, link in gold) for link, score in zip(joined(outcome.predicted.article), outcome.link_scores, strict=True)]


def calibrations(outcomes: Sequence[Outcome]) -> dict[str, Calibration]:
    """How well the scores of spans, links and facts are calibrated."""
    return {
        "spans": calibration([scored_spans(outcome) for outcome in outcomes]),
        "links": calibration([scored_links(outcome) for outcome in outcomes]),
        "facts": calibration([right_facts(outcome.gold.statements, outcome.predicted.statements) for outcome in outcomes]),
    }


def calibration(articles: Sequence[Scored]) -> Calibration:
    """Calibration of predictions, given by article as (score, right)."""
    sums = np.array([_bin(scored) for scored in articles]).reshape(len(articles), BINS * COLUMNS)
    total = sums.sum(axis=0)
    found = []
    for at, (number, score, right) in enumerate(total.reshape(BINS, COLUMNS).tolist()):
        if number:
            found.append(Bin(at / BINS, (at + 1) / BINS, int(number), score / number, right / number))
    return Calibration(float(np.nan_to_num(expected_error(total))[0]), intervals(sums, expected_error)[0], tuple(found))


def expected_error(sums: Floats) -> Floats:
    """The expected calibration error (..., 1) from sums (..., bins * columns); NaN where there are no predictions."""
    cells = sums.reshape(*sums.shape[:-1], BINS, COLUMNS)
    number = cells[..., 0].sum(axis=-1)
    gap = np.abs(cells[..., 1] - cells[..., 2]).sum(axis=-1)
    error: Floats = np.divide(gap, number, out=np.full_like(gap, np.nan), where=number > 0)
    return error[..., np.newaxis]


def _bin(scored: Scored) -> Floats:
    cells = np.zeros((BINS, COLUMNS))
    for score, right in scored:
        cells[min(BINS - 1, max(0, int(score * BINS)))] += (1, score, right)
    return cells.reshape(BINS * COLUMNS)
