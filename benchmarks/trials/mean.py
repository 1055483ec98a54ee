"""Mean probabilities of several CRFs, each trained on another sample of the articles (bagging), in the tagger or in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from solieu.crf import Probabilities, Rows, Scores
from solieu.schema import Article

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row


class MeanCrf:
    """Looks like a CRF: its scores are those of the members side by side, its probabilities their mean, a column for each of `labels`."""

    def __init__(self, labels: Sequence[str], members: Sequence[Any]) -> None:
        self.labels, self.members = list(labels), members
        self._columns = [[self.labels.index(label) for label in member.labels] for member in members]
        self._ends = np.cumsum([len(member.labels) for member in members])

    def scores(self, rows: Rows) -> Scores:
        return np.hstack([member.scores(rows) for member in self.members])

    def marginals(self, sequences: Sequence[Scores]) -> list[Probabilities]:
        """A label that a member never met has no probability there."""
        mean = [np.zeros((len(scores), len(self.labels))) for scores in sequences]
        for member, columns, end in zip(self.members, self._columns, self._ends, strict=True):
            own = [np.ascontiguousarray(scores[:, end - len(columns) : end]) for scores in sequences]
            for sums, shares in zip(mean, member.marginals(own), strict=True):
                sums[:, columns] += shares / len(self.members)
        return mean


def side_by_side(parts: Sequence[Any]) -> Any:
    """Windows of the members as one."""
    return lambda things: np.hstack([part(things) for part in parts])


def mean_of(component: Any, members: Sequence[Any]) -> Any:
    """The component with the members in place of its CRF; everything else of it stays."""
    kind = type(component)

    class Mean(kind):  # type: ignore[misc, valid-type]
        words = property(lambda self: side_by_side([member.words for member in members]))
        tags = property(lambda self: side_by_side([member.tags for member in members]))

        def to_disk(self, path: str | Path, *, exclude: Any = ()) -> None:
            for at, member in enumerate(members):
                member.to_disk(Path(path) / str(at))

    made = Mean.__new__(Mean)
    made.__dict__.update(component.__dict__)
    made._crf = MeanCrf(component.crf.labels, [member.crf for member in members])
    return made


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Any, float]:
    """The component with several CRFs, and what training those took."""
    component, _ = workshop.parts(row, name, articles)
    members, seconds = zip(*(workshop.parts(row, name, sample) for sample in workshop.samples(row, articles)), strict=True)
    return mean_of(component, members), sum(seconds)
