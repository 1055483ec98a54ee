"""The words of the pages in the language of their reader (`data/page.toml`), and numbers as that language writes them."""

from __future__ import annotations

from typing import Any

from solieu.errors import UsageError
from solieu.lexicon import lexicon

DEFAULT_LANGUAGE = "en"
#: Digits of a number that is grouped; a longer one is none to read.
LONGEST = 60


def words_of(language: str) -> dict[str, Any]:
    """The words by key. Raises UsageError for a language that there is none of."""
    known = lexicon("page")
    if language not in known:
        raise UsageError(f"no words in {language!r}; the languages of a page are {', '.join(known)}")
    found: dict[str, Any] = known[language]
    return found


def number_text(value: str, words: dict[str, Any]) -> str:
    """A decimal string for people: `1286000.5` is `1,286,000.5`, in Vietnamese `1.286.000,5`; what is none stays as it is."""
    whole, _, fraction = value.removeprefix("-").partition(".")
    if not whole.isdecimal() or len(whole) > LONGEST:
        return value
    grouped = f"{int(whole):,}".replace(",", words["thousands"])
    return ("-" if value.startswith("-") else "") + grouped + (f"{words['decimal']}{fraction}" if fraction else "")


def amount_text(fact: dict[str, Any], words: dict[str, Any]) -> str:
    """The value of a fact or an entity of a record: `> 4,210`, `5-7`, `112/112`; empty where it has none."""
    if fact.get("value") is None:
        return ""
    text = number_text(str(fact["value"]), words)
    for key, joint in (("value_high", "–"), ("of", "/")):
        if fact.get(key) is not None:
            text += joint + number_text(str(fact[key]), words)
    signs = {"=": "", ">=": "≥ ", "<=": "≤ ", "~": "≈ "}
    comparator = str(fact.get("comparator") or "=")
    return signs.get(comparator, f"{comparator} ") + text
