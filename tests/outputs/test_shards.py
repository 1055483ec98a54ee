"""A folder of shards: killed at any moment and resumed it is the same as if it had been undisturbed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pyarrow import parquet

from solieu.engine.batches import Outcome
from solieu.errors import SolieuError, UsageError
from solieu.inputs import Reading
from solieu.outputs.shards import ShardFolder
from solieu.tagging import Settings, tag_corpus
from solieu.text import write_bytes

COUNT = 60
#: Rounds of `kill -9` by the number of workers.
ROUNDS = {1: 3, 2: 1}


def contents(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*")) if file.is_file()}


def command(source: Path, out: Path, workers: int = 1) -> list[str]:
    return [sys.executable, "-m", "solieu", "tag", *map(str, (source, "-f", "parquet", "-o", out, "-w", workers, "--articles-per-shard", 7))]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("in") / "n.jsonl"
    said = "Huyện Na Rì\nNăm 2024, toàn huyện đã tạo việc làm mới cho {0} người; tỷ lệ hộ nghèo còn {0}%.\n"
    lines = [json.dumps({"id": f"a{at}", "text": said.format(at) * 9}) for at in range(COUNT)]
    lines[5], lines[33] = "{broken", json.dumps({"id": "a0", "text": "again"})
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("one") / "out"
    run = subprocess.run(command(source, out), capture_output=True, text=True, check=False)
    assert (run.returncode, "58 articles done, 2 failed" in run.stderr) == (1, True)
    return out


def test_tables(undisturbed: Path) -> None:
    rows = [row for file in sorted(undisturbed.glob("part-*.parquet")) for row in parquet.read_table(file).to_pylist()]
    assert [row["id"] for row in rows] == [f"a{at}" for at in range(COUNT) if at not in (5, 33)]
    errors = [row for file in sorted(undisturbed.glob("errors/*.parquet")) for row in parquet.read_table(file).to_pylist()]
    assert [error["origin"].rpartition(":")[2] for error in errors] == ["6", "34"]
    facts = [row for file in sorted(undisturbed.glob("facts/*.parquet")) for row in parquet.read_table(file).to_pylist()]
    assert len(facts) == sum(len(row["facts"]) for row in rows) > 0


@pytest.mark.parametrize("workers", ROUNDS)
def test_killed_and_resumed(source: Path, undisturbed: Path, tmp_path: Path, workers: int) -> None:
    chance = random.Random(workers)
    out = tmp_path / "out"
    for _ in range(ROUNDS[workers]):
        run = subprocess.Popen(command(source, out, workers), stderr=subprocess.DEVNULL)
        wanted = chance.randrange(1, 4) + len(list(out.glob("part-*")))  # after so many shards, then a moment more
        end = time.monotonic() + 30
        while run.poll() is None and len(list(out.glob("part-*"))) < wanted and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(chance.random() / 20)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert tag_corpus([str(source)], out, settings=Settings(articles_per_shard=7)) == 2
    assert contents(out) == contents(undisturbed)


def test_a_corrupt_shard_is_made_again(source: Path, undisturbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    subprocess.run(["cp", "-r", undisturbed, out], check=True)
    part, facts, errors = (out / name for name in ("part-00001.parquet", "facts/part-00003.parquet", "errors/part-00005.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 4] ^= 1  # one bit, within a page
    part.write_bytes(data)
    facts.write_bytes(facts.read_bytes()[:100])
    errors.unlink()
    assert tag_corpus([str(source)], out, settings=Settings(articles_per_shard=7)) == 2
    assert contents(out) == contents(undisturbed)
    said = capsys.readouterr().err
    assert [f"part-0000{at}.parquet: this shard is not whole" in said for at in (1, 2, 3, 5)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("other", "part"),
    [
        ({"model": {"hash": "2"}}, "begun with model hash 1, this run has 2"),
        ({"settings": {"articles_per_shard": 9}}, "begun with settings articles_per_shard 7, this run has 9"),
        ({"schema": "0"}, "begun with schema 1, this run has 0"),
    ],
)
def test_nothing_is_mixed(tmp_path: Path, other: dict[str, object], part: str) -> None:
    manifest = {"schema": "1", "model": {"hash": "1"}, "settings": {"articles_per_shard": 7}}
    with ShardFolder(tmp_path, manifest):
        pass
    before = contents(tmp_path)
    with pytest.raises(UsageError, match=part), ShardFolder(tmp_path, manifest | other):
        pass
    assert contents(tmp_path) == before


def test_another_input_is_refused(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    other = tmp_path / source.name
    other.write_bytes(source.read_bytes() + b"\n")
    with pytest.raises(UsageError, match="begun with input"):
        tag_corpus([str(other)], undisturbed, settings=Settings(articles_per_shard=7))


def test_folders_that_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "part-00000.parquet").write_bytes(b"")
    with pytest.raises(UsageError, match=r"no manifest\.json"), ShardFolder(tmp_path, {}):
        pass
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(UsageError, match="cannot be read"), ShardFolder(tmp_path, {}):
        pass


def test_two_runs_at_once(tmp_path: Path) -> None:
    with ShardFolder(tmp_path, {}), pytest.raises(UsageError, match="another run"), ShardFolder(tmp_path, {}):
        pass
    with ShardFolder(tmp_path, {}):
        pass


def test_output_within_the_input(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lies in the input"):
        tag_corpus([str(tmp_path)], tmp_path / "out")
    with pytest.raises(UsageError, match="cannot be resumed"):
        tag_corpus(["-"], tmp_path / "out")


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="cannot be made"), ShardFolder(tmp_path / "out", {}):
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(SolieuError, match="cannot be"), ShardFolder(tmp_path / "out", {}):
        pass


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with ShardFolder(tmp_path, {}) as folder:
        monkeypatch.setattr("solieu.outputs.shards.write_bytes", full)
        with pytest.raises(SolieuError, match=r"No space left on device.*run the same command again"):
            folder.write(0, [Outcome("a", "n:1", None, "broken")])
    assert contents(tmp_path).keys() == {"manifest.json"}


def test_a_storage_of_fsspec_holds_the_same(source: Path, undisturbed: Path) -> None:
    fs = pytest.importorskip("fsspec").filesystem("memory")
    settings = Settings(articles_per_shard=7)
    for _ in range(2):  # the second run makes what was lost, and sweeps what was left aside
        assert tag_corpus([f"file://{source}"], "memory://tagged", settings=settings) == 2
        found = {name.removeprefix("/tagged/"): sha256(fs.cat(name)).hexdigest() for name in fs.find("/tagged")}
        assert found == contents(undisturbed)
        fs.rm("/tagged/part-00002.parquet")
        fs.pipe("/tagged/facts/.part-00002.parquet.aside", b"half")
    with pytest.raises(UsageError, match="begun with settings articles_per_shard"):
        tag_corpus([str(source)], "memory://tagged")
    with pytest.raises(UsageError, match="lies in the input"):
        tag_corpus(["memory://tagged"], "memory://tagged/out")
    fs.rm("/tagged", recursive=True)


def test_columns_that_are_chosen(source: Path, tmp_path: Path) -> None:
    settings = Settings(Reading(where="id IN ('a1', 'a2') OR id > 'a7'"), ("facts", "id"), 50)
    assert tag_corpus([str(source)], tmp_path / "out", settings=settings) == 1
    table = parquet.read_table(tmp_path / "out" / "part-00000.parquet")
    assert (table.column_names, table.num_rows) == (["facts", "id"], 4)
    with pytest.raises(UsageError, match="begun with settings columns facts,id, this run has id"):
        tag_corpus([str(source)], tmp_path / "out", settings=replace(settings, columns=("id",)))
    for columns, part in ((("id", "no"), "no column 'no' to write"), (("id", "id"), "each column once"), ((), "each column once")):
        with pytest.raises(UsageError, match=part):
            tag_corpus([str(source)], tmp_path / "new", settings=Settings(columns=columns))


def test_a_disk_that_fills_up_in_a_run(source: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, settings, written = tmp_path / "out", Settings(articles_per_shard=7), 0

    def filling(path: Path, content: bytes) -> None:
        nonlocal written
        written += 1
        if written > 10:
            raise OSError(28, "No space left on device")
        write_bytes(path, content)

    with monkeypatch.context() as patched:
        patched.setattr("solieu.outputs.shards.write_bytes", filling)
        with pytest.raises(SolieuError, match=r"facts/part-00003.parquet: cannot be written \(No space left on device\); whole shards are kept"):
            tag_corpus([str(source)], out, settings=settings)
    assert len(list(out.glob("part-*.parquet"))) == 3
    assert tag_corpus([str(source)], out, settings=settings) == 2
    assert contents(out) == contents(undisturbed)


def test_an_article_that_is_too_long_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "n.jsonl"
    file.write_text(json.dumps({"id": "long", "text": "a" * 1_000_001}) + "\n" + json.dumps({"id": "b", "text": "Có 5 xã."}), encoding="utf-8")
    assert tag_corpus([str(file), str(tmp_path / "none.jsonl")], tmp_path / "out") == 2
    reasons = [row["reason"] for row in parquet.read_table(tmp_path / "out" / "errors").to_pylist()]
    assert ["longer than 1,000,000 bytes" in reasons[0], "no such file" in reasons[1]] == [True, True]
