"""Every kind of input, whole and broken: what is broken is an error of its own, and the rest is read."""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from solieu.errors import InputError, UsageError
from solieu.inputs import Reading, Source, input_files, read_sources
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
    assert "no column 'text' (its columns: body); name the column of the articles with --text-column" in errors[0]
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


#: A data set of tables, and what an expression chooses of it.
TABLE = [
    {"ma": "a1", "bai": "Có 5 xã.", "nam": 2019, "tinh": "Bắc Kạn", "ngay": "2019-05-01", "the": ["việc làm"]},
    {"ma": "a2", "bai": "Có 6 xã.", "nam": 2021, "tinh": "Đắk Lắk", "ngay": "2021-05-01", "the": []},
    {"ma": "a3", "bai": "Có 7 xã.", "nam": None, "tinh": "Bắc Kạn", "ngay": "2023-05-01", "the": ["nghèo"]},
]
WHERE = [
    (None, ["a1", "a2", "a3"]),
    ("nam >= 2020", ["a2"]),
    ("nam is null or nam < 2020", ["a1", "a3"]),
    ("tinh = 'Bắc Kạn' AND ngay >= '2020-01-01' -- the later ones", ["a3"]),
    ("lower(tinh) = 'đắk lắk'", ["a2"]),
    ("bai LIKE '%7 xã%'", ["a3"]),
    ("json_array_length(the) > 0", ["a1", "a3"]),
    ("1", ["a1", "a2", "a3"]),
    ("nam", ["a1", "a2"]),
]


def table(path: Path) -> Path:
    """TABLE as a file of the kind that its name tells, or as `datasets` saves it."""
    if path.suffix == ".jsonl":
        return written(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in TABLE).encode())
    whole = pa.Table.from_pylist(TABLE)
    if path.suffix == ".parquet":
        parquet.write_table(whole, path)
    elif path.suffix == ".arrow":
        with pa.ipc.new_file(path, whole.schema) as file:
            file.write_table(whole)
    else:
        pytest.importorskip("datasets").Dataset(whole).save_to_disk(path, num_shards=2)
    return path


@pytest.mark.parametrize("name", ["n.jsonl", "n.parquet", "n.arrow", "saved"])
def test_columns_and_rows_that_are_chosen(tmp_path: Path, name: str) -> None:
    path = table(tmp_path / name)
    for where, expected in WHERE:
        found = list(read_sources([path], reading=Reading(text="bai", id="ma", where=where)))
        assert [source.id if isinstance(source, Source) else str(source) for source in found] == expected, where
    first = next(iter(read_sources([path], reading=Reading(text="bai"))))
    assert isinstance(first, Source)
    assert first.id.endswith("-1")


@pytest.mark.parametrize("name", ["n.jsonl", "n.parquet", "n.arrow", "saved"])
def test_a_column_that_is_not_there(tmp_path: Path, name: str) -> None:
    path = table(tmp_path / name)
    for reading, part in (
        (Reading(text="bai", where="năm > 2020"), "'năm', which --where asks for"),
        (Reading(), "'text'"),
        (Reading(text="bai", where="json_extract(tinh, '$') = 1"), "--where cannot be applied to this row"),
    ):
        found = list(read_sources([path], reading=reading))
        assert found
        assert all(isinstance(one, InputError) and part in str(one) for one in found), part
    if name != "n.jsonl":
        assert "'mã'" in str(next(iter(read_sources([path], reading=Reading(text="bai", id="mã")))))
        assert "int64, not text" in str(next(iter(read_sources([path], reading=Reading(text="nam")))))


@pytest.mark.parametrize(
    "expression",
    [
        "nam >=",
        "",
        "nam >= 2020) --",
        "1; DROP TABLE x",
        'tinh = "Bắc Kạn"',
        "random() > 0",
        "(SELECT 1 FROM sqlite_schema",
        "load_extension('x')",
        "no(1)",
    ],
)
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(UsageError, match="--where"):
        Reading(where=expression)


def test_texts_can_be_chosen_by_id_and_text(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", b"5")
    written(tmp_path / "b.txt", b"6")
    assert [source.id for source in read_sources([tmp_path], reading=Reading(where="text > '5'")) if isinstance(source, Source)] == ["b"]
    assert "'nam'" in str(next(iter(read_sources([tmp_path], reading=Reading(where="nam > 5")))))


def test_what_datasets_leaves_beside_a_data_set_is_not_read(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    half = datasets.Dataset(pa.Table.from_pylist(TABLE))
    datasets.DatasetDict({"train": half, "test": half.select([0])}).save_to_disk(tmp_path / "all")
    saved = datasets.load_from_disk(tmp_path / "all" / "train")
    saved.map(lambda row: {"bai": row["bai"] * 2}, cache_file_name=str(tmp_path / "all" / "train" / "cache-1.arrow"))
    names = [name for name, _ in input_files([tmp_path / "all"])]
    assert names == ["test/data-00000-of-00001.arrow", "train/data-00000-of-00001.arrow"]
    found = [source.id for source in read_sources([tmp_path / "all"], reading=Reading(text="bai")) if isinstance(source, Source)]
    assert found == [f"{split}/data-00000-of-00001-{at}" for split, rows in (("test", 1), ("train", 3)) for at in range(1, rows + 1)]


def test_one_unreadable_among_a_thousand(tmp_path: Path) -> None:
    for at in range(1000):
        written(tmp_path / f"{at:04}.txt", b"\xff\xfe" if at == 500 else TEXT.encode())
    sources, errors = read(tmp_path)
    assert len(sources) == 999
    assert [("0500.txt: not UTF-8" in error) for error in errors] == [True]


@pytest.fixture
def memory() -> Iterator[str]:
    """A folder in a file system of fsspec that is not on this machine's disk."""
    fsspec = pytest.importorskip("fsspec")
    fs = fsspec.filesystem("memory")
    fs.makedirs("/news", exist_ok=True)
    yield "memory://news"
    fs.rm("/news", recursive=True)


def test_any_storage_that_fsspec_knows(memory: str) -> None:
    import fsspec

    fs = fsspec.filesystem("memory")
    fs.pipe({"/news/a.jsonl": LINES, "/news/sub/b.txt": TEXT.encode(), "/news/c.jsonl.xz": lzma.compress(LINES.replace(b'"a"', b'"c"'))})
    with fs.open("/news/d.parquet", "wb") as file:
        parquet.write_table(pa.table({"id": ["p"], "text": [TEXT]}), file)
    found = [source.id for source in read_sources([memory]) if isinstance(source, Source)]
    assert found == ["a", "b", "a-3", "c", "c-3", "p", "sub/b"]
    assert [name for name, _ in input_files([memory])] == ["a.jsonl", "c.jsonl.xz", "d.parquet", "sub/b.txt"]
    one = [source.id for source in read_sources([f"{memory}/sub/b.txt", f"{memory}/d.parquet"]) if isinstance(source, Source)]
    assert one == ["b", "p"]
    assert "no such file" in str(next(iter(read_sources([f"{memory}/none.jsonl"]))))
    with pytest.raises(UsageError, match="nosuch"):
        list(read_sources(["nosuch://bucket/a.txt"]))


def test_file_urls_are_paths(tmp_path: Path) -> None:
    file = written(tmp_path / "a.txt", TEXT.encode())
    assert [source.origin for source in read_sources([f"file://{file}"]) if isinstance(source, Source)] == [str(file)]
