"""A module imports only from the steps before its own; nothing but the edges imports the edges."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "pipeline" / "solieu"

#: The steps in the order in which text flows; modules of one line may import each other.
STEPS = [
    {
        "__about__",
        "schema",
        "errors",
        "lexicon",
        "atoms",
        "columns",
        "folding",
        "text",
        "progress",
        "folders",
        "storage",
        "lattice",
        "lstm",
        "memory",
    },
    {"tokens"},
    {"numbers", "decrees", "periods", "places", "agencies"},
    {"docs", "crf", "crf_training", "net", "net_training", "windows", "decode", "classify", "scoring"},
    {"spans", "component"},
    {"links", "pretrained", "pretraining", "context", "calibrate"},
    {"facts", "records", "people", "normal", "normalisers", "plain", "dateline"},
    {"pipeline", "model", "view", "corpus", "clusters", "inputs", "explain"},
    {"engine", "outputs", "train", "evaluate", "promote", "tagging", "viewing", "annotate", "suggest", "query"},
    {"cli"},
]


def imports(file: Path) -> set[str]:
    """The parts of the package that a file imports when it is imported, not those that a function imports late."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("solieu."):
            found.add(node.module.split(".")[1])
    return found


def test_steps_import_only_what_stands_before_them() -> None:
    rank = {name: at for at, names in enumerate(STEPS) for name in names}
    wrong = []
    for file in sorted(PACKAGE.rglob("*.py")):
        part = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part in ("__init__", "__main__"):
            continue
        wrong += [f"{file.relative_to(PACKAGE)} imports solieu.{name}" for name in imports(file) if rank[name] > rank[part]]
    assert wrong == []


def test_every_module_has_its_place() -> None:
    parts = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))}
    assert parts - {"__init__", "__main__"} == set().union(*STEPS)


def test_files_have_one_job() -> None:
    long = {str(file.relative_to(PACKAGE)): lines for file in PACKAGE.rglob("*.py") if (lines := file.read_text(encoding="utf-8").count("\n")) > 310}
    assert long == {}
