"""The page of one article: its text with marks, and beside it what the marks say."""

from __future__ import annotations

from collections import Counter
from typing import Any

from solieu.schema import AGENCY, DECREE, LABELS, PERIOD, PLACE, QUANTITY
from solieu.view.reading import Mark, Reading, aspects
from solieu.view.web import render
from solieu.view.words import DEFAULT_LANGUAGE, amount_text, words_of

#: What stands in a record's `model` where the annotation is by hand.
GOLD = "gold"


def article_page(reading: Reading, language: str = DEFAULT_LANGUAGE, index: str | None = None) -> str:
    """The page of an article; `index` is the address of the page of all articles, where there is one."""
    words = words_of(language)
    counts = Counter(mark.label for mark in reading.marks)
    return render(
        "article.html.jinja",
        ("common.js", "article.js"),
        words=words,
        reading=reading,
        index=index,
        gold=reading.model == GOLD,
        labels=[(label, counts[label]) for label in LABELS if counts[label]],
        aspects=aspects(reading),
        amount=lambda fact: amount_text(fact, words),
        note=lambda mark: note(mark, words),
        citation=citation,
        data={"links": reading.links},
    )


def note(mark: Mark, words: dict[str, Any]) -> str:
    """What a span says in normal form, in one line; empty where that is nothing more than its words."""
    entity = mark.entity
    if mark.label == QUANTITY:
        said = " ".join(part for part in (amount_text(entity, words), str(entity.get("unit") or "")) if part)
        return f"{said} ({words['uncertain']})" if entity.get("ambiguous") and said else said
    if mark.label == PERIOD:
        return " – ".join(dict.fromkeys(str(entity[key]) for key in ("period_start", "period_end") if entity.get(key)))
    if mark.label == PLACE:
        return _place(entity, words)
    if mark.label == AGENCY:
        return str(entity.get("canonical") or "")
    if mark.label == DECREE:
        return citation(entity)
    return ""


def _place(entity: dict[str, Any], words: dict[str, Any]) -> str:
    if not entity.get("name"):
        return ""
    code = f" ({entity['code']})" if entity.get("code") else ""
    renamed = entity.get("name_new") and entity["name_new"] != entity["name"]
    return f"{entity['name']}{code}" + (f", {words['now']} {entity['name_new']}" if renamed else "")


def citation(decree: dict[str, Any]) -> str:
    """Who issued a document, and when: `Thủ tướng Chính phủ · 2015-08-10`."""
    return " · ".join(str(part) for part in (decree.get("issuer"), decree.get("date") or decree.get("year")) if part)
