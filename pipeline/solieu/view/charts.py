"""The indicators of a tagged corpus by place and period: what the page of charts holds, cut to what a page can.

Facts of one indicator and unit, written the same but for case, tone placement and blanks, are one chart. The facts of the commonest
indicators are taken until the page is full.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from solieu.errors import InputError, UsageError
from solieu.folding import fold
from solieu.schema import ASPECTS
from solieu.text import visible
from solieu.view.index import address
from solieu.view.web import render
from solieu.view.words import DEFAULT_LANGUAGE, amount_text, number_text, words_of

#: Facts on a page, and of one indicator.
MAX_FACTS, MAX_OF_ONE = 12_000, 400
#: Bytes of the facts on a page, which with all else stays below 5 MB.
MAX_BYTES = 3_600_000
#: Characters of the text before and after a fact, and of the fact itself, that are shown with it.
AROUND, LONGEST = 90, 300
#: Characters of a name, a unit, a place, a period or a number.
LONGEST_WORDS = 200
#: Rows of a Parquet file in memory at once.
ROWS = 2048
COLUMNS = (
    "id", "indicator", "aspect", "comparator", "value", "value_high", "of", "unit", "place", "place_code", "period", "period_start", "period_end",
    "start", "end", "quantity", "score",
)  # fmt: skip


class Key(NamedTuple):
    """What facts of one chart share."""

    indicator: str
    unit: str


@dataclass(frozen=True, slots=True)
class Charts:
    """The chosen facts by chart, the commonest first, each a row of the table of facts with `quote`: the text before, of and after it."""

    articles_in_all: int
    facts_in_all: int
    charts_in_all: int
    groups: dict[Key, list[dict[str, Any]]]
    sizes: dict[Key, int]

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that the facts are from, those of the commonest indicators first."""
        return list(dict.fromkeys(fact["id"] for facts in self.groups.values() for fact in facts))


def read_charts(folder: Path) -> Charts:
    """The facts of an output folder of `solieu tag --format parquet`. Raises UsageError where it has none yet, InputError for a broken shard."""
    shards = sorted((folder / "facts").glob("part-*.parquet"))
    sizes: Counter[Key] = Counter()
    total = 0
    for fact in _rows(shards, ["indicator", "unit", "value"]):
        total += 1
        if fact["value"] is not None and fact["indicator"]:
            sizes[_key(fact)] += 1
    if not sizes:
        raise UsageError(f"{folder}: no facts with a value here; tag articles into it first: solieu tag PATH --format parquet --out {folder}")
    chosen = dict.fromkeys(_commonest(sizes))
    groups: dict[Key, list[dict[str, Any]]] = {key: [] for key in chosen}
    for fact in _rows(shards, list(COLUMNS)):
        if fact["value"] is not None and (found := groups.get(_key(fact))) is not None and len(found) < MAX_OF_ONE:
            found.append(fact)
    articles = _quote(folder, groups)
    return Charts(articles, total, len(sizes), groups, {key: sizes[key] for key in groups})


def _commonest(sizes: Counter[Key]) -> Iterator[Key]:
    """The charts with the most facts, until there are enough facts."""
    room = MAX_FACTS
    for key, number in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        room -= min(number, MAX_OF_ONE)
        if room < 0:
            return
        yield key


def _key(fact: Mapping[str, Any]) -> Key:
    return Key(*(" ".join(fold(str(fact[name] or "")).text.lower().split()) for name in ("indicator", "unit")))


def _rows(files: list[Path], columns: list[str]) -> Iterator[dict[str, Any]]:
    from pyarrow import ArrowException, parquet

    for file in files:
        try:
            with parquet.ParquetFile(file, pre_buffer=False) as opened:
                for batch in opened.iter_batches(ROWS, columns=columns):
                    yield from batch.to_pylist()
        except (OSError, ArrowException, KeyError) as error:
            raise InputError(file, f"cannot be read ({str(error)[:200]}); run solieu tag again, which mends broken shards") from None


def _quote(folder: Path, groups: Mapping[Key, list[dict[str, Any]]]) -> int:
    """Give each fact its words and those around it. Returns how many articles the corpus has."""
    wanted: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for facts in groups.values():
        for fact in facts:
            fact["quote"] = ["", "", ""]
            wanted[fact["id"]].append(fact)
    number = 0
    for row in _rows(sorted(folder.glob("part-*.parquet")), ["id", "text"]):
        number += 1
        for fact in wanted.get(row["id"], ()):
            fact["quote"] = quote(row["text"], fact["start"], fact["end"])
    return number


def quote(text: str, start: int, end: int) -> list[str]:
    """What stands before a fact, the fact, and what stands after it, within its line."""
    before = text[max(0, start - AROUND) : start].rsplit("\n", 1)[-1]
    after = text[end : end + AROUND].split("\n", 1)[0]
    if start > AROUND and len(before) == AROUND:
        before = "…" + before.split(" ", 1)[-1]
    if end + AROUND < len(text) and len(after) == AROUND:
        after = after.rsplit(" ", 1)[0] + "…"
    found = text[start : min(end, start + LONGEST)] + ("…" if end - start > LONGEST else "")
    return [re.sub(r"\s+", " ", part) for part in (before, found, after)]


def charts_page(charts: Charts, pages: Mapping[str, str], language: str = DEFAULT_LANGUAGE) -> str:
    """The page; `pages` are those of articles that have one, by id."""
    words = words_of(language)
    data, shown = _data(charts, pages, words)
    return render(
        "charts.html.jinja",
        ("common.js", "charts.js"),
        words=words,
        charts=charts,
        shown=shown,
        number=lambda value: number_text(value, words),
        data={**data, "words": words["charts"], "aspects": words["aspects"], "of": words["of"]},
    )


class _Numbered:
    """Values by number, each once."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def __call__(self, value: str) -> int:
        return self.of.setdefault(value, len(self.of))


def _data(charts: Charts, pages: Mapping[str, str], words: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The facts as the script of the page reads them, and how many charts there was room for."""
    ids, places = _Numbered(), _Numbered()
    names = _place_names(charts)
    groups: list[dict[str, Any]] = []
    room = MAX_BYTES
    for key, facts in charts.groups.items():
        name = Counter(str(fact["indicator"]) for fact in facts).most_common(1)[0][0]
        rows = [_row(fact, ids(str(fact["id"])), places(names[_place(fact)]), words) for fact in facts]
        group = {"name": _short(name), "unit": _short(facts[0]["unit"]), "all": charts.sizes[key], "facts": rows}
        room -= len(json.dumps(group, ensure_ascii=False).encode())
        if room < 0:
            break
        groups.append(group)
    articles = [[visible(id), address(pages[id]) if id in pages else None] for id in ids.of]
    return {"groups": groups, "articles": articles, "places": [_short(place) for place in places.of]}, len(groups)


def _place(fact: Mapping[str, Any]) -> str:
    """What makes two places one: the official code, else the words."""
    return str(fact["place_code"] or fold(str(fact["place"] or "")).text.lower())


def _place_names(charts: Charts) -> dict[str, str]:
    """Each place by the words that name it most often."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for facts in charts.groups.values():
        for fact in facts:
            names[_place(fact)][" ".join(str(fact["place"] or "").split())] += 1
    return {place: found.most_common(1)[0][0] for place, found in names.items()}


def _short(words: object) -> str:
    return visible(str(words or "")[:LONGEST_WORDS])


def _row(fact: Mapping[str, Any], article: int, place: int, words: dict[str, Any]) -> list[Any]:
    """A fact in the order in which the script takes it apart."""
    days = [day.isoformat() if isinstance(day, date) else None for day in (fact["period_start"], fact["period_end"])]
    number = str(fact["quantity"] or "").removeprefix("T")
    return [
        article,
        ASPECTS.index(fact["aspect"]) if fact["aspect"] in ASPECTS else 0,
        _short(fact["value"]),
        _short(amount_text(dict(fact), words)),
        place,
        *days,
        _short(fact["period"]),
        round(float(fact["score"]), 2),
        number if number.isdecimal() else "",
        [visible(part) for part in fact["quote"]],
    ]
