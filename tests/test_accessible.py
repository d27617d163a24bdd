"""The pages of the shipped corpus before axe-core: nothing that shuts a reader out, in either theme."""

from __future__ import annotations

import pytest

from kg.graph.dataset import open_dataset
from kg.pages.bilateral import read_report
from kg.pages.map import map_html
from kg.pages.mapping import read_map
from kg.pages.report import report_files, write_report

PAGES = [
    ("map.html", "light"),
    ("map.html#step=2", "dark"),
    ("map.html#diff=told:2018:2019&tie=ARG-USA-told", "light"),
    ("map.html#node=USA&hide=ties:announced", "dark"),
    ("index.html", "light"),
    ("index.html", "dark"),
    ("explained.html", "light"),
    ("claims.html", "dark"),
    ("stances.html", "light"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    corpus = open_dataset()
    files = report_files(read_report(corpus), map_html(read_map(corpus)))
    return write_report(files, tmp_path_factory.mktemp("accessible") / "report")


@pytest.mark.parametrize(("name", "scheme"), PAGES)
def test_axe_finds_nothing(folder, opened, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    file, mark, address = name.partition("#")
    page = opened(folder / file, mark + address, color_scheme=scheme).page
    found = Axe().run(page).response
    assert len(found["passes"]) >= 15
    told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
    assert told == []


def test_every_page_was_tried():
    assert len(PAGES) == 9
