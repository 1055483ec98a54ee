"""Make scores probabilities: of the spans with a score of 0.8, 80 % should be exactly right.

The taggers are sure of too much. Isotonic regression (scikit-learn) on annotated articles that they were not trained on maps each raw score to
the share of right ones; the map is a short list of points, stored as JSON and read by linear interpolation.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from solieu.component import store_parts
from solieu.errors import ModelError
from solieu.schema import HOLDS, INDICATOR, SERVES, Article
from solieu.scoring import joined, place
from solieu.text import read_bytes

#: What has a map of its own: indicators and number links are much harder than the rest.
SPANS, INDICATORS, LINKS, OFFICES = "spans", "indicators", "links", "offices"
GROUPS = (SPANS, INDICATORS, LINKS, OFFICES)
#: Fewer predictions than this teach nothing about scores.
ENOUGH = 50
#: No probability is told as certain.
LOWEST, HIGHEST = 0.01, 0.99

Points = tuple[list[float], list[float]]


def span_group(label: str) -> str:
    return INDICATORS if label == INDICATOR else SPANS


def link_group(label: str) -> str:
    return OFFICES if label in (HOLDS, SERVES) else LINKS


def fit_points(scored: Sequence[tuple[float, bool]]) -> Points | None:
    """The isotonic map of raw scores to the share of right ones, as its corner points; None where there is too little to learn from."""
    if len(scored) < ENOUGH:
        return None
    from sklearn.isotonic import IsotonicRegression

    raw, right = [score for score, _ in scored], [float(ok) for _, ok in scored]
    model = IsotonicRegression(y_min=LOWEST, y_max=HIGHEST, out_of_bounds="clip").fit(raw, right)
    return [round(float(x), 6) for x in model.X_thresholds_], [round(float(y), 6) for y in model.y_thresholds_]


def apply_points(points: Points | None, score: float) -> float:
    """The probability of a raw score."""
    if points is None:
        return score
    xs, ys = points
    at = bisect_right(xs, score)
    if at == 0 or at == len(xs):
        return ys[0] if at == 0 else ys[-1]
    share = (score - xs[at - 1]) / (xs[at] - xs[at - 1])
    return ys[at - 1] + share * (ys[at] - ys[at - 1])


class ScoreCalibrator:
    """The component that turns the raw scores of spans and links into probabilities; before it is fitted it leaves them as they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.points: dict[str, Points | None] = dict.fromkeys(GROUPS)

    def __call__(self, doc: Doc) -> Doc:
        doc._.span_scores = [apply_points(self.points[span_group(ent.label_)], score) for ent, score in zip(doc.ents, doc._.span_scores, strict=True)]
        doc._.link_scores = [
            apply_points(self.points[link_group(link.label)], score) for link, score in zip(doc._.links, doc._.link_scores, strict=True)
        ]
        return doc

    def fit_scores(self, pairs: Iterable[tuple[Article, Article, Sequence[float], Sequence[float]]]) -> None:
        """Learn from gold articles, what was predicted for them, and the raw scores of its spans and links."""
        scored: dict[str, list[tuple[float, bool]]] = {group: [] for group in GROUPS}
        for gold, predicted, span_scores, link_scores in pairs:
            right_spans, right_links = {place(span) for span in gold.spans}, set(joined(gold))
            for span, score in zip(predicted.spans, span_scores, strict=True):
                scored[span_group(span.label)].append((score, place(span) in right_spans))
            for link, score in zip(joined(predicted), link_scores, strict=True):
                scored[link_group(link[0])].append((score, link in right_links))
        self.points = {group: fit_points(found) for group, found in scored.items()}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        store_parts(path, {"points.json": json.dumps(self.points).encode()})

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ScoreCalibrator:
        return self.from_bytes(read_bytes(Path(path) / "points.json"))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return json.dumps(self.points).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ScoreCalibrator:
        try:
            stored: dict[str, Any] = json.loads(data)
            self.points = {group: (stored[group][0], stored[group][1]) if stored[group] else None for group in GROUPS}
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise ModelError(f"the calibration of {self.name} is broken ({error}); install the model again") from None
        return self


@Language.factory("solieu_scores", requires=["doc.ents", "doc._.links"], assigns=["doc._.span_scores", "doc._.link_scores"])
def make_scores(nlp: Language, name: str) -> ScoreCalibrator:
    return ScoreCalibrator(name)
