"""A network says the same of a window whatever stands beside it, survives being stored, and mixes with others and with other opinions."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from solieu import net as net_module
from solieu.errors import ModelError
from solieu.net import MIXED, Net, NetMixture, Text, Vocabularies, agreed
from tests.networks import COLUMNS, TEXTS, network, text


def test_rare_things_are_unknown() -> None:
    assert Vocabularies.of(TEXTS, COLUMNS).known == [["có", "hộ", "xã"], sorted("xc1h5tv7k")]


def test_none_is_never_known() -> None:
    found = Vocabularies.of([Text([("có", None), ("có", None)], [])], COLUMNS)
    assert found.known == [["có"], []]
    assert found.indices(Text([("có", None), ("lạ", "x")], [])).tolist() == [[1, 0], [0, 0]]


def test_each_window_is_read_alone() -> None:
    net = network()
    together = net.shares(TEXTS)
    assert [shares.shape for shares in together] == [(4, 3), (2, 3), (6, 3), (1, 3)]
    alone = [shares for read in TEXTS for window in read.windows for shares in net.shares([Text(read.places, [window])])]
    for first, second in zip(together, alone, strict=True):
        assert first == pytest.approx(second, abs=1e-6)
        assert first.sum(axis=1) == pytest.approx(1)


def test_many_windows_are_read_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    net = network()
    many = [*TEXTS, text("có 5 thôn và 7 xã", *(range(at) for at in range(1, 7)))]
    expected = net.shares(many)
    assert len(expected) == 4 + 6
    for together in (1, 5, 12):
        monkeypatch.setattr(net_module, "TOGETHER", together)
        for first, second in zip(net.shares(many), expected, strict=True):
            assert first == pytest.approx(second, abs=1e-6)


def test_a_long_sentence_is_never_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class Noted(net_module.Batch):
        def __init__(self, texts: Sequence[net_module.Read]) -> None:
            super().__init__(texts)
            sizes.append(len(self.words))

    monkeypatch.setattr(net_module, "Batch", Noted)
    monkeypatch.setattr(net_module, "TOGETHER", 40)
    network().shares([text("xã có 12 hộ " * 100, *(range(at, at + 4) for at in range(300)))])
    assert sizes == [13] * 30


def test_nothing_to_read() -> None:
    assert network().shares([]) == network().shares([text("không có")]) == []


def test_stored_in_half_precision() -> None:
    net = network()
    again = Net.from_bytes(net.to_bytes())
    assert again.labels == net.labels
    for first, second in zip(net.shares(TEXTS), again.shares(TEXTS), strict=True):
        assert first == pytest.approx(second, abs=1e-3)
    assert Net.from_bytes(again.to_bytes()).to_bytes() == again.to_bytes()


def test_mixture_is_the_mean() -> None:
    members = [network(), network(TEXTS[1:], ["B-TAIL", "O"], seed=2)]
    mixture = Net.from_bytes(NetMixture(members, [3, 1]).to_bytes())
    assert mixture.labels == ["B-HEAD", "B-TAIL", "I-HEAD", "O"]
    for mean, first, second in zip(mixture.shares(TEXTS), *(member.shares(TEXTS) for member in members), strict=True):
        expected = np.zeros_like(mean)
        expected[:, [0, 2, 3]] += 0.75 * first
        expected[:, [1, 3]] += 0.25 * second
        assert mean == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    "data",
    [b"", b"no zlib", zlib.compress(b"no msgpack"), zlib.compress(srsly.msgpack_dumps({"labels": []})), MIXED, MIXED + srsly.msgpack_dumps([1])],
)
def test_broken_bytes(data: bytes) -> None:
    with pytest.raises(ModelError, match="install the model again"):
        Net.from_bytes(data)


@pytest.mark.parametrize("weights", [[], [1], [0, 0], [2, -1]])
def test_a_mixture_needs_weights(weights: list[float]) -> None:
    with pytest.raises(ModelError, match="mixture"):
        NetMixture([network(), network()], weights)


def rows(width: int) -> st.SearchStrategy[np.ndarray]:
    return arrays(np.float64, (3, width), elements=st.floats(1e-6, 1)).map(lambda found: found / found.sum(axis=1, keepdims=True))


@given(rows(4), rows(4), st.floats(0, 1))
def test_agreed_lies_between(first: np.ndarray, second: np.ndarray, share: float) -> None:
    mean = agreed(first, second, share)
    assert mean.sum(axis=1) == pytest.approx(1)
    assert agreed(first, second, 0) == pytest.approx(first)
    assert agreed(first, second, 1) == pytest.approx(second)
    assert agreed(first, first, share) == pytest.approx(first)


def test_what_one_thinks_impossible_is() -> None:
    assert agreed(np.array([[1.0, 0.0]]), np.array([[0.4, 0.6]]), 0.5)[0, 1] < 1e-5
