"""Word clusters: read from a file or a model, and refused where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.clusters import read_clusters
from solieu.component import CLUSTERS
from solieu.errors import InputError, ModelError
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
