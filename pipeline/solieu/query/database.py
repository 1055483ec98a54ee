"""A tagged folder as a DuckDB database that can be read and nothing else: SQL reaches no other file, writes none, and changes no setting."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

from solieu.errors import SolieuError, UsageError
from solieu.query.views import NAMES, NEEDS, views
from solieu.storage import RemotePath, located, reason

#: The folder of each table, below the tagged one.
TABLES = {"_articles": ".", "_facts": "facts", "_errors": "errors"}
#: Nothing is fetched, whatever a query says; `_open` closes the rest.
CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
#: What a tagged folder on a storage is called in SQL.
REMOTE = "dir://"


class Database:
    """An open database. A context manager; `read` gives a result as a pyarrow RecordBatchReader."""

    def __init__(self, folder: Path | RemotePath, *, provinces: bool = True) -> None:
        self.folder = folder
        duckdb = _duckdb()
        self._error: type[Exception] = duckdb.Error
        self._scratch = tempfile.TemporaryDirectory(prefix="solieu-")  # for what does not fit into memory
        try:
            self._connection: Any = duckdb.connect(":memory:", config={**CLOSED, "temp_directory": self._scratch.name})
            self.columns = self._open(provinces)
        except BaseException:
            self._scratch.cleanup()
            raise

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()
        self._scratch.cleanup()

    def read(self, sql: str) -> Any:
        """The result of one SELECT, made as it is read. Raises UsageError where it is none, or not right; SolieuError where data cannot be read."""
        try:
            statements = self._connection.extract_statements(sql)
            kinds = [statement.type.name for statement in statements]
            if kinds != ["SELECT"]:
                said = "; ".join(kinds) or "nothing"
                raise UsageError(f"one SELECT is asked for, this is {said}; the folder can be read only, its views are {', '.join(NAMES)}")
            return self._connection.sql(statements[0].query).to_arrow_reader(ROWS)
        except self._error as error:
            raise self._told(error) from None

    def _open(self, provinces: bool) -> list[str]:
        """Make the tables and the views; the columns of the articles. From then on nothing else can be reached."""
        shards = {name: self._shards(folder) for name, folder in TABLES.items()}
        if isinstance(self.folder, RemotePath):
            self._read_remote(self.folder, shards)
        else:
            for name, files in shards.items():
                self._connection.register(name, self._dataset(files))
        self._connection.execute("SET enable_external_access = false")
        if provinces:
            self._connection.register("_provinces", _provinces())
            self._connection.execute("CREATE VIEW provinces AS SELECT * FROM _provinces")
        names: list[str] = [row[0] for row in self._connection.execute("DESCRIBE _articles").fetchall()]
        for view, select in views(names):
            self._connection.execute(f"CREATE VIEW {view} AS {select}")
        for setting in ("python_enable_replacements = false", "lock_configuration = true"):
            self._connection.execute(f"SET {setting}")
        return names

    def _shards(self, folder: str) -> list[str]:
        """The files of one table, with their names below the tagged folder. Raises UsageError where that is not one of ours."""
        _expect_manifest(self.folder)
        found = sorted(file.name for file in (self.folder / folder).glob("part-*.parquet"))
        if not found:
            raise UsageError(f"{self.folder}: no shard is whole yet; let `solieu tag --format parquet` run first")
        return [name if folder == "." else f"{folder}/{name}" for name in found]

    def _dataset(self, files: list[str]) -> Any:
        """Shards of this machine as one data set. Raises SolieuError where they cannot be read."""
        from pyarrow import ArrowException, dataset

        try:
            return dataset.dataset([str(self.folder / file) for file in files], format="parquet")
        except (OSError, ArrowException) as error:
            raise SolieuError(f"{self.folder}: cannot be read ({str(error).splitlines()[0]}); run the same `solieu tag` again to mend it") from None

    def _read_remote(self, folder: RemotePath, shards: dict[str, list[str]]) -> None:
        """Let DuckDB read these shards, and no other file, through fsspec.

        Not through Arrow: its threads go on reading what a LIMIT has left over, and end the process at its exit.
        """
        from fsspec.implementations.dirfs import DirFileSystem

        self._connection.register_filesystem(DirFileSystem(path=folder.path, fs=folder.fs))
        self._connection.execute(f"SET allowed_paths = {_paths(chain(*shards.values()))}")
        try:
            for name, files in shards.items():
                self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({_paths(files)})")
        except (OSError, self._error) as error:
            raise self._told(error) from None

    def _told(self, error: Exception) -> SolieuError:
        """What DuckDB says, as one line, with what is there where a name is not."""
        said = " ".join(str(error).split())
        missing = [view for view, column in NEEDS.items() if column and column not in self.columns and f"name {view} " in said]
        if missing:
            return UsageError(f"no view {missing[0]}: {self.folder} was tagged with --columns {','.join(self.columns)}, and that is not among them")
        if isinstance(error, OSError) or "Permission" in type(error).__name__:
            return UsageError(f"{said}; a query can read nothing but the views {', '.join(NAMES)}")
        if "IO" in type(error).__name__ or "stream registered as" in said or REMOTE in said:  # while the shards were read
            return SolieuError(f"{self.folder}: {said}; run the same `solieu tag` again: it makes broken shards again")
        return UsageError(f"{said}; the views are {', '.join(NAMES)}, `DESCRIBE facts` shows the columns of one")


#: Rows that a reader holds at once.
ROWS = 10_000


def _paths(files: Iterable[str]) -> str:
    """Files of a storage as a list of SQL."""
    names = ", ".join("'" + f"{REMOTE}{file}".replace("'", "''") + "'" for file in files)
    return f"[{names}]"


def open_database(folder: str | Path, *, provinces: bool = True) -> Database:
    """The database of a folder that `solieu tag --format parquet` made, here or on a storage. Raises UsageError where it is none."""
    return Database(located(folder), provinces=provinces)


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise UsageError("`solieu query` needs the extra query; install it with: pip install 'solieu[query]'") from None
    return duckdb


def _expect_manifest(folder: Path | RemotePath) -> None:
    """Raise UsageError where a folder is none of ours, or of another version."""
    from solieu.outputs.columns import VERSION
    from solieu.outputs.shards import MANIFEST

    try:
        schema = json.loads((folder / MANIFEST).read_bytes())["schema"]
    except FileNotFoundError:
        raise UsageError(f"{folder}: no {MANIFEST}, so no folder of `solieu tag --format parquet`; make one first, or check the path") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder / MANIFEST}: cannot be read ({reason(error) if isinstance(error, OSError) else error}); tag it again") from None
    if schema != VERSION:
        raise UsageError(f"{folder}: tables of schema {schema}, this is {VERSION}; tag it again, or ask it with the solieu that made it")


def _provinces() -> Any:
    """The 63 provinces until 2025-06-30 by the code that facts have, and what each is since then."""
    import pyarrow as pa

    from solieu.places.register import Province, register

    rows = sorted(set(register().provinces.values()), key=lambda province: province.code)
    return pa.Table.from_pylist([dict(zip(Province._fields, row, strict=True)) for row in rows])
