"""Tables of stretches: pieces described as underthesea does, and lines that stand side by side without seeing each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.errors import ModelError
from solieu.tokens.tables import DIGITS, TITLE, Tables, describe

#: Each of the ways to see a stretch once, with a weight that no other sum has.
NAMES = ["T[0]=xã", "T[-2]=BOS", "T[2]=EOS", "T[-2,0]=BOS", "T[-1,1]=BOS", "T[-1,1]=EOS", "T[0,1].lower=xã an", "T[-1,0].istitle=True"]
NAMES += ["T[1].isdigit=True", "T[0,1].is_in_dict=True", "T[1,2]=EOS", "T[-1]=xã"]
WEIGHTS = np.array([[2.0**at, -(2.0**at)] for at in range(len(NAMES))])

LINES = st.lists(st.lists(st.sampled_from(["xã", "Xã", "An", "an", "12", ""]), max_size=5), max_size=6)


@settings(max_examples=300, deadline=None)
@given(piece=st.one_of(st.from_regex(r"[+-]?[0-9]{1,12}", fullmatch=True), st.sampled_from([*"aAđĐ5½ßªǅ中-", "Ab cd", "ab Cd", "1 2", "aB", "1Ab"])))
def test_a_piece_is_described_as_underthesea_does(piece: str) -> None:
    from underthesea_core import CRFFeaturizer

    [[row]] = CRFFeaturizer(["T[0].lower", "T[0].istitle", "T[0].isdigit"], set()).process([[[piece]]])
    lower, kind = describe(piece)
    assert row == [f"T[0].lower={lower}", f"T[0].istitle={bool(kind & TITLE)}", f"T[0].isdigit={bool(kind & DIGITS)}"]


@settings(max_examples=300, deadline=None)
@given(lines=LINES)
def test_a_score_is_the_sum_of_the_features_that_underthesea_finds(lines: list[list[str]]) -> None:
    from underthesea_core import CRFFeaturizer

    featurizer = CRFFeaturizer(sorted({name.partition("=")[0] for name in NAMES}), {"xã an"})
    known = dict(zip(NAMES, WEIGHTS, strict=True))
    rows = [row for line in lines if line for row in featurizer.process([[[piece or "-"] for piece in line]])[0]]
    expected = [sum((known.get(name, np.zeros(2)) for name in row), np.zeros(2)) for row in rows]
    found = Tables(NAMES, WEIGHTS, {"xã an"}).scores([[piece or "-" for piece in line] for line in lines])
    assert found.tolist() == np.reshape(expected, (-1, 2)).tolist()


@pytest.mark.parametrize("name", ["U[0]=nhà", "T[0].upper=A", "T[3]=nhà", "T[0]"])
def test_a_feature_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="unknown feature"):
        Tables([name], np.zeros((1, 1)))


def test_an_empty_piece_is_no_place_between_lines() -> None:
    tables = Tables(NAMES, WEIGHTS)
    assert tables.scores([["xã", "", "", "an"]]).tolist() != tables.scores([["xã"], ["an"]]).tolist()
