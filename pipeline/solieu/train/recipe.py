"""From which configuration, word clusters, pretrained network and older model a pipeline is built, and which components its data can teach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.lookups import Lookups

from solieu.component import CLUSTERS
from solieu.errors import SolieuError, UsageError
from solieu.model import model_path, shipped
from solieu.pretrained import PRETRAINED, read_pretrained
from solieu.schema import LABELS, Article
from solieu.text import read_text

#: The configurations that `solieu train` uses unless told otherwise: for the labels of the guidelines, and for any others.
DEFAULT_CONFIG, PLAIN_CONFIG = "default.cfg", "plain.cfg"
CONFIG = "config.cfg"

#: Said in place of a file of clusters, or of a pretrained network: train without.
NONE = "none"

#: What needs links to learn from, or to work; what learns any labels.
LINKER = "solieu_linker"
LINKING = (LINKER, "solieu_facts")
PLAIN = "solieu_plain_tagger"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides how a model is built, but for the articles. `clusters` and `pretrained` are a file or a model's folder each; `linked` is whether
    links are learned.
    """

    config: Path
    clusters: Path | None
    pretrained: Path | None
    linked: bool
    base: Path | None = None

    def build(self) -> Any:
        """The untrained pipeline."""
        return build(self.config, self.clusters or NONE, self.pretrained or NONE, linked=self.linked)


def make_recipe(
    articles: Sequence[Article], config: str | Path | None, clusters: str | Path | None, pretrained: str | Path | None, older: Path | None
) -> Recipe:
    """The recipe for these articles. An older model, to go on from, gives its configuration, clusters and pretrained network, unless told otherwise;
    with other clusters there is no pretrained network unless one is told.

    Raises UsageError where the labels are others than an older model of ours can learn, or a pretrained network is told and nothing is linked.
    """
    foreign = sorted({span.label for article in articles for span in article.spans} - set(LABELS))
    ours = not foreign
    if older and foreign and PLAIN not in read_text(older / CONFIG):
        raise UsageError(f"{older} knows the labels {', '.join(LABELS)}; {foreign[0]} is none of them: train without --base, or correct the label")
    path = Path(config) if config else older / CONFIG if older else shipped("configs", DEFAULT_CONFIG if ours else PLAIN_CONFIG)
    words = _from_raw(clusters, older, CLUSTERS)
    linked = ours and any(article.links for article in articles)
    if pretrained and str(pretrained) != NONE and not linked:
        raise UsageError("nothing is linked in these articles, so no network is trained: leave --pretrained out")
    net = _from_raw(pretrained or (NONE if clusters else None), older, PRETRAINED) if linked else None
    return Recipe(path, words, net, linked, older)


def _from_raw(told: str | Path | None, older: Path | None, table: str) -> Path | None:
    """Where a table of the vocabulary that was learned from raw articles is taken from: what was told, or the older model if it has one, or the
    shipped one.
    """
    if told:
        return None if str(told) == NONE else Path(told) if Path(told).exists() else model_path(told)
    return (older if Lookups().from_disk(older / "vocab").has_table(table) else None) if older else model_path()


def build(config: str | Path | None = None, clusters: str | Path | None = None, pretrained: str | Path | None = None, *, linked: bool = True) -> Any:
    """An untrained pipeline from a configuration file, with word clusters and the pretrained network that goes with them, each of a file or a
    model (the shipped one).

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
    if str(clusters) != NONE:
        read_clusters(nlp.vocab, clusters or model_path())
    started = pretrained or (NONE if clusters else model_path())
    if str(started) != NONE and LINKER in nlp.pipe_names:
        linker: Any = nlp.get_pipe(LINKER)
        read_pretrained(nlp.vocab, started, linker.net_config.width)
    return nlp


def learners(nlp: Any) -> list[str]:
    """The names of the components that are trained, in the order of the pipeline."""
    return [name for name, component in nlp.pipeline if hasattr(component, "trainers")]
