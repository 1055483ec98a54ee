"""A network that has learned from raw articles, as a vocabulary holds it for training to begin from. Its cluster numbers are those of certain word
clusters, so it goes with these alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import srsly
from spacy.lookups import Lookups
from spacy.vocab import Vocab

from solieu.component import clusters_of
from solieu.errors import ModelError
from solieu.links.seen import COLUMNS
from solieu.net import Net
from solieu.net_training import refuse_unfit
from solieu.text import read_bytes

#: The vocabulary's lookup table with the network, and its keys: the bytes of the network, the digest of the clusters.
PRETRAINED, NET, CLUSTERS = "solieu_pretrained", "net", "clusters"


def pack_pretrained(net: Net, vocab: Vocab) -> bytes:
    """A network without tags that was pretrained with the clusters of this vocabulary, as a file holds it."""
    packed: bytes = srsly.msgpack_dumps({NET: net.to_bytes(), CLUSTERS: _digest(clusters_of(vocab))})
    return packed


def read_pretrained(vocab: Vocab, path: str | Path, width: int) -> None:
    """Put a pretrained network into a vocabulary that has its clusters already: that of a model's folder, or of a file of `solieu pretrain`.

    Raises ModelError where there is none, InputError where the file cannot be read, and ModelError for one of other clusters or another `width`.
    """
    found = _stored(Path(path))
    try:
        net, clusters = Net.from_bytes(found[NET]), found[CLUSTERS]
        tagger = bool(net.labels) or not net.weights
    except (ModelError, KeyError, TypeError, AttributeError):
        tagger = True
    if tagger:
        raise ModelError(f"{path}: not a pretrained network; make one with `solieu pretrain`")
    try:
        refuse_unfit(net, COLUMNS, width)
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from None
    if clusters != _digest(clusters_of(vocab)):
        raise ModelError(f"{path}: pretrained with other word clusters; pretrain one with these (`solieu pretrain --clusters`), or give none")
    vocab.lookups.set_table(PRETRAINED, Lookups().add_table(PRETRAINED, {NET: found[NET], CLUSTERS: clusters}))


def _stored(path: Path) -> Mapping[str, Any]:
    if path.is_dir():
        lookups = Lookups().from_disk(path / "vocab")
        if not lookups.has_table(PRETRAINED):
            raise ModelError(f"{path}: this model carries no pretrained network; give a file of one, or another model, or none")
        table = lookups.get_table(PRETRAINED)
        return {NET: table[NET], CLUSTERS: table[CLUSTERS]}
    try:
        stored = srsly.msgpack_loads(read_bytes(path))
    except ValueError:
        stored = None
    return stored if isinstance(stored, dict) else {}


def pretrained(vocab: Vocab) -> Net | None:
    """The network that a vocabulary holds, or None."""
    return Net.from_bytes(vocab.lookups.get_table(PRETRAINED)[NET]) if vocab.lookups.has_table(PRETRAINED) else None


def _digest(clusters: Mapping[str, Sequence[int]]) -> str:
    return sha256(repr(sorted((word, list(numbers)) for word, numbers in clusters.items())).encode()).hexdigest()
