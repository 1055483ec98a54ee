"""Records made by hand, as the model would make them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from solieu.docs import annotate_exactly
from solieu.engine.batches import Outcome
from solieu.outputs.columns import VERSION
from solieu.outputs.shards import ShardFolder
from solieu.records import record
from solieu.view.reading import Reading, read_record
from tests.evaluate.fakes import Fake, article

TEXT = (
    "Xã Hoa Trung sơ kết công tác năm 2024\n\n"
    "Ông Lò Văn Minh, Chủ tịch UBND xã cho biết: năm 2024, toàn xã có số hộ nghèo là 120 hộ, đạt 95% kế hoạch; "
    "phấn đấu năm 2025 còn 90 hộ.\n"
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 04/3/2024 của UBND tỉnh, sau đó Quyết định số 12 được sửa; ông Minh nói thêm.\n"
)
SPANS = [
    ("PLACE", "Xã Hoa Trung"), ("PERIOD", "năm 2024"), ("OFFICIAL", "Lò Văn Minh"), ("POSITION", "Chủ tịch"), ("AGENCY", "UBND xã"),
    ("INDICATOR", "số hộ nghèo"), ("QUANTITY", "120 hộ"), ("QUANTITY", "95%"), ("PERIOD", "năm 2025"), ("QUANTITY", "90 hộ"),
    ("DECREE", "Quyết định số 12/QĐ-UBND ngày 04/3/2024"), ("DECREE", "Quyết định số 12"), ("OFFICIAL", "Minh"),
]  # fmt: skip
LINKS = [("HOLDS", 2, 3), ("SERVES", 2, 4), ("VALUE", 6, 5), ("PLAN", 7, 5), ("TARGET", 9, 5)]

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} & \u202e \x1b[31m &amp; \"'"


def record_of(text: str, spans: Iterable[tuple[str, str]] = (), links: Iterable[tuple[str, int, int]] = (), id: str = "hoa-trung") -> dict[str, Any]:
    """The record of an annotated text."""
    doc = annotate_exactly(Fake([]), article(text, spans, links, id))  # type: ignore[arg-type]
    doc.user_data["model"] = "vi_thử 0.0"
    return record(doc)


def sample(id: str = "hoa-trung") -> dict[str, Any]:
    return record_of(TEXT, SPANS, LINKS, id)


def hostile() -> dict[str, Any]:
    """A record all of whose words are an attack."""
    text = f"{HOSTILE}\nCó số {HOSTILE} là 5 {HOSTILE}."
    start = text.index("\n") + 1
    found = record_of(text, [("QUANTITY", "5")], id=HOSTILE)
    entity = {"id": "T2", "label": "INDICATOR", "start": start, "end": text.index(" là 5"), "text": HOSTILE, "score": 0.5}
    fact = {
        "indicator": HOSTILE,
        "aspect": HOSTILE,
        "value": HOSTILE,
        "unit": HOSTILE,
        "place": HOSTILE,
        "period": HOSTILE,
        "quantity": "T1",
        "score": 0.5,
    }
    return found | {
        "entities": [{**found["entities"][0], "unit": HOSTILE}, entity],
        "links": [{"label": "VALUE", "from": "T1", "to": "T2", "score": 0.5}],
        "facts": [fact],
        "officials": [{"name": HOSTILE, "positions": [{"position": HOSTILE, "agency": HOSTILE}]}],
        "decrees": [{"entity": "T1", "text": HOSTILE, "issuer": HOSTILE}],
        "model": HOSTILE,
    }


def reading(made: dict[str, Any] | None = None) -> Reading:
    return read_record(sample() if made is None else made, "here")


def tagged_corpus(out: Path, records: Iterable[dict[str, Any]]) -> Path:
    """A folder as `solieu tag --format parquet` leaves it."""
    with ShardFolder(out, {"schema": VERSION}) as folder:
        folder.write(0, [Outcome(one["id"], "", one) for one in records])
    return out


def yearly(id: str, place: str, year: int, number: int, indicator: str = "số hộ nghèo") -> dict[str, Any]:
    """An article with one fact."""
    text = f"{place} năm {year}: {indicator} là {number} hộ."
    parts = [("PLACE", place), ("PERIOD", f"năm {year}"), ("INDICATOR", indicator), ("QUANTITY", f"{number} hộ")]
    return record_of(text, parts, [("VALUE", 3, 2)], id)
