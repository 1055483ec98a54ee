"""The project's word lists: TOML files under `data/`, each loaded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

#: Phrases whose reading each parser keeps (`lru_cache`). Many phrases of a corpus stand in it once: over 4,000 articles ten times as many kept
#: would save a sixth to a quarter of the readings, 0.2 % of the time, and take tens of megabytes.
MOST_READ = 2048


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `data/NAME.toml` as nested dictionaries."""
    return tomllib.loads(files("solieu").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these words, longest first, one or more blanks wherever a word has one."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[ \u00a0]+") for word in ordered) + ")"
