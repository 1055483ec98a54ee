"""One Label Studio for all tests that need it: to start takes a minute."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.annotate.label_studio import VARIABLE, LabelStudio, executable, label_studio


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabelStudio]:
    if executable() is None:
        pytest.skip(f"no Label Studio: none on the path, and {VARIABLE} is not set")
    with label_studio(tmp_path_factory.mktemp("label-studio")) as found:
        yield found
