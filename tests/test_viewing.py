"""From inputs to pages: files, records, annotation, corpora, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solieu import viewing
from solieu.corpus.brat import write_article
from solieu.corpus.jsonl import format_jsonl
from solieu.errors import AnnotationError, InputError, SolieuError, UsageError
from solieu.viewing import view_paths
from tests.evaluate.fakes import article as annotated
from tests.view.fakes import LINKS, SPANS, TEXT, sample, tagged_corpus, yearly
from tests.view.markup import check_page


@pytest.fixture
def unneeded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are shown as they are: no model is loaded."""
    monkeypatch.setattr(viewing, "load", lambda name: pytest.fail(f"{name} was loaded"))


def written(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_a_text_becomes_a_page(tmp_path: Path, article: str) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "page.html"
    source.write_text(article, encoding="utf-8")
    assert view_paths([str(source)], out) == 0
    page = check_page(out.read_text(encoding="utf-8"))
    assert "QUANTITY" in page.values("data-label")
    assert "fact-1" in page.values("id")


@pytest.mark.usefixtures("unneeded_model")
def test_a_record_is_shown_as_it_is(tmp_path: Path) -> None:
    made = sample()
    made["facts"][0]["indicator"] = "một chỉ tiêu khác"
    view_paths([str(written(tmp_path / "r.jsonl", made))], tmp_path / "page.html", language="vi")
    assert "một chỉ tiêu khác" in check_page((tmp_path / "page.html").read_text(encoding="utf-8")).words


@pytest.mark.usefixtures("unneeded_model")
def test_many_become_a_folder_and_broken_ones_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = sample("c") | {"links": [{"label": "VALUE", "from": "T1", "to": "T77"}]}
    source = written(tmp_path / "r.jsonl", sample("a"), "{broken", broken, sample("b/b"))
    assert view_paths([str(source)], tmp_path / "out") == 2
    assert names(tmp_path / "out") == ["articles/a.html", "articles/b/b.html", "index.html"]
    index = check_page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert index.values("href") == ["articles/a.html", "articles/b/b.html"]
    assert "../../index.html" in check_page((tmp_path / "out" / "articles" / "b" / "b.html").read_text(encoding="utf-8")).values("href")
    said = capsys.readouterr().err
    assert "r.jsonl:2: not a JSON object" in said
    assert "r.jsonl:3: no sound record" in said
    assert "2 articles done, 2 failed" in said


def test_texts_and_records_side_by_side(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text("Toàn xã có 12 hộ nghèo.", encoding="utf-8")
    written(folder / "r.jsonl", sample("r"), {"id": "raw", "text": "Có 5 xã."})
    assert view_paths([str(folder)], tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["articles/r.html", "articles/raw.html", "articles/sub/a.html", "index.html"]


@pytest.mark.parametrize("form", ["brat", "jsonl"])
def test_annotation_is_shown_instead_of_the_models(tmp_path: Path, form: str) -> None:
    one = annotated(TEXT, SPANS, LINKS, "hoa-trung")
    if form == "brat":
        write_article(one, tmp_path / "in")
    else:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "x.jsonl").write_bytes(format_jsonl([one], []))
    view_paths([str(tmp_path / "in")], tmp_path / "page.html", gold=True)
    page = check_page((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "Annotated by hand" in page.words
    assert len([id for id in page.values("id") if id.startswith("m")]) == len(SPANS)


def test_broken_annotation_is_an_error_of_its_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_article(annotated(TEXT, SPANS, LINKS, "b"), tmp_path / "in")
    written(tmp_path / "in" / "a.txt", "Có 5 xã.")
    written(tmp_path / "in" / "a.ann", "T1\tNOTHING 0 2\tCó")
    assert view_paths([str(tmp_path / "in")], tmp_path / "out", gold=True) == 1
    assert "a.ann:1: unknown label" in capsys.readouterr().err
    assert names(tmp_path / "out") == ["articles/b.html", "index.html"]


@pytest.mark.usefixtures("unneeded_model")
def test_a_tagged_corpus_becomes_charts_that_lead_to_articles(tmp_path: Path) -> None:
    corpus = tagged_corpus(tmp_path / "tagged", [yearly(f"a{year}", "xã Hoa Trung", year, 5) for year in range(2018, 2022)])
    assert view_paths([str(corpus)], tmp_path / "out", article_pages=2) == 0
    assert names(tmp_path / "out") == ["articles/a2018.html", "articles/a2019.html", "index.html"]
    assert "articles/a2018.html" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert view_paths([str(corpus)], tmp_path / "one.html") == 0
    check_page((tmp_path / "one.html").read_text(encoding="utf-8"))
    assert view_paths([str(corpus / "part-00000.parquet")], tmp_path / "list") == 0
    assert len(names(tmp_path / "list")) == 5


@pytest.mark.parametrize(
    ("out", "overwrite", "said"),
    [
        ("there.html", False, "--overwrite"),
        ("full", False, "--overwrite"),
        ("folder.html", True, "is a folder"),
        ("file", True, "ends in .html"),
    ],
)
def test_nothing_is_replaced_unasked(tmp_path: Path, out: str, overwrite: bool, said: str) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "full").mkdir()
    for name in ("there.html", "full/mine.txt", "file"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match=said):
        view_paths([str(written(tmp_path / "r.jsonl", sample()))], tmp_path / out, overwrite=overwrite)
    assert all((tmp_path / name).read_text() == "mine" for name in ("there.html", "full/mine.txt", "file"))


@pytest.mark.usefixtures("unneeded_model")
def test_replaced_when_asked(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    view_paths([str(written(tmp_path / "r.jsonl", sample()))], tmp_path / "page.html", overwrite=True)
    assert names(tmp_path) == ["page.html", "r.jsonl"]
    check_page((tmp_path / "page.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("rows", "options", "error", "said"),
    [
        ([sample("a"), sample("b")], {}, UsageError, "several articles; give a folder"),
        ([], {}, UsageError, "no article"),
        (["{broken"], {}, InputError, "r.jsonl:1: not a JSON object"),
        ([sample() | {"entities": 7}], {}, InputError, "r.jsonl:1: no record of solieu tag"),
        ([sample()], {"language": "de"}, UsageError, "en, vi"),
        ([{"id": "a", "text": "x", "entities": 7}], {"gold": True}, InputError, "no annotated article"),
    ],
)
def test_one_page_of_what_is_none(tmp_path: Path, rows: list[object], options: dict[str, object], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        view_paths([str(written(tmp_path / "r.jsonl", *rows))], tmp_path / "page.html", **options)  # type: ignore[arg-type]
    assert names(tmp_path) == ["r.jsonl"]


@pytest.mark.usefixtures("unneeded_model")
def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SolieuError, match=r"page\.html: cannot be written .*another --out"):
        view_paths([str(written(tmp_path / "r.jsonl", sample()))], tmp_path / "file" / "page.html")
    assert names(tmp_path) == ["file", "r.jsonl"]


@pytest.mark.parametrize(
    ("path", "gold", "said"), [("no.txt", False, "no such file"), ("empty", False, "no articles"), ("empty", True, "no annotated")]
)
def test_paths_that_hold_nothing(tmp_path: Path, path: str, gold: bool, said: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises((InputError, UsageError, AnnotationError), match=said):
        view_paths([str(tmp_path / path)], tmp_path / "page.html", gold=gold)
