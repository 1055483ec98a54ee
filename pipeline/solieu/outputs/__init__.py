"""Write what was tagged: one module a format."""

from solieu.outputs.formats import FORMATS, Writer, open_writer

__all__ = ["FORMATS", "Writer", "open_writer"]
