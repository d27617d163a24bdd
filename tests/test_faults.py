"""A system that fails: a full disk, a folder without rights, a closed stream, Ctrl-C. A clear word, and nothing lost.

What the writing of files does under each error of the system is tested in test_snapshot.py; here it is the command.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facts_cases import CASES, changed, copied

resource = pytest.importorskip("resource", reason="limits of a process are a Unix thing")

LONGEST_S = 120.0
# command: what it writes, and where
WRITERS = {
    "build": ("build", "--facts", "facts", "-o", "out"),
    "report": ("report", "--facts", "facts", "-o", "pages"),
    "map": ("map", "--facts", "facts", "-o", "out.html"),
    "dossier": ("dossier", "NOR", "ECU", "--facts", "facts", "-o", "out.html"),
    "export": ("export", "--facts", "facts", "--format", "trig", "-o", "out.trig"),
    "table": ("export", "--facts", "facts", "--format", "table", "-o", "out.csv"),
}
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small corpus, and a cache that knows it."""
    folder = tmp_path_factory.mktemp("known")
    copied(folder)
    assert kg("stats", "--facts", "facts", folder=folder).returncode == 0
    return folder


@pytest.fixture
def place(known: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    shutil.copytree(known, tmp_path, dirs_exist_ok=True)
    return tmp_path


def kg(
    *arguments: str, folder: Path, limit: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; `limit` runs in the process before it."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, "KG_CACHE": str(folder / "cache"), **environment},
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_S,
    )


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in which KG stands for the command; gives the exit code of the last KG."""
    script = line.replace("KG", f"{sys.executable} -m kg")
    return subprocess.run(
        ["bash", "-c", f"{script}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        env={**os.environ, "KG_CACHE": str(folder / "cache")},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_S,
    )


def everything(folder: Path) -> dict[str, bytes]:
    """Give every file's content by name, without the cache."""
    names = (each for each in folder.rglob("*") if each.is_file() and "cache" not in each.parts)
    return {str(each.relative_to(folder)): each.read_bytes() for each in names}


def told(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    """Hold that the command ended with this code, and with one line of these words."""
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


# ---- disks and folders


@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_takes_no_more_leaves_the_old_whole(name: str, place: Path) -> None:
    assert len(WRITERS) == 6
    assert kg(*WRITERS[name], folder=place).returncode == 0
    before = everything(place)
    (place / "facts" / "more.yaml").write_text("x: {kind: Person, name: X}\n", encoding="utf-8")
    assert kg("stats", "--facts", "facts", folder=place).returncode == 0
    done = kg(
        *WRITERS[name], folder=place, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))
    )
    told(
        done, 3, f"kg: {WRITERS[name][-1]} cannot be written: the file would be larger than this disk allows"
    )
    (place / "facts" / "more.yaml").unlink()
    assert everything(place) == before


FULL = """
set -e
mount -t tmpfs -o size=192k none disk
KG build --facts facts -o disk/out
echo x: {kind: Person, name: X} > facts/more.yaml
dd if=/dev/zero of=disk/filler bs=1k status=none 2>/dev/null || true
if KG build --facts facts -o disk/out; then exit 9; else test $? = 3; fi
KG verify --snapshot disk/out
test "$(ls -A disk)" = "filler\nout"
KG query -q 'ASK { id:x a kg:Person }' --graph disk/out
rm disk/filler
KG build --facts facts -o disk/out
KG query -q 'ASK { id:x a kg:Person }' --graph disk/out
"""


def test_a_full_disk_keeps_what_was_published_and_takes_the_new_once_there_is_room(place: Path) -> None:
    (place / "disk").mkdir()
    if subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", place / "disk"], check=False
    ).returncode:
        pytest.skip("there is no right to mount a small disk")
    script = FULL.replace("KG", f"{sys.executable} -m kg").replace("\\n", "\n")
    done = subprocess.run(
        ["unshare", "-m", "bash", "-c", script],
        cwd=place,
        env={**os.environ, "KG_CACHE": str(place / "cache")},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout.split()) == (0, ["false", "true"]), done.stderr
    assert "kg: disk/out cannot be written: the disk is full\n" in done.stderr


def obey_modes() -> None:
    """Let also the first user of the system be bound by the rights of files (CAP_DAC_*, CAP_FOWNER)."""
    if os.geteuid() == 0:
        import ctypes

        for capability in (1, 2, 3):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.parametrize("name", WRITERS)
def test_a_folder_without_the_right_to_write_is_named(name: str, place: Path) -> None:
    *arguments, target = WRITERS[name]
    for mode in (0o555, 0o000):
        (place / "locked").mkdir(exist_ok=True)
        (place / "locked").chmod(mode)
        done = kg(*arguments, f"locked/{target}", folder=place, limit=obey_modes)
        (place / "locked").chmod(0o755)
        told(done, 3, f"kg: locked/{target} cannot be written: there is no right to do so")
        assert list((place / "locked").iterdir()) == []


READERS = {
    "check locked": 2,
    "check locked/facts": 3,
    "stats --facts locked/facts": 3,
    "query -q ASK{} --graph locked/out": 3,
    "verify --snapshot locked/out": 3,
    "verify --facts facts --articles locked/texts": 3,
    "query locked/q.rq": 3,
    "new locked/a.txt": 3,
}


@pytest.mark.parametrize("command", READERS)
def test_what_may_not_be_read_is_named(command: str, place: Path) -> None:
    assert len(READERS) == 8
    (place / "locked").mkdir(mode=0o000)
    done = kg(*command.split(), folder=place, limit=obey_modes)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (READERS[command], "", False), (
        done.stderr
    )
    assert "locked" in done.stderr.splitlines()[-1]


def test_one_file_without_the_right_to_read_is_named_and_not_left_out(place: Path) -> None:
    (place / "facts" / "article.yaml").chmod(0)
    done = kg("check", "facts", folder=place, limit=obey_modes)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "facts/article.yaml:1:1: cannot be read: " in done.stdout


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_without_a_right_to_the_cache_the_work_is_done_all_the_same(mode: int, place: Path) -> None:
    (place / "elsewhere").mkdir(mode=mode)
    arguments = ("stats", "--facts", "facts", "--format", "json")
    done = kg(*arguments, folder=place, limit=obey_modes, KG_CACHE="elsewhere")
    told(done, 0, "working without a cache (KG_CACHE names another folder): elsewhere/")
    assert done.stdout == kg(*arguments, folder=place).stdout


# ---- several at once, and other clocks


def together(lines: list[tuple[str, ...]], folder: Path) -> list[tuple[int, str]]:
    """Run the commands at the same time; gives exit code and errors of each."""
    environment = {**os.environ, "KG_CACHE": str(folder / "cache")}
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "kg", *line],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for line in lines
    ]
    return [(each.returncode, words) for each in begun for _, words in [each.communicate(timeout=LONGEST_S)]]


def test_builds_of_two_states_at_once_end_with_one_of_them_whole(tmp_path: Path) -> None:
    changed(tmp_path, "events.yaml", "Talks", "Conversations").rename(tmp_path / "other")
    copied(tmp_path)
    whole = []
    for state in ("facts", "other"):
        assert kg("build", "--facts", state, "-o", state[0], folder=tmp_path).returncode == 0
        whole.append(everything(tmp_path / state[0]))
    assert whole[0] != whole[1]
    done = together([("build", "--facts", state, "-o", "out") for state in ("facts", "other") * 2], tmp_path)
    assert [code for code, _ in done] == [0] * 4, done
    assert everything(tmp_path / "out") in whole
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cache", "f", "facts", "o", "other", "out"]


def test_first_runs_at_once_share_one_cache(tmp_path: Path) -> None:
    copied(tmp_path)
    done = together([("stats", "--facts", "facts")] * 4, tmp_path)
    assert done == [(0, "")] * 4
    (kept,) = (tmp_path / "cache" / "snapshots").iterdir()
    assert sorted(each.name for each in kept.iterdir()) == ["graph.nq", "manifest.json"]


@pytest.mark.parametrize("year", [1971, 2099])
def test_a_clock_that_was_set_changes_nothing(year: int, place: Path) -> None:
    first = kg("report", "--facts", "facts", "-o", "out", folder=place)
    report = everything(place / "out")
    for each in place.rglob("*"):
        os.utime(each, ((year - 1970) * 31_556_952.0,) * 2)
    again = kg("report", "--facts", "facts", "-o", "out", folder=place)
    assert (first.returncode, again.returncode, again.stderr) == (0, 0, first.stderr)
    assert everything(place / "out") == report
    (place / "facts" / "more.yaml").write_text("x: {kind: Person, name: X}\n", encoding="utf-8")
    os.utime(place / "facts" / "more.yaml", (0, 0))  # what is new is seen by its content
    assert kg("show", "X", "--facts", "facts", folder=place).stdout.startswith("X (Person, x)")


@pytest.mark.parametrize("file", ["graph.nq", "manifest.json"])
def test_one_flipped_byte_of_a_snapshot_is_found_by_name(file: str, place: Path) -> None:
    assert kg("build", "--facts", "facts", "-o", "out", folder=place).returncode == 0
    assert kg("verify", "--snapshot", "out", folder=place).returncode == 0
    data = bytearray((place / "out" / file).read_bytes())
    data[len(data) // 2] ^= 1
    (place / "out" / file).write_bytes(data)
    done = kg("verify", "--snapshot", "out", folder=place)
    assert done.returncode == 1
    assert done.stdout.startswith(f"out: {file} is not what was published") or file == "manifest.json"
    assert file in done.stdout
    told(kg("stats", "--graph", "out", folder=place), 3, "build it again with `kg build -o DIR`")


# ---- what the system gives the process


def test_sixty_four_open_files_are_enough(place: Path) -> None:
    for arguments in (*WRITERS.values(), ("query", "-q", PRODUCT.replace("?d ?e ?f . ?g ?h ?i", ""))):
        done = kg(
            *arguments, folder=place, limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        )
        assert done.returncode == 0, done.stderr


def test_where_no_more_files_may_be_open_it_is_said(place: Path) -> None:
    arguments = ("query", "-q", "ASK {}", "--facts", "facts")
    done = kg(*arguments, folder=place, limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6)))
    told(done, 3, "too many files are open (ulimit -n)")


ASCII_ONLY = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


def test_a_locale_of_ascii_only_takes_and_gives_every_script(tmp_path: Path) -> None:
    facts = copied(tmp_path).rename(tmp_path / "fákta")
    text = "v: {kind: Person, name: Владимир}\nm: {kind: Person, name: محمد}\n"
    (facts / "más.yaml").write_text(text, encoding="utf-8")
    for name, slug in (("Владимир", "v"), ("محمد", "m")):
        done = kg("show", name, "--facts", "fákta", folder=tmp_path, **ASCII_ONLY)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"{name} (Person, {slug})"), done.stderr
    done = kg("query", "-q", 'SELECT ("Владимир" AS ?x) {}', "--format", "csv", folder=tmp_path, **ASCII_ONLY)
    assert done.stdout == "x\nВладимир\n"
    (facts / "más.yaml").write_text(f"{text}z: {{kind: Person, nome: Z}}\n", encoding="utf-8")
    done = kg("check", "fákta", folder=tmp_path, **ASCII_ONLY)
    assert done.stdout.startswith("fákta/más.yaml:3:")


# line: exit code, and what is said in one line (nothing: no line at all)
STREAMS = {
    "KG stats >&-": (3, "kg: standard output is closed"),
    "KG stats > /dev/full": (3, "kg: standard output: the disk is full"),
    f"KG query -q '{EVERYTHING}' > /dev/full": (3, "kg: standard output: the disk is full"),
    "KG --help > /dev/full": (3, "kg: the system: the disk is full"),
    "KG query - <&-": (2, "kg: standard input is closed; name a file"),
    "KG query - < /dev/null": (2, "kg: line 1, column 1: there is no SELECT"),
    "KG check facts 2>&-": (0, ""),
    "KG check missing 2>&-": (3, ""),
    "KG check missing 2> /dev/full": (3, ""),
    "KG frobnicate 2> /dev/full": (2, ""),
    "KG check facts <&- >&- 2>&-": (0, ""),
    "KG build --facts facts -o out <&- >&- 2>&-": (0, ""),
    "KG stats | true": (0, ""),
    "KG --help | true": (0, ""),
    f"KG query -q '{EVERYTHING}' --format csv | head -1 > /dev/null": (0, ""),
    "KG check missing 2>&1 >&- | true": (3, ""),
}


@pytest.mark.parametrize("line", STREAMS)
def test_a_stream_that_is_closed_full_or_left_is_no_accident(line: str, place: Path) -> None:
    assert len(STREAMS) == 16
    code, words = STREAMS[line]
    done = shell(line, place)
    assert (done.returncode, done.stderr.count("\n")) == (code, bool(words)), done.stderr
    assert done.stderr.startswith(words)
    if "build" in line:  # the closed streams' numbers go to no file of ours
        assert kg("verify", "--snapshot", "out", folder=place).returncode == 0


# ---- Ctrl-C


@contextlib.contextmanager
def running(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, "KG_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def children(process: subprocess.Popen[str]) -> list[str]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not path.exists():
        pytest.skip("this system does not tell a process's children")
    return path.read_text(encoding="ascii").split()


def ended(process: str) -> bool:
    """Tell whether a process of this number is gone, or only waits to be taken notice of."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return True
    return status.rpartition(") ")[2].startswith("Z")


def as_a_shell_tells(code: int) -> int:
    """Give a process's end as `$?` has it: CPython ends by the signal itself where it came while it made a class."""
    return code if code >= 0 else 128 - code


def awaited(found: Callable[[], object]) -> None:
    """Wait until there is something; fails where that takes too long."""
    for _ in range(int(LONGEST_S / 0.01)):
        if found():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def test_an_interrupted_query_ends_with_its_worker(place: Path) -> None:
    with running("query", "-q", PRODUCT, folder=place) as process:
        awaited(lambda: children(process))
        (worker,) = children(process)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=LONGEST_S)
    assert (process.returncode, said) == (130, ("", "\nkg: interrupted\n"))
    awaited(lambda: ended(worker))


def test_an_interrupted_build_leaves_the_old_and_no_traceback(place: Path) -> None:
    assert kg("build", "--facts", "facts", "-o", "out", folder=place).returncode == 0
    before = everything(place)
    shutil.copytree(CASES, place / "facts", dirs_exist_ok=True)
    with running("build", "-o", "out", folder=place) as process:  # of the shipped facts: it takes its time
        awaited(lambda: "libpyoxigraph" in maps(process) or "pyoxigraph" in maps(process))
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=LONGEST_S)
    assert (as_a_shell_tells(process.returncode), words) == (130, "\nkg: interrupted\n")
    assert everything(place) == before


def maps(process: subprocess.Popen[str]) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
    return ""
