"""What stands near a place in a sequence, scored: each thing (a word, a tag) is described once for each offset, and its weights are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from solieu.crf import Crf, Scores

Key = TypeVar("Key")

#: Things whose scores are kept; past it all are forgotten and made anew. These are the words of about 900 articles; the tagger's take
#: 20 MB, and to make them takes 1.5 seconds.
MOST_KNOWN = 30_000


class Windows(Generic[Key]):
    """Scores of what stands at the offsets -reach to reach of each place.

    `describe` gives for a thing one sequence of feature strings for each offset, and for None those of a place beyond the edge.
    """

    def __init__(self, crf: Crf, reach: int, describe: Callable[[Key | None], Sequence[Sequence[str]]]) -> None:
        self.crf, self.reach, self.describe = crf, reach, describe
        self._table = np.zeros((1024, 2 * reach + 1, crf.width), np.float32)
        self._forget()

    def _forget(self) -> None:
        """The table stays for those that come next: a large array that comes and goes leaves holes in the memory."""
        self._at: dict[Key | None, int] = {}
        self._row(None)

    def __call__(self, things: Sequence[Key]) -> Scores:
        """For each place the summed scores of what stands near it: places x labels."""
        if len(self._at) > MOST_KNOWN:
            self._forget()
        known = self._at
        rows = [known[thing] if thing in known else self._row(thing) for thing in things]
        edge = [0] * self.reach
        near = self._table[edge + rows + edge]
        total = near[: len(rows), 0].copy()
        for offset in range(1, 2 * self.reach + 1):
            total += near[offset : offset + len(rows), offset]
        return total

    def _row(self, thing: Key | None) -> int:
        at = self._at[thing] = len(self._at)
        if at == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[at] = self.crf.scores(self.describe(thing))
        return at


def window_rows(things: Sequence[Key], reach: int, describe: Callable[[Key | None], Sequence[Sequence[str]]]) -> list[list[str]]:
    """For each place the feature strings of what stands near it: what `Windows` scores, for training."""
    told = [describe(None)] * reach + [describe(thing) for thing in things] + [describe(None)] * reach
    return [[feature for offset in range(2 * reach + 1) for feature in told[at + offset][offset]] for at in range(len(things))]
