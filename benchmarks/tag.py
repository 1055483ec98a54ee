"""Words a second and core of the whole pipeline, the share of each step, and underthesea's own `ner` on the same text in the same run.

    python benchmarks/tag.py [FILE] [--articles N] [--workers N] [--profile]

FILE is JSONL (also .gz, .xz, .zst) or a folder; without it the articles of corpus/. Words are the pipeline's own tokens, syllables what
stands between blanks. Every step's output is handed to the next, as in `nlp(text)`. The steps are timed twice, warm; the better time counts.
Times are of the processor, so that other work on the machine is not counted (it still slows caches and memory); only the runs with workers, which
write their shards too, are timed by the clock, from their first article on, without what it takes to start.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from spacy.language import Language
from threadpoolctl import threadpool_limits

import solieu
from solieu.engine.batches import BATCH
from solieu.engine.processes import tag_records
from solieu.inputs import Source, read_sources
from solieu.model import model_path
from solieu.outputs.shards import ShardFolder

CORPUS = Path(__file__).parent.parent / "corpus"
#: What issue 7 asks for: words a second and core, and how many times underthesea's `ner`.
GOAL, TIMES = 12_000, 6
#: Articles a shard: in a run one is written while the workers go on with the next.
SHARD = 100


def texts_of(path: Path, count: int) -> list[str]:
    """The first articles of a file or folder."""
    return [source.text for source in islice((found for found in read_sources([path]) if isinstance(found, Source)), count)]


def steps(nlp: Language, texts: list[str]) -> tuple[int, dict[str, float]]:
    """How many words the texts have, and the seconds of each step."""
    seconds: dict[str, float] = dict.fromkeys(["tokenising", *nlp.pipe_names, "record"], 0.0)
    words = 0
    for text in texts:
        start = time.process_time()
        doc = nlp.make_doc(text)
        seconds["tokenising"] += time.process_time() - start
        words += sum(not token.is_space for token in doc)
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            seconds[name] += time.process_time() - start
        start = time.process_time()
        _ = doc._.record
        seconds["record"] += time.process_time() - start
    return words, seconds


def best(measure: Callable[[], tuple[int, dict[str, float]]], rounds: int = 2) -> tuple[int, dict[str, float]]:
    return min((measure() for _ in range(rounds)), key=lambda found: sum(found[1].values()))


def ner_seconds(texts: list[str]) -> float:
    """The time of `underthesea.ner`, sentence by sentence, as its documentation has it."""
    from underthesea import ner, sent_tokenize

    ner("Tỉnh có 5 huyện.")
    start = time.process_time()
    for text in texts:
        for sentence in sent_tokenize(text):
            ner(sentence)
    return time.process_time() - start


def run_seconds(texts: list[str], workers: int) -> tuple[float, float]:
    """Seconds by the clock of a run into shards after the first batch of each worker, and of the processor in this process meanwhile."""
    sources = (Source(str(at), text, None, str(at)) for at, text in enumerate(texts))
    with tempfile.TemporaryDirectory() as out, ShardFolder(Path(out), {}) as folder:
        outcomes = tag_records(model_path(), sources, workers)
        list(islice(outcomes, BATCH * workers))
        clock, processor = time.perf_counter(), time.process_time()
        for shard in count():
            rows = list(islice(outcomes, SHARD))
            if not rows:
                break
            folder.write(shard, rows)
        return time.perf_counter() - clock, time.process_time() - processor


def compare_workers(texts: list[str], words: int, workers: int) -> None:
    """One worker against several, by the clock: the machine has to be idle for this to mean anything."""
    rates = []
    for number in (1, workers):
        clock, here = run_seconds(texts, number)
        rates.append(words * (1 - number * BATCH / len(texts)) / clock)
        print(f"{number} worker(s)      {rates[-1]:,.0f} words/s with writing, by the clock; this process was busy for {here / clock:.0%} of it")
    print(f"{workers} workers        {rates[1] / rates[0]:.2f} times one")


def main() -> None:
    parser = argparse.ArgumentParser(description="words a second of each step")
    parser.add_argument("path", nargs="?", type=Path, default=CORPUS / "train", metavar="FILE")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="compared with one; 0 leaves that out")
    parser.add_argument("--profile", action="store_true", help="the functions that take most time, too")
    arguments = parser.parse_args()
    texts = texts_of(arguments.path, arguments.articles)
    threadpool_limits(1)
    nlp = solieu.load()
    syllables = sum(len(text.split()) for text in texts)
    steps(nlp, texts[:20])
    words, seconds = best(lambda: steps(nlp, texts))
    total = sum(seconds.values())
    print(f"{len(texts)} articles, {words} words, {syllables} syllables, one core")
    for name, spent in seconds.items():
        print(f"  {name:16}{spent:8.2f} s {spent / total:6.1%}")
    print(f"whole pipeline   {words / total:,.0f} words/s, {syllables / total:,.0f} syllables/s (goal {GOAL:,} words/s)")
    ner = ner_seconds(texts)
    print(f"underthesea ner  {words / ner:,.0f} words/s; the pipeline is {ner / total:.1f} times as fast (goal {TIMES})")
    if arguments.workers:
        compare_workers(texts, words, arguments.workers)
    if arguments.profile:
        with cProfile.Profile() as profile:
            steps(nlp, texts)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
