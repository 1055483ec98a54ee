"""A BiLSTM that reads what a number measures, the number marked in its input by distance and tags (PyTorch; no dependency of the package)."""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import torch
from torch import nn

from solieu.crf import Probabilities
from solieu.links.reader import CLAUSE, DISTANCES, Sentence, window
from solieu.links.scenes import Scene
from solieu.schema import Article
from solieu.spans.features import digits_masked
from trials.readers import Reader, answers, trained_linker

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row

#: Widths of the embeddings of words, tags and places, and of the LSTM to each side.
WORD, TAG, PLACE, HIDDEN = 48, 24, 24, 100
DROPOUT, RATE, BATCH, EPOCHS, CPU_SECONDS = 0.4, 3e-3, 32, 8, 480
#: Index 0 of a vocabulary: a word that is not in it, and padding.
UNKNOWN = 0


class Item(NamedTuple):
    """A window of a sentence as numbers, one row a word: word, vector, tag, distance, quantities passed, clause borders passed."""

    columns: np.ndarray


#: A sentence, the tokens of a quantity in it, and the tags of its window.
Example: TypeAlias = tuple[Sentence, tuple[int, int], list[str]]


class Words:
    """Vocabularies of words and tags, and vectors that were there before (one column a dimension; none: zeros)."""

    def __init__(self, sentences: Sequence[Sentence], vectors: Path | None) -> None:
        counts = Counter(digits_masked(norm) for sentence in sentences for norm in sentence.norms)
        self.words = {word: at for at, word in enumerate((word for word, count in sorted(counts.items()) if count > 1), 1)}
        self.tags = {tag: at for at, tag in enumerate(sorted({tag for sentence in sentences for tag in sentence.tags}), 1)}
        self.rows: dict[str, int] = {}
        self.vectors = np.zeros((1, 100), np.float32)
        if vectors:
            with np.load(vectors, allow_pickle=False) as stored:
                self.rows = {str(word): at for at, word in enumerate(stored["w"], 1)}
                known = stored["V"] / np.maximum(np.linalg.norm(stored["V"], axis=1, keepdims=True), 1e-9)
            self.vectors = np.concatenate([np.zeros((1, known.shape[1]), np.float32), known.astype(np.float32)])

    def item(self, sentence: Sentence, quantity: tuple[int, int]) -> Item:
        """The window of a quantity."""
        span = window(sentence, quantity)
        starts = [start for start, _ in sentence.quantities]
        rows = []
        for at in span:
            norm = digits_masked(sentence.norms[at])
            low, high = (at, quantity[0]) if at < quantity[0] else (quantity[1], at + 1)
            distance = 0 if quantity[0] <= at < quantity[1] else 1 + bisect_left(DISTANCES, abs(high - low))
            passed = min(3, sum(low <= start < high for start in starts))
            borders = min(3, sum(word in CLAUSE for word in sentence.norms[low:high]))
            after = at >= quantity[1]
            rows.append(
                [
                    self.words.get(norm, UNKNOWN),
                    self.rows.get(norm, UNKNOWN),
                    self.tags.get(sentence.tags[at], UNKNOWN),
                    distance + 16 * after,
                    passed + 4 * after,
                    borders + 4 * after,
                ]
            )
        return Item(np.array(rows, dtype=np.int64).reshape(len(span), 6))


class Net(nn.Module):
    """Embeddings, a BiLSTM, one score a tag."""

    def __init__(self, words: Words, labels: int) -> None:
        super().__init__()
        self.fixed = nn.Embedding(*words.vectors.shape, _weight=torch.from_numpy(words.vectors), _freeze=True)
        self.word, self.tag = nn.Embedding(len(words.words) + 1, WORD), nn.Embedding(len(words.tags) + 1, TAG)
        self.distance, self.passed, self.borders = nn.Embedding(32, PLACE), nn.Embedding(8, 8), nn.Embedding(8, 8)
        width = words.vectors.shape[1] + WORD + TAG + PLACE + 16
        self.lstm = nn.LSTM(width, HIDDEN, bidirectional=True, batch_first=True)
        self.drop, self.out = nn.Dropout(DROPOUT), nn.Linear(2 * HIDDEN, labels)

    def forward(self, columns: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        parts = [self.word, self.fixed, self.tag, self.distance, self.passed, self.borders]
        seen = torch.cat([part(columns[..., at]) for at, part in enumerate(parts)], dim=-1)
        packed = nn.utils.rnn.pack_padded_sequence(self.drop(seen), lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        scores: torch.Tensor = self.out(self.drop(read))
        return scores


def _padded(items: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([len(item.columns) for item in items])
    columns = nn.utils.rnn.pad_sequence([torch.from_numpy(item.columns) for item in items], batch_first=True)
    return columns, lengths


class Neural(Reader):
    """The reader; tags are in the order of those of the CRF that it stands in for."""

    net: Net
    read_as: Words

    def learn(
        self, found: Sequence[tuple[Sentence, tuple[int, int], list[str]]], vectors: Path | None, seed: int, say: Callable[[str], None]
    ) -> None:
        """Train for EPOCHS, or until CPU_SECONDS are over."""
        torch.manual_seed(seed)
        torch.set_num_threads(1)
        self.read_as = Words([sentence for sentence, _, _ in found], vectors)
        items = [self.read_as.item(sentence, place) for sentence, place, _ in found]
        index = {label: at for at, label in enumerate(self.crf.labels)}
        gold = [torch.tensor([index[tag] for tag in tags]) for _, _, tags in found]
        self.net = Net(self.read_as, len(index))
        batches = self._batches(items, random.Random(seed))
        optimizer = torch.optim.AdamW([p for p in self.net.parameters() if p.requires_grad], RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * len(batches))
        loss_of = nn.CrossEntropyLoss(ignore_index=-1)
        begun = time.process_time()
        for epoch in range(EPOCHS):
            self.net.train()
            random.Random(f"{seed}.{epoch}").shuffle(batches)
            total = 0.0
            for batch in batches:
                columns, lengths = _padded([items[at] for at in batch])
                wanted = nn.utils.rnn.pad_sequence([gold[at] for at in batch], batch_first=True, padding_value=-1)
                loss = loss_of(self.net(columns, lengths).flatten(0, 1), wanted.flatten())
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
                optimizer.step()
                schedule.step()
                total += loss.item()
            say(f"  epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.process_time() - begun:.0f} CPU s")
            if time.process_time() - begun > CPU_SECONDS:
                say("  out of time")
                break
        self.net.eval()

    def _batches(self, items: Sequence[Item], draw: random.Random) -> list[list[int]]:
        """Windows of about the same length together."""
        order = sorted(range(len(items)), key=lambda at: (len(items[at].columns), draw.random()))
        return [order[start : start + BATCH] for start in range(0, len(order), BATCH)]

    def shares(self, scenes: Sequence[Scene]) -> list[Probabilities]:
        items = [self.read_as.item(scene.sentence, quantity.place) for scene in scenes for quantity in scene.quantities]
        found: list[Probabilities] = []
        for start in range(0, len(items), BATCH):
            columns, lengths = _padded(items[start : start + BATCH])
            with torch.no_grad():
                shares = self.net(columns, lengths).softmax(dim=-1).double().numpy()
            found += [shares[at, :length] for at, length in enumerate(lengths.tolist())]
        return found

    def to_disk(self, path: str | Path, *, exclude: Any = ()) -> None:
        super().to_disk(path)
        torch.save(self.net.state_dict(), Path(path) / "net.pt")


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Neural, float]:
    """The linker with a BiLSTM for its reader."""
    linker = Neural.of(trained_linker(workshop, row, articles))
    found = [(a.scene.sentence, a.quantity.place, a.tags) for doc in workshop.docs(articles) for a in answers(doc)]
    begun = time.process_time()
    linker.learn(found, workshop.vectors, row.seed, workshop.say)
    return linker, time.process_time() - begun
