"""A machine-learning backend of Label Studio: while people annotate, it asks this server for predictions.

The protocol is five small requests of JSON: `GET /health`, `POST /setup`, `POST /predict`, `POST /webhook`, `GET /versions`. The library for it,
label-studio-ml, stands on the package index in a version of 2023 that wants Redis, a job queue and Flask; later ones are in no index. So this is a
WSGI application on the standard library, which any other WSGI server can run, too: `solieu.annotate.backend.application(solieu.load())`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Lock
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from xml.etree import ElementTree

from solieu.annotate.export import guess, prediction
from solieu.corpus.labelstudio import NAMES, Names
from solieu.engine import local
from solieu.errors import InputError, UsageError
from solieu.inputs.source import MAX_BYTES, Source, checked
from solieu.model import DEFAULT_MODEL, load

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from spacy.language import Language

HOST, PORT = "127.0.0.1", 9090
#: Bytes of a request; Label Studio sends tasks by the dozen, each with its annotations.
MAX_REQUEST = 64 * MAX_BYTES


class BadRequestError(Exception):
    """A request that is none of the protocol."""


class Backend:
    """What the server answers: a method for each path, JSON in and out."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.version = f"{nlp.meta['name']} {nlp.meta['version']}"
        self.busy = Lock()  # a pipeline is not for several threads at once

    def health(self, _: Mapping[str, Any]) -> dict[str, Any]:
        return {"status": "UP", "model_class": "solieu", "model_version": self.version}

    def setup(self, _: Mapping[str, Any]) -> dict[str, Any]:
        return {"model_version": self.version}

    def versions(self, _: Mapping[str, Any]) -> dict[str, Any]:
        return {"versions": [self.version]}

    def webhook(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Label Studio tells of each annotation. Nothing is learned from one; `solieu train` learns from a corpus of them."""
        return {"status": "nothing to do; export the annotation and train with solieu train"}

    def predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """One prediction a task, in their order; an empty one where a task has no article that can be tagged."""
        names = read_names(request.get("label_config"))
        tasks = request.get("tasks")
        if not isinstance(tasks, list):
            raise BadRequestError("no list of tasks")
        with self.busy:
            return {"results": [self._predict(task, names) for task in tasks], "model_version": self.version}

    def _predict(self, task: Any, names: Names) -> dict[str, Any]:
        id = f"task {task.get('id')}" if isinstance(task, dict) else "a task"
        try:
            found = task["data"][names.field]
            if not isinstance(found, str):
                raise KeyError(names.field)
            source = checked(Source(id, found, None, id))
            for tagged in local.tag(self.nlp, [source]):
                if isinstance(tagged, InputError):
                    raise tagged
                return prediction(guess(tagged), names)
        except (KeyError, TypeError):
            print(f"solieu: {id}: its data has no text in {names.field!r}; no prediction", file=sys.stderr)
        except InputError as error:
            print(f"solieu: {error}", file=sys.stderr)
        return {"model_version": self.version, "score": 0.0, "result": []}


def read_names(config: Any) -> Names:
    """What a project calls the labels, the text and the field of the text; ours where its configuration does not say so."""
    try:
        tags = list(ElementTree.fromstring(config).iter()) if isinstance(config, str) else []
    except ElementTree.ParseError:
        tags = []
    labels = next((tag for tag in tags if tag.tag == "Labels" and tag.get("name") and tag.get("toName")), None)
    if labels is None:
        return NAMES
    name = labels.get("toName")
    text = next((tag for tag in tags if tag.tag in ("Text", "HyperText") and tag.get("name") == name), None)
    field = (text.get("value") or "").removeprefix("$") if text is not None else ""
    return Names(str(labels.get("name")), str(name), field or NAMES.field)


def application(nlp: Language) -> WSGIApplication:
    """The backend as a WSGI application."""
    backend = Backend(nlp)
    answers: dict[tuple[str, str], Callable[[Mapping[str, Any]], dict[str, Any]]] = {
        ("GET", ""): backend.health,
        ("GET", "health"): backend.health,
        ("POST", "setup"): backend.setup,
        ("POST", "predict"): backend.predict,
        ("POST", "webhook"): backend.webhook,
        ("GET", "versions"): backend.versions,
    }

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").strip("/")
        found = answers.get((environ["REQUEST_METHOD"], path))
        status = HTTPStatus.OK
        try:
            content = found(_body(environ)) if found else {"error": f"nothing at {environ['REQUEST_METHOD']} /{path}"}
            if not found:
                status = HTTPStatus.NOT_FOUND
        except BadRequestError as error:
            status, content = HTTPStatus.BAD_REQUEST, {"error": str(error)}
        body = json.dumps(content, ensure_ascii=False).encode()
        start(f"{status.value} {status.phrase}", [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _body(environ: WSGIEnvironment) -> Mapping[str, Any]:
    """The object that a request carries. Raises BadRequestError for anything else, or too much of it."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadRequestError("no length of the request") from None
    if not 0 <= length <= MAX_REQUEST:
        raise BadRequestError(f"a request of {length:,} bytes; the most is {MAX_REQUEST:,}")
    if not length:
        return {}
    try:
        found = json.loads(environ["wsgi.input"].read(length))
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"no JSON: {error}") from None
    if not isinstance(found, dict):
        raise BadRequestError("no JSON object")
    return found


class _Server(ThreadingMixIn, WSGIServer):
    """A thread a request, so that Label Studio hears that the server lives (it waits one second) while an article is tagged."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said of a request that was answered."""


def serve(model: str | Path | None = None, host: str = HOST, port: int = PORT, started: Callable[[str], None] = lambda url: None) -> None:
    """Answer Label Studio until interrupted; `started` is told the address. Port 0 takes a free one. Raises UsageError where the port is taken."""
    app = application(load(model or DEFAULT_MODEL))
    try:
        server = make_server(host, port, app, _Server, _Quiet)
    except OSError as error:
        raise UsageError(f"cannot listen on {host}:{port} ({error.strerror or error}); give another --port") from None
    with server:
        started(f"http://{host}:{server.server_port}")
        server.serve_forever()
