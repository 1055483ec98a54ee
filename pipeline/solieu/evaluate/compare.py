"""Two models on the same articles: what is better, what is worse, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solieu.errors import UsageError
from solieu.evaluate.bootstrap import Difference, differences
from solieu.evaluate.figures import MEASUREMENTS, figure_name, matrix, ordered, prf
from solieu.evaluate.run import Report
from solieu.scoring import ALL, MEASURES, OFFICES, Counts, Table

#: An article has changed by how many more of its spans and links are wrong (missed or spurious), exactly taken.
CHANGE_KEYS = (("exact", ALL), ("exact", MEASURES), ("exact", OFFICES))


class Change(NamedTuple):
    """An article's wrong spans and links: with the model, and with the other one."""

    article: str
    wrong: int
    wrong_other: int

    @property
    def fewer(self) -> int:
        """By how many the model is better; negative where it is worse."""
        return self.wrong_other - self.wrong


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences` holds each figure by its name, positive where the model is better than `other`; `changes` begins with what changed most."""

    other: Report
    differences: dict[str, Difference]
    changes: tuple[Change, ...]


def compare(report: Report, other: Report) -> Comparison:
    """Hold a model's report against another's on the same articles. Raises UsageError where they are not the same."""
    if report.sha256 != other.sha256:
        raise UsageError(f"{report.corpus} and {other.corpus} do not hold the same articles; a comparison needs the same ones")
    keys = ordered((*report.table, *other.table))
    found = differences(matrix(report.tables, keys), matrix(other.tables, keys), prf)
    names = [figure_name(key, measurement) for key in keys for measurement in MEASUREMENTS]
    return Comparison(other, dict(zip(names, found, strict=True)), changed(report, other))


def changed(report: Report, other: Report) -> tuple[Change, ...]:
    """The articles by how much they changed, largest first; those that did not are left out."""
    pairs = zip(report.names, report.tables, other.tables, strict=True)
    changes = [Change(name, _wrong(ours), _wrong(theirs)) for name, ours, theirs in pairs]
    return tuple(sorted((change for change in changes if change.fewer), key=lambda change: (-abs(change.fewer), change.article)))


def _wrong(table: Table, keys: Sequence[tuple[str, str]] = CHANGE_KEYS) -> int:
    counts = [table.get(key, Counts()) for key in keys]
    return sum(count.gold + count.predicted - 2 * count.right for count in counts)
