"""Annotation without its articles: who may not pass a text on may still pass on where its spans are.

One JSON object a line; the article is known by the SHA-256 of its text (UTF-8), a link joins entities by their places in the list:

    {"id": "a", "sha256": "9f86d0...", "entities": [["AGENCY", 0, 9], ["QUANTITY", 20, 31]], "links": [["VALUE", 1, 0]]}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from solieu.corpus.brat import write_article
from solieu.corpus.valid import valid
from solieu.errors import AnnotationError, InputError, UsageError
from solieu.inputs import Source
from solieu.schema import Article, Link, Span
from solieu.text import decode, read_bytes


def digest(text: str) -> str:
    """What an article is known by."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def detach(articles: Iterable[Article]) -> bytes:
    """The annotation of articles without a word of them."""
    return "".join(json.dumps(_row(article)) + "\n" for article in articles).encode()


def _row(article: Article) -> dict[str, object]:
    place = {span.id: at for at, span in enumerate(article.spans)}
    return {
        "id": article.id,
        "sha256": digest(article.text),
        "entities": [[span.label, span.start, span.end] for span in article.spans],
        "links": [[link.label, place[link.source], place[link.target]] for link in article.links],
    }


def read_offsets(path: Path) -> dict[str, tuple[int, Article]]:
    """For each article's digest its line and its annotation, the text still empty. Raises AnnotationError, with the line, for anything else."""
    found: dict[str, tuple[int, Article]] = {}
    for number, line in enumerate(decode(read_bytes(path), path).splitlines(), 1):
        try:
            row = json.loads(line)
            spans = [Span(f"T{at}", label, int(start), int(end)) for at, (label, start, end) in enumerate(row["entities"], 1)]
            links = [Link(label, f"T{source + 1}", f"T{target + 1}") for label, source, target in row["links"]]
            found[row["sha256"]] = number, Article(str(row["id"]), "", spans, links)
        except (ValueError, KeyError, TypeError) as error:
            raise AnnotationError(path, number, f"no annotation ({error!r}); a line has id, sha256, entities and links") from None
    return found


def attach(path: Path, sources: Iterable[Source | InputError]) -> Iterator[Article]:
    """The annotated articles of `path` whose texts are among `sources`. Raises AnnotationError where a span does not fit its text."""
    wanted = read_offsets(path)
    for source in sources:
        if isinstance(source, Source) and (key := digest(source.text)) in wanted:
            number, article = wanted.pop(key)
            yield valid(Article(article.id, source.text, article.spans, article.links), path, number)


def attach_folder(path: Path, sources: Iterable[Source | InputError], out: Path) -> tuple[int, int]:
    """Write the articles that were found as brat standoff to a folder that is new or empty. Returns how many, and how many texts were not found."""
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty; give another --out")
    found = 0
    for article in attach(path, sources):
        write_article(article, out)
        found += 1
    return found, len(read_offsets(path)) - found
