"""Turn annotated articles from one form into another. What a form cannot hold is reported, and nothing is written unless all can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from solieu.corpus.brat import format_ann, passed_over, read_article
from solieu.corpus.conll import format_conll, read_conll
from solieu.corpus.docbin import format_docbin, read_docbin
from solieu.corpus.inline import format_inline, parse_inline
from solieu.corpus.jsonl import format_jsonl, read_jsonl
from solieu.corpus.labelstudio import config, format_labelstudio, read_labelstudio
from solieu.corpus.loss import Loss
from solieu.corpus.prodigy import format_prodigy, read_prodigy
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.text import read_text, safe_name, write_bytes

#: File name below the output folder -> content.
Files = dict[str, bytes]


class Form(NamedTuple):
    """A form of annotated articles: how its files end, how one is read, and the files that hold the articles of a PATH with this name."""

    ending: str
    read: Callable[[Path, list[Loss]], list[Article]]
    pack: Callable[[str, list[Article], list[Loss]], Files]


def _read_brat(path: Path, losses: list[Loss]) -> list[Article]:
    article, ann = read_article(path.with_suffix(".txt")), path.with_suffix(".ann")
    if ann.exists():
        losses += [Loss(article.id, line.replace("\t", " ")) for line in passed_over(read_text(ann))]
    return [article]


def _pack_brat(_: str, articles: list[Article], __: list[Loss]) -> Files:
    texts = {f"{_file_name(article)}.txt": article.text.encode() for article in articles}
    return texts | {f"{article.id}.ann": format_ann(article).encode() for article in articles}


def _read_inline(path: Path, _: list[Loss]) -> list[Article]:
    return [parse_inline(read_text(path), path.stem, path)]


def _pack_inline(_: str, articles: list[Article], __: list[Loss]) -> Files:
    return {f"{_file_name(article)}.inline": format_inline(article).encode() for article in articles}


def _file_name(article: Article) -> str:
    if safe_name(article.id) != article.id:
        raise UsageError(f"the id {article.id!r} cannot be a file name; rename the article, e.g. {safe_name(article.id)}, or use a form of one file")
    return article.id


def _pack_one(form: Callable[[Iterable[Article], list[Loss]], bytes], ending: str, name: str, articles: list[Article], losses: list[Loss]) -> Files:
    return {f"{name}{ending}": form(articles, losses)}


def _pack_labelstudio(name: str, articles: list[Article], losses: list[Loss]) -> Files:
    """The tasks, and the labelling configuration of the project that takes them."""
    return {f"{name}.json": format_labelstudio(articles, losses), f"{name}.xml": config().encode()}


FORMS: Mapping[str, Form] = {
    "brat": Form(".ann", _read_brat, _pack_brat),
    "inline": Form(".inline", _read_inline, _pack_inline),
    "jsonl": Form(".jsonl", read_jsonl, partial(_pack_one, format_jsonl, ".jsonl")),
    "docbin": Form(".spacy", read_docbin, partial(_pack_one, format_docbin, ".spacy")),
    "conll": Form(".conll", read_conll, partial(_pack_one, format_conll, ".conll")),
    "labelstudio": Form(".json", read_labelstudio, _pack_labelstudio),
    "prodigy": Form(".prodigy.jsonl", read_prodigy, partial(_pack_one, format_prodigy, ".prodigy.jsonl")),
}
ENDINGS = {form.ending: name for name, form in FORMS.items()} | {".txt": "brat"}


def convert(paths: Iterable[Path], to: str, out: Path, *, overwrite: bool = False) -> tuple[int, list[Loss]]:
    """Convert files, and what a folder holds in other forms. Returns how many articles were written, and what could not be carried over.

    brat and inline are files for each article; the other forms are one file for each path, named for it.
    """
    if to not in FORMS:
        raise UsageError(f"unknown form {to!r}; the forms are {', '.join(FORMS)}")
    losses: list[Loss] = []
    files: Files = {}
    origin: dict[str, Path] = {}
    number = 0
    for path in paths:
        articles = []
        for file, article in read_path(path, to, losses):
            if article.id in origin:
                raise UsageError(f"{file}: a second article named {article.id!r} (the first is in {origin[article.id]}); rename one of them")
            origin[article.id] = file
            articles.append(article)
        made = FORMS[to].pack(path.resolve().name if path.is_dir() else path.stem, articles, losses)
        if twice := files.keys() & made.keys():
            raise UsageError(f"two paths would both be written to {min(twice)}; convert them one at a time")
        files |= made
        number += len(articles)
    write_new(files, out, overwrite=overwrite)
    return number, losses


def write_new(files: Mapping[str, bytes], out: Path, *, overwrite: bool) -> None:
    """Write files below `out`. Raises UsageError, and writes none, where one is there already and `overwrite` is not asked for."""
    taken = [] if overwrite else [name for name in files if (out / name).exists()]
    if taken:
        raise UsageError(f"{out / min(taken)} is there already; give another --out, or --overwrite to replace it")
    for name, content in files.items():
        write_bytes(out / name, content)


def read_path(path: Path, to: str, losses: list[Loss]) -> Iterator[tuple[Path, Article]]:
    """The articles of a file, or of all files below a folder that have another form; an article of a folder is named by its path there."""
    if not path.is_dir():
        if path.suffix not in ENDINGS:
            raise UsageError(f"{path}: unknown form; known are files that end in {', '.join(ENDINGS)}, and folders of them")
        yield from ((path, article) for article in FORMS[ENDINGS[path.suffix]].read(path, losses))
        return
    endings = {form.ending for name, form in FORMS.items() if name != to}
    files = sorted(file for file in path.rglob("*") if file.suffix in endings and not file.name.startswith("."))
    if not files:
        raise UsageError(f"{path} holds nothing to convert to {to}; files end in {', '.join(sorted(endings))}")
    for file in files:
        for article in FORMS[ENDINGS[file.suffix]].read(file, losses):
            if file.suffix in (FORMS["brat"].ending, FORMS["inline"].ending):
                article.id = file.relative_to(path).with_suffix("").as_posix()
            yield file, article
