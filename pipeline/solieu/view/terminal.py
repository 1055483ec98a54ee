"""Show a document to people: on a terminal, the text with its spans in colour and the table of facts."""

from __future__ import annotations

from typing import IO

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from spacy.tokens import Doc

from solieu.facts import Fact, facts
from solieu.people import officials
from solieu.plain import decimal_text
from solieu.schema import AGENCY, DECREE, INDICATOR, OFFICIAL, PERIOD, PLACE, POSITION, QUANTITY
from solieu.text import visible

STYLES = {
    OFFICIAL: "bold magenta",
    POSITION: "magenta",
    AGENCY: "blue",
    DECREE: "yellow",
    QUANTITY: "bold green",
    INDICATOR: "cyan",
    PLACE: "bright_black",
    PERIOD: "red",
}
#: Width where the output is no terminal.
WIDTH = 160


def print_doc(doc: Doc, file: IO[str]) -> None:
    """The annotated text, the facts and the officials of a document."""
    console = Console(file=file, width=None if file.isatty() else WIDTH, highlight=False)
    console.rule(escape(doc._.name))
    console.print(Text.assemble(*_legend()))
    console.print(annotated(doc, plain=not console.color_system))
    console.print(facts_table(facts(doc)))
    for official in officials(doc):
        offices = "; ".join(", ".join(part for part in (office.position, office.agency) if part) for office in official.positions)
        console.print(Text.assemble((official.name, STYLES[OFFICIAL]), f": {offices}" if offices else ""))


def _legend() -> list[tuple[str, str]]:
    return [(f"{label.lower()}  ", style) for label, style in STYLES.items()]


def annotated(doc: Doc, *, plain: bool) -> Text:
    """The text with its spans in their styles; `plain` writes `[words]LABEL` instead, for where there are no colours."""
    text, words_of_doc = Text(), doc.text
    at = 0
    for ent in doc.ents:
        text.append(visible(words_of_doc[at : ent.start_char]))
        words = visible(ent.text)
        text.append(f"[{words}]{ent.label_}" if plain else words, STYLES[ent.label_])
        at = ent.end_char
    text.append(visible(words_of_doc[at:]))
    return text


def facts_table(found: list[Fact]) -> Table:
    """One row a fact."""
    table = Table(title=f"{len(found)} facts", title_justify="left", show_lines=False)
    for column in ("indicator", "aspect", "value", "unit", "place", "period", "score"):
        table.add_column(column, overflow="fold", justify="right" if column in ("value", "score") else "left")
    for fact in found:
        row = (fact.indicator, fact.aspect, value_text(fact), fact.unit, fact.place, fact.period, f"{fact.score:.2f}")
        table.add_row(*(escape(visible(cell or "")) for cell in row))
    return table


def value_text(fact: Fact) -> str:
    """`> 4210`, `5000000-7000000`, `112/112`."""
    if fact.value is None:
        return ""
    words = decimal_text(fact.value)
    if fact.value_high is not None:
        words += f"-{decimal_text(fact.value_high)}"
    if fact.of is not None:
        words += f"/{decimal_text(fact.of)}"
    return words if fact.comparator == "=" else f"{fact.comparator} {words}"
