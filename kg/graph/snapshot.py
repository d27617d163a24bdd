"""The published graph: an immutable folder of `graph.nq` and `manifest.json`, seen whole or not at all."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from operator import lt
from pathlib import Path
from typing import Any, Final

from kg.graph.disk import Contents, checked, plainly
from kg.graph.writing import put_aside, write_whole, write_whole_folder
from kg.problems import KgError
from kg.progress import step

__all__ = [
    "Snapshot",
    "is_snapshot",
    "open_snapshot",
    "publish",
    "snapshot_files",
    "verify_snapshot",
    "write_whole",
]

QUADS: Final = "graph.nq"
MANIFEST: Final = "manifest.json"
FORMAT: Final = "legation-snapshot"
VERSION: Final = 1
REBUILD: Final = "build it again with `kg build -o DIR`"

_LARGEST_MANIFEST: Final = 1_000_000
_READINGS: Final = 50
_PAUSE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published graph; `sha256` of its quads is its name."""

    path: Path
    sha256: str
    manifest: Mapping[str, Any]

    @property
    def quads(self) -> Path:
        """Give the N-Quads file."""
        return self.path / QUADS


def publish(quads: Contents, manifest: Mapping[str, object], target: Path) -> Path:
    """Put the snapshot at `target` in one step and give its path; readers see the old one or the new one.

    `quads` is sorted N-Quads without doubles, as bytes or as pieces of whole lines; `manifest` takes counts
    and whatever else tells what the snapshot was made from (no clock). Raises KgError (2) where the folder
    holds something else, (3) where the disk refuses; ValueError for unsorted quads or a manifest that names
    an entry of ours.
    """
    counted = _Counted(quads)
    files: dict[str, Contents] = {QUADS: counted, MANIFEST: counted.manifest(manifest)}
    with step("writing the snapshot"):
        return write_whole_folder(target, files, ours=is_snapshot, kind="a snapshot")


def snapshot_files(quads_text: bytes, manifest: Mapping[str, object]) -> dict[str, bytes]:
    """Give the files of a snapshot by name, as `publish` writes them, for a folder that holds more."""
    counted = _Counted(quads_text)
    return {QUADS: b"".join(counted), MANIFEST: b"".join(counted.manifest(manifest))}


class _Counted:
    """Sorted quads that are hashed and counted as they are written."""

    def __init__(self, quads: Contents) -> None:
        self._quads = quads
        self._entries: dict[str, object] = {}

    def __iter__(self) -> Iterator[bytes]:
        digest, size, count = hashlib.sha256(), 0, 0
        for piece in _in_order((self._quads,) if isinstance(self._quads, bytes) else self._quads):
            digest.update(piece)
            size, count = size + len(piece), count + piece.count(b"\n")
            yield piece
        self._entries = {"sha256": digest.hexdigest(), "bytes": size, "quads": count}

    def manifest(self, manifest: Mapping[str, object]) -> Iterator[bytes]:
        """Give the bytes of the manifest, to be asked for after the last quad."""
        entries = {"format": FORMAT, "version": VERSION, **self._entries}
        if taken := sorted({*entries, "seal"} & set(manifest)):
            raise ValueError(f"the manifest's own entries are not to be given: {', '.join(taken)}")
        yield _sealed({**manifest, **entries})


def open_snapshot(path: Path) -> Snapshot:
    """Give the snapshot in a folder, every byte checked.

    Raises KgError (3) where it is missing, damaged, incomplete or of another version.
    """
    with plainly(f"{path} cannot be read"):
        manifest, findings = _settled_reading(checked(path))
    if findings or manifest is None:
        raise KgError(f"{path} is not a whole snapshot: {'; '.join(findings)}; {REBUILD}", exit_code=3)
    return Snapshot(checked(path), str(manifest["sha256"]), manifest)


def verify_snapshot(path: Path) -> tuple[str, ...]:
    """Give what is wrong with a snapshot, file by file; nothing when every byte is as published."""
    with plainly(f"{path} cannot be read"):
        return _settled_reading(checked(path))[1]


def is_snapshot(folder: Path) -> bool:
    """Tell whether a folder is one that `publish` made, even a damaged one, with nothing else in it."""
    names = {entry.name for entry in folder.iterdir()}
    if not {MANIFEST} <= names <= {QUADS, MANIFEST}:
        return False
    start = _start_of(folder / MANIFEST, _LARGEST_MANIFEST)
    return f'"format": "{FORMAT}"'.encode() in start


def _in_order(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give the pieces on; raises ValueError where their lines are not in order."""
    last = b""
    for piece in pieces:
        lines = list(BytesIO(piece))
        if (piece and not piece.endswith(b"\n")) or not all(map(lt, (last, *lines), lines)):
            raise ValueError("quads are published sorted, without doubles, each line ended")
        last = lines[-1] if lines else last
        yield piece


def _sealed(entries: Mapping[str, object]) -> bytes:
    """Give the manifest's bytes; `seal` is the hash of all other entries, so that no byte can change."""
    seal = hashlib.sha256(_canonical(entries)).hexdigest()
    return _canonical({**entries, "seal": seal})


def _canonical(entries: Mapping[str, object]) -> bytes:
    text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return text.encode("utf-8") + b"\n"


def _settled_reading(folder: Path) -> tuple[Mapping[str, Any] | None, tuple[str, ...]]:
    """Read the folder; where a publication comes between the manifest and the quads, read again."""
    for _ in range(_READINGS):
        before = _identity(folder)
        reading = _reading(folder)
        # First look whether a folder is put aside: a swap that ends after that look has changed the identity.
        aside = put_aside(folder)
        if not reading[1] or (not aside and before == _identity(folder)):
            break
        time.sleep(_PAUSE_S)
    return reading


def _identity(folder: Path) -> tuple[int, int, int] | None:
    try:
        found = folder.stat()
    except FileNotFoundError:
        return None
    # The number of a folder that was removed is given to a new one: the time of its renaming tells them apart.
    return found.st_dev, found.st_ino, found.st_ctime_ns


def _reading(folder: Path) -> tuple[Mapping[str, Any] | None, tuple[str, ...]]:
    if not folder.is_dir():
        return None, ("it is a file, not a folder" if folder.exists() else "there is no such folder",)
    missing = tuple(f"{name} is missing" for name in (MANIFEST, QUADS) if not (folder / name).is_file())
    if missing:
        return None, missing
    try:
        text = _start_of(folder / MANIFEST, _LARGEST_MANIFEST + 1)
        sha256 = _sha256(folder / QUADS)
    except FileNotFoundError as error:
        return None, (f"{Path(str(error.filename)).name} is missing",)
    manifest, findings = _checked_manifest(text)
    if manifest is not None and manifest["sha256"] != sha256:
        findings += (f"{QUADS} is not what was published: its SHA-256 is {sha256}",)
    return manifest, findings


def _checked_manifest(text: bytes) -> tuple[Mapping[str, Any] | None, tuple[str, ...]]:
    try:
        entries = json.loads(text)
        seal = entries.pop("seal")
        version = entries["version"]
        whole = text == _canonical({**entries, "seal": seal}) and isinstance(entries["sha256"], str)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return None, (f"{MANIFEST} cannot be read as a manifest",)
    if version != VERSION:
        return None, (f"{MANIFEST} is of version {version}, this program reads version {VERSION}",)
    if not whole or hashlib.sha256(_canonical(entries)).hexdigest() != seal:
        return None, (f"{MANIFEST} is not what was published: its seal is broken",)
    return entries, ()


def _start_of(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
