"""The words of a document, read out once and kept as long as it lives: spaCy makes a Token for each word, and `doc.text`, at every access."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Columns:
    """The words of a document, their norms, and its text."""

    def __init__(self, doc: Doc) -> None:
        strings = doc.vocab.strings
        words, norms, spaces = doc.to_array(["ORTH", "NORM", "SPACY"]).T.tolist()
        self.words = [strings[word] for word in words]
        self.norm = [strings[norm] for norm in norms]
        self.text = "".join([word + " " if space else word for word, space in zip(self.words, spaces, strict=True)])

    def texts(self, tokens: Iterable[int]) -> list[str]:
        """The words at these places."""
        return [self.words[at] for at in tokens]

    def norms(self, tokens: Iterable[int]) -> list[str]:
        """The norms at these places."""
        return [self.norm[at] for at in tokens]


_known: WeakKeyDictionary[Doc, Columns] = WeakKeyDictionary()


def columns(doc: Doc) -> Columns:
    """The columns of a document, whose words stay as they are; one whose words were merged or split since is read out anew."""
    found = _known.get(doc)
    if found is None or len(found.words) != len(doc):
        found = _known[doc] = Columns(doc)
    return found
