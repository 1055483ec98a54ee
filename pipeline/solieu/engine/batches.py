"""Batches of articles to records: the one function that every engine runs, in memory that does not grow."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.errors import InputError
from solieu.inputs import Source
from solieu.memory import give_back

if TYPE_CHECKING:
    from spacy.language import Language

#: Articles that travel together.
BATCH = 16
#: Batches whose words the vocabulary keeps for good: the frequent words are then made once, the rare ones are forgotten with their batch.
KEPT = 8
#: Batches after which the pipeline is built anew: spaCy's tables of words and strings mark freed places as deleted, and grow with every word that
#: was ever seen (4 million words took 130 MB).
LASTING = 96


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: its record, or the reason why there is none. `id` is None for what could not be read."""

    id: str | None
    origin: str
    record: dict[str, Any] | None
    reason: str | None = None


class BatchTagger:
    """A loaded model that makes outcomes of batches, all in plain data, so that spaCy can free the words of a batch (`nlp.memory_zone`)."""

    def __init__(self, model: str | Path) -> None:
        from threadpoolctl import threadpool_limits

        from solieu.model import load

        threadpool_limits(1)  # a worker is one core; the small matrices of a classifier are slower on two
        gc.set_threshold(10_000, 20, 20)  # an article leaves next to no cycles: looking for them as often as Python does takes 3 % of the time
        self.nlp = load(model)
        # packed at once, while little memory is held; later the folder may hold another model
        self._stored = self.nlp.config, self.nlp.meta, self.nlp.to_bytes()
        self._batches = 0

    def __call__(self, batch: Sequence[Source | InputError]) -> list[Outcome]:
        if self._batches and not self._batches % LASTING:
            self._renew()
        self._batches += 1
        with self.nlp.memory_zone() if self._batches > KEPT else nullcontext():
            outcomes = [outcome(self.nlp, source) for source in batch]
        give_back()
        return outcomes

    def _renew(self) -> None:
        from solieu.model import revive

        del self.nlp  # before its successor takes the same memory again
        gc.collect()
        give_back()
        self.nlp = revive(*self._stored)
        give_back()


def outcome(nlp: Language, source: Source | InputError) -> Outcome:
    """The record of one article, or why there is none; nothing that one article does stops a run."""
    if isinstance(source, InputError):
        return Outcome(None, source.path, None, source.problem)
    from solieu.records import record

    try:
        doc = nlp(source.text)
        doc._.name = source.id
        doc.user_data["model"] = f"{nlp.meta['name']} {nlp.meta['version']}"
        return Outcome(source.id, source.origin, record(doc))
    except Exception as error:  # a bug in one article must not lose the others
        return Outcome(source.id, source.origin, None, f"could not be tagged ({type(error).__name__}: {error}); please report it with the article")


def batched(sources: Iterable[Source | InputError], size: int = BATCH) -> Iterator[list[Source | InputError]]:
    """The sources in lists of `size`; those from files leave their bytes behind."""
    sources = iter(sources)
    while batch := list(islice(sources, size)):
        yield [Source(s.id, s.text, None, s.origin) if isinstance(s, Source) else s for s in batch]
