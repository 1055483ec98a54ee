"""Train a model from annotated articles, from nothing or on from another model; stopped at any moment, the same command goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solieu.__about__ import __version__
from solieu.corpus.read import Corpus, Say, read_corpora
from solieu.crf_training import SEED
from solieu.errors import SolieuError, UsageError
from solieu.folders import clear, put, repair, workshop
from solieu.model import DEFAULT_MODEL, check_version, model_path, read_meta
from solieu.progress import steps
from solieu.schema import Article
from solieu.text import write_bytes
from solieu.train.elder import find_elder
from solieu.train.heldout import calibrate, refuse_overlap
from solieu.train.origin import counts, describe, digest, folder_digest, libraries, today
from solieu.train.recipe import Recipe, make_recipe
from solieu.train.sample import FILE, may_carry, merge, pack_sample, read_sample
from solieu.train.stages import make_jobs, train_parts

#: In the folder of a run: what its parts were made from.
KEY = "key.json"


@dataclass(frozen=True, slots=True)
class Material:
    """What is trained on: the new articles, those among them that may be handed on, and the old ones that the base model carried."""

    corpora: list[Corpus]
    allowed: list[list[bool]]
    carried: list[Article]
    held_out: list[Corpus]

    @property
    def new(self) -> list[Article]:
        return [article for corpus in self.corpora for article in corpus.articles]

    @property
    def articles(self) -> list[Article]:
        """All, the old ones first."""
        return merge(self.carried, self.new)

    @property
    def to_carry(self) -> list[Article]:
        allowed = [
            article for corpus, row in zip(self.corpora, self.allowed, strict=True) for article, ok in zip(corpus.articles, row, strict=True) if ok
        ]
        kept = {id(article) for article in [*self.carried, *allowed]}
        return [article for article in self.articles if id(article) in kept]

    @property
    def dev(self) -> list[Article]:
        return [article for corpus in self.held_out for article in corpus.articles]


def train(
    corpora: Sequence[str | Path],
    out: str | Path,
    config: str | Path | None = None,
    *,
    base: str | Path | None = None,
    dev: str | Path | None = None,
    clusters: str | Path | None = None,
    pretrained: str | Path | None = None,
    no_carry: Sequence[str | Path] = (),
    overwrite: bool = False,
    skip_broken: bool = False,
    restart: bool = False,
    workers: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Train all components on the annotated articles and write the model to `out`, whole or not at all. Returns its path.

    With `base`, the articles that this model carries are trained on too, and where it knows others that it could not hand on, its own taggers go on
    beside the new ones. The model carries the articles itself, but for those below a path of `no_carry` or a file NO-REDISTRIBUTION.
    On the articles of `dev`, which must be others, the scores are made probabilities and the accuracy is measured. Raises UsageError where `dev`
    holds an article, or a near-duplicate of one, that is trained on.

    What is done stays in `OUT.part`: the same call goes on from there and gives the same model; `restart` begins anew. `workers` are processes;
    with 0 all is done in this one.
    """
    out = Path(out)
    repair(out)
    if out.exists() and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace it")
    read = read_corpora(corpora, skip_broken=skip_broken, say=say)
    held_out = read_corpora([dev], skip_broken=skip_broken, say=say) if dev else []
    older = model_path(base) if base else None
    if older:
        check_version(older)
    material = Material(read, may_carry(read, no_carry), read_sample(older) if older else [], held_out)
    recipe = make_recipe(material.articles, config, clusters, pretrained, older)
    refuse_overlap(material.articles, material.dev)
    nlp = recipe.build()  # what cannot be built is refused before anything is thrown away or trained
    _say_what(material, recipe, say)
    try:
        with workshop(out.with_name(f"{out.name}.part")) as folder:
            _take_up(folder, _key(material, recipe), restart, say)
            nlp, meta = _train(nlp, material, recipe, folder, workers, say)
            _write(nlp, meta, material, folder, out)
            clear(folder)
    except OSError as error:
        raise SolieuError(f"{out}: cannot be written ({error}); make room or give another --out, and the same command goes on") from error
    except KeyboardInterrupt:
        say(f"stopped; the same command goes on from what is done ({out}.part), --restart begins anew")
        raise
    say(f"{out}: written, {sum(file.stat().st_size for file in out.rglob('*') if file.is_file()) / 1e6:.1f} MB")
    return out


def _say_what(material: Material, recipe: Recipe, say: Say) -> None:
    found = counts(material.new)
    say(
        ", ".join(f"{number} {name}" for name, number in found.items())
        + (f"; {len(material.carried)} more from {recipe.base}" if recipe.base else "")
    )
    if not recipe.linked:
        say("no links, or labels that are not those of the guidelines: only the tagger is trained")
    elif not recipe.pretrained:
        say("the network that reads indicators begins from nothing: none was pretrained with these word clusters, or none is wanted")


def _key(material: Material, recipe: Recipe) -> dict[str, Any]:
    """What decides every byte of the parts."""
    return {
        "articles": digest(material.articles),
        "dev": digest(material.dev),
        "config": folder_digest(recipe.config),
        "clusters": folder_digest(recipe.clusters),
        "pretrained": folder_digest(recipe.pretrained),
        "base": folder_digest(recipe.base),
        "linked": recipe.linked,
        "versions": libraries(),
    }


def _take_up(folder: Path, key: dict[str, Any], restart: bool, say: Say) -> None:
    """Go on from what an earlier run left in the folder, or throw it away where it was made from other things."""
    try:
        known = json.loads((folder / KEY).read_bytes())
    except (OSError, ValueError):
        known = None
    begun = sorted(file.name.removesuffix(".seconds") for file in folder.glob("*.seconds"))
    if known != key or restart:
        if begun and not restart:
            say(f"{folder}: begun with another input, configuration or version; beginning anew")
        for file in folder.iterdir():
            clear(file) if file.is_dir() else file.unlink()
        write_bytes(folder / KEY, json.dumps(key, indent=1).encode())
    elif begun:
        say(f"going on from {folder}: {', '.join(begun)} are done")


def _train(nlp: Any, material: Material, recipe: Recipe, folder: Path, workers: int, say: Say) -> tuple[Any, dict[str, Any]]:
    """The trained pipeline, and what its metadata says."""
    articles = material.articles
    elder = find_elder(recipe.base, len(material.carried), len(articles))
    jobs = make_jobs(nlp, recipe, articles, folder, elder)
    with steps() as tell:
        train_parts(nlp, jobs, workers, tell)
    seconds = {job.file(part).name: job.seconds(part) for job in jobs for part in job.parts}
    say(", ".join(f"{name} {value:.0f} s" for name, value in seconds.items()))
    figures = calibrate(nlp, material.dev, folder, recipe.base, say)
    nlp = _clean(nlp, recipe)
    meta = {
        "version": __version__,
        "trained": today(),
        **counts(articles),
        "unseen": (elder.unseen if elder else 0) + sum(not ok for row in material.allowed for ok in row),
        "elder": elder.describe() if elder else None,
        "sha256": digest(articles),
        "corpora": describe(material.corpora, material.allowed),
        "carried_before": len(material.carried),
        "dev": describe(material.held_out),
        "dev_figures": figures,
        "base": read_meta(recipe.base).get("solieu", {}).get("sha256", "") if recipe.base else None,
        "config_sha256": folder_digest(recipe.config),
        "clusters_sha256": folder_digest(recipe.clusters),
        "pretrained_sha256": folder_digest(recipe.pretrained),
        "seed": SEED,
        "versions": libraries(),
        "seconds": seconds,
    }
    return nlp, meta


def _clean(nlp: Any, recipe: Recipe) -> Any:
    """The same pipeline with a vocabulary that has met no article: what is written must not depend on the run, nor hold words of articles."""
    clean = recipe.build()
    for name, component in nlp.pipeline:
        if hasattr(component, "from_bytes"):
            clean.get_pipe(name).from_bytes(component.to_bytes())
    return clean


def _write(nlp: Any, meta: dict[str, Any], material: Material, folder: Path, out: Path) -> None:
    """Write the model in the folder of the run, then put it in its place; what stood there goes when the new one stands."""
    whole, old = folder / "model", folder / "old"
    clear(whole)
    clear(old)
    packed, number = pack_sample(material.to_carry)
    nlp.meta["name"], nlp.meta["version"], nlp.meta["solieu"] = DEFAULT_MODEL, __version__, meta | {"carried": number}
    nlp.to_disk(whole)
    if number:
        write_bytes(whole / FILE, packed)
    for kept in out.glob("*.md") if out.is_dir() else ():
        shutil.copy2(kept, whole)
    put(whole, out, old)
