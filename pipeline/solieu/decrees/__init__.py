"""Cited documents: where they stand (`find_decrees`), what they say (`parse_decree`) and which earlier one they repeat (`resolve`)."""

from solieu.decrees.find import find_decrees
from solieu.decrees.parse import Decree, parse_decree
from solieu.decrees.resolve import resolve

__all__ = ["Decree", "find_decrees", "parse_decree", "resolve"]
