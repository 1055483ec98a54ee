"""What a training takes from raw articles: from a file, the base or the shipped model, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import srsly
from spacy.lookups import Lookups

from solieu.component import CLUSTERS
from solieu.corpus.brat import read_folder
from solieu.errors import ModelError, UsageError
from solieu.model import model_path, shipped
from solieu.pretrained import NET, PRETRAINED
from solieu.pretraining import pretrain
from solieu.tokens import Vietnamese
from solieu.train import train
from solieu.train.recipe import make_recipe
from tests.train.articles import CONLL, write_corpus


def carried(model: Path) -> object:
    lookups = Lookups().from_disk(model / "vocab")
    return lookups.get_table(PRETRAINED)[NET] if lookups.has_table(PRETRAINED) else None


def stored(path: Path) -> object:
    return srsly.msgpack_loads(path.read_bytes())[NET]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Pretrained networks by their width."""
    folder = tmp_path_factory.mktemp("raw")
    for width in (8, 64):
        pretrain([f"Tỉnh trao {n} suất quà." for n in range(20, 40)], folder / f"{width}.net", Vietnamese().vocab, width)
    return {width: folder / f"{width}.net" for width in (8, 64)}


def test_a_model_carries_what_it_began_from(corpus: Path, raw: dict[int, Path], tmp_path: Path) -> None:
    first = train([corpus], tmp_path / "first", clusters="none", pretrained=raw[64])
    assert carried(first) == stored(raw[64])
    assert carried(train([corpus], tmp_path / "second", base=first)) == stored(raw[64])
    assert carried(train([corpus], tmp_path / "third", base=first, pretrained="none")) is None


@pytest.mark.parametrize("wrong", ["width", "nowhere", "clusters"])
def test_what_does_not_fit_is_refused_before_anything_is_lost(corpus: Path, raw: dict[int, Path], tmp_path: Path, wrong: str) -> None:
    problem, network = {
        "width": ("the pretrained network is 8 wide, the configuration says 64", raw[8]),
        "nowhere": ("no such model", tmp_path / "nowhere"),
        "clusters": ("pretrained with other word clusters", model_path()),
    }[wrong]
    begun = tmp_path / "m.part"
    begun.mkdir()
    (begun / "done").write_bytes(b"")
    with pytest.raises(ModelError, match=problem):
        train([corpus], tmp_path / "m", clusters="none", pretrained=network)
    assert (begun / "done").exists() and not (tmp_path / "m").exists()


def test_without_links_there_is_no_network(tmp_path: Path, raw: dict[int, Path]) -> None:
    (tmp_path / "crews.conll").write_text(CONLL, encoding="utf-8")
    with pytest.raises(UsageError, match="leave --pretrained out"):
        train([tmp_path / "crews.conll"], tmp_path / "m", pretrained=raw[64])
    assert carried(train([tmp_path / "crews.conll"], tmp_path / "m")) is None


def test_the_shipped_model_has_both() -> None:
    lookups = Lookups().from_disk(model_path() / "vocab")
    assert lookups.has_table(CLUSTERS) and lookups.has_table(PRETRAINED)


def test_where_both_come_from(tmp_path: Path) -> None:
    linked = list(read_folder(write_corpus(tmp_path / "c")))

    def sources(clusters: str | Path | None, pretrained: str | None, older: Path | None) -> tuple[Path | None, Path | None]:
        recipe = make_recipe(linked, None, clusters, pretrained, older)
        return recipe.clusters, recipe.pretrained

    Vietnamese().to_disk(tmp_path / "base")
    (tmp_path / "base" / "config.cfg").write_bytes(shipped("configs", "default.cfg").read_bytes())
    assert sources(None, None, None) == (model_path(), model_path())
    assert sources(None, None, tmp_path / "base") == (None, None)
    assert sources(None, None, model_path()) == (model_path(), model_path())
    assert sources("none", None, None) == (None, None)
    assert sources("none", None, model_path()) == (None, None)
    assert sources("vi_solieu", "vi_solieu", None) == (model_path(), model_path())
    assert sources(None, "none", None) == (model_path(), None)
    with pytest.raises(ModelError, match="no such model"):
        sources(tmp_path / "c.tsv", None, None)
