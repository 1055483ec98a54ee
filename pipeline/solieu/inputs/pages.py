"""HTML pages: the article without menus and adverts, as trafilatura finds it (extra `html`)."""

from __future__ import annotations

from pathlib import Path

from solieu.errors import InputError
from solieu.inputs.source import Source
from solieu.storage import RemotePath, size_of
from solieu.text import read_bytes

HTML = (".html", ".htm")
#: Bytes of a page, most of which is no text.
MAX_PAGE = 20_000_000


def read_page(path: Path | RemotePath, id: str) -> Source:
    """The headline and text of a page. Raises InputError where it holds none, or trafilatura is missing."""
    try:
        import trafilatura
    except ImportError:
        raise InputError(path, "HTML needs the extra html; install it with: pip install 'solieu[html]'") from None
    if size_of(path) > MAX_PAGE:
        raise InputError(path, f"longer than {MAX_PAGE:,} bytes; this is no page of one article")
    raw = read_bytes(path)
    try:
        page = trafilatura.bare_extraction(raw, include_comments=False, with_metadata=True)
    except Exception as error:  # whatever a broken page makes the parser raise
        raise InputError(path, f"not readable as HTML ({type(error).__name__}: {error}); save the page again") from None
    text = str(getattr(page, "text", None) or "")
    if not text.strip():
        raise InputError(path, "no article found in this page; save its text as .txt")
    title = str(getattr(page, "title", None) or "").strip()
    return Source(id, text if not title or title in text[: 2 * len(title)] else f"{title}\n{text}", None, str(path))
