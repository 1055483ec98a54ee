"""A folder of Parquet shards that is filled in any number of runs and then is the same as if it had been one.

    part-00000.parquet         one row an article
    facts/part-00000.parquet   one row a fact
    errors/part-00000.parquet  one row an article that could not be done
    manifest.json              input, model, versions and settings; a run with others is refused

A shard is the same stretch of the input for all three. Each file is written aside and renamed, the articles last: where they are, the shard is whole.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from solieu.engine.batches import Outcome
from solieu.errors import SolieuError, UsageError
from solieu.outputs.columns import ERRORS, FACTS, articles_schema, fact_rows
from solieu.storage import RemotePath, reason
from solieu.text import write_bytes

MANIFEST = "manifest.json"
#: The tables of a shard by folder, in the order in which they are written: the articles last.
FOLDERS = ("facts", "errors", ".")


class ShardFolder:
    """The output folder of one run or several, here or on a storage of fsspec.

    A context manager: no second run can write to it meanwhile. That is so for folders of this machine only; a storage has no lock, and two runs
    at once there do the same work twice, with the same result. `columns` are those of the articles, all where none are named.
    """

    def __init__(self, out: Path | RemotePath, manifest: dict[str, Any], columns: Sequence[str] | None = None) -> None:
        self.out, self.manifest = out, manifest
        self._schemas = dict(zip(FOLDERS, (FACTS, ERRORS, articles_schema(columns)), strict=True))
        self._lock: int | None = None

    def __enter__(self) -> ShardFolder:
        try:
            for folder in FOLDERS:
                (self.out / folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.out}: cannot be made or written to ({reason(error)}); give another --out") from None
        self._take()
        try:
            self._agree()
            for folder in FOLDERS:
                self._sweep(self.out / folder)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _sweep(self, folder: Path | RemotePath) -> None:
        """Remove what a run that was killed left aside."""
        for pattern in (".part-*", f".{MANIFEST}.*"):
            left: list[Path | RemotePath] = [*folder.glob(pattern)]
            for aside in left:
                aside.unlink()

    def _take(self) -> None:
        if sys.platform == "win32" or isinstance(self.out, RemotePath):
            return
        import fcntl

        self._lock = os.open(self.out, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.__exit__()
            raise UsageError(f"{self.out}: another run is writing there; wait for it, or give another --out") from None

    def _agree(self) -> None:
        """Keep the manifest of a new folder; raise UsageError where an older one says anything else."""
        file = self.out / MANIFEST
        if not file.exists():
            if any(True for _ in self.out.glob("*.parquet")):
                raise UsageError(f"{self.out}: holds Parquet files but no {MANIFEST}, so nobody knows what made them; give another --out")
            _write(file, (json.dumps(self.manifest, ensure_ascii=False, indent=2) + "\n").encode())
            return
        try:
            there = json.loads(file.read_bytes())
        except (OSError, ValueError) as error:
            raise UsageError(f"{file}: cannot be read ({error}); give another --out, or remove this folder to begin anew") from None
        for key, ours in _flat(self.manifest).items():
            if (theirs := _flat(there).get(key)) != ours:
                raise UsageError(f"{self.out}: begun with {key} {theirs}, this run has {ours}; they are not mixed: give another --out, or the same")

    def whole(self) -> tuple[frozenset[int], int, int]:
        """The shards that are there and sound, and how many articles and errors they hold. What is broken is named and made again."""
        found, articles, failed = set(), 0, 0
        files: list[Path | RemotePath] = [*self.out.glob("part-*.parquet")]
        for file in sorted(files, key=str):
            try:
                rows = [_check(self.out / folder / file.name) for folder in FOLDERS]
            except (OSError, pa.ArrowException) as error:
                print(f"solieu: {file}: this shard is not whole ({str(error).splitlines()[0]}); it is made again", file=sys.stderr)
                continue
            found.add(int(file.stem.removeprefix("part-")))
            failed += rows[1]
            articles += rows[2]
        return frozenset(found), articles, failed

    def write(self, shard: int, outcomes: Sequence[Outcome]) -> None:
        """Write a shard, its articles last."""
        records = [outcome.record for outcome in outcomes if outcome.record is not None]
        errors = [{"id": o.id, "origin": o.origin, "reason": o.reason} for o in outcomes if o.record is None]
        for (folder, schema), rows in zip(self._schemas.items(), (fact_rows(records), errors, records), strict=True):
            sink = pa.BufferOutputStream()
            parquet.write_table(pa.Table.from_pylist(rows, schema), sink, compression="zstd", write_page_checksum=True)
            _write(self.out / folder / f"part-{shard:05}.parquet", sink.getvalue().to_pybytes())


def _check(file: Path | RemotePath) -> int:
    """How many rows a file has, every page read and its checksum compared."""
    with file.open("rb") as raw, parquet.ParquetFile(raw, page_checksum_verification=True, pre_buffer=False) as opened:
        return sum(batch.num_rows for batch in opened.iter_batches(256))


def _write(path: Path | RemotePath, content: bytes) -> None:
    try:
        write_bytes(path, content)
    except OSError as error:
        raise SolieuError(f"{path}: cannot be written ({reason(error)}); whole shards are kept: mend it and run the same command again") from None


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """`{"model": {"hash": 1}}` as `{"model hash": 1}`."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _flat(value, f"{prefix}{key} ") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
