"""Train the parts of a pipeline one by one, each stored as soon as it is done, so that a run that was stopped goes on where it ended.

Each part is a file `COMPONENT.PART` in the folder of the run, whole or not there, with the seconds it took beside it. Components learn apart from
each other, in processes of their own where `workers` are asked for: that is faster, and a process can be stopped while CRFsuite is at work in it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any

from solieu.errors import SolieuError
from solieu.memory import keep
from solieu.schema import Article
from solieu.text import read_bytes, write_bytes
from solieu.train.elder import Elder, blend
from solieu.train.recipe import LINKING, Recipe, learners

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: How long to wait for word from a worker before looking whether it lives.
PATIENCE = 0.5

#: Told (part, steps done, steps in all).
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What it takes to train parts of one component in whatever process."""

    recipe: Recipe
    component: str
    parts: tuple[str, ...]
    articles: Sequence[Article]
    folder: Path
    elder: Elder | None

    @property
    def name(self) -> str:
        return f"{self.component}.{self.parts[0]}"

    def open(self) -> list[str]:
        """The parts that are not there yet."""
        return [part for part in self.parts if not self.file(part).exists()]

    def file(self, part: str) -> Path:
        return self.folder / f"{self.component}.{part}"

    def seconds(self, part: str) -> float:
        """What the training of a part took, in whichever run."""
        return float(json.loads(read_bytes(self.folder / f"{self.component}.{part}.seconds")))


def run(job: Job, tell: Tell) -> None:
    """Train the parts that are not there yet."""
    from solieu.docs import annotate

    nlp = job.recipe.build()
    trainers = nlp.get_pipe(job.component).trainers()
    docs: list[Doc] = []
    for part in job.open():
        name = f"{job.component}.{part}"
        begun = time.monotonic()
        docs = docs or [annotate(nlp, article) for article in job.articles]
        data = blend(job.elder, job.component, part, trainers[part](docs, lambda done, of, name=name: tell(name, done, of)))
        write_bytes(job.folder / f"{name}.seconds", json.dumps(round(time.monotonic() - begun, 1)).encode())
        write_bytes(job.file(part), data)
        tell(name, 1, 1)


def train_parts(nlp: Any, jobs: Sequence[Job], workers: int, tell: Tell) -> None:
    """Train all jobs, in this process or in up to `workers` others, and hand the parts to the components of `nlp`."""
    waiting = [job for job in jobs if job.open()]
    if workers:
        _in_processes(waiting, workers, tell)
    else:
        for job in waiting:
            run(job, tell)
    for job in jobs:
        for part in job.parts:
            nlp.get_pipe(job.component).set_part(part, read_bytes(job.file(part)))


def make_jobs(nlp: Any, recipe: Recipe, articles: Sequence[Article], folder: Path, elder: Elder | None) -> list[Job]:
    """Jobs of the components that learn: one for each part that takes long, one for the others. Articles without any link teach nothing of links."""
    jobs = []
    linked = [article for article in articles if article.links]
    for name in learners(nlp):
        component = nlp.get_pipe(name)
        together = tuple(part for part in component.trainers() if part not in component.apart)
        groups = [*((part,) for part in component.apart), *([together] if together else [])]
        jobs += [Job(recipe, name, group, linked if name in LINKING else articles, folder, elder) for group in groups]
    return jobs


def _in_processes(jobs: Sequence[Job], workers: int, tell: Tell) -> None:
    context = multiprocessing.get_context("spawn")
    queue: Any = context.Queue()
    waiting = list(jobs)
    alive: dict[str, Any] = {}
    try:
        while waiting or alive:
            while waiting and len(alive) < workers:
                job = waiting.pop(0)
                process = context.Process(target=_work, args=(job, queue), daemon=True)
                process.start()
                alive[job.name] = process
            try:
                said = queue.get(timeout=PATIENCE)
            except Empty:
                said = None
            if isinstance(said, SolieuError):
                raise said
            if isinstance(said, str):
                alive.pop(said).join()
            elif said:
                tell(*said)
            elif dead := [name for name, process in alive.items() if not process.is_alive()]:
                code = alive[dead[0]].exitcode
                raise SolieuError(f"the training of {dead[0]} ended its process ({code}; out of memory?); the same command goes on from there")
    finally:
        for process in alive.values():
            process.terminate()
            process.join()


def _work(job: Job, queue: Any) -> None:
    """In a process of its own: leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    keep()
    try:
        run(job, lambda *said: queue.put(said))
    except SolieuError as error:
        queue.put(error)
    except Exception as error:
        queue.put(SolieuError(f"{job.name} could not be trained ({type(error).__name__}: {error}); please report it"))
    else:
        queue.put(job.name)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
