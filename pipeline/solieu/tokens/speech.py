"""Parts of speech of words by underthesea's tagger, learned from VLSP 2013: the same tags, for words that are cut already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice

import numpy as np

from solieu.lattice import best_paths
from solieu.tokens.crfsuite import Stored, read_crfsuite
from solieu.tokens.tables import Tables
from solieu.tokens.underthesea import model_file

MODEL = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303"
#: Words at a time: the memory grows with it, and no tag depends on what stands so far away. A text may be one sentence without end.
CHUNK = 2000
#: What the tagger sees of a word of `_` or blanks alone, a rule in a form for one: punctuation, where it would take nothing for a word.
BLANK = "-"


class Tagger:
    """Says the part of speech of each word."""

    def __init__(self, stored: Stored) -> None:
        """Raises ModelError for a model with other features."""
        self._labels = [label.partition("-")[2] for label in stored.labels]
        self._moves = stored.moves
        self._tables = Tables(stored.names, stored.weights.astype(np.float32))

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[str]:
        """The parts of speech of sentences, one after another, in the most probable sequences."""
        scores = self._tables.scores(sentences)
        return [self._labels[at] for at in best_paths(scores, [len(words) for words in sentences], self._moves)]


def parts_of_speech(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """`N`, `V`, `Np`, ... for each word of each sentence; the syllables of a word are parted by blanks or by `_`."""
    tag = tagger()
    parts = chain.from_iterable(tag(batch) for batch in _batches(sentences))
    return [list(islice(parts, len(words))) for words in sentences]


def _batches(sentences: Iterable[Sequence[str]]) -> Iterator[list[list[str]]]:
    """Sentences of CHUNK words together, as the tagger sees them; longer ones are cut."""
    batch: list[list[str]] = []
    room = CHUNK
    for words in sentences:
        for at in range(0, len(words), CHUNK):
            part = [" ".join(word.replace("_", " ").split()) or BLANK for word in words[at : at + CHUNK]]
            if room < len(part):
                yield batch
                batch, room = [], CHUNK
            batch.append(part)
            room -= len(part)
    yield batch


@cache
def tagger() -> Tagger:
    """The model as underthesea ships it, loaded once a process. Raises ModelError where it is not there."""
    return Tagger(read_crfsuite(model_file(MODEL, "models.bin").read_bytes()))
