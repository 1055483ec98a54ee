"""Pages of HTML that need nothing else: templates, one style sheet and scripts, all of it put into the page.

A page allows by its content security policy only the very style and script that it was made with.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from solieu.__about__ import __version__
from solieu.text import visible

FOLDER = Path(__file__).parent


def environment(*folders: Path) -> Any:
    """A jinja2 environment for the templates of these folders and of this one. All words are escaped; what has no place in HTML is U+FFFD."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, FOLDER]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # half the size, in Vietnamese
    return made


@cache
def _pages() -> Any:
    return environment()


def render(template: str, scripts: Sequence[str] = (), **values: Any) -> str:
    """A page of this folder's templates."""
    return str(_pages().get_template(template).render(**head(scripts), **values))


def head(scripts: Sequence[str] = ()) -> dict[str, Any]:
    """What the base template needs: style, scripts and the policy that allows them and nothing else."""
    style, script = _file("page.css"), "".join(_file(name) for name in scripts)
    allowed = {"default-src": "'none'", "style-src": _hash(style), "base-uri": "'none'", "form-action": "'none'"}
    if script:
        allowed["script-src"] = _hash(script)
    policy = "; ".join(f"{name} {source}" for name, source in allowed.items())
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy), "version": __version__}


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
