"""Label Studio's tasks: the configuration, scores, and what its exports may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from solieu.corpus.inline import parse_inline
from solieu.corpus.labelstudio import config, parse_result, read_labelstudio, read_tasks, result
from solieu.corpus.loss import Loss
from solieu.errors import AnnotationError
from solieu.schema import COLOURS, LABELS, LINKS, Article, Link

TEXT = "😀 việc làm 12 tấn"


def region(id: str, label: str, start: int, end: int, text: str | None = None, **more: object) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label]} | ({} if text is None else {"text": text})
    return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def arrow(source: str, target: str, *labels: str, direction: str = "right") -> dict[str, Any]:
    return {"type": "relation", "from_id": source, "to_id": target, "direction": direction, "labels": list(labels)}


HEAD, NUMBER = region("k2", "INDICATOR", 2, 10, "việc làm"), region("x9", "QUANTITY", 11, 17, "12 tấn")


def test_the_configuration_has_every_label_with_its_colour_and_every_link() -> None:
    tree = ElementTree.fromstring(config())
    assert {tag.get("value"): tag.get("background") for tag in tree.iter("Label")} == COLOURS
    assert set(COLOURS) == set(LABELS)
    assert [tag.get("value") for tag in tree.iter("Relation")] == list(LINKS)
    assert tree.find("Labels").get("toName") == tree.find("Text").get("name")  # type: ignore[union-attr]


def test_scores_stand_with_what_they_are_of() -> None:
    found = result(parse_inline("{I1 việc làm} {Q VALUE=I1 12 tấn}", "a"), [0.5, 0.75], [0.25])
    assert [item["score"] for item in found] == [0.5, 0.75, 0.25]


@pytest.mark.parametrize(
    ("relation", "note"),
    [
        (arrow("x9", "k2", "VALUE"), ""),
        (arrow("k2", "x9", "VALUE", direction="left"), ""),
        (arrow("k2", "x9", "VALUE", direction="bi"), ""),
        (arrow("k2", "x9", "VALUE"), "the direction of VALUE, drawn from INDICATOR to QUANTITY; it is turned round"),
    ],
)
def test_a_link_goes_from_the_number_however_it_was_drawn(relation: dict[str, Any], note: str) -> None:
    losses: list[Loss] = []
    article = parse_result(Article("a", TEXT), [HEAD, NUMBER, relation], Path("e.json"), losses)
    assert article.links == [Link("VALUE", "x9", "k2")]
    assert [loss.what for loss in losses] == ([note] if note else [])


def test_offsets_in_other_units_are_turned_and_named() -> None:
    losses: list[Loss] = []
    items = [region("k2", "INDICATOR", 3, 11, "việc làm"), region("x9", "QUANTITY", 12, 18, "12 tấn"), arrow("x9", "k2", "PLAN")]
    article = parse_result(Article("a", TEXT), items, Path("e.json"), losses)
    assert [article.surface(span) for span in article.spans] == ["việc làm", "12 tấn"]
    assert losses == [Loss("a", "the offsets in UTF-16 units; they are code points now")]


@pytest.mark.parametrize(
    ("items", "part"),
    [
        ([region("k2", "INDICATOR", 5, 13, "việc làm"), NUMBER], "k2 says 'việc làm', the text has 'c làm 12' at 5-13"),
        ([region("k2", "INDICATOR", 2, 10, "việc làm"), region("x9", "QUANTITY", 12, 18, "12 tấn")], "no way to count"),
        ([region("k2", "INDICATOR", 2, 99)], "k2 says None"),
        ([region("k2", "CITY", 2, 10, "việc làm")], "unknown label CITY"),
        ([HEAD, region("z", "PLACE", 2, 6, "việc")], "overlap"),
        ([HEAD, HEAD], "same id"),
        ([HEAD, NUMBER, arrow("x9", "gone", "VALUE")], "needs a span INDICATOR, and gone is none"),
        ([HEAD, NUMBER, arrow("x9", "k2", "MEANS")], "unknown link MEANS"),
        ([{**HEAD, "value": {**HEAD["value"], "labels": ["PLACE", "AGENCY"]}}], "give it one"),
        ([{"id": "k2"}], "KeyError('type')"),
        (None, "no annotation of Label Studio"),
        ([5], "no annotation of Label Studio"),
    ],
)
def test_what_does_not_fit_is_refused(items: Any, part: str) -> None:
    with pytest.raises(AnnotationError) as error:
        parse_result(Article("a", TEXT), items, Path("e.json"), [])
    assert part in str(error.value)
    assert str(error.value).startswith("e.json: ")


def test_notes_of_people_are_reported_and_ours_are_not() -> None:
    losses: list[Loss] = []
    items = [{**HEAD, "meta": {"text": ["to settle: only A", "sure?"]}}]
    parse_result(Article("a", TEXT), items, Path("e.json"), losses)
    assert losses == [Loss("a", "a note: sure?")]


@pytest.mark.parametrize("content", ["{", "[5]", '{"a": 1}', "[[]]", "5"])
def test_what_is_no_export_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text(content)
    with pytest.raises(AnnotationError, match="no list of Label Studio tasks"):
        read_tasks(tmp_path / "e.json")


def test_a_task_without_text_says_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text(json.dumps([{"data": {"article": "Huế"}}]))
    with pytest.raises(AnnotationError, match="its data has 'article', no 'text'"):
        read_labelstudio(tmp_path / "e.json", [])
