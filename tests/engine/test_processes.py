"""Outcomes in order from any number of workers, whatever becomes of one of them. Two workers are real processes."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solieu.engine import processes
from solieu.engine.batches import BATCH, batched, outcome
from solieu.errors import InputError, ModelError
from solieu.inputs import Source
from solieu.records import record
from tests.engine.fakes import DEADLY, SLEEP, echo, idle, sleepy

if TYPE_CHECKING:
    from spacy.language import Language


def sources(count: int) -> Iterator[Source | InputError]:
    for at in range(count):
        yield InputError(f"n:{at}", "broken") if at % 50 == 7 else Source(str(at), f"Có {at} xã.", b"raw", f"n:{at}")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_open", idle)
    monkeypatch.setattr(processes, "_tag", echo)


def test_order_and_bounds(pool: None) -> None:
    taken = []

    def watched() -> Iterator[Source | InputError]:
        for source in sources(2000):
            taken.append(source)
            yield source

    outcomes = processes.tag_records("vi_solieu", watched(), workers=2)
    first = next(outcomes)
    assert first.id == "0"
    assert len(taken) <= 32 * (processes.AHEAD * 2 + 1)
    origins = [first.origin, *(found.origin for found in outcomes)]
    assert origins == [f"n:{at}" for at in range(2000)]


def test_an_article_that_ends_its_worker_is_named_and_the_others_are_done(pool: None, capsys: pytest.CaptureFixture[str]) -> None:
    given = [Source(DEADLY if at == 37 else str(at), "a", None, f"n:{at}") for at in range(40)]
    outcomes = list(processes.tag_records("vi_solieu", given, workers=2))
    assert [found.origin for found in outcomes] == [f"n:{at}" for at in range(40)]
    assert [(found.id, found.reason is not None) for found in outcomes if found.record is None] == [(DEADLY, True)]
    assert "ended its worker process" in str(outcomes[37].reason)
    assert "a worker process died" in capsys.readouterr().err


def test_a_worker_that_is_killed_loses_nothing(pool: None) -> None:
    outcomes = processes.tag_records("vi_solieu", sources(1000), workers=2)
    found = [next(outcomes)]
    multiprocessing.active_children()[0].kill()
    found += outcomes
    assert [one.origin for one in found] == [f"n:{at}" for at in range(1000)]
    assert sum(one.record is None for one in found) == 20


def test_workers_end_at_once_where_the_rest_is_not_wanted(pool: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_tag", sleepy)
    outcomes = processes.tag_records("vi_solieu", [Source(str(at), "a", None, "n") for at in range(200)], workers=2)
    assert next(outcomes).id == "0"
    start = time.monotonic()
    outcomes.close()
    assert time.monotonic() - start < SLEEP / 2
    assert multiprocessing.active_children() == []


def test_two_real_workers_and_one_give_the_same(nlp: Language, article: str) -> None:
    given = [InputError("x", "broken"), *(Source(str(at), article.replace("45", str(at)), None, "n") for at in range(40)), Source("", "", None, "n")]
    one, two = (list(processes.tag_records("vi_solieu", given, workers)) for workers in (1, 2))
    assert one == two
    doc = nlp(article)
    doc._.name, doc.user_data["model"] = "45", f"{nlp.meta['name']} {nlp.meta['version']}"
    assert outcome(nlp, Source("45", article, None, "n")).record == record(doc)


def test_a_bug_in_one_article_is_its_own(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 10)
    found = outcome(nlp, Source("a", "Toàn xã có 12 hộ nghèo.", None, "n:1"))
    assert (found.id, found.record) == ("a", None)
    assert "could not be tagged" in str(found.reason)


def test_batches_carry_no_bytes_and_errors_travel() -> None:
    batches = list(batched(sources(70)))
    assert [len(batch) for batch in batches] == [*[BATCH] * (70 // BATCH), 70 % BATCH]
    assert all(source.raw is None for batch in batches for source in batch if isinstance(source, Source))
    copy = pickle.loads(pickle.dumps(InputError("n:1", "broken")))
    assert (copy.path, copy.problem, str(copy)) == ("n:1", "broken", "n:1: broken")


def test_a_model_that_no_worker_can_load_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\n")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ModelError, match="made by solieu unknown"):
        next(processes.tag_records(tmp_path, sources(3), workers=2))
