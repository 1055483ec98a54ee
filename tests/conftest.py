"""What several tests need: the shipped model, an article, the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import solieu
from solieu.tokens.underthesea import model_file

if TYPE_CHECKING:
    from spacy.language import Language
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

ROOT = Path(__file__).parent.parent

ARTICLE = (
    "Huyện Na Rì: nhiều kết quả trong giảm nghèo\n\n"
    "Sáng 12/7/2024, UBND huyện Na Rì, tỉnh Bắc Kạn tổ chức hội nghị sơ kết 6 tháng đầu năm 2024. "
    "Đồng chí Hoàng Văn Thái, Chủ tịch UBND huyện chủ trì hội nghị.\n"
    "Thực hiện Quyết định số 118/QĐ-UBND ngày 04/3/2024 của UBND tỉnh, toàn huyện đã tạo việc làm mới cho 1.210 người; "
    "hỗ trợ xây mới 45 căn nhà cho hộ nghèo; tỷ lệ hộ nghèo còn 12,5%, giảm 2,1% so với cùng kỳ năm 2023. "
    "Tổng kinh phí thực hiện 14,5 tỷ đồng.\n"
)


def library_tagger(model: str) -> FastCRFSequenceTagger:
    """A model as underthesea's own code runs it, given its folder in the package."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    tagger.load(str(model_file(model, "models.bin").parent))
    return tagger


@pytest.fixture(scope="session")
def nlp() -> Language:
    return solieu.load()


@pytest.fixture(scope="session")
def article() -> str:
    return ARTICLE
