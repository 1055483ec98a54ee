"""How many numerals and quantities one core reads in a second: `python benchmarks/normalise.py [NAME...]`.

Every input is another one, so that caches do not help; a benchmark is a function that gives (how many, seconds), listed in BENCHMARKS.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable

from solieu.decrees import find_decrees, parse_decree
from solieu.numbers import find_numerals, parse_numeral, parse_quantity, spell
from solieu.periods import find_periods, parse_period

#: Numerals a second and core that issue 4 asks for.
GOAL = 200_000


def timed(function: Callable[[str], object], texts: Iterable[str]) -> tuple[int, float]:
    """How many different texts the function read, and the seconds it took."""
    inputs = list(dict.fromkeys(texts))
    function(inputs[0])
    start = time.perf_counter()
    for text in inputs:
        function(text)
    return len(inputs), time.perf_counter() - start


def digits(count: int) -> list[str]:
    """Numerals in digits of one to nine digits: bare, with points, with decimals."""
    chance = random.Random(4)
    numbers = [chance.randrange(10 ** chance.randint(1, 9)) for _ in range(count)]
    forms = (
        lambda n: str(n),
        lambda n: f"{n:,}".replace(",", "."),
        lambda n: f"{n // 100},{n % 100:02}",
        lambda n: f"{n:,}".replace(",", ".") + ",5",
    )
    return [forms[i % len(forms)](number) for i, number in enumerate(numbers)]


def numerals() -> tuple[int, float]:
    """`"1.234,5"`"""
    return timed(parse_numeral, digits(200_000))


def numerals_in_words() -> tuple[int, float]:
    """`"ba mươi lăm nghìn"`"""
    chance = random.Random(4)
    return timed(parse_numeral, [spell(chance.randrange(10**9), north=i % 2 == 0) for i in range(5_000)])


def numerals_in_text() -> tuple[int, float]:
    """Numerals found in running text."""
    text = " ".join(f"Huyện có {a} hộ, đạt {b}% kế hoạch giao;" for a, b in zip(digits(20_000), digits(20_000)[::-1], strict=True))
    start = time.perf_counter()
    return sum(1 for _ in find_numerals(text)), time.perf_counter() - start


def quantities() -> tuple[int, float]:
    """`"hơn 1,4 tỷ đồng"`"""
    phrases = ("hơn {} tỷ đồng", "{} hộ nghèo", "{}%", "khoảng {} kg gạo", "{} triệu đồng/người/năm")
    return timed(parse_quantity, [phrases[i % len(phrases)].format(number) for i, number in enumerate(digits(20_000))])


def citations() -> tuple[int, float]:
    """`"Quyết định số 118/QĐ-UBND ngày 4-3-2022"`"""
    forms = (
        "Quyết định số {}/QĐ-UBND ngày 4-3-2022",
        "Nghị định {}/2020/NĐ-CP",
        "Chỉ thị số {}-CT/TW",
        "Thông tư số {}/2014/TT-BTC ngày 2/6/2014",
        "Nghị quyết {}",
    )
    return timed(parse_decree, [form.format(number) for number in range(1, 4_001) for form in forms])


def citations_in_text() -> tuple[int, float]:
    """Citations found in running text."""
    text = " ".join(
        f"Thực hiện Quyết định số {n}/QĐ-UBND ngày 4-3-2022 của UBND tỉnh và Nghị định {n}, huyện đã chỉ đạo các xã." for n in range(1, 5_001)
    )
    start = time.perf_counter()
    return len(find_decrees(text)), time.perf_counter() - start


def periods() -> tuple[int, float]:
    """`"6 tháng đầu năm 2020"`"""
    forms = ("ngày {d}/{m}/{y}", "{m} tháng đầu năm {y}", "từ ngày {d}/{m} đến {d}/12/{y}", "tháng {m}/{y}")
    return timed(parse_period, [form.format(d=d, m=m, y=y) for d in range(1, 29) for m in range(1, 13) for y in range(2015, 2021) for form in forms])


def periods_in_text() -> tuple[int, float]:
    """Time expressions found in running text."""
    text = " ".join(f"Chiều {n % 28 + 1}/7, trong 6 tháng đầu năm 2020 huyện có {n} hộ, tăng so với cùng kỳ năm 2019." for n in range(5_000))
    start = time.perf_counter()
    return len(find_periods(text)), time.perf_counter() - start


BENCHMARKS: dict[str, Callable[[], tuple[int, float]]] = {
    "numerals": numerals,
    "numerals in words": numerals_in_words,
    "numerals in text": numerals_in_text,
    "quantities": quantities,
    "citations": citations,
    "citations in text": citations_in_text,
    "periods": periods,
    "periods in text": periods_in_text,
}


def main() -> None:
    """Print one line for each benchmark."""
    parser = argparse.ArgumentParser(description="phrases that the normalisers read a second")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *BENCHMARKS], help=f"these alone: {', '.join(BENCHMARKS)}")
    for name in parser.parse_args().names or BENCHMARKS:
        count, seconds = BENCHMARKS[name]()
        print(f"{name:20} {count:>8,} in {seconds:6.2f} s {count / seconds:>12,.0f} a second")


if __name__ == "__main__":
    main()
