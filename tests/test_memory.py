"""The C library is told what to do with freed memory where it can be told."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from solieu import memory
from solieu.memory import MMAP_THRESHOLD, TOP_PAD, TRIM_THRESHOLD, give_back, keep


@pytest.mark.parametrize(("platform", "library", "told"), [("linux", True, True), ("linux", False, False), ("darwin", True, False)])
@pytest.mark.parametrize(
    ("tell", "function", "expected"),
    [(give_back, "malloc_trim", [0]), (keep, "mallopt", [TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD])],
)
def test_told(
    tell: Callable[[], None], function: str, expected: list[int], platform: str, library: bool, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[int] = []
    monkeypatch.setattr(memory.sys, "platform", platform)
    functions = {function: lambda option, *_: called.append(option)} if library else {}
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: SimpleNamespace(**functions))
    tell()
    assert called == (expected if told else [])
