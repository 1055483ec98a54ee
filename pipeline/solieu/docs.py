"""Articles as spaCy documents: spans in `doc.ents`, links and scores as extensions, and back.

The n-th entity of a document has the id `Tn`, so that an id needs no storage of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from solieu.schema import Article, Link
from solieu.schema import Span as Labelled
from solieu.tokens import given_words

O = "O"  # noqa: E741 - the outside tag of the field


def register() -> None:
    """Set the document extensions, once; importing the components does it."""
    if not Doc.has_extension("links"):
        Doc.set_extension("links", default=[])
        Doc.set_extension("span_scores", default=[])
        Doc.set_extension("link_scores", default=[])
        Doc.set_extension("name", default="")


register()


def span_id(index: int) -> str:
    """The id of the n-th entity (from 0)."""
    return f"T{index + 1}"


def span_index(id: str) -> int:
    """The place in `doc.ents` of an id."""
    return int(id[1:]) - 1


def sentences(doc: Doc) -> list[list[int]]:
    """The tokens of each sentence, white space left out; sentences of nothing else are dropped. Words without sentences are one."""
    found: list[list[int]] = []
    opened = False
    for at, (start, space) in enumerate(doc.to_array([SENT_START, IS_SPACE]).tolist()):
        opened = opened and start != 1
        if not space:
            if not opened:
                found.append([])
                opened = True
            found[-1].append(at)
    return found


def make_doc(nlp: Language, article: Article) -> Doc:
    """A document of the article's words, as the corpus gives them or as the pipeline's tokenizer finds them, without annotation."""
    return nlp.make_doc(article.text) if article.words is None else given_words(nlp.vocab, article.text, article.words)


def annotate(nlp: Language, article: Article) -> Doc:
    """A document with the article's gold spans and links, on the tokens of the pipeline.

    A span that ends within a token takes the whole token; one that then overlaps the span before is dropped, its links too.
    """
    return _annotated(make_doc(nlp, article), article)


def annotate_exactly(nlp: Language, article: Article) -> Doc:
    """A document with the article's gold spans and links to the letter: a token that a span ends in is cut there."""
    doc = make_doc(nlp, article)
    borders = {border for span in article.spans for border in (span.start, span.end)}
    with doc.retokenize() as retokenizer:
        for token in doc:
            cuts = [0, *(at for at in range(1, len(token)) if token.idx + at in borders), len(token)]
            if len(cuts) > 2:
                parts = [token.text[start:end] for start, end in pairwise(cuts)]
                retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))
    return _annotated(doc, article)


def _annotated(doc: Doc, article: Article) -> Doc:
    doc._.name = article.id
    ents: list[Span] = []
    ids: dict[str, str] = {}
    for span in article.spans:
        ent = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        if ent is None or (ents and ent.start < ents[-1].end):
            continue
        ids[span.id] = span_id(len(ents))
        ents.append(ent)
    doc.ents = tuple(ents)
    doc._.links = [Link(link.label, ids[link.source], ids[link.target]) for link in article.links if link.source in ids and link.target in ids]
    return doc


def to_article(doc: Doc) -> Article:
    """What a document holds as an annotated article."""
    spans = [Labelled(span_id(at), ent.label_, ent.start_char, ent.end_char) for at, ent in enumerate(doc.ents)]
    return Article(doc._.name, doc.text, spans, list(doc._.links))


def bio_tags(doc: Doc, labels: Iterable[str]) -> list[str]:
    """One BIO tag a token for the entities with these labels."""
    wanted = frozenset(labels)
    tags = [O] * len(doc)
    for ent in doc.ents:
        if ent.label_ in wanted:
            tags[ent.start] = f"B-{ent.label_}"
            tags[ent.start + 1 : ent.end] = [f"I-{ent.label_}"] * (len(ent) - 1)
    return tags


def chunks(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """BIO tags as (label, start, end); an I that continues nothing opens a chunk."""
    found: list[tuple[str, int, int]] = []
    label, start = "", 0
    for at, tag in enumerate([*tags, O]):
        if label and (tag[0] != "I" or tag[2:] != label):
            found.append((label, start, at))
            label = ""
        if tag != O and not label:
            label, start = tag[2:], at
    return found
