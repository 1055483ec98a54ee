"""Training of a network that tags words: Adam (thinc's) over batches of texts, with dropout; the step grows for a tenth of the way, then it falls to
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from thinc.api import Adam, use_ops, warmup_linear

from solieu.crf_training import Told
from solieu.errors import ModelError
from solieu.lattice import Scores
from solieu.lstm import States, gradients
from solieu.net import BACK, ON, SIDES, UNKNOWN, Batch, Column, Indices, Net, Text, Vocabularies

SEED = 1
#: Texts of about the same length, give or take so many words, are drawn into a batch.
BLUR = 6
#: The share of the words that are taken for unknown ones, so that something is learned of those.
HIDDEN = 0.1
#: The size above which a gradient is cut, and how much weights shrink.
CLIP, DECAY = 1.0, 0.01
#: So many times the passes that are asked for, few texts are seen at most.
MOST = 4


@dataclass(frozen=True, slots=True)
class NetConfig:
    """How a network is trained: `width` of the LSTM to each side, `passes` how often all texts are seen, more often where there are too few of them
    for so many `steps`, so many windows a `batch`, `rate` the largest step, `dropout` the share of what is said that is overlooked.
    """

    width: int
    passes: int
    steps: int
    batch: int
    rate: float
    dropout: float

    @classmethod
    def of(cls, settings: Mapping[str, float]) -> NetConfig:
        """From a block of a configuration file. Raises ModelError where a setting is missing."""
        if missing := [name for name in cls.__slots__ if name not in settings]:
            raise ModelError(
                f"the configuration of a network lacks {', '.join(missing)}; compare it with configs/default.cfg, or train the model again"
            )
        width, passes, steps, batch = (int(settings[name]) for name in ("width", "passes", "steps", "batch"))
        return cls(width, passes, steps, batch, float(settings["rate"]), float(settings["dropout"]))


class Lesson(NamedTuple):
    """A text, and for each of its windows the tags of its places."""

    text: Text
    tags: Sequence[Sequence[str]]


def train(
    lessons: Iterable[Lesson], columns: Sequence[Column], near: int, config: NetConfig, told: Told | None = None, start: Net | None = None
) -> Net:
    """A network for texts of these columns, with a table of `near` rows of what lies between; it goes on from `start`, one that has seen other texts.

    The same lessons give the same network; from nothing only `O` is learned. Raises ModelError where `start` does not fit.
    """
    from threadpoolctl import threadpool_limits

    lessons = [lesson for lesson in lessons if lesson.tags] or [
        Lesson(Text([(None,) * len(columns)], [(range(1), np.zeros((1, 0), np.int64))]), [["O"]])
    ]
    labels = sorted({tag for lesson in lessons for tags in lesson.tags for tag in tags})
    if start:
        refuse_unfit(start, columns, config.width)
    vocabularies = Vocabularies.of((lesson.text for lesson in lessons), columns, start.vocabularies if start else None)
    random = np.random.default_rng(SEED)
    net = Net(labels, vocabularies, first_weights(vocabularies, columns, near, len(labels), config.width, random))
    if start:
        go_on(net, start)
    texts = [(vocabularies.indices(text), text.windows) for text, _ in lessons]
    at = {label: place for place, label in enumerate(labels)}
    answers = [np.array([at[tag] for tags in lesson.tags for tag in tags], np.int64) for lesson in lessons]
    schedule = Schedule(np.array([len(words) for words, _ in texts]), np.array([len(windows) for _, windows in texts]), config.batch)
    passes = max(config.passes, min(MOST * config.passes, config.steps // schedule.batches))
    with threadpool_limits(1), use_ops("numpy"):
        pupil = Pupil(net, config, schedule.batches * passes, random)
        for done in range(passes):
            for chosen in schedule.draw(random):
                batch = Batch([texts[place] for place in chosen])
                pupil.learn(batch, np.concatenate([answers[place] for place in chosen])[batch.layout.order])
            if told:
                told(done + 1, passes)
    return net


class Schedule:
    """Batches of texts of about the same length, with about `size` windows each, in any order. Each pass draws as many, or one more or less."""

    def __init__(self, lengths: Indices, windows: Indices, size: int) -> None:
        self._lengths, self._windows, self._size = lengths, windows, size
        self.batches = -(-int(windows.sum()) // size)

    def draw(self, random: np.random.Generator) -> list[Indices]:
        order = np.argsort(self._lengths + BLUR * random.random(len(self._lengths)), kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(np.cumsum(self._windows[order]) // self._size)) + 1)
        return [parts[at] for at in random.permutation(len(parts))]


def first_weights(
    vocabularies: Vocabularies, columns: Sequence[Column], near: int, labels: int, width: int, random: np.random.Generator
) -> dict[str, Scores]:
    """Small vectors; for the gates by Glorot and Bengio (2010), those that keep open; orthogonal from what was said before (Saxe and others 2014)."""

    def even(rows: int, columns: int) -> Scores:
        return random.uniform(-1, 1, (rows, columns)).astype(np.float32) * np.float32(np.sqrt(6 / (rows + columns)))

    sizes = zip(vocabularies.sizes, columns, strict=True)
    weights = {f"column {at}": random.normal(0, 0.3, (size, column.width)).astype(np.float32) for at, (size, column) in enumerate(sizes)}
    inner = [np.linalg.qr(random.normal(size=(width, width)))[0].astype(np.float32) for _ in range(8)]
    keep = np.tile(np.repeat(np.array([0, 1, 0, 0], np.float32), width), 2)
    return weights | {
        "in": np.hstack([even(sum(column.width for column in columns), width) for _ in range(8)]),
        "in bias": keep,
        "near": random.normal(0, 0.3, (near, 8 * width)).astype(np.float32),
        ON: np.hstack(inner[:4]),
        BACK: np.hstack(inner[4:]),
        "out": even(2 * width, labels),
        "out bias": np.zeros(labels, np.float32),
    }


def refuse_unfit(start: Net, columns: Sequence[Column], width: int) -> None:
    """Raise ModelError where a network is of another width, or sees words in other columns."""
    if start.width != width:
        raise ModelError(
            f"the pretrained network is {start.width} wide, the configuration says {width}: pretrain one with this configuration, or give none"
        )
    seen = [start.weights[f"column {at}"].shape[1] for at in range(len(start.vocabularies.known))]
    if seen != [column.width for column in columns]:
        raise ModelError("the pretrained network sees words in another way than this version: pretrain one again, or give none")


def go_on(net: Net, start: Net) -> None:
    """Give a network what another one knows: the vectors of the same things, which come first in its vocabularies, and the LSTMs."""
    for name, weights in start.weights.items():
        if name.startswith("column") or name in ("in", "in bias", *SIDES):
            net.weights[name][: len(weights)] = weights


class Heard(NamedTuple):
    """What a learning network makes of a batch: the vectors of the words, with zeros for what is overlooked, by what they were multiplied for that,
    and what its LSTMs go through.
    """

    vectors: Scores
    seen: Scores
    states: list[States]


class Pupil:
    """A network that learns."""

    def __init__(self, net: Net, config: NetConfig, steps: int, random: np.random.Generator) -> None:
        self._net, self._dropout, self._random = net, config.dropout, random
        rates: Any = warmup_linear(config.rate, steps // 10 + 1, steps + 1)
        self._optimizer = Adam(rates, L2=DECAY, L2_is_weight_decay=True, grad_clip=CLIP)

    def learn(self, batch: Batch, answers: Indices) -> None:
        """A step towards the labels of the places, `answers`, in the order of the layout."""
        self.step(self.slopes(batch, answers))

    def step(self, slopes: Mapping[str, Scores], others: Mapping[str, Scores] | None = None) -> None:
        """A step down the slopes of the network's weights, and of others that learn with it."""
        weights = self._net.weights | dict(others or {})
        for name, slope in slopes.items():
            self._optimizer((0, name), weights[name], slope)
        self._optimizer.step_schedules()

    def slopes(self, batch: Batch, answers: Indices) -> dict[str, Scores]:
        """The gradients of the mean loss of a place, by the names of the weights."""
        heard = self.hear(batch)
        said = np.hstack([state.said for state in heard.states])
        kept = self._mask(said.shape)
        said *= kept
        surplus = self._net.opinion(said)
        surplus[np.arange(len(answers)), answers] -= 1
        surplus /= len(answers)
        asked = np.hsplit((surplus @ self._net.weights["out"].T) * kept, 2)
        return {"out": said.T @ surplus, "out bias": surplus.sum(axis=0)} | self.slopes_before(batch, heard, asked)

    def hear(self, batch: Batch) -> Heard:
        """Read a batch; some of its words are taken for unknown ones."""
        batch.words[self._random.random(len(batch.words)) < HIDDEN, 0] = UNKNOWN
        vectors = self._net.vectors(batch.words)
        seen = self._mask(vectors.shape)
        vectors *= seen
        return Heard(vectors, seen, self._net.states(batch, vectors))

    def slopes_before(self, batch: Batch, heard: Heard, asked: Sequence[Scores]) -> dict[str, Scores]:
        """The gradients of all weights up to what the LSTMs say, given those by what they say (`asked`, in the order of `SIDES`)."""
        slopes, to_gates = {}, []
        for side, state, part in zip(SIDES, heard.states, asked, strict=True):
            by_gates, slopes[side] = gradients(state, self._net.weights[side], batch.layout, np.ascontiguousarray(part), backwards=side == BACK)
            to_gates.append(by_gates)
        return slopes | self._slopes_below(batch, np.hstack(to_gates), heard)

    def _slopes_below(self, batch: Batch, to_gates: Scores, heard: Heard) -> dict[str, Scores]:
        """Those of the weights between the words and the gates."""
        weights = self._net.weights
        by_words = _gathered(batch.word_at[:, None], len(batch.words), to_gates)
        slopes = {"in": heard.vectors.T @ by_words, "in bias": by_words.sum(axis=0), "near": _gathered(batch.near, len(weights["near"]), to_gates)}
        by_vectors, start = (by_words @ weights["in"].T) * heard.seen, 0
        for at, column in enumerate(batch.words.T):
            size, width = weights[f"column {at}"].shape
            slopes[f"column {at}"] = _gathered(column[:, None], size, by_vectors[:, start : start + width])
            start += width
        return slopes

    def _mask(self, shape: tuple[int, ...]) -> Scores:
        """Zeros for what is overlooked, and as much more for the rest."""
        kept = self._random.random(shape, np.float32) >= self._dropout
        return kept.astype(np.float32) / np.float32(1 - self._dropout)


def _gathered(rows: Indices, size: int, values: Scores) -> Scores:
    """The sum of the values that go to each row; a value goes to all those in its line of `rows` (values x any)."""
    from scipy.sparse import csr_matrix

    ends = np.arange(0, rows.size + 1, rows.shape[1]) if rows.shape[1] else np.zeros(len(rows) + 1, np.int64)
    holds = csr_matrix((np.ones(rows.size, np.float32), rows.ravel(), ends), shape=(len(rows), size))
    summed: Scores = holds.T @ values
    return summed
