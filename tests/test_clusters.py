"""Word clusters: read from a file or a model, and refused where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.clusters import MIN_COUNT, NO_KIND, kinds_of, read_clusters, train_clusters
from solieu.component import CLUSTERS
from solieu.errors import InputError, ModelError, UsageError
from solieu.model import model_path
from solieu.tokens import Vietnamese


def test_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"
    file.write_text("nông_thôn\t12\t301\ntỉnh\t3\t4\n", encoding="utf-8")
    vocab = Vietnamese().vocab
    read_clusters(vocab, file)
    assert vocab.lookups.get_table(CLUSTERS).get("nông_thôn") == [12, 301]


def test_from_the_shipped_model() -> None:
    vocab = Vietnamese().vocab
    read_clusters(vocab, model_path())
    assert len(vocab.lookups.get_table(CLUSTERS)) > 30_000


def test_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"
    file.write_text("nông_thôn\tmười\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"c\.tsv:1: a line is a word"):
        read_clusters(Vietnamese().vocab, file)
    Vietnamese().to_disk(tmp_path / "m")
    with pytest.raises(ModelError, match="no word clusters"):
        read_clusters(Vietnamese().vocab, tmp_path / "m")


def test_trained_from_raw_texts(tmp_path: Path) -> None:
    texts = [f"UBND tỉnh trao {n} suất quà.\nTỉnh ủy tặng {n} căn nhà." for n in range(100, 100 + 3 * MIN_COUNT)]
    train_clusters(texts, tmp_path / "c.tsv", threads=1)
    vocab = Vietnamese().vocab
    read_clusters(vocab, tmp_path / "c.tsv")
    table = vocab.lookups.get_table(CLUSTERS)
    assert len(table.get("ubnd")) == 3
    assert table.get("000") is not None
    train_clusters(texts, tmp_path / "again.tsv", threads=1)
    assert (tmp_path / "again.tsv").read_bytes() == (tmp_path / "c.tsv").read_bytes()


def test_parts_of_speech_of_words(tmp_path: Path) -> None:
    corpus = tmp_path / "words.txt"
    corpus.write_text("tỉnh xây_dựng 00 cầu _ .\n\ntỉnh xây_dựng trường\n", encoding="utf-8")
    province, builds, _, bridge, strange = kinds_of(corpus, ["tỉnh", "xây_dựng", "00", "cầu", "huyện"])
    assert province == bridge != builds
    assert strange == NO_KIND


def test_too_few_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        train_clusters(["Một câu."], tmp_path / "c.tsv", threads=1)
    assert not (tmp_path / "c.tsv").exists()
