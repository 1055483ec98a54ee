"""Values, units and facts end to end: what a number says, and of what, held against what the gold spans and links say of the same number.

Both sides are read by the same code (`solieu.facts`), so that a difference comes from the spans and links, not from how a number is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from spacy.tokens import Doc

from solieu.docs import span_index
from solieu.facts import facts, quantities
from solieu.numbers import Quantity
from solieu.scoring import Place, Table, add_counts, common, match

FACT = "FACT"
#: Figures of numbers, whatever they are linked to, and of facts.
NUMBERS = ("QUANTITY.value", "QUANTITY.unit")
FACTS = ("FACT.value", "FACT.unit", "FACT.aspect", "FACT.indicator", FACT)


class Statement(NamedTuple):
    """A QUANTITY of an article with what it says. A number that is linked to nothing has no aspect, and is no fact."""

    place: Place
    value: tuple[str, Decimal | None, Decimal | None, Decimal | None]
    unit: str | None
    aspect: str = ""
    indicator: str = ""
    segments: tuple[Place, ...] = ()
    score: float = 1.0


def statements(doc: Doc) -> list[Statement]:
    """What each QUANTITY of a document says, in text order; offsets are code points into its text."""
    linked = {fact.quantity: fact for fact in facts(doc)}
    found = []
    for id, quantity in quantities(doc).items():
        said = Statement(_place(doc, id), _value(quantity), quantity.unit)
        if fact := linked.get(id):
            segments = tuple(_place(doc, segment) for segment in fact.indicator_spans)
            said = said._replace(
                aspect=fact.aspect, indicator=" ".join(fact.indicator.casefold().split()), segments=segments, score=float(fact.score)
            )
        found.append(said)
    return found


def _value(quantity: Quantity) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    return quantity.comparator, quantity.value, quantity.value_high, quantity.of


def _place(doc: Doc, id: str) -> Place:
    ent = doc.ents[span_index(id)]
    return ent.label_, ent.start_char, ent.end_char


Test = Callable[[Statement, Statement], bool]


def _same_indicator(a: Statement, b: Statement) -> bool:
    """The same words, whatever their case and spacing."""
    return a.indicator == b.indicator


def _near_indicator(a: Statement, b: Statement) -> bool:
    """Indicators that share some of the text."""
    return any(common(left, right) for left in a.segments for right in b.segments)


def _near_fact(a: Statement, b: Statement) -> bool:
    return (a.value, a.unit, a.aspect) == (b.value, b.unit, b.aspect) and _near_indicator(a, b)


def same_fact(a: Statement, b: Statement) -> bool:
    """Right value, unit, aspect and indicator together."""
    return (a.value, a.unit, a.aspect) == (b.value, b.unit, b.aspect) and _same_indicator(a, b)


NUMBER_TESTS: dict[tuple[str, str], Test] = {
    ("exact", "QUANTITY.value"): lambda a, b: a.value == b.value,
    ("exact", "QUANTITY.unit"): lambda a, b: a.unit == b.unit,
}
FACT_TESTS: dict[tuple[str, str], Test] = {
    ("exact", "FACT.value"): lambda a, b: a.value == b.value,
    ("exact", "FACT.unit"): lambda a, b: a.unit == b.unit,
    ("exact", "FACT.aspect"): lambda a, b: a.aspect == b.aspect,
    ("exact", "FACT.indicator"): _same_indicator,
    ("overlap", "FACT.indicator"): _near_indicator,
    ("exact", FACT): same_fact,
    ("overlap", FACT): _near_fact,
}


def paired(gold: Sequence[Statement], predicted: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Statements on the same number: their QUANTITY spans overlap, one to one."""
    return [(gold[i], predicted[j]) for i, j in match([said.place for said in gold], [said.place for said in predicted])]


def score_facts(table: Table, gold: Sequence[Statement], predicted: Sequence[Statement]) -> None:
    """Add the counts of an article's numbers and facts; one with an indicator that overlaps only is right in mode `overlap`."""
    for tests, linked in ((NUMBER_TESTS, False), (FACT_TESTS, True)):
        wanted = [said for said in gold if said.aspect or not linked]
        found = [said for said in predicted if said.aspect or not linked]
        pairs = paired(wanted, found)
        for (mode, key), test in tests.items():
            add_counts(table, mode, key, sum(test(a, b) for a, b in pairs), len(wanted), len(found))


def wrong_values(gold: Sequence[Statement], predicted: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Numbers that were found and say another value or unit."""
    return [(a, b) for a, b in paired(gold, predicted) if (a.value, a.unit) != (b.value, b.unit)]


def right_facts(gold: Sequence[Statement], predicted: Sequence[Statement]) -> list[tuple[float, bool]]:
    """The score of each predicted fact, and whether it is right."""
    right = {b.place for a, b in paired(gold, predicted) if a.aspect and same_fact(a, b)}
    return [(said.score, said.place in right) for said in predicted if said.aspect]


def statement_text(said: Statement) -> str:
    """`> 4210 người`, as the terminal shows a fact."""
    sign, value, high, whole = said.value
    words = "no number" if value is None else f"{value:f}"
    words += f"-{high:f}" if high is not None else ""
    words += f"/{whole:f}" if whole is not None else ""
    return " ".join(part for part in ("" if sign == "=" else sign, words, said.unit or "") if part)
