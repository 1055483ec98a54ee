"""The network's slopes are those of its loss; it learns what can be learned, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from solieu import net_training
from solieu.errors import ModelError
from solieu.net import Batch, Column, Text
from solieu.net_training import Lesson, NetConfig, Pupil, train
from tests.networks import COLUMNS, NEAR, TEXTS, network, slope, text

CONFIG = NetConfig(width=8, passes=30, steps=100, batch=4, rate=0.02, dropout=0.1)


def test_slopes_are_those_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net_training, "HIDDEN", 0.0)
    net = network()
    batch = Batch([(net.vocabularies.indices(read), read.windows) for read in TEXTS if read.windows])
    answers = np.arange(len(batch.word_at)) % len(net.labels)

    def loss() -> float:
        found = np.concatenate(net.shares(TEXTS))[batch.layout.order]
        return float(-np.log(found[np.arange(len(answers)), answers]).mean())

    slopes = Pupil(net, NetConfig(3, 1, 1, 4, 0.01, 0.0), 1, np.random.default_rng(1)).slopes(batch, answers)
    assert slopes.keys() == net.weights.keys()
    for name, weights in net.weights.items():
        for at in list(np.ndindex(weights.shape))[:: max(1, weights.size // 25)]:
            assert slopes[name][at] == pytest.approx(slope(loss, weights, at), abs=1e-3), (name, at)


def lessons(count: int) -> list[Lesson]:
    """The word after the number is measured, and only as seen from there."""
    made = []
    for at in range(count):
        words = " ".join(f"{'abcdef'[(at + place) % 6]}w" for place in range(6))
        number = 1 + at % 4
        near = np.array([[min(abs(place - number), 2) + (place == number + 1)] for place in range(6)], np.int64)
        tags = ["B-TAIL" if place == number + 1 else "O" for place in range(6)]
        made.append(Lesson(Text(text(words).places, [(range(6), near)]), [tags]))
    return made


def test_learns_what_only_the_window_says() -> None:
    net = train(lessons(40), COLUMNS, NEAR, CONFIG)
    for lesson in lessons(12):
        (shares,) = net.shares([lesson.text])
        assert [net.labels[at] for at in shares.argmax(axis=1)] == lesson.tags[0]


def test_the_same_lessons_give_the_same_network() -> None:
    told: list[tuple[int, int]] = []
    first = train(lessons(20), COLUMNS, NEAR, CONFIG, lambda done, of: told.append((done, of)))
    assert told == [(at, CONFIG.passes) for at in range(1, CONFIG.passes + 1)]
    assert train(lessons(20), COLUMNS, NEAR, CONFIG).to_bytes() == first.to_bytes()


def test_goes_on_from_what_it_knows() -> None:
    start = network([text("awa bwa zwa zwa")], [])
    start.weights["out"] = np.zeros((6, 0), np.float32)
    net = train(lessons(20), COLUMNS, NEAR, NetConfig(3, 1, 0, 4, 0.0, 0.1), start=start)  # no step moves it
    known = start.vocabularies.known
    assert [things[: len(old)] for things, old in zip(net.vocabularies.known, known, strict=True)] == known
    assert set(net.vocabularies.known[0]) == {"zwa", *(f"{letter}w" for letter in "abcdef")}
    for name in ("column 0", "column 1", "in", "in bias", "on", "back"):
        assert (net.weights[name][: len(start.weights[name])] == start.weights[name]).all(), name
    assert net.weights["out"].shape == (6, 2)


def test_refuses_what_is_of_another_width() -> None:
    with pytest.raises(ModelError, match="the pretrained network is 3 wide, the configuration says 8"):
        train(lessons(20), COLUMNS, NEAR, CONFIG, start=network())


@pytest.mark.parametrize("columns", [(Column(4, 2), Column(3)), COLUMNS[:1], (*COLUMNS, Column(3))])
def test_refuses_what_sees_words_otherwise(columns: tuple[Column, ...]) -> None:
    with pytest.raises(ModelError, match="pretrain one again, or give none"):
        train(lessons(20), columns, NEAR, NetConfig(3, 1, 0, 4, 0.01, 0.1), start=network())


@pytest.mark.parametrize("nothing", [[], [Lesson(text("xã có"), [])]])
def test_nothing_teaches_to_say_nothing(nothing: list[Lesson]) -> None:
    net = train(nothing, COLUMNS, NEAR, CONFIG)
    assert net.labels == ["O"]
    assert all((shares == 1).all() for shares in net.shares(TEXTS))


@pytest.mark.parametrize(("steps", "passes"), [(0, 2), (15, 3), (1000, 8)])
def test_few_lessons_are_seen_more_often(steps: int, passes: int) -> None:
    told: list[tuple[int, int]] = []
    train(lessons(20), COLUMNS, NEAR, NetConfig(4, 2, steps, 4, 0.01, 0.1), lambda done, of: told.append((done, of)))
    assert told[-1] == (passes, passes)


def test_settings_that_are_missing() -> None:
    assert NetConfig.of({"width": 8, "passes": 30, "steps": 100, "batch": 4, "rate": 0.02, "dropout": 0.1}) == CONFIG
    with pytest.raises(ModelError, match="lacks passes, dropout"):
        NetConfig.of({"width": 8, "steps": 1, "batch": 4, "rate": 0.02})
