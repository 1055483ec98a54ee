"""How many articles `solieu suggest` saves against choosing at random: a simulation on annotated articles.

    python benchmarks/suggest.py [--pool FOLDER] [--test FOLDER...] [--start 40] [--add 20] [--rounds 4] [--seeds 3] [--passes 15] [--jsonl FILE]

From 40 articles of the pool (corpus/train), 20 are added at a time, chosen by the model of the round before or at random; F1 on the test (corpus/dev)
after each round. The first articles are the same for both. Scores are as the model gives them, not calibrated. Each seed runs in a process of its
own, two at a time.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from solieu.corpus.brat import read_folder
from solieu.docs import annotate, to_article
from solieu.schema import Article
from solieu.scoring import ALL, MEASURES, score
from solieu.suggest import candidate, choose, norms
from solieu.train import build
from solieu.train.recipe import learners

CORPUS = Path(__file__).parent.parent / "corpus"
FIGURES = (("exact", ALL), ("overlap", ALL), ("exact", MEASURES), ("overlap", MEASURES))


class Trial:
    """The pool, read once, and models trained on parts of it."""

    def __init__(self, pool: Path, test: Sequence[Path], passes: int) -> None:
        self.nlp = build()
        for _, component in self.nlp.pipeline:
            for name in ("config", "net_config", "aspect_config"):
                if hasattr(component, name):
                    setattr(component, name, replace(getattr(component, name), passes=passes))
        self.pool = {article.id: article for article in read_folder(pool)}
        self.docs = {id: annotate(self.nlp, article) for id, article in self.pool.items()}
        self.test = [article for folder in test for article in read_folder(folder)]

    def train(self, ids: list[str]) -> dict[str, float]:
        """Train on these articles. Returns F1 on the test."""
        docs = [self.docs[id] for id in sorted(ids)]
        for name in learners(self.nlp):
            component = self.nlp.get_pipe(name)
            for part, trainer in component.trainers().items():
                component.set_part(part, trainer(docs, None))
        table = score((article, self.tag(article)) for article in self.test)
        return {f"{mode} {key}": table[mode, key].f1 for mode, key in FIGURES}

    def tag(self, article: Article) -> Article:
        return to_article(self.nlp(article.text))

    def suggested(self, known: list[str], number: int) -> list[str]:
        """The next articles by the model that was trained last."""
        pool = [candidate(self.nlp(article.text), id, id) for id, article in self.pool.items() if id not in known]
        return [one.id for one in choose(pool, number, [norms(self.docs[id]) for id in known])]


def simulate(trial: Trial, seed: int, start: int, add: int, rounds: int) -> list[dict[str, Any]]:
    """Both ways of choosing from one random start. A row a model."""
    draw = random.Random(seed)
    first = draw.sample(sorted(trial.pool), start)
    rows = []
    begin = trial.train(first)
    for way in ("suggest", "random"):  # the first of them needs the model of the beginning
        known, draw = list(first), random.Random(seed + 1000)
        for at in range(rounds + 1):
            words = sum(len(trial.docs[id]) for id in known)
            figures = trial.train(known) if at else begin
            rows.append({"seed": seed, "way": way, "articles": len(known), "words": words, **figures})
            print(json.dumps(rows[-1]), flush=True)
            if at < rounds:
                rest = [id for id in sorted(trial.pool) if id not in known]
                known += draw.sample(rest, add) if way == "random" else trial.suggested(known, add)
    return rows


def run(seed: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The simulation from one seed, in a process of its own."""
    return simulate(Trial(options.pool, options.test, options.passes), seed, options.start, options.add, options.rounds)


def table(rows: list[dict[str, Any]]) -> None:
    """The mean over seeds after each round, both ways side by side."""
    names = [f"{mode} {key}" for mode, key in FIGURES]
    print(f"{'articles':>8}  {'way':8} {'words':>7}  " + "  ".join(f"{name:>24}" for name in names))
    for number in sorted({row["articles"] for row in rows}):
        for way in ("random", "suggest"):
            some = [row for row in rows if row["articles"] == number and row["way"] == way]
            means = "  ".join(f"{statistics.mean(row[name] for row in some):24.4f}" for name in names)
            print(f"{number:8}  {way:8} {statistics.mean(row['words'] for row in some):7.0f}  {means}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("start", 40), ("add", 20), ("rounds", 4), ("seeds", 3), ("passes", 15), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--pool", type=Path, default=CORPUS / "train", help="the annotated articles to choose from")
    parser.add_argument("--test", type=Path, nargs="+", default=[CORPUS / "dev"], help="what F1 is measured on")
    parser.add_argument("--jsonl", type=Path, help="a file for the row of each model")
    options = parser.parse_args()
    begun = time.perf_counter()
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(run, seed, options) for seed in range(options.seeds)]
        rows = [row for job in jobs for row in job.result()]
    if options.jsonl:
        options.jsonl.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    table(rows)
    print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
