"""Tests import the small modules beside them, and keep the cache of snapshots to themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from browsing import browser, contexts, opened  # noqa: F401 (fixtures of the tests of pages)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    os.environ.setdefault("KG_CACHE", str(tmp_path_factory.mktemp("cache")))
