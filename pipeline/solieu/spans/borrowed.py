"""What underthesea's taggers say of words, as features: parts of speech, and names of people, places and bodies as newspapers have them.

They were trained on other corpora (VLSP 2013 and 2016), so that they know words and names that ours never showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any


@cache
def _taggers() -> tuple[Any, Any]:
    from underthesea.pipeline.ner.model_crf import CRFNERPredictor
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    return CRFPOSTagPredictor.Instance(), CRFNERPredictor.Instance()


def borrowed_features(words: Sequence[str]) -> list[list[str]]:
    """For each word of a sentence the strings that say its part of speech, those of its neighbours, and the kind of name that it is in."""
    if not words:
        return []
    parts, names = _taggers()
    tagged = parts.predict([word.replace("_", " ").strip() or word for word in words])
    speech = ["<s>", *(tag for _, tag in tagged), "</s>"]
    kinds = [row[3] for row in names.predict([(word, tag, "") for word, tag in tagged])]
    return [
        [f"P{here}", f"P-{before}|{here}", f"P+{here}|{after}", f"N{kind}"]
        for before, here, after, kind in zip(speech, speech[1:], speech[2:], kinds, strict=False)
    ]
