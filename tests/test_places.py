"""Places: kinds, official names and codes, what stays open, and the province of an article."""

from __future__ import annotations

import gzip
import time
import unicodedata
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

import solieu.places.register as register_module
from solieu.errors import ModelError
from solieu.places import article_province, parse_place, successors
from solieu.places.parse import find_province
from solieu.places.register import register
from solieu.places.spelling import key, places, typed

VOCAB = spacy.blank("xx").vocab

# (text, the article's province) -> name, kind, code, new code, new name
PLACES = [
    ("tỉnh Bắc Kạn", None, ("Tỉnh Bắc Kạn", "province", "06", "19", "Tỉnh Thái Nguyên")),
    ("Bắc Kạn", None, ("Tỉnh Bắc Kạn", "province", "06", "19", "Tỉnh Thái Nguyên")),
    ("TỈNH BẮC KẠN", None, ("Tỉnh Bắc Kạn", "province", "06", "19", "Tỉnh Thái Nguyên")),
    ("tỉnh Bắc Cạn", None, ("Tỉnh Bắc Kạn", "province", "06", "19", "Tỉnh Thái Nguyên")),
    ("Lào Cai", None, ("Tỉnh Lào Cai", "province", "10", "15", "Tỉnh Lào Cai")),
    ("TPHCM", None, ("Thành phố Hồ Chí Minh", "province", "79", "79", "Thành phố Hồ Chí Minh")),
    ("TP HCM", None, ("Thành phố Hồ Chí Minh", "province", "79", "79", "Thành phố Hồ Chí Minh")),
    ("TP.HCM", None, ("Thành phố Hồ Chí Minh", "province", "79", "79", "Thành phố Hồ Chí Minh")),
    ("Tp. Hồ Chí Minh", None, ("Thành phố Hồ Chí Minh", "province", "79", "79", "Thành phố Hồ Chí Minh")),
    ("Hồ Chí Minh", None, ("Thành phố Hồ Chí Minh", "province", "79", "79", "Thành phố Hồ Chí Minh")),
    ("Thủ đô Hà Nội", None, ("Thành phố Hà Nội", "province", "01", "01", "Thành phố Hà Nội")),
    ("Thừa Thiên - Huế", None, ("Thành phố Huế", "province", "46", "46", "Thành phố Huế")),
    ("tỉnh Thừa Thiên Huế", None, ("Thành phố Huế", "province", "46", "46", "Thành phố Huế")),
    ("Bà Rịa–Vũng Tàu", None, ("Tỉnh Bà Rịa - Vũng Tàu", "province", "77", "79", "Thành phố Hồ Chí Minh")),
    ("Hoà Bình", None, ("Tỉnh Hòa Bình", "province", "17", "25", "Tỉnh Phú Thọ")),
    ("Đăk Lăk", None, ("Tỉnh Đắk Lắk", "province", "66", "66", "Tỉnh Đắk Lắk")),
    ("tỉnh Đắc Nông", None, ("Tỉnh Đắk Nông", "province", "67", "68", "Tỉnh Lâm Đồng")),
    ("KonTum", None, ("Tỉnh Kon Tum", "province", "62", "51", "Tỉnh Quảng Ngãi")),
    ("tỉnh Hà Tây", None, ("Tỉnh Hà Tây", "province", None, None, None)),
    ("thành phố Bắc Kạn", None, ("Thành phố Bắc Kạn", "district", "058", None, None)),
    ("H. Na Rì", None, ("Huyện Na Rì", "district", "066", None, None)),
    ("Na Rì", None, ("Huyện Na Rì", "district", "066", None, None)),
    ("huyện Chợ Mới", "Bắc Kạn", ("Huyện Chợ Mới", "district", "065", None, None)),
    ("thị xã Phổ Yên", None, ("Thành phố Phổ Yên", "district", "172", None, None)),
    ("TX.Dĩ An", None, ("Thành phố Dĩ An", "district", "724", None, None)),
    ("huyện Cao Lãnh", None, ("Huyện Cao Lãnh", "district", "873", None, None)),
    ("thành phố Cao Lãnh", None, ("Thành phố Cao Lãnh", "district", "866", None, None)),
    ("huyện đảo Lý Sơn", None, ("Huyện Lý Sơn", "district", "536", "21548", "Đặc khu Lý Sơn")),
    ("huyện M’Đrăk", None, ("Huyện M'Đrắk", "district", "652", None, None)),
    ("Buôn Mê Thuột", None, ("Thành phố Buôn Ma Thuột", "district", "643", None, None)),
    ("Qui Nhơn", None, ("Thành phố Quy Nhơn", "district", "540", None, None)),
    ("Q.1", None, ("Quận 1", "district", "760", None, None)),
    ("Q1", "TP HCM", ("Quận 1", "district", "760", None, None)),
    ("Cầu Giấy", "Hà Nội", ("Quận Cầu Giấy", "district", "005", None, None)),
    ("xã Tân Lập", "tỉnh Bắc Kạn", ("Xã Tân Lập", "commune", "02032", "02038", "Xã Quảng Bạch")),
    ("xã Tân Lập, huyện Chợ Đồn, tỉnh Bắc Kạn", None, ("Xã Tân Lập", "commune", "02032", "02038", "Xã Quảng Bạch")),
    ("phường 05, quận 3, TPHCM", None, ("Phường 5", "commune", "27151", "27154", "Phường Bàn Cờ")),
    ("TT Chợ Rã", "Bắc Kạn", ("Thị trấn Chợ Rã", "commune", "01888", "01912", "Xã Chợ Rã")),
    ("xã Na Rì", None, ("Xã Na Rì", "commune", None, "02155", "Xã Na Rì")),
    ("phường Cửa Nam, thành phố Hà Nội", None, ("Phường Cửa Nam", "commune", "00073", None, None)),
    ("huyện Tĩnh Gia", None, ("Thị xã Nghi Sơn", "district", "407", None, None)),
    ("huyện Trà Lĩnh", None, ("Huyện Trà Lĩnh", "district", "046", None, None)),
    ("Thị xã Cửa Lò", None, ("Thị xã Cửa Lò", "district", "413", None, None)),
    ("Q.9", None, ("Quận 9", "district", "763", None, None)),
    ("huyện Kỳ Sơn", "Nghệ An", ("Huyện Kỳ Sơn", "district", "417", None, None)),
    ("huyện Kỳ Sơn", "Hòa Bình", ("Huyện Kỳ Sơn", "district", "151", None, None)),
    ("đặc khu Côn Đảo", None, ("Đặc khu Côn Đảo", "commune", None, "26732", "Đặc khu Côn Đảo")),
    ("thôn Nà Ngăm", "Bắc Kạn", ("Thôn Nà Ngăm", "village", None, None, None)),
    ("TDP 5", None, ("Tổ dân phố 5", "village", None, None, None)),
    ("QL3", None, ("Quốc lộ 3", "road", None, None, None)),
    ("ĐT.316", None, ("Đường tỉnh 316", "road", None, None, None)),
    ("phố Lu", None, ("Phố Lu", "road", None, None, None)),
    ("Phố Lu", "Lào Cai", ("Thị trấn Phố Lu", "commune", "02905", "02905", "Xã Bảo Thắng")),
    ("sông Cầu", None, ("Sông Cầu", "other", None, None, None)),
    ("cầu Giấy", None, ("Cầu Giấy", "other", None, None, None)),
    ("Tây Nguyên", None, ("Tây Nguyên", "other", None, None, None)),
    ("Lào", None, ("Lào", "country", "LA", None, None)),
    ("CHDCND Lào", None, ("Lào", "country", "LA", None, None)),
    ("Bản Không Có", None, ("Bản Không Có", "village", None, None, None)),
    ("Không Nơi Nào", None, ("Không Nơi Nào", None, None, None, None)),
]


@pytest.mark.parametrize(("text", "province", "expected"), PLACES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places(text: str, province: str | None, expected: tuple[str | None, ...], form: str) -> None:
    found = parse_place(unicodedata.normalize(form, text), province)
    assert not found.ambiguous
    assert (found.name, found.kind, found.code, found.code_new, found.name_new) == expected


# (text, the article's province) -> kind, and the province where all that fit share one
OPEN = [
    ("huyện Chợ Mới", None, "district", None),
    ("huyện Chợ Mới", "Hà Nội", "district", None),
    ("huyện Kỳ Sơn", None, "district", None),
    ("xã Tân Lập", None, "commune", None),
    ("xã Kim Lư", "Hà Nội", "commune", None),
    ("phường 5", "TPHCM", "commune", "Hồ Chí Minh"),
    ("Cao Lãnh", None, None, None),
    ("Mỹ Lộc", None, None, None),
    ("Cầu Giấy", None, None, None),
]


@pytest.mark.parametrize(("text", "province", "kind", "lies"), OPEN)
def test_what_nothing_decides_stays_open(text: str, province: str | None, kind: str | None, lies: str | None) -> None:
    found = parse_place(text, province)
    assert (found.ambiguous, found.code, found.code_new, found.name_new) == (True, None, None, None)
    assert (found.kind, found.province) == (kind, lies)


def test_every_province_in_every_form() -> None:
    provinces = set(register().provinces.values())
    assert len({province.code for province in provinces}) == 63
    assert len({province.code_new for province in provinces}) == 34
    for province in provinces:
        for form in (province.name, province.short, province.name.upper(), f"  {province.name.lower()}. ", province.name.replace("Thành phố", "TP.")):
            found = parse_place(form)
            lower = form == f"  {province.name.lower()}. "
            assert (found.kind, found.code, found.code_new, found.province) == ("province", province.code, province.code_new, province.short), form
            assert found.name == province.name or lower


#: Former districts whose code their successor has now: Quảng Uyên, Đạ Tẻh, Đất Đỏ, Quận 2.
REUSED = 4


def test_every_district_is_one_of_its_province() -> None:
    districts = [unit for units in register().units.values() for unit in units if unit.kind == "district"]
    assert len({(unit.name, unit.province) for unit in districts}) == 696 + len(places()["former"])
    assert len({unit.code for unit in districts}) == 696 + len(places()["former"]) - REUSED
    for unit in districts:
        assert unit.province is not None
        found = parse_place(f"{unit.name}, {unit.province.name}")
        assert (found.name, found.kind, found.code) == (unit.name, "district", unit.code)
        assert (found.province_code, found.ambiguous) == (unit.province.code, False)


def test_communes_with_their_address() -> None:
    units = {unit.code: unit for units in register().units.values() for unit in units if unit.kind == "commune" and unit.code}
    assert len(units) == 10_035
    for unit in [units[code] for code in sorted(units)[::25]]:
        assert unit.province is not None and unit.district is not None
        found = parse_place(f"{unit.name}, {unit.district.name}, {unit.province.name}")
        assert (found.kind, found.code, found.code_new, found.district_code) == ("commune", unit.code, unit.code_new, unit.district.code)
        found = parse_place(unit.name, unit.province.name)
        assert found.kind == "commune"
        assert found.ambiguous or found.code == unit.code


def test_every_commune_since_2025_can_be_reached() -> None:
    every = [unit for units in register().units.values() for unit in units]
    reached = {unit.code_new for unit in every if unit.kind == "commune"} | {code for unit in every if unit.code for code in successors(unit.code)}
    assert len(reached - {None}) == 3321
    assert all(len(code) == 5 for code in reached if code)


def test_what_a_unit_became() -> None:
    assert successors("066") == ("02143", "02152", "02155", "02176", "02185", "02191")
    assert successors("02137") == ("02152",)
    assert successors("536") == ("21548",)
    assert len(successors("00019")) == 4
    assert successors("06") == successors("") == ()


def test_a_broken_register_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(register_module, "files", lambda package: tmp_path)
    for broken in (None, b"", b"no gzip", gzip.compress(b"X\t1\n"), gzip.compress(b"P\t1\n"), gzip.compress(b"\xff")[:-4]):
        if broken is not None:
            (tmp_path / "data" / "register.tsv.gz").write_bytes(broken)
        with pytest.raises(ModelError, match="register of places cannot be read"):
            register_module._rows()


def test_province_of_a_district() -> None:
    found = parse_place("huyện Na Rì")
    assert (found.province, found.province_code, found.province_code_new) == ("Bắc Kạn", "06", "19")
    assert (found.district, found.district_code) == (None, None)
    found = parse_place("xã Kim Lư", "Bắc Kạn")
    assert (found.district, found.district_code, found.province_code) == ("Huyện Na Rì", "066", "06")
    found = parse_place("xã Na Rì", "Thái Nguyên")
    assert (found.province, found.province_code, found.province_code_new) == ("Thái Nguyên", None, "19")


@pytest.mark.parametrize(
    ("name", "short"), [("TP HCM", "Hồ Chí Minh"), ("tỉnh bắc kạn", "Bắc Kạn"), ("TP. Hà Nội", "Hà Nội"), ("huyện X", None), ("", None)]
)
def test_find_province(name: str, short: str | None) -> None:
    found = find_province(name)
    assert (found.short if found else None) == short


def doc(*words: tuple[str, str]) -> Doc:
    """A document of words with labels; `""` for none."""
    made = Doc(VOCAB, [word for word, _ in words])
    made.ents = tuple(Span(made, at, at + 1, label) for at, (_, label) in enumerate(words) if label)
    return made


ABOUT = [
    ([("tỉnh Bắc Kạn", "PLACE"), ("họp", "")], "Bắc Kạn"),
    ([("UBND tỉnh Bắc Kạn", "AGENCY"), ("huyện Na Rì", "PLACE"), ("Hà Nội", "PLACE")], "Bắc Kạn"),
    ([("Na Rì", "PLACE"), ("\n", ""), ("Hà Nội", "PLACE"), ("TPHCM", "PLACE")], "Bắc Kạn"),
    ([("Sở Y tế Hòa Bình", "AGENCY")], "Hòa Bình"),
    ([("Công an TP.HCM", "AGENCY")], "Hồ Chí Minh"),
    ([("Đoàn TNCS Hồ Chí Minh", "AGENCY")], None),
    ([("Hà Nội", "PLACE"), ("Lào Cai", "PLACE"), ("Cà Mau", "PLACE")], None),
    ([("huyện Chợ Mới", "PLACE"), ("Chính phủ", "AGENCY")], None),
    ([("chữ", "")], None),
]


@pytest.mark.parametrize(("words", "province"), ABOUT)
def test_article_province(words: list[tuple[str, str]], province: str | None) -> None:
    assert article_province(doc(*words)) == province


def test_the_word_list_is_sound() -> None:
    lists = places()
    kinds = {"province", "city", "district", "commune", "village", "road", "country"}
    assert all(row["kind"] in kinds and row["words"] for row in lists["types"].values())
    words = [word.lower() for row in lists["types"].values() for form in ("words", "short", "dotted") for word in row.get(form, [])]
    assert len(words) == len(set(words))
    names = [key(name) for row in lists["countries"].values() for name in row]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    assert all(len(code) == 2 and code.isupper() for code in lists["countries"])
    assert all(key(name) in register().units for name in lists["aliases"].values())
    codes = {province.code for province in register().provinces.values()}
    assert all(len(code) == 3 and province in codes for code, province in lists["former"].values())
    assert all(unicodedata.is_normalized("NFC", name) for row in lists["countries"].values() for name in row)


def test_type_words() -> None:
    assert typed("huyện") is None
    assert typed("Tpo") is None
    found = typed("xã biên giới Thanh Thủy")
    assert found is not None and found.name == "Thanh Thủy"


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["TP", "xã", ",", "(", "1", "\u0300", "Hồ", "\x00", "Q.", " - ", "🙂"]), max_size=12).map(" ".join),
    )
)
def test_any_text_is_some_place(text: str) -> None:
    found = parse_place(text, text)
    assert found.text == text
    assert not (found.ambiguous and found.code)


@pytest.mark.parametrize("text", ["TP " * 50_000, ", " * 100_000, "xã " + "a" * 100_000, "Q." * 60_000, "̀" * 100_000])
def test_long_texts_take_no_time(text: str) -> None:
    register()
    start = time.process_time()
    parse_place(text)
    assert time.process_time() - start < 1
