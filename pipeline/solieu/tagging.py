"""Tag articles from paths into a format: what `solieu tag` does, for Python users too."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from solieu.engine import local
from solieu.engine.local import Tagged
from solieu.inputs import expect_paths, read_sources
from solieu.model import DEFAULT_MODEL, load
from solieu.outputs import open_writer
from solieu.progress import progress


def tag_paths(paths: Sequence[str], format: str, out: Path | None = None, model: str | Path | None = None, *, overwrite: bool = False) -> int:
    """Tag all articles of `paths` and write them as `format`. Returns how many could not be done; each is named on standard error.

    Raises UsageError for what can never work (unknown format, a file in the way), ModelError for a model that is not there.
    """
    sources = read_sources(expect_paths(paths))
    with open_writer(format, out, overwrite=overwrite) as writer:
        nlp = load(model or DEFAULT_MODEL)
        failed = done = 0
        for result in local.tag(nlp, progress(sources, "articles")):
            if isinstance(result, Tagged):
                writer.write(result)
                done += 1
            else:
                print(f"solieu: {result}", file=sys.stderr)
                failed += 1
    if failed:
        print(f"solieu: {done} articles done, {failed} failed (named above)", file=sys.stderr)
    return failed
