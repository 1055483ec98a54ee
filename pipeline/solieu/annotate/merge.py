"""Two annotators' versions of an article as what they agree on, and questions about the rest.

*Borders*: spans of one version that the other has not, taken together where they overlap: which version stands?
*Links*: of one span, where both have its ends and only one has the link, or another one.
Spans with one label that overlap are the same thing with other borders, and a link of both is agreed on whichever borders stand;
so that to take every answer of A gives A, to the letter, and every answer of B gives B.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from solieu.errors import UsageError
from solieu.schema import Article, Link, Span
from solieu.scoring import Place, match, place

#: Which version an answer takes.
Side = Literal["A", "B", "both", "none"]
SIDES: Mapping[Side, frozenset[str]] = {"A": frozenset("A"), "B": frozenset("B"), "both": frozenset("AB"), "none": frozenset()}

#: A span of both versions, whatever its borders in each; a link of them.
Thing = int
Joined = tuple[str, Thing, Thing]


@dataclass(slots=True)
class Question:
    """What a third has to settle, by version: spans, or links of one span, that the other version has not, and where they are in the text."""

    start: int
    end: int
    number: int = 0
    spans: dict[str, list[Place]] = field(default_factory=lambda: {"A": [], "B": []})
    links: dict[str, list[Joined]] = field(default_factory=lambda: {"A": [], "B": []})

    @property
    def kind(self) -> Literal["borders", "links"]:
        return "borders" if any(self.spans.values()) else "links"


@dataclass(slots=True)
class Merged:
    """An article of two versions. `things` are the spans, by version, that are the same thing."""

    text: str
    id: str
    things: list[dict[str, Place]] = field(default_factory=list)
    agreed_links: list[Joined] = field(default_factory=list)
    #: Links of one version that has an end which the other has not: they stand or fall with it.
    following: dict[str, list[Joined]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


def merge(a: Article, b: Article) -> Merged:
    """What two versions of the same text agree on, and questions about the rest, in text order."""
    if a.text != b.text:
        raise UsageError(f"{a.id}: the two versions have different texts; only annotation of the same text can be merged")
    merged = Merged(a.text, a.id)
    thing_of = _find_things(merged, a, b)
    links = {side: _joined(article, thing_of[side]) for side, article in (("A", a), ("B", b))}
    merged.agreed_links = [link for link in links["A"] if link in links["B"]]
    questions = _border_questions(merged)
    open_links: dict[str, list[Joined]] = {"A": [], "B": []}
    for side, other in (("A", "B"), ("B", "A")):
        only = [link for link in links[side] if link not in links[other]]
        both = [link for link in only if all(len(merged.things[end]) == 2 for end in link[1:])]
        merged.following[side] = [link for link in only if link not in both]
        open_links[side] = both
    questions += _link_questions(merged, open_links)
    questions.sort(key=lambda one: (one.start, one.kind))
    for number, question in enumerate(questions, 1):
        question.number = number
    merged.questions = questions
    return merged


def _find_things(merged: Merged, a: Article, b: Article) -> dict[str, dict[str, Thing]]:
    """Fill `merged.things`; returns the thing of each span, by version and id."""
    found: dict[str, dict[str, Thing]] = {"A": {}, "B": {}}
    paired: dict[str, str] = {}
    for label in {span.label for span in a.spans}:
        ours, theirs = ([span for span in article.spans if span.label == label] for article in (a, b))
        paired |= {ours[i].id: theirs[j].id for i, j in match([place(span) for span in ours], [place(span) for span in theirs])}
    spans = {span.id: span for span in b.spans}
    for span in a.spans:
        found["A"][span.id] = len(merged.things)
        merged.things.append({"A": place(span)})
        if span.id in paired:
            found["B"][paired[span.id]] = found["A"][span.id]
            merged.things[-1]["B"] = place(spans[paired[span.id]])
    for span in b.spans:
        if span.id not in found["B"]:
            found["B"][span.id] = len(merged.things)
            merged.things.append({"B": place(span)})
    return found


def _joined(article: Article, things: Mapping[str, Thing]) -> list[Joined]:
    return list(dict.fromkeys((link.label, things[link.source], things[link.target]) for link in article.links))


def _border_questions(merged: Merged) -> list[Question]:
    """Differing spans, together where they overlap."""
    differing = [(side, where) for thing in merged.things for side, where in thing.items() if thing.get("A") != thing.get("B")]
    differing.sort(key=lambda one: (one[1][1], one[1][2]))
    questions: list[Question] = []
    for side, where in differing:
        if not questions or where[1] >= questions[-1].end:
            questions.append(Question(where[1], where[2]))
        questions[-1].end = max(questions[-1].end, where[2])
        questions[-1].spans[side].append(where)
    return questions


def _link_questions(merged: Merged, only: Mapping[str, list[Joined]]) -> list[Question]:
    """Differing links, together where they have the same source."""
    questions: dict[Thing, Question] = {}
    for side in ("A", "B"):
        for link in only[side]:
            places = [where for end in link[1:] for where in merged.things[end].values()]
            one = questions.setdefault(link[1], Question(places[0][1], places[0][2]))
            one.start, one.end = min(one.start, *(where[1] for where in places)), max(one.end, *(where[2] for where in places))
            one.links[side].append(link)
    return list(questions.values())


def settle(merged: Merged, answers: Mapping[int, Side]) -> Article:
    """The article in which each question has its answer. Raises UsageError for a question without one, or spans of both that overlap."""
    if missing := [question.number for question in merged.questions if question.number not in answers]:
        raise UsageError(f"{merged.id}: question {missing[0]} has no answer; give each one of {', '.join(SIDES)}")
    return _article(merged, {number: SIDES[side] for number, side in answers.items()})


def agreed(merged: Merged) -> Article:
    """The article with nothing but what both versions have."""
    return _article(merged, {question.number: SIDES["none"] for question in merged.questions})


def _article(merged: Merged, answers: Mapping[int, frozenset[str]]) -> Article:
    asked = {(side, where): one.number for one in merged.questions for side, places in one.spans.items() for where in places}
    chosen: dict[Thing, Place] = {}
    extra: list[Place] = []
    for thing, versions in enumerate(merged.things):
        stand = [where for side, where in versions.items() if (side, where) not in asked or side in answers[asked[side, where]]]
        if stand:
            chosen[thing] = stand[0]
            extra += [where for where in stand[1:] if where != stand[0]]
    links = list(merged.agreed_links)
    for one in merged.questions:
        links += [link for side, found in one.links.items() if side in answers[one.number] for link in found]
    links += [link for found in merged.following.values() for link in found]
    return _build(merged, chosen, extra, links)


def _build(merged: Merged, chosen: Mapping[Thing, Place], extra: Iterable[Place], links: Iterable[Joined]) -> Article:
    """The article with ids in text order. Raises UsageError where two spans overlap."""
    ordered = sorted([*((where, thing) for thing, where in chosen.items()), *((where, -1) for where in extra)], key=lambda one: one[0][1:])
    spans: list[Span] = []
    ids: dict[Thing, str] = {}
    for number, (where, thing) in enumerate(ordered, 1):
        span = Span(f"T{number}", *where)
        if spans and span.start < spans[-1].end:
            words = [merged.text[one.start : one.end] for one in (spans[-1], span)]
            raise UsageError(
                f"{merged.id}: {words[0]!r} and {words[1]!r} overlap at offset {span.start}; answer A, B or none where both cannot stand"
            )
        spans.append(span)
        ids[thing] = span.id
    ends = sorted(
        {link for link in links if link[1] in chosen and link[2] in chosen}, key=lambda link: (chosen[link[1]][1], chosen[link[2]][1], link)
    )
    return Article(merged.id, merged.text, spans, [Link(label, ids[source], ids[target]) for label, source, target in ends])
