"""What stands near a place in a sequence, scored: each thing (a word, a tag) is described once for each offset, and its weights are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from solieu.crf import Crf, Scores
from solieu.crf_training import Feature

Key = TypeVar("Key")

#: Things met since the last turn, and as many met before it, whose scores are kept. These are the words of about 400 articles.
MOST_KNOWN = 15_000


class Windows(Generic[Key]):
    """Scores of what stands at the offsets -reach to reach of each place.

    `describe` gives for a thing one bundle of feature strings for each offset, and for None those of a place beyond the edge.
    """

    def __init__(self, crf: Crf, reach: int, describe: Callable[[Key | None], Sequence[tuple[str, ...]]]) -> None:
        self.crf, self.reach, self.describe = crf, reach, describe
        self._at: dict[Key | None, int] = {}
        self._older: dict[Key | None, int] = {}
        self._table, self._old_table = (np.zeros((1024, 2 * reach + 1, crf.width), np.float32) for _ in range(2))
        self._row(None)

    def _turn(self) -> None:
        """What was not met since the last turn is forgotten, the rest is now what was met before it: common things are scored once and for all.

        The tables stay: a large array that comes and goes leaves holes in the memory.
        """
        self._at, self._older = {}, self._at
        self._table, self._old_table = self._old_table, self._table
        self._row(None)

    def __call__(self, things: Sequence[Key]) -> Scores:
        """For each place the summed scores of what stands near it: places x labels."""
        if len(self._at) > MOST_KNOWN:
            self._turn()
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
        self._table[at] = self._old_table[self._older[thing]] if thing in self._older else self.crf.scores(self.describe(thing))
        return at


def window_rows(things: Sequence[Key], reach: int, describe: Callable[[Key | None], Sequence[Feature]]) -> list[list[Feature]]:
    """For each place what describes the things near it, a bundle an offset: what `Windows` scores, for training."""
    told = [describe(None)] * reach + [describe(thing) for thing in things] + [describe(None)] * reach
    return [[told[at + offset][offset] for offset in range(2 * reach + 1)] for at in range(len(things))]
