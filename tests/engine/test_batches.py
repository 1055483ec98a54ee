"""What a worker keeps from one article to the next changes its speed and its memory, never its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solieu import crf, windows
from solieu.engine import batches
from solieu.engine.batches import BATCH, BatchTagger, outcome
from solieu.inputs import Source
from solieu.model import model_path

if TYPE_CHECKING:
    from spacy.language import Language


def sources(article: str, count: int) -> list[Source]:
    """Articles of other numbers and names, so that little of one is known from those before."""
    return [Source(str(at), article.replace("45", str(45 + at)).replace("Na Rì", f"Na R{at}"), None, "n") for at in range(count)]


def test_forgetting_changes_no_record(nlp: Language, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = sources(article, 4)
    expected = [outcome(nlp, source) for source in given]
    monkeypatch.setattr(crf, "MOST_BUNDLES", 1)
    monkeypatch.setattr(windows, "MOST_KNOWN", 1)
    for _ in range(2):
        assert [outcome(nlp, source) for source in given] == expected


def test_words_that_are_forgotten_change_no_record(nlp: Language, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "KEPT", 1)
    tagger = BatchTagger(model_path())
    given = sources(article, 8)
    for batch in (given[:2], given[2:5], given[5:], given):
        assert tagger(batch) == [outcome(nlp, source) for source in batch]


def test_a_model_that_is_loaded_anew_changes_no_record(nlp: Language, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LASTING", 2)
    tagger = BatchTagger(model_path())
    first = tagger.nlp
    for source in sources(article, 5):
        assert tagger([source]) == [outcome(nlp, source)]
    assert tagger.nlp is not first


def test_what_is_kept_stays_bounded(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crf, "MOST_BUNDLES", 200)
    monkeypatch.setattr(windows, "MOST_KNOWN", 50)
    tagger = BatchTagger(model_path())
    linker = tagger.nlp.get_pipe("solieu_linker")
    bundles, words = [], []
    for source in sources(article, BATCH):
        tagger([source])
        bundles.append(len(linker.crf._bundles))  # type: ignore[attr-defined]
        words.append(len(linker.words._at))  # type: ignore[attr-defined]
    # a full cache takes in one more sentence before it is emptied
    assert max(bundles) < 200 + 200
    assert max(words) < 50 + 200
