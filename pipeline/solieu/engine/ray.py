"""Tag articles on a cluster with Ray Data (extra `ray`): one task reads, an actor a core holds the model and writes the shards that come to it.

What is scheduled where, what waits and what is tried again after a node is lost is Ray's. A shard is the same stretch of the input as in
`engine.processes`, tagged by the same function and written by the same code, so both engines make the same files and go on with each other's.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from solieu.engine.batches import BatchTagger, Outcome, batched
from solieu.errors import InputError, SolieuError, UsageError
from solieu.inputs import Reading, Source, read_sources
from solieu.storage import located

#: How often Ray starts an actor again, with its shards, whose process or node died; after that the run ends. An article that ends every actor uses
#: this up. A bound on the retries of a shard would not do: those of a lost node are used up within a second, long before Ray knows of it.
RESTARTS = 3
#: Bytes for what travels between processes, where Ray runs on this machine alone.
STORE = 512 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """What reader and taggers need to know; `whole` are the shards that are there already, `versions` the driver's libraries by name."""

    paths: tuple[str, ...]
    reading: Reading
    out: str
    columns: tuple[str, ...] | None
    articles_per_shard: int
    whole: frozenset[int]
    versions: dict[str, str]


def tag_shards(job: Job, model: Path, workers: int | None) -> Iterator[tuple[int, int]]:
    """Make all shards of a job that are missing. Gives the articles of each, and how many of them failed, in the order in which they are done.

    With RAY_ADDRESS set it runs on that cluster, else on a Ray of its own on this machine. Raises UsageError where Ray is not installed.
    """
    try:
        import ray
    except ImportError:
        raise UsageError("--engine ray needs the extra ray; install it with: pip install 'solieu[ray]'") from None
    with _cluster(workers):
        files = {file.relative_to(model).as_posix(): file.read_bytes() for file in sorted(model.rglob("*")) if file.is_file()}
        try:
            for row in _shards(job, ray.put(files), workers).iter_rows():
                if row["problem"]:
                    raise SolieuError(row["problem"])
                yield row["articles"], row["failed"]
        except ray.exceptions.RayError as error:
            raise _mended(error) from None


def _shards(job: Job, model: Any, workers: int | None) -> Any:
    """The data set of what became of each shard; iterating over it does the work."""
    import ray
    from ray import data

    context = data.DataContext.get_current()
    context.target_max_block_size = 1  # every shard a block of its own, as soon as it is read
    context.execution_options.preserve_order = False
    context.enable_progress_bars = False
    most = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    actors = data.ActorPoolStrategy(min_size=workers or 1, max_size=most)
    settings: dict[str, Any] = {"batch_size": 1, "batch_format": "pyarrow"}
    # Ray Data's own restarts are endless, also for an article that ends every actor
    retries: dict[str, Any] = {"max_restarts": RESTARTS, "max_task_retries": -1}
    # the reader asks for no core: it gets by, and Ray Data does not put it into the actors
    shards = data.from_items([{"reader": 1}], override_num_blocks=1).map_batches(_read, fn_args=(job,), num_cpus=0, **settings)
    with warnings.catch_warnings(action="ignore"):  # retries can be set in no other way
        return shards.map_batches(ShardTagger, fn_constructor_args=(job, model), num_cpus=1, compute=actors, **settings, **retries)


def _read(_: Any, job: Job) -> Iterator[Any]:
    """The articles of each missing shard, as a table of one row."""
    import pyarrow as pa

    article = pa.struct([(name, pa.string()) for name in ("id", "text", "origin", "problem")])
    schema = pa.schema([("shard", pa.int64()), ("articles", pa.list_(article))])
    sources = read_sources(job.paths, reading=job.reading)
    shard = 0
    while articles := list(islice(sources, job.articles_per_shard)):
        if shard not in job.whole:
            yield pa.Table.from_pylist([{"shard": shard, "articles": [_row(source) for source in articles]}], schema)
        shard += 1


def _row(source: Source | InputError) -> dict[str, str | None]:
    if isinstance(source, InputError):
        return {"origin": source.path, "problem": source.problem}
    return {"id": source.id, "text": source.text, "origin": source.origin}


class ShardTagger:
    """An actor: loads the model once, then tags shards and writes them."""

    def __init__(self, job: Job, model: Any) -> None:
        from solieu.outputs.shards import ShardFolder

        self.folder = ShardFolder(located(job.out), {}, job.columns)
        try:
            _expect(job.versions)
            self.tagger: BatchTagger | SolieuError = _loaded(model)
        except SolieuError as error:  # told with the first shard; raised here, Ray would start the actor again and again
            self.tagger = error

    def __call__(self, table: Any) -> dict[str, list[Any]]:
        """What became of a shard; what a user can mend comes as a `problem`, for Ray would hide it under errors of its own."""
        [row] = table.to_pylist()
        try:
            outcomes = self._tag(row["articles"])
            self.folder.write(row["shard"], outcomes)
        except SolieuError as error:
            return {"articles": [0], "failed": [0], "problem": [str(error)]}
        return {"articles": [len(outcomes)], "failed": [sum(outcome.record is None for outcome in outcomes)], "problem": [""]}

    def _tag(self, rows: Sequence[dict[str, str]]) -> list[Outcome]:
        if isinstance(self.tagger, SolieuError):
            raise self.tagger
        sources = (
            InputError(row["origin"], row["problem"]) if row["problem"] is not None else Source(row["id"], row["text"], None, row["origin"])
            for row in rows
        )
        return [outcome for batch in batched(sources) for outcome in self.tagger(batch)]


def _expect(versions: dict[str, str]) -> None:
    """Raise SolieuError where the libraries of this node are others than those of the driver."""
    from solieu.tagging import versions as installed

    there = installed()
    if there != versions:
        other = ", ".join(f"{name} {there.get(name)} instead of {ours}" for name, ours in versions.items() if there.get(name) != ours)
        raise SolieuError(f"this node has {other}; install the same versions on all nodes")


def _loaded(model: Any) -> BatchTagger:
    """The model of the driver, whatever lies on this node."""
    import ray

    with tempfile.TemporaryDirectory() as scratch:
        for name, content in ray.get(model).items():
            path = Path(scratch) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return BatchTagger(scratch)


@contextmanager
def _cluster(workers: int | None) -> Iterator[None]:
    """A connection to Ray: the one there is, the cluster of RAY_ADDRESS, or one of our own on this machine, which then ends with it."""
    import ray
    import ray.data

    if ray.is_initialized():
        yield
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report to its makers
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # what ends a run is told by `_mended`
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if not os.environ.get("RAY_ADDRESS"):
        cores = max(workers or 0, os.cpu_count() or 1)
        settings |= {"address": "local", "num_cpus": cores, "object_store_memory": STORE, "include_dashboard": False}
    try:
        ray.init(**settings)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise SolieuError(f"Ray cannot be reached or started: {error}; check RAY_ADDRESS, or leave it out to run on this machine") from None
    try:
        yield
    finally:
        ray.shutdown()


def _mended(error: BaseException) -> SolieuError:
    """What ended a run on Ray, and the way out."""
    print(f"solieu: Ray says: {error}", file=sys.stderr)
    return SolieuError(
        f"Ray ended the run ({type(error).__name__}, told above); whole shards are kept: run the same command again, "
        "with --engine local if it ends so again: that finds the article that ends its worker"
    )
