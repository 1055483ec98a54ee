"""Training: a model from a few articles, the same twice, whole or not at all, with its origin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solieu.corpus.brat import read_folder, write_article
from solieu.corpus.inline import parse_inline
from solieu.errors import AnnotationError, UsageError
from solieu.model import load
from solieu.train import train

ARTICLES = [
    f"{{T Năm {2000 + n}}}, {{A UBND tỉnh Hà Giang}} {{I1 tạo việc làm}} cho {{Q VALUE=I1 {10 * n} người}};"
    f" {{I2 tỷ lệ hộ nghèo}} còn {{Q VALUE=I2 {n}%}}."
    f" Ông {{O HOLDS=P1 SERVES=A1 Lê Văn An}}, {{P1 Giám đốc}} {{A1 Sở Y tế}} nêu {{D Quyết định số {n}/QĐ-UBND}} tại {{L huyện Mèo Vạc}}."
    for n in range(1, 9)
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for n, marked in enumerate(ARTICLES):
        write_article(parse_inline(marked, f"a{n}"), folder)
    return folder


@pytest.fixture(scope="module")
def model(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train([corpus], tmp_path_factory.mktemp("models") / "m", clusters="none")


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "meta.json"}


def test_learns_and_loads(model: Path) -> None:
    doc = load(model)("Năm 2013, UBND tỉnh Hà Giang tạo việc làm cho 55 người; tỷ lệ hộ nghèo còn 7%.")
    assert [(str(fact.value), fact.indicator) for fact in doc._.facts] == [("55", "tạo việc làm người"), ("7", "tỷ lệ hộ nghèo")]


def test_same_corpus_same_model(corpus: Path, model: Path, tmp_path: Path) -> None:
    assert content(train([corpus], tmp_path / "again", clusters="none")) == content(model)


def test_a_model_says_what_it_was_trained_on(model: Path) -> None:
    meta = json.loads((model / "meta.json").read_text())["solieu"]
    assert (meta["articles"], len(meta["sha256"])) == (8, 64)


def test_nothing_is_overwritten_without_asking(corpus: Path, model: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        train([corpus], model)


def test_broken_articles_stop_training_or_are_named(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    for article in read_folder(corpus):
        write_article(article, folder)
    (folder / "bad.txt").write_text("Hai xã.", encoding="utf-8")
    (folder / "bad.ann").write_text("T1\tPLACE 0 3\tBa \n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"bad\.ann:1"):
        train([folder], tmp_path / "m", clusters="none")
    assert not (tmp_path / "m").exists()
    said: list[str] = []
    train([folder], tmp_path / "m", clusters="none", skip_broken=True, say=said.append)
    assert any("bad.ann:1" in words for words in said)


def test_a_failure_leaves_nothing_behind(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("spacy.language.Language.to_disk", fail)
    with pytest.raises(KeyboardInterrupt):
        train([corpus], tmp_path / "m", clusters="none")
    assert list(tmp_path.iterdir()) == []
