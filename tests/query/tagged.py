"""A tagged folder by hand: three reports that nobody wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from solieu.engine.batches import Outcome
from solieu.outputs.columns import VERSION
from solieu.outputs.shards import ShardFolder

YEAR = {"period": "năm 2024", "period_start": "2024-01-01", "period_end": "2024-12-31"}
HALF = {"period": "6 tháng đầu năm 2024", "period_start": "2024-01-01", "period_end": "2024-06-30"}
JOBS, POOR = "giải quyết việc làm", "hộ nghèo"
PLACE = {"place": "tỉnh Bắc Kạn", "place_code": "06", "province_code": "06"}


def fact(indicator: str, value: str, unit: str, aspect: str = "VALUE", **other: Any) -> dict[str, Any]:
    made = {"indicator": indicator, "aspect": aspect, "comparator": "=", "value": value, "unit": unit, "item": unit, "ambiguous": False}
    return {**made, **PLACE, **YEAR, "start": 0, "end": 9, "quantity": "T1", "indicator_spans": ["T2"], "score": 0.9, **other}


def record(id: str, facts: list[dict[str, Any]], decrees: list[dict[str, Any]], officials: list[dict[str, Any]]) -> dict[str, Any]:
    entities = [{"id": "T1", "label": "QUANTITY", "start": 0, "end": 9, "text": "1.210 xe", "score": 0.9, "value": "1210.50", "unit": "xe"}]
    links = [{"label": "VALUE", "from": "T1", "to": "T2", "score": 0.9}]
    said = {"entities": entities, "links": links, "facts": facts, "officials": officials, "decrees": decrees}
    return {"id": id, "text": "=1+1 [red]\x1b[2J", **said, "model": "m 1"}


def decree(number: str, resolved: str | None = None) -> dict[str, Any]:
    return {"entity": "T9", "text": f"Quyết định số {number}", "kind": "Quyết định", "number": number, "year": 2024, "resolved": resolved}


BOSS = {"name": "Hoàng Văn Thái", "positions": [{"position": "Chủ tịch", "agency": "UBND tỉnh", "agency_canonical": "UBND tỉnh Bắc Kạn"}]}
GUEST = {"name": "Lý Thị Mai", "positions": []}
RECORDS = [
    record(
        "a", [fact("giải quyết việc làm", "5000", "người", "TARGET"), fact("hộ nghèo", "900", "hộ")], [decree("118"), decree("118", "T9")], [BOSS]
    ),
    record("b", [fact("giải quyết việc làm", "2600.5", "người", **HALF), fact("hộ nghèo", "950", "hộ")], [decree("118"), decree("7")], [BOSS, GUEST]),
    record("c", [fact("Giải quyết việc làm", "5200", "người"), fact("hộ nghèo", "900", "hộ", comparator=">")], [], []),
]


def tagged_folder(folder: Path, columns: tuple[str, ...] | None = None) -> Path:
    with ShardFolder(folder, {"schema": VERSION}, columns) as shards:
        shards.write(0, [Outcome(r["id"], r["id"], {name: r[name] for name in r}) for r in RECORDS[:2]])
        shards.write(1, [Outcome("c", "c", RECORDS[2]), Outcome(None, "n:4", None, "broken")])
    return folder
