"""The standard streams as every command has them."""

from __future__ import annotations

import os
import sys


def set_up_streams() -> None:
    """Write UTF-8 whatever the locale; where a standard stream is closed, let no file take its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
