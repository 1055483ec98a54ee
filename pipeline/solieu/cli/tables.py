"""Tables that several verbs print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from solieu.corpus.stats import Stats
from solieu.schema import LABELS, LINKS
from solieu.scoring import ALL, MEASURES, OFFICES, Counts
from solieu.scoring import Table as Scores
from solieu.text import visible

if TYPE_CHECKING:
    from solieu.suggest import Suggestion

#: Width where the output is no terminal.
WIDTH = 120


def console() -> Console:
    """Standard output, with a fixed width where that is a file or a pipe."""
    found = Console()
    return found if found.is_terminal else Console(width=WIDTH)


def print_scores(scores: Scores, title: str) -> None:
    """Precision, recall and F1 of each label and link."""
    table = Table(title=title, title_justify="left")
    table.add_column("label")
    for column in ("exact P", "R", "F1", "overlap P", "R", "F1", "gold", "predicted"):
        table.add_column(column, justify="right")
    for key in (*LABELS, ALL, *LINKS, MEASURES, OFFICES):
        exact, overlap = (scores.get((mode, key), Counts()) for mode in ("exact", "overlap"))
        figures = (f"{figure:.3f}" for counts in (exact, overlap) for figure in (counts.precision, counts.recall, counts.f1))
        table.add_row(key, *figures, str(exact.gold), str(exact.predicted), end_section=key in (ALL, "SERVES"))
    console().print(table)


def print_stats(corpora: Mapping[str, Stats], duplicates: Sequence[tuple[str, str, float]]) -> None:
    """Counts of each corpus side by side, then the heads of later ones that the first never has, then near-duplicates."""
    table = Table("", *corpora, title="Corpus", title_justify="left")
    rows: dict[str, list[str]] = {
        "articles": [str(c.articles) for c in corpora.values()],
        "words": [str(c.words) for c in corpora.values()],
        **{label: [f"{c.spans[label]} ({c.surfaces.get(label, 0)} forms)" for c in corpora.values()] for label in LABELS},
        **{label: [str(c.links[label]) for c in corpora.values()] for label in LINKS},
        "indicator heads": [str(len(c.heads)) for c in corpora.values()],
    }
    for name, cells in rows.items():
        table.add_row(name, *cells)
    found = console()
    found.print(table)
    first, *others = corpora
    found.print(f"distinct indicator heads in all: {len(frozenset().union(*(c.heads for c in corpora.values())))}")
    for other in others:
        heads = corpora[other].heads
        found.print(f"heads of {other} never in {first}: {len(heads - corpora[first].heads) / max(1, len(heads)):.0%}")
    found.print(f"pairs of articles that share more than 5 % of their 8-word shingles: {len(duplicates)}")
    for a, b, share in duplicates:
        found.print(f"  {a}  {b}  {share:.1%}")


def print_suggestions(found: Sequence[Suggestion]) -> None:
    """Articles to annotate, the best first."""
    table = Table(title="Articles to annotate next", title_justify="left")
    for column in ("", "article", "doubt", "likeness", "spans", "links", "words"):
        table.add_column(column, justify="left" if column == "article" else "right", overflow="fold")
    for rank, one in enumerate(found, 1):
        figures = (f"{one.doubt:.3f}", f"{one.likeness:.2f}", str(one.spans), str(one.links), str(one.words))
        table.add_row(str(rank), Text(visible(one.path)), *figures)
    console().print(table)
