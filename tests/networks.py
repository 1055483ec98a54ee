"""Small texts, networks for them that have learned nothing, and slopes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solieu.net import Column, Net, Text, Vocabularies
from solieu.net_training import first_weights

COLUMNS, NEAR, LABELS = (Column(5, 2), Column(3)), 4, ["B-HEAD", "I-HEAD", "O"]


def text(words: str, *windows: range) -> Text:
    """Words with their first letters; what lies between is the place's remainder by the table's size."""
    places = [(word, word[0]) for word in words.split()]
    return Text(places, [(window, np.array([[at % NEAR] for at in window], np.int64)) for window in windows])


TEXTS = [text("xã có 12 hộ", range(4), range(1, 3)), text("có 5 thôn và 7 xã", range(6)), text("không có"), text("hộ", range(1))]


def network(texts: list[Text] = TEXTS, labels: list[str] = LABELS, seed: int = 1) -> Net:
    vocabularies = Vocabularies.of(texts, COLUMNS)
    return Net(labels, vocabularies, first_weights(vocabularies, COLUMNS, NEAR, len(labels), 3, np.random.default_rng(seed)))


def slope(loss: Callable[[], float], weights: np.ndarray, at: tuple[int, ...]) -> float:
    """How the loss changes with one of the weights, by trying."""
    kept, step = weights[at], np.float32(1e-2)
    weights[at] = kept + step
    above = loss()
    weights[at] = kept - step
    below = loss()
    weights[at] = kept
    return float((above - below) / (2 * step))
