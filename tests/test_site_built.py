"""How a site is made: the same bytes everywhere, whole or not at all, hostile texts as texts, within limits."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from facts_cases import CASES, changed
from sites import broken, pages, text_of

from kg.graph.dataset import Dataset, open_dataset
from kg.pages.languages import LANGUAGES
from kg.pages.site import building, gallery, holdings, overview
from kg.pages.site.addresses import addresses
from kg.pages.site.building import read_site, write_site
from kg.problems import KgError
from kg.ties.method import method
from kg.vocabulary import ARTICLE, ID, KG, XSD


@pytest.fixture(scope="module")
def small():
    return open_dataset(facts=[CASES])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_of_one_language_stands_at_the_top(small, language):
    site = read_site(small, method(), (language,))
    read = pages(site.files)
    assert broken(site.files, read) == []
    assert not any(name.startswith(("es/", "en/")) for name in site.files)
    html = site.files["id/ane-berg.html"].decode()
    assert f'<html lang="{language}">' in html
    assert "hreflang" not in html


def test_the_two_languages_lead_to_each_other(small):
    files = read_site(small, method()).files
    assert 'href="../es/id/ane-berg.html" hreflang="es"' in files["id/ane-berg.html"].decode()
    assert 'href="../../id/ane-berg.html" hreflang="en"' in files["es/id/ane-berg.html"].decode()
    assert 'href="es/index.html" hreflang="es"' in files["index.html"].decode()


NAMES = [
    (ID + "MEX", "id/MEX.html"),
    (ARTICLE + "001", "article/001.html"),
    (ID + "CON", re.compile(r"id/x-[0-9a-f]{16}\.html")),
    (ID + "a/../b", re.compile(r"id/x-[0-9a-f]{16}\.html")),
    (ID + "mex", re.compile(r"id/mex-[0-9a-f]{16}\.html")),
    ("https://example.org/thing", re.compile(r"id/x-[0-9a-f]{16}\.html")),
    (ID + "n" * 101, re.compile(r"id/x-[0-9a-f]{16}\.html")),
]


def test_a_thing_has_a_page_that_a_file_may_be_called_on_every_disk():
    found = addresses(iri for iri, _ in NAMES)
    for iri, due in NAMES:
        assert found[iri] == due if isinstance(due, str) else due.fullmatch(found[iri])
    assert len({name.casefold() for name in found.values()}) == len(NAMES) == 7


PAYLOADS = [
    '"><script>window.pwned = 1</script>',
    "</script></title></style><img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{% raw %}{#",
    "=1+1' onmouseover='window.pwned=1",
    "\u202egnp.exe\u2066\u200b\u0007",
    "POLICY-OF-THIS-PAGE",
]


def poisoned(dataset, payload):
    """Give the dataset with the payload before every text that it holds; a code of the score table stays."""
    store = ox.Store()
    for quad in dataset.store:
        value = quad.object
        if quad.predicate.value == KG + "code":
            pass
        elif isinstance(value, ox.Literal) and value.datatype.value == XSD + "string":
            value = ox.Literal(payload + value.value)
        elif isinstance(value, ox.Literal) and value.language:
            value = ox.Literal(payload + value.value, language=value.language)
        store.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return Dataset(payload, None, store, "0" * 64)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_in_every_field_stay_texts(small, tmp_path, opened, payload):
    language = ("en", "es")[PAYLOADS.index(payload) % 2]
    site = read_site(poisoned(small, payload), method(), (language,))
    read = pages(site.files)
    assert broken(site.files, read) == []
    assert [(name, page.strange) for name, page in read.items() if page.strange] == []
    assert sorted(name for name, page in read.items() if page.scripts) == ["search.html"]
    assert sum(plain_form(payload) in text_of(site.files[name]) for name in read) > 30
    folder = write_site(site, tmp_path / "site")
    for name in ("id/ane-berg.html", "article/900.html", "search.html"):
        seen = opened(folder / name)
        if name == "search.html":
            seen.page.fill("#find", "berg")
            assert seen.page.locator("#found li").count() >= 1
        assert seen.page.evaluate("window.pwned") is None
        assert seen.quiet()


def plain_form(payload):
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in payload)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split()) if "<" not in shown else shown


def test_a_text_that_a_spreadsheet_would_run_is_guarded(small):
    files = read_site(poisoned(small, "=HYPERLINK(1)"), method(), ("en",)).files
    cells = [text for name in files if name.endswith(".csv") for text in files[name].decode().split(",")]
    assert any("'=HYPERLINK(1)" in cell for cell in cells)
    assert [cell for cell in cells if re.match(r'"?[=@]', cell)] == []


def test_an_older_site_is_replaced_and_nothing_else_ever(small, tmp_path):
    site = read_site(small, method(), ("en",))
    folder = write_site(site, tmp_path / "site")
    (folder / "old.html").write_text("old")
    write_site(site, folder)
    made = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert made == set(site.files)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("<title>my own page</title>")
    with pytest.raises(KgError, match="not a site"):
        write_site(site, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "site"]


def test_the_bytes_are_the_same_everywhere(tmp_path):
    made = set()
    for seed, locale, zone in (
        ("0", "C", "UTC"),
        ("1", "POSIX", "America/Lima"),
        ("9", "C.UTF-8", "Asia/Tehran"),
    ):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        folder = tmp_path / seed
        folder.mkdir()
        command = [sys.executable, "-m", "kg", "site", "--facts", str(CASES), "-o", f"site-{seed}"]
        subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
        assert [path.name for path in folder.iterdir()] == [f"site-{seed}"]
        files = sorted((folder / f"site-{seed}").rglob("*.*"))
        told = [(str(path.relative_to(folder / f"site-{seed}")), path.read_bytes()) for path in files]
        assert len(told) > 250
        assert [name for name, data in told if b"\r" in data] == []
        made.add(hashlib.sha256(repr(told).encode()).hexdigest())
    assert len(made) == 1


def test_what_is_too_much_is_left_out_and_said(small, monkeypatch):
    monkeypatch.setattr(holdings, "MOST_THINGS", 4)
    monkeypatch.setattr(building, "MOST_DOSSIERS", 0)
    monkeypatch.setattr(gallery, "MOST_CLAIMS", 0)
    monkeypatch.setattr(overview, "MOST_MAPPED", 0)
    site = read_site(small, method(), ("en",))
    assert broken(site.files, pages(site.files)) == []
    assert sum(name.startswith("id/") for name in site.files) == 4
    assert not any(
        name.startswith("dossier/") or (name.startswith("question/") and name.endswith(".csv"))
        for name in site.files
    )
    assert [words.split()[1:4] for words in site.left_out] == [
        ["things", "have", "no"],
        ["pairs", "have", "no"],
        ["the", "maps", "only"],
        ["questions", "have", "no"],
    ]
    assert not any(name.startswith("map/") for name in site.files)
    assert "have no page of their own" in text_of(site.files["names.html"])
    assert "have no dossier here" in text_of(site.files["ties.html"])
    assert "without their answers" in text_of(site.files["questions.html"])


def test_the_command_tells_how_far_it_is_on_the_error_stream(tmp_path):
    from kg.cli import group

    given = ["site", "--facts", str(CASES), "--lang", "es", "-o", str(tmp_path / "sitio")]
    done = CliRunner().invoke(group, given, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert [line for line in told if line.startswith("site: ")] == told[:-1]
    assert re.search(r"sitio: \d+ files; open .*index\.html$", told[-1])
    assert '<html lang="es">' in (tmp_path / "sitio" / "index.html").read_text("utf-8")


def test_every_payload_was_tried():
    assert len(PAYLOADS) == 7


def test_the_gallery_asks_of_what_these_data_hold(tmp_path):
    """The examples of the questions are names of the shipped facts: VEN, which “Venice” here holds, among them."""
    facts = changed(tmp_path, "entities.yaml", "name: Norway,", "name: Republic of Venice,")
    site = read_site(open_dataset(facts=[facts]), method(), ("en",))
    told = {
        name: text_of(site.files[f"question/{name}.html"])
        for name in ("visits", "acts-by-place", "did-they-meet", "events-on", "claim-content", "tour-agenda")
    }
    assert "Asked with" not in told["visits"]
    assert "Asked with place = NOR" in told["acts-by-place"]
    assert "kg ask did-they-meet -p one=ane-berg -p other=luis-paz" in told["did-they-meet"]
    assert "Asked with on = 2020-05-03" in told["events-on"]
    assert "claim:900/" in told["claim-content"]
    assert "0 rows" in told["tour-agenda"]
    assert "kg ask tour-agenda -p tour=…" in told["tour-agenda"]
    assert [name for name, text in told.items() if name != "tour-agenda" and "No row" in text] == ["visits"]
