"""The normalisers as components: what spans and documents say, noted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc, Span

import solieu.pipeline
from solieu.normalisers import PROVINCE, PUBLISHED, SAID
from solieu.records import record

if TYPE_CHECKING:
    from spacy.language import Language

WORDS = [
    ("14/05/2024", "PERIOD"),
    ("UBND tỉnh", "AGENCY"),
    ("Bắc Kạn", "PLACE"),
    ("huyện Chợ Mới", "PLACE"),
    (".", ""),
    ("4 tháng đầu năm 2024", "PERIOD"),
    ("hơn 120 hộ", "QUANTITY"),
    ("so với", ""),
    ("cùng kỳ năm 2023", "PERIOD"),
    ("theo", ""),
    ("Nghị quyết số 8/NQ-HĐND", "DECREE"),
    (".", ""),
    ("Nghị quyết này", ""),
    ("tốt", ""),
]


def made(nlp: Language) -> Doc:
    doc = Doc(nlp.vocab, [word for word, _ in WORDS], sent_starts=[at in (0, 5, 12) for at in range(len(WORDS))])
    doc.ents = tuple(Span(doc, at, at + 1, label) for at, (_, label) in enumerate(WORDS) if label)
    return doc


def said(doc: Doc) -> dict[str, Any]:
    return {ent.text: getattr(ent._, SAID[ent.label_]) for ent in doc.ents}


@pytest.fixture(params=[True, False])
def doc(request: pytest.FixtureRequest) -> Doc:
    """The document, with the components and without."""
    nlp = spacy.blank("vi_solieu")
    doc = made(nlp)
    for name in ("solieu_places", "solieu_periods", "solieu_quantities", "solieu_decrees") if request.param else ():
        doc = nlp.add_pipe(name)(doc)
    return doc


def test_what_a_document_says(doc: Doc) -> None:
    assert (doc._.province, doc._.published) == ("Bắc Kạn", date(2024, 5, 14))
    (citation,) = doc._.citations
    assert citation.decree.number == "8"
    assert [doc.text[start:end] for start, end in citation.mentions] == ["Nghị quyết này"]


def test_what_spans_say(doc: Doc) -> None:
    found = said(doc)
    assert (found["hơn 120 hộ"].value, found["hơn 120 hộ"].comparator) == (Decimal(120), ">")
    assert (found["huyện Chợ Mới"].code, found["UBND tỉnh"]) == ("065", "UBND tỉnh Bắc Kạn")
    assert found["Nghị quyết số 8/NQ-HĐND"].symbol == "NQ-HĐND"
    assert (found["cùng kỳ năm 2023"].start, found["cùng kỳ năm 2023"].end) == (date(2023, 1, 1), date(2023, 4, 30))


def test_the_record_tells_it(doc: Doc) -> None:
    told = record(doc)
    text = told["text"]
    assert [[text[m["start"] : m["end"]] for m in decree["mentions"]] for decree in told["decrees"]] == [["Nghị quyết này"]]
    (same,) = [entity for entity in told["entities"] if entity["text"].startswith("cùng kỳ")]
    assert (same["period_start"], same["period_end"], same["problem"]) == ("2023-01-01", "2023-04-30", None)


def test_a_tagged_document_can_be_stored(nlp: Language, article: str) -> None:
    doc = nlp(article)
    assert {PROVINCE, PUBLISHED} <= set(doc.user_data)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert (again._.province, again._.published, said_all(again)) == (doc._.province, doc._.published, said_all(doc))


def said_all(doc: Doc) -> list[Any]:
    return [getattr(ent._, SAID[ent.label_]) for ent in doc.ents if ent.label_ in SAID]


def test_the_article_is_looked_at_once(nlp: Language, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = nlp(article)
    monkeypatch.setattr("solieu.normalisers.article_province", pytest.fail)
    monkeypatch.setattr("solieu.normalisers.published", pytest.fail)
    assert record(doc)["facts"]


def test_every_component_is_shipped(nlp: Language) -> None:
    assert nlp.pipe_names[-5:] == ["solieu_places", "solieu_periods", "solieu_quantities", "solieu_decrees", "solieu_facts"]
    assert nlp.analyze_pipes()["problems"]["solieu_facts"] == []
    assert solieu.pipeline.make_decrees
