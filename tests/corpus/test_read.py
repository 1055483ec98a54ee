"""Folders and files of every form as a corpus, whose labels, and what becomes of broken ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solieu.corpus.read import read_corpora
from solieu.errors import AnnotationError, UsageError

FOREIGN = "Tàu B-SHIP\nSao_Biển I-SHIP\nchở O\n12 B-COUNT\nkhách O\n\nĐội B-CREW\nnghỉ O\n"
OURS = "UBND B-AGENCY\ntỉnh I-AGENCY\nhọp O\n"


def write(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def test_words_and_labels_of_columns(tmp_path: Path) -> None:
    [corpus] = read_corpora([write(tmp_path / "a.conll", FOREIGN)])
    [article] = corpus.articles
    assert article.text == "Tàu Sao Biển chở 12 khách\nĐội nghỉ"
    assert [(span.label, article.surface(span)) for span in article.spans] == [("SHIP", "Tàu Sao Biển"), ("COUNT", "12"), ("CREW", "Đội")]
    assert article.words is not None
    assert [[article.text[start:end] for start, end in words] for words in article.words] == [
        ["Tàu", "Sao Biển", "chở", "12", "khách"],
        ["Đội", "nghỉ"],
    ]


@pytest.mark.parametrize(
    ("words", "articles", "spans"),
    [
        (FOREIGN, 1, 3),
        (FOREIGN.replace("\n", "\r\n").replace(" ", "\t"), 1, 3),
        ("-DOCSTART- -X- O O\n\n" + FOREIGN + "\n-DOCSTART- O\n\n" + FOREIGN, 2, 6),
        ("# newdoc id = x\n" + FOREIGN + "# newdoc id = y\n" + FOREIGN, 2, 6),
        ("Tàu N B-SHIP\nchở V O\n", 1, 1),
        ("Tàu I-SHIP\nSao I-SHIP\n", 1, 1),
        ("_ B-SHIP\n__ O\n", 1, 1),
        (OURS, 1, 1),
    ],
)
def test_forms_of_columns(tmp_path: Path, words: str, articles: int, spans: int) -> None:
    [corpus] = read_corpora([write(tmp_path / "a.conll", words)])
    assert (len(corpus.articles), sum(len(article.spans) for article in corpus.articles)) == (articles, spans)


def test_a_folder_of_every_form(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "UBND tỉnh họp")
    write(tmp_path / "in" / "a.ann", "T1\tAGENCY 0 9\tUBND tỉnh\n")
    write(tmp_path / "in" / "not annotated.txt", "Hai xã")
    row = {"id": "b", "text": "Hai xã", "entities": [{"id": "T1", "label": "QUANTITY", "start": 0, "end": 6, "text": "Hai xã"}]}
    write(tmp_path / "b.jsonl", json.dumps(row) + "\n")
    write(tmp_path / "c.conll", OURS)
    [corpus] = read_corpora([tmp_path])
    assert [article.id for article in corpus.articles] == ["b", "c", "a"]
    assert [file.name for file in corpus.files] == ["b.jsonl", "c.conll", "a.ann"]
    assert read_corpora([tmp_path])[0].sha256 == corpus.sha256
    write(tmp_path / "c.conll", OURS + "\n")
    assert read_corpora([tmp_path])[0].sha256 != corpus.sha256


@pytest.mark.parametrize(
    ("name", "words", "problem"),
    [
        ("a.conll", "UBND B-AGENCI\ntỉnh B-PLACE\nhọp B-PERIOD\n", r"a\.conll:1: .*AGENCI.*the labels are"),  # a slip among our labels
        ("a.conll", "Tàu B-SHIP\nchở X\n", r"a\.conll:2: not a word and a BIO tag"),
        ("a.conll", "Tàu\n", r"a\.conll:1: not a word and a BIO tag"),
        ("a.jsonl", '{"text": 1}\n', r"a\.jsonl:1"),
        ("a.jsonl", '{"text": "Tàu ra khơi", "words": [[[0, 3], [4, 6]]]}\n', r"a\.jsonl:1: .*does not follow"),
    ],
)
def test_broken_files_are_named_or_left_out(tmp_path: Path, name: str, words: str, problem: str) -> None:
    path = write(tmp_path / name, words)
    with pytest.raises(AnnotationError, match=problem):
        read_corpora([path])
    said: list[str] = []
    good = write(tmp_path / "good.conll", OURS)
    corpora = read_corpora([tmp_path], skip_broken=True, say=said.append)
    assert any(path.name in line for line in said)
    assert good in corpora[0].files


def test_only_the_broken_lines_are_lost(tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "Hai xã"}', "{", '{"id": "c", "text": "Ba xã"}']
    write(tmp_path / "a.jsonl", "\n".join(rows))
    write(tmp_path / "b.conll", "Tàu O\n\nchở ?\nhết O\n\nkhách O\n")
    [corpus] = read_corpora([tmp_path], skip_broken=True)
    assert [(article.id, article.text) for article in corpus.articles] == [("a", "Hai xã"), ("c", "Ba xã"), ("b", "Tàu\nkhách")]


@pytest.mark.parametrize(("name", "problem"), [("nowhere", "no such file"), ("a.pdf", "unknown form"), ("empty", "no annotated articles")])
def test_what_is_no_corpus(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "a.pdf", "")
    with pytest.raises(UsageError, match=problem):
        read_corpora([tmp_path / name])
