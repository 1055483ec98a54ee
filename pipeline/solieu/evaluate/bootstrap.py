"""Intervals and tests by resampling articles.

Words of one article hang together, so that articles, not spans, are what is drawn (Efron and Tibshirani, An Introduction to the Bootstrap, chapters 6
and 15). Every figure is a function of sums over articles: of counts (precision, recall, F1) or of what the bins of a calibration curve hold. So one
matrix of weights, articles by resamples, gives all of them at once, and two models the same articles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Sums over articles (..., columns) to figures (..., figures); NaN where a figure has no meaning.
Figure = Callable[[Floats], Floats]

#: Resamples of an interval, and shuffles of a test.
RESAMPLES = 2000
SHUFFLES = 5000
#: Drawn from this seed, so that the same corpus and models give the same intervals.
SEED = 20260711
#: Part of the resamples that an interval holds.
COVERAGE = 0.95
#: A resample in which a figure has no meaning says nothing of it; with more of those than this part there is no interval.
SCARCE = 0.5
TOLERANCE = 1e-12


class Interval(NamedTuple):
    """Bounds that hold 95 % of the resamples."""

    low: float
    high: float


class Difference(NamedTuple):
    """A figure of one model less that of another: `interval` by the paired bootstrap, `p` by permutation, two-sided; None without meaning."""

    value: float
    interval: Interval | None
    p: float | None


def intervals(sums: Floats, figure: Figure) -> list[Interval | None]:
    """An interval for each figure of a matrix (articles, columns); None with fewer than two articles."""
    if len(sums) < 2:
        return [None] * len(figure(sums.sum(axis=0)))
    return _percentiles(figure(_weights(len(sums)) @ sums))


def differences(ours: Floats, theirs: Floats, figure: Figure) -> list[Difference]:
    """How far each figure of ours lies above that of theirs, on the same articles in the same order."""
    if ours.shape != theirs.shape:
        raise ValueError(f"not the same articles or figures: {ours.shape} and {theirs.shape}")
    values = np.nan_to_num(figure(ours.sum(axis=0))) - np.nan_to_num(figure(theirs.sum(axis=0)))
    if len(ours) < 2:
        return [Difference(float(value), None, None) for value in values]
    weights = _weights(len(ours))
    bounds = _percentiles(_gap(figure(weights @ ours), figure(weights @ theirs)))
    shares = _permuted(ours, theirs, figure)
    return [Difference(float(value), bound, None if bound is None else float(p)) for value, bound, p in zip(values, bounds, shares, strict=True)]


def _gap(ours: Floats, theirs: Floats) -> Floats:
    """The difference; where only one of the two has a meaning, the other counts as 0, as in the figure itself."""
    gap: Floats = np.nan_to_num(ours) - np.nan_to_num(theirs)
    gap[np.isnan(ours) & np.isnan(theirs)] = np.nan
    return gap


def _permuted(ours: Floats, theirs: Floats, figure: Figure) -> Floats:
    """How often a difference at least as large comes about when it is chance which model made which article.

    All ways to swap the articles are counted where there are no more than `SHUFFLES`; else as many are drawn, and the observed one is counted in.
    """
    swap, drawn = _swaps(len(ours))
    moved = swap @ (theirs - ours)
    shuffled = np.nan_to_num(figure(ours.sum(axis=0) + moved)) - np.nan_to_num(figure(theirs.sum(axis=0) - moved))
    seen = np.nan_to_num(figure(ours.sum(axis=0))) - np.nan_to_num(figure(theirs.sum(axis=0)))
    share: Floats = (drawn + (np.abs(shuffled) >= np.abs(seen) - TOLERANCE).sum(axis=0)) / (drawn + len(swap))
    return share


def _swaps(articles: int) -> tuple[Floats, int]:
    """Which articles change sides in each shuffle, and 1 where the shuffles were drawn, 0 where they are all that there are."""
    if 2**articles <= SHUFFLES:
        every = np.arange(2**articles)[:, np.newaxis] >> np.arange(articles) & 1
        return every.astype(np.float64), 0
    return np.random.default_rng(SEED).integers(0, 2, (SHUFFLES, articles)).astype(np.float64), 1


def _weights(articles: int) -> Floats:
    """How often each article is in each resample."""
    return np.random.default_rng(SEED).multinomial(articles, np.full(articles, 1 / articles), RESAMPLES).astype(np.float64)


def _percentiles(resampled: Floats) -> list[Interval | None]:
    tail = (1 - COVERAGE) / 2
    found: list[Interval | None] = []
    for column in resampled.T:
        known = column[~np.isnan(column)]
        if len(known) < SCARCE * len(column):
            found.append(None)
        else:
            low, high = np.quantile(known, (tail, 1 - tail))
            found.append(Interval(float(low), float(high)))
    return found
