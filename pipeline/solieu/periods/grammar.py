"""The pieces of a time expression as regular expressions over folded text in small letters. Every repetition is bounded."""

from __future__ import annotations

B = r"[ ]{1,3}"
O = r"[ ]{0,2}"  # noqa: E741 - B for a blank, O for an optional one

#: Day, month and year in figures. A year of four digits is one of the last or this century.
D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
M = r"(?:0?[1-9]|1[0-2])(?!\d)"
Y = r"(?:19|20)\d\d(?!\d)"

#: "một", "hai", ... "mười hai", "25": how many months, years or days.
COUNT = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:[ ]{1,2}(?:một|hai|ba|bốn|lăm))?|hai mươi|ba mươi|nửa)"

#: "rạng sáng", "chiều": the part of a day that stands before a date.
DAY_PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)"

#: "10h", "15 giờ", "8h30", "14 giờ 30 phút", "2 giờ sáng", "5h sáng"
HOUR = rf"(?:\d{{1,2}}(?:h\d{{0,2}}|g\d{{2}}|{O}giờ(?:{B}\d{{1,2}}(?:{B}phút)?)?)(?:{B}giờ)?(?:{B}{DAY_PART})?)"

#: "13/6/2023", "13-6-2023", "13.6.2023", "13/6 /2023": one separator throughout.
DMY = rf"(?:{D}{O}/{O}{M}{O}/{O}\d{{4}}(?!\d)|{D}{O}-{O}{M}{O}-{O}{Y}|{D}\.{M}\.{Y})"

#: "13/6", "13-6", "13.6"
DM = rf"(?:{D}{O}/{O}{M}(?![/.,-]?\d|%)|{D}-{M}(?![/.,-]?\d|%)|{D}\.{M}(?![/.,-]?\d|%))"

#: "13/2/21948", "32/13/2020": figures between slashes that no calendar has; kept as text and reported.
IMPOSSIBLE = r"\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d{2,4}(?!\d)"

MONTH_WORD = r"(?:giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:[ ]{1,2}(?:một|hai))?|chạp)"

#: "5 tháng 3 năm 2020", "5 tháng giêng"
D_MONTH = rf"(?:{D}{B}tháng{B}(?:{M}|giêng|chạp)(?:{O},?{O}năm{B}{Y}|/{Y})?)"

#: A day: "ngày 13-6-2023", "chiều 5/7", "sáng nay 25-5", "16 giờ ngày 8/4/2019", "8/10/2020".
ANY_DAY = rf"(?:{DMY}|{D_MONTH}|{DM})"
DAY = (
    rf"(?:(?:{HOUR}{O},?{O}(?:ngày{O})?|{DAY_PART}{B}(?:(?:hôm )?(?:nay|qua),?{B})?(?:ngày{O})?|{HOUR}{B}(?:{DAY_PART}{B})?nay{B}"
    rf"|{HOUR}{B}{DAY_PART}{B}(?:ngày{O})?|ngày{O}){ANY_DAY}|{DMY}|{D_MONTH})"
)

#: Some days of one month: "ngày 10 và 11/6", "hai ngày 7 và 8-4", "ngày 5, 6 và 7/10", "ngày 11 - 16 tháng giêng"
DAYS = rf"(?:(?:(?:hai|ba|bốn|[2-9]){B})?ngày{B}{D}(?:{O},{O}{D}){{0,4}}(?:{O},?{O}và{B}(?:ngày{B})?|{O}-{O}|{O},{O}){ANY_DAY})"

MONTH_OF_YEAR = rf"(?:{M}{O}[/.-]{O}{Y}|{M}{O},?{B}năm{B}(?:{Y}|nay|ngoái))"
#: "đầu tháng 7/2017", "tháng 12-2016", "tháng 8 năm 2020", "tháng 3 vừa qua", "trung tuần tháng 11", "tháng giêng"
MONTH_PART = rf"(?:(?:đầu|giữa|cuối|nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần|hết){B})"
MONTH = (
    rf"(?:{MONTH_PART}?tháng{B}(?:{MONTH_OF_YEAR}|{M}{O}-{O}{MONTH_OF_YEAR}|{M}{B}và{B}{MONTH_OF_YEAR}"
    rf"|(?:{M}(?![.,/-]?\d|{O}(?:%|tuổi))|{MONTH_WORD}(?!\w))(?:{B}(?:này|vừa qua|tới|năm nay|năm ngoái)(?!\w))?))"
)

ROMAN = r"(?:iv|i{1,3}|[1-4](?!\d))(?!\w)"
#: "quý iii/2024", "quý 1-2019", "quý iv năm 2020", "quý i và ii/2017"
QUARTER = rf"(?:(?:(?:đầu|cuối|nửa đầu|nửa cuối){B})?quý{B}{ROMAN}(?:(?:{O}[,-]{O}|{B}và{B}){ROMAN})?(?:{O}[/-]{O}{Y}|{B}(?:năm{B})?{Y}|{B}năm nay)?)"

#: "2016-2020", "2016 đến 2020", "2016 - năm 2020"
YEARS = rf"(?:{Y}{O}(?:-{O}|{B}đến{B})(?:hết{B})?(?:năm{B})?{Y})"
YEAR_PART = rf"(?:(?:những{B})?(?:(?:nửa|tháng|ngày|quý){B})?(?:đầu|giữa|cuối){B})"
#: "năm 2017", "năm học 2017-2018", "đầu năm 2015", "cuối 2017", "nửa đầu năm 2017", "những năm 1960"
YEAR = (
    rf"(?:{YEAR_PART}?năm{B}(?:(?:học|mới|tài chính|kế hoạch|ngân sách|công tác|dương lịch){B}){{0,2}}(?:{YEARS}|{Y})|{YEAR_PART}{Y}"
    rf"|{COUNT}{B}năm{B}{Y}(?:{O},{O}{Y}){{0,4}}{B}và{B}{Y}|{COUNT}{B}năm{B}(?:từ{B})?{YEARS}|những{B}năm{B}(?:{Y}|\d0(?!\d))|thập{B}(?:niên|kỷ){B}(?:{Y}|\d0(?!\d))|thế{B}kỷ{B}(?:xix|xx|xxi|\d\d)(?!\w))"
)
#: "mùa khô năm 2016-2017", "đầu vụ đông xuân 2019-2020"
SEASON = (
    rf"(?:(?:(?:đầu|giữa|cuối){B})?(?:mùa|vụ){B}(?:sản xuất{B})?"
    rf"(?:đông xuân|xuân hè|hè thu|thu đông|đông|xuân|hè|thu|mùa|khô|mưa|lũ|vải|lúa)(?:{B}năm)?{B}(?:{YEARS}|{Y}))"
)

#: "học kỳ ii", "học kỳ 1 năm học 2018-2019"
SCHOOL_TERM = rf"(?:học{B}kỳ{B}(?:i{{1,2}}|[12])(?!\w|[.,/-]?\d)(?:{O},?{O}năm{B}học{B}{YEARS})?)"

#: "giai đoạn 2016 - 2020", "nhiệm kỳ 2020-2025", "thời kỳ 2021-2030", "giai đoạn tháng 2-2011 đến tháng 9-2013"
STAGE = (
    rf"(?:(?:giai đoạn|nhiệm kỳ|thời kỳ|niên khóa|niên độ|niên vụ|khóa|năm học){B}(?:năm{B})?"
    rf"(?:{YEARS}|{YEAR_PART}?{MONTH}(?:{O}-{O}|{B}đến{B}){MONTH}|\d{{1,2}}/{Y}{O}-{O}\d{{1,2}}/{Y}))"
)

#: "6 tháng đầu năm 2020", "2 tháng cuối năm", "hai quý đầu năm", "10 tháng năm 2020", "những tháng cuối năm", "tháng cuối cùng của năm 2020"
OF_YEAR = rf"(?:{COUNT}|những|các|mấy)"
NMONTHS = (
    rf"(?:(?:{OF_YEAR}{B})(?:tháng|quý|ngày|tuần){B}(?:đầu|cuối|còn lại)(?:{B}(?:của|trong))?{B}(?:(?:tiên|cùng){B}(?:của{B})?)?"
    rf"(?:năm(?:{B}(?:(?:học|mới){B})?(?:{YEARS}|{Y}|nay(?!\w)))?|{Y}|tháng{B}{M}(?:{O}/{O}{Y})?|quý{B}{ROMAN}(?:/{Y})?)"
    rf"|{COUNT}{B}tháng(?:{B}(?:của{B})?năm{B}{Y}|{O}/{O}{Y}|{B}{Y})"
    rf"|(?:nửa|tháng|quý|tuần){B}(?:đầu|cuối)(?:{B}(?:tiên|cùng))?(?:{B}(?:của|trong))?{B}năm{B}(?:{Y}|nay(?!\w)))"
)

#: "6 tháng qua", "25 năm qua", "3 năm trở lại đây", "15 ngày nữa", "hơn 10 năm trước", "5 tháng trước đó"
AGO = (
    rf"(?:(?:(?:hơn|gần|khoảng){B})?{COUNT}{B}(?:năm|tháng|tuần|ngày|quý|giờ|thập kỷ|thập niên){B}"
    rf"(?:(?:vừa{B})?qua|gần đây|gần nhất|trở lại đây|đổ lại đây|lại đây|tới(?!{B}\w+{B}thôn)|nữa|"
    rf"trước đó|trước(?!{B}(?:khi|mắt|sự|những|các))|tiếp theo|sắp tới)(?!\w))"
)

#: "cùng kỳ năm 2016", "cùng kỳ 2019", "cùng kỳ quý i/2019", "cùng kỳ tháng 6/2019"
SAME = rf"(?:cùng{B}kỳ{B}(?:của{B})?(?:{QUARTER}|{MONTH}|(?:năm{B})?{Y}))"

STEM = r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)"
BRANCH = r"(?:tý|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)"
#: "tết nguyên đán mậu tuất 2018", "tết mậu thân 1968", "tết dương lịch 2020"
TET = (
    rf"(?:tết(?:{B}(?:nguyên đán|dương lịch|cổ truyền|âm lịch|trung thu))?(?:{B}xuân)?"
    rf"(?:{B}(?:năm{B})?{STEM}{B}{BRANCH}(?!\w)(?:{O}[-,]?{O}(?:năm{B})?{Y})?|{B}(?:năm{B})?{Y}))"
)

#: What may stand behind `từ`, and what behind `đến`; a bare day or year only there.
NOW = r"(?:nay(?!\w))"
START = (
    rf"(?:(?:sau{B})?(?:{DAY}|{ANY_DAY}|{MONTH}|{QUARTER}|{TET}|{YEAR}|{HOUR}|{NOW}|(?:đầu|giữa|cuối){B}{TET}"
    rf"|(?:đầu|giữa|cuối){B}(?:năm|tháng|quý|nhiệm kỳ|mùa khô|mùa mưa|mùa lũ|vụ)(?:{B}(?:nay|này))?|{Y}"
    rf"|(?:{DAY_PART}{B})?ngày{B}{D}|{DAY_PART}{B}{D}|{D}|{M}/{Y}))"
)
END = (
    rf"(?:(?:hết{B})?(?:{DAY}|{ANY_DAY}|{MONTH}(?:{B}năm{B}(?:nay|sau|{Y}))?|{QUARTER}|{YEAR}|{HOUR}"
    rf"|(?:đầu|giữa|cuối|hết){B}(?:năm|tháng|quý)(?:{B}(?:nay|này|{Y}))?|{Y}|{M}[./-]{Y}))"
)
#: "từ 1-1-2026", "từ đầu năm học 2016 - 2017" name one end; their hyphens join no two.
ONE_END = rf"(?:(?:ngày{B})?{DMY}|{YEAR_PART}?năm{B}học{B}{YEARS})(?!{O},?{O}(?:đến|-){O})"
#: "từ năm 2016 đến nay", "từ đầu năm đến ngày 30/9", "từ ngày 4 - 18/9/2018", "từ nay đến cuối năm 2017"
RANGE = rf"(?:từ{B}(?!{ONE_END}){START}{O}(?:,{O})?(?:-{O}|đến{B}(?:thời điểm{B})?)(?:{NOW}(?:{B}{Y})?|{END}))"

#: The same without `từ`, where both ends say enough: "tháng 1/2020 đến tháng 6/2020", "năm 2016 đến nay", "1/1/2020 - 31/12/2020"
BOTH_ENDS = (
    rf"(?:(?:(?:{DAY}|{MONTH}|{QUARTER}|{YEAR}){B}đến{B}(?:{NOW}|{DAY}|{MONTH}|{QUARTER}|{YEAR}|{ANY_DAY})"
    rf"|{DAY}{O}-{O}(?:{DAY}|{ANY_DAY})|{M}/{Y}{O}-{O}{M}/{Y}))"
)
