"""The training articles that a model carries, so that whoever goes on from it trains on them again and nothing is forgotten.

They stand in the model's folder as JSONL under xz, read by the same code as any corpus. Articles that must not be passed on are never among them.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from solieu.corpus.jsonl import format_jsonl, parse_jsonl
from solieu.corpus.read import Corpus
from solieu.errors import AnnotationError, InputError, ModelError, UsageError
from solieu.schema import Article
from solieu.text import decode, read_bytes

FILE = "articles.jsonl.xz"
#: A file of this name in a folder says that the articles in and below it must not be passed on.
MARKER = "NO-REDISTRIBUTION"
#: Bytes that the file may have; of more articles as many are carried as fit.
LARGEST = 2_000_000
#: Bytes that it may unfold to; more is no file of ours.
MOST = 200_000_000


def read_sample(model: Path) -> list[Article]:
    """The articles that a model carries; none where it carries none. Raises ModelError where the file is broken."""
    path = model / FILE
    if not path.exists():
        return []
    try:
        with lzma.open(io.BytesIO(read_bytes(path))) as file:
            raw = file.read(MOST + 1)
        if len(raw) > MOST:
            raise ModelError(f"{path}: unfolds to more than {MOST} bytes; copy or train the model again")
        return parse_jsonl(decode(raw, path), path, [], None)
    except (lzma.LZMAError, EOFError, AnnotationError, InputError) as error:
        raise ModelError(f"{path}: the articles that the model carries cannot be read ({error}); copy or train the model again") from None


def pack_sample(articles: Sequence[Article]) -> tuple[bytes, int]:
    """What is stored of these articles, and how many of them it holds: all, or as many as fit, drawn by their text and not by their order."""
    drawn = sorted(articles, key=lambda article: blake2b(article.text.encode(), digest_size=8).digest())
    packed = _pack(articles)
    while len(packed) > LARGEST:
        drawn = drawn[: min(len(drawn) - 1, int(len(drawn) * LARGEST / len(packed)))]
        kept = {id(article) for article in drawn}
        packed = _pack(article for article in articles if id(article) in kept)
    return packed, len(drawn)


def _pack(articles: Iterable[Article]) -> bytes:
    return lzma.compress(format_jsonl(articles, []), preset=9)


def merge(carried: Sequence[Article], new: Sequence[Article]) -> list[Article]:
    """Old articles and new ones; an article that is annotated anew, by its text, counts once, as it is now."""
    texts = {" ".join(article.text.split()) for article in new}
    return [article for article in carried if " ".join(article.text.split()) not in texts] + list(new)


def may_carry(corpora: Sequence[Corpus], refused: Iterable[str | Path]) -> list[list[bool]]:
    """For each article of each corpus whether a model may carry it: not where a path of `refused` or a marker file forbids it.

    Raises UsageError for a path that none of the articles stands in.
    """
    forbidden = {Path(path): Path(path).resolve() for path in refused}
    used: set[Path] = set()
    marked: dict[Path, bool] = {}

    def allowed(corpus: Corpus, file: Path) -> bool:
        whole = file.resolve()
        inside = {path for path, there in forbidden.items() if whole.is_relative_to(there) or corpus.path.resolve() == there}
        used.update(inside)
        top = corpus.path if corpus.path.is_dir() else file.parent
        folders = [folder for folder in file.parents if folder == top or top in folder.parents]
        for folder in folders:
            marked.setdefault(folder, (folder / MARKER).exists())
        return not inside and not any(marked[folder] for folder in folders)

    found = [[allowed(corpus, file) for file in corpus.files] for corpus in corpora]
    if unused := sorted(path for path in forbidden if path not in used):
        raise UsageError(f"--no-carry {unused[0]}: no article is read from there; name a folder or file among the corpora")
    return found
