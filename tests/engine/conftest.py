"""A small model, trained once."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.train import train
from tests.train.articles import write_corpus


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return train([write_corpus(folder / "corpus")], folder / "m", clusters="none")
