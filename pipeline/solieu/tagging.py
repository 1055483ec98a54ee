"""Tag articles from paths into a format, or a corpus into a folder of shards: what `solieu tag` does, for Python users too."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.metadata import version
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.engine import local
from solieu.engine.local import Tagged
from solieu.engine.processes import tag_records
from solieu.errors import UsageError
from solieu.inputs import STDIN, Reading, expect_paths, input_files, read_sources
from solieu.model import DEFAULT_MODEL, load, model_path, read_meta
from solieu.outputs.formats import open_writer
from solieu.progress import Told, pace, progress
from solieu.storage import RemotePath, ends, expanded, lies_in, located, reason, size_of

if TYPE_CHECKING:
    from solieu.outputs.shards import ShardFolder

#: Small enough that little is lost by a kill, large enough for columns to be packed well.
ARTICLES_PER_SHARD = 1000
#: Who does the work: processes of this machine, or actors of Ray Data.
LOCAL, RAY = "local", "ray"
ENGINES = (LOCAL, RAY)
#: What decides the bytes of the output, besides the model.
LIBRARIES = ("solieu", "spacy", "underthesea", "underthesea_core", "scikit-learn", "pyarrow")
#: Bytes at each end of an input file that tell it from another.
ENDS = 1 << 16


@dataclass(frozen=True, slots=True)
class Settings:
    """How a corpus is tagged. What decides the bytes of the output stands in its manifest; `workers` and `engine` do not.

    `reading` names columns of the input and chooses rows, `columns` are those of the output (all where none are named).
    `workers` are processes; None for as many as a cluster has cores, or one here.
    """

    reading: Reading = field(default_factory=Reading)
    columns: tuple[str, ...] | None = None
    articles_per_shard: int = ARTICLES_PER_SHARD
    workers: int | None = None
    engine: str = LOCAL

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise UsageError(f"unknown engine {self.engine!r}; the engines are {', '.join(ENGINES)}")


def tag_paths(
    paths: Sequence[str],
    format: str,
    out: Path | None = None,
    model: str | Path | None = None,
    *,
    reading: Reading | None = None,
    columns: Sequence[str] | None = None,
    overwrite: bool = False,
) -> int:
    """Tag all articles of `paths` and write them as `format`. Returns how many could not be done; each is named on standard error.

    Raises UsageError for what can never work (unknown format, a file in the way), ModelError for a model that is not there.
    """
    sources = read_sources(expect_paths(paths), reading=reading or Reading())
    with open_writer(format, out, columns, overwrite=overwrite) as writer:
        nlp = load(model or DEFAULT_MODEL)
        failed = done = 0
        for result in local.tag(nlp, progress(sources, "articles")):
            if isinstance(result, Tagged):
                writer.write(result)
                done += 1
            else:
                print(f"solieu: {result}", file=sys.stderr)
                failed += 1
    if failed:
        print(f"solieu: {done} articles done, {failed} failed (named above)", file=sys.stderr)
    return failed


def tag_corpus(paths: Sequence[str], out: str | Path, model: str | Path | None = None, settings: Settings | None = None) -> int:
    """Tag all articles of `paths` into a folder of Parquet shards (`outputs.shards`), going on where an earlier run ended, however it ended.

    Paths and `out` are of this machine or URLs of any storage that fsspec knows.
    Returns how many articles could not be done, in all runs; they are in `out/errors`. The bytes are the same for any engine, workers and runs.
    Raises UsageError where `out` was begun with another input, model or setting, ModelError for a model that is not there.
    """
    from solieu.outputs.shards import ShardFolder

    settings = settings or Settings()
    place = located(out)
    files = _expect_files(paths, place)
    path = model_path(model or DEFAULT_MODEL)
    with ShardFolder(place, _manifest(files, path, settings), settings.columns) as folder, pace(_size(files)) as told:
        whole, done, failed = folder.whole()
        told(articles=done + failed)
        shards = _on_ray(paths, path, folder, whole, settings) if settings.engine == RAY else _here(paths, path, folder, whole, settings, told)
        for articles, broken in shards:
            done += articles - broken
            failed += broken
            if settings.engine == RAY:
                told(articles=articles)
    if failed:
        print(f"solieu: {done} articles done, {failed} failed (named in {place / 'errors'})", file=sys.stderr)
    return failed


def _here(paths: Sequence[str], model: Path, folder: ShardFolder, whole: Container[int], settings: Settings, told: Told) -> Iterator[tuple[int, int]]:
    """Make the shards that are missing, in this process or its workers. Gives the articles of each, and how many of them failed."""
    size = settings.articles_per_shard
    sources = enumerate(read_sources(paths, lambda read: told(read=read), settings.reading))
    todo = (source for at, source in sources if at // size not in whole)
    outcomes = tag_records(model, todo, settings.workers or 1)
    for shard in (number for number in count() if number not in whole):
        rows = []
        for outcome in islice(outcomes, size):
            rows.append(outcome)
            told(articles=1)
        if not rows:
            return
        folder.write(shard, rows)
        yield len(rows), sum(outcome.record is None for outcome in rows)


def _on_ray(paths: Sequence[str], model: Path, folder: ShardFolder, whole: frozenset[int], settings: Settings) -> Iterator[tuple[int, int]]:
    """The same on Ray Data, in any order."""
    from solieu.engine.ray import Job, tag_shards

    job = Job(tuple(paths), settings.reading, str(folder.out), settings.columns, settings.articles_per_shard, whole, folder.manifest["versions"])
    return tag_shards(job, model, settings.workers)


def versions() -> dict[str, str]:
    """The versions of what decides the bytes of the output."""
    return {name: version(name) for name in LIBRARIES}


def _expect_files(paths: Sequence[str], out: Path | RemotePath) -> list[tuple[str, Path | RemotePath]]:
    """The input files. Raises UsageError for standard input, and where the output would become input."""
    if STDIN in paths:
        raise UsageError("a run over standard input cannot be resumed; write it to a file first, or take --format jsonl")
    try:
        for path in chain.from_iterable(map(expanded, paths)):
            if lies_in(out, path):
                raise UsageError(f"{out} lies in the input {path}, and would be read as articles; give another --out")
        return input_files(paths)
    except OSError as error:
        raise UsageError(f"the input cannot be listed: {reason(error)}; check the address and its keys") from None


def _size(files: Sequence[tuple[str, Path | RemotePath]]) -> int:
    return sum(size_of(file) for _, file in files)


def _manifest(files: Sequence[tuple[str, Path | RemotePath]], model: Path, settings: Settings) -> dict[str, Any]:
    """What decides every byte of an output folder: two runs that differ in any of it are not mixed."""
    from solieu.outputs.columns import VERSION

    meta = read_meta(model)
    chosen = {**asdict(settings.reading), "columns": None if settings.columns is None else ",".join(settings.columns)}
    return {
        "schema": VERSION,
        "input": {"files": len(files), "bytes": _size(files), "fingerprint": _hash((name.encode(), *_ends(file)) for name, file in files)},
        "model": {"name": f"{meta.get('name')} {meta.get('version')}", "hash": model_hash(model)},
        "versions": versions(),
        "settings": {"articles_per_shard": settings.articles_per_shard, **chosen},
    }


def model_hash(model: Path) -> str:
    """SHA-256 over names and bytes of a model's files."""
    files = sorted(file for file in model.rglob("*") if file.is_file())
    return _hash((file.relative_to(model).as_posix().encode(), file.read_bytes()) for file in files)


def _ends(file: Path | RemotePath) -> tuple[bytes, ...]:
    """Size, first and last bytes of a file: enough to tell inputs apart, and quick where they are large."""
    try:
        size, first, last = ends(file, ENDS)
    except OSError:  # named when it is read
        return ()
    return str(size).encode(), first, last


def _hash(parts: Iterator[tuple[bytes, ...]]) -> str:
    digest = sha256()
    for part in parts:
        for piece in part:
            digest.update(len(piece).to_bytes(8) + piece)
    return digest.hexdigest()
