"""Articles that were not trained on: none of them may be known already; on them scores become probabilities, and the accuracy is measured."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from solieu.calibrate import FILE
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.text import read_bytes, write_bytes

#: An article that shares more of its 8-word shingles than this with a trained one is no held-out article.
OVERLAP = 0.2

#: In the folder of a run: the calibration, with the figures that came of it.
SCORES = "solieu_scores"


def refuse_overlap(trained: Sequence[Article], held_out: Sequence[Article]) -> None:
    """Raise UsageError, by name, where an article to measure on is also trained on, or nearly the same as one that is."""
    from solieu.corpus.stats import near_duplicates

    texts = {" ".join(article.text.split()): article for article in trained}
    for article in held_out:
        if (same := texts.get(" ".join(article.text.split()))) is not None:
            raise UsageError(_overlap(same, article, 1.0))
    # By their places, not their ids: two corpora may hold the same ids.
    numbered = [Article(str(at), article.text) for at, article in enumerate([*trained, *held_out])]
    for one, other, share in near_duplicates(numbered, OVERLAP) if held_out else []:
        a, b = sorted((int(one), int(other)))
        if a < len(trained) <= b:
            raise UsageError(_overlap(trained[a], held_out[b - len(trained)], share))


def _overlap(trained: Article, held_out: Article, share: float) -> str:
    names = f"{trained.id} (trained on) and {held_out.id} (--dev) share {share:.0%} of their text"
    return f"{names}: an article to measure on must not be trained on; take it out of one of them"


def calibrate(nlp: Any, held_out: Sequence[Article], folder: Path, base: Path | None, say: Callable[[str], None]) -> dict[str, Any]:
    """Make scores probabilities on articles that were not trained on, and say how accurate the model is there. Returns F1 by (mode, label) as words.

    Without such articles the calibration of a base model is kept.
    """
    components = [(name, component) for name, component in nlp.pipeline if hasattr(component, "fit_scores")]
    if not held_out:
        for name, component in components:
            if base and (base / name / FILE).exists():
                component.from_disk(base / name)
        return {}
    done = folder / SCORES
    if not done.exists():
        begun = time.monotonic()
        figures = _fit(nlp, held_out, [component for _, component in components])
        sigmoids = [json.loads(component.to_bytes()) for _, component in components]
        write_bytes(folder / f"{SCORES}.seconds", json.dumps(round(time.monotonic() - begun, 1)).encode())
        write_bytes(done, json.dumps({"figures": figures, "sigmoids": sigmoids}).encode())
    stored: dict[str, Any] = json.loads(read_bytes(done))
    for (_, component), sigmoids in zip(components, stored["sigmoids"], strict=True):
        component.from_bytes(json.dumps(sigmoids).encode())
    found: dict[str, Any] = stored["figures"]
    say(f"on {len(held_out)} held-out articles: F1 " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))
    return found


def _fit(nlp: Any, held_out: Sequence[Article], components: Sequence[Any]) -> dict[str, float]:
    from solieu.docs import make_doc, to_article
    from solieu.scoring import ALL, MEASURES, score

    pairs = []
    for article in held_out:
        doc = nlp(make_doc(nlp, article))
        doc._.name = article.id
        pairs.append((article, to_article(doc), doc._.span_scores, doc._.link_scores))
    for component in components:
        component.fit_scores(pairs)
    table = score((gold, predicted) for gold, predicted, *_ in pairs)
    keys = (ALL, MEASURES) if table["exact", MEASURES].gold else (ALL,)
    return {f"{mode} {key}": round(table[mode, key].f1, 4) for key in keys for mode in ("exact", "overlap")}
