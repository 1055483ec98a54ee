"""Tag articles from paths into a format, or a corpus into a folder of shards: what `solieu tag` does, for Python users too."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path
from typing import Any

from solieu.engine import local
from solieu.engine.local import Tagged
from solieu.engine.processes import tag_records
from solieu.errors import UsageError
from solieu.inputs import STDIN, expect_paths, input_files, read_sources
from solieu.model import DEFAULT_MODEL, load, model_path, read_meta
from solieu.outputs import open_writer
from solieu.progress import pace, progress

#: Small enough that little is lost by a kill, large enough for columns to be packed well.
ARTICLES_PER_SHARD = 1000
#: What decides the bytes of the output, besides the model.
LIBRARIES = ("solieu", "spacy", "underthesea", "underthesea_core", "scikit-learn", "pyarrow")
#: Bytes at each end of an input file that tell it from another.
ENDS = 1 << 16


def tag_paths(paths: Sequence[str], format: str, out: Path | None = None, model: str | Path | None = None, *, overwrite: bool = False) -> int:
    """Tag all articles of `paths` and write them as `format`. Returns how many could not be done; each is named on standard error.

    Raises UsageError for what can never work (unknown format, a file in the way), ModelError for a model that is not there.
    """
    sources = read_sources(expect_paths(paths))
    with open_writer(format, out, overwrite=overwrite) as writer:
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


def tag_corpus(
    paths: Sequence[str], out: Path, model: str | Path | None = None, *, workers: int = 1, articles_per_shard: int = ARTICLES_PER_SHARD
) -> int:
    """Tag all articles of `paths` into a folder of Parquet shards (`outputs.shards`), going on where an earlier run ended, however it ended.

    Returns how many articles could not be done, in all runs; they are in `out/errors`. The bytes are the same for any number of workers and runs.
    Raises UsageError where `out` was begun with another input, model or setting, ModelError for a model that is not there.
    """
    from solieu.outputs.shards import ShardFolder

    files = _expect_files(paths, out)
    model = model or DEFAULT_MODEL
    with ShardFolder(out, _manifest(files, model_path(model), articles_per_shard)) as folder, pace(_size(files)) as told:
        whole, done, failed = folder.whole()
        told(articles=done + failed)
        sources = enumerate(read_sources(paths, lambda read: told(read=read)))
        todo = (source for at, source in sources if at // articles_per_shard not in whole)
        outcomes = tag_records(model, todo, workers)
        for shard in (number for number in count() if number not in whole):
            rows = []
            for outcome in islice(outcomes, articles_per_shard):
                rows.append(outcome)
                told(articles=1)
            if not rows:
                break
            folder.write(shard, rows)
            failed += (broken := sum(outcome.record is None for outcome in rows))
            done += len(rows) - broken
    if failed:
        print(f"solieu: {done} articles done, {failed} failed (named in {out / 'errors'})", file=sys.stderr)
    return failed


def _expect_files(paths: Sequence[str], out: Path) -> list[tuple[str, Path]]:
    """The input files. Raises UsageError for standard input, and where the output would become input."""
    if STDIN in paths:
        raise UsageError("a run over standard input cannot be resumed; write it to a file first, or take --format jsonl")
    for path in map(Path, paths):
        if out.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{out} lies in the input {path}, and would be read as articles; give another --out")
    return input_files(paths)


def _size(files: Sequence[tuple[str, Path]]) -> int:
    return sum(file.stat().st_size for _, file in files if file.exists())


def _manifest(files: Sequence[tuple[str, Path]], model: Path, articles_per_shard: int) -> dict[str, Any]:
    """What decides every byte of an output folder: two runs that differ in any of it are not mixed."""
    from solieu.outputs.columns import VERSION

    meta = read_meta(model)
    return {
        "schema": VERSION,
        "input": {"files": len(files), "bytes": _size(files), "fingerprint": _hash((name.encode(), *_ends(file)) for name, file in files)},
        "model": {"name": f"{meta.get('name')} {meta.get('version')}", "hash": model_hash(model)},
        "versions": {name: version(name) for name in LIBRARIES},
        "settings": {"articles_per_shard": articles_per_shard},
    }


def model_hash(model: Path) -> str:
    """SHA-256 over names and bytes of a model's files."""
    files = sorted(file for file in model.rglob("*") if file.is_file())
    return _hash((file.relative_to(model).as_posix().encode(), file.read_bytes()) for file in files)


def _ends(file: Path) -> tuple[bytes, ...]:
    """Size, first and last bytes of a file: enough to tell inputs apart, and quick where they are large."""
    if not file.is_file():
        return ()
    size = file.stat().st_size
    with file.open("rb") as opened:
        first = opened.read(ENDS)
        opened.seek(max(0, size - ENDS))
        return str(size).encode(), first, opened.read()


def _hash(parts: Iterator[tuple[bytes, ...]]) -> str:
    digest = sha256()
    for part in parts:
        for piece in part:
            digest.update(len(piece).to_bytes(8) + piece)
    return digest.hexdigest()
