"""A linear-chain CRF: stochastic gradient steps train it (`crf_training.py`), plain arrays store it, numpy runs it.

Most strings that describe a word come in bundles that recur with every occurrence of it, so the weights of a bundle are added up once and kept;
the sequences of a document go through the lattice side by side.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import srsly
from numpy.typing import NDArray

from solieu.crf_training import Feature, Penalties, Rows, Sequences, Told, fit
from solieu.errors import ModelError
from solieu.lattice import best_paths, marginals

Scores = NDArray[np.float32]
Probabilities = NDArray[np.float64]

#: The first bytes of a stored mixture; a single CRF is zlib.
MIXED = b"solieu mixture 1\n"
#: Bundles whose weights are kept; past it all are forgotten and made anew. One takes about 1 kB, and more than half of them never come again:
#: 200,000 in place of 10,000 saved 0.2 ms an article.
MOST_BUNDLES = 4_000
#: Bundles beyond these that one call may meet before the table must grow.
SPARE = 4_000


@dataclass(frozen=True, slots=True)
class CrfConfig:
    """How a CRF is trained. `l1` and `l2` are penalties, `passes` how often all sequences are seen; each time a feature is overlooked with the
    probability `noise`. `min_count` drops features seen less often.
    """

    l1: float
    l2: float
    passes: int
    noise: float
    min_count: int

    @classmethod
    def of(cls, settings: Mapping[str, float]) -> CrfConfig:
        """From a block of a configuration file. Raises ModelError where a setting is missing."""
        if missing := [name for name in ("l1", "l2", "passes", "noise", "min_count") if name not in settings]:
            raise ModelError(f"the configuration of a CRF lacks {', '.join(missing)}; compare it with configs/default.cfg, or train the model again")
        return cls(float(settings["l1"]), float(settings["l2"]), int(settings["passes"]), float(settings["noise"]), int(settings["min_count"]))


class Crf:
    """A trained CRF: `labels`; for each feature string a weight a label (features x labels, or one number for all that are to be filled in); for each
    pair of labels the weight of going from one to the other.
    """

    def __init__(self, labels: Sequence[str], features: Sequence[str], weights: Scores | float, transitions: Scores) -> None:
        self.labels = list(labels)
        self.transitions = transitions
        self._rows = {feature: row for row, feature in enumerate(features, 1)}
        self._index = {label: at for at, label in enumerate(self.labels)}
        #: Columns of the scores.
        self.width = len(self.labels)
        #: Row 0 stands for features without weight; then the model's features; then the bundles met so far.
        self._table = np.zeros((len(self._rows) + 1 + MOST_BUNDLES + SPARE, self.width), np.float32)
        self._table[1 : len(self._rows) + 1] = weights
        self._bundles: dict[tuple[Feature, ...], int] = {}
        self._stored: bytes | None = None

    def scores(self, rows: Rows) -> Scores:
        """For each place the sum of its features' weights, one column a label."""
        if len(self._bundles) > MOST_BUNDLES:
            self._bundles.clear()
        flat: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(flat))
            flat.append(0)
            flat += self._places(row)
        if not starts:
            return np.zeros((0, self.width), np.float32)
        return np.add.reduceat(self._table[flat], starts)

    def _places(self, features: Iterable[Feature]) -> list[int]:
        """The rows of features; a bundle that is not there gets one, a string that is not there has no weight."""
        strings, bundles = self._rows, self._bundles
        return [strings.get(f, 0) if isinstance(f, str) else bundles[f] if f in bundles else self._bundle(f) for f in features]

    def _bundle(self, bundle: tuple[Feature, ...]) -> int:
        places = self._places(bundle)  # which may replace the table
        vector = self._table[places].sum(axis=0)
        at = len(self._rows) + 1 + len(self._bundles)
        if at == len(self._table):  # many new ones in one call; the table is large, so it is not doubled
            self._table = np.concatenate([self._table, np.zeros((len(self._bundles), self.width), np.float32)])
        self._table[at] = vector
        self._bundles[bundle] = at
        return at

    def marginals(self, sequences: Sequence[Scores]) -> list[Probabilities]:
        """Each label's probability at each place, for sequences of scores."""
        return marginals(sequences, self.transitions)

    def tag(self, scores: Scores) -> list[str]:
        """The most probable sequence of labels."""
        return [self.labels[at] for at in best_paths(scores, [len(scores)], self.transitions)]

    def confidence(self, scores: Scores, tags: Sequence[str]) -> list[float]:
        """The probability of each of these tags at its place."""
        (shares,) = self.marginals([scores])
        return [float(row[self._index[tag]]) for row, tag in zip(shares, tags, strict=True)]

    def to_bytes(self) -> bytes:
        """As it was read, where it was: packing takes seconds, and every worker that tags begins with it (`BatchTagger`)."""
        return self._stored or self._pack()

    def _pack(self) -> bytes:
        weights = self._table[1 : len(self._rows) + 1]
        used = weights != 0
        stored = {
            "labels": self.labels,
            "features": list(self._rows),
            "counts": used.sum(axis=1).astype("u1").tobytes(),
            "columns": np.nonzero(used)[1].astype("u1").tobytes(),
            "weights": weights[used].astype("<f4").tobytes(),
            "transitions": self.transitions.astype("<f4").tobytes(),
        }
        return zlib.compress(srsly.msgpack_dumps(stored), 9)

    @staticmethod
    def from_bytes(data: bytes) -> Crf:
        """One CRF, or the mixture of several, as it was stored. Raises ModelError for other bytes."""
        if data.startswith(MIXED):
            return Mixture.unpack(data)
        try:
            stored = srsly.msgpack_loads(zlib.decompress(data))
            labels, features = stored["labels"], stored["features"]
            transitions = np.frombuffer(stored["transitions"], "<f4").reshape(len(labels), len(labels))
            crf = Crf(labels, features, 0.0, transitions)
            rows = np.repeat(np.arange(1, len(features) + 1, dtype=np.int32), np.frombuffer(stored["counts"], "u1"))
            crf._table[rows, np.frombuffer(stored["columns"], "u1")] = np.frombuffer(stored["weights"], "<f4")
        except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
            raise ModelError(f"a CRF file is broken ({error}); install the model again") from None
        crf._stored = bytes(data)
        return crf

    @staticmethod
    def train(sequences: Sequence[Rows], labels: Sequence[Sequence[str]], config: CrfConfig, told: Told | None = None) -> Crf:
        """Train on sequences of features and their labels. The same input gives the same bytes; from nothing only `O` is learned."""
        if not any(labels):
            sequences, labels = [[["-"]]], [["O"]]
        data = Sequences(sequences, labels, config.min_count)
        weights, transitions = fit(data, Penalties(config.l1, config.l2), config.passes, config.noise, told)
        used = sorted(np.flatnonzero(weights.any(axis=1)).tolist(), key=data.names.__getitem__)
        return Crf(data.tags, [data.names[at] for at in used], weights[used], transitions)


class Mixture(Crf):
    """Several CRFs over the same features as one: the probability of a label is the weighted mean of theirs. A string that a member has never
    seen says nothing to it, so that each may have been trained on features of its own. The scores of the members stand side by side.
    """

    def __init__(self, members: Sequence[Crf], weights: Sequence[float]) -> None:
        if not members or len(members) != len(weights) or min(weights) < 0 or not sum(weights):
            raise ModelError(f"a mixture of {len(members)} CRFs with the weights {list(weights)}; each needs one, not all 0")
        self.members, self.weights = tuple(members), tuple(weight / sum(weights) for weight in weights)
        self.labels = sorted({label for member in members for label in member.labels})
        self._index = {label: at for at, label in enumerate(self.labels)}
        self._columns = [[self._index[label] for label in member.labels] for member in members]
        self.width = sum(member.width for member in members)

    def scores(self, rows: Rows) -> Scores:
        return np.hstack([member.scores(rows) for member in self.members])

    def marginals(self, sequences: Sequence[Scores]) -> list[Probabilities]:
        total = [np.zeros((len(scores), len(self.labels))) for scores in sequences]
        start = 0
        for member, weight, columns in zip(self.members, self.weights, self._columns, strict=True):
            shares = member.marginals([scores[:, start : start + member.width] for scores in sequences])
            for mean, share in zip(total, shares, strict=True):
                mean[:, columns] += weight * share
            start += member.width
        return total

    def tag(self, scores: Scores) -> list[str]:
        """The most probable label at each place."""
        (shares,) = self.marginals([scores])
        return [self.labels[at] for at in shares.argmax(axis=1)]

    def to_bytes(self) -> bytes:
        packed: bytes = srsly.msgpack_dumps({"weights": self.weights, "members": [member.to_bytes() for member in self.members]})
        return MIXED + packed

    @staticmethod
    def unpack(data: bytes) -> Mixture:
        try:
            stored = srsly.msgpack_loads(data[len(MIXED) :])
            return Mixture([Crf.from_bytes(member) for member in stored["members"]], stored["weights"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"a file of CRFs is broken ({error}); install the model again") from None
