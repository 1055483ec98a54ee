"""Each design of the experiments trains on two articles and tags a third; what is trained is kept and taken again."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from trials.fit import Workshop
from trials.rows import Row
from trials.variants import without

from solieu.corpus.brat import read_folder
from solieu.crf import Crf, CrfConfig
from solieu.errors import UsageError
from tests.conftest import ARTICLE, ROOT

FEW = {f"components.{name}.passes": 4 for name in ("solieu_tagger.crf", "solieu_linker.reader", "solieu_linker.net", "solieu_linker.aspects")}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    articles = sorted(read_folder(ROOT / "corpus" / "dev"), key=lambda article: len(article.text))[:2]
    yield Workshop(ROOT / "configs" / "default.cfg", {"few": articles}, None, tmp_path_factory.mktemp("kept"), None, None, None, lambda _: None)


def tagged(workshop: Workshop, **settings: object) -> set[str]:
    """The labels that a row finds in an article."""
    row = Row("row", train=("few",), config=FEW, **settings)  # type: ignore[arg-type]
    with ExitStack() as stack:
        pipeline = workshop.pipeline(row, stack)
        doc = pipeline(ARTICLE)
        assert pipeline.megabytes() > 0
        assert doc.text == ARTICLE
        assert all(link.label.isupper() for link in doc._.links)
        return {ent.label_ for ent in doc.ents}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"tagger": "rules", "reader": "none"},
        {"tagger": "once", "reader": "once"},
        {"reader": "joint"},
        {"tagger": "mean", "reader": "mean", "members": 2},
        {"clusters": False, "language_model": False, "drop": {"solieu_tagger": ["in:"]}},
        {"marks": "names"},
    ],
    ids=str,
)
def test_designs_tag(workshop: Workshop, settings: dict[str, object]) -> None:
    assert {"DECREE", "PERIOD", "QUANTITY"} & tagged(workshop, **settings)


def test_the_cnn_tags(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    from trials import cnn

    monkeypatch.setattr(cnn, "CPU_SECONDS", 0.5)
    tagged(workshop, tagger="cnn_crf")
    with pytest.raises(UsageError, match="--vectors"):
        tagged(workshop, tagger="cnn", vectors=True)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.jsonl.xz"
    lines = [json.dumps({"id": str(n), "text": f"Năm {n}, huyện Hoà An giúp {n * 7} hộ nghèo sửa nhà ở. Xã vui mừng."}) for n in range(30)]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    return path


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from trials import cnn, pretrained

    monkeypatch.setattr(cnn, "CPU_SECONDS", 0.5)
    monkeypatch.setattr(pretrained, "WORDS", 200)


@pytest.mark.usefixtures("few_words")
def test_the_cnn_is_pretrained_once(workshop: Workshop, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trials import pretrained

    with pytest.raises(UsageError, match="row 'row' needs --raw FILE"):
        tagged(workshop, tagger="cnn", pretrain=True)
    told: list[str] = []
    tagged(replace(workshop, raw=raw, say=told.append), tagger="cnn", pretrain=True)
    assert any("pretraining: 20" in words for words in told)
    monkeypatch.setattr(pretrained, "make_update", lambda *_: pytest.fail("pretrained again"))
    tagged(replace(workshop, raw=raw), tagger="cnn_crf", pretrain=True)


@pytest.mark.usefixtures("few_words")
def test_pretraining_is_the_same_twice_and_other_by_seed(raw: Path) -> None:
    from trials.cnn import TOK2VEC
    from trials.pretrained import Pretrained

    def weights(seed: int) -> bytes:
        made = Pretrained()
        made.fit(TOK2VEC, raw, seed, lambda _: None)
        return made.weights

    first = weights(1)
    assert weights(1) == first != weights(2)


def test_the_cnn_begins_with_what_was_pretrained(workshop: Workshop, raw: Path, few_words: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from trials import cnn
    from trials.pretrained import Pretrained

    monkeypatch.setattr(cnn, "CPU_SECONDS", 0)
    made, tagger = Pretrained(), cnn.Cnn(None, 1)
    made.fit(cnn.TOK2VEC, raw, 1, lambda _: None)
    tagger.fit(workshop.docs(workshop.sets["few"]), lambda _: None, made.weights)
    assert tagger.nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0].to_bytes() == made.weights


@pytest.mark.parametrize("content", [b"", b'{"id": "1", "text": " "}'])
def test_raw_articles_without_words_are_refused(tmp_path: Path, content: bytes) -> None:
    from trials.cnn import TOK2VEC
    from trials.pretrained import Pretrained

    (tmp_path / "raw.jsonl").write_bytes(content)
    with pytest.raises(UsageError, match="no words to pretrain on"):
        Pretrained().fit(TOK2VEC, tmp_path / "raw.jsonl", 1, lambda _: None)


def test_what_was_trained_is_taken_again(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tagged(workshop)
    monkeypatch.setattr(Crf, "train", lambda *_: pytest.fail("trained again"))
    assert tagged(workshop) == first
    assert tagged(workshop, tagger="rules")


def test_a_setting_that_is_not_there_is_refused(workshop: Workshop) -> None:
    with pytest.raises(UsageError, match=r"no setting 'components.solieu_tagger.crf.l3'"), ExitStack() as stack:
        workshop.pipeline(Row("row", train=("few",), config={"components.solieu_tagger.crf.l3": 1}), stack)


def test_dropped_features_have_no_weight() -> None:
    sequences = [[["a", ("x1", "b")], ["x2"]]]
    with without(["^x"]):
        crf = Crf.train(sequences, [["A", "B"]], CrfConfig(0.0, 0.1, 5, 0.0, 1))
    whole = Crf.train(sequences, [["A", "B"]], CrfConfig(0.0, 0.1, 5, 0.0, 1))
    assert not crf.scores([["x2"]]).any()
    assert whole.scores([["x2"]]).any()
