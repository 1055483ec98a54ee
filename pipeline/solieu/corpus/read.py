"""Read annotated articles from whatever a user names: folders and files of brat, JSONL and CoNLL, in any mixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from solieu.corpus.brat import read_article
from solieu.corpus.conll import read_conll
from solieu.corpus.jsonl import read_jsonl
from solieu.corpus.valid import Known
from solieu.errors import AnnotationError, InputError, UsageError
from solieu.schema import LABELS, Article
from solieu.text import read_bytes

BRAT, JSONL = ".ann", ".jsonl"
#: How files end that hold a word and its tag a line.
CONLL = (".conll", ".bio", ".iob", ".tsv")
ENDINGS = (BRAT, JSONL, *CONLL)

Say = Callable[[str], None]


@dataclass(slots=True)
class Corpus:
    """The articles that one path holds, and for each the file that it stands in. `sha256` is over names and bytes of the files."""

    path: Path
    articles: list[Article]
    files: list[Path]
    sha256: str


def read_corpora(paths: Sequence[str | Path], *, skip_broken: bool = False, say: Say = lambda _: None) -> list[Corpus]:
    """All annotated articles of these folders (with the folders in them) and files, in order.

    The labels are those of the guidelines, or the data's own: the latter where nothing is linked and most of the labels are other ones.
    Raises the first AnnotationError or InputError, or with `skip_broken` says each and goes on. Raises UsageError where a path holds no article.
    """
    quiet: list[str] = []
    corpora = [_read(Path(path), None, skip_broken, quiet.append) for path in paths]
    articles = [article for corpus in corpora for article in corpus.articles]
    labels = {span.label for article in articles for span in article.spans}
    if labels <= set(LABELS) or (2 * len(labels - set(LABELS)) > len(labels) and not any(article.links for article in articles)):
        for words in quiet:
            say(words)
    else:
        corpora = [_read(Path(path), LABELS, skip_broken, say) for path in paths]
    for corpus in corpora:
        if not corpus.articles:
            raise UsageError(f"{corpus.path}: no annotated articles here (NAME.txt with NAME.ann, *.jsonl, {', '.join('*' + end for end in CONLL)})")
    return corpora


def _read(path: Path, known: Known, skip_broken: bool, say: Say) -> Corpus:
    found = Corpus(path, [], [], "")
    digest = sha256()

    def broken(error: AnnotationError | InputError) -> None:
        if not skip_broken:
            raise error
        say(f"left out: {error}")

    for file in _files(path):
        try:
            articles = _articles(file, known, broken)
        except (AnnotationError, InputError) as error:
            broken(error)
            continue
        found.articles += articles
        found.files += [file] * len(articles)
        for part in (file, file.with_suffix(".txt")) if file.suffix == BRAT else (file,):
            name = part.relative_to(path).as_posix() if path.is_dir() else part.name
            content = read_bytes(part)
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    found.sha256 = digest.hexdigest()
    return found


def _files(path: Path) -> Iterator[Path]:
    """The files below a folder that hold annotation, or the file itself."""
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.suffix in ENDINGS and not file.name.startswith("."))
    elif path.suffix in ENDINGS:
        yield path
    elif path.suffix == ".txt" and path.with_suffix(BRAT).exists():
        yield path.with_suffix(BRAT)
    elif path.exists():
        raise UsageError(f"{path}: unknown form; a corpus is a folder, or a file that ends in {', '.join(ENDINGS)}")
    else:
        raise UsageError(f"{path}: no such file or folder; check the path")


def _articles(file: Path, known: Known, broken: Callable[[AnnotationError | InputError], None]) -> list[Article]:
    if file.suffix == BRAT:
        return [read_article(file.with_suffix(".txt"), known)]
    read = read_jsonl if file.suffix == JSONL else read_conll
    return read(file, [], known, broken)
