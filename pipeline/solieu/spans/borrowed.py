"""What underthesea's taggers say of words, as features: parts of speech, and names of people, places and bodies as newspapers have them.

They were trained on other corpora (VLSP 2013 and 2016), so that they know words and names that ours never showed. Their models and templates are
underthesea's; the strings are made here, the same ones in linear time: its own way takes the square of a sentence's length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

#: "T[-1].lower", "T[0,1]", "T[-3,-2][1]": words from one place to another, a column of them, a function.
TEMPLATE = re.compile(r"T\[(?P<first>-?\d+)(?:,(?P<last>-?\d+))?\](?:\[(?P<column>\d+)\])?(?:\.(?P<function>\w+))?")


class Template(NamedTuple):
    """A feature of a token: the prefix of its string, the first and last place (0 is the token), the column, the function of the words."""

    prefix: str
    first: int
    last: int
    column: int
    function: str | None


class Tagger:
    """One of underthesea's older taggers: a CRF over the strings of a list of templates."""

    def __init__(self, predictor: Any, function: Callable[[str, str], object]) -> None:
        self.model = predictor.model
        self.templates = [_parse(template) for template in predictor.transformer.template]
        self.function = lru_cache(maxsize=50_000)(function)

    def tag(self, rows: Sequence[tuple[str, ...]]) -> list[str]:
        """A tag for each row of columns: the word and what is known of it."""
        return list(self.model.tag(self.features(rows))) if rows else []

    def features(self, rows: Sequence[tuple[str, ...]]) -> list[list[str]]:
        """The strings of each row, as underthesea makes them."""
        columns = list(zip(*rows, strict=True))
        size = len(rows)
        lists = [self._values(template, columns[template.column], size) for template in self.templates]
        return [list(strings) for strings in zip(*lists, strict=True)]

    def _values(self, template: Template, words: Sequence[str], size: int) -> list[str]:
        prefix, first, last, _, function = template
        found = []
        for at in range(size):
            if at + first < 0:
                found.append(prefix + "BOS")
            elif at + max(first, last) >= size:
                found.append(prefix + "EOS")
            else:
                word = words[at + first] if first == last else " ".join(words[at + first : at + last + 1])
                found.append(prefix + (str(self.function(function, word)) if function else word))
        return found


def _parse(template: str) -> Template:
    found = TEMPLATE.fullmatch(template)
    if found is None:
        raise ValueError(f"underthesea's template {template!r} is of an unknown form")
    first = int(found["first"])
    return Template(f"{template}=", first, int(found["last"]) if found["last"] else first, int(found["column"] or 0), found["function"])


@cache
def taggers() -> tuple[Tagger, Tagger]:
    """The taggers of parts of speech and of names, loaded once a process."""
    from underthesea.pipeline.ner.model_crf import CRFNERPredictor
    from underthesea.pipeline.ner.tagged_feature import apply_function
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    return Tagger(CRFPOSTagPredictor.Instance(), apply_function), Tagger(CRFNERPredictor.Instance(), apply_function)


def borrowed_features(words: Sequence[str]) -> list[list[str]]:
    """For each word of a sentence the strings that say its part of speech, those of its neighbours, and the kind of name that it is in."""
    parts, names = taggers()
    plain = [word.replace("_", " ").strip() or word for word in words]
    speech = parts.tag([(word, "X") for word in plain])
    kinds = names.tag([(word, tag, "", "X") for word, tag in zip(plain, speech, strict=True)])
    around = ["<s>", *speech, "</s>"]
    return [
        [f"P{here}", f"P-{before}|{here}", f"P+{here}|{after}", f"N{kind}"]
        for before, here, after, kind in zip(around, around[1:], around[2:], kinds, strict=False)
    ]
