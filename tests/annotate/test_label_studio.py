"""The round trip through a real Label Studio, and our backend beside it. See CONTRIBUTING.md for how to run these."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from solieu.annotate.adjudicate import adjudicate, write_questions
from solieu.annotate.export import export
from solieu.annotate.ingest import import_export, read_side_file
from solieu.corpus.brat import read_article
from solieu.corpus.inline import format_inline, parse_inline
from solieu.corpus.labelstudio import config, data, result
from solieu.schema import LINKS, Article, Link, Span
from tests.annotate.label_studio import VARIABLE, LabelStudio, executable
from tests.corpus.test_convert import normal

CORPUS = Path(__file__).parents[2] / "corpus"

pytestmark = pytest.mark.skipif(executable() is None, reason=f"no Label Studio: none on the path, and {VARIABLE} is not set")


def test_a_corrected_article_comes_into_the_corpus(server: LabelStudio, tmp_path: Path, article: str) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(f"😀 {article}".replace("\n", "\r\n").encode())
    export([str(tmp_path / "raw")], "labelstudio", tmp_path / "out")
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    project = server.project((tmp_path / "out" / "config.xml").read_text(encoding="utf-8"), tasks)

    there = server.tasks(project)[0]
    guess = there["predictions"][0]
    assert there["data"] == tasks[0]["data"]
    assert {name: guess[name] for name in ("result", "score", "model_version")} == tasks[0]["predictions"][0]

    corrected = guess["result"][1:]  # the first region is wrong, and one link
    gone = guess["result"][0]["id"]
    corrected = [item for item in corrected if gone not in (item.get("from_id"), item.get("to_id"))]
    corrected[-1] = {**corrected[-1], "labels": ["RANK" if corrected[-1]["labels"] != ["RANK"] else "PLAN"]}
    server.annotate(there["id"], corrected)

    taken = import_export(server.export(project, tmp_path / "e.json"), tmp_path / "in", {"1": "lan"})
    assert taken == ({tmp_path / "in": 1}, [])
    assert (tmp_path / "in" / "a.txt").read_bytes() == (tmp_path / "raw" / "a.txt").read_bytes()
    assert same(read_article(tmp_path / "in" / "a.txt"), corrected)
    side = read_side_file(tmp_path / "in")["a"]
    assert (side["annotator"], side["seconds"], side["completed"][:2]) == ("lan", "12.5", "20")


def same(article: Article, wanted: list[dict[str, Any]]) -> bool:
    """Whether an article has the regions and relations of a result, and no others."""
    spans = {(span.start, span.end, span.label) for span in article.spans}
    regions = {item["id"]: (item["value"]["start"], item["value"]["end"], item["value"]["labels"][0]) for item in wanted if item["type"] == "labels"}
    places = {span.id: (span.start, span.end, span.label) for span in article.spans}
    links = {(link.label, places[link.source], places[link.target]) for link in article.links}
    relations = {(item["labels"][0], regions[item["from_id"]], regions[item["to_id"]]) for item in wanted if item["type"] == "relation"}
    return spans == set(regions.values()) and links == relations


def test_every_article_of_the_corpus_comes_back(server: LabelStudio, tmp_path: Path) -> None:
    number = export([str(CORPUS)], "labelstudio", tmp_path / "out", gold=True).number
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    project = server.project((tmp_path / "out" / "config.xml").read_text(encoding="utf-8"), tasks)
    taken = import_export(server.export(project, tmp_path / "e.json"), tmp_path / "in")
    assert taken == ({tmp_path / "in": number}, [])
    for txt in sorted(CORPUS.glob("*/*.txt")):
        back = tmp_path / "in" / txt.relative_to(CORPUS)
        assert back.read_bytes() == txt.read_bytes()
        assert normal(read_article(back)) == normal(read_article(txt))


#: Texts that a tool on the way may change, or count otherwise.
TEXTS = {
    "emoji": "😀 UBND 👨‍👩‍👧 tỉnh 🇻🇳 có 5 xã",
    "decomposed": "Thừa Thiên Hue\u0302\u0301 có 5 xã",
    "breaks": "Một\r\nHuế\r\n\r\ncó\rhai\n5 xã\r\n",
    "blanks": "\ufeff  Huế\u00a0có\t5  xã\u2028\u200b và 3 xã   ",
    "markup": "<b>Huế</b> &amp; <script>alert(1)</script> có 5 xã {{x}} \\n %s $text",
    "address": "http://127.0.0.1/a.txt có 5 xã",
}


def test_hostile_texts_come_back(server: LabelStudio, tmp_path: Path) -> None:
    articles = [whole(id, text) for id, text in TEXTS.items()]
    project = server.project(config(), [data(article) for article in articles])
    for there, article in zip(sorted(server.tasks(project), key=lambda one: one["id"]), articles, strict=True):
        server.annotate(there["id"], result(article))
    taken = import_export(server.export(project, tmp_path / "e.json"), tmp_path / "in")
    assert taken == ({tmp_path / "in": len(articles)}, [])
    for article in articles:
        assert normal(read_article(tmp_path / "in" / f"{article.id}.txt")) == normal(article)


def whole(id: str, text: str) -> Article:
    """Every word a span, and every link that can join the first of each label."""
    labels = ("QUANTITY", "INDICATOR", "OFFICIAL", "POSITION", "AGENCY")
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    spans = [Span(f"T{n}", labels[(n - 1) % len(labels)], *place) for n, place in enumerate(words, 1)]
    first = {span.label: span.id for span in reversed(spans)}
    links = [Link(label, first[source], first[target]) for label, (source, target) in LINKS.items() if source in first and target in first]
    return Article(id, text, spans, links)


A = "{A UBND tỉnh} 😀 {I1 tạo việc làm} mới cho {Q VALUE=I1 120 người}, {I2 thu} {Q VALUE=I2 5 tỷ}."
B = "{A UBND tỉnh} 😀 {I1 tạo việc làm mới} cho {Q VALUE=I1 120 người}, {I2 thu} {Q TARGET=I2 5 tỷ}."


def test_two_annotators_and_a_third(server: LabelStudio, tmp_path: Path) -> None:
    minh = server.call("POST", "/users/", {"email": "minh@example.org", "username": "minh", "password": "not-a-secret"})["id"]
    first, second = parse_inline(A, "a"), parse_inline(B, "a")
    project = server.project(config(), [data(first)])
    task = server.tasks(project)[0]["id"]
    server.annotate(task, result(first))
    server.annotate(task, result(second), completed_by=minh)
    taken = import_export(server.export(project, tmp_path / "e.json"), tmp_path / "in", {"1": "lan", str(minh): "minh"})
    assert taken.folders == {tmp_path / "in" / "lan": 1, tmp_path / "in" / "minh": 1}

    found = adjudicate(tmp_path / "in" / "lan", tmp_path / "in" / "minh")
    write_questions(found, tmp_path / "open")
    tasks = json.loads((tmp_path / "open" / "tasks.json").read_text(encoding="utf-8"))
    project = server.project((tmp_path / "open" / "config.xml").read_text(encoding="utf-8"), tasks)
    there = server.tasks(project)[0]
    assert there["predictions"][0]["result"] == tasks[0]["predictions"][0]["result"]
    wrong = next(item["id"] for item in there["predictions"][0]["result"] if item["type"] == "labels" and item["value"]["text"] == "tạo việc làm")
    server.annotate(there["id"], [item for item in there["predictions"][0]["result"] if settled(item, wrong)])
    assert import_export(server.export(project, tmp_path / "third.json"), tmp_path / "settled").remarks == []
    assert format_inline(read_article(tmp_path / "settled" / "a.txt")) == B.replace("TARGET", "VALUE")


def settled(item: dict[str, Any], wrong: str) -> bool:
    return wrong not in (item.get("id"), item.get("to_id")) and item.get("labels") != ["TARGET"]


def test_the_backend_gives_predictions_while_one_annotates(server: LabelStudio, article: str) -> None:
    project = server.project(config(), [{"data": {"id": "a", "text": article}}, {"data": {"id": "b", "text": "Toàn xã có 12 hộ nghèo."}}])
    command = [sys.executable, "-m", "solieu", "annotate", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as backend:
        try:
            assert backend.stderr is not None
            url = backend.stderr.readline().split()[3]
            connected = server.call("POST", "/ml", {"project": project, "url": url, "title": "solieu"})
            assert connected["state"] == "CO"
            everything = {"selectedItems": {"all": True, "excluded": []}, "ordering": []}
            server.call("POST", f"/dm/actions?id=retrieve_tasks_predictions&project={project}", everything)
            predictions = [task["predictions"] for task in server.tasks(project)]
        finally:
            backend.terminate()
    assert [len(found) for found in predictions] == [1, 1]
    assert all(found[0]["model_version"].startswith("vi_solieu ") for found in predictions)
    assert any(item["type"] == "relation" for found in predictions for item in found[0]["result"])
