"""solieu corpus: look after annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Check, count, compare, split and convert annotated articles.", no_args_is_help=True, rich_markup_mode=None)

Folders = Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders of annotated articles (brat standoff).")]


@app.command()
def check(folders: Folders, warnings: Annotated[bool, typer.Option("--warnings", help="Show what may be wrong, too.")] = False) -> None:
    """Hold annotation against the guidelines, and folders against each other; exit 1 where a rule is broken or two folders share an article.

    Example: solieu corpus check corpus/
    """
    from solieu.corpus.brat import read_article
    from solieu.corpus.check import check as findings
    from solieu.corpus.leaks import leaks
    from solieu.errors import AnnotationError
    from solieu.schema import Article

    errors = articles = 0
    parts: dict[str, list[Article]] = {}
    # An article that is named twice, by its folder and by one above, is checked once.
    for ann in {ann.resolve(): ann for folder in folders for ann in sorted(folder.rglob("*.ann"))}.values():
        articles += 1
        try:
            article = read_article(ann.with_suffix(".txt"))
        except AnnotationError as error:
            errors += 1
            typer.echo(str(error))
            continue
        parts.setdefault(str(ann.parent), []).append(article)
        for finding in findings(article):
            errors += finding.level == "error"
            if warnings or finding.level == "error":
                line = article.text.count("\n", 0, finding.start) + 1
                typer.echo(f"{ann.with_suffix('.txt')}:{line}: {finding.level}: {finding.message}")
    for leak in leaks(parts):
        errors += 1
        typer.echo(f"error: {leak}")
    typer.echo(f"{articles} articles, {errors} errors")
    if errors or not articles:
        raise typer.Exit(1)


@app.command()
def stats(folders: Folders) -> None:
    """Count articles, spans, links, distinct forms and heads; show what is shared between folders and near-duplicates.

    Example: solieu corpus stats corpus/train corpus/dev corpus/test
    """
    from solieu.cli.tables import print_stats
    from solieu.corpus.brat import read_folder
    from solieu.corpus.stats import near_duplicates
    from solieu.corpus.stats import stats as count

    corpora = {folder.name: list(read_folder(folder)) for folder in folders}
    print_stats({name: count(articles) for name, articles in corpora.items()}, near_duplicates(a for articles in corpora.values() for a in articles))


@app.command()
def agreement(
    a: Annotated[Path, typer.Argument(help="One annotator's folder.")],
    b: Annotated[Path, typer.Argument(help="The other's, with the same articles.")],
    show: Annotated[bool, typer.Option("--list", help="List each disagreement.")] = False,
) -> None:
    """How well two annotations agree: F1 of each label and link, exact and overlapping.

    Example: solieu corpus agreement first/ second/ --list
    """
    from solieu.cli.tables import print_scores
    from solieu.corpus.agreement import agreement as scores
    from solieu.corpus.agreement import disagreements, read_both

    pairs = read_both(a, b)
    print_scores(scores(pairs), f"{len(pairs)} articles annotated twice")
    if show:
        for row in disagreements(pairs):
            typer.echo(f"{row.article}:{row.start}: only {row.side}: {row.what}")


@app.command()
def split(
    folder: Annotated[Path, typer.Argument(help="A folder of annotated articles (brat standoff).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for train/, dev/ and test/.")],
    dev: Annotated[float, typer.Option("--dev", help="The share of dev.")] = 0.1,
    test: Annotated[float, typer.Option("--test", help="The share of test.")] = 0.1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what an earlier split wrote.")] = False,
) -> None:
    """Copy articles to train, dev and test: the same way every time, near-duplicates together.

    Example: solieu corpus split annotated/ --out my-corpus
    """
    from solieu.corpus.split import split_folder

    numbers = split_folder(folder, out, dev=dev, test=test, overwrite=overwrite)
    typer.echo(", ".join(f"{number} articles to {out / part}" for part, number in numbers.items()), err=True)


@app.command()
def convert(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, known by their endings, or folders of them.")],
    to: Annotated[str, typer.Option("--to", help="brat, inline, jsonl, docbin, conll, labelstudio or prodigy.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")] = False,
) -> None:
    """Turn annotated articles from one form into another; what a form cannot hold is listed on standard error.

    Endings: .txt and .ann (brat), .inline, .jsonl, .spacy (docbin), .conll, .json (labelstudio); a .jsonl may be ours or
    Prodigy's.

    Example: solieu corpus convert drafts/ --to brat --out corpus/train
    """
    from solieu.corpus.convert import convert as run

    number, losses = run(paths, to, out, overwrite=overwrite)
    for loss in losses:
        typer.echo(str(loss), err=True)
    typer.echo(f"{number} articles written to {out}", err=True)


@app.command()
def detach(
    folders: Folders,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> None:
    """Write annotation without its articles, to pass on where the texts may not be: labels and offsets, and a hash to know each text by.

    Example: solieu corpus detach annotated/ --out annotated.offsets
    """
    from solieu.corpus.brat import read_folder
    from solieu.corpus.convert import write_new
    from solieu.corpus.detached import detach as run

    write_new({out.name: run(article for folder in folders for article in read_folder(folder))}, out.parent, overwrite=overwrite)


@app.command()
def attach(
    offsets: Annotated[Path, typer.Argument(help="What `detach` wrote.")],
    articles: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Where the texts are: text, HTML, JSONL, Parquet, folders of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="A new folder for the annotated articles (brat standoff).")],
) -> None:
    """Put annotation and articles together again; exit 1 where texts are missing.

    Example: solieu corpus attach corpus/news.offsets articles.jsonl.xz --out annotated/
    """
    from solieu.corpus.detached import attach_folder
    from solieu.inputs import read_sources

    found, missing = attach_folder(offsets, read_sources(articles), out)
    typer.echo(f"{found} articles written to {out}" + (f"; the texts of {missing} were not found" if missing else ""), err=True)
    if missing:
        raise typer.Exit(1)
