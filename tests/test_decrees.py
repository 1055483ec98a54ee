"""Cited documents: where they are, what they say, what they repeat. All examples are made up but for the names of laws."""

from __future__ import annotations

import datetime
import itertools
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.decrees import Decree, citations, find_decrees, parse_decree, resolve
from solieu.decrees.grammar import all_kinds, documents, party_symbols, state_symbols
from solieu.lexicon import lexicon

# Each text with its citations in [[double brackets]].
FOUND = [
    "theo [[Quyết định số 118/QĐ-UBND ngày 04-3-2022]] của UBND tỉnh",
    "[[Đề án số 12/ĐA-BCT, ngày 16/4/2019]] của Bộ Công Thương",
    "thực hiện [[Kết luận số 76-KL/TW]] của Bộ Chính trị",
    "[[Nghị quyết số 1/NQ-CP]] và [[số 2/NQ-CP]] của Chính phủ",
    "các [[Nghị quyết 11]], [[12]] và [[45]] của Chính phủ",
    "các [[Quyết định số 12]], [[15]] và [[số 18]] của UBND tỉnh",
    "theo [[Nghị quyết 42]], 15 doanh nghiệp và 20 hợp tác xã được vay",
    "Theo [[Nghị định 67]], ngư dân được vay vốn",
    "đóng tàu theo [[NĐ 67]].",
    "đóng tàu theo [[NĐ67]], sau đó",
    "[[Nghị quyết số 19]] của Chính phủ",
    "[[nghị quyết 30a]] của Chính phủ",
    "Luật số liệu thống kê được công bố",
    "[[Luật Trẻ em năm 2016]] quy định",
    "căn cứ [[Bộ luật Hình sự]], tòa tuyên",
    "theo [[Luật HTX]] và [[Luật Đất đai]] (sửa đổi)",
    "[[Hiến pháp 2013]] và [[Hiến pháp năm 1992]]",
    "thực hiện [[Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020-2025]], các cấp",
    "[[Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng]] đề ra",
    "[[Nghị quyết Trung ương 4 (khóa XII)]] về xây dựng Đảng",
    "[[Nghị quyết Hội nghị Trung ương 5, khóa XII]] về kinh tế",
    "tham gia [[Công ước CEDAW]] từ lâu",
    "[[Công ước Liên hợp quốc về Luật Biển năm 1982]] là",
    "[[Công ước số 98]] của ILO",
    "học tập [[Chỉ thị số 05-CT/TW]] của Bộ Chính trị",
    "học tập [[Chỉ thị 05 - CT/TW]] của Bộ Chính trị",
    "[[văn bản số 126/BC-UBND]] gửi Bộ",
    "[[Thông tư số 17/2013/TT-BNNPTNTngày 21/6/2013]] của Bộ",
    "[[Thông tư liên tịch số 01/2016/TTLT-BTC-BNNPTNT]] hướng dẫn",
    "[[Công văn số 1234/BGDĐT-VP]] của Bộ",
    "[[Nghị quyết số 19-2017/NQ-CP]]",
    "[[Nghị định 64/CP]] của Chính phủ",
    "[[Luật Đất đai số 31/2024/QH15]] có hiệu lực",
    "[[Luật số 64/2025/QH15]]",
    "[[Luật sửa đổi, bổ sung một số điều của Luật Phòng, chống tác hại của thuốc lá]]; [[Luật Giá]]",
    "[[Luật Hỗ trợ doanh nghiệp (DN) nhỏ và vừa]] được thông qua",
    "[[QCVN 01-1:2018/BYT]] về nước sạch",
    "[[Quyết định số 44/2016/QÐ–UBND ngày 30 tháng 9 năm 2016]]",
    "[[QUYẾT ĐỊNH số 5/QĐ-TTg]]",
    "[[Kế hoạch số 07 ngày 14/9/2018]] của Ban Chỉ đạo",
    "[[Nghị định số 115/2016]] của Chính phủ",
    "Điều 138 [[BLHS]] quy định",
    "xử phạt [[118/QĐ-UBND]], [[119/QĐ-UBND]]",
    "căn cứ [[Nghị quyết số 12-NQ/TU ngày 5/3]] của Tỉnh ủy",
    # none
    "hội nghị quyết định 3 nội dung và kết luận 5 vấn đề",
    "kế hoạch 5 năm 2021-2025, kế hoạch 2020",
    "Nghị quyết 3 nội dung",
    "báo Pháp Luật TP.HCM, Đại học Luật Hà Nội, luật sư, kỷ luật",
    "Chương trình mục tiêu quốc gia, chương trình 135, dự án số 2",
    "pháp luật về đất đai, các nghị quyết, chỉ thị",
    "nhà chung cư CT1-CT2, tỉ lệ 1/500, 112/112 xã, ngày 5/7",
    "Tổ chức Hiệp ước Bắc Đại Tây Dương",
    "mẫu số 02/PLI",
]


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with its spans in brackets."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


@pytest.mark.parametrize("expected", FOUND)
def test_find(expected: str) -> None:
    text = expected.replace("[[", "").replace("]]", "")
    assert marked(text, find_decrees(text)) == expected


@pytest.mark.parametrize("expected", FOUND)
def test_find_in_nfd(expected: str) -> None:
    text = unicodedata.normalize("NFD", expected.replace("[[", "").replace("]]", ""))
    assert marked(text, find_decrees(text)) == unicodedata.normalize("NFD", expected)


STATE_BODIES = {
    "UBND": "UBND",
    "TTg": "Thủ tướng Chính phủ",
    "BTC": "Bộ Tài chính",
    "BGD&ĐT": "Bộ Giáo dục và Đào tạo",
    "HĐND": "HĐND",
    "BLĐTBXH": None,
}
PARTY_BODIES = {"TW": "Ban Chấp hành Trung ương Đảng", "TU": "Tỉnh ủy/Thành ủy", "HU": "Huyện ủy", "BDVTU": "Ban Dân vận Tỉnh ủy/Thành ủy"}


def state_numbers() -> list[tuple[str, str, str, int | None, str, str]]:
    """(citation, kind, number, year, symbol, body) over all kinds that Decree 30/2020 and the laws abbreviate."""
    kinds = [(kind, symbol) for part in ("administrative", "legislation") for kind, symbol in documents()[part].items() if symbol]
    made = []
    for n, ((kind, symbol), body, year) in enumerate(itertools.product(kinds, STATE_BODIES, (None, 1999, 2024))):
        number = f"{n % 1500 + 1:02d}"
        middle = f"/{year}" if year else ""
        made.append((f"{kind} số {number}{middle}/{symbol}-{body}", kind, number, year, f"{symbol}-{body}", body))
    return made


def party_numbers() -> list[tuple[str, str, str, int | None, str, str]]:
    """The same in the form of the Party."""
    kinds = {
        "NQ": "Nghị quyết",
        "CT": "Chỉ thị",
        "KL": "Kết luận",
        "CTr": "Chương trình",
        "KH": "Kế hoạch",
        "TT": "Thông tri",
        "HD": "Hướng dẫn",
        "BC": "Báo cáo",
        "QĐ": "Quyết định",
    }
    return [
        (f"{kinds[s]} số {n + 1:02d}-{s}/{body}", kinds[s], f"{n + 1:02d}", None, f"{s}/{body}", body)
        for n, (s, body) in enumerate(itertools.product(kinds, PARTY_BODIES))
    ]


GENERATED = [(*made, False) for made in state_numbers()] + [(*made, True) for made in party_numbers()]


def test_generated_numbers_round_trip() -> None:
    assert len(GENERATED) >= 500
    for citation, kind, number, year, symbol, body, party in GENERATED:
        decree = parse_decree(citation)
        assert (decree.kind, decree.number, decree.year, decree.symbol, decree.party, decree.ambiguous) == (
            kind,
            number,
            year,
            symbol,
            party,
            False,
        ), citation
        issuer = (PARTY_BODIES if party else STATE_BODIES)[body]
        assert issuer is None or issuer in (decree.issuer or ""), citation
        join = ("-" if party else "/") if year is None else f"/{year}/"
        assert f"{decree.kind} số {decree.number}{join}{decree.symbol}" == citation


def test_generated_numbers_are_found_whole() -> None:
    for citation, *_ in GENERATED:
        text = f"Thực hiện {citation} ngày 5/3/2024 của cơ quan"
        assert marked(text, find_decrees(text)) == f"Thực hiện [[{citation} ngày 5/3/2024]] của cơ quan"


D = datetime.date
PARSED = [
    ("Quyết định số 118/QĐ-UBND ngày 04-3-2022", Decree("", "Quyết định", "118", 2022, "QĐ-UBND", "UBND", D(2022, 3, 4), False)),
    ("NĐ 67", Decree("", "Nghị định", "67", None, None, "Chính phủ", None, False)),
    ("Nghị quyết số 42/2017/QH14", Decree("", "Nghị quyết", "42", 2017, "QH14", "Quốc hội", None, False)),
    ("số 42/2017/QH14", Decree("", None, "42", 2017, "QH14", "Quốc hội", None, False, True)),
    (
        "Kết luận số 76-KL/TW, ngày 5 tháng 6 năm 2020",
        Decree("", "Kết luận", "76", 2020, "KL/TW", "Ban Chấp hành Trung ương Đảng", D(2020, 6, 5), True),
    ),
    ("số 66-QĐ/TW", Decree("", "Quyết định", "66", None, "QĐ/TW", "Ban Chấp hành Trung ương Đảng", None, True, True)),
    ("Quy định số 66-QĐ/TW", Decree("", "Quy định", "66", None, "QĐ/TW", "Ban Chấp hành Trung ương Đảng", None, True)),
    ("số 12-TT/TU", Decree("", "Thông tri", "12", None, "TT/TU", "Tỉnh ủy/Thành ủy", None, True)),
    ("Thông tư 12/TT-BTC", Decree("", "Thông tư", "12", None, "TT-BTC", "Bộ Tài chính", None, False)),
    ("Công văn 1234/BGDĐT-VP", Decree("", "Công văn", "1234", None, "BGDĐT-VP", "Bộ Giáo dục và Đào tạo", None, False)),
    ("1234/BGDĐT-VP", Decree("", "Công văn", "1234", None, "BGDĐT-VP", "Bộ Giáo dục và Đào tạo", None, False)),
    ("Công văn 154/QĐ-BYT", Decree("", "Công văn", "154", None, "QĐ-BYT", "Bộ Y tế", None, False, True)),
    ("Chỉ thị 05/CT-TU", Decree("", "Chỉ thị", "05", None, "CT-TU", "Tỉnh ủy/Thành ủy", None, True, True)),
    ("văn bản số 126/BC-UBND", Decree("", "Báo cáo", "126", None, "BC-UBND", "UBND", None, False)),
    ("Quyết định số 5/QĐ-TTg ngày 31/2/2020", Decree("", "Quyết định", "5", 2020, "QĐ-TTg", "Thủ tướng Chính phủ", None, False, True)),
    ("Luật Trẻ em năm 2016", Decree("", "Luật", None, 2016, None, "Quốc hội", None, False)),
    ("Hiến pháp 2013", Decree("", "Hiến pháp", None, 2013, None, "Quốc hội", None, False)),
    ("Luật Đất đai số 31/2024/QH15", Decree("", "Luật", "31", 2024, "QH15", "Quốc hội", None, False)),
    ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020-2025", Decree("", "Nghị quyết", None, None, None, None, None, True)),
    (
        "Thông tư liên tịch số 01/2016/TTLT-BTC-BNV",
        Decree("", "Thông tư liên tịch", "01", 2016, "TTLT-BTC-BNV", "Bộ Tài chính, Bộ Nội vụ", None, False),
    ),
    ("QCVN 01-1:2018/BYT", Decree("", "Quy chuẩn kỹ thuật quốc gia", "01-1", 2018, "BYT", "Bộ Y tế", None, False)),
    ("Chỉ thị 05 - CT/TW", Decree("", "Chỉ thị", "05", None, "CT/TW", "Ban Chấp hành Trung ương Đảng", None, True)),
    ("Quyết định số 44/2016/QÐ–UBND", Decree("", "Quyết định", "44", 2016, "QĐ-UBND", "UBND", None, False)),
    ("hôm qua trời mưa", Decree("")),
    ("", Decree("")),
]


@pytest.mark.parametrize(("text", "expected"), PARSED)
def test_parse(text: str, expected: Decree) -> None:
    parsed = parse_decree(text)
    assert parsed.text == text
    fields = ("kind", "number", "year", "symbol", "issuer", "date", "party", "ambiguous")
    assert {f: getattr(parsed, f) for f in fields} == {f: getattr(expected, f) for f in fields}


@pytest.mark.parametrize(
    "written",
    [
        "ngày 04-3-2022",
        "ngày 4/3/2022",
        "ngày 4.3.2022",
        ", ngày 04 tháng 3 năm 2022",
        "ngày 4 tháng 03, năm 2022",
        "04/03/2022",
        "ngày 4/3/22",
        "ngày 4 / 3 / 2022",
    ],
)
def test_dates_in_every_form(written: str) -> None:
    assert parse_decree(f"Quyết định số 9/QĐ-UBND {written}").date == D(2022, 3, 4)


RESOLVED = [
    (["Quyết định số 118/QĐ-UBND ngày 04-3-2022", "Quyết định số 118"], [None, 0]),
    (["Nghị định số 67/2014/NĐ-CP", "Nghị định 67", "NĐ 67", "Nghị định này"], [None, 0, 0, 0]),
    (["Quyết định số 118/QĐ-UBND", "Quyết định số 118/QĐ-TTg", "Quyết định số 118"], [None, None, None]),
    (["Quyết định số 118/QĐ-UBND ngày 04-3-2022", "Quyết định số 118/QĐ-UBND", "Quyết định 118"], [None, None, 0]),
    (["Nghị định 67", "Nghị định số 67/2014/NĐ-CP"], [None, None]),
    (["Nghị quyết số 5/NQ-CP", "Nghị quyết số 6/NQ-CP", "Nghị quyết này"], [None, None, None]),
    (["Nghị quyết số 05/NQ-CP", "Nghị quyết 5", "số 5", "Quyết định 5"], [None, 0, 0, None]),
    (["Luật Đất đai năm 2013", "Luật Đất đai", "Luật này"], [None, 0, 0]),
    (["Luật Đất đai năm 2013", "Luật Đất đai năm 2024", "Luật Đất đai"], [None, None, None]),
    (["Kế hoạch số 07 ngày 14/9/2018", "Kế hoạch số 07"], [None, 0]),
    ([], []),
]


@pytest.mark.parametrize(("texts", "expected"), RESOLVED)
def test_resolve(texts: list[str], expected: list[int | None]) -> None:
    assert resolve([parse_decree(text) for text in texts]) == expected


@given(st.text(alphabet="Nghịđnuyếtsố 0123456789/-–.QĐNCPTWUBLuậtnăm,()\n\u0301\u200bÐ", max_size=80))
@settings(max_examples=300, deadline=None)
def test_hostile_text(text: str) -> None:
    last = 0
    for start, end in find_decrees(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
        parse_decree(text[start:end])
    assert parse_decree(text).text == text


@pytest.mark.parametrize(
    "unit", ["1", "/", "1/", "Nghị định ", "Luật (", "12/QĐ-", "Luật sửa đổi, bổ sung một số điều của ", "các Nghị quyết 11, 12, ", "1/AAAAAAAAAA-"]
)
def test_a_megabyte_in_linear_time(unit: str) -> None:
    size = 100_000 if unit not in ("1", "/", "1/", "Nghị định ") else 1_000_000
    text = unit * (size // len(unit))
    began = time.process_time()
    find_decrees(text)
    parse_decree(text)
    assert time.process_time() - began < 6


def test_word_lists_are_whole() -> None:
    words = documents()
    assert len(words["administrative"]) == 29
    assert sum(1 for symbol in words["administrative"].values() if symbol) == 27
    for part in ("noun", "verb", "weak", "symbol_only"):
        assert len(words["citing"][part]) == len(set(words["citing"][part]))
    assert all(kind.lower() in all_kinds() for part in ("noun", "verb", "weak") for kind in words["citing"][part])
    for table in (words["issuers"], words["party_issuers"]):
        assert all(key == key.upper() and name for key, name in table.items())
    assert set(state_symbols()) <= set(party_symbols())
    laws = lexicon("laws")
    for part in ("codes", "laws", "ordinances"):
        assert len(laws[part]) == len(set(laws[part])), part
        assert all(name == name.lower().strip() for name in laws[part])


# text -> for each citation its kind and number, the earlier one that it repeats, and what points at it
CITED: list[tuple[str, list[tuple[str | None, str | None, int | None, list[str]]]]] = [
    (
        "Theo Nghị quyết số 8/NQ-HĐND ngày 5/3/2020 và Nghị quyết số 8, huyện đã họp. Nghị quyết này có hiệu lực ngay.",
        [("Nghị quyết", "8", None, ["Nghị quyết này"]), ("Nghị quyết", "8", 0, [])],
    ),
    ("Các Nghị quyết 11, 12 và 45 của tỉnh.", [("Nghị quyết", "11", None, []), ("Nghị quyết", "12", None, []), ("Nghị quyết", "45", None, [])]),
    ("Nghị quyết số 8/NQ-CP và số 9/NQ-CP. Nghị quyết này mở đường.", [("Nghị quyết", "8", None, []), ("Nghị quyết", "9", None, [])]),
    ("Luật Trẻ em nêu rõ; luật này cũng cấm.", [("Luật", None, None, ["luật này"])]),
    ("Luật Trẻ em nêu rõ; các luật này cũng cấm.", [("Luật", None, None, [])]),
    ("Luật này thay Luật Trẻ em.", [("Luật", None, None, [])]),
    ("Nghị định 67. Nghị định trên đã rõ. Nghị định trên giấy.", [("Nghị định", "67", None, ["Nghị định trên"])]),
    ("Thông tư số 5/2020/TT-BTC: theo Thông tư nói trên, ...", [("Thông tư", "5", None, ["Thông tư nói trên"])]),
    (
        "Quyết định số 118/QĐ-UBND ngày 04-3-2022 và Quyết định số 118/QĐ-UBND: quyết định này; Quyết định này.",
        [("Quyết định", "118", None, ["Quyết định này"]), ("Quyết định", "118", None, [])],
    ),
    ("Quyết định số 118/QĐ-UBND, Quyết định số 118/QĐ-TTg. Quyết định này.", [("Quyết định", "118", None, []), ("Quyết định", "118", None, [])]),
    ("Nghị định này chưa có.", []),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_citations(text: str, expected: list[tuple[str | None, str | None, int | None, list[str]]], form: str) -> None:
    text = unicodedata.normalize(form, text)
    found = citations(text, find_decrees(text))
    told = [(c.decree.kind, c.decree.number, c.resolved, [text[start:end] for start, end in c.mentions]) for c in found]
    assert told == [(kind, number, resolved, [unicodedata.normalize(form, words) for words in said]) for kind, number, resolved, said in expected]


@pytest.mark.parametrize("piece", ["Nghị quyết này ", "Nghị quyết 5, 6 và 7. Nghị quyết này. ", "Luật trên ", "các "])
def test_citations_take_linear_time(piece: str) -> None:
    text = piece * 4000
    spans = find_decrees(text)
    start = time.process_time()
    citations(text, spans or [(0, 4)])
    assert time.process_time() - start < 10


def test_the_year_behind_an_amended_law_is_in_doubt() -> None:
    assert parse_decree("Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2013").ambiguous
    assert not parse_decree("Luật Đất đai năm 2013").ambiguous
