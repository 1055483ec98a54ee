"""Put a whole folder, such as a model, in the place of another, so that a kill at any moment leaves one of the two, and what repairs itself.

A folder that stands can only be replaced by two renames. Before the first a plan is written beside it, `.NAME.swap`, and after the second it goes;
whoever finds a plan and no folder knows which one to put there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solieu.errors import UsageError
from solieu.text import write_bytes


def plan_file(place: Path) -> Path:
    """Where the plan of a replacement stands while it is under way."""
    return place.with_name(f".{place.name}.swap")


def put(new: Path, place: Path, old: Path | None = None) -> None:
    """Rename a folder to its place; what stands there becomes `old`. `new` and `old` are beside the place, or in a folder there, on the same disk.

    Raises OSError, with all as it was, where that fails.
    """
    if not place.exists():
        new.rename(place)
        return
    if old is None:
        raise FileExistsError(f"{place} is there already")
    plan = plan_file(place)
    write_bytes(plan, json.dumps({"new": _name(new, place), "old": _name(old, place)}).encode())
    try:
        place.rename(old)
        try:
            new.rename(place)
        except BaseException:
            if not place.exists():  # nobody repaired it meanwhile
                old.rename(place)
            raise
    finally:
        plan.unlink(missing_ok=True)


def repair(place: Path) -> bool:
    """Finish what a kill cut short between two renames: the new folder goes to its place or, where that is gone, the old one back.

    Returns whether there was anything to do. Never raises: where nothing can be done, the place stays as it is.
    """
    plan = plan_file(place)
    try:
        said = json.loads(plan.read_bytes())
        candidates = [_inside(place, said[name]) for name in ("new", "old")]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    try:
        for candidate in candidates:
            if candidate is not None and not place.exists() and candidate.is_dir():
                candidate.rename(place)
        plan.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _name(path: Path, place: Path) -> str:
    return path.relative_to(place.parent).as_posix()


def _inside(place: Path, name: str) -> Path | None:
    """A folder that a plan names; None for one that is not below the place's own folder, as in no plan of ours."""
    path = place.parent / name
    return path if path.resolve().is_relative_to(place.parent.resolve()) and path != place else None


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder to prepare things in, for one process at a time. Raises UsageError where another works there, or it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made or written to ({error.strerror})") from None
    try:
        _lock(handle, folder)
        yield folder
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int | None, folder: Path) -> None:
    if handle is None or sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError(f"{folder}: another run is at work there; wait for it to end") from None


def clear(folder: Path) -> None:
    """Remove a folder and what is in it, where it is there."""
    shutil.rmtree(folder, ignore_errors=True)
