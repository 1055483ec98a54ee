"""Every form of annotation gives back what it was given, or says what it could not carry over."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from solieu.cli import app
from solieu.corpus.brat import read_folder, write_article
from solieu.corpus.convert import FORMS, convert
from solieu.corpus.inline import parse_inline
from solieu.corpus.loss import Loss
from solieu.errors import AnnotationError, UsageError
from solieu.schema import Article
from tests.corpus.strategies import articles

CORPUS = Path(__file__).parents[2] / "corpus"
LOSSLESS = ("brat", "inline", "jsonl", "docbin", "labelstudio", "prodigy")
MARKED = "{A UBND tỉnh} {I1 tạo việc làm} cho {Q VALUE=I1 120 người}."


def normal(article: Article) -> Article:
    """The article with its links in order: which of two links stands first says nothing."""
    return replace(article, links=sorted(article.links))


def there_and_back(form: str, given: list[Article], folder: Path) -> tuple[list[Article], list[Loss]]:
    losses: list[Loss] = []
    for name, content in FORMS[form].pack("all", given, losses).items():
        (folder / name).write_bytes(content)
    found = [article for file in sorted(folder.glob(f"*{FORMS[form].ending}")) for article in FORMS[form].read(file, losses)]
    return found, losses


@pytest.fixture(scope="module")
def corpus() -> list[Article]:
    found = [article for part in ("train", "dev", "test") for article in read_folder(CORPUS / part)]
    return sorted(found, key=lambda article: article.id)


@pytest.mark.parametrize("form", LOSSLESS)
def test_every_article_comes_back(form: str, corpus: list[Article], tmp_path: Path) -> None:
    found, losses = there_and_back(form, corpus, tmp_path)
    assert losses == []
    assert [normal(article) for article in found] == [normal(article) for article in corpus]


@pytest.mark.parametrize("form", LOSSLESS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(article=articles())
def test_any_article_comes_back(form: str, article: Article, tmp_path_factory: pytest.TempPathFactory) -> None:
    found, losses = there_and_back(form, [article], tmp_path_factory.mktemp("any"))
    assert losses == []
    assert [normal(one) for one in found] == [normal(article)]


def lost_spans(losses: list[Loss], id: str) -> set[str]:
    return {loss.what.split()[0] for loss in losses if loss.article == id and "whole words" in loss.what}


def squeezed(words: str) -> str:
    return "".join(words.replace("_", " ").split())


def test_conll_reports_each_span_and_link_that_it_cannot_carry(corpus: list[Article], tmp_path: Path) -> None:
    found, losses = there_and_back("conll", corpus, tmp_path)
    assert [article.id for article in found] == [article.id for article in corpus]
    for article, read in zip(corpus, found, strict=True):
        lost = lost_spans(losses, article.id)
        kept = [(span.label, squeezed(article.surface(span))) for span in article.spans if span.id not in lost]
        assert [(span.label, squeezed(read.surface(span))) for span in read.spans] == kept
        assert squeezed(read.text) == squeezed(article.text)
        said = next(loss.what for loss in losses if loss.article == article.id and "white space" in loss.what)
        assert sum(int(part.split()[0]) for part in said.split(", ")[:-1]) == len(article.links)
    assert sum(len(lost_spans(losses, article.id)) for article in corpus) < 0.03 * sum(len(article.spans) for article in corpus)


@settings(max_examples=60, deadline=None)
@given(article=articles())
def test_conll_carries_or_reports(article: Article, tmp_path_factory: pytest.TempPathFactory) -> None:
    found, losses = there_and_back("conll", [article], tmp_path_factory.mktemp("any"))
    assert len(found[0].spans) + len(lost_spans(losses, article.id)) == len(article.spans)


def test_conll_is_words_and_tags(tmp_path: Path) -> None:
    there_and_back("conll", [parse_inline(MARKED, "a")], tmp_path)
    lines = (tmp_path / "all.conll").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# newdoc id = a"
    assert {"việc_làm\tI-INDICATOR", "120\tB-QUANTITY", "người\tI-QUANTITY", ".\tO"} < set(lines)


def write(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_bytes(content.encode())
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.jsonl", '{"id": "a"}\n', "a.jsonl:1: no annotated article"),
        ("a.jsonl", '{"id": "a", "text": 5}\n', "no Unicode string"),
        ("a.jsonl", '{"text": "\\ud800"}\n', "no Unicode string"),
        ("a.jsonl", '{"text": "Huế", "entities": [{"id": "T1", "label": "PLACE", "start": 0, "end": 9, "text": "Huế"}]}', "offsets 0-3"),
        ("a.jsonl", '{"text": "Huế", "entities": [{"id": "T1", "label": "PLACE", "start": 0, "end": 2, "text": "Huế"}]}', "says 'Huế'"),
        ("a.jsonl", '{"text": "Huế", "links": [{"label": "VALUE", "from": "T1", "to": "T2"}]}', "needs a span QUANTITY"),
        ("a.conll", "Huế\tB-CITY\n", "a.conll:1: not a word and a BIO tag"),
        ("a.json", '{"data": 1}', "no list of Label Studio tasks"),
        ("a.spacy", "nonsense", "no spaCy DocBin"),
        ("a.inline", "{A UBND", "a brace"),
    ],
)
def test_broken_files_are_refused_and_nothing_is_written(name: str, content: str, part: str, tmp_path: Path) -> None:
    good = write(tmp_path, "good.inline", MARKED)
    with pytest.raises(AnnotationError, match=part):
        convert([good, write(tmp_path, name, content)], "brat", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        (
            "a.jsonl",
            '{"id": "a", "text": "Huế", "entities": [{"id": "T1", "label": "PLACE", "start": 0, "end": 3, "text": "Huế", "score": 1}], "facts": []}',
            "entities.score, facts",
        ),
        ("a.conll", "Huế\tN\tB-PLACE\n", "1 columns"),
        ("a.json", json.dumps([{"data": {"text": "x"}, "annotations": [{"result": []}, {"result": []}]}]), "1 annotations"),
        ("a.json", json.dumps([{"data": {"text": "x"}, "annotations": [{"result": [{"type": "choices"}]}]}]), "a result of the type 'choices'"),
        (
            "a.json",
            json.dumps([{"data": {"text": "x"}, "annotations": [{"result": [{"type": "relation", "from_id": "1", "to_id": "2"}]}]}]),
            "without a label",
        ),
    ],
)
def test_what_is_left_behind_is_reported(name: str, content: str, part: str, tmp_path: Path) -> None:
    number, losses = convert([write(tmp_path, name, content)], "brat", tmp_path / "out")
    assert number == 1
    assert any(part in loss.what for loss in losses), losses


def test_notes_of_brat_are_reported(tmp_path: Path) -> None:
    write_article(parse_inline(MARKED, "a"), tmp_path)
    with (tmp_path / "a.ann").open("a", encoding="utf-8") as file:
        file.write("#1\tAnnotatorNotes T1\tsure?\n")
    _, losses = convert([tmp_path / "a.ann"], "jsonl", tmp_path / "out")
    assert losses == [Loss("a", "#1 AnnotatorNotes T1 sure?")]


def test_an_export_of_label_studio(tmp_path: Path) -> None:
    def region(id: str, label: str, start: int, end: int, text: str) -> dict[str, object]:
        return {
            "id": id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": text, "labels": [label]},
        }

    result = [
        region("x9", "QUANTITY", 9, 15, "12 tấn"),
        region("k2", "INDICATOR", 0, 8, "việc làm"),
        {"type": "relation", "from_id": "k2", "to_id": "x9", "direction": "left", "labels": ["VALUE"]},
    ]
    task = {
        "id": 7,
        "data": {"text": "việc làm 12 tấn"},
        "annotations": [{"result": [], "was_cancelled": True}, {"result": result}],
        "predictions": [],
    }
    number, losses = convert([write(tmp_path, "export.json", json.dumps([task]))], "inline", tmp_path / "out")
    assert (number, [loss.article for loss in losses]) == (1, ["export-1"])
    assert (tmp_path / "out" / "export-1.inline").read_text(encoding="utf-8") == "{I1 việc làm} {Q VALUE=I1 12 tấn}"


def test_entities_changed_in_a_docbin_are_not_passed_over(tmp_path: Path) -> None:
    from spacy.tokens import DocBin

    from solieu.tokens import Vietnamese

    there_and_back("docbin", [parse_inline(MARKED, "a")], tmp_path)
    doc = next(DocBin(store_user_data=True).from_disk(tmp_path / "all.spacy").get_docs(Vietnamese().vocab))
    doc.ents = doc.ents[1:]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "all.spacy")
    with pytest.raises(AnnotationError, match="was changed after writing"):
        FORMS["docbin"].read(tmp_path / "all.spacy", [])
    del doc.user_data["solieu"]
    doc._.links = []
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "all.spacy")
    assert [span.label for span in FORMS["docbin"].read(tmp_path / "all.spacy", [])[0].spans] == ["INDICATOR", "QUANTITY"]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    file = write(tmp_path, "a.inline", MARKED)
    assert convert([file], "jsonl", tmp_path / "out")[0] == 1
    with pytest.raises(UsageError, match="is there already"):
        convert([file], "jsonl", tmp_path / "out")
    assert convert([file], "jsonl", tmp_path / "out", overwrite=True)[0] == 1


@pytest.mark.parametrize(
    ("names", "to", "part"),
    [
        (["a.inline"], "xml", "unknown form 'xml'"),
        (["a.txtx"], "brat", "unknown form; known are"),
        (["a.inline", "a.inline"], "brat", "a second article named 'a'"),
        (["empty"], "brat", "nothing to convert"),
        (["up.jsonl"], "brat", "cannot be a file name"),
    ],
)
def test_wrong_usage(names: list[str], to: str, part: str, tmp_path: Path) -> None:
    write(tmp_path, "a.inline", MARKED)
    write(tmp_path, "up.jsonl", '{"id": "../up", "text": "x"}')
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=part):
        convert([tmp_path / name for name in names], to, tmp_path / "out")


def test_a_text_with_braces_has_no_inline_form(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="a brace"):
        convert([write(tmp_path, "a.jsonl", '{"id": "a", "text": "{x}"}')], "inline", tmp_path / "out")


def test_articles_of_a_folder_keep_their_path(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    write(tmp_path / "in" / "sub", "a.inline", MARKED)
    convert([tmp_path / "in"], "brat", tmp_path / "out")
    assert (tmp_path / "out" / "sub" / "a.ann").exists()


def test_command(tmp_path: Path) -> None:
    write(tmp_path, "a.inline", MARKED)
    run = CliRunner().invoke(app, ["corpus", "convert", str(tmp_path / "a.inline"), "--to", "conll", "--out", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    assert "a: not carried over: 1 VALUE links, the white space of the text" in run.output
