"""Where the cache stands: `KG_CACHE`, else where the platform keeps caches."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "KG_CACHE"


def cache_folder() -> Path:
    """Give the cache's folder, which need not exist."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData" / "Local") / "legation" / "Cache"
    if sys.platform == "darwin":
        return _home() / "Library" / "Caches" / "legation"
    named = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG rule: a relative path counts as not set.
    return (Path(named) if Path(named).is_absolute() else _home() / ".cache") / "legation"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # No HOME and no entry in the password file: a place that is not there, so never a cache.
        return Path(os.devnull) / "home"
