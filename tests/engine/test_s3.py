"""A corpus on S3, against a server of moto on this machine: the same files as on disk, also after `kill -9`, and SQL over them."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from solieu.errors import UsageError
from solieu.inputs import input_files
from solieu.query import query
from solieu.tagging import Settings, tag_corpus
from tests.outputs.test_shards import command

REASON = "needs s3fs and moto[server]"
s3fs = pytest.importorskip("s3fs", reason=REASON)
server = pytest.importorskip("moto.server", reason=REASON)

COUNT = 9
SETTINGS = Settings(articles_per_shard=1)
URL = "s3://news/in/*.jsonl.gz"
FIRST = "SELECT id FROM articles LIMIT 1"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """The file system of a server with a bucket `news`, found as users set it: by the environment."""
    s3 = server.ThreadedMotoServer(port=0, verbose=False)
    s3.start()
    host, port = s3.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in (
            ("ENDPOINT_URL", f"http://{host}:{port}"),
            ("ACCESS_KEY_ID", "a"),
            ("SECRET_ACCESS_KEY", "b"),
            ("DEFAULT_REGION", "us-east-1"),
        ):
            environment.setenv(f"AWS_{name}", value)
        s3fs.S3FileSystem.clear_instance_cache()
        fs = s3fs.S3FileSystem(use_listings_cache=False)
        fs.mkdir("news")
        yield fs
    s3fs.S3FileSystem.clear_instance_cache()
    s3.stop()


@pytest.fixture(scope="module")
def source(bucket: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files, on disk and in the bucket; a line is broken."""
    folder = tmp_path_factory.mktemp("in")
    said = "Huyện Na Rì\nNăm 2024, toàn huyện đã tạo việc làm mới cho {0} người; tỷ lệ hộ nghèo còn {0}%.\n"
    lines = [json.dumps({"id": f"a{at}", "text": said.format(at) * 30}) for at in range(COUNT)]
    lines[5] = "{broken"
    for name, part in (("a", lines[: COUNT // 2]), ("b", lines[COUNT // 2 :])):
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress("\n".join(part).encode()))
        bucket.put(str(folder / f"{name}.jsonl.gz"), f"news/in/{name}.jsonl.gz")
    bucket.pipe_file("news/in/other.csv", b"no articles")
    return folder


@pytest.fixture(scope="module")
def here(source: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("here") / "out"
    assert tag_corpus([str(source)], out, small_model, SETTINGS) == 1
    return out


def tables(files: dict[str, bytes]) -> dict[str, Any]:
    """Articles and facts as their bytes, errors as rows without their origin, which is a URL in one of two folders."""
    found: dict[str, Any] = dict(files)
    for name in [name for name in files if name.startswith("errors/")]:
        found[name] = [(row["id"], row["reason"]) for row in parquet.read_table(BytesIO(files[name])).to_pylist()]
    return found


def on_disk(folder: Path) -> dict[str, Any]:
    return tables({file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()})


def in_bucket(fs: Any, folder: str) -> dict[str, Any]:
    return tables({name.removeprefix(f"{folder}/"): fs.cat_file(name) for name in fs.find(folder)})


@pytest.fixture(scope="module")
def there(bucket: Any, source: Path, small_model: Path) -> str:
    """The output of a run that was killed with some shards done, and taken up again."""
    out = "news/out"
    ours = [*command(Path("IN"), Path("OUT"))[:-1], "1", "-m", str(small_model)]
    with subprocess.Popen([{"IN": URL, "OUT": f"s3://{out}"}.get(word, word) for word in ours], stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and len(bucket.glob(f"{out}/part-*.parquet")) < 2:
            time.sleep(0.01)
        run.kill()
    assert 2 <= len(bucket.glob(f"{out}/part-*.parquet")) < COUNT
    bucket.pipe_file(f"{out}/facts/.part-00008.parquet.aside", b"half")  # where the kill left none
    assert tag_corpus([URL], f"s3://{out}", small_model, SETTINGS) == 1
    return out


def test_killed_and_resumed_it_is_the_same_as_on_disk(bucket: Any, here: Path, there: str) -> None:
    assert in_bucket(bucket, there) == on_disk(here)


def test_a_second_model_is_refused(bucket: Any, source: Path, small_model: Path, tmp_path: Path) -> None:
    out = "s3://news/second"
    assert tag_corpus([f"s3://news/in/{name}.jsonl.gz" for name in "ab"], out, small_model) == 1
    other = tmp_path / "m"
    shutil.copytree(small_model, other)
    (other / "meta.json").write_text((other / "meta.json").read_text() + "\n")
    with pytest.raises(UsageError, match="begun with model hash"):
        tag_corpus([URL], out, other)
    with pytest.raises(UsageError, match="lies in the input"):
        tag_corpus(["s3://news/*"], out, small_model)


def test_what_was_written_since_the_last_look_is_seen(bucket: Any) -> None:
    for at in range(2):
        bucket.pipe_file(f"news/more/{at}.txt", b"one")
        for path in ("s3://news/more", "s3://news/more/*.txt", "s3://news/more/[0-9].txt"):
            assert len(input_files([path])) == at + 1
    assert [file.is_file() for _, file in input_files(["s3://news/none/*.txt"])] == [False]  # nothing fits: told as a file that is not there


def test_sql(here: Path, there: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="needs the extra query")
    for sql in ("SELECT * FROM facts ORDER BY ALL", "SELECT id, label, value FROM entities ORDER BY ALL", "SELECT id, reason FROM errors", FIRST):
        for folder, name in ((here, "here.csv"), (f"s3://{there}", "there.csv")):
            query(folder, sql, "csv", tmp_path / name, overwrite=True)
        assert (tmp_path / "here.csv").read_text() == (tmp_path / "there.csv").read_text()
    # in a process of its own: threads that read on after LIMIT aborted it at its end
    run = subprocess.run([sys.executable, "-m", "solieu", "query", f"s3://{there}", FIRST], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.split(), run.stderr) == (0, ["id", "a0"], "")
