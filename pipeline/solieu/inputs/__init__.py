"""Read articles from files and folders, one at a time, each broken one as an error of its own."""

from solieu.inputs.read import STDIN, expect_paths, input_files, read_sources, read_texts
from solieu.inputs.rows import Reading
from solieu.inputs.source import Counted, Source

__all__ = ["STDIN", "Counted", "Reading", "Source", "expect_paths", "input_files", "read_sources", "read_texts"]
