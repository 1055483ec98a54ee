"""underthesea's word segmentation model: the same words as its tagger finds.

The model has two labels, so that of each feature only the difference of its two weights counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from solieu.errors import ModelError
from solieu.tokens.crfsuite import Stored, read_crfsuite
from solieu.tokens.tables import Tables, Weights
from solieu.tokens.underthesea import load_set, model_file

#: Where the model lies in underthesea's package.
MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
LABELS = ["B-W", "I-W"]


class Segmenter:
    """Says of each piece of a line whether it goes on with the word before."""

    def __init__(self, stored: Stored, dictionary: Iterable[str]) -> None:
        """Raises ModelError for a model with other labels or features."""
        if stored.labels != LABELS:
            raise ModelError(f"underthesea's segmentation model has the labels {', '.join(stored.labels)}; install underthesea 9.5")
        self._moves = stored.moves
        self._tables = Tables(stored.names, stored.weights[:, 1:] - stored.weights[:, :1], dictionary)

    def __call__(self, pieces: Sequence[str]) -> list[bool]:
        """For each piece of a line whether it goes on with the word before, in the most probable sequence."""
        return best(self._tables.scores([pieces])[:, 0].tolist(), self._moves) if pieces else []


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
