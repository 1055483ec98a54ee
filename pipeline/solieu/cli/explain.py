"""solieu explain: what the normalisers make of a phrase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer

EXAMPLE = """Say what a phrase means: quantity, cited document, period, place or public body.

Examples:

  solieu explain "1,2 nghìn tỷ đồng"

  solieu explain "Quyết định số 118/QĐ-UBND ngày 04-3-2022"

  solieu explain "từ đầu năm đến nay" --published 2023-05-09

  solieu explain "UBND tỉnh" --province "Bắc Kạn" --json
"""


def explain(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help="Words as they stand in an article.")],
    province: Annotated[str | None, typer.Option("--province", "-p", help="The province that the article is about.")] = None,
    published: Annotated[
        datetime | None, typer.Option("--published", "-d", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day of publication.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    import json

    from solieu.errors import SolieuError, UsageError
    from solieu.explain import explain as run
    from solieu.places.parse import find_province

    if province and find_province(province) is None:
        raise UsageError(f"--province {province}: no such province; give its name as in the register, e.g. --province 'Bắc Kạn'")
    found = run(phrase, province, published.date() if published else None)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    elif found:
        _print(phrase, found)
    if not found:
        raise SolieuError(f"{phrase!r} is no quantity, document, period, place or public body known here; `solieu explain --help` has examples")


explain.__doc__ = EXAMPLE


def _print(phrase: str, forms: Mapping[str, Mapping[str, Any]]) -> None:
    """The normal forms as a table, one field a row, those that say something."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from solieu.text import visible

    table = Table(title=escape(visible(" ".join(phrase.split()))), title_justify="left")
    for column in ("label", "field", "value"):
        table.add_column(column, overflow="fold")
    for label, form in forms.items():
        said = [(name, value) for name, value in form.items() if value is not None and value is not False]
        for at, (name, value) in enumerate(said):
            words = "yes" if value is True else visible(str(value))
            table.add_row("" if at else label, name, escape(words), end_section=at == len(said) - 1)
    Console().print(table)
