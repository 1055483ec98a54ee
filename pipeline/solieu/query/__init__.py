"""Ask a folder that `solieu tag --format parquet` made, in SQL (DuckDB, extra `query`)."""

from solieu.query.database import Database, open_database
from solieu.query.examples import EXAMPLES, example
from solieu.query.run import query

__all__ = ["EXAMPLES", "Database", "example", "open_database", "query"]
