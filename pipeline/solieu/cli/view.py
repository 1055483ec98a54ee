"""solieu view: pages of HTML to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = """Make a page of HTML that needs nothing else: the article, its numbers and what they measure, officials, documents.

PATH is what `solieu tag` reads, or records that it wrote (JSONL, Parquet): these are shown as they are. Several articles become a folder of pages
with a list to search. The output folder of `solieu tag --format parquet` becomes charts of its indicators by place and period.

Examples:

  solieu view article.txt --out page.html

  solieu view articles/ --out pages/

  solieu view corpus/dev --gold --out pages/ --lang vi

  solieu view tagged/ --out charts/
"""


def view(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="A file that ends in .html for one page, else a folder.")],
    model: Annotated[str | None, typer.Option("--model", "-m", help="A model's folder. [the shipped model]")] = None,
    lang: Annotated[str, typer.Option("--lang", "-l", help="The words of the page: en, vi.")] = "en",
    gold: Annotated[bool, typer.Option("--gold", help="Show the annotation of annotated articles (brat and other forms), not a model's.")] = False,
    article_pages: Annotated[int, typer.Option("--article-pages", min=0, help="Of a tagged corpus: articles with a page of their own.")] = 500,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    from solieu.viewing import view_paths

    failed = view_paths(paths, out, model, language=lang, gold=gold, overwrite=overwrite, article_pages=article_pages)
    typer.echo(f"{out if out.is_file() else out / 'index.html'}: written", err=True)
    if failed:
        raise typer.Exit(1)


view.__doc__ = EXAMPLE
