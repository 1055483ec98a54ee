"""What the C library does with memory that is freed, where it can be told (glibc; elsewhere nothing happens)."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

#: Of `mallopt`: how much free memory at the top is kept, how much more is asked for at a time, from which size on a block is a mapping of its own.
TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
#: The largest size that glibc takes for that.
LARGEST = 32 << 20


def give_back() -> None:
    """Return it to the system: without that one long article makes a worker larger for good."""
    if trim := _function("malloc_trim"):
        trim(0)


def keep() -> None:
    """Keep it for whoever comes next: training takes and frees the same large arrays over and over, and the system would clear their pages each
    time.
    """
    if mallopt := _function("mallopt"):
        for option, value in ((TRIM_THRESHOLD, 1 << 30), (TOP_PAD, 64 << 20), (MMAP_THRESHOLD, LARGEST)):
            mallopt(option, value)


def _function(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
