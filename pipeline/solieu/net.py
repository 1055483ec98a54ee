"""A network that tags words: what is known of each word as vectors, a bidirectional LSTM over a window of them, each tag's probability at each word.

A text may be read through several windows, for instance one for each number in it, as seen from there: its words become vectors once, and a window
adds what lies between each word and where it is seen from.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import srsly
from numpy.typing import NDArray

from solieu.crf import Probabilities
from solieu.errors import ModelError
from solieu.lattice import Layout, Scores
from solieu.lstm import States, run

Indices: TypeAlias = NDArray[np.int64]

#: Index 0 of every vocabulary.
UNKNOWN = 0
#: The weights of the LSTM onwards and of the one backwards, from what was said before to the gates.
SIDES = ON, BACK = "on", "back"
#: Places of windows that are read side by side, or one window where it is longer. An article may have thousands of numbers, and a place takes 4 kB.
TOGETHER = 2_000
#: The first bytes of a stored mixture; a single network is zlib.
MIXED = b"solieu networks 1\n"


class Column(NamedTuple):
    """One of the things that are said of a word: the width of its vector, and how often a thing must stand in training to get one."""

    width: int
    min_count: int = 1


class Text(NamedTuple):
    """What is said of each word, one thing a column (None: nothing); the windows, each with rows of the table of what lies between (window x any)."""

    places: Sequence[tuple[Hashable, ...]]
    windows: Sequence[tuple[range, Indices]]


#: A text with its words as indices, words x columns.
Read: TypeAlias = tuple[Indices, Sequence[tuple[range, Indices]]]


class Vocabularies:
    """The things that a network knows, by column, each with its index."""

    def __init__(self, known: Sequence[Sequence[Any]]) -> None:
        self.known = [list(things) for things in known]
        self._index = [{thing: at for at, thing in enumerate(things, 1)} for things in self.known]

    @staticmethod
    def of(texts: Iterable[Text], columns: Sequence[Column], start: Vocabularies | None = None) -> Vocabularies:
        """What stands in texts often enough, after what is known from the `start`."""
        counts: list[Counter[Any]] = [Counter() for _ in columns]
        for text in texts:
            for count, things in zip(counts, zip(*text.places, strict=True), strict=bool(text.places)):
                count.update(things)
        known: Sequence[list[Any]] = start.known if start else [[] for _ in columns]
        return Vocabularies([[*old, *_frequent(count, column.min_count, old)] for old, count, column in zip(known, counts, columns, strict=True)])

    @property
    def sizes(self) -> list[int]:
        return [len(things) + 1 for things in self.known]

    def indices(self, text: Text) -> Indices:
        """words x columns."""
        columns = [[index.get(thing, UNKNOWN) for thing in things] for index, things in zip(self._index, zip(*text.places, strict=True), strict=True)]
        return np.array(columns, np.int64).T


def _frequent(counts: Counter[Any], least: int, known: Iterable[Any] = ()) -> list[Any]:
    there = {None, *known}
    return sorted(thing for thing, count in counts.items() if thing not in there and count >= least)


class Batch:
    """Texts side by side: the words of all, and the places of all windows in the order of a layout, each with its word and what lies between."""

    def __init__(self, texts: Sequence[Read]) -> None:
        self.words = np.concatenate([words for words, _ in texts])
        begin = np.cumsum([0, *(len(words) for words, _ in texts)]).tolist()
        spans = [(start, span, near) for start, (_, windows) in zip(begin, texts, strict=False) for span, near in windows]
        self.lengths = [len(span) for _, span, _ in spans]
        self.layout = Layout(self.lengths)
        self.word_at = np.concatenate([np.arange(start + span.start, start + span.stop) for start, span, _ in spans])[self.layout.order]
        self.near = np.concatenate([near for _, _, near in spans])[self.layout.order]


class Net:
    """The network: `labels` in the order of what it says, its vocabularies, and its weights by name."""

    def __init__(self, labels: Sequence[str], vocabularies: Vocabularies, weights: dict[str, Scores]) -> None:
        self.labels, self.vocabularies, self.weights = list(labels), vocabularies, weights

    @property
    def width(self) -> int:
        """Of the LSTM to each side."""
        return len(self.weights[ON])

    def vectors(self, words: Indices) -> Scores:
        """What is known of words, their vectors one beside another: words x width."""
        return np.concatenate([self.weights[f"column {at}"][column] for at, column in enumerate(words.T)], axis=1)

    def gates(self, batch: Batch, vectors: Scores) -> tuple[Scores, Scores]:
        """What each place says to the gates of the LSTM onwards, and of the one backwards: places x 4 width."""
        given = (vectors @ self.weights["in"] + self.weights["in bias"])[batch.word_at]
        for column in batch.near.T:
            given += self.weights["near"][column]
        half = given.shape[1] // 2
        return np.ascontiguousarray(given[:, :half]), np.ascontiguousarray(given[:, half:])

    def states(self, batch: Batch, vectors: Scores) -> list[States]:
        """What the two LSTMs go through, in the order of `SIDES`."""
        given = zip(SIDES, self.gates(batch, vectors), strict=True)
        return [run(part, self.weights[side], batch.layout, backwards=side == BACK) for side, part in given]

    def opinion(self, said: Scores) -> Scores:
        """The probability of each tag, given what both LSTMs say: places x labels."""
        return softmax(said @ self.weights["out"] + self.weights["out bias"])

    def shares(self, texts: Sequence[Text]) -> list[Probabilities]:
        """The probability of each tag at each place of each window (window x labels), in the order of the texts and their windows."""
        read = ((self.vocabularies.indices(text), text.windows) for text in texts if text.windows)
        return [shares for part in _parts(read) for shares in self._said(Batch(part))]

    def _said(self, batch: Batch) -> list[Probabilities]:
        said = np.hstack([states.said for states in self.states(batch, self.vectors(batch.words))])
        found = np.empty((len(batch.word_at), len(self.labels)))
        found[batch.layout.order] = self.opinion(said)
        return np.split(found, np.cumsum(batch.lengths)[:-1])

    def to_bytes(self) -> bytes:
        """In half precision, which is as good."""
        arrays = {name: [list(array.shape), array.astype("<f2").tobytes()] for name, array in self.weights.items()}
        return zlib.compress(srsly.msgpack_dumps({"labels": self.labels, "known": self.vocabularies.known, "weights": arrays}), 9)

    @staticmethod
    def from_bytes(data: bytes) -> Net:
        """One network, or the mixture of several, as it was stored. Raises ModelError for other bytes."""
        if data.startswith(MIXED):
            return NetMixture.unpack(data)
        try:
            stored = srsly.msgpack_loads(zlib.decompress(data))
            weights = {name: np.frombuffer(raw, "<f2").astype(np.float32).reshape(size) for name, (size, raw) in stored["weights"].items()}
            return Net(stored["labels"], Vocabularies(stored["known"]), weights)
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the file of a network is broken ({error}); install the model again") from None


class NetMixture(Net):
    """Several networks as one: the probability of a tag is the weighted mean of theirs. Each may know things and tags of its own."""

    def __init__(self, members: Sequence[Net], weights: Sequence[float]) -> None:
        if not members or len(members) != len(weights) or min(weights) < 0 or not sum(weights):
            raise ModelError(f"a mixture of {len(members)} networks with the weights {list(weights)}; each needs one, not all 0")
        self.members, self.says = tuple(members), tuple(weight / sum(weights) for weight in weights)
        self.labels = sorted({label for member in members for label in member.labels})

    def shares(self, texts: Sequence[Text]) -> list[Probabilities]:
        found: list[Probabilities] = []
        for member, weight in zip(self.members, self.says, strict=True):
            columns = [self.labels.index(label) for label in member.labels]
            said = member.shares(texts)
            found = found or [np.zeros((len(shares), len(self.labels))) for shares in said]
            for mean, shares in zip(found, said, strict=True):
                mean[:, columns] += weight * shares
        return found

    def to_bytes(self) -> bytes:
        packed: bytes = srsly.msgpack_dumps({"weights": self.says, "members": [member.to_bytes() for member in self.members]})
        return MIXED + packed

    @staticmethod
    def unpack(data: bytes) -> NetMixture:
        try:
            stored = srsly.msgpack_loads(data[len(MIXED) :])
            return NetMixture([Net.from_bytes(member) for member in stored["members"]], stored["weights"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"a file of networks is broken ({error}); install the model again") from None


def _parts(texts: Iterable[Read]) -> Iterator[list[Read]]:
    """Together at most `TOGETHER` places, in their order, each time with no more words than they cover."""
    part: list[Read] = []
    room = TOGETHER
    for words, windows in texts:
        for some in _groups(windows):
            places = sum(len(span) for span, _ in some)
            if part and places > room:
                yield part
                part, room = [], TOGETHER
            low, high = min(span.start for span, _ in some), max(span.stop for span, _ in some)
            part.append((words[low:high], [(range(span.start - low, span.stop - low), near) for span, near in some]))
            room -= places
    if part:
        yield part


def _groups(windows: Sequence[tuple[range, Indices]]) -> Iterator[Sequence[tuple[range, Indices]]]:
    """The windows of a text, in their order, so many at a time."""
    begin, places = 0, 0
    for at, (span, _) in enumerate(windows):
        if at > begin and places + len(span) > TOGETHER:
            yield windows[begin:at]
            begin, places = at, 0
        places += len(span)
    yield windows[begin:]


def softmax(scores: Scores) -> Scores:
    """Probabilities, a row each."""
    shares: Scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def agreed(first: Probabilities, second: Probabilities, share: float) -> Probabilities:
    """Two opinions as one, their geometric mean made probabilities again: what one thinks impossible is, whatever the other says.

    `share` is the say of the second, from 0 to 1. On real articles it did better than the arithmetic mean (figures in `models/README.md`).
    """
    mean: Probabilities = np.maximum(first, 1e-12) ** (1 - share) * np.maximum(second, 1e-12) ** share
    mean /= mean.sum(axis=1, keepdims=True)
    return mean
