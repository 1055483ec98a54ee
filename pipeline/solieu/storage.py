"""Where files are: on this machine (`pathlib.Path`) or wherever fsspec reaches (`s3://bucket/news`, `gs://...`, `memory://...`).

The second needs the package of its kind of storage, such as s3fs or gcsfs, and takes keys and endpoints from that package's own settings.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from solieu.errors import UsageError

SCHEME = "://"
LOCAL = "file://"


def located(path: str | Path | RemotePath) -> Path | RemotePath:
    """The place that a path or URL names; `file://` is a path. Raises UsageError for a kind of storage that is not known or not installed."""
    if not isinstance(path, str) or SCHEME not in path:
        return path if isinstance(path, RemotePath) else Path(path)
    return Path(path.removeprefix(LOCAL)) if path.startswith(LOCAL) else RemotePath.of(path)


def expanded(path: str | Path) -> list[Path | RemotePath]:
    """The places that a path or URL names: of a URL with `*`, `?` or `[...]` all that match, in order, as a shell does for paths of this machine.

    It stands for itself where nothing matches, or where there is a file of just that name.
    Raises what `located` does, and OSError where the storage cannot be listed.
    """
    place = located(path)
    if not isinstance(place, RemotePath) or not any(mark in place.path for mark in "*?[") or place.exists():
        return [place]
    return [*place.matching()] or [place]


def ends(path: Path | RemotePath, most: int) -> tuple[int, bytes, bytes]:
    """The size of a file and its first and last bytes, `most` of each. From a storage no more than these are fetched."""
    if isinstance(path, RemotePath):
        size = path.size()
        return size, path.read_bytes(0, min(most, size)), path.read_bytes(max(0, size - most), size)
    with path.open("rb") as opened:
        first = opened.read(most)
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - most))
        return size, first, opened.read()


class RemotePath:
    """What the package uses of `pathlib.Path`, on a file system of fsspec; every failure there is an OSError."""

    def __init__(self, fs: Any, path: str) -> None:
        self.fs, self.path = fs, path
        self._pure = PurePosixPath(path)
        self.name, self.stem, self.suffix = self._pure.name, self._pure.stem, self._pure.suffix

    @classmethod
    def of(cls, url: str) -> RemotePath:
        from fsspec.core import url_to_fs

        try:
            fs, path = url_to_fs(url)
            fs.invalidate_cache()  # another process may have written since this one last listed
        except (ImportError, ValueError) as error:
            raise UsageError(f"{url}: {error}; install the fsspec package of this storage, or check the address") from None
        except Exception as error:  # whatever a library of a storage raises where it is not set up
            raise UsageError(f"{url}: this storage cannot be used ({type(error).__name__}: {error}); check its settings and keys") from None
        return cls(fs, path)

    def __str__(self) -> str:
        return cast(str, self.fs.unstrip_protocol(self.path))

    def __truediv__(self, name: str) -> RemotePath:
        return self if name == "." else RemotePath(self.fs, f"{self.path.rstrip('/')}/{name}")

    def open(self, mode: str = "rb") -> IO[Any]:
        with _as_os_errors():
            return cast(IO[Any], self.fs.open(self.path, mode))

    def read_bytes(self, start: int | None = None, end: int | None = None) -> bytes:
        """The content, or some of it."""
        if start is not None and start == end:  # an object store refuses a range of nothing
            return b""
        with _as_os_errors():
            return cast(bytes, self.fs.cat_file(self.path, start=start, end=end))

    def exists(self) -> bool:
        with _as_os_errors():
            return bool(self.fs.exists(self.path))

    def is_dir(self) -> bool:
        with _as_os_errors():
            return bool(self.fs.isdir(self.path))

    def is_file(self) -> bool:
        with _as_os_errors():
            return bool(self.fs.isfile(self.path))

    def size(self) -> int:
        with _as_os_errors():
            return int(self.fs.size(self.path))

    def mkdir(self, *, parents: bool = True, exist_ok: bool = True) -> None:
        with _as_os_errors():
            self.fs.makedirs(self.path, exist_ok=True)

    def unlink(self) -> None:
        with _as_os_errors():
            self.fs.rm_file(self.path)

    def glob(self, pattern: str) -> list[RemotePath]:
        """The files right here with such a name."""
        with _as_os_errors():
            self.fs.invalidate_cache(self.path)  # the same since this place was named
            try:
                names = [PurePosixPath(found).name for found in self.fs.ls(self.path, detail=False)]
            except FileNotFoundError:  # object stores have no empty folders
                return []
            return [self / name for name in names if fnmatchcase(name, pattern)]

    def matching(self) -> list[RemotePath]:
        """The files and folders that this place is a pattern for."""
        with _as_os_errors():
            return [RemotePath(self.fs, found) for found in sorted(self.fs.glob(self.path))]

    def below(self) -> list[tuple[str, RemotePath]]:
        """All files below this folder, each with its name from here."""
        with _as_os_errors():
            found = [(PurePosixPath(path).relative_to(self._pure).as_posix(), path) for path in self.fs.find(self.path)]
        return [(name, RemotePath(self.fs, path)) for name, path in found]

    def write_bytes(self, content: bytes) -> None:
        """Write it whole or not at all: aside first, then moved. On an object store both are a request that the store does whole or not at all."""
        aside = f"{self._pure.parent}/.{self.name}.aside"
        with _as_os_errors():
            self.fs.pipe_file(aside, content)
            self.fs.mv(aside, self.path)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # the libraries of storages have exceptions of their own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


def below(folder: Path | RemotePath) -> list[tuple[str, Path | RemotePath]]:
    """All files below a folder, each with its name from there, in order."""
    found: list[tuple[str, Path | RemotePath]]
    if isinstance(folder, RemotePath):
        found = [*folder.below()]
    else:
        found = [(path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()]
    return sorted(found, key=lambda named: PurePosixPath(named[0]))


def lies_in(path: Path | RemotePath, folder: Path | RemotePath) -> bool:
    """Whether a path is a folder or lies in it."""
    if isinstance(path, RemotePath) or isinstance(folder, RemotePath):
        return PurePosixPath(str(path)).is_relative_to(str(folder))
    return path.resolve().is_relative_to(folder.resolve())


def size_of(path: Path | RemotePath) -> int:
    """Bytes of a file, 0 for one that is not there."""
    try:
        return path.size() if isinstance(path, RemotePath) else path.stat().st_size
    except OSError:
        return 0


def reason(error: OSError) -> str:
    """What went wrong, in the words of the system or of a storage's library."""
    return error.strerror or str(error) or type(error).__name__
