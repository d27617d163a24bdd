"""What the fuzzers share: a run guided by coverage, for long (atheris), and a plain one with a seed, for the tests.

    pip install atheris
    python -m benchmarks.fuzz_facts CORPUS-FOLDER -max_total_time=600
    python -m benchmarks.fuzz_guard CORPUS-FOLDER -max_total_time=600

Options with one hyphen are libFuzzer's. An empty corpus folder is filled with the seeds first. A finding ends the run,
with its input in a file: an exception that is none of those named, a crash, more than ten seconds, more than 2 GB.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

try:
    import atheris
except ModuleNotFoundError:  # needed for a long run only
    atheris = None

Target = Callable[[bytes], None]
_EDITS: Final = 6


def instrumented() -> AbstractContextManager[Any]:
    """Import within this block what the coverage of is to be followed."""
    if atheris is None:
        return nullcontext()
    block: AbstractContextManager[Any] = atheris.instrument_imports(include=["kg"])
    return block


def fuzz(target: Target, words: Iterable[str], seeds: Iterable[bytes]) -> None:
    """Fuzz, guided by coverage, until libFuzzer's limits; never returns."""
    if atheris is None:
        sys.exit("atheris is missing: pip install atheris")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("corpus")
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for number, seed in enumerate(seeds):
            (folder / f"seed-{number}").write_bytes(seed)
    with NamedTemporaryFile("w", suffix=".dict", encoding="ascii") as dictionary:
        dictionary.writelines(f'"{_quoted(word)}"\n' for word in words)
        dictionary.flush()
        settings = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=4000", f"-dict={dictionary.name}"]
        atheris.Setup([sys.argv[0], str(folder), *settings, *sys.argv[2:]], target)
        atheris.Fuzz()


def _quoted(word: str) -> str:
    plain = word.encode().decode("latin-1")
    return "".join(
        each if (each.isalnum() and each.isascii()) or each in " :<>{}/._-()" else f"\\x{ord(each):02x}"
        for each in plain
    )


def mutated(seeds: Sequence[bytes], words: Sequence[str], runs: int, seed: int) -> Iterable[bytes]:
    """Give so many inputs, the same for the same seed: seeds with a few edits each."""
    chance = random.Random(seed)
    for _ in range(runs):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, _EDITS)):
            chance.choice(_CHANGES)(data, chance, chance.choice(words).encode())
        yield bytes(data)


def _insert(data: bytearray, chance: random.Random, word: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = word


def _replace(data: bytearray, chance: random.Random, word: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at : at + len(word)] = word


def _flip(data: bytearray, chance: random.Random, word: bytes) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, word: bytes) -> None:
    at = chance.randint(0, len(data))
    del data[at : at + chance.randint(1, 40)]


def _repeat(data: bytearray, chance: random.Random, word: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = data[at : at + chance.randint(1, 20)] * chance.choice((1, 2, 30))


def _byte(data: bytearray, chance: random.Random, word: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice(
        (b"\0", b"\t", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\\", b'"', b"\r")
    )


_CHANGES: Final = (_insert, _insert, _replace, _replace, _flip, _cut, _repeat, _byte)
