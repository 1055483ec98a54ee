"""A linear-chain CRF: underthesea_core's trainer and tagger, with probabilities, a fixed outcome and a file that runs no code."""

from __future__ import annotations

import tempfile
import zlib
from collections import Counter
from collections.abc import Sequence
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
        """Train on sequences of feature strings and their labels. The same input gives the same model."""
        from underthesea_core import CRFTrainer

        if config.min_count > 1:
            counts = Counter(feature for sequence in sequences for row in sequence for feature in row)
            sequences = [[[f for f in row if counts[f] >= config.min_count] for row in sequence] for sequence in sequences]
        trainer = CRFTrainer(l1_penalty=config.l1, l2_penalty=config.l2, max_iterations=config.iterations, verbose=0)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crf"
            trainer.train(sequences, labels).save(str(path))
            return cls(path.read_bytes())
