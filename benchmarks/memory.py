"""Memory of `solieu tag` over a long run: resident size of the process and of each of its workers whenever another shard is whole.

    python benchmarks/memory.py FILE [--workers N] [--articles-per-shard N]

Flat means: after the first shards, which fill the caches, no later one stands out of the others by more than 5 %. Linux only (`/proc`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: What issue 7 asks for: MiB a worker, and how far the later shards may lie apart.
GOAL, FLAT = 600, 0.05
#: Shards in which caches fill.
WARM = 4


def resident(pid: int) -> float:
    """MiB that a process holds; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def watch(command: list[str], out: Path, articles: int) -> list[float]:
    """Run a command and print, for each new shard in `out`, the most that a process held since the one before. Returns these, in MiB."""
    peaks, most, shards = [], 0.0, 0
    start = time.monotonic()
    with subprocess.Popen(command) as run:
        while run.poll() is None:
            time.sleep(0.2)
            sizes = [resident(pid) for pid in (run.pid, *children(run.pid))]
            most = max(most, *sizes)
            if len(list(out.glob("part-*.parquet"))) > shards:
                shards += 1
                peaks.append(most)
                now = " ".join(f"{size:.0f}" for size in sizes)
                print(f"{shards * articles:8} articles {time.monotonic() - start:7.0f} s  most {most:6.0f} MiB  now {now}", flush=True)
                most = 0.0
    return peaks


def main() -> None:
    parser = argparse.ArgumentParser(description="memory of a long run")
    parser.add_argument("path", metavar="FILE")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--articles-per-shard", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        options = ["--format", "parquet", "--workers", arguments.workers, "--articles-per-shard", arguments.articles_per_shard, "--out", out]
        command = [sys.executable, "-m", "solieu", "tag", arguments.path, *map(str, options)]
        peaks = watch(command, out, arguments.articles_per_shard)
    later = peaks[WARM:]
    if later:
        spread = (max(later) - min(later)) / min(later)
        print(f"after {WARM} shards: {min(later):.0f} to {max(later):.0f} MiB, {spread:.1%} apart (goal {GOAL} MiB, {FLAT:.0%})")


if __name__ == "__main__":
    main()
