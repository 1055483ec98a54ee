"""Figures against the same counts by spaCy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from spacy.scorer import PRFScore

from solieu.evaluate.figures import KEYS, estimates, matrix, ordered, prf, totals
from solieu.schema import Article
from solieu.scoring import ALL, Counts, score
from tests.evaluate.fakes import flat_articles


@limits(max_examples=60, deadline=None)
@given(flat_articles(), flat_articles())
def test_spans_agree_with_spacy(gold: Article, predicted: Article) -> None:
    ours = score([(gold, predicted)]).get(("exact", ALL), Counts())
    theirs = PRFScore()
    theirs.score_set({span[1:] for span in predicted.spans}, {span[1:] for span in gold.spans})
    assert (ours.right, ours.gold - ours.right, ours.predicted - ours.right) == (theirs.tp, theirs.fn, theirs.fp)
    if gold.spans and predicted.spans:
        assert (ours.precision, ours.recall, ours.f1) == pytest.approx((theirs.precision, theirs.recall, theirs.fscore))


@limits(max_examples=40, deadline=None)
@given(flat_articles(), flat_articles())
def test_figures_by_matrix_are_those_of_the_counts(gold: Article, predicted: Article) -> None:
    tables = [score([(gold, predicted)]), score([(predicted, gold)])]
    total = totals(tables)
    found = np.nan_to_num(prf(matrix(tables, list(total)).sum(axis=0))).reshape(-1, 3)
    for row, counts in zip(found, total.values(), strict=True):
        assert tuple(row) == pytest.approx((counts.precision, counts.recall, counts.f1))


def test_totals_are_in_the_order_of_the_guidelines() -> None:
    table = {("exact", "ZZZ"): Counts(1, 1, 1), ("overlap", "PLACE"): Counts(), ("exact", "PLACE"): Counts(), ("exact", "OFFICIAL"): Counts()}
    assert ordered(table) == [("exact", "OFFICIAL"), ("exact", "PLACE"), ("overlap", "PLACE"), ("exact", "ZZZ")]
    assert len(set(KEYS)) == len(KEYS)


def test_nothing_is_no_figure_of_its_own() -> None:
    assert estimates([]) == {}
    found = estimates([{("exact", "PLACE"): Counts(0, 0, 0)}] * 3)["exact PLACE f1"]
    assert (found.value, found.interval) == (0.0, None)
