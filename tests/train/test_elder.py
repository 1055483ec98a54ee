"""Which taggers of a base model are kept beside new ones, and what say they have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from solieu.crf import Crf, CrfConfig, Mixture
from solieu.errors import ModelError
from solieu.train.elder import Elder, blend, find_elder


def base(folder: Path, **said: Any) -> Path:
    (folder / "meta.json").write_text(json.dumps({"solieu": said}))
    return folder


@pytest.mark.parametrize(
    ("said", "carried", "articles", "expected"),
    [
        ({"articles": 30, "unseen": 0}, 30, 40, None),
        ({"articles": 30, "unseen": 10}, 20, 40, (True, 10, 20, 0.5)),  # 20 new ones
        ({"articles": 30, "unseen": 10}, 20, 20, (True, 10, 20, 20 / 21)),  # nothing new
        ({"articles": 30}, 0, 60, (True, 30, 0, 0.5)),  # made before models carried articles
        # a second time: the eldest knew 20 of the 40 that are carried now
        ({"articles": 40, "unseen": 10, "elder": {"unseen": 10, "knew": 20}}, 40, 60, (False, 10, 20, 1 / 3)),
        # a second time, after articles that could not be handed on were trained on by the younger ones
        ({"articles": 40, "unseen": 15, "elder": {"unseen": 10, "knew": 20}}, 35, 65, (True, 15, 35, 0.5)),
    ],
)
def test_which_and_how_much(tmp_path: Path, said: dict[str, Any], carried: int, articles: int, expected: tuple[bool, int, int, float] | None) -> None:
    elder = find_elder(base(tmp_path, **said), carried, articles)
    assert (elder and (elder.whole, elder.unseen, elder.knew, pytest.approx(elder.weight))) == expected


def test_none_without_a_base_and_a_clear_error_for_a_broken_one(tmp_path: Path) -> None:
    assert find_elder(None, 0, 10) is None
    with pytest.raises(ModelError, match="does not say"):
        find_elder(base(tmp_path, unseen="many"), 0, 10)


@pytest.fixture(scope="module")
def crfs() -> list[Crf]:
    config = CrfConfig(l1=0.0, l2=0.1, passes=20, noise=0.0, min_count=1)
    return [Crf.train([[["w=a"], ["w=b"]]], [[first, "O"]], config) for first in ("B-X", "B-Y", "B-Z")]


def test_the_eldest_stays_and_the_younger_is_trained_anew(tmp_path: Path, crfs: list[Crf]) -> None:
    (tmp_path / "tagger").mkdir()
    (tmp_path / "tagger" / "crf").write_bytes(Mixture(crfs[:2], [0.5, 0.5]).to_bytes())
    new = crfs[2].to_bytes()
    for whole, labels in ((False, ["B-X", "B-Z", "O"]), (True, ["B-X", "B-Y", "B-Z", "O"])):
        found = Crf.from_bytes(blend(Elder(tmp_path, whole, 1, 1, 0.5), "tagger", "crf", new))
        assert found.labels == labels
    for elder in (None, Elder(tmp_path / "none", True, 1, 1, 0.5)):
        assert blend(elder, "tagger", "crf", new) == new
    assert blend(Elder(tmp_path, True, 1, 1, 0.5), "tagger", "phrases", b"other") == b"other"
