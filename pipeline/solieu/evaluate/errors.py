"""Every error by its kind, with the sentence it stands in, gold beside predicted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from solieu.evaluate.alignment import Pair, align
from solieu.evaluate.facts import statement_text, wrong_values
from solieu.evaluate.outcome import Outcome
from solieu.schema import Article, Link, Span
from solieu.scoring import Place, place

MISSED, SPURIOUS, BORDER, LABEL, LINK, VALUE = KINDS = ("missed", "spurious", "wrong border", "wrong label", "wrong link", "wrong value")

#: Characters; of a longer sentence only what stands around the error is shown.
LONGEST_EXCERPT = 1500


@dataclass(frozen=True, slots=True)
class Error:
    """`gold` and `predicted` are the spans that the error is about; `sentence` is the text from `start` to `end`, all in code points of the article.

    `label` is that of the gold, or of the prediction where there is no gold. `said` is what each side says in words, where that is not plain from the
    spans: link labels, values.
    """

    kind: str
    label: str
    detail: str
    article: str
    start: int
    end: int
    sentence: str
    gold: tuple[Place, ...] = ()
    predicted: tuple[Place, ...] = ()
    said: tuple[str, str] = ("", "")


def errors(outcomes: Iterable[Outcome]) -> list[Error]:
    """All errors, sorted by kind, then label, then where they stand."""
    found = [error for outcome in outcomes for error in errors_of(outcome)]
    return sorted(found, key=lambda error: (KINDS.index(error.kind), error.label, error.article, error.start, error.gold, error.predicted))


def errors_of(outcome: Outcome) -> Iterator[Error]:
    """The errors of one article."""
    pairs = align(outcome.gold.article, outcome.predicted.article)
    yield from _span_errors(outcome, pairs)
    yield from _link_errors(outcome, pairs)
    for gold, predicted in wrong_values(outcome.gold.statements, outcome.predicted.statements):
        detail = " and ".join(part for part, same in (("value", gold.value == predicted.value), ("unit", gold.unit == predicted.unit)) if not same)
        said = (statement_text(gold), statement_text(predicted))
        yield _error(outcome, VALUE, gold.place[0], detail, [gold.place], [predicted.place], said)


def _span_errors(outcome: Outcome, pairs: Sequence[Pair]) -> Iterator[Error]:
    for gold, predicted in pairs:
        if gold is None and predicted is not None:
            yield _error(outcome, SPURIOUS, predicted.label, "", [], [place(predicted)])
        elif gold is not None and predicted is None:
            yield _error(outcome, MISSED, gold.label, "", [place(gold)], [])
        elif gold is not None and predicted is not None and place(gold) != place(predicted):
            if gold.label != predicted.label:
                yield _error(outcome, LABEL, gold.label, f"as {predicted.label}", [place(gold)], [place(predicted)])
            else:
                yield _error(outcome, BORDER, gold.label, _border(gold, predicted), [place(gold)], [place(predicted)])


def _border(gold: Span, predicted: Span) -> str:
    """`too short`, `too long` or `shifted`."""
    if predicted.start >= gold.start and predicted.end <= gold.end:
        return "too short"
    return "too long" if predicted.start <= gold.start and predicted.end >= gold.end else "shifted"


def _link_errors(outcome: Outcome, pairs: Sequence[Pair]) -> Iterator[Error]:
    """Links that are wrong by themselves or because an end of theirs is; wrong borders at an end are no error of the link."""
    partner = {gold.id: predicted.id for gold, predicted in pairs if gold and predicted and gold.label == predicted.label}
    gold, predicted = outcome.gold.article, outcome.predicted.article
    open_links = list(dict.fromkeys(predicted.links))
    unmet: list[Link] = []
    for link in dict.fromkeys(gold.links):
        there = Link(link.label, partner.get(link.source, ""), partner.get(link.target, ""))
        if there in open_links:
            open_links.remove(there)
        else:
            unmet.append(link)
    for link in unmet:
        source, target = partner.get(link.source), partner.get(link.target)
        other = next((o for o in open_links if (o.source, o.target) == (source, target)), None)
        detail = "other label"
        if other is None:
            other, detail = next((o for o in open_links if (o.label, o.source) == (link.label, source)), None), "other end"
        if other:
            open_links.remove(other)
        else:
            detail = "missed" if source and target else "missed, for an end was not found"
        yield _link_error(outcome, link, other, detail)
    met = set(partner.values())
    for link in open_links:
        whole = link.source in met and link.target in met
        yield _link_error(outcome, None, link, "spurious" if whole else "spurious, as an end is")


def _link_error(outcome: Outcome, gold: Link | None, predicted: Link | None, detail: str) -> Error:
    sides = [_ends(article, link) for article, link in ((outcome.gold.article, gold), (outcome.predicted.article, predicted))]
    label = gold.label if gold else predicted.label if predicted else ""
    return _error(outcome, LINK, label, detail, sides[0], sides[1], (gold.label if gold else "", predicted.label if predicted else ""))


def _ends(article: Article, link: Link | None) -> list[Place]:
    return sorted((place(article.span(id)) for id in (link.source, link.target)), key=lambda end: end[1]) if link else []


def _error(
    outcome: Outcome, kind: str, label: str, detail: str, gold: Sequence[Place], predicted: Sequence[Place], said: tuple[str, str] = ("", "")
) -> Error:
    places = [*gold, *predicted]
    start, end = excerpt(outcome.sentences, min(p[1] for p in places), max(p[2] for p in places))
    text = outcome.gold.article.text[start:end]
    return Error(kind, label, detail, outcome.id, start, end, text, tuple(gold), tuple(predicted), said)


def excerpt(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The borders of the sentences that hold a stretch of the text; of very long ones what stands around it."""
    inside = [(left, right) for left, right in sentences if left < end and right > start]
    if inside:
        left, right = min(inside)[0], max(inside)[1]
        room = max(0, LONGEST_EXCERPT - (end - start)) // 2
        return max(min(left, start), start - room), min(max(right, end), end + room)
    return start, end


def counts(found: Iterable[Error]) -> dict[str, dict[str, int]]:
    """Kind -> label -> how many errors."""
    table: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for error in found:
        table[error.kind][error.label] = table[error.kind].get(error.label, 0) + 1
    return table
