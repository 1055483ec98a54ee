"""What the reader of indicators learns from raw articles before it sees an annotated one: its network guesses the next word of a sentence, and
backwards the one before (a language model to each side, as in Peters and others 2017; that a network for another task may begin from one: Dai and
Le 2015).

Only sentences with figures are read, for only those are read for their numbers later. A guess is held against the right word and others drawn by
chance, not against all words (sampled softmax, Jean and others 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.vocab import Vocab

from solieu.component import clusters_of
from solieu.crf_training import Told
from solieu.errors import UsageError
from solieu.lattice import Scores
from solieu.links.seen import COLUMNS, said_of
from solieu.net import UNKNOWN, Batch, Column, Indices, Net, Read, Vocabularies
from solieu.net_training import SEED, NetConfig, Pupil, Schedule, first_weights
from solieu.pretrained import pack_pretrained
from solieu.progress import steps
from solieu.text import write_bytes
from solieu.tokens.language import norm
from solieu.tokens.sentences import sentence_starts
from solieu.tokens.words import segment

#: How often a word must stand in the sentences to get a vector, and how many words are read: each takes 70 bytes for a while.
MIN_COUNT, MOST_WORDS = 15, 20_000_000
#: Sentences in a step, and how many words of each are read.
SENTENCES, LONGEST = 48, 100
#: How often all sentences are seen, the largest step, the share of what is said of words that is overlooked.
PASSES, RATE, DROPOUT = 2, 4e-3, 0.1
#: Words drawn by chance in each step, and how much rarer ones are favoured (Mikolov and others 2013).
DRAWN, FAVOUR = 1000, 0.75

#: A sentence, a row of indices for each word.
Words = NDArray[np.int32]


def pretrain(texts: Iterable[str], out: str | Path, vocab: Vocab, width: int, say: Callable[[str], None] = lambda _: None) -> None:
    """Pretrain a network of this width on raw texts, with the word clusters of a vocabulary, and write it. The same texts give the same network.

    Raises UsageError where no two words stand often enough.
    """
    from threadpoolctl import threadpool_limits

    texts = iter(texts)
    vocabularies, read = indexed(_said(texts, clusters_of(vocab)), COLUMNS, MIN_COUNT)
    if isinstance(texts, Generator):
        texts.close()  # a bar that counts them ends here, too, where not all are read
    if len(vocabularies.known[0]) < 2:
        raise UsageError(f"no two words stand {MIN_COUNT} times in sentences with figures; give more articles")
    say(f"{len(read)} sentences with figures, {sum(map(len, read))} words, {len(vocabularies.known[0])} of them different and known")
    with threadpool_limits(1), steps() as tell:
        net = learn(vocabularies, read, width, lambda done, of: tell("steps", done, of))
    write_bytes(out, pack_pretrained(net, vocab))


def _said(texts: Iterable[str], clusters: Mapping[str, Sequence[int]]) -> Iterator[list[tuple[Hashable, ...]]]:
    """The sentences with figures, up to so many words, with what is said of each word; of its span nothing is known."""
    left = MOST_WORDS
    for text in texts:
        for paragraph in text.splitlines():
            words = [paragraph[start:end] for start, end in segment(paragraph)]
            starts = [at for at, begins in enumerate(sentence_starts(words)) if begins]
            for start, end in pairwise([*starts, len(words)]):
                sentence = words[start : min(end, start + LONGEST)]
                if any(letter.isdigit() for word in sentence for letter in word):
                    left -= len(sentence)
                    if left < 0:
                        return
                    yield said_of(sentence, [norm(word) for word in sentence], [None] * len(sentence), clusters)


def indexed(said: Iterable[Sequence[tuple[Hashable, ...]]], columns: Sequence[Column], least: int) -> tuple[Vocabularies, list[Words]]:
    """The vocabularies of sentences, words (the first column) that stand there `least` times and all else, and the sentences as their indices."""
    found: list[dict[Any, int]] = [{None: 0} for _ in columns]
    read = []
    for places in said:
        rows = [[index.setdefault(thing, len(index)) for thing in things] for index, things in zip(found, zip(*places, strict=True), strict=True)]
        read.append(np.array(rows, np.int32).T)
    counts = np.bincount(np.concatenate([words[:, 0] for words in read], dtype=np.int64)) if read else np.zeros(0, np.int64)
    known = [sorted(thing for thing in index if thing is not None) for index in found]
    known[0] = [word for word in known[0] if counts[found[0][word]] >= least]
    new = [np.full(len(index), UNKNOWN, np.int32) for index in found]
    for things, index, to in zip(known, found, new, strict=True):
        to[[index[thing] for thing in things]] = np.arange(1, len(things) + 1)
    return Vocabularies(known), [np.stack([to[column] for to, column in zip(new, words.T, strict=True)], axis=1) for words in read]


def learn(vocabularies: Vocabularies, read: Sequence[Words], width: int, told: Told | None = None) -> Net:
    """A network without tags that has learned to guess the words of these sentences."""
    random = np.random.default_rng(SEED)
    net = Net([], vocabularies, first_weights(vocabularies, COLUMNS, 0, 0, width, random))
    counts = np.bincount(np.concatenate([words[:, 0] for words in read]), minlength=len(vocabularies.known[0]) + 1)
    schedule = Schedule(np.array([len(words) for words in read]), np.ones(len(read), np.int64), SENTENCES)
    steps, done = PASSES * schedule.batches, 0
    guesser = Guesser(net, NetConfig(width, PASSES, 0, SENTENCES, RATE, DROPOUT), steps, random, counts)
    for _ in range(PASSES):
        for chosen in schedule.draw(random):
            guesser.guess(Batch([_alone(read[place]) for place in chosen]))
            done += 1
            if told:
                told(min(done, steps), steps)
    return net


def _alone(words: Words) -> Read:
    """A sentence in one window, seen from nowhere."""
    return words.astype(np.int64), [(range(len(words)), np.zeros((len(words), 0), np.int64))]


def neighbours(batch: Batch) -> tuple[Indices, Indices]:
    """The word after and the word before each place of a batch, in the order of its layout; `UNKNOWN` where a sentence ends."""
    order = batch.layout.order
    words = np.empty(len(order), np.int64)
    words[order] = batch.words[batch.word_at, 0]
    ends = np.cumsum(batch.lengths)
    after, before = np.append(words[1:], UNKNOWN), np.append(UNKNOWN, words[:-1])
    after[ends - 1] = UNKNOWN
    before[[0, *ends[:-1]]] = UNKNOWN
    return after[order], before[order]


class Guesser(Pupil):
    """A network that learns to guess words, by a vector and a bias for each, which it leaves behind."""

    def __init__(self, net: Net, config: NetConfig, steps: int, random: np.random.Generator, counts: Indices) -> None:
        super().__init__(net, config, steps, random)
        shares = np.where(np.arange(len(counts)) == UNKNOWN, 0, counts) ** FAVOUR
        shares /= shares.sum()
        self._until = np.cumsum(shares)
        self._expected = np.log(np.maximum(DRAWN * shares, np.finfo(np.float32).tiny)).astype(np.float32)
        self.guesses = {
            "guess": (random.normal(size=(len(counts), config.width)) * 0.1).astype(np.float32),
            "guess bias": np.zeros(len(counts), np.float32),
        }

    def guess(self, batch: Batch) -> float:
        """A step towards the right words. Returns the mean loss of a guess."""
        right = neighbours(batch)
        heard = self.hear(batch)
        drawn = np.unique(np.searchsorted(self._until[:-1], self._random.random(DRAWN)))
        slopes = {name: np.zeros_like(weights) for name, weights in self.guesses.items()}
        sides = [self._one_side(state.said, words, drawn, slopes) for state, words in zip(heard.states, right, strict=True)]
        self.step(slopes | self.slopes_before(batch, heard, [asked for asked, _ in sides]), self.guesses)
        return sum(loss for _, loss in sides) / max(1, sum(int((words != UNKNOWN).sum()) for words in right))

    def _one_side(self, said: Scores, right: Indices, drawn: Indices, slopes: dict[str, Scores]) -> tuple[Scores, float]:
        """The gradient by what one LSTM said, and the loss; those of the guesses are added to `slopes`. Unknown words are not guessed."""
        known = right != UNKNOWN
        among = np.union1d(drawn[drawn != UNKNOWN], right[known])
        at, from_ = np.searchsorted(among, right[known]), said[known]
        scores = from_ @ self.guesses["guess"][among].T + (self.guesses["guess bias"] - self._expected)[among]
        scores -= scores.max(axis=1, keepdims=True, initial=0)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        rows = np.arange(len(at))
        loss = float(-np.log(shares[rows, at]).sum())
        shares[rows, at] -= 1
        shares /= len(right)
        slopes["guess"][among] += shares.T @ from_
        slopes["guess bias"][among] += shares.sum(axis=0)
        asked = np.zeros_like(said)
        asked[known] = shares @ self.guesses["guess"][among]
        return asked, loss
