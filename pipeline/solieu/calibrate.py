"""Make scores probabilities: of the spans with a score of 0.8, 80 % should be exactly right.

The taggers are sure of too much. A sigmoid of the raw score's logit, fitted on annotated articles that they were not trained on (Platt 1999), says
the share of right ones. With the few articles there are it does better than isotonic regression (figures in `models/README.md`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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

#: Raw scores are held so far from 0 and 1, where their logits end.
TINY = 1e-4
#: The stored sigmoids.
FILE = "sigmoids.json"


class Sigmoid(NamedTuple):
    """What the logit of a raw score is multiplied by, at least 0, and what is added."""

    slope: float
    intercept: float


def span_group(label: str) -> str:
    return INDICATORS if label == INDICATOR else SPANS


def link_group(label: str) -> str:
    return OFFICES if label in (HOLDS, SERVES) else LINKS


def fit_sigmoid(scored: Sequence[tuple[float, bool]]) -> Sigmoid | None:
    """The sigmoid from raw scores to the share of right ones; None where there is too little to learn from.

    Each score is right and wrong, with the weights that Platt gives them, so that nothing is learned as certain.
    """
    if len(scored) < ENOUGH:
        return None
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    right = np.array([ok for _, ok in scored])
    high, low = (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2)
    weights = np.where(right, high, low)
    logits = np.array([[_logit(score)] for score, _ in scored])
    answers = np.repeat([True, False], len(scored))
    model = LogisticRegression(C=1e3).fit(np.vstack([logits, logits]), answers, np.concatenate([weights, 1 - weights]))
    if (slope := float(model.coef_[0, 0])) > 0:
        return Sigmoid(round(slope, 6), round(float(model.intercept_[0]), 6))
    return Sigmoid(0.0, round(_logit(float(weights.mean())), 6))


def apply_sigmoid(sigmoid: Sigmoid | None, score: float) -> float:
    """The probability of a raw score."""
    if sigmoid is None:
        return score
    return min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-sigmoid.slope * _logit(score) - sigmoid.intercept))))


def _logit(score: float) -> float:
    score = min(1 - TINY, max(TINY, score))
    return math.log(score / (1 - score))


class ScoreCalibrator:
    """The component that turns the raw scores of spans and links into probabilities; before it is fitted it leaves them as they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sigmoids: dict[str, Sigmoid | None] = dict.fromkeys(GROUPS)

    def __call__(self, doc: Doc) -> Doc:
        doc._.span_scores = [
            apply_sigmoid(self.sigmoids[span_group(ent.label_)], score) for ent, score in zip(doc.ents, doc._.span_scores, strict=True)
        ]
        doc._.link_scores = [
            apply_sigmoid(self.sigmoids[link_group(link.label)], score) for link, score in zip(doc._.links, doc._.link_scores, strict=True)
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
        self.sigmoids = {group: fit_sigmoid(found) for group, found in scored.items()}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        store_parts(path, {FILE: self.to_bytes()})

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ScoreCalibrator:
        return self.from_bytes(read_bytes(Path(path) / FILE))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return json.dumps(self.sigmoids).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ScoreCalibrator:
        try:
            stored: dict[str, Any] = json.loads(data)
            self.sigmoids = {group: Sigmoid(*map(float, stored[group])) if stored[group] else None for group in GROUPS}
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise ModelError(f"the calibration of {self.name} is broken ({error}); install the model again") from None
        return self


@Language.factory("solieu_scores", requires=["doc.ents", "doc._.links"], assigns=["doc._.span_scores", "doc._.link_scores"])
def make_scores(nlp: Language, name: str) -> ScoreCalibrator:
    return ScoreCalibrator(name)
