"""Make pages of articles, or charts of a tagged corpus: what `solieu view` does, for Python users too."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.engine import local
from solieu.engine.local import Tagged
from solieu.errors import AnnotationError, InputError, SolieuError, UsageError
from solieu.inputs import Source, expect_paths
from solieu.inputs.tagged import Recorded, read_records, read_tagged
from solieu.model import DEFAULT_MODEL, load
from solieu.progress import progress
from solieu.text import write_bytes
from solieu.view.article import GOLD, article_page
from solieu.view.index import Entry, PageNames, entry, index_page, way_back
from solieu.view.reading import Reading, read_record
from solieu.view.words import DEFAULT_LANGUAGE, words_of

if TYPE_CHECKING:
    from spacy.language import Language

    from solieu.schema import Article

INDEX = "index.html"
#: How a file of one page ends; any other --out is a folder.
PAGE = (".html", ".htm")
#: Articles of a corpus that get a page of their own beside the charts.
ARTICLE_PAGES = 500


def view_paths(
    paths: Sequence[str],
    out: Path,
    model: str | Path | None = None,
    *,
    language: str = DEFAULT_LANGUAGE,
    gold: bool = False,
    overwrite: bool = False,
    article_pages: int = ARTICLE_PAGES,
) -> int:
    """Write the page of one article to the file `out`, or those of many, with a list to search, into the folder `out`; of a corpus that
    `solieu tag --format parquet` has tagged, charts of its indicators.

    Articles are tagged unless their records are given; with `gold` the paths hold annotated articles, and the annotation is shown. Returns how many
    articles could not be done; each is named on standard error. Raises UsageError for what can never work, ModelError for a model that is not there.
    """
    words_of(language)
    _expect_free(out, overwrite)
    if len(paths) == 1 and is_tagged_corpus(Path(paths[0])) and not gold:
        return _view_corpus(Path(paths[0]), out, language, article_pages)
    sources = _read_gold(paths) if gold else read_tagged(expect_paths(paths))
    if out.suffix.lower() in PAGE:
        return _view_one(_only(sources, out), out, model, language)
    return _view_many(sources, out, model, language)


def is_tagged_corpus(path: Path) -> bool:
    """Whether a path is an output folder of `solieu tag --format parquet`."""
    return (path / "manifest.json").is_file() and (path / "facts").is_dir()


def _expect_free(out: Path, overwrite: bool) -> None:
    if out.suffix.lower() in PAGE:
        if out.is_dir():
            raise UsageError(f"{out} is a folder; give a file, or a folder that does not end in {out.suffix}")
        taken = out.exists()
    else:
        if out.is_file():
            raise UsageError(f"{out} is a file; a page ends in .html, and pages of many articles go into a folder")
        taken = out.is_dir() and any(out.iterdir())
    if taken and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace what is in it")


def _only(sources: Iterable[Any], out: Path) -> Any:
    """The one article. Raises UsageError where there are more."""
    first = list(islice(sources, 2))
    if len(first) > 1:
        raise UsageError(f"{out} is one page, and there are several articles; give a folder as --out")
    if not first:
        raise UsageError("no article here; give a file that holds one")
    return first[0]


def _view_one(source: Any, out: Path, model: str | Path | None, language: str) -> int:
    for reading in _readings([source], model):
        if isinstance(reading, InputError):
            raise reading
        _write(out, article_page(reading, language))
    return 0


def _view_many(sources: Iterable[Any], out: Path, model: str | Path | None, language: str) -> int:
    names, entries, failed = PageNames(), list[Entry](), 0
    for reading in _readings(progress(sources, "articles"), model):
        if isinstance(reading, InputError):
            print(f"solieu: {reading}", file=sys.stderr)
            failed += 1
            continue
        page = names.name(reading.id)
        _write(out / page, article_page(reading, language, way_back(page)))
        entries.append(entry(reading, page))
    if entries:
        _write(out / INDEX, index_page(entries, language))
    if failed:
        print(f"solieu: {len(entries)} articles done, {failed} failed (named above)", file=sys.stderr)
    return failed


def _readings(sources: Iterable[Source | Article | InputError], model: str | Path | None) -> Iterator[Reading | InputError]:
    """What each page shows; the model is loaded when the first article needs it."""
    nlp: Language | None = None
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        if not isinstance(source, Recorded) and nlp is None:
            nlp = load(model or DEFAULT_MODEL)
        record, origin = _record(source, nlp)
        if isinstance(record, InputError):
            yield record
            continue
        try:
            yield read_record(record, origin)
        except InputError as error:
            yield error


def _record(source: Source | Article, nlp: Language | None) -> tuple[dict[str, Any] | InputError, str]:
    """The record of an article, given, by its annotation, or by the model; and where it comes from."""
    from solieu.docs import annotate_exactly
    from solieu.records import record

    if isinstance(source, Recorded):
        return source.record | {"id": source.id, "text": source.text}, source.origin
    assert nlp is not None
    if not isinstance(source, Source):
        doc = annotate_exactly(nlp, source)
        doc.user_data["model"] = GOLD
        return record(doc), source.id
    tagged = next(local.tag(nlp, [source]))
    return (record(tagged.doc) if isinstance(tagged, Tagged) else tagged), source.origin


def _read_gold(paths: Sequence[str]) -> Iterator[Article | InputError]:
    """Annotated articles of any form that `solieu corpus convert` knows, a broken one as an error."""
    from solieu.corpus.convert import ENDINGS, FORMS

    for path in map(Path, paths):
        files = sorted(file for file in path.rglob("*") if file.suffix in {form.ending for form in FORMS.values()}) if path.is_dir() else [path]
        if not files or files[0].suffix not in ENDINGS:
            raise UsageError(f"{path}: no annotated articles; they end in {', '.join(ENDINGS)}, or are in a folder")
        for file in files:
            try:
                yield from FORMS[ENDINGS[file.suffix]].read(file, [])
            except AnnotationError as error:
                yield InputError(error.path if error.line is None else f"{error.path}:{error.line}", error.problem)
            except InputError as error:
                yield error


def _view_corpus(folder: Path, out: Path, language: str, article_pages: int) -> int:
    """Charts, and in a folder the pages of the articles that they lead to."""
    from solieu.view.charts import charts_page, read_charts

    charts = read_charts(folder)
    one = out.suffix.lower() in PAGE
    wanted = frozenset([] if one else charts.articles[:article_pages])
    sources = (source for shard in sorted(folder.glob("part-*.parquet")) for source in read_records(shard, wanted)) if wanted else iter(())
    names, pages, failed = PageNames(), dict[str, str](), 0
    for reading in _readings(progress(sources, "articles", len(wanted)), None):
        if isinstance(reading, InputError):
            print(f"solieu: {reading}", file=sys.stderr)
            failed += 1
            continue
        page = pages[reading.id] = names.name(reading.id)
        _write(out / page, article_page(reading, language, way_back(page)))
    _write(out if one else out / INDEX, charts_page(charts, pages, language))
    return failed


def _write(file: Path, page: str) -> None:
    try:
        write_bytes(file, page.encode())
    except OSError as error:
        raise SolieuError(f"{file}: cannot be written ({error.strerror}); give another --out, or make room") from None
