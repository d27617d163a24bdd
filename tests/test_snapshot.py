import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.graph import cache, disk, snapshot, writing
from kg.graph.cache_folder import cache_folder
from kg.graph.snapshot import is_snapshot, open_snapshot, publish, verify_snapshot, write_whole
from kg.graph.writing import write_whole_folder
from kg.problems import KgError

QUADS = b'<urn:a> <urn:p> "1" <urn:g> .\n<urn:b> <urn:p> "2" <urn:g> .\n'
# sha256sum of the two lines above
SHA256 = "a92b0af19f1fd5353842ed8b0ca0bf8d18ca84e747953347d598395600e980f2"
OTHER = b'<urn:c> <urn:p> "3" <urn:g> .\n'


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def everything(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# ---- publishing and opening


def test_a_published_snapshot_opens_with_its_hash_and_counts(tmp_path):
    place = publish(QUADS, {"articles": 5}, tmp_path / "out")
    opened = open_snapshot(place)
    assert names(tmp_path) == ["out"]
    assert names(place) == ["graph.nq", "manifest.json"]
    assert opened.quads.read_bytes() == QUADS
    assert (opened.sha256, opened.manifest["bytes"], opened.manifest["quads"]) == (SHA256, 60, 2)
    assert (opened.manifest["articles"], opened.manifest["version"]) == (5, 1)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    one = publish(QUADS, {"b": 1, "a": "Ü"}, tmp_path / "one")
    two = publish(QUADS, {"a": "Ü", "b": 1}, tmp_path / "two")
    assert everything(one) == everything(two)


def test_an_empty_graph_can_be_published(tmp_path):
    assert open_snapshot(publish(b"", {}, tmp_path / "out")).manifest["quads"] == 0


def test_a_second_publication_takes_the_place_of_the_first(tmp_path):
    publish(QUADS, {}, tmp_path / "out")
    publish(OTHER, {}, tmp_path / "out")
    assert open_snapshot(tmp_path / "out").quads.read_bytes() == OTHER
    assert names(tmp_path) == ["out"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    assert open_snapshot(publish(QUADS, {}, tmp_path / "out")).sha256 == SHA256


def test_a_link_to_a_snapshot_stays_a_link(tmp_path):
    publish(QUADS, {}, tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    publish(OTHER, {}, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert open_snapshot(tmp_path / "real").quads.read_bytes() == OTHER


UNSORTED = {
    "wrong order": b"<urn:b> <urn:p> <urn:o> .\n<urn:a> <urn:p> <urn:o> .\n",
    "a double": b"<urn:a> <urn:p> <urn:o> .\n<urn:a> <urn:p> <urn:o> .\n",
    "last line not ended": b"<urn:a> <urn:p> <urn:o> .",
}


@pytest.mark.parametrize("quads", UNSORTED.values(), ids=UNSORTED)
def test_quads_that_have_two_byte_strings_for_one_content_are_not_published(tmp_path, quads):
    assert len(UNSORTED) == 3
    with pytest.raises(ValueError, match="sorted"):
        publish(quads, {}, tmp_path / "out")
    assert names(tmp_path) == []


def test_a_manifest_may_not_name_our_own_entries(tmp_path):
    with pytest.raises(ValueError, match="seal, sha256"):
        publish(QUADS, {"sha256": "x", "seal": "y"}, tmp_path / "out")


# ---- what is somebody else's stays


def _file(path):
    path.write_text("mine")


def _folder_with_a_note(path):
    path.mkdir()
    _file(path / "note.txt")


def _quads_without_manifest(path):
    path.mkdir()
    (path / "graph.nq").write_bytes(QUADS)


def _foreign_manifest(path):
    path.mkdir()
    (path / "manifest.json").write_text('{"name": "a web app"}')


def _snapshot_and_a_note(path):
    publish(QUADS, {}, path)
    _file(path / "note.txt")


FOREIGN = [_file, _folder_with_a_note, _quads_without_manifest, _foreign_manifest, _snapshot_and_a_note]


@pytest.mark.parametrize("make", FOREIGN)
def test_what_is_not_ours_is_never_replaced(tmp_path, make):
    assert len(FOREIGN) == 5
    make(tmp_path / "out")
    before = everything(tmp_path)
    with pytest.raises(KgError) as caught:
        publish(OTHER, {}, tmp_path / "out")
    assert caught.value.exit_code == 2
    assert everything(tmp_path) == before


def test_the_current_folder_is_not_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KgError, match="current folder"):
        publish(QUADS, {}, Path())
    assert names(tmp_path) == []


# ---- damage


def test_every_flipped_byte_of_either_file_is_found(tmp_path):
    place = publish(QUADS, {"articles": 5}, tmp_path / "out")
    flips = 0
    for path in sorted(place.iterdir()):
        whole = path.read_bytes()
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            findings = verify_snapshot(place)
            assert findings and path.name in findings[0], (path.name, at, findings)
            flips += 1
        path.write_bytes(whole)
    assert flips == 60 + len((place / "manifest.json").read_bytes())
    assert verify_snapshot(place) == ()


def test_a_missing_file_is_named_and_nothing_is_made_in_its_place(tmp_path):
    for name in ("graph.nq", "manifest.json"):
        place = publish(QUADS, {}, tmp_path / name)
        (place / name).unlink()
        with pytest.raises(KgError, match=f"{name} is missing.*kg build") as caught:
            open_snapshot(place)
        assert caught.value.exit_code == 3
        assert not (place / name).exists()


MANIFESTS = {
    "not JSON": b"{",
    "a list": b"[]",
    "no seal": b"{}",
    "nested": b"[" * 100_000,
    "not UTF-8": b"\xff\xfe",
    "of the next version": b'{"format":"legation-snapshot","seal":"","sha256":"","version":2}',
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS)
def test_a_manifest_that_is_none_is_named(tmp_path, text):
    assert len(MANIFESTS) == 6
    place = publish(QUADS, {}, tmp_path / "out")
    (place / "manifest.json").write_bytes(text)
    with pytest.raises(KgError, match=r"manifest\.json") as caught:
        open_snapshot(place)
    assert caught.value.exit_code == 3


def test_opening_nothing_says_so(tmp_path):
    _file(tmp_path / "file")
    for name, words in (("nothing", "no such folder"), ("file", "a file, not a folder")):
        with pytest.raises(KgError, match=words):
            open_snapshot(tmp_path / name)


# ---- readers and writers at the same time


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_reader_sees_the_old_snapshot_or_the_new_one(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(writing, "exchange", lambda one, other: False)
    contents = [QUADS, OTHER]
    place = publish(QUADS, {}, tmp_path / "out")
    done = threading.Event()

    def write():
        for turn in range(60):
            publish(contents[turn % 2], {}, place)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        seen.add(open_snapshot(place).sha256)
    writer.join()
    assert seen <= {SHA256, open_snapshot(publish(OTHER, {}, tmp_path / "other")).sha256}
    assert SHA256 in seen
    assert names(tmp_path) == ["other", "out"]


def test_two_writers_end_with_one_whole_snapshot(tmp_path):
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.graph.snapshot import publish\n"
        "for _ in range(25): publish(sys.argv[2].encode(), {}, Path(sys.argv[1]))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "out"), text.decode()])
        for text in (QUADS, OTHER)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert open_snapshot(tmp_path / "out").quads.read_bytes() in (QUADS, OTHER)
    assert names(tmp_path) == ["out"]


KILLED = """
import os, sys
from pathlib import Path
from kg.graph import writing
from kg.graph.snapshot import publish, write_whole
real = writing.write_synced
def dying(path, data):
    data = data if isinstance(data, bytes) else b"".join(data)
    real(path, data[: len(data) // 2])
    os._exit(9)
writing.write_synced = dying
target = Path(sys.argv[1])
publish(b"", {}, target) if sys.argv[2] == "folder" else write_whole(target, b"new bytes")
"""


def test_what_a_killed_writer_left_is_cleared_by_the_next(tmp_path):
    publish(QUADS, {}, tmp_path / "out")
    (tmp_path / "page.html").write_bytes(b"old")
    for target, kind in (("out", "folder"), ("page.html", "file")):
        ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / target), kind], check=False)
        assert ended.returncode == 9
    assert len(names(tmp_path)) == 4
    assert open_snapshot(tmp_path / "out").sha256 == SHA256
    assert (tmp_path / "page.html").read_bytes() == b"old"
    publish(OTHER, {}, tmp_path / "out")
    write_whole(tmp_path / "page.html", b"new")
    assert names(tmp_path) == ["out", "page.html"]


def test_the_unfinished_work_of_a_living_writer_is_let_alone(tmp_path):
    with writing._fresh(tmp_path / "out", Path.mkdir) as living:
        publish(QUADS, {}, tmp_path / "out")
        assert living.is_dir()
    assert names(tmp_path) == ["out"]


def test_a_snapshot_that_a_killed_writer_had_put_aside_comes_back(tmp_path):
    place = publish(QUADS, {}, tmp_path / "out")
    place.rename(writing._sibling(place, "old"))
    writing.clear_leftovers(place)
    assert open_snapshot(place).sha256 == SHA256
    assert names(tmp_path) == ["out"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    write_whole(tmp_path / "page.html", b"old")

    def interrupted(path, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_synced", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "page.html", b"new")
    assert everything(tmp_path) == {"page.html": b"old"}


@pytest.mark.parametrize(
    "step", ["clear_leftovers", "_sibling", "_try_lock", "write_synced", "exchange", "_remove"]
)
def test_an_interruption_at_any_step_waits_until_nothing_is_unfinished(tmp_path, monkeypatch, step):
    publish(QUADS, {}, tmp_path / "out")
    made = getattr(writing, step)

    def interrupted(*given):
        os.kill(os.getpid(), signal.SIGINT)
        return made(*given)

    monkeypatch.setattr(writing, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(OTHER, {}, tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert open_snapshot(tmp_path / "out").quads.read_bytes() in {QUADS, OTHER}


def test_an_interruption_stops_the_writing_of_what_comes_piece_by_piece(tmp_path):
    given = []

    def pieces():
        for number in range(1000):
            if number == 2:
                os.kill(os.getpid(), signal.SIGINT)
            given.append(number)
            yield b"piece"

    with pytest.raises(KeyboardInterrupt):
        write_whole_folder(tmp_path / "out", {"a": pieces()}, ours=lambda _: True, kind="a thing")
    assert (len(given) <= 4, names(tmp_path)) == (True, [])


def test_who_ignores_interruptions_is_not_interrupted(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_remove", lambda path: os.kill(os.getpid(), signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        write_whole(tmp_path / "page.html", b"new")
    finally:
        signal.signal(signal.SIGINT, before)
    assert everything(tmp_path) == {"page.html": b"new"}


def test_another_thread_writes_without_a_word_on_interruptions(tmp_path):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(write_whole, tmp_path / "page.html", b"new").result()
    assert everything(tmp_path) == {"page.html": b"new"}


# ---- single files


def test_a_file_is_written_whole_with_its_folders(tmp_path):
    write_whole(tmp_path / "a" / "b" / "page.html", b"\x00\xff")
    assert everything(tmp_path) == {"a/b/page.html": b"\x00\xff"}


def test_a_replaced_file_keeps_its_rights_and_its_links(tmp_path):
    (tmp_path / "page.html").write_bytes(b"old")
    (tmp_path / "page.html").chmod(0o640)
    (tmp_path / "link.html").symlink_to("page.html")
    write_whole(tmp_path / "link.html", b"new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_bytes() == b"new"
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o640


def test_a_name_of_255_bytes_is_written(tmp_path):
    write_whole(tmp_path / ("x" * 255), b"new")
    assert names(tmp_path) == ["x" * 255]


def _pipe(folder):
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _below_a_file(folder):
    _file(folder / "file")
    return folder / "file" / "page.html"


REFUSED = {
    "a folder": (lambda folder: folder, "is a folder", 2),
    "a pipe": (_pipe, "device or a pipe", 2),
    "a device": (lambda folder: Path(os.devnull), "device or a pipe", 2),
    "a NUL": (lambda folder: folder / "a\0b", "NUL", 2),
    "a lone surrogate": (lambda folder: folder / "a\ud800", "surrogates", 2),
    "below a file": (_below_a_file, "a file, not a folder", 3),
    "a long name": (lambda folder: folder / ("x" * 256), "name is too long", 3),
}


@pytest.mark.parametrize(("path", "words", "exit_code"), REFUSED.values(), ids=REFUSED)
def test_a_path_that_cannot_be_a_file_is_refused_in_plain_words(tmp_path, path, words, exit_code):
    assert len(REFUSED) == 7
    with pytest.raises(KgError, match=words) as caught:
        write_whole(path(tmp_path), b"new")
    assert caught.value.exit_code == exit_code


def test_a_write_protected_file_is_not_replaced(tmp_path, monkeypatch):
    write_whole(tmp_path / "page.html", b"old")
    # Root may write everywhere: the answer of the system is given here.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(KgError, match="write-protected"):
        write_whole(tmp_path / "page.html", b"new")


WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no right to do so",
    errno.EMFILE: "too many files are open",
}


@pytest.mark.parametrize(("number", "words"), WORDS.items(), ids=WORDS.values())
def test_what_the_disk_refuses_is_said_in_plain_words_and_the_old_stays(tmp_path, monkeypatch, number, words):
    assert len(WORDS) == 5
    publish(QUADS, {}, tmp_path / "out")
    write_whole(tmp_path / "page.html", b"old")
    before = everything(tmp_path)

    def refusing(handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk.os, "fsync", refusing)
    for write in (
        lambda: publish(OTHER, {}, tmp_path / "out"),
        lambda: write_whole(tmp_path / "page.html", b"new"),
    ):
        with pytest.raises(KgError, match=words) as caught:
            write()
        assert caught.value.exit_code == 3
    assert everything(tmp_path) == before


def test_a_file_beyond_the_limit_of_the_process_leaves_the_old_one(tmp_path):
    pytest.importorskip("resource", reason="limits of a process are a Unix thing")
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom kg.graph.snapshot import write_whole\n"
        "from kg.problems import KgError\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_whole(Path(sys.argv[1]), bytes(2000))\nexcept KgError as error: print(error)"
    )
    write_whole(tmp_path / "page.html", b"old")
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "page.html")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "larger than this disk allows" in ended.stdout
    assert everything(tmp_path) == {"page.html": b"old"}


# ---- other folders than snapshots


def test_a_folder_of_pages_is_written_whole(tmp_path):
    def ours(folder):
        return (folder / "index.html").is_file()

    for text in (b"one", b"two"):
        files = {"index.html": text, "data/ties.csv": b"a,b\n"}
        write_whole_folder(tmp_path / "report", files, ours=ours, kind="a report")
    assert everything(tmp_path) == {"report/index.html": b"two", "report/data/ties.csv": b"a,b\n"}
    publish(QUADS, {}, tmp_path / "snapshot")
    with pytest.raises(KgError, match="not a report"):
        write_whole_folder(tmp_path / "snapshot", {}, ours=ours, kind="a report")


def test_where_the_system_cannot_exchange_two_folders_the_swap_still_works(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "sunos5")
    assert disk.exchange(tmp_path, tmp_path) is False


# ---- the cache


def test_the_second_run_takes_the_snapshot_from_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    built = []

    def build():
        built.append(1)
        return QUADS, {"articles": 5}

    first, second = cache.cached_snapshot("k1", build), cache.cached_snapshot("k1", build)
    assert (first, len(built)) == (second, 1)
    assert first.path == tmp_path / "cache" / "snapshots" / "k1"


@pytest.mark.parametrize("damage", ["flip", "no quads", "no manifest"])
def test_a_damaged_snapshot_in_the_cache_is_built_again(tmp_path, monkeypatch, damage):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    kept = cache.cached_snapshot("k1", lambda: (QUADS, {}))
    if damage == "flip":
        kept.quads.write_bytes(QUADS.replace(b"1", b"7"))
    else:
        (kept.path / ("graph.nq" if damage == "no quads" else "manifest.json")).unlink()
    again = cache.cached_snapshot("k1", lambda: (QUADS, {}))
    assert (again.sha256, again.quads.read_bytes()) == (SHA256, QUADS)


def test_without_a_cache_the_work_goes_on_with_a_word(tmp_path, monkeypatch, capsys):
    _file(tmp_path / "file")
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "file" / "cache"))
    kept = cache.cached_snapshot("k1", lambda: (QUADS, {}))
    assert kept.quads.read_bytes() == QUADS
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("working without a cache (KG_CACHE names another folder): ")
    assert err.count("\n") == 1


def test_a_full_cache_loses_what_was_not_used_for_longest_and_nothing_that_is_in_use(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    now = time.time()

    def keep(key, hours_ago):
        kept = cache.cached_snapshot(key, lambda: (QUADS, {}))
        os.utime(kept.path, (now - hours_ago * 3600, now - hours_ago * 3600))
        return sum(file.stat().st_size for file in kept.path.iterdir())

    size = keep("of-three-days", 72)
    keep("of-yesterday", 24)
    keep("of-this-hour", 0.5)
    (tmp_path / "snapshots" / "not-ours").mkdir()
    os.utime(tmp_path / "snapshots" / "not-ours", (0, 0))
    assert names(tmp_path / "snapshots") == ["not-ours", "of-this-hour", "of-three-days", "of-yesterday"]
    monkeypatch.setattr(cache, "LARGEST_BYTES", 3 * size)
    keep("new", 0)
    assert names(tmp_path / "snapshots") == ["new", "not-ours", "of-this-hour", "of-yesterday"]
    cache.cached_snapshot("of-yesterday", lambda: pytest.fail("it is kept"))  # and so it is in use
    monkeypatch.setattr(cache, "LARGEST_BYTES", 0)
    keep("newest", 0)
    assert names(tmp_path / "snapshots") == ["new", "newest", "not-ours", "of-this-hour", "of-yesterday"]


FOLDERS = [
    ({"KG_CACHE": "/x/y"}, "linux", "/x/y"),
    ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/legation"),
    ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/h"}, "linux", "/h/.cache/legation"),
    ({"KG_CACHE": "", "HOME": "/h"}, "linux", "/h/.cache/legation"),
    ({"HOME": "/h"}, "darwin", "/h/Library/Caches/legation"),
    ({"LOCALAPPDATA": "/l"}, "win32", "/l/legation/Cache"),
]


@pytest.mark.parametrize(("variables", "platform", "folder"), FOLDERS)
def test_the_cache_stands_where_the_platform_keeps_caches(monkeypatch, variables, platform, folder):
    assert len(FOLDERS) == 6
    for name in ("KG_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder() == Path(folder)


def test_is_snapshot_knows_a_damaged_one_as_ours(tmp_path):
    place = publish(QUADS, {}, tmp_path / "out")
    (place / "graph.nq").write_bytes(b"")
    assert is_snapshot(place)
    assert json.loads((place / "manifest.json").read_text())["format"] == snapshot.FORMAT
