"""What QUANTITY spans say: `(text, expected)`, expected as `shown` writes it."""

from __future__ import annotations

import random
import time
import unicodedata
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.lexicon import lexicon
from solieu.numbers import Quantity, parse_quantity, unit_definition
from solieu.numbers.quantity import LONGEST_PHRASE
from solieu.numbers.units import registry, tables

#: comparator, value(..value_high), of, [unit], (item), ? where it is flagged ambiguous
PHRASES = [
    ("-12 m đến -15 m", "= -15..-12 [m]"),
    ("âm 5 độ C", "= -5 [°C]"),
    ("gần 100 BV tuyến tỉnh", "< 100 [BV] (BV tuyến tỉnh)"),
    ("215 C/O mẫu D", "= 215 [C/O] (C/O mẫu D)"),
    ("37 Anh hùng lao động", "= 37 [anh hùng] (Anh hùng lao động)"),
    ("hai ba xã", "= 2..3 [xã] (xã) ?"),
    ("năm bảy trăm hộ", "= 500..700 [hộ] (hộ) ?"),
    ("3 hoặc 4 ngày", "= 3..4 [ngày]"),
    ("từ ba đến năm trăm nghìn đồng", "= 300000..500000 [đồng] ?"),
    ("từ 500 đến 1 triệu đồng", "= 500000..1000000 [đồng] ?"),
    ("từ 500.000 đến 1 triệu đồng", "= 500000..1000000 [đồng]"),
    ("4-5.000 hộ", "= 4000..5000 [hộ] (hộ) ?"),
    ("5 triệu đến 7 triệu đồng", "= 5000000..7000000 [đồng]"),
    ("từ 5 triệu đến 7", "= 5000000..7000000 ?"),
    ("16 tuổi trở lên", ">= 16 [tuổi]"),
    ("từ đủ 18 tuổi trở lên", ">= 18 [tuổi]"),
    ("40 tuổi trở xuống", "<= 40 [tuổi]"),
    ("từ 60 tuổi trở lên", ">= 60 [tuổi]"),
    ("2 năm rưỡi", "= 2.5 [năm]"),
    ("2 tháng rưỡi", "= 2.5 [tháng]"),
    ("một tấn rưỡi", "= 1.5 [tấn]"),
    ("2 triệu đồng rưỡi", "= 2500000 [đồng]"),
    ("3 năm 8 tháng", "= 44 [tháng]"),
    ("7 giờ 30 phút", "= 450 [phút]"),
    ("05 (năm) hộ", "= 5 [hộ] (hộ)"),
    ("30 (ba mươi) ngày", "= 30 [ngày]"),
    ("2.000.000 đồng (hai triệu đồng)", "= 2000000 [đồng]"),
    ("45 trên 73 trường", "= 45 of 73 [trường] (trường)"),
    ("7 trong số 20 lao động", "= 7 of 20 [lao động] (lao động)"),
    ("12 xã trên tổng số 15 xã", "= 12 of 15 [xã] (xã)"),
    ("tăng 2,5 điểm %", "= 2.5 [điểm %]"),
    ("giảm 0,35 điểm phần trăm", "= 0.35 [điểm %]"),
    ("5 phần trăm", "= 5 [%]"),
    ("hai phẩy năm phần trăm", "= 2.5 [%]"),
    ("$5 triệu", "= 5000000 [USD]"),
    ("USD 5 triệu", "= 5000000 [USD]"),
    ("5 triệu đô la", "= 5000000 [USD]"),
    ("1,5 triệu đô-la Mỹ", "= 1500000 [USD]"),
    ("500k", "= 500000"),
    ("5 trđ", "= 5000000 [đồng]"),
    ("30 tr.đ", "= 30000000 [đồng]"),
    ("2,1 triệu USD", "= 2100000 [USD]"),
    ("1.200 USD", "= 1200 [USD]"),
    ("1,200 USD", "= 1200 [USD]"),
    ("1,200 đồng", "= 1200 [đồng]"),
    ("500,000 đồng", "= 500000 [đồng]"),
    ("1,200 tỷ đồng", "= 1200000000 [đồng] ?"),
    ("1,250 tỷ đồng", "= 1250000000 [đồng] ?"),
    ("1,200 ha", "= 1.2 [ha] ?"),
    ("1,200 hộ", "= 1200 [hộ] (hộ)"),
    ("1,200", "= 1.2 ?"),
    ("1,200%", "= 1.2 [%] ?"),
    ("12.345%", "= 12.345 [%] ?"),
    ("1.234%", "= 1234 [%] ?"),
    ("12.5%", "= 12.5 [%]"),
    ("1 200 hộ", "= 1200 [hộ] (hộ)"),
    ("12 500 000 đồng", "= 12500000 [đồng]"),
    ("1.4 tỷ đồng", "= 1400000000 [đồng]"),
    ("hàng trăm hộ", "= None"),
    ("vài chục người", "= None"),
    ("một số xã", "= None"),
    ("nhiều mô hình", "= None"),
    ("12/5/2020", "= None ?"),
    ("ngày 10/7/2017", "= None ?"),
    ("không có gì", "= None"),
    ("hơn chục hộ", "> 10 [hộ] (hộ)"),
    ("gần trăm người", "< 100 [người] (người)"),
    ("trên dưới 100 hộ", "~ 100 [hộ] (hộ)"),
    ("không dưới 50 hộ", ">= 50 [hộ] (hộ)"),
    ("không quá 30 ngày làm việc", "<= 30 [ngày] (làm việc)"),
    ("tối đa không quá 5 năm", "<= 5 [năm]"),
    ("khoảng hơn 100 tỷ đồng", "~ 100000000000 [đồng]"),
    ("khoảng gần 2.000 người", "~ 2000 [người] (người)"),
    ("lên tới 500 tỷ đồng", "= 500000000000 [đồng]"),
    ("đến 50 triệu đồng", "<= 50000000 [đồng]"),
    ("≥ 5%", ">= 5 [%]"),
    (">10 năm", "> 10 [năm]"),
    ("<5%", "< 5 [%]"),
    ("~20 hộ", "~ 20 [hộ] (hộ)"),
    ("28 triệu đồng/người/năm", "= 28000000 [đồng/người/năm]"),
    ("12-14 tấn/ha", "= 12..14 [tấn/ha]"),
    ("65 tạ/ha", "= 65 [tạ/ha]"),
    ("6,5 tấn trên 1 ha", "= 6.5 [tấn/ha]"),
    ("5 triệu đồng một tháng", "= 5000000 [đồng/tháng]"),
    ("5 triệu đồng mỗi người", "= 5000000 [đồng/người]"),
    ("120 người/km2", "= 120 [người/km2] (người)"),
    ("27 bác sĩ/vạn dân", "= 27 [bác sĩ/10.000 dân] (bác sĩ)"),
    ("15 bác sĩ trên 10.000 dân", "= 15 [bác sĩ/10.000 dân] (bác sĩ)"),
    ("5 ca/100.000 dân", "= 5 [ca/100.000 dân] (ca)"),
    ("1,2 triệu đồng/hộ nghèo/tháng", "= 1200000 [đồng/hộ nghèo/tháng]"),
    ("300.000 đồng/học sinh/năm học", "= 300000 [đồng/học sinh/năm học]"),
    ("50 triệu đồng/hộ trở lên", ">= 50000000 [đồng/hộ]"),
    ("20 - 30 triệu đồng/hộ", "= 20000000..30000000 [đồng/hộ]"),
    ("50.000 đến 70.000 đồng/kg", "= 50000..70000 [đồng/kg]"),
    ("10 đến 15%", "= 10..15 [%]"),
    ("từ 10% đến 15%", "= 10..15 [%]"),
    ("từ 8% lên 10%", ">= 8 [%] ?"),
    ("hơn 3.000 suất quà", "> 3000 [suất] (suất quà)"),
    ("120 căn nhà", "= 120 [căn] (căn nhà)"),
    ("2.115 hồ sơ", "= 2115 [hồ sơ] (hồ sơ)"),
    ("gần 2.400 lượt đoàn viên thanh niên", "< 2400 [lượt] (lượt đoàn viên thanh niên)"),
    ("12.500 kg gạo", "= 12500 [kg] (gạo)"),
    ("49.000 ha đất", "= 49000 [ha] (đất)"),
    ("3 bậc", "= 3 [bậc] (bậc)"),
    ("2 đô thị loại I", "= 2 [đô thị] (đô thị loại I)"),
    ("5 đồng chí", "= 5 [đồng chí] (đồng chí)"),
    ("2 héc-ta rừng", "= 2 [ha] (rừng)"),
    ("5 m² nhà", "= 5 [m2] (nhà)"),
    ("100 mét vuông", "= 100 [m2]"),
    ("3 mét khối", "= 3 [m3]"),
    ("35 độ C", "= 35 [°C]"),
    ("1.200 MW", "= 1200 [MW]"),
    ("2 triệu kWh", "= 2000000 [kWh]"),
    ("90 mã lực", "= 90 [CV]"),
    ("22 kV", "= 22 [kV]"),
    ("60 km/h", "= 60 [km/h]"),
    ("ba nghìn người", "= 3000 [người] (người)"),
    ("hai mô hình", "= 2 [mô hình] (mô hình)"),
    ("một trăm linh năm hộ", "= 105 [hộ] (hộ)"),
    ("ba mươi lăm nghìn đồng", "= 35000 [đồng]"),
    ("hai mươi năm", "= 20 [năm]"),
    ("năm năm", "= 5 [năm]"),
    ("mười năm", "= 10 [năm]"),
    ("năm hộ", "= 5 [hộ] (hộ)"),
    ("một nửa số hộ", "= 0.5 [số] (số hộ)"),
    ("nửa triệu đồng", "= 500000 [đồng]"),
    ("quá nửa", "> 0.5"),
    ("1 triệu 200 nghìn đồng", "= 1200000 [đồng]"),
    ("1 triệu 200", "= 1200000 ?"),
    ("3 tỷ 5", "= 3500000000 ?"),
    ("1,2 nghìn tỷ đồng", "= 1200000000000 [đồng]"),
    ("15 nghìn tỷ", "= 15000000000000"),
    ("năm mươi đến bảy mươi triệu đồng", "= 50000000..70000000 [đồng]"),
    ("từ hai đến ba xã", "= 2..3 [xã] (xã)"),
    ("2 đến 3 xã", "= 2..3 [xã] (xã)"),
    ("200-300 hộ", "= 200..300 [hộ] (hộ)"),
    ("1.000-1.200 tỷ đồng", "= 1000000000000..1200000000000 [đồng]"),
    ("khoảng 8h50", "= None ?"),
    ("một phần tư thế kỷ", "= 1 of 4 [thế kỷ]"),
    ("hơn hai phần ba dân số", "> 2 of 3 [dân] (dân số)"),
    ("5 phần trăm", "= 5 [%]"),
    ("28/5 tới", "= 28 of 5 ?"),
    ("147 / 44,68%", "= 147 of 44.68 [%] ?"),
    ("36,380 - 36,480 triệu đồng/lượng", "= 36380000..36480000 [đồng/lượng] ?"),
    ("từ 5 đến khoảng hơn chục câu", "= 5..10 [câu] (câu)"),
    ("từ 500.000 đến vài triệu đồng", ">= 500000"),
    ("22.690-22.760 đồng/USD", "= 22690..22760 [đồng/USD]"),
    ("9.000 đồng/CP", "= 9000 [đồng/CP]"),
    ("12 C/O", "= 12 [C/O] (C/O)"),
    ("4 triệu/tháng", "= 4000000 [đồng/tháng]"),
    ("35 - 40 triệu/người/tháng", "= 35000000..40000000 [đồng/người/tháng]"),
    ("4 tỷ/hecta", "= 4000000000 [đồng/ha]"),
    ("2 vạn/tháng", "= 20000 [/tháng]"),
    ("30 tới mùng", "= 30"),
    ("120 con dấu", "= 120 [con dấu] (con dấu)"),
    ("huyện 30a", "= None ?"),
    ("30a", "= None ?"),
    ("chương trình 135", "= None ?"),
    ("Nghị quyết 30a", "= None ?"),
    ("xếp thứ 3", "= 3"),
    ("thứ 09/63", "= 9 of 63"),
    ("10 000", "= 10000"),
    ("5ha", "= 5 [ha]"),
    ("20m2", "= 20 [m2]"),
    ("100%", "= 100 [%]"),
    ("100 %", "= 100 [%]"),
    ("100% số xã", "= 100 [%] (số xã)"),
    ("0,5‰", "= 0.5 [‰]"),
    ("5 nghìn tỷ", "= 5000000000000"),
    ("1:500", "= 1 of 500"),
    ("80:20", "= 80 of 20"),
    ("1 trên 10", "= 1 of 10"),
    ("3 x 4 m", "= 3 ?"),
    ("5.000đ", "= 5000 [đồng]"),
    ("5.000 đ/kg", "= 5000 [đồng/kg]"),
    ("50.000đ/người", "= 50000 [đồng/người]"),
    ("VNĐ 500.000", "= 500000 [đồng]"),
    ("2h", "= 2 [giờ]"),
    ("24/24 giờ", "= 24 of 24 [giờ]"),
    ("24/24", "= 24 of 24"),
    ("7/7 xã", "= 7 of 7 [xã] (xã)"),
    ("99,9 %", "= 99.9 [%]"),
    ("hơn 1.000 tỷ đồng tiền bồi thường", "> 1000000000000 [đồng] (tiền bồi thường)"),
    ("2 triệu tấn", "= 2000000 [tấn]"),
    ("3,5 triệu lượt khách", "= 3500000 [lượt] (lượt khách)"),
    ("1 đồng vốn", "= 1 [đồng] (vốn)"),
    ("5.000 - 6.000 USD/ha/vụ", "= 5000..6000 [USD/ha/vụ]"),
    ("10 người con", "= 10 [người] (người con)"),
    ("hai trăm năm mươi", "= 250"),
    ("chín mươi chín phần trăm", "= 99 [%]"),
    ("bốn năm", "= 4 [năm]"),
    ("bốn, năm hộ", "= 4..5 [hộ] (hộ) ?"),
    ("ba bốn chục người", "= 30..40 [người] (người) ?"),
    ("12/2024", "= 12 of 2024 ?"),
    ("2021-2025", "= 2021..2025 ?"),
    ("tối đa 10-15 triệu đồng", "<= 10000000..15000000 [đồng]"),
    ("trên địa bàn xã có 5 hộ", "= 5 [hộ] (hộ)"),
    ("bình quân hơn 5 triệu đồng", "> 5000000 [đồng]"),
    ("hỗ trợ từ 5 đến 7 triệu đồng", "= 5000000..7000000 [đồng]"),
    ("5-7", "= 5..7"),
    ("từ 1 đến 3 năm", "= 1..3 [năm]"),
    ("từ 3 tháng đến 1 năm", "= 3..12 [tháng]"),
    ("từ 6 tháng - 1 năm", "= 6..12 [tháng]"),
    ("100 triệu đồng đến 1 tỷ đồng", "= 100000000..1000000000 [đồng]"),
    ("từ 800 triệu đến 1,2 tỷ đồng", "= 800000000..1200000000 [đồng]"),
    ("800 - 1.200 đồng", "= 800..1200 [đồng]"),
    ("1,5-2 lần", "= 1.5..2 [lần]"),
    ("1.5-2 triệu đồng", "= 1500000..2000000 [đồng]"),
    ("15 - 20 nghìn tỷ đồng", "= 15000000000000..20000000000000 [đồng]"),
    ("hơn 2/3 số hộ", "> 2 of 3 [số] (số hộ)"),
    ("1/2", "= 1 of 2"),
    ("3/4 diện tích", "= 3 of 4 [diện tích] (diện tích)"),
    ("01/01 xã", "= 1 of 1 [xã] (xã)"),
    ("trên 10 nghìn ha rừng", "> 10000 [ha] (rừng)"),
    ("1 vạn 5 nghìn hộ", "= 15000 [hộ] (hộ)"),
    ("tối thiểu 02 người/xã", ">= 2 [người/xã] (người)"),
    ("0,5 điểm", "= 0.5 [điểm] (điểm)"),
    ("60 ngàn tấn", "= 60000 [tấn]"),
    ("15 tấn/ha/năm", "= 15 [tấn/ha/năm]"),
    ("gấp 2,5 lần", "= 2.5 [lần]"),
    ("5 phòng học", "= 5 [phòng học] (phòng học)"),
    ("2 km đường", "= 2 [km] (đường)"),
    ("200 m dài kè", "= 200 [m dài] (kè)"),
    ("5 xe/ngày đêm", "= 5 [xe/ngày] (xe)"),
    ("1.234.567,89 đồng", "= 1234567.89 [đồng]"),
    ("hơn 1 triệu lượt người xem", "> 1000000 [lượt] (lượt người xem)"),
    ("mỗi năm 5 triệu đồng", "= 5000000 [đồng]"),
    ("khoảng 5 - 7%/năm", "~ 5..7 [%/năm]"),
    ("5 triệu người (chiếm 20%)", "= 5000000 [người] (người) ?"),
    ("hơn 1.350 căn", "> 1350 [căn] (căn)"),
    ("2.716 hồ sơ", "= 2716 [hồ sơ] (hồ sơ)"),
    ("0,09 tỷ đồng", "= 90000000 [đồng]"),
    ("1.050,5 tỷ đồng", "= 1050500000000 [đồng]"),
    ("3,25 nghìn tỷ đồng", "= 3250000000000 [đồng]"),
    ("trên nghìn tỷ đồng", "> 1000000000000 [đồng]"),
    ("gần 2 vạn người", "< 20000 [người] (người)"),
    ("4 tỷ rưỡi", "= 4500000000"),
    ("hai triệu rưỡi đồng", "= 2500000 [đồng]"),
    ("tối thiểu 350 con bò", ">= 350 [con] (con bò)"),
    ("ước hơn 270 nghìn tỷ đồng", "> 270000000000000 [đồng]"),
    ("ước đạt 5 triệu tấn", "~ 5000000 [tấn]"),
    ("ít nhất 3 lần", ">= 3 [lần]"),
    ("xấp xỉ 18,6%", "~ 18.6 [%]"),
    ("dưới 6 tuổi", "< 6 [tuổi]"),
    ("chậm nhất 7 ngày", "<= 7 [ngày]"),
    ("7 ngày làm việc", "= 7 [ngày] (làm việc)"),
    ("3 ca/ngày", "= 3 [ca/ngày] (ca)"),
    ("1,9 con/phụ nữ", "= 1.9 [con/phụ nữ] (con)"),
    ("1,9 con/1 phụ nữ", "= 1.9 [con/phụ nữ] (con)"),
    ("8 bác sĩ/1 vạn dân", "= 8 [bác sĩ/10.000 dân] (bác sĩ)"),
    ("hai kg gạo/khẩu", "= 2 [kg/khẩu] (gạo)"),
    ("30.000 đồng một lượt", "= 30000 [đồng/lượt]"),
    ("55m 3 /s - 130m 3 /s", "= 55..130 [m3/s]"),
    ("2.480 m 2", "= 2480 [m2]"),
    ("15.240m2 đất", "= 15240 [m2] (đất)"),
    ("10 Km", "= 10 [km]"),
    ("20 Kw điện", "= 20 [kW] (điện)"),
    ("0,4-6 kg/con", "= 0.4..6 [kg/con]"),
    ("từ đủ 14 đến dưới 16 tuổi", "= 14..16 [tuổi]"),
    ("từ trên 24 triệu đồng/người/năm đến 30 triệu đồng/người/năm", "= 24000000..30000000 [đồng/người/năm]"),
    ("khoảng từ 7 - 10 ngày", "~ 7..10 [ngày]"),
    ("2,4 – 3,9 lần", "= 2.4..3.9 [lần]"),
    ("từ 1,3 đến 1,8 m", "= 1.3..1.8 [m]"),
    ("3-4,5 tỷ USD", "= 3000000000..4500000000 [USD]"),
    ("107 %", "= 107 [%]"),
    ("1:3", "= 1 of 3"),
    ("14/63", "= 14 of 63"),
    ("431.250/450.300 học sinh", "= 431250 of 450300 [học sinh] (học sinh)"),
    ("34 chi hội", "= 34 [chi hội] (chi hội)"),
    ("5 hợp tác xã", "= 5 [hợp tác xã] (hợp tác xã)"),
    ("100% trẻ em", "= 100 [%] (trẻ em)"),
    ("hơn 75% số máy", "> 75 [%] (số máy)"),
    ("32, 415 tỷ đồng", "= 32415000000 [đồng] ?"),
    ("117, 118 học viên", "= 117..118 [học viên] (học viên) ?"),
    ("3,415,6 tỷ đồng", "= 3415600000000 [đồng] ?"),
    ("102,457 tỷ đồng", "= 102457000000 [đồng]"),
    ("141,350 nghìn tỷ đồng", "= 141350000000000 [đồng]"),
    ("12,465 sinh viên", "= 12465 [sinh viên] (sinh viên)"),
    ("200 ngày công lao động", "= 200 [ngày công] (ngày công lao động)"),
    ("Bảy mươi triệu hai trăm linh bốn nghìn đồng", "= 70204000 [đồng]"),
    ("Bốn cháu", "= 4 [cháu] (cháu)"),
    ("một trăm lẻ năm ngàn đồng", "= 105000 [đồng]"),
    ("ba mươi mốt phần trăm", "= 31 [%]"),
    ("24.600 triệu yên", "= 24600000000 [yên]"),
    ("1.000 nhân dân tệ", "= 1000 [nhân dân tệ]"),
    ("12 nghìn euro", "= 12000 [EUR]"),
    ("5.000 kíp", "= 5000 [kíp]"),
    ("500 m - 1 km", "= 500..1000 [m]"),
    ("2 km 500 m", "= 2500 [m]"),
    ("5 m đến 6 ha", "= 5 [m] ?"),
    ("30 phút đến 1 giờ", "= 30..60 [phút]"),
    ("1 tấn 5 tạ lúa", "= 15 [tạ] (lúa)"),
    ("hai, ba xã", "= 2..3 [xã] (xã) ?"),
    ("", "= None"),
]


def shown(quantity: Quantity) -> str:
    """A quantity as one line."""
    line = f"{quantity.comparator} {quantity.value}"
    line += f"..{quantity.value_high}" if quantity.value_high is not None else ""
    line += f" of {quantity.of}" if quantity.of is not None else ""
    line += f" [{quantity.unit}]" if quantity.unit else ""
    line += f" ({quantity.item})" if quantity.item else ""
    return line + (" ?" if quantity.ambiguous else "")


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrase(text: str, expected: str) -> None:
    assert shown(parse_quantity(text)) == expected


@pytest.mark.parametrize(
    "change",
    [lambda t: unicodedata.normalize("NFD", t), lambda t: t.replace(" ", "\u00a0"), lambda t: f"  {t}\u200b ", lambda t: t.replace(" ", "  ")],
)
def test_other_forms_of_the_same_text(change: Any) -> None:
    for text, expected in PHRASES:
        assert shown(parse_quantity(change(text))) == expected, text


def test_every_comparator() -> None:
    for sign, words in lexicon("numbers")["comparators"].items():
        for word in words:
            assert parse_quantity(f"{word} 120 hộ") == Quantity(Decimal(120), comparator=sign, unit="hộ", item="hộ"), word
            assert parse_quantity(f"{word.capitalize()} 120 hộ").comparator == sign
    for sign, words in lexicon("numbers")["comparators_after"].items():
        for word in words:
            assert parse_quantity(f"120 hộ {word}") == Quantity(Decimal(120), comparator=sign, unit="hộ", item="hộ"), word


def test_every_unit_and_its_names() -> None:
    units = lexicon("units")
    names = [(unit, name) for table in ("percent", "money") for unit, words in units[table].items() for name in words]
    names += [(unit, name) for unit, entry in units["measures"].items() for name in entry["names"]]
    for unit, name in names:
        assert parse_quantity(f"hơn 2,5 {name}") == Quantity(Decimal("2.5"), comparator=">", unit=unit), name
    for word in units["counted"]["classifiers"] + units["counted"]["nouns"]:
        assert parse_quantity(f"12 {word}") == Quantity(Decimal(12), unit=word, item=word), word


def test_unit_tables_are_sound() -> None:
    units = lexicon("units")
    names = [name for kind in ("percent", "money", "measure", "counted") for name in tables().names[kind]]
    assert len(names) == len(set(names))
    counted = units["counted"]["classifiers"] + units["counted"]["nouns"]
    assert len(counted) == len(set(counted))
    for whole, parts in units["compound"].items():
        for part, factor in parts.items():
            assert registry().Quantity(1, unit_definition(whole)).to(unit_definition(part)).magnitude == pytest.approx(factor)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("ha", "hectare"), ("tấn/ha", "metric_ton / hectare"), ("CV", "metric_horsepower"), ("m3/s", "meter ** 3 / second"), ("%", "percent")],
)
def test_unit_definition(unit: str, expected: str) -> None:
    assert str(unit_definition(unit)) == expected


@pytest.mark.parametrize("unit", [None, "", "đồng", "đồng/m3", "hộ", "kg/con", "người/km2"])
def test_no_unit_definition(unit: str | None) -> None:
    assert unit_definition(unit) is None


def test_every_measure_is_defined() -> None:
    for unit in lexicon("units")["measures"]:
        assert unit_definition(unit) is not None
    assert registry().Quantity(1, unit_definition("tạ")).to("kilogram").magnitude == 100


@given(st.decimals(min_value=0, max_value=10**7, places=2), st.sampled_from(["nghìn", "triệu", "tỷ", "nghìn tỷ"]))
def test_money_is_scaled(value: Decimal, scale: str) -> None:
    written = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    factor = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9, "nghìn tỷ": 10**12}[scale]
    quantity = parse_quantity(f"gần {written} {scale} đồng")
    assert (quantity.value, quantity.unit, quantity.comparator, quantity.ambiguous) == (value * factor, "đồng", "<", False)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["-", " - ", " – ", " đến "]))
def test_ranges_share_scale_and_unit(low: int, more: int, sign: str) -> None:
    quantity = parse_quantity(f"từ {low}{sign}{low + more} triệu đồng/ha")
    assert quantity == Quantity(Decimal(low * 10**6), Decimal((low + more) * 10**6), unit="đồng/ha")


@settings(max_examples=300)
@given(st.lists(st.characters() | st.sampled_from([*"0123456789.,-/% ", "năm ", "tỷ ", "đến ", "hơn ", "rưỡi ", "%", "hai ba "]), max_size=40))
def test_never_raises(pieces: list[str]) -> None:
    assert isinstance(parse_quantity("".join(pieces)), Quantity)


def test_shuffled_words_never_raise() -> None:
    chance = random.Random(1)
    words = " ".join(text for text, _ in PHRASES).split()
    for _ in range(1500):
        assert isinstance(parse_quantity(" ".join(chance.choices(words, k=chance.randint(1, 12)))), Quantity)


def test_no_numeral_is_rounded() -> None:
    with localcontext() as context:
        context.prec = 3
        assert parse_quantity("1.234.567.890,125 tỷ đồng").value == Decimal("1234567890125000000")
        assert str(parse_quantity("12.345 nghìn tỷ đồng").value) == "12345000000000000"


@pytest.mark.parametrize("piece", ["1", "1.", "1,200 ", "1 - ", "1/", "hai ", "hơn ", "đồng/", "a\u0301", " ", "(", "1 năm ", "trở lên "])
def test_long_input_is_quick(piece: str) -> None:
    text = piece * (10**6 // len(piece))
    start = time.perf_counter()
    parse_quantity(text)
    parse_quantity(text[:LONGEST_PHRASE])
    assert time.perf_counter() - start < 1
