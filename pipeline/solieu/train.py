"""Train a model from annotated articles: what `solieu train` does, for Python users too."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from solieu.__about__ import __version__
from solieu.corpus.brat import read_article
from solieu.errors import AnnotationError, InputError, SolieuError, UsageError
from solieu.model import DEFAULT_MODEL, model_path, shipped
from solieu.schema import Article

#: The configuration that `solieu train` uses unless told otherwise.
DEFAULT_CONFIG = "default.cfg"

#: An article that shares more of its 8-word shingles than this with a trained one is no held-out article.
OVERLAP = 0.2

#: Said in place of a file of clusters: train without.
NO_CLUSTERS = "none"


def read_corpora(corpora: Sequence[str | Path], *, skip_broken: bool, say: Callable[[str], None]) -> list[Article]:
    """All annotated articles of these folders (brat standoff, folders within them too), in order.

    Raises the first AnnotationError or InputError, or with `skip_broken` says each and goes on. Raises UsageError where a folder holds none.
    """
    articles: list[Article] = []
    for corpus in corpora:
        found = sorted(Path(corpus).rglob("*.ann"))
        if not found:
            raise UsageError(f"{corpus}: no annotated articles here (NAME.txt with NAME.ann)")
        for ann in found:
            try:
                articles.append(read_article(ann.with_suffix(".txt")))
            except (AnnotationError, InputError) as error:
                if not skip_broken:
                    raise
                say(f"left out: {error}")
    return articles


def train(
    corpora: Sequence[str | Path],
    out: str | Path,
    config: str | Path | None = None,
    *,
    dev: str | Path | None = None,
    clusters: str | Path | None = None,
    overwrite: bool = False,
    skip_broken: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Train all components on the annotated articles and write the model to `out`, whole or not at all. Returns its path.

    On the articles of `dev`, which must be others, the scores are made probabilities and the accuracy is measured. Raises UsageError where `dev`
    holds an article, or a near-duplicate of one, that is trained on.
    """
    out = Path(out)
    if out.exists() and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace it")
    articles = read_corpora(corpora, skip_broken=skip_broken, say=say)
    say(f"{len(articles)} articles, {sum(len(article.spans) for article in articles)} spans, {sum(len(article.links) for article in articles)} links")
    held_out = read_corpora([dev], skip_broken=skip_broken, say=say) if dev else []
    refuse_overlap(articles, held_out)
    nlp = build(config, clusters)
    seconds = fit(nlp, articles, say)
    if held_out:
        calibrate(nlp, held_out, say)
    nlp.meta["solieu"] = metadata(articles, corpora, seconds)
    write_model(nlp, out)
    say(f"{out}: written, {sum(file.stat().st_size for file in out.rglob('*') if file.is_file()) / 1e6:.1f} MB")
    return out


def build(config: str | Path | None, clusters: str | Path | None = None) -> Any:
    """An untrained pipeline from a configuration file, with the word clusters of a file or a model (default: the shipped one)."""
    from spacy.util import load_config, load_model_from_config

    import solieu.pipeline  # noqa: F401 - registers the components
    from solieu.clusters import read_clusters

    path = Path(config) if config else shipped("configs", DEFAULT_CONFIG)
    if not path.is_file():
        raise UsageError(f"{path}: no such configuration; leave --config out for the shipped one")
    try:
        nlp = load_model_from_config(load_config(path), auto_fill=True)
    except Exception as error:
        raise SolieuError(f"{path}: not a valid configuration: {error}") from error
    if str(clusters) != NO_CLUSTERS:
        read_clusters(nlp.vocab, clusters or model_path())
    return nlp


def fit(nlp: Any, articles: Sequence[Article], say: Callable[[str], None]) -> dict[str, float]:
    """Train each component that learns, in the order of the pipeline. Returns seconds by component."""
    from solieu.docs import annotate

    seconds = {}
    begun = time.monotonic()
    docs = [annotate(nlp, article) for article in articles]
    seconds["reading"] = time.monotonic() - begun
    for name, component in nlp.pipeline:
        if hasattr(component, "fit"):
            begun = time.monotonic()
            component.fit(docs)
            seconds[name] = time.monotonic() - begun
            say(f"{name}: trained in {seconds[name]:.0f} s")
    return seconds


def refuse_overlap(trained: Sequence[Article], held_out: Sequence[Article]) -> None:
    """Raise UsageError, by name, where an article to measure on is also trained on, or nearly the same as one that is."""
    from solieu.corpus.stats import near_duplicates

    marked = [Article(f"dev:{article.id}", article.text) for article in held_out]
    for a, b, share in near_duplicates([*trained, *marked], OVERLAP) if marked else []:
        if a.startswith("dev:") != b.startswith("dev:"):
            raise UsageError(
                f"{a} and {b} share {share:.0%} of their text: an article to measure on must not be trained on; take it out of one of them"
            )


def calibrate(nlp: Any, held_out: Sequence[Article], say: Callable[[str], None]) -> None:
    """Make scores probabilities on articles that were not trained on, and say how accurate the model is there."""
    from solieu.docs import to_article
    from solieu.scoring import ALL, MEASURES, score

    pairs = []
    for article in held_out:
        doc = nlp(article.text)
        doc._.name = article.id
        pairs.append((article, to_article(doc), doc._.span_scores, doc._.link_scores))
    for _, component in nlp.pipeline:
        if hasattr(component, "fit_scores"):
            component.fit_scores(pairs)
    table = score((gold, predicted) for gold, predicted, *_ in pairs)
    figures = ", ".join(f"{key} {table['exact', key].f1:.3f} exact, {table['overlap', key].f1:.3f} overlap" for key in (ALL, MEASURES))
    say(f"on {len(held_out)} held-out articles: F1 of {figures}")


def metadata(articles: Sequence[Article], corpora: Sequence[str | Path], seconds: dict[str, float]) -> dict[str, Any]:
    """What a model says of its making: version, what it was trained on, when, how long."""
    digest = hashlib.sha256()
    for article in articles:
        digest.update(json.dumps([article.text, article.spans, article.links], ensure_ascii=False).encode())
    return {
        "version": __version__,
        "trained": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "articles": len(articles),
        "corpora": [Path(corpus).name for corpus in corpora],
        "sha256": digest.hexdigest(),
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
    }


def write_model(nlp: Any, out: Path) -> None:
    """Write a model aside, then rename it into place."""
    nlp.meta["name"], nlp.meta["version"] = DEFAULT_MODEL, __version__
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as aside:
        whole = Path(aside) / "model"
        nlp.to_disk(whole)
        for kept in out.glob("*.md") if out.is_dir() else ():
            shutil.copy2(kept, whole)
        if out.exists():
            out.rename(Path(aside) / "old")
        whole.rename(out)
