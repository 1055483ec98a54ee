"""Training: a model from a few articles, the same twice, whole or not at all, on from another, stopped and taken up again, with its origin."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from solieu.corpus.brat import read_folder, write_article
from solieu.errors import AnnotationError, SolieuError, UsageError
from solieu.evaluate import evaluate
from solieu.model import load, read_meta
from solieu.train import train
from solieu.train.sample import FILE, MARKER, read_sample
from tests.train.articles import CONLL, MARKED, content, write_corpus

TEXT = "Năm 2013, UBND tỉnh Hà Giang tạo việc làm cho 55 người; tỷ lệ hộ nghèo còn 7%."
FACTS = [("55", "tạo việc làm người"), ("7", "tỷ lệ hộ nghèo")]
#: Of another kind than those of the corpus.
NEW = [
    f"{{T Quý I/{2010 + n}}}, {{A Sở Giao thông vận tải}} {{I1 thảm nhựa}} {{Q VALUE=I1 {n + 2} km đường}};"
    f" {{I2 tổng mức đầu tư}} {{Q VALUE=I2 {n} tỷ đồng}}."
    for n in range(1, 7)
]


def facts(path: Path, text: str) -> list[tuple[str, str]]:
    return [(str(fact.value), fact.indicator) for fact in load(path)(text)._.facts]


def test_learns_and_loads(model: Path) -> None:
    assert facts(model, TEXT) == FACTS


def test_same_corpus_same_model_in_one_process_or_two(corpus: Path, model: Path, tmp_path: Path) -> None:
    assert content(train([corpus], tmp_path / "again", clusters="none", workers=2)) == content(model)
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_a_model_says_what_it_was_trained_on(model: Path, corpus: Path) -> None:
    said: dict[str, Any] = json.loads((model / "meta.json").read_text())["solieu"]
    assert (said["articles"], said["spans"], said["links"], said["carried"], said["unseen"]) == (8, 88, 32, 8, 0)
    assert [(row["articles"], len(row["sha256"]), row["name"].split("/")[-1]) for row in said["corpora"]] == [(8, 64, corpus.name)]
    assert {"python", "spacy", "underthesea"} <= said["versions"].keys()
    assert said["seconds"].keys() == {"solieu_tagger.crf", "solieu_linker.crf", "solieu_linker.net", "solieu_linker.aspects", "solieu_linker.offices"}


def test_nothing_is_overwritten_without_asking(corpus: Path, model: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        train([corpus], model)


def test_overwriting_keeps_the_card_and_nothing_else(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "m"
    out.mkdir()
    (out / "README.md").write_text("card")
    (out / "old").write_text("")
    train([corpus], out, clusters="none", overwrite=True)
    assert (out / "README.md").read_text() == "card"
    assert not (out / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_broken_articles_stop_training_or_are_named(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    for article in read_folder(corpus):
        write_article(article, folder)
    (folder / "bad.txt").write_text("Hai xã.", encoding="utf-8")
    (folder / "bad.ann").write_text("T1\tPLACE 0 3\tBa \n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"bad\.ann:1"):
        train([folder], tmp_path / "m", clusters="none")
    assert not (tmp_path / "m").exists()
    said: list[str] = []
    train([folder], tmp_path / "m", clusters="none", skip_broken=True, say=said.append)
    assert any("bad.ann:1" in words for words in said)


def test_going_on_learns_the_new_and_forgets_nothing(model: Path, tmp_path: Path) -> None:
    new = write_corpus(tmp_path / "new", NEW, "b")
    out = train([new], tmp_path / "m", base=model)
    assert facts(out, TEXT) == FACTS
    assert facts(out, "Quý I/2031, Sở Giao thông vận tải thảm nhựa 40 km đường; tổng mức đầu tư 15 tỷ đồng.") == [
        ("40", "thảm nhựa đường"),
        ("15000000000", "tổng mức đầu tư"),
    ]
    said = read_meta(out)["solieu"]
    assert (said["articles"], said["carried"], said["carried_before"], said["unseen"]) == (14, 14, 8, 0)
    assert said["base"] == read_meta(model)["solieu"]["sha256"]


def test_what_must_not_be_passed_on_is_not_carried_but_known(corpus: Path, tmp_path: Path) -> None:
    secret = write_corpus(tmp_path / "secret", NEW, "b")
    base = train([corpus, secret], tmp_path / "base", clusters="none", no_carry=[secret])
    assert [article.id[0] for article in read_sample(base)] == ["a"] * 8
    assert read_meta(base)["solieu"]["unseen"] == 6
    out = train([write_corpus(tmp_path / "more", MARKED[:1], "c")], tmp_path / "m", base=base)
    assert read_meta(out)["solieu"]["unseen"] == 6
    assert facts(out, "Quý I/2031, Sở Giao thông vận tải thảm nhựa 40 km đường; tổng mức đầu tư 15 tỷ đồng.")[1:] == [
        ("15000000000", "tổng mức đầu tư")
    ]
    (secret / MARKER).write_text("")
    marked = train([corpus, secret], tmp_path / "marked", clusters="none")
    assert (marked / FILE).read_bytes() == (base / FILE).read_bytes()
    with pytest.raises(UsageError, match="no article is read from there"):
        train([corpus], tmp_path / "x", no_carry=[tmp_path / "nowhere"])


def test_labels_come_from_the_data(tmp_path: Path) -> None:
    columns = tmp_path / "crews.conll"
    columns.write_text(CONLL, encoding="utf-8")
    out = train([columns], tmp_path / "m")
    assert load(out).pipe_names == ["solieu_plain_tagger", "solieu_scores"]
    assert evaluate(out, columns).figures["exact ALL f1"].value == 1.0
    doc = load(out)("Đội Sao Mai thả 12 con thuyền.")
    assert {ent.label_ for ent in doc.ents} == {"CREW", "COUNT", "BOAT"}
    assert doc._.record["facts"] == []
    again = train([columns], tmp_path / "on", base=out)
    assert load(again).pipe_names == ["solieu_plain_tagger", "solieu_scores"]


def test_other_labels_do_not_go_on_from_a_model_of_ours(model: Path, tmp_path: Path) -> None:
    (tmp_path / "crews.conll").write_text(CONLL, encoding="utf-8")
    with pytest.raises(UsageError, match="BOAT is none of them"):
        train([tmp_path / "crews.conll"], tmp_path / "m", base=model)


def test_new_articles_without_links_leave_the_linker_as_it_was(model: Path, tmp_path: Path) -> None:
    (tmp_path / "more.conll").write_text("Sở B-AGENCY\nXây_dựng I-AGENCY\nkhánh_thành O\n2 B-QUANTITY\ncầu I-QUANTITY\n", encoding="utf-8")
    out = train([tmp_path / "more.conll"], tmp_path / "m", base=model)
    assert (out / "solieu_linker" / "crf").read_bytes() == (model / "solieu_linker" / "crf").read_bytes()
    assert facts(out, TEXT) == FACTS


def test_links_of_one_kind_are_enough(tmp_path: Path) -> None:
    marked = [f"Ông {{O HOLDS=P1 Lê Văn {name}}}, {{P1 Giám đốc}} nêu {{Q {n} việc}}." for n, name in enumerate(("An", "Ba", "Sáu"), 2)]
    out = train([write_corpus(tmp_path / "c", marked)], tmp_path / "m", clusters="none")
    assert facts(out, "Ông Lê Văn An, Giám đốc nêu 12 việc.") == []


def test_our_labels_without_links_train_the_tagger_alone(corpus: Path, tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"id": a.id, "text": a.text, "entities": [{**s._asdict(), "text": a.surface(s)} for s in a.spans]}) + "\n"
        for a in read_folder(corpus)
    )
    (tmp_path / "c.jsonl").write_text(lines, encoding="utf-8")
    out = train([tmp_path / "c.jsonl"], tmp_path / "m", clusters="none")
    names = load(out).pipe_names
    assert {"solieu_tagger", "solieu_scores"} <= set(names)
    assert not {"solieu_linker", "solieu_facts"} & set(names)


@pytest.mark.parametrize("changed", ["", " và nhiều việc khác nữa"])
def test_an_article_to_measure_on_must_not_be_trained_on(tmp_path: Path, changed: str) -> None:
    dev = write_corpus(tmp_path / "dev", [MARKED[0].replace("tạo việc làm", "tạo việc làm" + changed, 1)], "d")
    with pytest.raises(UsageError, match=r"t0 \(trained on\) and d0 \(--dev\) share"):
        train([write_corpus(tmp_path / "train", MARKED[:1], "t")], tmp_path / "m", dev=dev)
    assert not (tmp_path / "m").exists()


def test_an_article_that_the_base_knows_is_no_held_out_one(model: Path, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="must not be trained on"):
        train([write_corpus(tmp_path / "new", NEW, "b")], tmp_path / "m", base=model, dev=corpus)


def test_stopped_and_taken_up_again(corpus: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, said = tmp_path / "m", list[str]()

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("spacy.language.Language.to_disk", fail)
        with pytest.raises(KeyboardInterrupt):
            train([corpus], out, clusters="none", say=said.append)
    assert "the same command goes on" in said[-1]
    assert not out.exists()
    with monkeypatch.context() as patched:
        patched.setattr("solieu.crf.Crf.train", fail)  # nothing is trained twice
        train([corpus], out, clusters="none", say=said.append)
    assert any("going on from" in words for words in said)
    assert content(out) == content(model)
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


@pytest.mark.parametrize("restart", [False, True])
def test_parts_of_another_input_are_not_taken_up(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restart: bool) -> None:
    out, said = tmp_path / "m", list[str]()
    with monkeypatch.context() as patched:
        patched.setattr("solieu.train.run._write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(SolieuError, match="No space left"):
            train([corpus], out, clusters="none")
    other = corpus if restart else write_corpus(tmp_path / "other", NEW, "b")
    train([other], out, clusters="none", say=said.append, restart=restart)
    assert not any("going on" in words for words in said)
    assert any("beginning anew" in words for words in said) != restart


def test_two_runs_do_not_share_a_folder(corpus: Path, tmp_path: Path) -> None:
    from solieu.folders import workshop

    with workshop(tmp_path / "m.part"), pytest.raises(UsageError, match="another run is at work"):
        train([corpus], tmp_path / "m", clusters="none")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment(corpus: Path, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "m"
    command = [sys.executable, "-c", f"from solieu.train import train; train([{str(corpus)!r}], {str(out)!r}, clusters='none')"]
    draw = random.Random(6)
    for _ in range(3):
        process = subprocess.Popen(command)
        time.sleep(draw.uniform(1, 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not out.exists() or content(out) == content(model)
        if out.exists():
            break
    else:
        assert subprocess.run(command, check=False).returncode == 0
    assert content(out) == content(model)
