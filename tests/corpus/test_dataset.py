"""The corpus as Hugging Face datasets: the same articles, offsets into the same text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import solieu.corpus
from solieu.corpus.brat import read_folder
from solieu.errors import UsageError

CORPUS = Path(__file__).parents[2] / "corpus"


def test_load() -> None:
    from solieu.corpus.dataset import to_articles

    found = solieu.corpus.load(CORPUS)
    assert list(found) == ["train", "dev", "test"]
    assert found["train"].column_names == ["id", "text", "spans", "links"]
    for part, rows in found.items():
        assert list(to_articles(rows)) == list(read_folder(CORPUS / part))
    row = found["test"][0]
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"])
    assert set(row["links"][0]) == {"label", "source", "target"}


def test_nothing_to_load(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no annotated articles in train/, dev/, test/"):
        solieu.corpus.load(tmp_path)


def test_datasets_is_imported_only_where_it_is_used() -> None:
    code = "import sys, solieu.corpus, solieu.corpus.brat; sys.exit('datasets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
