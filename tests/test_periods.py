"""Time expressions: where they are and which days they mean. All examples are made up."""

from __future__ import annotations

import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.decrees import find_decrees
from solieu.periods import find_periods, parse_period, same_period

# Each text with its periods in [[double brackets]].
FOUND = [
    "[[Năm 2024]], tỉnh đạt kết quả tốt",
    "đến [[năm 2020]] và kể từ [[ngày 5/7/2021]]",
    "[[từ năm 2016 đến nay]], huyện",
    "[[Từ đầu năm đến nay]], xã đã",
    "kể [[từ ngày 1/3 đến hết ngày 31/8]]",
    "[[6 tháng đầu năm 2020]] tăng so với [[cùng kỳ năm 2016]]",
    "so với cùng kỳ, cùng kỳ năm ngoái, hiện nay, thời gian qua",
    "[[quý III/2024]], [[Quý 1-2019]] và [[quý IV năm 2020]]",
    "[[Chiều 5/7]], tại hội trường; [[sáng 26/10]] khai mạc; [[rạng sáng 7-5]]",
    "[[giai đoạn 2016- 2020]], định hướng đến [[năm 2030]]",
    "[[nhiệm kỳ 2020-2025]]",
    "gấp 2,6 lần [[năm 2021]] và gấp hai lần [[cùng kỳ năm 2014]]; lần 2 năm nay",
    "có hiệu lực từ [[1-1-2026]]; từ [[ngày 28-4-2016]], nhà máy chạy",
    "[[từ ngày 1-1-2026 đến 5-2-2026]] và từ [[đầu năm học 2016 - 2017]]; [[từ năm học 2016-2017 đến nay]]",
    "tính đến [[30-9]], cả xã; từ [[17-6]], các tỉnh; từ 3-5, 24-27 độ; từ 15.9 triệu",
    "cộng dồn [[9 tháng]], thu đạt; kết quả công tác [[11 tháng]] và; cộng dồn [[3 quý]]; kết quả công tác hơn 9 tháng",
    "sơ kết [[học kỳ I]] và [[học kỳ II năm học 2018-2019]]; học kỳ III",
    "[[nửa đầu quý II]], [[đầu vụ Hè Thu 2022]], [[năm công tác 2024]]",
    "mưa [[từ đêm 16 đến hết ngày 17/9]]",
    "ngày truyền thống (18/11/1930 - 18/11/2025); Bản quyền © 2026; theo giá so sánh 2010 đạt",
    "trong [[25 năm qua]] và [[6 tháng qua]], [[5 ngày tới]]",
    "[[đầu tháng 7/2017]], [[trung tuần tháng 11]], [[cuối năm 2018]]",
    "trong [[những tháng cuối năm]]",
    "[[vụ Đông Xuân 2019-2020]] được mùa",
    "theo Quyết định số 118/QĐ-UBND ngày 04-3-2022 của UBND tỉnh, từ [[ngày 5/4/2022]]",
    "Thứ ba, [[14/05/2024]] 08:15",
    "tiến độ [[12/2024]] và [[ngày 13-6-2023]]",
    "trong [[hai ngày 7 và 8-4]]; [[từ ngày 4 - 18/9/2018]]; [[ngày 27, 28/7]]",
    "hôm nay ([[1/7]]), tăng lương",
    "các [[năm 2011]], [[2012]] và [[2013]]",
    "Trong [[10 năm]], trung tâm đã",
    "sau 5 năm triển khai, kỷ niệm 40 năm",
    "sinh năm 1975, học sinh [[năm 2019]]",
    "112/112 xã, 5/7 huyện, 2000 người, 1.500 tỷ đồng, 15% và 10-15 tấn",
    "Ngày Thương binh (27-7-1947 / 27-7-2017)",
    "[[Từ nay đến cuối năm 2017]] sẽ",
    "[[năm học 2017-2018]], [[Năm học 2014 - 2015]]",
    "[[16 giờ ngày 8/4/2019]]; [[8h sáng nay 3-4]]",
    "[[năm 2021]] (giữa nhiệm kỳ)",
    "[[1/1/2020 - 31/12/2020]]",
    "khóa thứ 2, lần thứ 6",
]


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with its spans in brackets."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


@pytest.mark.parametrize("expected", FOUND)
def test_find(expected: str) -> None:
    text = expected.replace("[[", "").replace("]]", "")
    assert marked(text, find_periods(text)) == expected
    assert marked(text, find_periods(text, find_decrees(text))) == expected


@pytest.mark.parametrize("expected", FOUND)
def test_find_in_nfd(expected: str) -> None:
    text = unicodedata.normalize("NFD", expected.replace("[[", "").replace("]]", ""))
    assert marked(text, find_periods(text)) == unicodedata.normalize("NFD", expected)


PUBLISHED = date(2023, 5, 9)
PARSED = [
    ("năm 2017", "2017-01-01", "2017-12-31"),
    ("6 tháng đầu năm 2020", "2020-01-01", "2020-06-30"),
    ("6 tháng cuối năm", "2023-07-01", "2023-12-31"),
    ("hai quý đầu năm nay", "2023-01-01", "2023-06-30"),
    ("10 tháng năm 2020", "2020-01-01", "2020-10-31"),
    ("9 tháng/2020", "2020-01-01", "2020-09-30"),
    ("4 tháng", "2023-01-01", "2023-04-30"),
    ("tháng cuối cùng của năm 2020", "2020-12-01", "2020-12-31"),
    ("nửa đầu năm 2017", "2017-01-01", "2017-06-30"),
    ("15 ngày đầu tháng 7/2017", "2017-07-01", "2017-07-15"),
    ("quý III/2024", "2024-07-01", "2024-09-30"),
    ("Quý 1-2019", "2019-01-01", "2019-03-31"),
    ("quý I và II/2017", "2017-01-01", "2017-06-30"),
    ("quý II", "2023-04-01", "2023-06-30"),
    ("giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
    ("giai đoạn 2016 đến 2020", "2016-01-01", "2020-12-31"),
    ("giai đoạn tháng 2-2011 đến tháng 9-2013", "2011-02-01", "2013-09-30"),
    ("nhiệm kỳ 2020 – 2025", "2020-01-01", "2025-12-31"),
    ("năm học 2017-2018", "2017-09-01", "2018-05-31"),
    ("từ đầu năm đến nay", "2023-01-01", "2023-05-09"),
    ("Từ năm 1993 đến nay", "1993-01-01", "2023-05-09"),
    ("từ nay đến năm 2025", "2023-05-09", "2025-12-31"),
    ("từ ngày 1/1/2017 đến 15/9/2017", "2017-01-01", "2017-09-15"),
    ("từ 11-14/4", "2023-04-11", "2023-04-14"),
    ("từ ngày 4 - 18/9/2018", "2018-09-04", "2018-09-18"),
    ("từ ngày 8 đến 12/11", "2023-11-08", "2023-11-12"),
    ("từ ngày 27.3 - 2.4", "2023-03-27", "2023-04-02"),
    ("từ tháng 4.2013 đến 8.2015", "2013-04-01", "2015-08-31"),
    ("từ tháng 10 đến tháng 2 năm sau", "2023-10-01", "2024-02-29"),
    ("từ tháng 11/2021 đến tháng 2", "2021-11-01", "2022-02-28"),
    ("từ đầu năm đến ngày 30/9", "2023-01-01", "2023-09-30"),
    ("1/1/2020 - 31/12/2020", "2020-01-01", "2020-12-31"),
    ("tháng 1/2020 đến tháng 6/2020", "2020-01-01", "2020-06-30"),
    ("ngày 13-6-2023", "2023-06-13", "2023-06-13"),
    ("13.6.2023", "2023-06-13", "2023-06-13"),
    ("Chiều 5/4", "2023-04-05", "2023-04-05"),
    ("chiều 28/12", "2022-12-28", "2022-12-28"),
    ("ngày 28/12", "2023-12-28", "2023-12-28"),
    ("16 giờ ngày 8/4/2019", "2019-04-08", "2019-04-08"),
    ("8h sáng nay 3-4", "2023-04-03", "2023-04-03"),
    ("ngày 5 tháng 3 năm 2020", "2020-03-05", "2020-03-05"),
    ("hai ngày 7 và 8-4", "2023-04-07", "2023-04-08"),
    ("ngày 5, 6 và 7/10/2019", "2019-10-05", "2019-10-07"),
    ("tháng 12/2016", "2016-12-01", "2016-12-31"),
    ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
    ("tháng Bảy", "2023-07-01", "2023-07-31"),
    ("tháng 11-12/2020", "2020-11-01", "2020-12-31"),
    ("tháng 12 vừa qua", "2022-12-01", "2022-12-31"),
    ("đầu tháng 7/2017", "2017-07-01", "2017-07-10"),
    ("trung tuần tháng 11", "2023-11-11", "2023-11-20"),
    ("cuối tháng 2/2023", "2023-02-21", "2023-02-28"),
    ("cuối năm 2018", "2018-09-01", "2018-12-31"),
    ("12/2024", "2024-12-01", "2024-12-31"),
    ("2016-2020", "2016-01-01", "2020-12-31"),
    ("2 năm 2017 và 2018", "2017-01-01", "2018-12-31"),
    ("những năm 1960", "1960-01-01", "1969-12-31"),
    ("thập niên 90", "1990-01-01", "1999-12-31"),
    ("25 năm qua", "1998-05-09", "2023-05-09"),
    ("6 tháng qua", "2022-11-09", "2023-05-09"),
    ("3 ngày qua", "2023-05-06", "2023-05-09"),
    ("5 ngày tới", "2023-05-09", "2023-05-14"),
    ("15 ngày nữa", "2023-05-24", "2023-05-24"),
    ("hơn 10 năm trước", "2013-01-01", "2013-12-31"),
    ("cùng kỳ quý I/2019", "2019-01-01", "2019-03-31"),
    ("nửa đầu quý II/2019", "2019-04-01", "2019-05-15"),
    ("nửa cuối quý IV năm 2019", "2019-11-16", "2019-12-31"),
    ("thế kỷ XXI", "2001-01-01", "2100-12-31"),
    ("thế kỷ 19", "1801-01-01", "1900-12-31"),
    ("năm 1802", "1802-01-01", "1802-12-31"),
    ("hôm 31/5/2017", "2017-05-31", "2017-05-31"),
    ("những ngày đầu tháng 7/2017", "2017-07-01", "2017-07-10"),
    ("năm công tác 2024", "2024-01-01", "2024-12-31"),
    ("từ đêm 16 đến hết ngày 17/9/2018", "2018-09-16", "2018-09-17"),
    ("Tết dương lịch 2020", "2020-01-01", "2020-01-01"),
]


@pytest.mark.parametrize(("text", "start", "end"), PARSED)
def test_parse(text: str, start: str, end: str) -> None:
    period = parse_period(text, PUBLISHED)
    assert (str(period.start), str(period.end), period.problem) == (start, end, None)
    assert period.text == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10/12/21948", "no such year: 21948"),
        ("ngày 31/2/2020", "no such day: 31/2/2020"),
        ("29/2/2023", "no such day"),
        ("tháng 13/2020", "no such month"),
        ("32/12/2020", "no such day"),
        ("giai đoạn 2025-2020", "before it begins"),
        ("từ ngày 20/5/2020 đến ngày 10/5/2020", "before it begins"),
        ("ngày 15 tháng Giêng", "lunar"),
        ("Tết Mậu Thân 1968", "lunar"),
        ("mùa khô năm 2016-2017", "season"),
        ("10 năm", "length"),
        ("5 tháng trước đó", "elsewhere"),
        ("23h15", "hour"),
        ("hôm trời mưa", "not a time expression"),
        ("năm" * 200, "too long"),
        ("", "not a time expression"),
    ],
)
def test_no_interval(text: str, says: str) -> None:
    period = parse_period(text, PUBLISHED)
    assert period.start is None and period.end is None
    assert says in (period.problem or "")


@pytest.mark.parametrize("text", ["từ đầu năm đến nay", "ngày 13/6", "6 tháng qua", "quý II", "6 tháng đầu năm"])
def test_needs_the_date_of_publication(text: str) -> None:
    assert "publication" in (parse_period(text, None).problem or "")


def test_same_period_says_what_is_open() -> None:
    period = parse_period("cùng kỳ năm 2016", PUBLISHED)
    assert (period.start, period.end) == (date(2016, 1, 1), date(2016, 12, 31))
    assert period.problem == "the part of 2016 that is meant stands elsewhere"


# cùng kỳ, the other periods of its article, and the days that it comes to
SAME = [
    ("cùng kỳ năm 2016", ["6 tháng đầu năm 2017"], ("2016-01-01", "2016-06-30")),
    ("Cùng kỳ 2016", ["quý III/2018"], ("2016-07-01", "2016-09-30")),
    ("cùng kỳ năm 2016", ["ngày 5/7/2017", "từ đầu năm đến ngày 15/6/2017"], ("2016-01-01", "2016-06-15")),
    ("cùng kỳ năm 2016", ["giai đoạn 2016-2020", "năm 2015", "9 tháng năm 2017"], ("2016-01-01", "2016-09-30")),
    ("cùng kỳ năm 2016", ["năm 2017"], ("2016-01-01", "2016-12-31")),
    ("cùng kỳ năm 2016", ["2 tháng đầu năm 2017"], ("2016-01-01", "2016-02-29")),
    ("cùng kỳ năm 2017", ["2 tháng đầu năm 2020"], ("2017-01-01", "2017-02-28")),
]


@pytest.mark.parametrize(("text", "others", "days"), SAME)
def test_same_period(text: str, others: list[str], days: tuple[str, str]) -> None:
    found = same_period(parse_period(text), [parse_period(other) for other in others])
    assert (str(found.start), str(found.end), found.problem, found.text) == (*days, None, text)


@pytest.mark.parametrize("others", [[], ["ngày 5/7/2017"], ["giai đoạn 2016-2020"], ["10/12/21948"], ["năm 2016"]])
def test_same_period_of_nothing_stays_open(others: list[str]) -> None:
    period = parse_period("cùng kỳ năm 2016")
    assert same_period(period, map(parse_period, others)) == period
    assert period.problem == "the part of 2016 that is meant stands elsewhere"
    assert same_period(parse_period("năm 2016"), [parse_period("quý I/2017")]) == parse_period("năm 2016")


def generated() -> list[tuple[str, date, date]]:
    """Days, months, quarters, years and stages in all their forms."""
    made: list[tuple[str, date, date]] = []
    for n in range(60):
        day = date(2015, 1, 31) + timedelta(days=97 * n)
        for form in ("ngày {d}/{m}/{y}", "{d:02d}-{m:02d}-{y}", "sáng {d}.{m}.{y}", "ngày {d} tháng {m} năm {y}", "8h30 ngày {d}/{m}/{y}"):
            made.append((form.format(d=day.day, m=day.month, y=day.year), day, day))
    for year in range(2015, 2027):
        made += [(form.format(y=year), date(year, 1, 1), date(year, 12, 31)) for form in ("năm {y}", "Năm {y}", "{y}", "hết năm {y}")]
        made += [
            (f"giai đoạn {year}-{year + 5}", date(year, 1, 1), date(year + 5, 12, 31)),
            (f"nhiệm kỳ {year} - {year + 5}", date(year, 1, 1), date(year + 5, 12, 31)),
        ]
        for quarter, roman in enumerate(("I", "II", "III", "IV")):
            last = date(year + (quarter == 3), (quarter * 3 + 3) % 12 + 1, 1) - timedelta(days=1)
            made += [(form.format(r=roman, y=year), date(year, quarter * 3 + 1, 1), last) for form in ("quý {r}/{y}", "quý {r} năm {y}")]
        for month in range(1, 13):
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            made += [(form.format(m=month, y=year), date(year, month, 1), last) for form in ("tháng {m}/{y}", "tháng {m} năm {y}", "{m:02d}/{y}")]
            if month > 1:
                made.append((f"{month} tháng đầu năm {year}", date(year, 1, 1), last))
    return made


def test_generated_periods() -> None:
    made = generated()
    assert len(made) >= 200
    for text, start, end in made:
        period = parse_period(text, None)
        assert (period.start, period.end) == (start, end), text
        framed = f"Trong {text}, tỉnh đã làm"
        assert marked(framed, find_periods(framed)).replace("hết [[", "[[hết ") == f"Trong [[{text}]], tỉnh đã làm"


@given(st.text(alphabet="ngàythágnămquýsáutừđếnay 0123456789/-–.,IV()\n\u0301\u200b%", max_size=80), st.dates())
@settings(max_examples=300, deadline=None)
def test_hostile_text(text: str, published: date) -> None:
    last = 0
    for start, end in find_periods(text):
        assert last <= start < end <= len(text)
        last = end
        parse_period(text[start:end], published)
    period = parse_period(text, published)
    assert (period.start is None) == (period.end is None)
    assert period.start is not None or period.problem


@given(st.sampled_from(PARSED), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_day_of_publication(row: tuple[str, str, str], published: date) -> None:
    period = parse_period(row[0], published)
    assert (period.start is not None and period.end is not None and period.start <= period.end) or period.problem


@pytest.mark.parametrize("unit", ["1", "/", "từ ngày ", "1, ", "ngày 1, 2, ", "năm 2017, ", "2017-"])
def test_a_megabyte_in_linear_time(unit: str) -> None:
    text = unit * ((1_000_000 if len(unit) == 1 else 100_000) // len(unit))
    began = time.process_time()
    find_periods(text, [])
    assert time.process_time() - began < 6
