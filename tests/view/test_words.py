"""Numbers and words for readers of both languages."""

from __future__ import annotations

from typing import Any

import pytest

from solieu.errors import UsageError
from solieu.lexicon import lexicon
from solieu.schema import ASPECTS, LABELS, LINKS
from solieu.view.words import amount_text, number_text, words_of


def keys(words: dict[str, Any]) -> dict[str, Any]:
    return {key: keys(value) if isinstance(value, dict) else str for key, value in words.items()}


def test_both_languages_have_the_same_words() -> None:
    english, vietnamese = (words_of(language) for language in ("en", "vi"))
    assert keys(english) == keys(vietnamese)
    assert set(lexicon("page")) == {"en", "vi"}
    assert set(english["label_names"]) == set(LABELS)
    assert set(english["aspects"]) == set(LINKS) >= set(ASPECTS)


def test_an_unknown_language() -> None:
    with pytest.raises(UsageError, match="en, vi"):
        words_of("de")


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        ("0", "0", "0"),
        ("1286000000000", "1,286,000,000,000", "1.286.000.000.000"),
        ("1234.50", "1,234.50", "1.234,50"),
        ("-12", "-12", "-12"),
        ("999", "999", "999"),
        ("<b>", "<b>", "<b>"),
        ("9" * 5000, "9" * 5000, "9" * 5000),
    ],
)
def test_number(value: str, english: str, vietnamese: str) -> None:
    assert (number_text(value, words_of("en")), number_text(value, words_of("vi"))) == (english, vietnamese)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ({"value": None}, ""),
        ({"value": "5"}, "5"),
        ({"value": "4210", "comparator": ">"}, "> 4,210"),
        ({"value": "5", "value_high": "7", "comparator": "~"}, "≈ 5–7"),
        ({"value": "112", "of": "112", "comparator": "="}, "112/112"),
        ({"value": "5", "comparator": ">="}, "≥ 5"),
    ],
)
def test_amount(fact: dict[str, Any], expected: str) -> None:
    assert amount_text(fact, words_of("en")) == expected
