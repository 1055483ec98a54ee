"""underthesea's taggers over given words: the same tags as its own code gives, in linear time."""

from __future__ import annotations

import time

import pytest

from solieu.spans.borrowed import borrowed_features, taggers

SENTENCES = [
    ["Ông", "Lê Văn An", "thăm", "huyện", "Mèo Vạc", "."],
    ["Giá", "lúa", "tăng"],
    ["Họp"],
    ["12", "-", "%", " ", "x  y", "Đội", "UBND"],
]


@pytest.mark.parametrize("words", SENTENCES)
def test_as_underthesea_tags(words: list[str]) -> None:
    from underthesea.pipeline.ner.model_crf import CRFNERPredictor
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    parts, names = taggers()
    expected = CRFPOSTagPredictor.Instance().predict(words)
    assert parts.tag([(word, "X") for word in words]) == [tag for _, tag in expected]
    rows = [(word, tag, "") for word, tag in expected]
    assert names.tag([(*row, "X") for row in rows]) == [row[3] for row in CRFNERPredictor.Instance().predict(rows)]
    template = CRFPOSTagPredictor.Instance().transformer
    assert parts.features([(word, "X") for word in words]) == template.transform([[(word, "X") for word in words]])[0][0]


def test_features_of_a_sentence() -> None:
    assert borrowed_features([]) == []
    rows = borrowed_features(["Ông", "Lê_Văn_An", "thăm", "Mèo_Vạc"])
    assert [row[0] for row in rows] == ["PNc", "PNp", "PV", "PNp"]
    assert [row[3] for row in rows] == ["NO", "NB-PER", "NO", "NB-LOC"]


def test_a_sentence_without_end_takes_linear_time() -> None:
    borrowed_features(["một"])
    begun = time.process_time()
    borrowed_features(["một", "Hai", "3"] * 5000)
    assert time.process_time() - begun < 10
