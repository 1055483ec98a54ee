"""`kill -9` at random moments of `solieu tag`, each time resumed: is the result that of an undisturbed run, to the byte?

    python benchmarks/kill.py FILE [--rounds 30] [--workers N] [--articles-per-shard N] [--seed N] [--model DIR]

A folder that is finished before its kill is compared, and the next round begins a new one. A kill before the first shard proves little: the last line
says how many fell among the shards, and an input of many batches has more of them. Exit code 1 where any byte differs.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path


def contents(folder: Path) -> dict[str, str]:
    """The hash of each file by its name."""
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*")) if file.is_file()}


def content_hash(folder: Path) -> str:
    return sha256(repr(contents(folder)).encode()).hexdigest()[:16]


def kill_after(command: list[str], seconds: float | None, expected: int) -> bool:
    """Run a command, and kill it after some seconds. Whether it was still running then; ends all where it failed by itself, which proves nothing."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        try:
            said = run.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            return True
    if run.returncode != expected:
        sys.exit(f"a run ended with {run.returncode}, the undisturbed one with {expected}; nothing is compared. It said:\n{said}")
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description="kill -9 and resume")
    parser.add_argument("path", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--articles-per-shard", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", default="vi_solieu")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    options = ["--format", "parquet", "--workers", str(arguments.workers), "--articles-per-shard", str(arguments.articles_per_shard)]
    command = [sys.executable, "-m", "solieu", "tag", arguments.path, "--model", arguments.model, *options, "--out"]
    with tempfile.TemporaryDirectory() as scratch:
        whole, out = Path(scratch) / "whole", Path(scratch) / "out"
        start = time.monotonic()
        code = subprocess.run([*command, str(whole)], check=False).returncode
        undisturbed = time.monotonic() - start
        print(f"undisturbed {undisturbed:.0f} s, {content_hash(whole)}", flush=True)
        killed = among = different = 0
        shards = len(list(whole.glob("part-*.parquet")))
        while killed < arguments.rounds:
            moment = chance.uniform(0.1, undisturbed * 0.9)
            if kill_after([*command, str(out)], moment, code):
                killed += 1
                there = len(list(out.glob("part-*.parquet")))
                among += 0 < there < shards
                print(f"kill {killed:2} after {moment:5.1f} s, {there} of {shards} shards whole", flush=True)
                continue
            different += _compare(out, whole)
            shutil.rmtree(out, ignore_errors=True)
        kill_after([*command, str(out)], None, code)
        different += _compare(out, whole)
    print(f"{killed} kills, {among} of them among the shards, {different} differences")
    sys.exit(different > 0)


def _compare(out: Path, whole: Path) -> bool:
    same = contents(out) == contents(whole)
    print(f"finished, {content_hash(out)}: {'the same' if same else 'DIFFERENT'}", flush=True)
    return not same


if __name__ == "__main__":
    main()
