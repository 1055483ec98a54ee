"""A folder in the place of another: one of the two is always there, whatever is killed or fails, and what was cut short repairs itself."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from solieu.errors import UsageError
from solieu.folders import plan_file, put, repair, workshop


def folder(path: Path, words: str) -> Path:
    path.mkdir(parents=True)
    (path / "words").write_text(words)
    return path


def words(path: Path) -> str:
    return (path / "words").read_text()


def test_put(tmp_path: Path) -> None:
    place = tmp_path / "m"
    put(folder(tmp_path / "a", "first"), place)
    put(folder(tmp_path / "b", "second"), place, tmp_path / "old")
    assert (words(place), words(tmp_path / "old"), repair(place)) == ("second", "first", False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m", "old"]
    with pytest.raises(FileExistsError):
        put(folder(tmp_path / "c", "third"), place)


@pytest.mark.parametrize(
    ("there", "after"),
    [
        (("new", "m"), "m"),  # before the first rename
        (("new", "old"), "new"),  # between the two
        (("m", "old"), "m"),  # after the second
        (("old",), "old"),  # the new one is lost
        ((), None),
    ],
)
def test_what_a_kill_leaves_is_repaired(tmp_path: Path, there: tuple[str, ...], after: str | None) -> None:
    place = tmp_path / "m"
    for name in there:
        folder(tmp_path / name, name)
    plan_file(place).write_text(json.dumps({"new": "new", "old": "old"}))
    assert repair(place)
    assert not plan_file(place).exists()
    assert (words(place) if place.exists() else None) == after


@pytest.mark.parametrize("plan", ["", "{", "[]", '{"new": 1, "old": 2}', '{"new": "../x", "old": "/etc"}', '{"new": "m", "old": "m"}'])
def test_plans_that_are_none_of_ours_do_nothing(tmp_path: Path, plan: str) -> None:
    folder(tmp_path / "x", "not ours")
    place = tmp_path / "in" / "m"
    place.parent.mkdir()
    plan_file(place).write_text(plan)
    repair(place)
    assert not place.exists()
    assert words(tmp_path / "x") == "not ours"


def test_one_at_a_time(tmp_path: Path) -> None:
    with workshop(tmp_path / "w"), pytest.raises(UsageError, match="another run is at work"), workshop(tmp_path / "w"):
        pass
    with workshop(tmp_path / "w"):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be made"), workshop(tmp_path / "file" / "w"):
        pass


SWAPPING = """
import sys
from itertools import count
from pathlib import Path
from solieu.folders import clear, put, repair
place = Path(sys.argv[1])
repair(place)
print("ready", flush=True)
for n in count():
    new, old = place.with_name("new"), place.with_name("old")
    clear(new); clear(old)
    new.mkdir(); (new / "words").write_text(str(n))
    put(new, place, old)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    place, draw = folder(tmp_path / "m", "0"), random.Random(6)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", SWAPPING, str(place)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(draw.uniform(0.005, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        repair(place)
        assert words(place).isdecimal()
