"""A linear-chain CRF in CRFsuite's format, a file that runs no code: python-crfsuite trains it, underthesea_core's Rust tagger reads and runs it.

underthesea_core trains the same model a third faster, but not to the same bytes twice: the order of its features changes from run to run.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly

from solieu.errors import ModelError

Features = Sequence[Sequence[str]]
#: Told how many steps of a training are done, and of how many.
Told = Callable[[int, int], None]

#: The first bytes of a stored mixture; a single CRF is zlib.
MIXED = b"solieu mixture 1\n"
ITERATION = re.compile(r"\*+ Iteration #(\d+)")


@dataclass(frozen=True, slots=True)
class CrfConfig:
    """How a CRF is trained. `l1` and `l2` are penalties, `min_count` drops features seen less often in training."""

    l1: float
    l2: float
    iterations: int
    min_count: int

    @classmethod
    def of(cls, settings: Mapping[str, float]) -> CrfConfig:
        """From a block of a configuration file."""
        return cls(float(settings["l1"]), float(settings["l2"]), int(settings["iterations"]), int(settings["min_count"]))


class Crf:
    """A trained CRF. `tag` gives the best labels of a sequence, `marginals` each label's probability at each place."""

    def __init__(self, data: bytes) -> None:
        from underthesea_core import CRFModel, CRFTagger

        self._data = data
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crf"
            path.write_bytes(data)
            try:
                self._tagger = CRFTagger.from_model(CRFModel.load(str(path)))
            except Exception as error:
                raise ModelError(f"not a CRF model: {error}") from None
        self.labels: list[str] = self._tagger.labels()
        self._index = {label: at for at, label in enumerate(self.labels)}

    def tag(self, features: Features) -> list[str]:
        """The most probable sequence of labels."""
        return list(self._tagger.tag(features))

    def marginals(self, features: Features) -> Any:
        """Probabilities, one list of `len(self.labels)` floats a token."""
        return self._tagger.marginals(features)

    def confidence(self, features: Features, tags: Sequence[str]) -> list[float]:
        """The probability of each of these tags at its place."""
        return [row[self._index[tag]] for row, tag in zip(self.marginals(features), tags, strict=True)]

    def to_bytes(self) -> bytes:
        return zlib.compress(self._data, 9)

    @staticmethod
    def from_bytes(data: bytes) -> Crf:
        """One CRF, or the mixture of several, as it was stored. Raises ModelError for other bytes."""
        if data.startswith(MIXED):
            return Mixture.unpack(data)
        try:
            return Crf(zlib.decompress(data))
        except zlib.error as error:
            raise ModelError(f"a CRF file is broken ({error}); install the model again") from None

    @staticmethod
    def train(sequences: list[list[list[str]]], labels: list[list[str]], config: CrfConfig, told: Told | None = None) -> Crf:
        """Train on sequences of feature strings and their labels. The same input gives the same bytes; from nothing only `O` is learned."""
        if not any(labels):
            sequences, labels = [[["-"]]], [["O"]]
        if config.min_count > 1:
            counts = Counter(feature for sequence in sequences for row in sequence for feature in row)
            sequences = [[[f for f in row if counts[f] >= config.min_count] for row in sequence] for sequence in sequences]
        trainer = _trainer(config, told)
        for sequence, tags in zip(sequences, labels, strict=True):
            trainer.append(sequence, tags)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crf"
            trainer.train(str(path))
            return Crf(path.read_bytes())


def _trainer(config: CrfConfig, told: Told | None) -> Any:
    """CRFsuite's trainer, silent, with its settings."""
    import pycrfsuite

    class Trainer(pycrfsuite.BaseTrainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            if told and (found := ITERATION.match(message)):
                told(int(found[1]), config.iterations)

    trainer = Trainer()
    trainer.set_params({"c1": config.l1, "c2": config.l2, "max_iterations": config.iterations})
    return trainer


class Mixture(Crf):
    """Several CRFs over the same features as one: the probability of a label is the weighted mean of theirs. A string that a member has never
    seen says nothing to it, so that each may have been trained on features of its own.
    """

    def __init__(self, members: Sequence[Crf], weights: Sequence[float]) -> None:
        if not members or len(members) != len(weights) or min(weights) < 0 or not sum(weights):
            raise ModelError(f"a mixture of {len(members)} CRFs with the weights {list(weights)}; each needs one, not all 0")
        self.members, self.weights = tuple(members), tuple(weight / sum(weights) for weight in weights)
        self.labels = sorted({label for member in members for label in member.labels})
        self._index = {label: at for at, label in enumerate(self.labels)}
        self._columns = [[self._index[label] for label in member.labels] for member in members]

    def marginals(self, features: Features) -> Any:
        total = np.zeros((len(features), len(self.labels)))
        for member, weight, columns in zip(self.members, self.weights, self._columns, strict=True):
            if features:
                total[:, columns] += weight * np.asarray(member.marginals(features))
        return total.tolist()

    def tag(self, features: Features) -> list[str]:
        """The most probable label at each place."""
        return [self.labels[max(range(len(row)), key=row.__getitem__)] for row in self.marginals(features)]

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
