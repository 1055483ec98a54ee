"""Where underthesea's models lie. The package is found, not imported: importing it takes a second and 55 MB."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from solieu.errors import ModelError


def model_file(model: str, name: str) -> Path:
    """A file of a model, given the model's folder in the package. Raises ModelError where it is not there."""
    package = find_spec("underthesea")
    file = Path(package.origin).parent / model / name if package and package.origin else Path(model, name)
    if not file.is_file():
        raise ModelError(f"underthesea's model is not there ({file}); install underthesea 9.5")
    return file


def load_set(model: str, name: str) -> Any:
    """What underthesea stored as a Python object, with its model: a set or list of strings, as trusted as the package's code."""
    import joblib

    return joblib.load(model_file(model, name))
