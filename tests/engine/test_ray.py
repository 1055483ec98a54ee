"""Ray makes the same files as this machine alone, and goes on where it ended. One Ray with two workers for all tests."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from solieu.engine.ray import Job, ShardTagger, _mended
from solieu.errors import SolieuError, UsageError
from solieu.inputs import Reading
from solieu.tagging import Settings, tag_corpus, versions
from tests.outputs.test_shards import contents

LOCAL = Settings(articles_per_shard=4)
RAY = Settings(articles_per_shard=4, workers=2, engine="ray")

QUIET = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*", "ignore::UserWarning:ray.*")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("in") / "n.jsonl"
    lines = [json.dumps({"id": f"a{at}", "text": f"Huyện Na Rì\nNăm 2024, toàn huyện có {at} hộ nghèo, giảm {at}%.\n"}) for at in range(14)]
    lines[5] = "{broken"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray = pytest.importorskip("ray", reason="needs the extra ray")
    pytest.importorskip("ray.data")
    ray.init(address="local", num_cpus=2, object_store_memory=100 << 20, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@QUIET
@pytest.mark.ray
@pytest.mark.usefixtures("cluster")
def test_the_same_files_as_without_and_resumed(source: Path, small_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tag_corpus([str(source)], tmp_path / "here", small_model, LOCAL) == 1
    # through fsspec, which is what a cluster does
    assert tag_corpus([f"local://{source}"], f"local://{tmp_path / 'ray'}", small_model, RAY) == 1
    assert contents(tmp_path / "ray").keys() == contents(tmp_path / "here").keys()
    (tmp_path / "ray" / "part-00001.parquet").unlink()
    assert tag_corpus([str(source)], tmp_path / "ray", small_model, RAY) == 1
    assert "13 articles done, 1 failed" in capsys.readouterr().err
    ours, theirs = contents(tmp_path / "here"), contents(tmp_path / "ray")
    for errors in [name for name in ours if name.startswith("errors/")]:  # they name the place, and that is a URL here
        assert (errors in theirs, ours.pop(errors) is None, theirs.pop(errors) is None) == (True, False, False)
    assert ours == theirs


@QUIET
@pytest.mark.ray
@pytest.mark.usefixtures("cluster")
def test_what_a_user_can_mend_comes_back_from_an_actor(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solieu.tagging.versions", lambda: {"solieu": "0.0"})
    with pytest.raises(SolieuError, match=r"this node has solieu .* instead of 0\.0"):
        tag_corpus([str(source)], tmp_path / "out", settings=RAY)


def test_an_actor_tells_what_is_wrong(tmp_path: Path) -> None:
    job = Job((), Reading(), str(tmp_path), None, 4, frozenset(), {**versions(), "spacy": "0"})
    found = ShardTagger(job, None)(pa.table({"shard": [0], "articles": [[]]}))
    assert "instead of 0; install the same versions on all nodes" in found["problem"][0]


def test_an_end_by_ray_names_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--engine local" in str(_mended(RuntimeError("the actor died")))
    assert "the actor died" in capsys.readouterr().err


def test_without_ray(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"pip install 'solieu\[ray\]'"):
        tag_corpus([str(source)], tmp_path / "out", settings=RAY)
    with pytest.raises(UsageError, match="unknown engine 'dask'"):
        Settings(engine="dask")
