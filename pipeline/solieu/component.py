"""What the trained components share: a CRF, the features of words, and how both are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from spacy.tokens import Doc
from spacy.vocab import Vocab

from solieu.crf import Crf, CrfConfig
from solieu.crf_training import Told
from solieu.errors import ModelError
from solieu.spans.features import WordFeatures
from solieu.text import read_bytes, write_bytes
from solieu.windows import Windows

#: Trains a part of a component on gold documents; what comes out is what is stored of it.
Trainer = Callable[[Sequence[Doc], Told | None], bytes]

#: The vocabulary's lookup table from a word's NORM to its clusters, coarse to fine.
CLUSTERS = "solieu_clusters"


def clusters_of(vocab: Vocab) -> Mapping[str, Sequence[int]]:
    """Those that a vocabulary holds."""
    return vocab.lookups.get_table(CLUSTERS) if vocab.lookups.has_table(CLUSTERS) else {}


def store_parts(path: str | Path, parts: dict[str, bytes]) -> None:
    """Write what a component stores, by file name, into its folder."""
    for name, data in parts.items():
        write_bytes(Path(path) / name, data)


class CrfComponent:
    """A pipeline component around one CRF. The CRF is there after training or loading."""

    #: How many words to either side describe a word.
    reach: ClassVar[int]
    #: Parts that take long enough to be trained in a process of their own each; the others are trained together.
    apart: ClassVar[tuple[str, ...]] = ()

    def __init__(self, vocab: Vocab, name: str, config: CrfConfig) -> None:
        self.vocab, self.name, self.config = vocab, name, config
        self._crf: Crf | None = None
        self._words: Windows[str] | None = None

    @property
    def crf(self) -> Crf:
        if self._crf is None:
            raise ModelError(f"the component {self.name} is not trained; train it with `solieu train` or load a model")
        return self._crf

    @crf.setter
    def crf(self, crf: Crf) -> None:
        self._crf = crf
        self.forget()

    @property
    def clusters(self) -> Mapping[str, Sequence[int]]:
        """Those of each norm, coarse to fine. They come with the vocabulary, after the component."""
        return clusters_of(self.vocab)

    @property
    def known(self) -> WordFeatures:
        """What describes a word."""
        return WordFeatures(self.vocab, self.clusters, self.reach)

    @property
    def words(self) -> Windows[str]:
        """The scores of the words near a word, made when first needed."""
        if self._words is None:
            self._words = Windows(self.crf, self.reach, self.known)
        return self._words

    def forget(self) -> None:
        """Drop the scores that were kept: they are another CRF's."""
        self._words = None

    def trainers(self) -> dict[str, Trainer]:
        """How each part is trained, by the name of its file; later ones may rely on earlier ones."""
        raise NotImplementedError

    def fit(self, docs: Sequence[Doc]) -> None:
        """Train all parts on gold documents."""
        for name, trainer in self.trainers().items():
            self.set_part(name, trainer(docs, None))

    def parts(self) -> dict[str, bytes]:
        """What is stored, by file name."""
        return {"crf": self.crf.to_bytes()}

    def set_part(self, name: str, data: bytes) -> None:
        """Take a part as it was stored. Raises ModelError where it is none."""
        if name != "crf":
            raise ModelError(f"the component {self.name} has no part {name}; install the model again")
        self.crf = Crf.from_bytes(data)

    def set_parts(self, parts: Mapping[str, bytes]) -> None:
        """Take all parts. Raises ModelError where one is missing or broken."""
        if missing := self.trainers().keys() - parts.keys():
            raise ModelError(f"the component {self.name} lacks its part {min(missing)}; install the model again")
        for name in self.trainers():
            self.set_part(name, parts[name])

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        store_parts(path, self.parts())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CrfComponent:
        self.set_parts({file.name: read_bytes(file) for file in sorted(Path(path).iterdir())})
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        import srsly

        packed: bytes = srsly.msgpack_dumps(self.parts())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CrfComponent:
        import srsly

        parts: Any = srsly.msgpack_loads(data)
        self.set_parts(parts)
        return self
