"""A page taken apart, and what must hold of every page."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

VOID = {"meta", "input"}


class Page(HTMLParser):
    """Open tags, names of elements and attributes, the words outside scripts, and the contents of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.raw[self.open[-1]] if self.open and self.open[-1] in self.raw else self.words).append(data)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def check_page(page: str) -> Page:
    """The page. Asserts that it is well-formed, needs nothing else, and allows only what it was made with."""
    found = Page(page)
    assert found.open == []
    assert not {"img", "iframe", "object", "link", "base", "form"} & set(found.names)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "style")]
    assert not re.search(r"""(?:src|href)=["']?(?:https?:|//|javascript:)|@import|url\(""", page)
    assert all(value.startswith(("#", "articles/", "../")) for value in found.values("href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", page)
    policy = dict(part.split(" ", 1) for part in found.values("content")[0].split("; "))
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["style-src"] == digest(found.raw["style"][0])
    assert policy.get("script-src") == (digest(found.raw["script"][-1]) if found.raw["script"] else None)
    assert len(set(found.values("id"))) == len(found.values("id"))
    return found


def digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
