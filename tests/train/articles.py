"""Small corpora that training learns something from, all invented."""

from __future__ import annotations

from pathlib import Path

from solieu.corpus.brat import write_article
from solieu.corpus.inline import parse_inline

MARKED = [
    f"{{T Năm {2000 + n}}}, {{A UBND tỉnh Hà Giang}} {{I1 tạo việc làm}} cho {{Q VALUE=I1 {10 * n} người}};"
    f" {{I2 tỷ lệ hộ nghèo}} còn {{Q VALUE=I2 {n}%}}."
    f" Ông {{O HOLDS=P1 SERVES=A1 Lê Văn An}}, {{P1 Giám đốc}} {{A1 Sở Y tế}} nêu {{D Quyết định số {n}/QĐ-UBND}} tại {{L huyện Mèo Vạc}}."
    for n in range(1, 9)
]

#: Other labels than ours, in columns: a word and its tag.
CREWS = ["Đội Sao_Mai", "Đội Gió_Biển", "Đội Bình_Minh", "Đội Núi_Xanh"]
CONLL = "".join(
    f"# newdoc id = {number}\n{crew.split()[0]} B-CREW\n{crew.split()[1]} I-CREW\nthả O\n{3 + number} B-COUNT\ncon O\nthuyền B-BOAT\n. O\n\n"
    for number, crew in enumerate(CREWS * 3)
)


def write_corpus(folder: Path, marked: list[str] = MARKED, name: str = "a") -> Path:
    """Articles in the form that people write, as a folder of standoff."""
    for n, words in enumerate(marked):
        write_article(parse_inline(words, f"{name}{n}"), folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """What a model's folder holds, but for the metadata, in which times stand."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "meta.json"}
