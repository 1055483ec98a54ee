"""underthesea's word segmentation model, run on tables: the features and weights of its `FastCRFSequenceTagger`, and so the same words.

The model has two labels, so that of each feature only the difference of its two weights counts. A feature is a stretch of one to three pieces
near a piece: as it stands, in lower case, or what a function says of it. Its weights at all offsets are one row of a table, so that a stretch is
looked up once, and no string is made for each of the 43 features of each piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from solieu.errors import ModelError
from solieu.tokens.crfsuite import Stored, read_crfsuite
from solieu.tokens.underthesea import load_set, model_file

Weights: TypeAlias = NDArray[np.float64]

#: Where the model lies in underthesea's package.
MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
LABELS = ["B-W", "I-W"]
#: "T[0]=Hà", "T[-1,0].lower=hà nội", "T[0,1].istitle=True", "T[1,2]=EOS": pieces from one place to another (0 is the piece), a function, its value.
FEATURE = re.compile(r"T\[(?P<first>-?[012])(?:,(?P<last>-?[012]))?\](?:\.(?P<function>lower|istitle|isdigit|is_in_dict))?=(?P<value>.*)", re.DOTALL)
#: The farthest that a piece is seen from; the columns of the table, one for each offset at which a stretch may begin; pieces of the longest one.
REACH, COLUMNS, LONGEST = 2, 5, 3
#: The value of a stretch that goes beyond the line.
BEFORE, AFTER = "BOS", "EOS"
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
    """The weights of stretches of one size, a row for each value of a function of them and a column for each offset at which they may begin."""

    def __init__(self, table: Weights, rows: Mapping[str | None, Mapping[str, int]], dictionary: Iterable[str]) -> None:
        """`rows`: for each function the rows of its values in the table, whose row 0 is of zeros. `dictionary`: its words of this size."""
        told = {name: [table[known.get(value, 0)] for value in ("False", "True")] for name, known in rows.items()}
        zeros = [table[0], table[0]]
        strange, listed = told.get("is_in_dict", zeros)
        titles, digits = told.get("istitle", zeros), told.get("isdigit", zeros)
        self.before, self.after = (sum(table[known.get(edge, 0)] for known in rows.values()) for edge in (BEFORE, AFTER))
        self._kinds = np.array([titles[kind & TITLE] + digits[kind // DIGITS] for kind in range(TITLE + DIGITS + 1)])
        self._table, self._raw = table, rows.get(None, {})
        lower, words = rows.get("lower", {}), set(dictionary)
        self._lower = dict.fromkeys(words, 1) | {value: row for row, value in enumerate(lower, 2)}
        self._lowered = np.array([strange, listed, *(table[row] + (listed if value in words else strange) for value, row in lower.items())])

    def weights(self, raw: Sequence[str], lower: Sequence[str], kinds: Sequence[int]) -> Weights:
        """Those of each stretch, given it as it stands and in lower case, and its kind."""
        known, lowered = self._raw, self._lower
        total: Weights = self._table[[known.get(words, 0) for words in raw]]
        total += self._lowered[[lowered.get(words, 0) for words in lower]]
        total += self._kinds[list(kinds)]
        return total


class Segmenter:
    """Says of each piece of a line whether it goes on with the word before."""

    def __init__(self, stored: Stored, dictionary: Iterable[str]) -> None:
        """Raises ModelError for a model with other labels or features."""
        if stored.labels != LABELS:
            raise ModelError(f"underthesea's segmentation model has the labels {', '.join(stored.labels)}; install underthesea 9.5")
        self._moves = stored.moves
        known: list[dict[str | None, dict[str, int]]] = [{} for _ in range(LONGEST)]
        rows: list[int] = []
        columns: list[int] = []
        for name in stored.names:
            found = FEATURE.fullmatch(name)
            if found is None:
                raise ModelError(f"underthesea's segmentation model has the unknown feature {name!r}; install underthesea 9.5")
            first, last = int(found["first"]), int(found["last"] or found["first"])
            values = known[last - first].setdefault(found["function"], {})
            rows.append(values.setdefault(found["value"], len(rows) + 1))
            columns.append(first + REACH)
        table = np.zeros((len(rows) + 1, COLUMNS))
        table[rows, columns] = stored.weights[:, 1] - stored.weights[:, 0]
        words: dict[int, list[str]] = {}
        for word in dictionary:
            words.setdefault(word.count(" ") + 1, []).append(word)
        self._stretches = [Stretches(table, values, words.get(size, ())) for size, values in enumerate(known, 1)]

    def __call__(self, pieces: Sequence[str]) -> list[bool]:
        """For each piece of a line whether it goes on with the word before, in the most probable sequence."""
        return best(self.scores(pieces).tolist(), self._moves) if pieces else []

    def scores(self, pieces: Sequence[str]) -> Weights:
        """For each piece the sum of its features' weights: by how much they speak for going on."""
        total = np.zeros(len(pieces))
        described = [describe(piece) for piece in pieces]
        raw: Sequence[str] = pieces
        lower, kinds = [piece.lower for piece in described], [piece.kind for piece in described]
        for size, stretches in enumerate(self._stretches, 1):
            if size > 1:
                last = size - 1
                raw = [f"{words} {piece}" for words, piece in zip(raw, pieces[last:], strict=False)]
                lower = [f"{words} {piece.lower}" for words, piece in zip(lower, described[last:], strict=False)]
                kinds = [kind & piece.kind & TITLE for kind, piece in zip(kinds, described[last:], strict=False)]
            inside = stretches.weights(raw, lower, kinds)
            near = np.vstack([stretches.before, stretches.before, inside, stretches.after, stretches.after])
            for column in range(COLUMNS + 1 - size):
                total += near[column : column + len(pieces), column]
        return total


def best(scores: Sequence[float], moves: Weights) -> list[bool]:
    """Which pieces go on in the sequence with the greatest sum of scores and moves: Viterbi, where of two labels only the difference counts."""
    (begin_begin, begin_on), (on_begin, on_on) = moves.tolist()
    lead = scores[0]
    leads = [lead]
    for score in scores[1:]:
        lead = score + max(begin_on, lead + on_on) - max(begin_begin, lead + on_begin)
        leads.append(lead)
    goes_on = lead > 0
    path = [goes_on]
    for lead in reversed(leads[:-1]):
        goes_on = lead > (begin_on - on_on if goes_on else begin_begin - on_begin)
        path.append(goes_on)
    return path[::-1]


@cache
def segmenter() -> Segmenter:
    """The model as underthesea ships it, loaded once a process. Raises ModelError where it is not there."""
    return Segmenter(read_crfsuite(model_file(MODEL, "models.bin").read_bytes()), load_set(MODEL, "dictionary.bin"))
