"""Regular expression atoms of Vietnamese figures, shared by the tokenizer and every grammar. Each stands here once."""

from __future__ import annotations

#: An upper-case letter of the Vietnamese alphabet (document symbols also use `Ư`, `Đ`).
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"

#: "1.234.567", "5,2", "1.234,5", "05": digits joined by points and commas; what they mean is for `solieu.numbers` to say.
DIGITS = r"\d+(?:[.,]\d+)*"

#: Digits joined to digits without a blank, whatever joins them: "12/5/2023", "10-15", "112/112", "17:30", "2021-2025".
FIGURE = r"\d+(?:[.,/:–-]\d+)*"

#: "97%", "0,5%", "10-15%"
PERCENT = rf"{FIGURE}%"

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"

#: "12/5/2023", "04-3-2022", "16.4.2019": day, month and year in figures, one separator throughout. No group is captured.
FULL_DATE = rf"(?<!\d)(?:{_DAY}\s?/\s?{_MONTH}\s?/\s?{_YEAR}|{_DAY}\s?[-–]\s?{_MONTH}\s?[-–]\s?{_YEAR}|{_DAY}\s?\.\s?{_MONTH}\s?\.\s?{_YEAR})(?!\d)"

#: The letters of a document's kind or issuer: "QĐ", "UBND", "QyĐ", "CTr", "QH13", "BGDĐT", "BLĐTB&XH", "TTg", "GDTrH"; also with the Icelandic `Ð`
#: that some keyboards leave. At most two small letters in a row, so that a word glued on behind (`TT-BTCngày`) stays out.
SYMBOL = rf"[{UPPER}Ð][{UPPER}Ð0-9&]{{0,20}}(?:[a-zđ]{{1,2}}(?![{UPPER.lower()}])[{UPPER}Ð0-9&]{{0,8}}){{0,3}}"

#: "100/2019/NĐ-CP", "118/QĐ-UBND", "38/2013/QH13", "1234/BGDĐT-VP", "19-2017/NQ-CP" of the State; "66-QĐ/TW", "15-NQ/TU" of the Party
#: (Decree 30/2020/NĐ-CP, appendix III; Hướng dẫn 36-HD/VPTW of 2018); "64/CP" of old. One blank may stand around the first two separators.
DOCUMENT_NUMBER = (
    rf"(?<![\w./-])\d{{1,6}}[a-zA-Z]?(?:"
    rf"(?:\s?[/-]\s?{_YEAR})?\s?[/–-]\s?{SYMBOL}(?:\s?[/–-]\s?{SYMBOL})(?:[-–/._]{SYMBOL}){{0,5}}"
    rf"|\s?/\s?{_YEAR}\s?/\s?{SYMBOL}"
    rf"|\s?/\s?(?:CP|TTg|HĐBT|CTN|UBTVQH\d*|QH\d+)"
    rf")(?![{UPPER}Ð0-9])"
)
