"""Tests import the small modules beside them, and keep the cache of snapshots to themselves."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from browsing import browser, contexts, opened  # noqa: F401 (fixtures of the tests of pages)

# A shell starts what stands behind “&” deaf to Ctrl-C, and what we start would be deaf too.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# On the server the same examples each time: a new one found there would fail a change that did not cause it.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ.setdefault("KG_CACHE", str(tmp_path_factory.mktemp("cache")))
