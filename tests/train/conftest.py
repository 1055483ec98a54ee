"""A corpus and a model trained on it, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.train import train
from tests.train.articles import write_corpus


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def model(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train([corpus], tmp_path_factory.mktemp("models") / "m", clusters="none")
