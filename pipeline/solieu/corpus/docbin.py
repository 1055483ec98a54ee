"""Annotated articles as a spaCy `DocBin`, on the words of our tokenizer.

`doc.ents` and `doc._.links` hold what the words can: a span that ends within a word takes the whole word. The annotation to the
letter stands beside it, in `doc.user_data["solieu"]`, so that nothing is lost on the way back.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from solieu.corpus.loss import Loss
from solieu.corpus.valid import valid
from solieu.docs import annotate, to_article
from solieu.errors import AnnotationError
from solieu.schema import Article, Link, Span
from solieu.text import read_bytes
from solieu.tokens import Vietnamese

#: Where in `doc.user_data` the exact annotation stands.
KEY = "solieu"
ATTRIBUTES = ("ORTH", "SPACY", "SENT_START", "ENT_TYPE", "ENT_IOB")


def format_docbin(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """A `.spacy` file; nothing is lost."""
    nlp = Vietnamese()
    docs = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for article in articles:
        doc = annotate(nlp, article)
        doc.user_data[KEY] = {"id": article.id, "spans": _rows(article.spans), "links": _rows(article.links), "shown": _shown(doc)}
        docs.add(doc)
    return docs.to_bytes()


def _rows(items: Iterable[Span] | Iterable[Link]) -> list[list[Any]]:
    return [list(item) for item in items]


def _shown(doc: Doc) -> list[list[list[Any]]]:
    """What `doc.ents` and `doc._.links` say."""
    article = to_article(doc)
    return [_rows(article.spans), _rows(article.links)]


def read_docbin(path: Path, losses: list[Loss]) -> list[Article]:
    """The articles of a `.spacy` file, ours or another's. Raises AnnotationError where it is none, or an annotation does not fit."""
    try:
        docs = list(DocBin(store_user_data=True).from_bytes(read_bytes(path)).get_docs(Vietnamese().vocab))
    except Exception as error:  # whatever zlib, msgpack and spaCy make of other bytes
        raise AnnotationError(path, None, f"no spaCy DocBin ({type(error).__name__}: {error})") from None
    return [_article(doc, f"{path.stem}-{number}", path, losses) for number, doc in enumerate(docs, 1)]


def _article(doc: Doc, name: str, path: Path, losses: list[Loss]) -> Article:
    exact = doc.user_data.get(KEY)
    if exact is None:
        article = to_article(doc)
        article.id = article.id or name
        article.links = [Link(*link) for link in article.links]
    else:
        article = Article(exact["id"], doc.text, [Span(*span) for span in exact["spans"]], [Link(*link) for link in exact["links"]])
        if _shown(doc) != [_rows(rows) for rows in exact["shown"]]:
            problem = f'doc.ents or doc._.links was changed after writing; delete doc.user_data["{KEY}"] to have them read'
            raise AnnotationError(path, None, f"{article.id}: {problem}")
    if others := [*doc.spans, *doc.cats]:
        losses.append(Loss(article.id, f"span groups and categories: {', '.join(others)}"))
    return valid(article, path)
