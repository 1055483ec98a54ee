"""A logistic classifier over feature strings: scikit-learn trains it, plain arrays store it, and it answers without scikit-learn."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import srsly
from numpy.typing import NDArray

from solieu.errors import ModelError


class Classifier:
    """Labels, and for each feature one weight a label. Two labels are told apart by one column."""

    def __init__(self, labels: Sequence[str], features: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self.labels = tuple(labels)
        self.weights, self.bias = weights, bias
        self._rows = {feature: row for row, feature in enumerate(features)}

    def probabilities(self, features: Iterable[str]) -> NDArray[np.float64]:
        """One probability a label, in the order of `labels`."""
        rows = [row for feature in features if (row := self._rows.get(feature)) is not None]
        logits = self.bias + self.weights[rows].sum(axis=0)
        if len(self.labels) == 2:
            positive = 1 / (1 + np.exp(-np.clip(logits[0], -50, 50)))
            return np.array([1 - positive, positive])
        exponents = np.exp(logits - logits.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float64)

    @classmethod
    def train(cls, rows: Sequence[Sequence[str]], labels: Sequence[str], *, strength: float, min_count: int) -> Classifier:
        """Fit scikit-learn's LogisticRegression (L2, inverse penalty `strength`) on feature strings seen at least `min_count` times."""
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression

        counts = Counter(feature for row in rows for feature in set(row))
        kept = sorted(feature for feature, count in counts.items() if count >= min_count)
        if len(set(labels)) < 2:
            return cls([*sorted(set(labels)), "-"][:2], [], np.zeros((0, 1), np.float32), np.full(1, -50, np.float32))
        column = {feature: at for at, feature in enumerate(kept)}
        indexes = [sorted({column[feature] for feature in row if feature in column}) for row in rows]
        pointers = np.cumsum([0, *map(len, indexes)])
        flat = np.array([at for row in indexes for at in row], dtype=np.int32)
        matrix = csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(kept)))
        model = LogisticRegression(C=strength, max_iter=2000, random_state=0).fit(matrix, labels)
        return cls(list(model.classes_), kept, model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))

    def blend(self, other: Classifier, share: float) -> Classifier:
        """One classifier between two: `share` of this one's weights, the rest of the other's. With other labels, the other one alone."""
        if self.labels != other.labels or self.weights.shape[1] != other.weights.shape[1]:
            return other
        features = sorted({*self._rows, *other._rows})
        row = {feature: at for at, feature in enumerate(features)}
        weights = np.zeros((len(features), self.weights.shape[1]), np.float32)
        for one, part in ((self, share), (other, 1 - share)):
            weights[[row[feature] for feature in one._rows]] += np.float32(part) * one.weights
        return Classifier(self.labels, features, weights, (share * self.bias + (1 - share) * other.bias).astype(np.float32))

    def to_bytes(self) -> bytes:
        arrays = io.BytesIO()
        np.savez_compressed(arrays, weights=self.weights.astype(np.float16), bias=self.bias)
        packed: bytes = srsly.msgpack_dumps({"labels": list(self.labels), "features": list(self._rows), "arrays": arrays.getvalue()})
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Classifier:
        try:
            stored = srsly.msgpack_loads(data)
            with np.load(io.BytesIO(stored["arrays"]), allow_pickle=False) as arrays:
                return cls(stored["labels"], stored["features"], arrays["weights"].astype(np.float32), arrays["bias"])
        except (ValueError, KeyError, OSError, TypeError) as error:
            raise ModelError(f"a classifier file is broken ({error}); install the model again") from None
