"""solieu (số liệu, "figures"): Vietnamese government and provincial news as data.

import solieu
nlp = solieu.load()
doc = nlp("Năm 2024, tỉnh đã tạo việc làm mới cho hơn 4.210 người.")
doc._.facts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solieu.__about__ import __version__

if TYPE_CHECKING:
    from solieu.model import load

__all__ = ["__version__", "load"]


def __getattr__(name: str) -> object:
    # spaCy takes a second to import; `solieu --help` does without it.
    if name == "load":
        from solieu.model import load

        return load
    raise AttributeError(f"module 'solieu' has no attribute {name!r}")
