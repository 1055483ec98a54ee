"""From which configuration, word clusters and older model a pipeline is built, and which components its data can teach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solieu.errors import SolieuError, UsageError
from solieu.model import model_path, shipped
from solieu.schema import LABELS, Article
from solieu.text import read_text

#: The configurations that `solieu train` uses unless told otherwise: for the labels of the guidelines, and for any others.
DEFAULT_CONFIG, PLAIN_CONFIG = "default.cfg", "plain.cfg"
CONFIG = "config.cfg"

#: Said in place of a file of clusters: train without.
NO_CLUSTERS = "none"

#: What needs links to learn from, or to work; what learns any labels.
LINKING = ("solieu_linker", "solieu_facts")
PLAIN = "solieu_plain_tagger"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides how a model is built, but for the articles. `clusters` is a file or a model's folder; `linked` is whether links are learned."""

    config: Path
    clusters: Path | None
    linked: bool
    base: Path | None = None

    def build(self) -> Any:
        """The untrained pipeline."""
        return build(self.config, self.clusters or NO_CLUSTERS, linked=self.linked)


def make_recipe(articles: Sequence[Article], config: str | Path | None, clusters: str | Path | None, older: Path | None) -> Recipe:
    """The recipe for these articles. An older model, to go on from, gives its configuration and its clusters, unless told otherwise.

    Raises UsageError where the labels are others than an older model of ours can learn.
    """
    foreign = sorted({span.label for article in articles for span in article.spans} - set(LABELS))
    ours = not foreign
    if older and foreign and PLAIN not in read_text(older / CONFIG):
        raise UsageError(f"{older} knows the labels {', '.join(LABELS)}; {foreign[0]} is none of them: train without --base, or correct the label")
    path = Path(config) if config else older / CONFIG if older else shipped("configs", DEFAULT_CONFIG if ours else PLAIN_CONFIG)
    words: Path | None
    if str(clusters) == NO_CLUSTERS:
        words = None
    elif clusters:
        words = Path(clusters)
    else:
        words = older if older and _has_clusters(older) else None if older else model_path()
    return Recipe(path, words, ours and any(article.links for article in articles), older)


def _has_clusters(model: Path) -> bool:
    from spacy.lookups import Lookups

    from solieu.component import CLUSTERS

    return bool(Lookups().from_disk(model / "vocab").has_table(CLUSTERS))


def build(config: str | Path | None = None, clusters: str | Path | None = None, *, linked: bool = True) -> Any:
    """An untrained pipeline from a configuration file, with the word clusters of a file or a model (default: the shipped one).

    Where nothing is `linked`, without the components that need links.
    """
    from spacy.util import load_config, load_model_from_config

    import solieu.pipeline  # noqa: F401 - registers the components
    from solieu.clusters import read_clusters

    path = Path(config) if config else shipped("configs", DEFAULT_CONFIG)
    if not path.is_file():
        raise UsageError(f"{path}: no such configuration; leave --config out for the shipped one")
    try:
        settings = load_config(path)
        if not linked:
            settings["nlp"]["pipeline"] = [name for name in settings["nlp"]["pipeline"] if name not in LINKING]
            settings["components"] = {name: block for name, block in settings["components"].items() if name not in LINKING}
        nlp = load_model_from_config(settings, auto_fill=True)
    except Exception as error:
        raise SolieuError(f"{path}: not a valid configuration: {error}") from error
    if str(clusters) != NO_CLUSTERS:
        read_clusters(nlp.vocab, clusters or model_path())
    return nlp


def learners(nlp: Any) -> list[str]:
    """The names of the components that are trained, in the order of the pipeline."""
    return [name for name, component in nlp.pipeline if hasattr(component, "trainers")]
