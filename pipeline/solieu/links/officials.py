"""Which office an official holds and in which body: every pair within a sentence is a candidate, for training and prediction alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span

from solieu.schema import AGENCY, HOLDS, INDICATOR, OFFICIAL, POSITION, SERVES
from solieu.spans.features import digits_masked

#: How many entities may stand between the two.
FARTHEST = 8


class Pair(NamedTuple):
    """A possible link between two entities, by their places in `doc.ents`, with the features that decide it."""

    label: str
    source: int
    target: int
    features: list[str]


def sentences_with_officials(doc: Doc) -> Iterator[list[int]]:
    """For each sentence that names an official, the places in `doc.ents` of its entities; INDICATOR spans are not seen."""
    ents = doc.ents  # made anew at each access
    following = 0
    for sentence in doc.sents:
        inside = []
        while following < len(ents) and ents[following].start < sentence.end:
            inside.append(following)
            following += 1
        inside = [at for at in inside if ents[at].label_ != INDICATOR]
        if any(ents[at].label_ == OFFICIAL for at in inside):
            yield inside


def pairs(doc: Doc, sentence: Sequence[int]) -> Iterator[Pair]:
    """All candidates of a sentence. `sentence` lists the entities in it, as places in `doc.ents`, in text order."""
    ents = doc.ents
    officials = [at for at in sentence if ents[at].label_ == OFFICIAL]
    for source in officials:
        for target in sentence:
            label = {POSITION: HOLDS, AGENCY: SERVES}.get(ents[target].label_)
            if label and abs(target - source) <= FARTHEST:
                yield Pair(label, source, target, _features(doc, ents, sentence, source, target, label))


def _features(doc: Doc, ents: Sequence[Span], sentence: Sequence[int], source: int, target: int, label: str) -> list[str]:
    left, right = min(source, target), max(source, target)
    side = "<" if target < source else ">"
    between = [ents[at].label_[0] if ents[at].label_ != POSITION else "S" for at in sentence if left < at < right]
    gap = [digits_masked(token.norm_) for token in doc[ents[left].end : ents[right].start] if not token.ent_type_ and not token.is_space]
    before = [digits_masked(token.norm_) for token in doc[max(0, ents[left].start - 2) : ents[left].start]]
    after = doc[ents[right].end].norm_ if ents[right].end < len(doc) else "</s>"
    path = "".join(between)
    row = [f"{side}p{path}", f"{side}n{len(between)}", f"{side}O{between.count('O')}", f"{side}S{between.count('S')}", f"{side}A{between.count('A')}"]
    row += [f"{side}g{'_'.join(gap[:4])}", f"{side}#{min(len(gap), 12)}", f"{side}p{path}g{'|'.join(gap[:3])}"]
    row += [f"{side}w{word}" for word in gap[:12]] + [f"{side}b{word}" for word in before] + [f"{side}a{after}"]
    row += [f"{side}c{gap.count(',')}", f"{side}s{sum(word in ('.', ';', ':') for word in gap)}"]
    for place, at in (("s-", source - 1), ("s+", source + 1), ("t-", target - 1), ("t+", target + 1)):
        row.append(f"{side}{place}{ents[at].label_ if at in sentence else 'none'}")
    row += [f"{side}h{ents[target][-1].norm_}", f"{side}t{ents[target][0].norm_}"]
    return [f"{label[0]}{feature}" for feature in row]
