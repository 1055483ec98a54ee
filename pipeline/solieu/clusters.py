"""Word clusters, from vectors trained on raw news: made once by `solieu.clusters`, carried by a model in its vocabulary."""

from __future__ import annotations

from pathlib import Path

from spacy.lookups import Table
from spacy.vocab import Vocab

from solieu.component import CLUSTERS
from solieu.errors import InputError
from solieu.text import read_text


def read_clusters(vocab: Vocab, path: str | Path) -> None:
    """Put the clusters of a file into a vocabulary. A line is a NORM and its cluster numbers, coarse to fine, by tabs: `nông_thôn<TAB>12<TAB>301`."""
    table: dict[str, list[int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        word, *clusters = line.split("\t")
        try:
            table[word] = [int(cluster) for cluster in clusters]
        except ValueError:
            raise InputError(f"{path}:{number}", "a line is a word and its cluster numbers, separated by tabs") from None
    vocab.lookups.add_table(CLUSTERS, Table(CLUSTERS, table))
