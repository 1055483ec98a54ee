"""Ray on two nodes, both processes of this machine, of which one is lost in the middle of a run."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solieu.tagging import Settings, tag_corpus
from tests.outputs.test_shards import contents

SHARDS = 24
STORE = 100 << 20


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of a head with one core, found as users set it."""
    ray = pytest.importorskip("ray", reason="needs the extra ray")
    pytest.importorskip("ray.data")
    utils = pytest.importorskip("ray.cluster_utils")
    ray.shutdown()
    cluster = utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False})
    monkeypatch.setenv("RAY_ADDRESS", cluster.address)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*", "ignore::UserWarning:ray.*", "ignore::FutureWarning:ray.*")
@pytest.mark.ray
def test_a_lost_node_does_not_end_the_run(nodes: Any, small_model: Path, tmp_path: Path) -> None:
    source, out, left = tmp_path / "n.jsonl", tmp_path / "out", []
    said = "Huyện Na Rì\nNăm 2024, toàn huyện có {0} hộ nghèo, giảm {0}%.\n"
    source.write_text("\n".join(json.dumps({"id": f"a{at}", "text": said.format(at) * 300}) for at in range(SHARDS)), encoding="utf-8")
    second = nodes.add_node(num_cpus=1, object_store_memory=STORE)

    def lose() -> None:
        end = time.monotonic() + 120
        while len([*out.glob("part-*.parquet")]) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        nodes.remove_node(second, allow_graceful=False)
        left.append(SHARDS - len([*out.glob("part-*.parquet")]))

    loss = threading.Thread(target=lose)
    loss.start()
    assert tag_corpus([str(source)], out, small_model, Settings(articles_per_shard=1, workers=2, engine="ray")) == 0
    loss.join()
    assert left[0] > 0
    assert tag_corpus([str(source)], tmp_path / "here", small_model, Settings(articles_per_shard=1)) == 0
    assert contents(out) == contents(tmp_path / "here")
