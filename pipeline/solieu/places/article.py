"""Which province an article is about: the one that most of its places and bodies lie in, those of the headline first."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from solieu.columns import columns
from solieu.lexicon import MOST_READ, alternatives
from solieu.places.parse import find_province, parse_place
from solieu.places.register import register
from solieu.places.spelling import clean, places
from solieu.schema import AGENCY, PLACE

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A province named counts so much, a district or commune of it 1.
NAMED = 3
#: The least share of all that is counted which a province must have.
SHARE = 0.5


def article_province(doc: Doc) -> str | None:
    """The short name (`Bắc Kạn`) of the province that an article is about; None where none stands out."""
    text = columns(doc).text
    headline = len(text) - len(text.lstrip())
    end = text.find("\n", headline)
    first: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for ent in doc.ents:
        if ent.label_ in (PLACE, AGENCY):
            province, weight = _evidence(ent.text, ent.label_)
            if province:
                counted[province] += weight
                if ent.start_char < end:
                    first[province] += weight
    return _leader(first) or _leader(counted)


def _leader(counts: Counter[str]) -> str | None:
    """The name that has more than any other, and enough of all."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0] if ranked[0][1] >= SHARE * counts.total() else None


@lru_cache(maxsize=MOST_READ)
def _evidence(text: str, label: str) -> tuple[str | None, int]:
    """The province that a span speaks for, and how loudly."""
    if label == PLACE:
        place = parse_place(text)
        return (None, 0) if place.ambiguous else (place.province, NAMED if place.kind == "province" else 1)
    named = _provinces().search(clean(text))
    if named:
        province = find_province(named["name"])
        return (province.short, NAMED) if province else (None, 0)
    unit = _UNIT.search(clean(text))
    lies = parse_place(unit.group()) if unit else None
    return (lies.province, 1) if lies and not lies.ambiguous else (None, 0)


#: "UBND huyện Na Rì", "Công an TX. Phổ Yên"
_UNIT = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thành phố|TP\.?|TX\.?)[ ]\w.*", re.IGNORECASE)


@cache
def _provinces() -> re.Pattern[str]:
    """A province at the end of a body's name: "Sở Y tế Bắc Kạn", "Công an TP.HCM"; `Hồ Chí Minh` is a man unless `thành phố` stands before him."""
    names = [province.short for province in register().provinces.values()] + [alias for alias in places()["aliases"] if len(alias) > 3]
    names = [name for name in names if name != "Hồ Chí Minh" and find_province(name)]
    return re.compile(
        rf"(?:(?<!huyện )(?<!xã )(?<!phường )(?<!quận )(?<!\w)(?P<name>{alternatives(names)}|(?:thành phố|TP\.?) ?(?:Hồ Chí Minh|HCM)))(?!\w)",
        re.IGNORECASE,
    )
