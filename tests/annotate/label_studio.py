"""A real Label Studio for tests: started on a free port with its own empty folder, spoken to over HTTP, ended with the tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Where its executable is, if not on the path.
VARIABLE = "SOLIEU_LABEL_STUDIO"
USER, PASSWORD, TOKEN = "test@example.org", "not-a-secret", "0123456789abcdef0123456789abcdef01234567"
#: It makes its database first; on a busy machine that takes minutes.
PATIENCE = 300


def executable() -> str | None:
    """Label Studio, if there is one."""
    return os.environ.get(VARIABLE) or shutil.which("label-studio")


class LabelStudio:
    """Its interface for programs."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer to a request; RuntimeError, with what it says, where it refuses."""
        raw = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api{path}", raw, method=method)
        request.add_header("Authorization", f"Token {TOKEN}")
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                content = response.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read()[:2000]!r}") from None
        return json.loads(content) if content else None

    def project(self, config: str, tasks: Any) -> int:
        """A new project with these tasks."""
        id: int = self.call("POST", "/projects/", {"title": "solieu", "label_config": config})["id"]
        self.call("POST", f"/projects/{id}/import", tasks)
        return id

    def tasks(self, project: int) -> list[dict[str, Any]]:
        """The tasks of a project with predictions and annotations."""
        found: list[dict[str, Any]] = []
        for page in range(1, 100):
            batch = self.call("GET", f"/tasks?project={project}&fields=all&page={page}&page_size=100")
            found += batch["tasks"]
            if len(found) >= batch["total"]:
                break
        return found

    def annotate(self, task: int, result: Any, **more: Any) -> None:
        """Save an annotation, as its own page does."""
        self.call("POST", f"/tasks/{task}/annotations/", {"result": result, "lead_time": 12.5, **more})

    def export(self, project: int, path: Path) -> Path:
        """The project's export in JSON, as a file."""
        path.write_text(json.dumps(self.call("GET", f"/projects/{project}/export?exportType=JSON")), encoding="utf-8")
        return path


@contextmanager
def label_studio(folder: Path) -> Iterator[LabelStudio]:
    """A server with SQLite in `folder`, without telemetry, allowed to ask a backend on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    off = dict.fromkeys(("LATEST_VERSION_CHECK", "COLLECT_ANALYTICS", "ML_BLOCK_LOCAL_IP", "SSRF_PROTECTION_ENABLED"), "false")
    environment = {**os.environ, **off, "FEATURE_FLAGS_OFFLINE": "true", "LABEL_STUDIO_BASE_DATA_DIR": str(folder)}
    for name in ("SENTRY_DSN", "FRONTEND_SENTRY_DSN", "PYTHONPATH"):
        environment[name] = ""
    command = [str(executable()), "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port), "--data-dir", str(folder)]
    command += ["--username", USER, "--password", PASSWORD, "--user-token", TOKEN, "--enable-legacy-api-token"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder, start_new_session=True)
    try:
        _wait(f"http://127.0.0.1:{port}/health", server, folder / "log")
        yield LabelStudio(f"http://127.0.0.1:{port}")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"Label Studio did not start: {log.read_text(errors='replace')[-2000:]}")
