"""Annotated articles of every shape, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from solieu.schema import LABELS, LINKS, Article, Link, Span

#: Letters of one and of two UTF-16 units, decomposed accents, zero-width and line-breaking characters, tabs, a byte-order mark; no braces.
LETTERS = 'abc ạđ5,_# \t\n\r\u0301\u200b\u2028\u00a0\ufeff😀"'


@st.composite
def articles(draw: st.DrawFn, letters: str = LETTERS) -> Article:
    """Flat spans in text order, some that touch, some of white space, and links between those that they can join."""
    parts = draw(st.lists(st.tuples(st.text(letters, max_size=5), st.sampled_from(LABELS), st.text(letters, min_size=1, max_size=8)), max_size=8))
    text, spans = "", []
    for number, (before, label, words) in enumerate(parts, 1):
        start = len(text) + len(before)
        spans.append(Span(f"T{number}", label, start, start + len(words)))
        text += before + words
    possible = [Link(label, a.id, b.id) for label, joined in LINKS.items() for a in spans for b in spans if (a.label, b.label) == joined]
    links = draw(st.lists(st.sampled_from(possible), unique=True, max_size=6)) if possible else []
    return Article("a", text + draw(st.text(letters, max_size=5)), spans, links)
