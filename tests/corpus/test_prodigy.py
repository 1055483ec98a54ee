"""Prodigy-style JSONL: tokens that fit the spans, links by head and child, answers, and files told from our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solieu.corpus.convert import FORMS, convert
from solieu.corpus.inline import parse_inline
from solieu.corpus.prodigy import format_prodigy, read_prodigy
from solieu.errors import AnnotationError
from solieu.schema import Link, Span

MARKED = "{A UBND tỉnh} đã {I1 tạo việc làm} cho {Q VALUE=I1 120 người}."
TEXT = "tạo việc làm cho 120 người"
SPANS = [{"start": 0, "end": 12, "label": "INDICATOR", "token_start": 0, "token_end": 1}]
SPANS += [{"start": 17, "end": 26, "label": "QUANTITY", "token_start": 3, "token_end": 4}]


def write(folder: Path, *tasks: dict[str, object]) -> Path:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(task) + "\n" for task in tasks), encoding="utf-8")
    return path


def test_tokens_cover_the_text_and_spans_end_with_them() -> None:
    task = json.loads(format_prodigy([parse_inline(MARKED, "a")], []))
    assert "".join(token["text"] + " " * token["ws"] for token in task["tokens"]) == task["text"]
    for span in task["spans"]:
        tokens = task["tokens"][span["token_start"] : span["token_end"] + 1]
        assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])
    relation = task["relations"][0]
    assert (relation["label"], relation["head_span"]["label"], relation["child_span"]["label"]) == ("VALUE", "QUANTITY", "INDICATOR")
    assert relation["head"] == relation["head_span"]["token_end"]


@pytest.mark.parametrize(
    "relation",
    [
        {"label": "VALUE", "head_span": {"start": 17, "end": 26}, "child_span": {"start": 0, "end": 12}},
        {"label": "VALUE", "head": 4, "child": 1},
        {"label": "VALUE", "head": 3, "child": 0},
    ],
)
def test_links_are_found_by_borders_or_tokens(relation: dict[str, object], tmp_path: Path) -> None:
    found = read_prodigy(write(tmp_path, {"text": TEXT, "spans": SPANS, "relations": [relation]}), [])
    assert found[0].spans == [Span("T1", "INDICATOR", 0, 12), Span("T2", "QUANTITY", 17, 26)]
    assert found[0].links == [Link("VALUE", "T2", "T1")]


@pytest.mark.parametrize(
    ("task", "part"),
    [
        ({"spans": SPANS}, "KeyError('text')"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 99, "label": "PLACE"}]}, "offsets 0-26"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "CITY"}]}, "unknown label CITY"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "PLACE", "text": "tao"}]}, "says 'tao'"),
        ({"text": TEXT, "spans": SPANS, "relations": [{"label": "VALUE", "head": 2, "child": 1}]}, "the head of VALUE is no span"),
        ({"text": TEXT, "spans": SPANS, "relations": [{"label": "VALUE", "head": 1, "child": 4}]}, "needs a span QUANTITY"),
        ({"text": TEXT, "spans": 5}, "no task of Prodigy"),
    ],
)
def test_refused(task: dict[str, object], part: str, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError) as error:
        read_prodigy(write(tmp_path, task), [])
    assert part in str(error.value)
    assert "a.jsonl:1" in str(error.value)


def test_what_was_not_accepted_is_left_and_named(tmp_path: Path) -> None:
    losses: list[object] = []
    found = read_prodigy(write(tmp_path, {"text": TEXT, "spans": SPANS, "answer": "reject", "meta": {"id": "b"}}), losses)  # type: ignore[arg-type]
    assert found == []
    assert str(losses[0]).startswith("b: not carried over: the task of line 1, whose answer is 'reject'")


def test_its_files_are_told_from_ours_by_their_first_line(tmp_path: Path) -> None:
    prodigy = write(tmp_path, {"text": TEXT, "spans": SPANS, "relations": []})
    assert len(FORMS["jsonl"].read(prodigy, [])[0].spans) == 2
    convert([prodigy], "brat", tmp_path / "out")
    assert (tmp_path / "out" / "a-1.ann").exists()
