"""Numerals in digits and words: enumeration, round trips, running text, hostile input."""

from __future__ import annotations

import itertools
import random
import time
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solieu.lexicon import lexicon
from solieu.numbers import find_numerals, parse_numeral, spell

#: Value, then ? where the numeral is flagged; None where there is none.
NUMERALS = [
    ("0", "0"), ("05", "5"), ("2115", "2115"), ("6.700", "6700"), ("12.000.000", "12000000"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"),
    ("1.234.567,89", "1234567.89"), ("1,234,567", "1234567"), ("5,2", "5.2"), ("0,125", "0.125"), ("0.125", "0.125"), ("0.5%", "0.5"),
    ("99,9 %", "99.9"), ("53,0", "53"), ("100,00", "100"), ("1.4 tỷ", "1400000000"), ("12.5", "12.5"), ("1.2345", "1.2345"), ("1234,567", "1234.567"),
    ("1,200", "1.2 ?"), ("1 200", "1200"), ("1\u00a0200\u00a0000", "1200000"), ("12 500,5", "12500.5"), ("1000.000", "1000000 ?"),
    ("3,415,6", "3415.6 ?"), ("3.415.6", "3415.6 ?"), ("1,250 tỷ", "1250000000 ?"), ("1,256 tỷ", "1256000000"), ("1,250 nghìn tỷ", "1250000000000"),
    ("30.6.2020", None), ("1.23.456", None), ("1..2", None), ("1,", None), (".5", None), ("", None), ("%", None), ("12a", None), ("10-15", None),
    ("1,2 nghìn tỷ", "1200000000000"), ("1 triệu 200 nghìn", "1200000"), ("1 triệu 200", "1200000 ?"), ("2 vạn", "20000"), ("2 vạn 5", "25000 ?"),
    ("4 tỷ rưỡi", "4500000000"), ("5tỷ", "5000000000"), ("3 trăm triệu", "300000000"), ("1 triệu tỷ", "1000000000000000"),
    ("ba mươi lăm nghìn", "35000"), ("một trăm linh năm", "105"), ("một trăm lẻ năm", "105"), ("một ngàn lẻ năm", "1005"),
    ("một nghìn không trăm linh năm", "1005"), ("hai mốt", "21"), ("bốn tư", "44"), ("hai nhăm", "25"), ("hai mươi nhăm", "25"), ("bẩy mươi", "70"),
    ("mười", "10"), ("mười lăm", "15"), ("chục", "10"), ("hơn chục", "10"), ("trên nghìn tỷ", "1000000000000"), ("ba chục", "30"),
    ("hai chục nghìn", "20000"), ("trăm rưỡi", "150"), ("chục rưỡi", "15"), ("hai rưỡi", "2.5"), ("hai triệu rưỡi", "2500000"),
    ("một nghìn rưỡi tỷ", "1500000000000"), ("hai triệu tư", "2400000"), ("hai triệu ba", "2300000 ?"), ("nghìn hai", "1200 ?"), ("trăm mốt", "110"),
    ("hai trăm ba", "230 ?"), ("một triệu hai trăm", "1200000 ?"), ("một triệu hai trăm nghìn", "1200000"),
    ("một triệu không nghìn hai trăm", "1000200"),
    ("một nghìn hai trăm tỷ", "1200000000000"), ("năm nghìn tỷ hai trăm triệu", "5000200000000"), ("mười lăm vạn", "150000"),
    ("một vạn hai nghìn", "12000"), ("nửa triệu", "500000"), ("một nửa", "0.5"), ("hai phẩy năm", "2.5"), ("không phẩy không năm", "0.05"),
    ("ba phẩy mười bốn", "3.14"), ("hai phẩy năm triệu", "2500000"), ("HAI MƯƠI MỐT", "21"), ("Ba  nghìn", "3000"), ("không", "0"), ("năm", "5"),
    ("hai mươi năm", None), ("mười năm", None), ("hàng trăm", None), ("vài chục", None), ("một số", None), ("mốt", None), ("tư", None),
    ("rưỡi", None), ("linh năm", None), ("người", None), ("mươi mốt triệu triệu", None),
]  # fmt: skip


def shown(text: str) -> str | None:
    """The value of a numeral as one line."""
    numeral = parse_numeral(text)
    return None if numeral is None else f"{numeral.value}{' ?' if numeral.ambiguous else ''}"


@pytest.mark.parametrize(("text", "expected"), NUMERALS)
def test_numeral(text: str, expected: str | None) -> None:
    assert shown(text) == expected
    assert shown(unicodedata.normalize("NFD", text)) == expected


def test_other_reading_of_one_comma() -> None:
    numeral = parse_numeral("1,200")
    assert numeral and (numeral.value, numeral.other) == (Decimal("1.2"), Decimal(1200))


def habits(number: int) -> Iterator[str]:
    """A number below 10,000 in every habit: northern, southern, with other forms of its digits, with the short hundreds."""
    for north in (True, False):
        words = spell(number, north)
        yield words
        yield words.replace("bảy", "bẩy").replace("mươi lăm", "mươi nhăm")
        yield words.replace("không trăm linh", "linh").replace("không trăm lẻ", "lẻ")
        yield words.replace("mươi bốn", "mươi tư") if not north else words.replace("mươi tư", "mươi bốn")


def test_every_number_to_9999_in_every_habit() -> None:
    seen: dict[str, int] = {}
    for number in range(10_000):
        for words in set(habits(number)):
            assert seen.setdefault(words, number) == number, words
            numeral = parse_numeral(words)
            assert numeral is not None and numeral.value == number and not numeral.ambiguous, (words, numeral)


def test_short_tens() -> None:
    for tens, (word, unit) in itertools.product(range(2, 10), [("mốt", 1), ("tư", 4), ("lăm", 5), ("nhăm", 5)]):
        assert shown(f"{spell(tens)} {word}") == f"{tens * 10 + unit}"


def test_sampled_numbers_above() -> None:
    chance = random.Random(4)
    samples = {chance.randrange(10 ** chance.randint(4, 17)) for _ in range(1500)} | {
        factor * 10**zeros + low for factor in (1, 20, 105, 999) for zeros in range(4, 15) for low in (0, 1, 5, 10, 15, 100, 200, 1000, 20000)
    }
    for number, north in itertools.product(samples, (True, False)):
        numeral = parse_numeral(spell(number, north))
        assert numeral is not None and numeral.value == number and not numeral.ambiguous, spell(number, north)


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=3), st.booleans())
def test_spelled_decimals_come_back(value: Decimal, north: bool) -> None:
    words = spell(value, north).removeprefix("âm ")
    numeral = parse_numeral(words)
    assert numeral is not None and numeral.value == abs(value)


@given(st.integers(0, 10**15), st.integers(0, 99))
def test_formatted_numbers_come_back(whole: int, hundredths: int) -> None:
    expected = Decimal(f"{whole}.{hundredths:02}")
    points = f"{whole:,}".replace(",", ".")
    for text in (f"{points},{hundredths:02}", f"{whole},{hundredths:02}", f"{points.replace('.', ' ')},{hundredths:02}"):
        numeral = parse_numeral(text)
        assert numeral is not None and numeral.value == expected and not numeral.ambiguous
    for text in (str(whole), points, points.replace(".", "\u00a0")):
        assert shown(text) == str(whole)


@pytest.mark.parametrize(
    ("number", "north", "south"),
    [
        (0, "không", "không"),
        (15, "mười lăm", "mười lăm"),
        (24, "hai mươi tư", "hai mươi bốn"),
        (105, "một trăm linh năm", "một trăm lẻ năm"),
        (1005, "một nghìn không trăm linh năm", "một ngàn không trăm lẻ năm"),
        (-2, "âm hai", "âm hai"),
        (Decimal("2.05"), "hai phẩy không năm", "hai phẩy không năm"),
        (10**12, "một nghìn tỷ", "một ngàn tỷ"),
    ],
)
def test_spell(number: int | Decimal, north: str, south: str) -> None:
    assert (spell(number), spell(number, north=False)) == (north, south)


@pytest.mark.parametrize("number", [10**18, Decimal("NaN"), Decimal("Infinity")])
def test_spell_refuses(number: int | Decimal) -> None:
    with pytest.raises(ValueError, match="cannot spell"):
        spell(number)


FOUND = [
    ("Năm 2024, trong năm học, tỷ lệ 5,2%", ["2024", "5,2"]),
    ("hàng trăm hộ, vài chục người, một số xã, đầu tư cho xã", []),
    ("hơn chục xã, ba nghìn người và hai mô hình", ["chục", "ba nghìn", "hai"]),
    ("lớp U23 học 45m2 và 5ha", ["45", "5"]),
    ("không có 3 người", ["3"]),
    ("hai trăm năm trước, năm người", ["hai trăm", "năm"]),
    ("sau 6 năm, hai mươi năm qua, cả hai xã", ["6", "hai mươi"]),
    ("2 triệu\n300 hộ", ["2 triệu", "300"]),
    ("hai triệu ba triệu", ["hai triệu", "ba triệu"]),
    ("1 triệu 2 triệu", ["1 triệu", "2 triệu"]),
    ("ngày 30/6/2020, tăng 10-15%.", ["30", "6", "2020", "10", "15"]),
    ("các huyện 30a và 67B của tỉnh", []),
    ("theo Nghị quyết 30a, Nghị định số 67 và Điều 5", []),
    ("xã thuộc Chương trình 135 có 20 hộ", ["20"]),
    ("vốn 135 được giao", []),
    ("nguồn 135 tỷ đồng cho xã 135 hộ", ["135 tỷ", "135"]),
    ("khóa 12 học viên, khóa 12", ["12"]),
    ("rộng 30a.", []),
    ("5ha, 8kg, 12c3", ["5", "8", "12"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_numerals(text: str, expected: list[str]) -> None:
    for form in ("NFC", "NFD"):
        changed = unicodedata.normalize(form, text)
        words = [changed[numeral.start : numeral.end] for numeral in find_numerals(changed)]
        assert [unicodedata.normalize("NFC", word) for word in words] == expected


def test_a_bare_year_word_is_flagged() -> None:
    assert [numeral.ambiguous for numeral in find_numerals("có năm hộ và sáu xã")] == [True, False]


def test_number_words_are_sound() -> None:
    numbers = lexicon("numbers")
    words = [word for table in ("digits", "scales") for forms in numbers[table].values() for word in forms]
    assert len(words) == len(set(words))
    signs = [word for forms in numbers["comparators"].values() for word in forms]
    assert len(signs) == len(set(signs))
    assert set(numbers["comparators"]) == {">", ">=", "<", "<=", "~"}
    assert set(numbers["forms"]["bound"]) <= set(words)


@given(st.text(max_size=80) | st.text(st.sampled_from("0123456789., "), max_size=80))
def test_offsets_fit_the_text(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert end <= numeral.start < numeral.end <= len(text)
        end = numeral.end
    parse_numeral(text)


def test_a_small_decimal_context_rounds_nothing() -> None:
    with localcontext() as context:
        context.prec = 2
        assert shown("1.234.567,891 tỷ") == "1234567891000000"
        assert shown("một trăm hai mươi ba triệu bốn trăm năm mươi sáu nghìn") == "123456000"


HOSTILE = [
    "1",
    "1.",
    "1,",
    "1 ",
    "1,200 ",
    "1 234",
    "một ",
    "hai ba ",
    "hai phẩy ",
    "trăm ",
    "tỷ ",
    "1 triệu ",
    "linh ",
    "rưỡi ",
    "a\u0301\u0323",
    " ",
    "một trăm ",
]


@pytest.mark.parametrize("piece", [*HOSTILE, "a" + "\u0301\u0323" * 5000, "một phẩy" + " một" * 5000])
def test_time_is_linear(piece: str) -> None:
    for size in (20_000, 200_000):
        text = piece * max(1, size // len(piece))
        start = time.process_time()
        for _ in find_numerals(text):
            pass
        parse_numeral(text)
        assert time.process_time() - start < 4 * size / 200_000 + 0.5


def test_a_megabyte_of_digits_is_quick() -> None:
    start = time.process_time()
    assert parse_numeral("9" * 10**6) is None
    assert list(find_numerals("9" * 10**6)) == []
    assert time.process_time() - start < 1
