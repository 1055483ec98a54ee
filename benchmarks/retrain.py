"""What retraining gains and loses: half of corpus/train is the old corpus, 50 articles of the other half are new ones.

    python benchmarks/retrain.py [--new 50] [--workers 2] [--keep FOLDER]

A base model is trained on the old half. Then, timed, as a user would: `solieu train NEW --base BASE`, and both models are evaluated on corpus/test,
which neither was trained on. After that, for knowledge, on the other articles of the new half (new, but not trained on) and on the 50 themselves.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from solieu.evaluate import Report, compare, evaluate
from solieu.train import train

CORPUS = Path(__file__).parent.parent / "corpus"
FIGURES = ("exact ALL f1", "overlap ALL f1", "exact NUMBER->INDICATOR f1", "overlap NUMBER->INDICATOR f1", "exact OFFICIAL-> f1", "exact FACT f1")
#: Seconds that retraining and evaluation may take.
GOAL = 180


def copy(names: Sequence[str], folder: Path) -> Path:
    """The articles with these names, in a folder of their own."""
    folder.mkdir(parents=True)
    for name in names:
        for ending in (".txt", ".ann"):
            shutil.copy(CORPUS / "train" / f"{name}{ending}", folder)
    return folder


def show(title: str, new: Report, old: Report) -> None:
    """The figures of both models with the paired difference."""
    print(f"\n{title}: {new.articles} articles")
    for name, gap in compare(new, old).differences.items():
        if name in FIGURES:
            interval = f"[{gap.interval.low:+.3f}, {gap.interval.high:+.3f}]" if gap.interval else ""
            print(f"  {name:32} base {old.figures[name].value:.3f}  retrained {new.figures[name].value:.3f}  {gap.value:+.3f} {interval}")


def measure(folder: Path, number: int, workers: int) -> None:
    names = sorted(file.stem for file in (CORPUS / "train").glob("*.ann"))
    old, new, rest = names[::2], names[1::2][:number], names[1::2][number:]
    parts = {part: copy(some, folder / part) for part, some in (("old", old), ("new", new), ("rest", rest))}
    say = print
    begun = time.perf_counter()
    base = train([parts["old"]], folder / "base", workers=workers, say=say)
    print(f"base on {len(old)} articles: {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    model = train([parts["new"]], folder / "model", base=base, workers=workers, say=say)
    trained = time.perf_counter() - begun
    reports = evaluate(model, CORPUS / "test"), evaluate(base, CORPUS / "test")
    seconds = time.perf_counter() - begun
    print(f"\nretraining on {len(new)} articles: {trained:.0f} s, with the evaluation of both models {seconds:.0f} s (goal {GOAL} s)")
    show("old test, corpus/test", *reports)
    show("new articles that were not trained on", evaluate(model, parts["rest"]), evaluate(base, parts["rest"]))
    show("the new articles themselves", evaluate(model, parts["new"]), evaluate(base, parts["new"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--new", type=int, default=50, help="how many new articles")
    parser.add_argument("--workers", type=int, default=2, help="processes that train at a time")
    parser.add_argument("--keep", type=Path, help="a folder to leave the models in")
    options = parser.parse_args()
    if options.keep:
        measure(options.keep, options.new, options.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.new, options.workers)


if __name__ == "__main__":
    sys.exit(main())
