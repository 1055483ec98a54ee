"""Tag articles in worker processes: each loads the model once, outcomes come in the order of the articles."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from solieu.engine.batches import BatchTagger, Outcome, batched
from solieu.errors import InputError, ModelError, SolieuError
from solieu.inputs import Source

#: Batches a worker that wait or are under way; more would only fill memory.
AHEAD = 3

Batch = list[Source | InputError]

#: What this worker tags with, or why it cannot.
_tagger: BatchTagger | SolieuError = SolieuError("this worker has no model")


def tag_records(model: str | Path, sources: Iterable[Source | InputError], workers: int = 1) -> Iterator[Outcome]:
    """The outcome of each article, in order and the same for any number of workers; 1 works in this process.

    An article that ends its worker (`--workers` of 2 or more) is tried once more by itself, and then is an outcome with that reason.
    """
    from solieu.model import model_path

    model = model_path(model).resolve()
    if workers == 1:
        tagger = BatchTagger(model)
        for batch in batched(sources):
            yield from tagger(batch)
    else:
        pool = _Pool(model, workers)
        try:
            yield from pool.outcomes(batched(sources))
        except BaseException:  # interrupted, or nobody wants the rest: what the workers have in hand is of no use
            pool.kill()
            raise
        pool.close()


class _Pool:
    """Worker processes and the batches that they have in hand, first come first out."""

    def __init__(self, model: Path, workers: int) -> None:
        self.model, self.workers = model, workers
        self.pending: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
        self.executor = self._start(workers)

    def outcomes(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        more = True
        while more or self.pending:
            while more and len(self.pending) < AHEAD * self.workers:
                batch = next(batches, None)
                more = batch is not None
                if batch is not None:
                    self._submit(batch)
            if self.pending:
                batch, future = self.pending[0]
                try:
                    done = future.result()
                except BrokenProcessPool:
                    yield from self._one_by_one()
                    continue
                self.pending.popleft()
                yield from done

    def _submit(self, batch: Batch) -> None:
        try:
            future = self.executor.submit(_tag, batch)
        except BrokenProcessPool as error:  # died between two batches; seen again when its turn comes
            future = Future()
            future.set_exception(error)
        self.pending.append((batch, future))

    def _one_by_one(self) -> Iterator[Outcome]:
        """After a worker died: all batches in hand again, each apart from the others, to find the article that did it."""
        print("solieu: a worker process died (killed, or out of memory?); its articles are tried again one by one", file=sys.stderr)
        self.close()
        batches = [batch for batch, _ in self.pending]
        self.pending.clear()
        self.executor = self._start(1)
        for batch in batches:
            yield from self._apart(batch)
        self.close()
        self.executor = self._start(self.workers)

    def _apart(self, batch: Batch) -> list[Outcome]:
        try:
            return self.executor.submit(_tag, batch).result()
        except BrokenProcessPool:
            self.close()
            self.executor = self._start(1)
        if len(batch) > 1:
            return [outcome for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]) for outcome in self._apart(half)]
        source = batch[0]
        if isinstance(source, InputError):  # kills nobody; said for the type
            return [Outcome(None, source.path, None, source.problem)]
        reason = "ended its worker process, twice (out of memory, or a crash); please report it with the article"
        return [Outcome(source.id, source.origin, None, reason)]

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_open, initargs=(self.model,))

    def kill(self) -> None:
        """End the workers at once, within whatever they do."""
        for worker in list((self.executor._processes or {}).values()):  # Python 3.14 has kill_workers for this
            worker.kill()
        self.close()

    def close(self) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)


def _open(model: Path) -> None:
    """In a worker, once: load the model, leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    global _tagger
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        _tagger = BatchTagger(model)
    except SolieuError as error:  # told when the first batch comes; raised here, it would look like a worker that was killed
        _tagger = error
    except Exception as error:
        _tagger = ModelError(f"{model}: a worker cannot load the model ({type(error).__name__}: {error})")


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tag(batch: Batch) -> list[Outcome]:
    if isinstance(_tagger, SolieuError):
        raise _tagger
    return _tagger(batch)
