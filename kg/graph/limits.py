"""What a query may take: seconds and bytes, as a person writes them."""

from __future__ import annotations

import re
from typing import Final

from kg.problems import KgError

TIMEOUT_S: Final = 30.0
MEMORY_BYTES: Final = 2 * 2**30

_UNITS: Final = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SIZE: Final = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,3}))? ?([KMGT]?)(?:i?B)?", re.IGNORECASE)
_SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_LEAST_MEMORY: Final = 2**20
_MOST_MEMORY: Final = 2**60  # more than any machine has, and still a number that the system takes


def parse_memory(text: str) -> int:
    """Give the bytes that `2GB`, `512 MB`, `1.5G` or a plain number stand for (1 GB is 2^30 bytes), at most 2^60."""
    found = _SIZE.fullmatch(text.strip())
    size = 0
    if found:
        whole, part, unit = found.groups()
        size = int(float(f"{whole}.{part or 0}") * _UNITS[unit.upper()])
    if size < _LEAST_MEMORY:
        raise KgError(f"“{text}” is not an amount of memory of at least 1 MB; write 512MB or 2GB")
    return min(size, _MOST_MEMORY)


def parse_timeout(text: str) -> float:
    """Give the seconds that `30` or `0.5` stand for."""
    seconds = float(text) if _SECONDS.fullmatch(text.strip()) else 0.0
    if seconds <= 0:
        raise KgError(f"“{text}” is not a number of seconds above 0; write 30 or 0.5")
    return seconds


def in_words(size: int) -> str:
    """Give bytes as a person writes them: `2GB`, `256MB`, `1.5KB`."""
    for unit in ("T", "G", "M", "K"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.4g}{unit}B"
    return f"{size}B"
