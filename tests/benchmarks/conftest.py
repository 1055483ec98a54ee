"""The benchmarks are scripts, not a package: they are found as Python finds them when one is run."""

from __future__ import annotations

import sys

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
