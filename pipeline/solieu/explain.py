"""What each normaliser makes of a phrase."""

from __future__ import annotations

from datetime import date
from typing import Any

from solieu.decrees import find_decrees
from solieu.folding import fold
from solieu.lexicon import lexicon
from solieu.normal import normal_form
from solieu.periods import find_periods
from solieu.schema import AGENCY, DECREE, PERIOD, PLACE, QUANTITY


def explain(phrase: str, province: str | None = None, published: date | None = None) -> dict[str, dict[str, Any]]:
    """The normal forms that fit a phrase, by label; none where it is nothing that a normaliser reads.

    What the grammars take for a whole citation or a whole time expression is no quantity; a place that begins with a number is one (`112/112 xã`).
    `province`: the one that the phrase's article is about; `published`: the day from which `nay` and a missing year are counted.
    """
    phrase = phrase.strip()
    forms = {label: normal_form(label, phrase, province, published) for label in (QUANTITY, DECREE, PERIOD, PLACE, AGENCY)}
    decree = _whole(phrase, find_decrees(phrase)) or forms[DECREE]["symbol"] is not None
    impossible = str(forms[PERIOD]["problem"]).startswith("no such")
    period = not decree and (forms[PERIOD]["period_start"] is not None or impossible or _whole(phrase, find_periods(phrase)))
    place = not decree and (forms[PLACE]["kind"] is not None or forms[PLACE]["ambiguous"])
    agency = not decree and not place and _is_agency(phrase, forms[AGENCY]["canonical"])
    fits = {
        QUANTITY: forms[QUANTITY]["value"] is not None and not (decree or period or place or agency),
        DECREE: decree,
        PERIOD: period,
        PLACE: place,
        AGENCY: agency,
    }
    return {label: form for label, form in forms.items() if fits[label]}


def _whole(phrase: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a grammar bounds just this phrase."""
    return spans == [(0, len(phrase))] and bool(phrase)


def _is_agency(phrase: str, canonical: str) -> bool:
    """Whether a phrase begins, in full or shortened, like the name of a public body."""
    words = lexicon("offices")["agencies"]
    starts = [fold(text).text.lower().split() for text in (phrase, canonical)]
    return any(" ".join(start[:count]) in words for start in starts for count in range(1, min(4, len(start)) + 1))
