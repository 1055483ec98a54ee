"""Put a model in the place of another if it is no worse, and go back: what `solieu promote` does, for Python users too.

The model that is replaced stays beside the new one, whole and with its card, as `NAME.previous-1`, `-2` and so on; the one that is taken back as
`NAME.withdrawn-1`. Nothing is ever deleted. Both moves are renames within one folder (`solieu.folders`): whoever looks finds a whole model, and
where a run was killed between the two, the next command that names the model finishes it.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from solieu.errors import ModelError, UsageError
from solieu.evaluate import Comparison, Report, compare, evaluate
from solieu.evaluate.figures import KEYS, MEASUREMENTS
from solieu.folders import clear, put, repair, workshop
from solieu.model import model_path, shipped
from solieu.scoring import MODES
from solieu.text import read_text

DEFAULT_POLICY = "promote.toml"
PREVIOUS, WITHDRAWN = "previous", "withdrawn"
#: In a promoted model: what it was held against, and with what result.
RECORD = "promotion.json"


@dataclass(frozen=True, slots=True)
class Policy:
    """The figures that must not be worse, and how many articles a decision needs."""

    figures: tuple[str, ...]
    min_articles: int


@dataclass(frozen=True, slots=True)
class Decision:
    """`reasons` says why not, and is empty where the candidate was promoted; the replaced model is `kept` then."""

    comparison: Comparison
    report: Report
    reasons: tuple[str, ...]
    kept: Path | None = None


def read_policy(path: str | Path | None = None) -> Policy:
    """A policy file, the shipped one unless told otherwise. Raises UsageError for one that cannot be right."""
    path = Path(path) if path else shipped("configs", DEFAULT_POLICY)
    try:
        found = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from None
    if unknown := sorted(found.keys() - {"figures", "min_articles"}):
        raise UsageError(f"{path}: unknown setting {unknown[0]}; the settings are figures and min_articles")
    figures, least = found.get("figures"), found.get("min_articles")
    if not isinstance(figures, list) or not figures or not all(isinstance(name, str) for name in figures):
        raise UsageError(f'{path}: figures must be a list of names such as "exact FACT f1", and not empty')
    if not isinstance(least, int) or isinstance(least, bool) or least < 2:
        raise UsageError(f"{path}: min_articles must be a whole number from 2; one article has no interval")
    return Policy(tuple(figures), least)


def promote(
    candidate: str | Path,
    over: str | Path,
    on: str | Path,
    policy: str | Path | None = None,
    *,
    assess: Callable[[str | Path, str | Path], Report] = evaluate,
) -> Decision:
    """Replace the model `over` by the candidate if no figure of the policy is worse on the corpus `on`.

    Raises UsageError for a policy or corpus on which nothing can be decided, ModelError where a model is missing, broken or cannot be replaced.
    """
    rules = read_policy(policy)
    new, current = model_path(candidate).resolve(), model_path(over)
    if new == current.resolve():
        raise UsageError(f"{candidate} and {over} are the same model; name the new one first")
    report, other = assess(new, on), assess(current, on)
    if report.articles < rules.min_articles:
        raise UsageError(f"{on}: {report.articles} articles, the policy asks for {rules.min_articles}; use a larger corpus")
    comparison = compare(report, other)
    reasons = tuple(_reasons(rules, comparison))
    if reasons:
        return Decision(comparison, report, reasons)
    return Decision(comparison, report, (), replace(new, current, _record(rules, report, comparison)))


def _reasons(policy: Policy, comparison: Comparison) -> Iterable[str]:
    """Why the candidate is refused: each figure that is worse beyond its interval, or that none can be measured."""
    measured = 0
    for name in policy.figures:
        _check_name(name, comparison)
        gap = comparison.differences.get(name)
        if gap is None or gap.interval is None:
            continue
        measured += 1
        if gap.interval.high < 0:
            yield f"{name} is worse: {gap.value:+.3f} [{gap.interval.low:+.3f}, {gap.interval.high:+.3f}]" + (f", p {gap.p:.4f}" if gap.p else "")
    if not measured:
        yield "no figure of the policy can be measured on these articles"


def _check_name(name: str, comparison: Comparison) -> None:
    mode, _, rest = name.partition(" ")
    key, _, measurement = rest.rpartition(" ")
    if name not in comparison.differences and not (mode in MODES and key in KEYS and measurement in MEASUREMENTS):
        raise UsageError(
            f'the policy names {name!r}, which is no figure; one is "exact FACT f1": {"|".join(MODES)}, a label, {"|".join(MEASUREMENTS)}'
        )


def _record(policy: Policy, report: Report, comparison: Comparison) -> bytes:
    found = {name: comparison.differences[name]._asdict() for name in policy.figures if name in comparison.differences}
    record = {"over": comparison.other.meta, "articles": report.articles, "corpus_sha256": report.sha256, "differences": found}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def replace(new: Path, current: Path, record: bytes) -> Path:
    """Copy a model into the place of the current one, which is kept. Returns where. Raises ModelError, with all as it was, where that fails."""
    with workshop(current.with_name(f".{current.name}.new")) as aside:
        kept = _free(current, PREVIOUS)
        whole = aside / "model"
        try:
            clear(whole)  # of a run that was killed
            shutil.copytree(new, whole)
            (whole / RECORD).write_bytes(record)
            put(whole, current, kept)
        except OSError as error:
            raise ModelError(f"{current}: cannot be replaced ({error}); the model is as it was") from error
        finally:
            clear(aside)
    return kept


def back(current: str | Path) -> tuple[Path, Path | None]:
    """Put the model back that was replaced last. Returns where it came from, and where the one that stood there is kept (None if none did)."""
    current = Path(current)
    if not current.parent.is_dir():
        raise ModelError(f"{current.parent}: no such folder; give the path of the model, as in --back models/vi_solieu")
    repair(current)
    older = _numbered(current, PREVIOUS)
    if not older:
        raise ModelError(f"{current}: no earlier model beside it ({current.name}.{PREVIOUS}-N); nothing to go back to")
    last = older[max(older)]
    model_path(last)
    kept = _free(current, WITHDRAWN) if current.exists() else None
    try:
        put(last, current, kept)
    except OSError as error:
        raise ModelError(f"{current}: cannot be replaced ({error}); the model is as it was") from error
    return last, kept


def _numbered(current: Path, kind: str) -> dict[int, Path]:
    """The models that are kept beside a model, by number."""
    start = f"{current.name}.{kind}-"
    names = ((path.name.removeprefix(start), path) for path in current.parent.iterdir() if path.name.startswith(start))
    return {int(number): path for number, path in names if number.isdecimal()}


def _free(current: Path, kind: str) -> Path:
    """The next name under which a model can be kept."""
    return current.with_name(f"{current.name}.{kind}-{max(_numbered(current, kind), default=0) + 1}")
