"""Which articles to annotate next: those that a model is unsure of, and no two alike. What `solieu suggest` does, for Python users too.

How unsure a model is of an article is the sum of `1 - score` over its spans and links, which are probabilities: so many of them are wrong, by its own
account. It counts for each word that has to be read, so that a long article is not chosen for its length. With few words it is drawn towards what is
usual among all articles, so that a short one is not chosen for a single doubt. Of these articles the next is always the one that is most doubtful
and least like those that are chosen or that the model carries (maximal marginal relevance, Carbonell and Goldstein 1998; likeness is the cosine of
TF-IDF vectors over words).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.errors import InputError, UsageError
from solieu.inputs import expect_paths, read_sources
from solieu.model import DEFAULT_MODEL, load, model_path
from solieu.progress import progress

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: So many words weigh as much as what is usual among all articles.
PRIOR = 100.0
#: Of a large pool the most doubtful are compared with each other: so many for each that is asked for.
POOL = 50
#: Words that likeness is measured by.
MOST_WORDS = 50_000
#: How much variety counts against doubt, from 0 to 1.
VARIETY = 0.5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article worth annotating. `doubt` is how many of its spans and links are wrong in a hundred words, by the model's own account, `likeness`
    that to the most similar one chosen before or known, 0 to 1.
    """

    id: str
    path: str
    doubt: float
    likeness: float
    spans: int
    links: int
    words: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is kept of an article: how unsure the model is of it in all, over how many spans and links, and its words."""

    id: str
    path: str
    doubts: float
    spans: int
    links: int
    words: tuple[str, ...]


def suggest(paths: Sequence[str], number: int, model: str | Path | None = None, *, variety: float = VARIETY) -> tuple[list[Suggestion], int]:
    """The `number` articles of these paths that are worth annotating most, the best first, and how many could not be read or tagged (each is named
    on standard error). Raises UsageError for a number below 1, a variety beyond 0 to 1, or where there is no article.
    """
    from solieu.engine import local
    from solieu.train.sample import read_sample

    if number < 1 or not 0 <= variety <= 1:
        raise UsageError(f"-n {number} must be 1 or more and --variety {variety} between 0 and 1")
    nlp = load(model or DEFAULT_MODEL)
    known = [article.text for article in read_sample(model_path(model or DEFAULT_MODEL))]
    pool: list[Candidate] = []
    failed = 0
    for result in local.tag(nlp, progress(read_sources(expect_paths(paths)), "articles")):
        if isinstance(result, InputError):
            print(f"solieu: {result}", file=sys.stderr)
            failed += 1
        elif len(result.doc):
            pool.append(candidate(result.doc, result.source.id, result.source.origin))
    if not pool:
        raise UsageError("there is no article to choose from; give text files, JSONL, or folders of them")
    return choose(pool, number, [norms(nlp.make_doc(text)) for text in known], variety), failed


def candidate(doc: Doc, id: str, path: str) -> Candidate:
    """What is kept of a tagged document."""
    scores = [*doc._.span_scores, *doc._.link_scores]
    return Candidate(id, path, sum(1 - score for score in scores), len(doc._.span_scores), len(doc._.link_scores), norms(doc))


def norms(doc: Doc) -> tuple[str, ...]:
    """The words of a document by which it is like another; figures are all one word."""
    return tuple("0" if token.norm_[:1].isdigit() else token.norm_ for token in doc if not token.is_space and not token.is_punct)


def choose(pool: Sequence[Candidate], number: int, known: Sequence[Sequence[str]] = (), variety: float = VARIETY) -> list[Suggestion]:
    """Greedily the most doubtful articles that are least like those chosen before and those known. Ties go to the first in the pool."""
    doubts = _doubts(pool)
    order = sorted(range(len(pool)), key=lambda at: -doubts[at])[: max(number, 1) * POOL]
    highest, lowest = doubts[order[0]], doubts[order[-1]]
    relevance = {at: (doubts[at] - lowest) / (highest - lowest) if highest > lowest else 1.0 for at in order}
    vectors, others = _vectors([pool[at].words for at in order], known)
    likeness = _closest(vectors, others)
    open_places = set(range(len(order)))
    chosen: list[Suggestion] = []
    while open_places and len(chosen) < number:
        best = max(sorted(open_places), key=lambda place: (1 - variety) * relevance[order[place]] - variety * likeness[place])
        open_places.remove(best)
        one = pool[order[best]]
        chosen.append(
            Suggestion(one.id, one.path, round(doubts[order[best]], 4), round(float(likeness[best]), 4), one.spans, one.links, len(one.words))
        )
        likeness = [max(*pair) for pair in zip(likeness, _closest(vectors, vectors[best]), strict=True)]
    return chosen


def _doubts(pool: Sequence[Candidate]) -> list[float]:
    """Each article's doubts in a hundred words, drawn towards what is usual among all."""
    total = sum(len(one.words) for one in pool)
    usual = sum(one.doubts for one in pool) / total if total else 0.0
    return [100 * (one.doubts + PRIOR * usual) / (len(one.words) + PRIOR) for one in pool]


def _vectors(pool: Sequence[Sequence[str]], known: Sequence[Sequence[str]]) -> tuple[Any, Any]:
    """TF-IDF vectors of length 1 of both."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(analyzer=_same, sublinear_tf=True, max_features=MOST_WORDS, norm="l2")
    matrix = made.fit_transform([words or ("",) for words in [*pool, *known]])
    return matrix[: len(pool)], matrix[len(pool) :]


def _same(words: Iterable[str]) -> Iterable[str]:
    return words


def _closest(vectors: Any, others: Any) -> list[float]:
    """For each vector its cosine with the most similar of the others; 0 where there are none."""
    if not others.shape[0]:
        return [0.0] * vectors.shape[0]
    found: list[float] = (vectors @ others.T).max(axis=1).toarray().ravel().tolist()
    return found
