"""Find, load and name models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.__about__ import __version__
from solieu.errors import ModelError
from solieu.folders import repair

if TYPE_CHECKING:
    from spacy.language import Language

#: The model that is shipped with the package.
DEFAULT_MODEL = "vi_solieu"

#: Models are read by the package version that wrote them, up to this part of it: "0.1".
COMPATIBLE = ".".join(__version__.split(".")[:2])


def shipped(folder: str, name: str) -> Path:
    """A file or folder that goes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / folder / name
    return installed if installed.exists() else package.parent.parent / folder / name


def model_path(name: str | Path = DEFAULT_MODEL) -> Path:
    """The folder of a model, given by its path or, for a shipped one, by its name. Raises ModelError where there is none."""
    for path in (Path(name), shipped("models", str(name))):
        if (path / "config.cfg").is_file() or (repair(path) and (path / "config.cfg").is_file()):
            return path
    raise ModelError(f"{name}: no such model; give the folder of a model (it holds config.cfg), or leave it out for the shipped one, {DEFAULT_MODEL}")


def read_meta(path: Path) -> dict[str, Any]:
    """The `meta.json` of a model."""
    try:
        meta: dict[str, Any] = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: meta.json cannot be read ({error}); copy or train the model again") from None
    return meta


def check_version(path: Path) -> None:
    """Raise ModelError for a model that was made by another version."""
    made_by = str(read_meta(path).get("solieu", {}).get("version", "unknown"))
    if ".".join(made_by.split(".")[:2]) != COMPATIBLE:
        raise ModelError(f"{path}: made by solieu {made_by}, this is {__version__}; train it again, or install solieu {made_by}")


def load(name: str | Path = DEFAULT_MODEL) -> Language:
    """The pipeline of a model: `nlp(text)` gives a document with `doc.ents`, `doc._.links`, `doc._.facts`, `doc._.record`.

    Raises ModelError where there is no model, or it was made by another version.
    """
    path = model_path(name)
    check_version(path)
    from spacy.util import load_model

    import solieu.pipeline  # noqa: F401 - registers the components

    try:
        nlp = load_model(path)
    except ModelError:
        raise
    except Exception as error:  # whatever a broken file makes spaCy raise
        raise ModelError(f"{path}: the model cannot be loaded ({type(error).__name__}: {error}); copy or train it again") from error
    nlp.max_length = MAX_LENGTH
    return nlp


def revive(config: Any, meta: dict[str, Any], stored: bytes) -> Language:
    """A pipeline from its configuration, its `meta` and what its `to_bytes` gave."""
    from spacy.util import load_model_from_config

    nlp = load_model_from_config(config, meta=meta)
    nlp.from_bytes(stored)
    nlp.max_length = MAX_LENGTH
    return nlp


#: Characters; a longer article is refused with a clear error rather than tagged for hours.
MAX_LENGTH = 5_000_000
