"""Every kind of input, whole and broken: what is broken is an error of its own, and the rest is read."""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from solieu.errors import InputError
from solieu.inputs import Source, input_files, read_sources
from solieu.inputs.source import MAX_BYTES

TEXT = "Toàn xã có 12 hộ nghèo.\n"
ROWS = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT * 2}, {"text": "Có 5 xã."}]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
PAGE = "<html><head><title>Giảm nghèo</title></head><body><nav>Trang chủ</nav><article><h1>Giảm nghèo</h1>{}</article></body></html>"


def read(*paths: Path) -> tuple[list[Source], list[str]]:
    found = list(read_sources(paths))
    return [item for item in found if isinstance(item, Source)], [str(item) for item in found if isinstance(item, InputError)]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


PACK = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".zst": lambda data: pa.compress(data, "zstd", asbytes=True)}


@pytest.mark.parametrize("suffix", PACK)
def test_jsonl_plain_or_compressed(tmp_path: Path, suffix: str) -> None:
    file = written(tmp_path / f"n.jsonl{suffix}", PACK[suffix](LINES))
    counts: list[int] = []
    sources = [source for source in read_sources([file], counts.append) if isinstance(source, Source)]
    assert [(source.id, source.text) for source in sources] == [("a", TEXT), ("b", TEXT * 2), ("n-3", "Có 5 xã.")]
    assert sources[1].origin == f"{file}:2"
    assert 0 < sum(counts) <= file.stat().st_size


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
def test_a_file_that_ends_early_gives_what_it_has(tmp_path: Path, suffix: str) -> None:
    data = b"".join(json.dumps({"id": str(at), "text": f"{at * 7919 % 1000} {TEXT}"}).encode() + b"\n" for at in range(9000))
    packed = PACK[suffix](data)
    sources, errors = read(written(tmp_path / f"n.jsonl{suffix}", packed[: len(packed) // 2]))
    assert len(sources) < 9000
    assert len(errors) == 1
    sources, errors = read(written(tmp_path / f"m.jsonl{suffix}", b"no such format" * 9))
    assert (sources, len(errors)) == ([], 1)
    assert "m.jsonl" in errors[0]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b'{"id": "x", "text": "' + b"a" * MAX_BYTES + b'"}', "longer than"),
        (b"{broken", "not a JSON object"),
        (b"[" * 200_000, "not a JSON object"),
        (b"[]", "no text"),
        (b'{"id": "x", "text": "a\\u0000b"}', "U+0000 at offset 1"),
        (b'{"id": "x", "text": "a\x00b"}', "not a JSON object"),
        (b'{"id": "x", "text": "\\ud83d"}', "U+D83D"),
        (b'{"id": "\\u0000", "text": "a"}', "of its id"),
        (b'{"id": "x", "text": "\xff"}', "not UTF-8"),
        (b'{"id": "a", "text": "again"}', "a second article named 'a'"),
    ],
)
def test_a_bad_line_is_one_error(tmp_path: Path, line: bytes, part: str) -> None:
    sources, errors = read(written(tmp_path / "n.jsonl", LINES + line + b"\n" + b'{"id": "z", "text": "end"}'))
    assert [source.id for source in sources] == ["a", "b", "n-3", "z"]
    assert len(errors) == 1
    assert part in errors[0]
    assert "n.jsonl:4" in errors[0]


def test_a_line_that_unpacks_without_end_is_one_error(tmp_path: Path) -> None:
    sources, errors = read(written(tmp_path / "n.jsonl.gz", gzip.compress(LINES + b" " * 60_000_000 + b"\n" + b'{"id": "z", "text": "end"}')))
    assert [source.id for source in sources] == ["a", "b", "n-3", "z"]
    assert ["longer than" in error for error in errors] == [True]


def test_parquet(tmp_path: Path) -> None:
    file = tmp_path / "n.parquet"
    texts = [TEXT, None, "a\x00b", *(f"{at} xã" for at in range(100))]
    parquet.write_table(pa.table({"other": range(103), "text": texts, "id": [7, *range(100, 202)]}), file)
    sources, errors = read(file)
    assert [source.id for source in sources] == ["7", *(str(at) for at in range(102, 202))]
    assert sources[0].text == TEXT
    assert [part in error for part, error in zip(("no text in this row", "U+0000"), errors, strict=True)] == [True, True]


def test_parquet_that_is_none(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"body": ["a"]}), tmp_path / "a.parquet")
    written(tmp_path / "b.parquet", b"PAR1 no")
    _, errors = read(tmp_path)
    assert "no column of strings named text (its columns: body)" in errors[0]
    assert "b.parquet:1: cannot be read" in errors[1]


def test_html(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    body = "".join(f"<p>Toàn xã có {at} hộ nghèo, giảm so với cùng kỳ năm trước, theo báo cáo của UBND xã.</p>" for at in range(10, 16))
    sources, errors = read(written(tmp_path / "a.html", PAGE.format(body).encode()), written(tmp_path / "b.htm", b"\x00\x01\x02"))
    assert len(sources) == 1
    assert sources[0].text.startswith("Giảm nghèo\n")
    assert "có 15 hộ nghèo" in sources[0].text
    assert "Trang chủ" not in sources[0].text
    assert len(errors) == 1


def test_html_without_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    _, errors = read(written(tmp_path / "a.html", PAGE.encode()))
    assert "pip install 'solieu[html]'" in errors[0]


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub" / "b.txt", TEXT.encode())
    written(tmp_path / "sub" / "long.txt", b"a" * (MAX_BYTES + 1))
    written(tmp_path / "a.jsonl.xz", lzma.compress(LINES))
    written(tmp_path / "image.png", b"")
    written(tmp_path / ".hidden.txt", b"")
    parquet.write_table(pa.table({"id": ["p"], "text": [TEXT]}), tmp_path / "c.parquet")
    sources, errors = read(tmp_path)
    assert [source.id for source in sources] == ["a", "b", "a-3", "p", "sub/b"]
    assert "long.txt: longer than" in errors[0]
    assert [name for name, _ in input_files([tmp_path])] == ["a.jsonl.xz", "c.parquet", "sub/b.txt", "sub/long.txt"]
