"""The worst errors of a model first: a fact that says something wrong weighs more than a missed one, and that more than a border.

    python benchmarks/worst.py MODEL CORPUS -n 50

Every number and every other span counts once, with the worst that is wrong with it: weight, kind, article and offsets, gold, predicted;
`--sentences` shows where each stands, `--json` gives all of it for a program.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from solieu.errors import SolieuError
from solieu.evaluate.alignment import align
from solieu.evaluate.errors import excerpt
from solieu.evaluate.facts import Statement, paired, statement_text
from solieu.evaluate.outcome import Outcome, Side, outcomes
from solieu.evaluate.run import read_corpus
from solieu.model import load
from solieu.schema import INDICATOR, QUANTITY, Span
from solieu.scoring import common

#: How bad an error is. Of two that are equally bad the one with more wrong characters comes first.
WEIGHTS = {
    "wrong value": 10,
    "wrong indicator": 9,
    "invented fact": 7,
    "wrong aspect": 6,
    "wrong unit": 5,
    "wrong comparator": 5,
    "missed fact, number missed": 5,
    "missed fact, indicator missed": 4,
    "wrong office or body": 4,
    "wrong label": 3,
    "missed span": 2,
    "invented span": 2,
    "part of the indicator": 1.5,
    "wrong border": 1,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: its kind and weight, where it stands (code points), what each side says, and how many characters differ."""

    weight: float
    kind: str
    article: str
    start: int
    end: int
    gold: str
    predicted: str
    characters: int
    sentence: str


def faults(outcome: Outcome) -> Iterator[Fault]:
    """The errors of one article."""
    yield from _number_faults(outcome)
    yield from _link_faults(outcome)
    yield from _span_faults(outcome)


def _number_faults(outcome: Outcome) -> Iterator[Fault]:
    gold, predicted = outcome.gold.statements, outcome.predicted.statements
    pairs = paired(gold, predicted)
    for wanted, found in pairs:
        if kind := _worst(wanted, found):
            yield _fault(outcome, kind, wanted, found)
    met_gold, met = {a.place for a, _ in pairs}, {b.place for _, b in pairs}
    for wanted in gold:
        if wanted.place not in met_gold:
            yield _fault(outcome, "missed fact, number missed" if wanted.aspect else "missed span", wanted, None)
    for found in predicted:
        if found.place not in met:
            yield _fault(outcome, "invented fact" if found.aspect else "invented span", None, found)


def _worst(wanted: Statement, found: Statement) -> str:
    """What is worst about a number that was found; nothing where the fact is right."""
    if wanted.value[1:] != found.value[1:]:
        return "wrong value"
    if not wanted.aspect:
        return "invented fact" if found.aspect else _phrase(wanted, found)
    if not found.aspect:
        return "missed fact, indicator missed"
    if not any(common(a, b) for a in wanted.segments for b in found.segments):
        return "wrong indicator"
    if wanted.aspect != found.aspect:
        return "wrong aspect"
    return _phrase(wanted, found) or ("part of the indicator" if wanted.indicator != found.indicator else "")


def _phrase(wanted: Statement, found: Statement) -> str:
    if wanted.value != found.value:
        return "wrong comparator"
    if wanted.unit != found.unit:
        return "wrong unit"
    return "wrong border" if wanted.place != found.place else ""


def _link_faults(outcome: Outcome) -> Iterator[Fault]:
    """Officials with another office or body than they have; one that is not found at all is a missed span."""
    kind = "wrong office or body"
    right = dict(_offices(outcome.predicted))
    for name, offices in _offices(outcome.gold):
        if name in right and right[name] != offices:
            start = max(0, outcome.gold.article.text.find(name))
            end = start + len(name)
            sides = (f"{name}: {offices}", f"{name}: {right[name]}")
            yield Fault(WEIGHTS[kind], kind, outcome.id, start, end, *sides, abs(len(sides[0]) - len(sides[1])), _sentence(outcome, start, end))


def _offices(side: Side) -> list[tuple[str, str]]:
    """Each official with all offices in words."""
    names = sorted({triple.official for triple in side.triples})
    said = {triple: ", ".join(part for part in (triple.position, triple.agency) if part) for triple in side.triples}
    return [(name, "; ".join(sorted(words for triple, words in said.items() if triple.official == name))) for name in names]


def _span_faults(outcome: Outcome) -> Iterator[Fault]:
    """Spans that are no part of a fact."""
    for gold, predicted in align(outcome.gold.article, outcome.predicted.article):
        labels = {span.label for span in (gold, predicted) if span}
        if labels & {QUANTITY, INDICATOR}:
            continue
        if gold is None or predicted is None:
            yield _span_fault(outcome, "invented span" if gold is None else "missed span", gold, predicted)
        elif gold.label != predicted.label:
            yield _span_fault(outcome, "wrong label", gold, predicted)
        elif (gold.start, gold.end) != (predicted.start, predicted.end):
            yield _span_fault(outcome, "wrong border", gold, predicted)


def _span_fault(outcome: Outcome, kind: str, gold: Span | None, predicted: Span | None) -> Fault:
    there = [span for span in (gold, predicted) if span]
    start, end = min(span.start for span in there), max(span.end for span in there)
    texts = [f"{span.label} {outcome.gold.article.text[span.start : span.end]}" if span else "" for span in (gold, predicted)]
    shared = common((there[0].label, there[0].start, there[0].end), (there[-1].label, there[-1].start, there[-1].end)) if len(there) > 1 else 0
    return Fault(WEIGHTS[kind], kind, outcome.id, start, end, texts[0], texts[1], end - start - shared, _sentence(outcome, start, end))


def _fault(outcome: Outcome, kind: str, wanted: Statement | None, found: Statement | None) -> Fault:
    places = [place for said in (wanted, found) if said for place in (said.place, *said.segments)]
    start, end = min(place[1] for place in places), max(place[2] for place in places)
    lost = [sum(len(part) for part in said.indicator.split()) if said else 0 for said in (wanted, found)]
    texts = [f"{said.aspect or '-'} {statement_text(said)} | {said.indicator}" if said else "" for said in (wanted, found)]
    return Fault(WEIGHTS[kind], kind, outcome.id, start, end, texts[0], texts[1], abs(lost[0] - lost[1]), _sentence(outcome, start, end))


def _sentence(outcome: Outcome, start: int, end: int) -> str:
    left, right = excerpt(outcome.sentences, start, end)
    return " ".join(outcome.gold.article.text[left:right].split())


def ranked(found: Sequence[Fault]) -> list[Fault]:
    """The worst first."""
    return sorted(found, key=lambda fault: (-fault.weight, -fault.characters, fault.article, fault.start))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a model's name or folder")
    parser.add_argument("corpus", type=Path, help="annotated articles that it was not trained on")
    parser.add_argument("-n", type=int, default=50, help="how many")
    parser.add_argument("--sentences", action="store_true", help="with the sentence of each")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    told = parser.parse_args()
    found = [fault for outcome in outcomes(load(told.model), read_corpus(told.corpus)) for fault in faults(outcome)]
    for fault in ranked(found)[: told.n]:
        if told.json:
            print(json.dumps(asdict(fault), ensure_ascii=False))
            continue
        print(f"{fault.weight:4} {fault.kind}  {fault.article}:{fault.start}-{fault.end}")
        print(f"     gold       {fault.gold}")
        print(f"     predicted  {fault.predicted}")
        if told.sentences:
            print(f"     {fault.sentence}")
    print(f"{len(found)} errors: " + ", ".join(f"{count} {kind}" for kind, count in Counter(f.kind for f in found).most_common()), file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except SolieuError as error:
        sys.exit(f"worst: {error}")
