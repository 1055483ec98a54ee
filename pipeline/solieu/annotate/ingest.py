"""Take what people annotated into a corpus: `ID.txt`, `ID.ann`, and in `annotators.tsv` who annotated each article, when, and how long it took."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from solieu.annotate.versions import Version, read_versions
from solieu.corpus.brat import format_ann
from solieu.errors import InputError, UsageError
from solieu.text import read_bytes, read_text, safe_name, write_bytes

#: The file beside the articles that says who annotated them. Standoff has no place for it that other readers keep.
SIDE_FILE = "annotators.tsv"
COLUMNS = ("id", "annotator", "completed", "seconds")


class Remark(NamedTuple):
    """Something to say of an article; `refused` where it was not taken in for it."""

    article: str
    what: str
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.article}: {'refused: ' if self.refused else ''}{self.what}"


class Taken(NamedTuple):
    """What an import did: the folders and how many articles each took in, and what is to be said."""

    folders: dict[Path, int]
    remarks: list[Remark]

    @property
    def refused(self) -> int:
        """How many articles were not taken in."""
        return sum(remark.refused for remark in self.remarks)


def import_export(export: Path, into: Path, names: Mapping[str, str] | None = None, *, overwrite: bool = False) -> Taken:
    """Take an export into a folder; where an article has versions of several annotators, into a folder below it for each of them.

    An article that does not fit its text, or whose text is another one in the folder, is refused and the others are taken. Raises AnnotationError
    where the file is no export, UsageError, with nothing written, where an annotation is there already and `overwrite` is not asked for.
    """
    versions = list(read_versions(export, names))
    remarks = [Remark(one.id, note) for one in versions for note in one.notes]
    kept = list(_newest(versions, remarks))
    people = {one.annotator for one in kept}
    many = len(people) > 1 and len({one.id for one in kept}) < len(kept)
    files: dict[Path, bytes] = {}
    rows: dict[Path, dict[str, Version]] = {}
    for one in kept:
        folder = into / _folder_name(one.annotator) if many else into
        if (remark := _unfit(one, folder, rows.get(folder, {}))) is not None:
            remarks.append(remark)
            continue
        files |= _files(one, folder)
        rows.setdefault(folder, {})[one.id] = one
    _expect_free(files, overwrite)
    for path, content in files.items():
        write_bytes(path, content)
    for folder, found in rows.items():
        write_bytes(folder / SIDE_FILE, _side_file(folder, found))
    return Taken({folder: len(found) for folder, found in rows.items()}, remarks)


def _newest(versions: Iterable[Version], remarks: list[Remark]) -> Iterable[Version]:
    """One version for each article and annotator, the one finished last."""
    found: dict[tuple[str, str], Version] = {}
    for one in versions:
        if one.article is None and not one.problem:
            continue
        key = (one.id, one.annotator)
        if key in found:
            remarks.append(Remark(one.id, f"several versions by {one.annotator}; the one finished last is taken"))
            if one.completed < found[key].completed:
                continue
        found[key] = one
    return found.values()


def _folder_name(annotator: str) -> str:
    return safe_name(annotator.replace("/", "_"))


def _unfit(one: Version, folder: Path, taken: Mapping[str, Version]) -> Remark | None:
    """Why a version cannot be taken in, if it cannot."""
    if one.article is None:
        return Remark(one.id, one.problem, True)
    if safe_name(one.id) != one.id:
        return Remark(one.id, f"its id cannot be a file name; give the task another, e.g. {safe_name(one.id)}", True)
    if one.id in taken:
        return Remark(one.id, f"a second article of this name, by {one.annotator}; rename one of them", True)
    txt = folder / f"{one.id}.txt"
    try:
        if txt.exists() and read_text(txt) != one.article.text:
            return Remark(one.id, f"{txt} has another text; annotation belongs to the text that it was made on", True)
    except InputError as error:
        return Remark(one.id, str(error), True)
    return None


def _files(one: Version, folder: Path) -> dict[Path, bytes]:
    """The files of a version that are not there as they should be."""
    assert one.article is not None
    files = {folder / f"{one.id}.txt": one.article.text.encode(), folder / f"{one.id}.ann": format_ann(one.article).encode()}
    return {path: content for path, content in files.items() if not (path.is_file() and read_bytes(path) == content)}


def _expect_free(files: Mapping[Path, bytes], overwrite: bool) -> None:
    taken = [] if overwrite else sorted(path for path in files if path.exists())
    if taken:
        more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
        raise UsageError(f"{taken[0]}{more} would be replaced by other annotation; take it into another folder and compare, or say --overwrite")


def read_side_file(folder: Path) -> dict[str, dict[str, str]]:
    """Who annotated the articles of a folder: rows by the article's id; none where the file is not there."""
    path = folder / SIDE_FILE
    if not path.exists():
        return {}
    return {row["id"]: {name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(io.StringIO(read_text(path)), dialect="excel-tab")}


def _side_file(folder: Path, found: Mapping[str, Version]) -> bytes:
    rows = read_side_file(folder)
    rows |= {one.id: {"id": one.id, "annotator": one.annotator, "completed": one.completed, "seconds": one.seconds} for one in found.values()}
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[id] for id in sorted(rows))
    return file.getvalue().encode()
