"""The machine-learning backend answers Label Studio's protocol, and whatever else is sent to it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from solieu.annotate.backend import application, read_names, serve
from solieu.corpus.labelstudio import NAMES, Names, config, parse_result
from solieu.errors import UsageError
from solieu.schema import Article

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def ask(nlp: Language) -> Ask:
    app = application(nlp)

    def call(method: str, path: str, body: Any = None, length: str | None = None) -> tuple[int, dict[str, Any]]:
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        status: list[str] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(raw)) if length is None else length}
        content = app({**environ, "wsgi.input": io.BytesIO(raw)}, lambda line, headers: status.append(line))  # type: ignore[arg-type, return-value]
        return int(status[0].split()[0]), json.loads(b"".join(content))

    return call


def test_protocol(ask: Ask) -> None:
    assert ask("GET", "/health") == (200, ask("GET", "/")[1])
    assert ask("GET", "/health")[1]["status"] == "UP"
    version = ask("POST", "/setup", {"project": "1.2", "schema": config()})[1]["model_version"]
    assert version.startswith("vi_solieu ")
    assert ask("GET", "/versions")[1] == {"versions": [version]}
    assert ask("POST", "/webhook", {"action": "ANNOTATION_CREATED"})[0] == 200


def test_predictions_fit_the_text(ask: Ask, article: str, tmp_path: Path) -> None:
    texts = [f"😀 {article}".replace("\n", "\r\n"), "Toàn xã có 12 hộ nghèo.", ""]
    status, found = ask("POST", "/predict", {"tasks": [{"id": 1, "data": {"text": text}} for text in texts], "label_config": config()})
    assert (status, len(found["results"])) == (200, 3)
    for text, guess in zip(texts, found["results"], strict=True):
        assert guess["model_version"] == found["model_version"]
        parse_result(Article("a", text), guess["result"], tmp_path, losses := [])
        assert losses == []
    assert {item["type"] for item in found["results"][0]["result"]} == {"labels", "relation"}


def test_it_speaks_the_names_of_the_project(ask: Ask) -> None:
    project = '<View><Labels name="ner" toName="body"><Label value="PLACE"/></Labels><Text name="body" value="$article"/></View>'
    guess = ask("POST", "/predict", {"tasks": [{"data": {"article": "Toàn xã có 12 hộ nghèo."}}], "label_config": project})[1]["results"][0]
    assert {(item["from_name"], item["to_name"]) for item in guess["result"] if item["type"] == "labels"} == {("ner", "body")}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (config(), NAMES),
        (None, NAMES),
        (5, NAMES),
        ("<View>", NAMES),
        ("<View/>", NAMES),
        ('<View><Labels name="x" toName="y"/></View>', Names("x", "y", "text")),
    ],
)
def test_names(given: Any, names: Names) -> None:
    assert read_names(given) == names


@pytest.mark.parametrize("task", [{}, {"data": {}}, {"data": {"text": 5}}, {"data": {"text": "a\x00b"}}, {"data": {"text": "\ud800"}}, 5, None])
def test_a_task_without_an_article_gets_an_empty_prediction(ask: Ask, task: Any, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = ask("POST", "/predict", {"tasks": [task, {"data": {"text": "Có 5 xã."}}]})
    assert status == 200
    assert found["results"][0]["result"] == []
    assert found["results"][1]["result"]
    assert "solieu: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("method", "path", "body", "length", "status"),
    [
        ("POST", "/predict", b"{", None, 400),
        ("POST", "/predict", b"[]", None, 400),
        ("POST", "/predict", b"[" * 100_000, None, 400),
        ("POST", "/predict", b"\xff", None, 400),
        ("POST", "/predict", {}, None, 400),
        ("POST", "/predict", {"tasks": 5}, None, 400),
        ("POST", "/predict", b"", "many", 400),
        ("POST", "/predict", b"", "-1", 400),
        ("POST", "/predict", b"", "999999999999", 400),
        ("GET", "/predict", None, None, 404),
        ("GET", "/../../etc/passwd", None, None, 404),
        ("POST", "/train", {}, None, 404),
    ],
)
def test_other_requests_are_refused(ask: Ask, method: str, path: str, body: Any, length: str | None, status: int) -> None:
    found = ask(method, path, body, length)
    assert (found[0], list(found[1])) == (status, ["error"])


def test_command_serves_until_interrupted() -> None:
    command = [sys.executable, "-m", "solieu", "annotate", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=heeds_interrupts) as server:
        try:
            assert server.stderr is not None
            url = server.stderr.readline().split()[3]
            assert url.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{url}/health", timeout=30) as response:
                assert json.load(response)["status"] == "UP"
            with pytest.raises(UsageError, match="give another --port"):
                serve(port=int(url.rsplit(":", 1)[1]))
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 130
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()


def heeds_interrupts() -> None:
    """Tests that run in the background of a shell hand an ignored SIGINT on to what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
