"""The gate: what passes, what does not, and that no model is ever lost or half there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from solieu.errors import ModelError, SolieuError, UsageError
from solieu.evaluate import Report
from solieu.promote import RECORD, back, promote, read_policy, replace
from solieu.schema import Article
from tests.evaluate.fakes import corpus, measured, without

GOLD = corpus(12)
#: Worse in one article of twelve: within the interval.
LITTLE = [*without(GOLD[:1], "QUANTITY"), *GOLD[1:]]
ANSWERS = {"good": GOLD, "same": GOLD, "little": LITTLE, "poor": without(GOLD, "QUANTITY"), "none": [Article(a.id, a.text) for a in GOLD]}


def model(folder: Path, name: str) -> Path:
    path = folder / name
    (path / "part").mkdir(parents=True)
    for file, words in (("config.cfg", ""), ("README.md", f"# {name}"), ("part/crf", name), ("meta.json", json.dumps({"name": name}))):
        (path / file).write_text(words)
    return path


def assess(path: str | Path, corpus: str | Path) -> Report:
    name = (Path(path) / "part" / "crf").read_text()
    number = int(str(corpus))
    return measured(GOLD[:number], ANSWERS[name][:number], model=str(path), corpus=str(corpus), meta={"name": name})


def card(path: Path) -> str:
    return (path / "README.md").read_text()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("candidate", "current", "worse"),
    [
        ("good", "poor", []),
        ("same", "good", []),
        ("little", "good", []),
        ("poor", "good", ["exact ALL f1", "exact QUANTITY f1", "exact NUMBER->INDICATOR f1", "exact FACT f1"]),
    ],
)
def test_only_what_is_worse_beyond_its_interval_is_refused(tmp_path: Path, candidate: str, current: str, worse: list[str]) -> None:
    new, old = model(tmp_path, candidate), model(tmp_path, current)
    decision = promote(new, old, "12", assess=assess)
    assert [reason.partition(" is worse")[0] for reason in decision.reasons] == worse
    assert card(old) == f"# {current if worse else candidate}"
    assert card(new) == f"# {candidate}"
    assert names(tmp_path) == sorted([candidate, current] if worse else [candidate, current, f"{current}.previous-1"])
    if decision.kept:
        assert (card(decision.kept), (decision.kept / "part" / "crf").read_text()) == (f"# {current}", current)


def test_a_promoted_model_says_what_it_was_held_against(tmp_path: Path) -> None:
    new, old = model(tmp_path, "good"), model(tmp_path, "poor")
    promote(new, old, "12", assess=assess)
    record = json.loads((old / RECORD).read_text())
    assert (record["over"], record["articles"]) == ({"name": "poor"}, 12)
    assert record["differences"]["exact FACT f1"]["value"] == 1.0
    assert not (new / RECORD).exists()


def test_back_and_back_again(tmp_path: Path) -> None:
    current = model(tmp_path, "none")
    for name in ("poor", "little", "good"):
        assert promote(model(tmp_path / "new", name), current, "12", assess=assess).kept
    assert [card(current.with_name(f"none.previous-{n}")) for n in (1, 2, 3)] == ["# none", "# poor", "# little"]
    for name in ("little", "poor", "none"):
        back(current)
        assert card(current) == f"# {name}"
    assert [card(current.with_name(f"none.withdrawn-{n}")) for n in (1, 2, 3)] == ["# good", "# little", "# poor"]
    with pytest.raises(ModelError, match="nothing to go back to"):
        back(current)


def test_back_after_a_run_was_killed_between_the_renames(tmp_path: Path) -> None:
    current = model(tmp_path, "good")
    current.rename(tmp_path / "good.previous-1")
    assert back(current) == (tmp_path / "good.previous-1", None)
    assert card(current) == "# good"


def test_back_to_what_is_no_model(tmp_path: Path) -> None:
    current = model(tmp_path, "good")
    (tmp_path / "good.previous-7").mkdir()
    with pytest.raises(ModelError, match="no such model"):
        back(current)
    assert card(current) == "# good"
    with pytest.raises(ModelError, match="no such folder"):
        back(tmp_path / "nowhere" / "good")


@pytest.mark.parametrize("at", [1, 2])
def test_a_rename_that_fails_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    new, current = model(tmp_path / "new", "good"), model(tmp_path, "poor")
    calls = 0
    rename = Path.rename

    def failing(self: Path, target: Any) -> Path:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ModelError, match=r"disk full.*as it was"):
        replace(new, current, b"{}")
    assert (names(tmp_path), card(current)) == (["new", "poor"], "# poor")


def test_a_copy_that_fails_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, current = model(tmp_path / "new", "good"), model(tmp_path, "poor")

    def failing(source: Path, target: Path) -> None:
        target.mkdir()
        (target / "half").write_text("")
        raise OSError("disk full")

    monkeypatch.setattr("shutil.copytree", failing)
    with pytest.raises(ModelError, match="disk full"):
        replace(new, current, b"{}")
    assert (names(tmp_path), card(current)) == (["new", "poor"], "# poor")


@pytest.mark.parametrize(
    ("policy", "problem"),
    [
        ("figures = [", "not TOML"),
        ('figures = ["exact ALL f1"]\nmin_articles = 10\nmax = 3', "unknown setting max"),
        ("min_articles = 10", "figures must be a list"),
        ("figures = []\nmin_articles = 10", "not empty"),
        ("figures = [1]\nmin_articles = 10", "figures must be a list"),
        ('figures = ["exact ALL f1"]', "min_articles must be"),
        ('figures = ["exact ALL f1"]\nmin_articles = 1', "min_articles must be"),
        ('figures = ["exact ALL f1"]\nmin_articles = true', "min_articles must be"),
        ('figures = ["exact ALL f2"]\nmin_articles = 10', "which is no figure"),
        ('figures = ["ALL"]\nmin_articles = 10', "which is no figure"),
        ('figures = ["exact ALL f1"]\nmin_articles = 13', "12 articles, the policy asks for 13"),
    ],
)
def test_policies_that_cannot_be_right(tmp_path: Path, policy: str, problem: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(policy)
    new, old = model(tmp_path, "good"), model(tmp_path, "poor")
    with pytest.raises(UsageError, match=problem):
        promote(new, old, "12", path, assess=assess)
    assert card(old) == "# poor"


def test_a_policy_of_which_nothing_can_be_measured_promotes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('figures = ["exact RANK f1"]\nmin_articles = 10')
    decision = promote(model(tmp_path, "good"), model(tmp_path, "poor"), "12", path, assess=assess)
    assert decision.reasons == ("no figure of the policy can be measured on these articles",)


def test_models_that_are_not_there_and_the_same_one(tmp_path: Path) -> None:
    new = model(tmp_path, "good")
    for candidate, over in ((new, tmp_path / "nowhere"), (tmp_path / "nowhere", new), (new, new), (new, tmp_path / "x" / ".." / "good")):
        with pytest.raises(SolieuError, match=r"no such model|same model"):
            promote(candidate, over, "12", assess=assess)
    assert names(tmp_path) == ["good"]


def test_the_shipped_policy() -> None:
    policy = read_policy()
    assert "exact FACT f1" in policy.figures
    assert policy.min_articles >= 2
    with pytest.raises(SolieuError, match="no such file"):
        read_policy("nowhere.toml")
