"""The tagger for labels of any corpus: words as they are given, no grammar, the same after a round trip."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from solieu.corpus.conll import read_conll
from solieu.docs import annotate
from solieu.spans.plain import PlainTagger
from solieu.train import build
from tests.train.articles import CONLL


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> PlainTagger:
    from solieu.model import shipped

    path = tmp_path_factory.mktemp("c") / "c.conll"
    path.write_text(CONLL, encoding="utf-8")
    nlp = build(shipped("configs", "plain.cfg"), "none")
    component: PlainTagger = nlp.get_pipe("solieu_plain_tagger")
    component.fit([annotate(nlp, article) for article in read_conll(path, [], None)])
    return component


@pytest.mark.parametrize("words", [["Đội", "Sao_Mai", "thả", "7", "con", "thuyền", "."], ["Đội", "Sao Mai", "thả", "7", "con", "thuyền", "."]])
def test_words_are_those_that_are_given(tagger: PlainTagger, words: list[str]) -> None:
    doc = tagger(Doc(tagger.vocab, words=words))
    assert [(ent.label_, ent.start, ent.end) for ent in doc.ents] == [("CREW", 0, 2), ("COUNT", 3, 4), ("BOAT", 5, 6)]
    assert all(0 < score <= 1 for score in doc._.span_scores)


@pytest.mark.parametrize("words", [[], [" "], ["_"], ["\n", "x" * 5000], ["\u200b", "\u0301"]])
def test_odd_words_are_harmless(tagger: PlainTagger, words: list[str]) -> None:
    tagger(Doc(tagger.vocab, words=words))


def test_round_trip(tagger: PlainTagger) -> None:
    again = PlainTagger(tagger.vocab, "again", tagger.config, outside=1.0)
    again.from_bytes(tagger.to_bytes())
    assert again.parts() == tagger.parts()
    doc = again(Doc(tagger.vocab, words=["Đội", "Núi_Xanh", "thả", "9", "con", "thuyền"]))
    assert [ent.label_ for ent in doc.ents] == ["CREW", "COUNT", "BOAT"]
