"""What can go wrong for a user. Every message says what is wrong, where, and what to do next."""

from __future__ import annotations

from pathlib import Path


class SolieuError(Exception):
    """The base of all errors that a user can mend; the command line prints it as one line."""


class InputError(SolieuError):
    """An article that cannot be read. The other articles of a run are still done."""

    def __init__(self, path: object, problem: str) -> None:
        self.path = str(path)
        self.problem = problem
        super().__init__(f"{self.path}: {problem}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.path, self.problem)  # so that it can come back from another process


class AnnotationError(SolieuError):
    """An annotation that does not fit its text or the schema, with the file and line where it stands."""

    def __init__(self, path: str | Path, line: int | None, problem: str) -> None:
        self.path, self.line, self.problem = str(path), line, problem
        super().__init__(f"{self.path}:{line}: {problem}" if line else f"{self.path}: {problem}")


class ModelError(SolieuError):
    """A model that is not there, is broken, or was made by another version."""


class UsageError(SolieuError):
    """A command whose arguments cannot be right, whatever the files hold."""
