"""The models of underthesea's `FastCRFSequenceTagger`, run on tables: the features and weights of its Rust code, and so the same scores.

A feature is a stretch of one to three pieces near a piece: as it stands, in lower case, or what a function says of it. Its weights at all offsets,
and for all labels there, are one row of a table, so that a stretch is looked up once, and no string is made for each feature of each piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from solieu.errors import ModelError

#: In the precision of the weights that the tables were made of.
Weights: TypeAlias = NDArray[Any]

#: "T[0]=Hà", "T[-1,0].lower=hà nội", "T[0,1].istitle=True", "T[1,2]=EOS": pieces from one place to another (0 is the piece), a function, its value.
FEATURE = re.compile(r"T\[(?P<first>-?[012])(?:,(?P<last>-?[012]))?\](?:\.(?P<function>lower|istitle|isdigit|is_in_dict))?=(?P<value>.*)", re.DOTALL)
#: The farthest that a piece is seen from; the offsets at which a stretch may begin; pieces of the longest one.
REACH, OFFSETS, LONGEST = 2, 5, 3
#: The value of a stretch that goes beyond the line.
BEFORE, AFTER = "BOS", "EOS"
#: What stands before, between and after lines, so that no piece sees one of another line.
GAP = ("",) * REACH
#: What a stretch may be.
TITLE, DIGITS = 1, 2
#: Pieces of which is kept what they are: all syllables of the language and many figures.
MOST_PIECES = 16_384


class Piece(NamedTuple):
    """What underthesea's functions say of a piece; `kind` is TITLE, DIGITS, both or neither."""

    lower: str
    kind: int


@lru_cache(MOST_PIECES)
def describe(piece: str) -> Piece:
    """`Hà` is (`hà`, TITLE). A title is what begins with no small letter in any part, so `12` too; digits are a number that Rust has as i32."""
    title = all(part[0] == part[0].upper() for part in piece.split())
    digits = re.fullmatch(r"[+-]?0*[0-9]{1,10}", piece) is not None and -(1 << 31) <= int(piece) < 1 << 31
    return Piece(piece.lower(), TITLE * title + DIGITS * digits)


class Stretches:
    """The weights of stretches of one size: a row for each value of a function of them, and in it those at each offset at which they may begin."""

    def __init__(self, size: int, table: Weights, rows: Mapping[str | None, Mapping[str, int]], dictionary: Iterable[str]) -> None:
        """`rows`: for each function the rows of its values in the table, whose row 0 is of zeros. `dictionary`: its words of this size."""
        self._size, self._table, self._raw = size, table, rows.get(None, {})
        told = {name: [table[known.get(value, 0)] for value in ("False", "True")] for name, known in rows.items()}
        zeros = [table[0], table[0]]
        before, self.after = (sum((table[known.get(edge, 0)] for known in rows.values()), table[0]) for edge in (BEFORE, AFTER))
        #: Those of a place between two lines: the line after it sees it to the left, at the first offsets, the line before it to the right.
        left = REACH * len(before) // OFFSETS
        self.edges = np.concatenate([before[:left], self.after[left:]])
        titles, digits = told.get("istitle", zeros), told.get("isdigit", zeros)
        self._kinds = np.array([titles[kind & TITLE] + digits[kind // DIGITS] for kind in range(TITLE + DIGITS + 1)])
        strange, listed = told.get("is_in_dict", zeros)
        lower, words = rows.get("lower", {}), set(dictionary) if "is_in_dict" in rows else set()
        self._lower = dict.fromkeys(words, 1) | {value: row for row, value in enumerate(lower, 2)}
        self._lowered = np.array([strange, listed, *(table[row] + (listed if value in words else strange) for value, row in lower.items())])
        self._sees_kinds, self._sees_lower = "istitle" in rows or "isdigit" in rows, "is_in_dict" in rows or "lower" in rows

    def weights(self, raw: Sequence[str], lower: Sequence[str], kinds: NDArray[np.int64]) -> Weights:
        """Those of the stretch that begins at each piece but the last ones, given the pieces as they stand, in lower case, and their kinds."""
        total: Weights = self._table.take(self._found(self._raw, raw), axis=0)
        if self._sees_lower:
            total += self._lowered.take(self._found(self._lower, lower), axis=0)
        if self._sees_kinds:
            kinds = kinds & TITLE if self._size > 1 else kinds
            for _ in range(1, self._size):
                kinds = kinds[:-1] & kinds[1:]
            total += self._kinds.take(kinds, axis=0)
        return total

    def _found(self, known: Mapping[str, int], pieces: Sequence[str]) -> NDArray[np.int64]:
        stretches = pieces if self._size == 1 else map(" ".join, zip(*(pieces[at:] for at in range(self._size)), strict=False))
        return np.fromiter(map(known.get, stretches, repeat(0)), np.int64, len(pieces) - self._size + 1)


class Tables:
    """The scores that a model gives its labels at each piece of a line."""

    def __init__(self, names: Iterable[str], weights: Weights, dictionary: Iterable[str] = ()) -> None:
        """`weights`: a row for each of the features `names`, a column for each label. Raises ModelError for a feature of another form."""
        known: list[dict[str | None, dict[str, int]]] = [{} for _ in range(LONGEST)]
        rows: list[int] = []
        offsets: list[int] = []
        used = 0
        for name in names:
            found = FEATURE.fullmatch(name)
            if found is None:
                raise ModelError(f"underthesea's model has the unknown feature {name!r}; install underthesea 9.5")
            first, last = int(found["first"]), int(found["last"] or found["first"])
            values = known[last - first].setdefault(found["function"], {})
            if found["value"] not in values:
                values[found["value"]] = used = used + 1
            rows.append(values[found["value"]])
            offsets.append(first + REACH)
        self._width = weights.shape[1]
        table = np.zeros((used + 1, OFFSETS, self._width), weights.dtype)
        table[rows, offsets] = weights
        words: dict[int, list[str]] = {}
        for word in dictionary:
            words.setdefault(word.count(" ") + 1, []).append(word)
        flat = table.reshape(len(table), -1)
        self._stretches = [Stretches(size, flat, values, words.get(size, ())) for size, values in enumerate(known, 1)]

    def scores(self, lines: Iterable[Sequence[str]]) -> Weights:
        """For each piece of the lines, one line after another, and each label the sum of the weights of its features."""
        pieces, ends = [*GAP], []
        for line in lines:
            pieces += line
            ends.append(len(pieces))
            pieces += GAP
        described = [describe(piece) for piece in pieces]
        lower, kinds = [piece.lower for piece in described], np.array([piece.kind for piece in described])
        after = np.array(ends, np.int64)
        gaps = np.array([0, 1, *(at for end in ends for at in (end, end + 1))])
        total = np.zeros((max(0, len(pieces) - 2 * REACH), self._width), self._stretches[0].after.dtype)
        for size, stretches in enumerate(self._stretches, 1):
            near = stretches.weights(pieces, lower, kinds)
            for back in range(1, size):
                near[after - back] = stretches.after
            near[gaps[: len(gaps) - size + 1]] = stretches.edges
            seen = near.reshape(len(near), OFFSETS, self._width)
            for offset in range(OFFSETS + 1 - size):
                total += seen[offset : offset + len(total), offset]
        inside = np.ones(len(pieces), np.bool_)
        inside[gaps] = False
        kept: Weights = total[inside[REACH:-REACH]]
        return kept
