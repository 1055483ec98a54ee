"""A tagged folder as a DuckDB database that can be read and nothing else: SQL reaches no other file, writes none, and changes no setting."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from solieu.errors import SolieuError, UsageError
from solieu.query.views import NAMES, NEEDS, views
from solieu.storage import RemotePath, located, reason

#: The folder of each table, below the tagged one.
TABLES = {"_articles": ".", "_facts": "facts", "_errors": "errors"}
#: Nothing of the machine can be reached but the tables that are registered.
CLOSED = {"enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


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
        """Register the tables and make the views; the columns of the articles."""
        import pyarrow.dataset as dataset

        tables = {name: self._table(dataset, folder) for name, folder in TABLES.items()}
        for name, table in tables.items():
            self._connection.register(name, table)
        if provinces:
            self._connection.register("_provinces", _provinces())
            self._connection.execute("CREATE VIEW provinces AS SELECT * FROM _provinces")
        names: list[str] = tables["_articles"].schema.names
        for view, select in views(names):
            self._connection.execute(f"CREATE VIEW {view} AS {select}")
        for setting in ("python_enable_replacements = false", "lock_configuration = true"):
            self._connection.execute(f"SET {setting}")
        return names

    def _table(self, dataset: Any, folder: str) -> Any:
        """The shards of one table. Raises UsageError where the folder is not one of ours."""
        from pyarrow import ArrowException

        _expect_manifest(self.folder)
        found: list[Path | RemotePath] = [*(self.folder / folder).glob("part-*.parquet")]
        if not found:
            raise UsageError(f"{self.folder}: no shard is whole yet; let `solieu tag --format parquet` run first")
        paths = sorted(file.path if isinstance(file, RemotePath) else str(file) for file in found)
        try:
            return dataset.dataset(paths, format="parquet", filesystem=self.folder.fs if isinstance(self.folder, RemotePath) else None)
        except (OSError, ArrowException) as error:
            raise SolieuError(f"{self.folder}: cannot be read ({str(error).splitlines()[0]}); run the same `solieu tag` again to mend it") from None

    def _told(self, error: Exception) -> SolieuError:
        """What DuckDB says, as one line, with what is there where a name is not."""
        said = " ".join(str(error).split())
        missing = [view for view, column in NEEDS.items() if column and column not in self.columns and f"name {view} " in said]
        if missing:
            return UsageError(f"no view {missing[0]}: {self.folder} was tagged with --columns {','.join(self.columns)}, and that is not among them")
        if isinstance(error, OSError) or "Permission" in type(error).__name__:
            return UsageError(f"{said}; a query can read nothing but the views {', '.join(NAMES)}")
        if "IO" in type(error).__name__ or "stream registered as" in said:  # while the shards were read
            return SolieuError(f"{self.folder}: {said}; run the same `solieu tag` again: it makes broken shards again")
        return UsageError(f"{said}; the views are {', '.join(NAMES)}, `DESCRIBE facts` shows the columns of one")


#: Rows that a reader holds at once.
ROWS = 10_000


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
