"""What a base model knows from articles that it could not hand on is kept by keeping its taggers beside the new ones.

The taggers' probabilities are averaged. An article that the old ones alone have seen weighs twice as much as one that only the new ones have: on real
articles this lost nothing of the old and gained a little of the new (figures in `models/README.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solieu.errors import ModelError
from solieu.model import read_meta
from solieu.text import read_bytes

#: How much an article that only the old taggers know weighs against one that only the new ones know.
FAVOUR = 2.0

#: Stored parts that are CRFs, networks, and classifiers.
CRFS, NETS, CLASSIFIERS = ("crf", "aspects", "pairs"), ("net",), ("offices",)


@dataclass(frozen=True, slots=True)
class Elder:
    """The taggers of a base model, all of them or (not `whole`) the eldest of those that it has itself kept.

    They know `unseen` articles that nobody carries, and `knew` of those that the base carries. `weight` is their say, below 1.
    """

    model: Path
    whole: bool
    unseen: int
    knew: int
    weight: float

    def describe(self) -> dict[str, Any]:
        return {"unseen": self.unseen, "knew": self.knew, "weight": round(self.weight, 4)}


def unseen(model: Path, carried: int) -> int:
    """How many articles a model knows and does not carry. Raises ModelError where it does not say."""
    said = read_meta(model).get("solieu", {})
    try:
        return int(said["unseen"]) if "unseen" in said else max(0, int(said.get("articles", 0)) - carried)
    except (TypeError, ValueError, AttributeError):
        raise ModelError(f"{model}: meta.json does not say on how many articles it was trained; copy or train the model again") from None


def find_elder(model: Path | None, carried: int, articles: int) -> Elder | None:
    """The taggers that are to be kept of a base model which carries so many articles, beside new ones trained on `articles`; None where none are."""
    if model is None or not (number := unseen(model, carried)):
        return None
    said = read_meta(model).get("solieu", {})
    before = said.get("elder")
    whole, knew = True, carried
    if before and before["unseen"] == number:  # all that came after the eldest is carried, and trained on again
        whole, knew = False, int(before["knew"])
    weight = FAVOUR * number / (FAVOUR * number + max(1, articles - knew))
    return Elder(model, whole, number, knew, weight)


def blend(elder: Elder | None, component: str, part: str, data: bytes) -> bytes:
    """A newly trained part together with that of the elder, where there is one."""
    from solieu.classify import Classifier
    from solieu.crf import Crf, Mixture
    from solieu.net import Net, NetMixture

    older = elder.model / component / part if elder else None
    if elder is None or older is None or not older.exists():
        return data
    if part in CLASSIFIERS:
        return Classifier.from_bytes(read_bytes(older)).blend(Classifier.from_bytes(data), elder.weight).to_bytes()
    kinds: tuple[Any, Any] | None = (Crf, Mixture) if part in CRFS else (Net, NetMixture) if part in NETS else None
    if kinds is None:
        return data
    one, several = kinds
    found = one.from_bytes(read_bytes(older))
    if isinstance(found, several) and not elder.whole:
        found = found.members[0]
    mixed: bytes = several([found, one.from_bytes(data)], [elder.weight, 1 - elder.weight]).to_bytes()
    return mixed
