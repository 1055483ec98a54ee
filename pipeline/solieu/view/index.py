"""The page of many articles: a list with search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from solieu.text import safe_name
from solieu.view.reading import Reading, indicators
from solieu.view.web import render
from solieu.view.words import DEFAULT_LANGUAGE, words_of

#: The folder of the articles' pages.
FOLDER = "articles"
#: Characters of an article's beginning, and of the words it is found by, on the list.
BEGINNING, FINDING = 220, 600
#: Characters of all of these on one list; of very many articles each shows less.
ALL = 1_600_000
#: Bytes of a part of a file name.
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on the list: where its page is, how it begins, how much is in it, and the words of its facts and people to find it by."""

    id: str
    page: str
    headline: str
    beginning: str
    facts: int
    officials: int
    decrees: int
    finding: str


class PageNames:
    """File names for pages, no two the same on any system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """A path below the output folder: `articles/a.html`."""
        parts = [part.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(". ") or "_" for part in safe_name(id).split("/")]
        stem, number = "/".join([FOLDER, *parts]), 1
        name = f"{stem}.html"
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}-{number}.html"
        self._taken.add(name.lower())
        return name


def address(page: str) -> str:
    """The relative address of a page, from the folder that it stands in."""
    return quote(page)


def way_back(page: str, index: str = "index.html") -> str:
    """The address of the list from a page below its folder."""
    return "../" * (len(PurePosixPath(page).parts) - 1) + index


def entry(reading: Reading, page: str) -> Entry:
    """An article as it stands on the list."""
    rest = reading.text.replace(reading.headline, "", 1)
    beginning = re.sub(r"\s+", " ", rest[: 3 * BEGINNING]).strip()
    names = [person.name for person in reading.people]
    places = [str(fact["place"]) for fact, _ in reading.facts if fact.get("place")]
    finding = " ".join(dict.fromkeys([*names, *places, *indicators(reading)]))
    return Entry(
        reading.id,
        page,
        reading.headline,
        beginning[:BEGINNING] + ("…" if len(beginning) > BEGINNING else ""),
        len(reading.facts),
        len(reading.people),
        len(reading.citations),
        finding[:FINDING],
    )


def index_page(entries: list[Entry], language: str = DEFAULT_LANGUAGE) -> str:
    """The list of articles."""
    room = ALL // max(1, len(entries))
    shown = {"entries": entries, "address": address, "room": room, "brief": room < 2 * BEGINNING}
    return render("index.html.jinja", ("common.js", "index.js"), words=words_of(language), **shown)
