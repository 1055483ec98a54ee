"""Split annotated articles into train, dev and test, the same way every time, with near-duplicates together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from solieu.corpus.brat import read_folder
from solieu.corpus.convert import write_new
from solieu.corpus.leaks import twins
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.text import read_bytes

TRAIN, DEV, TEST = PARTS = ("train", "dev", "test")


def split(articles: Sequence[Article], dev: float, test: float) -> dict[str, str]:
    """The part of each article, by id. `dev` and `test` are the shares that are aimed at, between 0 and 1.

    An article's part depends on its id and on the ids of its near-duplicates, and on nothing else: articles that are added move no other.
    """
    if min(dev, test) < 0 or dev + test >= 1:
        raise UsageError(f"--dev {dev} and --test {test} must be 0 or more and leave something for train")
    group = list(range(len(articles)))
    for a, b, _ in twins(articles):
        old, new = group[b], group[a]
        group = [new if one == old else one for one in group]
    names: dict[int, str] = {}
    for at, article in zip(group, articles, strict=True):
        names[at] = min(names.get(at, article.id), article.id)
    return {article.id: _part(names[at], dev, test) for at, article in zip(group, articles, strict=True)}


def _part(name: str, dev: float, test: float) -> str:
    share = int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) / 2**64
    return TEST if share < test else DEV if share < test + dev else TRAIN


def split_folder(folder: Path, out: Path, *, dev: float, test: float, overwrite: bool = False) -> dict[str, int]:
    """Copy the articles of a folder, byte for byte, to `OUT/train`, `OUT/dev` and `OUT/test`. Returns how many went where.

    With `overwrite`, a copy that an earlier split left in another part goes, so that no article stands in two.
    """
    articles = list(read_folder(folder))
    if not articles:
        raise UsageError(f"{folder} holds no annotated articles (NAME.ann beside NAME.txt)")
    if folder.resolve() in {(out / part).resolve() for part in PARTS}:
        raise UsageError(f"{folder} is itself a part of {out}; give another --out")
    parts = split(articles, dev, test)
    names = {f"{part}/{id}{ending}": folder / f"{id}{ending}" for id, part in parts.items() for ending in (".txt", ".ann")}
    others = [out / part / f"{id}{ending}" for id, own in parts.items() for part in PARTS if part != own for ending in (".txt", ".ann")]
    left = [path for path in others if path.exists()]
    if left and not overwrite:
        raise UsageError(f"{left[0]} is there already, in another part; give another --out, or --overwrite to replace it")
    write_new({name: read_bytes(path) for name, path in names.items()}, out, overwrite=overwrite)
    for path in left:
        path.unlink()
    return count(parts)


def count(parts: Mapping[str, str]) -> dict[str, int]:
    """How many articles each part has."""
    return {part: sum(own == part for own in parts.values()) for part in PARTS}
