"""A linear-chain CRF in CRFsuite's format, a file that runs no code: python-crfsuite trains it, underthesea_core's Rust tagger reads and runs it.

underthesea_core trains the same model a third faster, but not to the same bytes twice: the order of its features changes from run to run.
"""

from __future__ import annotations

import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solieu.errors import ModelError

Features = Sequence[Sequence[str]]


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

    @classmethod
    def from_bytes(cls, data: bytes) -> Crf:
        try:
            return cls(zlib.decompress(data))
        except zlib.error as error:
            raise ModelError(f"a CRF file is broken ({error}); install the model again") from None

    @classmethod
    def train(cls, sequences: list[list[list[str]]], labels: list[list[str]], config: CrfConfig) -> Crf:
        """Train on sequences of feature strings and their labels. The same input gives the same bytes."""
        import pycrfsuite

        if config.min_count > 1:
            counts = Counter(feature for sequence in sequences for row in sequence for feature in row)
            sequences = [[[f for f in row if counts[f] >= config.min_count] for row in sequence] for sequence in sequences]
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params({"c1": config.l1, "c2": config.l2, "max_iterations": config.iterations})
        for sequence, tags in zip(sequences, labels, strict=True):
            trainer.append(sequence, tags)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crf"
            trainer.train(str(path))
            return cls(path.read_bytes())
