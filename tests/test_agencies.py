"""Public bodies: one form for each."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.agencies import canonical
from solieu.lexicon import lexicon

LABOUR = "Lao động - Thương binh và Xã hội"

# (text, the article's province) -> the one form
BODIES = [
    ("Sở LĐ TB&XH", None, f"Sở {LABOUR}"),
    ("Sở LĐ - TB & XH Hà Nội", None, f"Sở {LABOUR} Hà Nội"),
    ("sở LĐTBXH", "Bắc Kạn", f"Sở {LABOUR}"),
    ("Bộ Lao động – Thương binh và xã hội", None, f"Bộ {LABOUR}"),
    ("Bộ Lao động, Thương binh và Xã Hội", None, f"Bộ {LABOUR}"),
    ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH NGHỆ AN", None, f"Sở {LABOUR} tỉnh Nghệ An"),
    ("Phòng LĐ-TB&XH huyện Na Rì", None, f"Phòng {LABOUR} huyện Na Rì"),
    ("Bộ KH&ĐT", None, "Bộ Kế hoạch và Đầu tư"),
    ("Bộ NN-PTNT", None, "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("Sở Nông nghiệp và PTNT", None, "Sở Nông nghiệp và Phát triển nông thôn"),
    ("SỞ NÔNG NGHIỆP VÀ PTNT HƯNG YÊN", None, "Sở Nông nghiệp và Phát triển nông thôn Hưng Yên"),
    ("Bộ VH-TT&DL", None, "Bộ Văn hóa, Thể thao và Du lịch"),
    ("Phòng VH-TT huyện", None, "Phòng Văn hóa và Thông tin huyện"),
    ("Sở VH-TT", None, "Sở Văn hóa và Thể thao"),
    ("Sở Công thương", None, "Sở Công Thương"),
    ("Sở Giáo dục và Đào tạo (GD-ĐT) Hà Nội", None, "Sở Giáo dục và Đào tạo Hà Nội"),
    ("Phòng Bảo trợ xã hội Sở LĐTBXH tỉnh", "Đắk Nông", f"Phòng Bảo trợ xã hội Sở {LABOUR} tỉnh Đắk Nông"),
    ("UBND tỉnh", "Bắc Kạn", "UBND tỉnh Bắc Kạn"),
    ("UBND tỉnh", "tỉnh Bắc Kạn", "UBND tỉnh Bắc Kạn"),
    ("UBND tỉnh", None, "UBND tỉnh"),
    ("UBND tỉnh", "Hà Nội", "UBND tỉnh"),
    ("UBND TỈNH", "Bắc Kạn", "UBND tỉnh Bắc Kạn"),
    ("Uỷ ban nhân dân tỉnh Bắc Kạn", "Hà Giang", "UBND tỉnh Bắc Kạn"),
    ("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN", None, "UBND tỉnh Bắc Kạn"),
    ("Hội đồng nhân dân tỉnh khóa X", "Bắc Kạn", "HĐND tỉnh Bắc Kạn khóa X"),
    ("UBND thành phố", "Hà Nội", "UBND thành phố Hà Nội"),
    ("UBND TP", "Đà Nẵng", "UBND thành phố Đà Nẵng"),
    ("UBND thành phố", "Bắc Kạn", "UBND thành phố"),
    ("UBND TP.HCM", None, "UBND thành phố Hồ Chí Minh"),
    ("UBND H. Na Rì", None, "UBND huyện Na Rì"),
    ("Công an TX. Phổ Yên", None, "Công an thị xã Phổ Yên"),
    ("UBND tỉnh Thừa Thiên Huế", None, "UBND tỉnh Thừa Thiên Huế"),
    ("Sở Y tế Đăk Lăk", None, "Sở Y tế Đắk Lắk"),
    ("Tỉnh uỷ", "Bắc Kạn", "Tỉnh ủy Bắc Kạn"),
    ("Ban Tuyên giáo Tỉnh ủy", "Bắc Kạn", "Ban Tuyên giáo Tỉnh ủy Bắc Kạn"),
    ("Thành ủy", "Hải Phòng", "Thành ủy Hải Phòng"),
    ("công an tỉnh", "Lào Cai", "Công an tỉnh Lào Cai"),
    ("CÔNG AN TỈNH LÀO CAI", None, "Công an tỉnh Lào Cai"),
    ("Đoàn ĐBQH tỉnh", "Bắc Kạn", "Đoàn đại biểu Quốc hội tỉnh Bắc Kạn"),
    ("UBMTTQVN tỉnh", "Bắc Kạn", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bắc Kạn"),
    ("Uỷ ban MTTQ xã", None, "Ủy ban Mặt trận Tổ quốc xã"),
    ("BCH Đảng bộ huyện", None, "Ban Chấp hành Đảng bộ huyện"),
    ("Bộ CHQS tỉnh", "Lào Cai", "Bộ Chỉ huy Quân sự tỉnh Lào Cai"),
    ("BCH QS huyện Na Rì", None, "Ban Chỉ huy Quân sự huyện Na Rì"),
    ("TAND huyện", None, "Tòa án nhân dân huyện"),
    ("VKSND tối cao", None, "Viện kiểm sát nhân dân tối cao"),
    ("KBNN", None, "Kho bạc Nhà nước"),
    ("NHCSXH huyện", None, "Ngân hàng Chính sách xã hội huyện"),
    ("BHXH Việt Nam", None, "Bảo hiểm xã hội Việt Nam"),
    ("LĐLĐ thị xã Phổ Yên", None, "Liên đoàn Lao động thị xã Phổ Yên"),
    ("Bộ đội Biên phòng TP", None, "Bộ đội Biên phòng thành phố"),
    ("Bộ Chính trị", None, "Bộ Chính trị"),
    ("Chính phủ", "Bắc Kạn", "Chính phủ"),
    ("UBND các huyện", "Bắc Kạn", "UBND các huyện"),
    ("Trường THPT Bắc Kạn", None, "Trường THPT Bắc Kạn"),
    ("  UBND \n tỉnh. ", "Bắc Kạn", "UBND tỉnh Bắc Kạn"),
    ("", None, ""),
]


@pytest.mark.parametrize(("text", "province", "expected"), BODIES)
def test_canonical(text: str, province: str | None, expected: str) -> None:
    assert canonical(text, province) == expected
    assert canonical(unicodedata.normalize("NFD", text), province) == expected
    assert canonical(expected, province) == expected


def test_every_field_in_every_wording() -> None:
    for name, others in lexicon("agencies")["fields"].items():
        assert canonical(f"Sở {name}") == f"Sở {name}"
        for other in others:
            assert canonical(f"Sở {other} tỉnh", "Bắc Kạn") == f"Sở {name} tỉnh Bắc Kạn"
            assert canonical(f"Bộ {other.lower()}") == f"Bộ {name}"


def test_every_abbreviation() -> None:
    for short, long in lexicon("agencies")["words"].items():
        assert unicodedata.is_normalized("NFC", short + long)
        assert canonical(f"Ban {short} xã") == canonical(f"Ban {long} xã")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["Sở", "UBND", "TP.", "(", ")", "tỉnh", "&", "\x00", "LĐ", "xã", "-", "̣"]), max_size=12).map(" ".join),
    )
)
def test_any_text_has_a_form(text: str) -> None:
    assert isinstance(canonical(text, text), str)


@pytest.mark.parametrize("text", ["Sở " * 50_000, "UBND TP." * 20_000, "(" * 100_000, "a" * 100_000, "Sở " * 99, "xã A " * 59, "(" * 299, "VÀ " * 99])
def test_long_texts_take_no_time(text: str) -> None:
    canonical("UBND tỉnh", "Bắc Kạn")
    start = time.perf_counter()
    canonical(text, "Bắc Kạn")
    assert time.perf_counter() - start < 0.5
