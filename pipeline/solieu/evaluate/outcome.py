"""What a model makes of each annotated article, with all that is measured of it; documents are let go of, so that a corpus of any size fits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from solieu.docs import annotate_exactly, make_doc, to_article
from solieu.evaluate.facts import Statement, score_facts, statements
from solieu.evaluate.offices import Triple, score_triples, triples
from solieu.schema import Article
from solieu.scoring import Table, score

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Side:
    """An article's annotation, by people or by a model, and what follows from it."""

    article: Article
    statements: list[Statement]
    triples: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article twice. Scores are those of the predicted spans and links, in order; `sentences` are offsets; `seconds` is what tagging took."""

    gold: Side
    predicted: Side
    span_scores: tuple[float, ...]
    link_scores: tuple[float, ...]
    sentences: tuple[tuple[int, int], ...]
    words: int
    seconds: float

    @property
    def id(self) -> str:
        return self.gold.article.id

    def table(self) -> Table:
        """Counts of this article alone by (mode, label); those of a corpus are their sums."""
        table = score([(self.gold.article, self.predicted.article)])
        score_facts(table, self.gold.statements, self.predicted.statements)
        score_triples(table, self.gold.triples, self.predicted.triples)
        return table


def outcomes(nlp: Language, articles: Iterable[Article]) -> Iterator[Outcome]:
    """Tag each article and read both annotations. Only the tagging is timed."""
    for article in articles:
        begun = time.perf_counter()
        doc = nlp(make_doc(nlp, article) if article.words else article.text)
        seconds = time.perf_counter() - begun
        doc._.name = article.id
        yield Outcome(
            _side(article, annotate_exactly(nlp, article)),
            _side(to_article(doc), doc),
            _scores(doc._.span_scores, len(doc.ents)),
            _scores(doc._.link_scores, len(doc._.links)),
            tuple((sentence.start_char, sentence.end_char) for sentence in doc.sents),
            len(doc),
            seconds,
        )


def _side(article: Article, doc: Doc) -> Side:
    return Side(article, statements(doc), triples(doc))


def _scores(scores: Iterable[float], number: int) -> tuple[float, ...]:
    """Scores as they are stored; none at all means that all are sure."""
    return tuple(float(score) for score in scores) or (1.0,) * number
