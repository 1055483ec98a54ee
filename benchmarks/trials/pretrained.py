"""`spacy pretrain` for the CNN: its tok2vec learns to tell the letters of words hidden in raw articles, before it is trained on annotated ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import DEFAULT_CONFIG_PRETRAIN_PATH, Language
from spacy.schemas import ConfigSchemaPretrain
from spacy.tokens import Doc
from spacy.training.pretrain import ProgressTracker, create_pretraining_model, make_update
from spacy.util import load_config, registry
from thinc.api import fix_random_seed

from solieu.docs import sentences
from solieu.errors import UsageError
from solieu.inputs import Source, read_sources
from solieu.text import read_bytes, write_bytes
from trials.rows import Row, code

if TYPE_CHECKING:
    from trials.fit import Workshop

#: Words of the raw articles that are learned from, at most; each is seen once. What they cost is about four CPU minutes.
WORDS = 1_000_000
#: Words of a batch. With spaCy's 3,000 there would be some 300 steps: 100,000 words bring the loss to 3.7 a word so, to 3.6 by 1,000, to 3.5 by 300.
BATCH = 500


class Pretrained:
    """The weights of a tok2vec."""

    weights: bytes = b""

    def fit(self, tok2vec: dict[str, Any], raw: Path, seed: int, say: Callable[[str], None]) -> None:
        """Learn from raw articles, with the settings that spaCy gives `spacy pretrain`."""
        fix_random_seed(seed)
        # Words by our own tokenizer; words that stand for hidden ones get their NORM from our vocabulary, too.
        nlp = spacy.blank("vi_solieu")
        nlp.add_pipe("tok2vec", config={"model": tok2vec})
        docs = list(_sentences(nlp, raw, seed))
        if not docs:
            raise UsageError(f"{raw}: no words to pretrain on; give --raw a file of articles")
        settings = registry.resolve(
            load_config(DEFAULT_CONFIG_PRETRAIN_PATH, overrides={"pretraining.batcher.size": BATCH})["pretraining"], schema=ConfigSchemaPretrain
        )
        model = create_pretraining_model(nlp, settings)
        tracker = ProgressTracker(WORDS // 10)
        for batch in settings["batcher"](docs):
            loss = make_update(model, batch, settings["optimizer"], model.attrs["loss"])
            if progress := tracker.update(0, loss, batch):
                say(f"  pretraining: {progress[1]:,} words, loss {progress[3]}")
        with model.use_params(settings["optimizer"].averages):
            self.weights = model.get_ref("tok2vec").to_bytes()

    def to_disk(self, path: str | Path) -> None:
        write_bytes(path, self.weights)

    def from_disk(self, path: str | Path) -> None:
        self.weights = read_bytes(path)


def _sentences(nlp: Language, raw: Path, seed: int) -> Iterator[Doc]:
    """Sentences of articles in an order drawn by the seed, until there are words enough."""
    texts = [source.text for source in read_sources([raw]) if isinstance(source, Source)]
    random.Random(seed).shuffle(texts)
    left = WORDS
    for text in texts:
        doc = nlp.make_doc(text)
        for tokens in sentences(doc):
            if left <= 0:
                return
            left -= len(tokens)
            yield Doc(nlp.vocab, words=[doc[at].text for at in tokens])


def pretrained(workshop: Workshop, row: Row, tok2vec: dict[str, Any]) -> tuple[bytes, float]:
    """The weights for a row, pretrained once for its seed, with the CPU seconds that they took; none where the row wants none."""
    if not row.pretrain:
        return b"", 0.0
    if not workshop.raw:
        raise UsageError(f"row {row.name!r} needs --raw FILE")
    raw, component = workshop.raw, Pretrained()
    decided = ("pretrained", row.seed, workshop.raw_hash, WORDS, tok2vec, code("pretrained"))
    seconds = workshop.fitted(component, [], lambda _: component.fit(tok2vec, raw, row.seed, workshop.say), *decided)
    return component.weights, seconds
