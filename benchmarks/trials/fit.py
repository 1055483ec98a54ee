"""Make the pipeline of a row. What is trained is kept by the hash of all that decides it, so that rows that share a component train it once."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

import solieu.pipeline  # noqa: F401 - registers the components
from solieu.__about__ import __version__
from solieu.clusters import read_clusters
from solieu.docs import annotate
from solieu.errors import UsageError
from solieu.pretrained import read_pretrained
from solieu.schema import Article
from solieu.text import read_bytes, read_text, write_bytes
from trials.rows import Row, chosen, code, fingerprint
from trials.variants import marked, without

TAGGER, LINKER = "solieu_tagger", "solieu_linker"


@dataclass(slots=True)
class Pipeline:
    """Components in order, and the CPU seconds that their training took. Tagging is timed by CPU, too: the machine may be busy."""

    nlp: Language
    components: list[Callable[[Doc], Doc]]
    seconds: float = 0.0
    busy: float = 0.0
    words: int = 0

    def make_doc(self, text: str) -> Doc:
        return self.nlp.make_doc(text)

    def __call__(self, text: str) -> Doc:
        begun = time.process_time()
        doc = self.nlp.make_doc(text)
        for component in self.components:
            doc = component(doc)
        self.busy += time.process_time() - begun
        self.words += len(doc)
        return doc

    def megabytes(self) -> float:
        """What the components take on disk, with what they have from raw articles."""
        with tempfile.TemporaryDirectory() as folder:
            for at, component in enumerate(self.components):
                if hasattr(component, "to_disk"):
                    component.to_disk(Path(folder) / str(at))
            self.nlp.vocab.lookups.to_disk(Path(folder) / "vocab")
            return sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6


@dataclass
class Workshop:
    """What all rows share: the configuration, sets of articles by name, a folder of what was trained, files of clusters, of a pretrained network, of
    vectors and of raw articles.
    """

    config: Path
    sets: Mapping[str, Sequence[Article]]
    clusters: Path | None
    kept: Path
    pretrained: Path | None = None
    vectors: Path | None = None
    raw: Path | None = None
    say: Callable[[str], None] = print
    _docs: dict[int, Doc] = field(default_factory=dict)
    _tables: dict[tuple[bool, bool], str] = field(default_factory=dict)

    @cached_property
    def blank(self) -> Language:
        """A pipeline that only makes words: gold documents are made once for all rows."""
        return load_model_from_config(load_config(self.config), auto_fill=True)

    def tables_hash(self, row: Row, component: str = LINKER) -> str:
        """Of what a component of a row has from raw articles in its vocabulary: the word clusters, and the reader a pretrained network, too."""
        kind = row.clusters, row.language_model and component == LINKER
        if kind not in self._tables:
            nlp = self.untrained(Row("", clusters=kind[0], language_model=kind[1]))
            self._tables[kind] = hashlib.sha256(nlp.vocab.lookups.to_bytes()).hexdigest()
        return self._tables[kind]

    @cached_property
    def vectors_hash(self) -> str:
        return hashlib.sha256(read_bytes(self.vectors)).hexdigest() if self.vectors else ""

    @cached_property
    def raw_hash(self) -> str:
        return hashlib.sha256(read_bytes(self.raw)).hexdigest() if self.raw else ""

    def key(self, row: Row) -> str:
        """All that decides the figures of a row but the articles that it is measured on."""
        told = [row.config, row.drop, row.marks, row.members, row.seed if self._drawn(row) else 0, row.vectors]
        articles = [fingerprint(article) for article in chosen(row, self.sets)]
        designs = sorted({row.tagger, row.reader})
        if row.vectors:
            told.append(self.vectors_hash)
        if row.pretrain:
            told.append(self.raw_hash)
            designs.append("pretrained")
        return fingerprint(told, designs, articles, read_text(self.config), self.tables_hash(row), code(*designs))

    def _drawn(self, row: Row) -> bool:
        return bool(row.articles or row.tagger or row.reader)

    def untrained(self, row: Row) -> Language:
        """The pipeline of a row before training."""
        from solieu.model import model_path

        for path in row.config:
            if not _is_there(load_config(self.config), path):
                raise UsageError(f"row {row.name!r}: {self.config} has no setting {path!r}")
        try:
            nlp = load_model_from_config(load_config(self.config, overrides=dict(row.config)), auto_fill=True)
        except Exception as error:
            raise UsageError(f"row {row.name!r}: its settings do not fit {self.config}: {error}") from error
        if row.clusters:
            read_clusters(nlp.vocab, self.clusters or model_path())
        if row.language_model and LINKER in nlp.pipe_names:
            read_pretrained(nlp.vocab, self.pretrained or model_path(), nlp.get_pipe(LINKER).net_config.width)
        return nlp

    def docs(self, articles: Sequence[Article]) -> list[Doc]:
        """Gold documents, each made once."""
        for article in articles:
            if id(article) not in self._docs:
                self._docs[id(article)] = annotate(self.blank, article)
        return [self._docs[id(article)] for article in articles]

    def trained(self, row: Row, name: str, nlp: Language, articles: Sequence[Article]) -> float:
        """Train a component of the pipeline, or take what was kept. Returns the CPU seconds that training took, now or then."""
        component: Any = nlp.get_pipe(name)
        drop = list(row.drop.get(name, ()))
        marks = row.marks if name == TAGGER else ""
        settings = {part: value for part, value in nlp.config["components"][name].items() if not part.startswith("outside") and part != "net_share"}

        def fit(docs: Sequence[Doc]) -> None:
            with without(drop), marked(marks):
                component.fit(docs)

        return self.fitted(component, articles, fit, name, settings, drop, marks, self.tables_hash(row, name), code())

    def fitted(self, component: Any, articles: Sequence[Article], fit: Callable[[Sequence[Doc]], None], *decided: Any) -> float:
        """Have a component trained on articles, or take what was kept for the same articles and all else that decides it (`decided`)."""
        folder = self.kept / fingerprint([fingerprint(article) for article in articles], *decided)[:24]
        if not folder.is_dir():
            begun = time.process_time()
            docs = self.docs(articles)
            if docs:
                self.say(f"  {decided[0]}: {len(docs)} articles read in {time.process_time() - begun:.0f} CPU s")
            begun = time.process_time()
            fit(docs)
            self._keep(folder, component, time.process_time() - begun)
        component.from_disk(folder / "component")
        return float(json.loads(read_text(folder / "seconds.json")))

    def _keep(self, folder: Path, component: Any, seconds: float) -> None:
        self.kept.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=self.kept, prefix=".aside."))
        try:
            component.to_disk(aside / "component")
            write_bytes(aside / "seconds.json", json.dumps(seconds).encode())
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise

    def parts(self, row: Row, name: str, articles: Sequence[Article]) -> tuple[Any, float]:
        """A trained component of a row, with the CPU seconds of its training."""
        nlp = self.untrained(row)
        seconds = self.trained(row, name, nlp, articles)
        return nlp.get_pipe(name), seconds

    def save(self, row: Row, out: Path) -> None:
        """Write the model of a row without other designs, whole or not at all, to a place where nothing is; it is not calibrated."""
        if row.tagger or row.reader or row.marks:
            raise UsageError(f"row {row.name!r} is no model that solieu can load: it has another design")
        nlp, articles = self.untrained(row), chosen(row, self.sets)
        seconds = {name: round(self.trained(row, name, nlp, articles), 1) for name in (TAGGER, LINKER)}
        nlp.meta["solieu"] = {"version": __version__, "row": row.name, "articles": len(articles), "corpora": list(row.train), "seconds": seconds}
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as aside:
            nlp.to_disk(Path(aside) / "model")
            (Path(aside) / "model").rename(out)

    def samples(self, row: Row, articles: Sequence[Article]) -> list[list[Article]]:
        """For each member of a mean as many articles as there are, drawn with replacement."""
        return [random.Random(f"{row.seed}.{member}").choices(articles, k=len(articles)) for member in range(row.members)]

    def pipeline(self, row: Row, stack: ExitStack) -> Pipeline:
        """The trained pipeline of a row. What it needs while it runs is entered into `stack`."""
        articles = chosen(row, self.sets)
        made = Pipeline(self.untrained(row), [])
        stack.enter_context(marked(row.marks))
        for name, design in ((TAGGER, row.tagger), (LINKER, row.reader)):
            if design:
                begun = time.process_time()
                component, seconds = import_module(f"trials.{design}").make(self, row, name, articles)
                self.say(f"  {design}: made in {time.process_time() - begun:.0f} CPU s")
            else:
                component, seconds = self.parts(row, name, articles)
            made.components.append(component)
            made.seconds += seconds
        return made


def _is_there(config: Any, path: str) -> bool:
    """Whether a dotted path leads to a setting: spaCy takes any override, also one that nothing reads."""
    for part in path.split("."):
        if not isinstance(config, dict) or part not in config:
            return False
        config = config[part]
    return True
