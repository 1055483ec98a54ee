"""Settle what was read for each quantity of a sentence on its own: at most a head and a tail each, and indicators that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solieu.links.reader import Sentence
from solieu.links.scenes import Quantity

HEAD, TAIL = "H", "T"


class Segment(NamedTuple):
    """A part of an indicator: side (head or tail), tokens `start` to `end` (exclusive), the probability of its borders."""

    side: str
    start: int
    end: int
    score: float


@dataclass(slots=True)
class Reading:
    """What one quantity measures, with the aspect and its probability once they are known."""

    quantity: Quantity
    segments: list[Segment]
    aspect: str = ""
    score: float = 0.0


def settle(readings: Sequence[Reading], sentence: Sentence) -> list[Reading]:
    """One head and one tail for each quantity, cut where other spans stand; of overlapping segments the more probable is taken by all."""
    for reading in readings:
        reading.segments = _best(segment for part in reading.segments for segment in _clear(part, sentence))
    kept: list[Segment] = []
    for segment in sorted((s for reading in readings for s in reading.segments), key=lambda s: (-s.score, s.start, s.end)):
        if not any(_overlap(segment, other) for other in kept):
            kept.append(segment)
    for reading in readings:
        reading.segments = _best(_agreed(segment, kept) for segment in reading.segments)
    return [reading for reading in readings if reading.segments]


def _best(segments: Iterable[Segment]) -> list[Segment]:
    """The most probable segment of each side, in text order."""
    best: dict[str, Segment] = {}
    for segment in segments:
        if segment.side not in best or segment.score > best[segment.side].score:
            best[segment.side] = segment
    return sorted({(s.start, s.end): s for s in best.values()}.values(), key=lambda s: s.start)


def _clear(segment: Segment, sentence: Sentence) -> list[Segment]:
    """The pieces of a segment between the other spans in it, the one nearest the number first (guidelines: other labels win)."""
    pieces, start = [], segment.start
    for at in range(segment.start, segment.end + 1):
        if at == segment.end or sentence.tags[at] != "O":
            if at > start:
                pieces.append(segment._replace(start=start, end=at))
            start = at + 1
    return pieces[::-1] if segment.side == HEAD else pieces


def _agreed(segment: Segment, kept: Sequence[Segment]) -> Segment:
    """The kept segment that covers most of this one."""
    other = max(kept, key=lambda k: min(k.end, segment.end) - max(k.start, segment.start))
    return segment._replace(start=other.start, end=other.end)


def _overlap(left: Segment, right: Segment) -> bool:
    return left.start < right.end and right.start < left.end
