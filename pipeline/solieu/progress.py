"""A progress bar for long work: on a terminal only, never in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

T = TypeVar("T")


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The same items, counted on standard error where that is a terminal and standard output is not in the way."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total)


class Told(Protocol):
    """Called with what has been done since the last call: articles, and bytes of the input."""

    def __call__(self, *, articles: int = 0, read: int = 0) -> None: ...


@contextmanager
def pace(size: int) -> Iterator[Told]:
    """A bar for a long run over `size` bytes of input: articles done, articles a second, time left by the bytes read."""
    if not sys.stderr.isatty():
        yield lambda *, articles=0, read=0: None
        return
    with _bytes_bar() as bar:
        task = bar.add_task("", total=size, articles=0, rate="")
        done = 0

        def tell(*, articles: int = 0, read: int = 0) -> None:
            nonlocal done
            done += articles
            elapsed = bar.tasks[task].elapsed or 0
            rate = f"{done / elapsed:.0f}/s" if elapsed > 1 else ""
            bar.update(task, advance=read, articles=done, rate=rate)

        yield tell


def _bytes_bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    words = TextColumn("{task.fields[articles]} articles {task.fields[rate]}")
    columns = (words, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Bars for work of several parts, each told by its name with the steps done and the steps in all, with the time left."""
    if not sys.stderr.isatty():
        yield lambda name, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn(elapsed_when_finished=True))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(name: str, done: int, of: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=of)
            # Training may end before its last step: then the total is what was done.
            bar.update(tasks[name], completed=done, total=of)

        yield tell
