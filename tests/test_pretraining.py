"""Pretraining: the slopes are those of the loss, words are guessed better, and what was learned is stored, read and refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import srsly
from typer.testing import CliRunner

from solieu import net_training, pretraining
from solieu.cli import app
from solieu.component import CLUSTERS
from solieu.errors import ModelError, UsageError
from solieu.model import shipped
from solieu.net import UNKNOWN, Batch, Net, Vocabularies
from solieu.net_training import NetConfig, first_weights
from solieu.pretrained import NET, pretrained, read_pretrained
from solieu.pretraining import Guesser, indexed, learn, neighbours, pretrain
from solieu.tokens import Vietnamese
from tests.networks import COLUMNS, network, slope

SAID = [[(word, word[0]) for word in words.split()] for words in ("xã có 12 hộ", "xã có 5 thôn", "có xã", "thôn có hộ")]
TEXTS = [f"Tỉnh trao {n} suất quà.\nHuyện xây {n} căn nhà; xã không có." for n in range(20, 40)]  # each word at least MIN_COUNT times


def batch() -> Batch:
    vocabularies, read = indexed(SAID, COLUMNS, 2)
    assert vocabularies.known == [["có", "hộ", "thôn", "xã"], sorted("xc1h5t")]
    return Batch([pretraining._alone(words) for words in read])


def guesser(batch: Batch, width: int = 4) -> Guesser:
    vocabularies, _ = indexed(SAID, COLUMNS, 2)
    random = np.random.default_rng(1)
    net = Net([], vocabularies, first_weights(vocabularies, COLUMNS, 0, 0, width, random))
    counts = np.bincount(batch.words[:, 0], minlength=5)
    return Guesser(net, NetConfig(width, 1, 0, 4, 0.01, 0.0), 1, random, counts)


def test_the_words_beside() -> None:
    found = batch()
    order = found.layout.order
    words, after, before = (np.empty(len(order), np.int64) for _ in range(3))
    words[order] = found.words[found.word_at, 0]
    after[order], before[order] = neighbours(found)
    start = 0
    for length in found.lengths:
        part = words[start : start + length].tolist()
        assert after[start : start + length].tolist() == [*part[1:], UNKNOWN]
        assert before[start : start + length].tolist() == [UNKNOWN, *part[:-1]]
        start += length


def test_slopes_are_those_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net_training, "HIDDEN", 0.0)
    monkeypatch.setattr(pretraining, "DRAWN", 50)  # all words are drawn
    pupil, read = guesser(batch()), batch()
    weights = pupil._net.weights | pupil.guesses
    for name, times in {"in": 2, "on": 2, "back": 2, "guess": 30}.items():
        weights[name] *= times  # so that all slopes can be told from nothing
    found: dict[str, np.ndarray] = {}
    monkeypatch.setattr(pupil, "step", lambda slopes, _: found.update(slopes))
    known = sum(int((words != UNKNOWN).sum()) for words in neighbours(read))

    def guess() -> float:
        return pupil.guess(read) * known / len(read.word_at)

    guess()
    slopes = {name: value.copy() for name, value in found.items()}
    assert slopes.keys() == weights.keys() - {"out", "out bias"}
    for name in slopes.keys() - {"near"}:
        places = list(np.ndindex(weights[name].shape))[:: max(1, weights[name].size // 25)]
        tried = np.array([slope(guess, weights[name], at) for at in places])
        assert abs(tried).max() > 2e-3, name
        assert np.array([slopes[name][at] for at in places]) == pytest.approx(tried, abs=0.05 * abs(tried).max()), name


def test_guesses_become_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretraining, "COLUMNS", COLUMNS)
    for name, value in {"PASSES": 20, "SENTENCES": 4, "RATE": 0.02}.items():
        monkeypatch.setattr(pretraining, name, value)
    losses: list[float] = []
    plain = Guesser.guess
    monkeypatch.setattr(Guesser, "guess", lambda self, batch: losses.append(plain(self, batch)) or losses[-1])
    vocabularies, read = indexed(SAID * 10, COLUMNS, 2)
    told: list[tuple[int, int]] = []
    learn(vocabularies, read, 8, lambda done, of: told.append((done, of)))
    assert len(told) == len(losses) and all(done <= of for done, of in told) and told[-1] == (200, 200)
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])


def test_nothing_to_guess() -> None:
    vocabularies, read = indexed([[("xã", "x")], [("hộ", "h")]], COLUMNS, 1)
    pupil = Guesser(network([], []), NetConfig(3, 1, 0, 4, 0.01, 0.0), 1, np.random.default_rng(1), np.ones(3, np.int64))
    assert pupil.guess(Batch([pretraining._alone(np.zeros_like(words)) for words in read])) == 0
    assert vocabularies.known[0] == ["hộ", "xã"]


def test_from_raw_texts_to_a_vocabulary(tmp_path: Path) -> None:
    said: list[str] = []
    pretrain(TEXTS, tmp_path / "a.net", Vietnamese().vocab, 8, said.append)
    assert said == ["40 sentences with figures, 320 words, 14 of them different and known"]
    pretrain(TEXTS, tmp_path / "b.net", Vietnamese().vocab, 8)
    assert (tmp_path / "a.net").read_bytes() == (tmp_path / "b.net").read_bytes()
    nlp = Vietnamese()
    assert pretrained(nlp.vocab) is None
    read_pretrained(nlp.vocab, tmp_path / "a.net", 8)
    nlp.to_disk(tmp_path / "model")
    again = Vietnamese().vocab
    for _ in range(2):  # once more in the place of the first
        read_pretrained(again, tmp_path / "model", 8)
    net = pretrained(again)
    assert net and net.width == 8
    assert {"tỉnh", "trao", "00"} <= set(net.vocabularies.known[0])
    assert net.vocabularies.known[4] == []  # of spans nothing is known


def test_only_so_many_words_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretraining, "MOST_WORDS", 300)
    monkeypatch.setattr(pretraining, "LONGEST", 8)
    said: list[str] = []
    pretrain(iter(TEXTS), tmp_path / "a.net", Vietnamese().vocab, 8, said.append)
    assert said == ["40 sentences with figures, 280 words, 13 of them different and known"]
    monkeypatch.setattr(pretraining, "MOST_WORDS", 250)
    pretrain(iter(TEXTS), tmp_path / "a.net", Vietnamese().vocab, 8, said.append)
    assert said[1].startswith("35 sentences with figures, 244 words")


def test_refused(tmp_path: Path) -> None:
    vocab = Vietnamese().vocab
    with pytest.raises(UsageError, match="no two words stand 15 times in sentences with figures"):
        pretrain(["Tỉnh họp."] * 20, tmp_path / "a.net", vocab, 8)
    assert not (tmp_path / "a.net").exists()
    Vietnamese().to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match="carries no pretrained network"):
        read_pretrained(vocab, tmp_path / "model", 8)
    pretrain(TEXTS, tmp_path / "right", vocab, 8)
    with pytest.raises(ModelError, match="right: the pretrained network is 8 wide, the configuration says 64"):
        read_pretrained(vocab, tmp_path / "right", 64)
    other = Vietnamese().vocab
    other.lookups.add_table(CLUSTERS, {"tỉnh": [1, 2, 3]})
    with pytest.raises(ModelError, match="right: pretrained with other word clusters"):
        read_pretrained(other, tmp_path / "right", 8)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        network().to_bytes(),
        srsly.msgpack_dumps([1]),
        srsly.msgpack_dumps({NET: network().to_bytes(), "clusters": ""}),
        srsly.msgpack_dumps({NET: b"nonsense", "clusters": ""}),
        srsly.msgpack_dumps({NET: Net([], Vocabularies([]), {}).to_bytes(), "clusters": ""}),
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(ModelError, match=r"other: not a pretrained network"):
        read_pretrained(Vietnamese().vocab, tmp_path / "other", 8)


def test_the_command(tmp_path: Path) -> None:
    for name in ("a", "b"):  # the same names twice
        (tmp_path / name).mkdir()
        for at, words in enumerate(TEXTS):
            (tmp_path / name / f"{at}.txt").write_text(words, encoding="utf-8")
    out = tmp_path / "a.net"
    command = ["pretrain", str(tmp_path / "a"), str(tmp_path / "b"), "--out", str(out), "--clusters", "none"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert "80 sentences with figures" in done.output
    vocab = Vietnamese().vocab
    read_pretrained(vocab, out, 64)
    again = CliRunner().invoke(app, command)
    assert isinstance(again.exception, UsageError) and "a.net is there already" in str(again.exception)
    (tmp_path / "b" / "nul.txt").write_bytes(b"T\0")
    broken = CliRunner().invoke(app, [*command, "--overwrite"])
    assert broken.exit_code == 1 and "nul.txt" in broken.output and "80 sentences" in broken.output


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["a.txt", "--config", str(shipped("configs", "plain.cfg"))], "no network to pretrain"),
        (["a.txt", "--out", "folder"], "a file in a folder that is there is wanted"),
        (["a.txt", "--out", "nowhere/a.net"], "a file in a folder that is there is wanted"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Tỉnh trao 20 suất quà.", encoding="utf-8")
    Path("folder").mkdir()
    found = CliRunner().invoke(app, ["pretrain", "--clusters", "none", "--out", "a.net", *arguments])
    assert isinstance(found.exception, UsageError) and problem in str(found.exception), found.exception
