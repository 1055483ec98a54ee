"""A long short-term memory (Hochreiter and Schmidhuber 1997, the forget gate of Gers and others 2000) over many sequences side by side, in numpy.

thinc's LSTM takes each place's input as a vector and multiplies it anew for every sequence that it stands in. A sentence is read once for each of its
numbers, so here the places bring their input to the gates with them, and a sentence multiplies its words once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solieu.lattice import Layout, Scores


@dataclass(frozen=True, slots=True)
class States:
    """What an LSTM went through, one row a place of the layout: its gates after their functions (in, forget, out, new: places x 4 width), its cells,
    and what it said (places x width).
    """

    gates: Scores
    cells: Scores
    said: Scores


def _path(layout: Layout, backwards: bool) -> list[tuple[slice, slice | None]]:
    """The rows of each step, and of the step before it; as many rows of the step go on from there as those are, the first ones."""
    steps = [slice(start, start + width) for start, width in zip(layout.starts, layout.widths, strict=False)]
    if backwards:
        steps.reverse()
        return list(zip(steps, [None, *steps], strict=False))
    before: list[slice | None] = [None]
    before += [slice(last.start, last.start + now.stop - now.start) for last, now in pairwise(steps)]
    return list(zip(steps, before, strict=True))


def _four(gates: Scores, width: int) -> tuple[Scores, ...]:
    return tuple(gates[:, at : at + width] for at in range(0, 4 * width, width))


def run(given: Scores, again: Scores, layout: Layout, *, backwards: bool) -> States:
    """Read the sequences of a layout. `given` is what a place says to the four gates (places x 4 width; it is overwritten), `again` the weights from
    what was said before to the gates (width x 4 width).
    """
    width = len(again)
    cells, said = np.empty((len(given), width), np.float32), np.empty((len(given), width), np.float32)
    scale = np.repeat(np.array([0.5, 0.5, 0.5, 1], np.float32), width)  # the sigmoid of x is (1 + tanh(x / 2)) / 2
    given *= scale
    again = again * scale
    for now, before in _path(layout, backwards):
        gates, cell = given[now], cells[now]
        if before is not None:
            gates[: before.stop - before.start] += said[before] @ again
        np.tanh(gates, out=gates)
        opened = gates[:, : 3 * width]
        opened *= 0.5
        opened += 0.5
        enter, keep, tell, new = _four(gates, width)
        np.multiply(enter, new, out=cell)
        if before is not None:
            some = before.stop - before.start
            cell[:some] += keep[:some] * cells[before]
        np.multiply(tell, np.tanh(cell), out=said[now])
    return States(given, cells, said)


def gradients(states: States, again: Scores, layout: Layout, asked: Scores, *, backwards: bool) -> tuple[Scores, Scores]:
    """Of a loss, by what the places say to the gates and by `again`, given its gradient by what the LSTM said (`asked`; it is overwritten)."""
    width, path = len(again), _path(layout, backwards)
    enter, keep, tell, new = _four(states.gates, width)
    follow = [(np.arange(now.start, now.start + before.stop - before.start), np.arange(before.start, before.stop)) for now, before in path if before]
    here, there = (np.concatenate([np.zeros(0, np.int64), *rows]) for rows in (zip(*follow, strict=True) if follow else ((), ())))
    told = np.tanh(states.cells)
    through = tell * (1 - told * told)
    # all that does not depend on the steps after a place, for all places at once
    slopes = np.zeros((len(told), 4, width), np.float32)
    slopes[:, 0] = new * enter * (1 - enter)
    slopes[here, 1] = states.cells[there] * (keep * (1 - keep))[here]
    slopes[:, 2] = told * tell * (1 - tell)
    slopes[:, 3] = enter * (1 - new * new)
    to_cells = np.zeros_like(told)
    for now, before in reversed(path):
        cell, slope = to_cells[now], slopes[now]
        cell += asked[now] * through[now]
        by_tell = slope[:, 2] * asked[now]
        slope *= cell[:, None]
        slope[:, 2] = by_tell
        if before is not None:
            some = before.stop - before.start
            to_cells[before] += cell[:some] * keep[now][:some]
            asked[before] += slope[:some].reshape(some, -1) @ again.T
    to_gates = slopes.reshape(len(told), -1)
    return to_gates, states.said[there].T @ to_gates[here]
