"""Parts of speech of words by underthesea's tagger, learned from VLSP 2013: its model and its Rust code, on words that are cut already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from solieu.tokens.underthesea import load_set, model_file

MODEL = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303"
#: Words at a time: no tag depends on what stands so far away, and a text may be one sentence without end.
CHUNK = 2000
#: What the tagger sees of a word of blanks alone, on which its Rust code breaks.
BLANK = "-"


def parts_of_speech(words: Sequence[str]) -> list[str]:
    """`N`, `V`, `Np`, ... for each word of a sentence; the syllables of a word are parted by blanks or by `_`."""
    rows = [[" ".join(word.replace("_", " ").split()) or BLANK] for word in words]
    tag = _tagger()
    return [found for at in range(0, len(rows), CHUNK) for found in tag(rows[at : at + CHUNK])]


@cache
def _tagger() -> Callable[[list[list[str]]], list[str]]:
    """Loaded once a process. Raises ModelError where underthesea's model is not there."""
    from underthesea_core import CRFFeaturizer, CRFTagger

    model: Any = CRFTagger()
    model.load(str(model_file(MODEL, "models.bin")))
    featurizer: Any = CRFFeaturizer(load_set(MODEL, "features.bin"), load_set(MODEL, "dictionary.bin"))
    return lambda rows: [tag.partition("-")[2] for tag in model.tag(featurizer.process([rows])[0])]
