"""Train and measure the rows of configs/experiments.toml, and write the table of the model card and the learning curve.

    python benchmarks/experiments.py --set corpus=corpus/train --set real=REAL --set news=NEWS --dev gold=GOLD --dev corpus=corpus/dev --out results

The folder --out gets results.jsonl, table.md and curve.svg. It can be stopped at any time; run again, it goes on, and a row whose inputs and code
are the same is not run again. Times are seconds of CPU, for the machine may be busy.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from trials.fit import Workshop
from trials.measure import run
from trials.rows import read_rows
from trials.table import curve, markdown

from solieu.corpus.brat import read_folder
from solieu.errors import SolieuError, UsageError
from solieu.evaluate.run import read_corpus
from solieu.schema import Article
from solieu.text import write_bytes
from solieu.train.heldout import refuse_overlap

ROOT = Path(__file__).parent.parent


def named(told: str) -> tuple[str, Path]:
    """`real=FOLDER`."""
    name, sign, folder = told.partition("=")
    if not sign or not name or not Path(folder).is_dir():
        raise argparse.ArgumentTypeError(f"{told!r}: NAME=FOLDER is wanted, and the folder must be there")
    return name, Path(folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, default=ROOT / "configs" / "experiments.toml", help="the file of rows")
    parser.add_argument("--config", type=Path, default=ROOT / "configs" / "default.cfg", help="what the rows change")
    parser.add_argument("--set", type=named, action="append", default=[], dest="sets", metavar="NAME=FOLDER", help="articles to train on")
    parser.add_argument("--dev", type=named, action="append", default=[], metavar="NAME=FOLDER", help="articles to measure on")
    parser.add_argument("--clusters", type=Path, help="a file of word clusters, or a model that has them [the shipped model]")
    parser.add_argument("--pretrained", type=Path, help="a pretrained network, or a model that has one [the shipped model]")
    parser.add_argument("--vectors", type=Path, help="NumPy file with `w` (words by NORM) and `V` (vectors), for rows that use them")
    parser.add_argument("--raw", type=Path, metavar="FILE", help="raw articles (JSONL), for rows that are pretrained on them")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these rows alone")
    parser.add_argument("--out", type=Path, required=True, help="the folder of results")
    parser.add_argument("--save", type=Path, metavar="MODEL", help="write the model of the one row that --only names, too")
    parser.add_argument("--list", action="store_true", help="name the rows and stop")
    return parser.parse_args()


def main() -> None:
    told = arguments()
    rows = read_rows(told.rows)
    if told.only:
        known = {row.name: row for row in rows}
        if missing := [name for name in told.only if name not in known]:
            raise UsageError(f"no row is named {missing[0]!r}; --list names them")
        rows = [known[name] for name in told.only]
    if told.list:
        print("\n".join(f"{row.name:28}{row.about}" for row in rows))
        return
    if not told.dev:
        raise UsageError("nothing to measure on: give --dev NAME=FOLDER")

    def say(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    sets: dict[str, list[Article]] = {name: list(read_folder(folder)) for name, folder in told.sets}
    dev = {name: read_corpus(folder) for name, folder in told.dev}
    refuse_overlap([article for articles in sets.values() for article in articles], [article for articles in dev.values() for article in articles])
    workshop = Workshop(told.config, sets, told.clusters, told.out / "trained", told.pretrained, told.vectors, told.raw, say)
    if told.save and len(rows) != 1:
        raise UsageError("--save writes one model: name its row with --only")
    if told.save and told.save.exists():
        raise UsageError(f"{told.save} is there already; give another place for the model")
    results = run(rows, workshop, dev, told.out / "results.jsonl", say)
    if told.save:
        workshop.save(rows[0], told.save)
    write_bytes(told.out / "table.md", markdown(results).encode())
    if any(result["curve"] for result in results):
        write_bytes(told.out / "curve.svg", curve(results).encode())
    print(markdown(results))


if __name__ == "__main__":
    try:
        main()
    except SolieuError as error:
        sys.exit(f"experiments: {error}")
    except KeyboardInterrupt:
        sys.exit("experiments: stopped; run it again to go on")
