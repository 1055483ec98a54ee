"""Cited documents: where they stand (`find_decrees`), what they say (`parse_decree`), which earlier one they repeat (`resolve`); all of an article
together: `citations`."""

from solieu.decrees.citations import Citation, citations
from solieu.decrees.find import find_decrees
from solieu.decrees.parse import Decree, parse_decree
from solieu.decrees.resolve import resolve

__all__ = ["Citation", "Decree", "citations", "find_decrees", "parse_decree", "resolve"]
