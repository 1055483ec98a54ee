"""When an article was published: the first full date in its first lines."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.lexicon import lexicon
from solieu.periods import parse_period
from solieu.schema import PERIOD

#: Lines, blank ones left out, in which the date stands: headline, dateline, lead.
LINES = 3
#: No article is older; an earlier day is one of history.
EARLIEST = date(2000, 1, 1)
#: Before a date these say that something is due by it or held against it.
ELSEWHEN = frozenset(lexicon("linking")["due"]) | frozenset(lexicon("linking")["comparing"])


def published(doc: Doc) -> date | None:
    """The day of the first PERIOD in the first lines that names day, month and year; None where none does."""
    end = _lines_end(columns(doc).text)
    for ent in doc.ents:
        if ent.start_char >= end:
            return None
        if ent.label_ == PERIOD and (ent.start == 0 or doc[ent.start - 1].norm_ not in ELSEWHEN):
            period = parse_period(ent.text)
            if period.start is not None and period.start == period.end and period.start >= EARLIEST:
                return period.start
    return None


def _lines_end(text: str) -> int:
    """Where the first lines end."""
    at = lines = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        lines += bool(line.strip())
        if lines == LINES:
            break
    return at
