"""The tokenizer: text is never changed, figures stay whole, sentences end where a reader would end them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.tokens import Vietnamese, norm


@pytest.fixture(scope="module")
def nlp() -> Vietnamese:
    nlp = Vietnamese()
    nlp.max_length = 5_000_000
    return nlp


NLP = Vietnamese()
NLP.max_length = 5_000_000

#: Words, figures and hostile characters, thrown together.
SCRAPS = st.lists(
    st.sampled_from(
        [
            "tỉnh",
            "Hà Giang",
            "giải quyết",
            "UBND",
            "118/QĐ-UBND",
            "1.234,5",
            "97%",
            "13-6-2023",
            "TP.",
            "Đ/c.",
            "\n",
            "\r\n",
            "\t",
            "  ",
            "\u00a0",
            "\u200b",
        ]
        + [
            "\ufeff",
            "\x00",
            "🙂",
            "…",
            "“",
            "”",
            "(",
            ")",
            "- ",
            "1.",
            "a)",
            "http://a.vn/x?y=1",
            "ho\u0300a",
            "́",
            "½",
            "٣",
            "2021-2025",
            ".",
            ",",
            ";",
        ]
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), SCRAPS.map("".join), SCRAPS.map(" ".join)))
def test_text_is_sacred(text: str) -> None:
    for form in (text, unicodedata.normalize("NFD", text)):
        doc = NLP(form)
        assert doc.text == form
        assert all(form[token.idx : token.idx + len(token)] == token.text for token in doc)
        assert "".join(sentence.text_with_ws for sentence in doc.sents) == form


@pytest.mark.parametrize(
    ("unit", "size"), [*((unit, 1_000_000) for unit in "a1 \nạ.\u200b\u0301"), ("1.", 1_000_000), ("a b ", 50_000), ("/QĐ", 50_000)]
)
def test_much_of_one_thing(nlp: Vietnamese, unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    assert nlp(text).text == text


@pytest.mark.parametrize(
    "text",
    ["118/QĐ-UBND", "100/2019/NĐ-CP", "38/2013/QH13", "66-QĐ/TW", "1234/BGDĐT-VP", "1.234,5", "1.200.000", "0,5%", "97%", "10-15%", "13-6-2023"]
    + ["04/3/2022", "16.4.2019", "112/112", "2021-2025", "LĐ-TB&XH", "VH-TT&DL", "Covid-19", "TP.", "Đ/c.", "ThS."],
)
def test_single_tokens(nlp: Vietnamese, text: str) -> None:
    words = [token.text for token in nlp(f"Theo {text} của tỉnh")]
    assert text in words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("giải quyết việc làm", ["giải quyết", "việc làm"]),
        ("5.000m2 đất", ["5.000", "m2", "đất"]),
        ("kinh tế-xã hội", ["kinh tế", "-", "xã hội"]),
        ("hoà bình", ["hoà bình"]),
        ("đầu tư công giai đoạn 2016-2020", ["đầu tư", "công", "giai đoạn", "2016-2020"]),
        ("Bộ TT&TT hướng dẫn", ["Bộ", "TT&TT", "hướng dẫn"]),
        ("giải\nquyết", ["giải", "\n", "quyết"]),
    ],
)
def test_words(nlp: Vietnamese, text: str, words: list[str]) -> None:
    assert [token.text for token in nlp(text)] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("TP. Huế có 1.000 hộ. Năm nay tăng.", ["TP. Huế có 1.000 hộ.", "Năm nay tăng."]),
        ("Đ/c. Nguyễn Văn A phát biểu.", ["Đ/c. Nguyễn Văn A phát biểu."]),
        ("Hội nghị\nToàn tỉnh có 5 xã", ["Hội nghị\n", "Toàn tỉnh có 5 xã"]),
        ("1. Kết quả đạt được\n2. Tồn tại", ["1. Kết quả đạt được\n", "2. Tồn tại"]),
        ("a) Về y tế: tốt.\n- Về giáo dục: khá.", ["a) Về y tế: tốt.\n", "- Về giáo dục: khá."]),
        ("Ông nói: “Tốt.” Bà cười.", ["Ông nói: “Tốt.”", "Bà cười."]),
        ("Đạt 97,5%. Trong đó có 3 xã...", ["Đạt 97,5%.", "Trong đó có 3 xã..."]),
        ("mở lớp, v.v. cho người dân.", ["mở lớp, v.v. cho người dân."]),
        ("Xong chưa? Rồi!", ["Xong chưa?", "Rồi!"]),
        ("\n\n Đầu đề", ["\n\n Đầu đề"]),
    ],
)
def test_sentences(nlp: Vietnamese, text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in nlp(text).sents] == sentences


@pytest.mark.parametrize(("word", "expected"), [("Nông thôn", "nông_thôn"), ("ho\u0300a", "hòa"), ("UBND", "ubnd"), ("\n", "\n"), ("1.200", "1.200")])
def test_norm(word: str, expected: str) -> None:
    assert norm(word) == expected
