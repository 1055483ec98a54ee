"""solieu explain as a user runs it, and the function behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.explain import explain

# phrase -> the labels that fit, and some of their fields
PHRASES: list[tuple[str, dict[str, dict[str, Any]]]] = [
    ("1,2 nghìn tỷ đồng", {"QUANTITY": {"value": "1200000000000", "unit": "đồng"}}),
    ("hơn 4.210 người", {"QUANTITY": {"value": "4210", "comparator": ">"}}),
    ("112/112 xã", {"QUANTITY": {"value": "112", "of": "112"}}),
    ("5 năm", {"QUANTITY": {"value": "5"}}),
    ("Quyết định số 118/QĐ-UBND ngày 04-3-2022", {"DECREE": {"number": "118", "date": "2022-03-04"}}),
    ("Luật Đất đai năm 2013", {"DECREE": {"kind": "Luật", "year": 2013}}),
    ("6 tháng đầu năm 2020", {"PERIOD": {"period_start": "2020-01-01", "period_end": "2020-06-30"}}),
    ("từ đầu năm đến nay", {"PERIOD": {"period_start": None, "problem": "counts from the date of publication, which is not known"}}),
    ("10/12/21948", {"PERIOD": {"period_start": None, "problem": "no such year: 21948"}}),
    ("tỉnh Bắc Kạn", {"PLACE": {"code": "06", "code_new": "19", "kind": "province"}}),
    ("huyện Chợ Mới", {"PLACE": {"ambiguous": True}}),
    ("Quận 1", {"PLACE": {"kind": "district"}}),
    ("Sở LĐ TB&XH", {"AGENCY": {"canonical": "Sở Lao động - Thương binh và Xã hội"}}),
    ("KBNN tỉnh", {"AGENCY": {"canonical": "Kho bạc Nhà nước tỉnh"}}),
    ("xyz", {}),
    ("", {}),
]


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_what_fits(phrase: str, expected: dict[str, dict[str, Any]]) -> None:
    found = explain(phrase)
    assert found.keys() == expected.keys()
    for label, fields in expected.items():
        assert found[label].items() >= fields.items()


def test_the_article_around_a_phrase() -> None:
    assert explain("UBND tỉnh", "Bắc Kạn") == {"AGENCY": {"canonical": "UBND tỉnh Bắc Kạn"}}
    assert explain("từ đầu năm đến nay", published=date(2023, 5, 9))["PERIOD"]["period_end"] == "2023-05-09"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_phrase(phrase: str) -> None:
    json.dumps(explain(phrase))


def solieu(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-X", "importtime", "-m", "solieu", "explain", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, encoding="utf-8", check=False)


def messages(run: subprocess.CompletedProcess[str]) -> str:
    return "\n".join(line for line in run.stderr.splitlines() if not line.startswith("import time:"))


def test_a_table_for_people_without_the_model() -> None:
    run = solieu("1,2 nghìn tỷ đồng")
    assert (run.returncode, messages(run)) == (0, "")
    assert "1200000000000" in run.stdout and "QUANTITY" in run.stdout
    assert "spacy" not in run.stderr and "sklearn" not in run.stderr


def test_json_for_programs() -> None:
    run = solieu("UBND tỉnh", "--province", "TP HCM", "--json")
    assert json.loads(run.stdout) == {"AGENCY": {"canonical": "UBND tỉnh"}}
    run = solieu("nay", "--json")
    assert (run.returncode, json.loads(run.stdout)) == (1, {})
    assert "no quantity" in messages(run)


def test_wrong_usage() -> None:
    run = solieu("UBND tỉnh", "--province", "Atlantis")
    assert run.returncode == 2
    assert "Atlantis: no such province" in messages(run)
    assert solieu("nay", "--published", "9/5/2023").returncode == 2


def test_help_has_examples() -> None:
    run = solieu("--help")
    assert run.returncode == 0
    assert 'solieu explain "1,2 nghìn tỷ đồng"' in run.stdout
