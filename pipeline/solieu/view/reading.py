"""A record as a page shows it, checked: records come from files that anyone may have written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from solieu.corpus.valid import valid
from solieu.errors import AnnotationError, InputError
from solieu.schema import ASPECTS, OFFICIAL, Article, Link, Span

#: The headline is the first of so many lines with a length between these and none of the signs of a menu or of an address line.
HEADLINE_AMONG, SHORTEST_HEADLINE, LONGEST_HEADLINE = 6, 12, 220
MENU = re.compile(r"[|>»]|\S {2,}\S|\t")


@dataclass(slots=True)
class Mark:
    """A span on the page. `number` counts from 1 in text order; `row` is the id of the element with what is known of it; `linked`: it has links."""

    number: int
    id: str
    label: str
    start: int
    end: int
    score: float
    entity: dict[str, Any]
    row: str | None = None
    linked: bool = False


class Piece(NamedTuple):
    """A stretch of a line, in a mark or not; `first`: it is where its mark begins."""

    words: str
    mark: Mark | None = None
    first: bool = False


@dataclass(slots=True)
class Person:
    """An official, the offices, and the mark of the first mention (None where no mark has exactly that name)."""

    name: str
    offices: list[dict[str, Any]]
    mark: Mark | None


@dataclass(slots=True)
class Citation:
    """A document and the marks that cite it, the first of them first."""

    decree: dict[str, Any]
    marks: list[Mark]


@dataclass(slots=True)
class Reading:
    """All that the page of an article shows. `facts` are those of the record, each with the mark of its number."""

    id: str
    text: str
    model: str
    marks: list[Mark]
    links: list[tuple[int, int, str, float]]
    facts: list[tuple[dict[str, Any], Mark]]
    people: list[Person]
    citations: list[Citation]
    lines: list[list[Piece]] = field(default_factory=list)

    @property
    def headline_at(self) -> int | None:
        """Which of the lines is the headline; None where none of the first ones looks like one."""
        for at, line in enumerate(self.lines[:HEADLINE_AMONG]):
            words = "".join(piece.words for piece in line).strip()
            if SHORTEST_HEADLINE <= len(words) <= LONGEST_HEADLINE and not MENU.search(words):
                return at
        return None

    @property
    def headline(self) -> str:
        """The words of the headline, else the article's id."""
        at = self.headline_at
        return self.id if at is None else "".join(piece.words for piece in self.lines[at]).strip()


def read_record(record: dict[str, Any], origin: str) -> Reading:
    """What a record says. Raises InputError, naming `origin`, for what `solieu tag` never writes: wrong offsets, a link to nothing, no facts."""
    try:
        return _read(record, origin)
    except AnnotationError as error:
        raise InputError(origin, f"no sound record: {error.problem}; tag the article again") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(origin, f"no record of solieu tag ({type(error).__name__}: {error}); tag the article again") from None


def _read(record: dict[str, Any], origin: str) -> Reading:
    entities = {str(one["id"]): one for one in record["entities"]}
    spans = [Span(id, str(one["label"]), int(one["start"]), int(one["end"])) for id, one in entities.items()]
    links = [Link(str(one["label"]), str(one["from"]), str(one["to"])) for one in record["links"]]
    article = valid(Article(str(record["id"]), record["text"], spans, links), origin)
    if len(entities) < len(record["entities"]):
        raise ValueError("two entities have the same id")
    marks = [
        Mark(number, span.id, span.label, span.start, span.end, _score(entities[span.id]), entities[span.id])
        for number, span in enumerate(article.spans, 1)
    ]
    by_id = {mark.id: mark for mark in marks}
    reading = Reading(
        article.id,
        article.text,
        str(record.get("model") or ""),
        marks,
        [(by_id[link.source].number, by_id[link.target].number, link.label, _score(one)) for link, one in zip(links, record["links"], strict=True)],
        sorted(((_fact(fact), by_id[str(fact["quantity"])]) for fact in record["facts"]), key=lambda pair: pair[1].number),
        _people(record["officials"], marks),
        _citations(record["decrees"], by_id),
    )
    _point(reading)
    reading.lines = list(_lines(reading.text, marks))
    return reading


def _score(one: dict[str, Any]) -> float:
    """The score of an entity, a link or a fact; 1 where there is none, as by hand. Raises ValueError for what is no probability."""
    score = float(1.0 if one.get("score") is None else one["score"])
    if not 0 <= score <= 1:
        raise ValueError(f"score {score}")
    return score


#: What the page shows of a fact and of an office, all of it words or None.
SHOWN_OF_FACT = ("comparator", "value", "value_high", "of", "unit", "place", "period", "ambiguous")
SHOWN_OF_OFFICE = ("position", "agency", "agency_canonical")


def _fact(fact: dict[str, Any]) -> dict[str, Any]:
    shown = {name: fact.get(name) for name in SHOWN_OF_FACT}
    return {"indicator": str(fact["indicator"]), "aspect": str(fact["aspect"]), "score": _score(fact), **shown}


def _same(words: str) -> str:
    return " ".join(words.split())


def _people(officials: Iterable[dict[str, Any]], marks: Sequence[Mark]) -> list[Person]:
    first: dict[str, Mark] = {}
    for mark in marks:
        if mark.label == OFFICIAL:
            first.setdefault(_same(str(mark.entity.get("text", ""))), mark)
    return [
        Person(str(one["name"]), [{name: office.get(name) for name in SHOWN_OF_OFFICE} for office in one["positions"]], first.get(str(one["name"])))
        for one in officials
    ]


def _citations(decrees: Iterable[dict[str, Any]], by_id: dict[str, Mark]) -> list[Citation]:
    """One a document: a short citation stands with the one that it repeats."""
    found: dict[str, Citation] = {}
    for decree in decrees:
        entity, resolved = str(decree["entity"]), decree.get("resolved")
        key = str(resolved) if str(resolved) in found else _document(decree) or entity
        found.setdefault(key, Citation({**decree, "text": str(decree["text"])}, [])).marks.append(by_id[entity])
        found.setdefault(entity, found[key])
    return list({id(citation): citation for citation in found.values()}.values())


def _document(decree: dict[str, Any]) -> str | None:
    """What tells a document from others, where it is cited in full."""
    parts = [decree.get(name) for name in ("kind", "number", "symbol", "year")]
    return None if None in parts[:3] else "\0".join(map(str, parts))


def _point(reading: Reading) -> None:
    """Give each mark the element that tells of it: of a number or indicator the row of its fact, of a person, office or body the official's entry."""
    rows: dict[int, str] = {}
    for row, (_, mark) in enumerate(reading.facts, 1):
        rows.setdefault(mark.number, f"fact-{row}")
    for number, person in enumerate(reading.people, 1):
        if person.mark:
            rows[person.mark.number] = f"official-{number}"
    for number, citation in enumerate(reading.citations, 1):
        rows |= {mark.number: f"decree-{number}" for mark in citation.marks}
    for source, target, _, _ in sorted(reading.links):
        if source in rows:
            rows.setdefault(target, rows[source])
    ends = {end for link in reading.links for end in link[:2]}
    for mark in reading.marks:
        mark.row, mark.linked = rows.get(mark.number), mark.number in ends


def _lines(text: str, marks: Sequence[Mark]) -> Iterable[list[Piece]]:
    """The lines of the text that hold anything, cut at the borders of the marks; a mark across a line break has a piece in each line."""
    at, following = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        pieces, done = [], at
        while following < len(marks) and marks[following].start < end:
            mark = marks[following]
            start, stop = max(mark.start, at), min(mark.end, end)
            pieces += [Piece(text[done:start])] if start > done else []
            pieces += [Piece(text[start:stop], mark, start == mark.start)] if stop > start else []
            done = stop
            if mark.end > end:
                break
            following += 1
        pieces += [Piece(text[done:end])] if end > done else []
        if line.strip():
            yield pieces
        at = end + 1


def indicators(reading: Reading) -> list[str]:
    """The different indicators of the facts, in text order."""
    return list(dict.fromkeys(fact["indicator"] for fact, _ in reading.facts))


def aspects(reading: Reading) -> list[str]:
    """The aspects that the facts have, in the order of the schema."""
    there = {fact["aspect"] for fact, _ in reading.facts}
    return [aspect for aspect in ASPECTS if aspect in there]
