"""What workers do in tests: light to import, for every worker imports it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from solieu.engine.batches import Outcome
from solieu.errors import InputError
from solieu.inputs import Source

DEADLY = "deadly"
#: Seconds that a batch takes which nobody should wait for.
SLEEP = 60


def idle(model: Path) -> None:
    """In place of loading a model."""


def echo(batch: list[Source | InputError]) -> list[Outcome]:
    """In place of tagging: one article ends its worker."""
    for source in batch:
        if isinstance(source, Source) and source.id == DEADLY:
            os._exit(9)
    return [Outcome(s.id, s.origin, {"id": s.id}) if isinstance(s, Source) else Outcome(None, s.path, None, s.problem) for s in batch]


def sleepy(batch: list[Source | InputError]) -> list[Outcome]:
    """As `echo`, but all batches after the first take long."""
    if not any(isinstance(source, Source) and source.id == "0" for source in batch):
        time.sleep(SLEEP)
    return echo(batch)
