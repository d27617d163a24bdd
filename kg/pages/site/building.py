"""The whole site as one folder: every file by its name, put in place in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.pages.evidence import evidence_html
from kg.pages.languages import LANGUAGES, OWN, texts
from kg.pages.material import Material, read_material
from kg.pages.report import Link, report_files
from kg.pages.site.beside import Sides, read_sides
from kg.pages.site.bonds import REPORT, Bonds, explained_pages, read_bonds
from kg.pages.site.cards import Cards
from kg.pages.site.dossiers import Pair, dossier_name, dossier_page, read_dossiers
from kg.pages.site.entities import thing_page
from kg.pages.site.frame import GENERATOR, Frame, frame
from kg.pages.site.gallery import Asked, ask_all, question_page, questions_page
from kg.pages.site.holdings import Holdings, data_date, read_holdings
from kg.pages.site.ontology import ontology_page
from kg.pages.site.overview import (
    FOLDER,
    VIEWS,
    download_files,
    downloads_page,
    index_page,
    licences_page,
    map_name,
    mapped,
    method_page,
    ties_page,
)
from kg.pages.site.searching import search_page
from kg.pages.site.sheets import sheets
from kg.pages.site.sources import article_page, disagreements_page, names_page, sources_page
from kg.ties.method import Method

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

#: Dossiers of pairs, at most: told before announced, the strongest ties first.
MOST_DOSSIERS: Final = 60
TITLE: Final = "Legation"
#: The way out of a map or the report, which stand one folder deep.
HOME: Final = Link(TITLE, "../index.html")
Say = Callable[[str], None]
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Site:
    """All files by name; `left_out` says in words what has no page."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the pages of every language are made of, read and measured once."""

    held: Holdings
    sides: Sides
    asked: Sequence[Asked]
    shared: Files
    tables: Sequence[str]
    pairs: Sequence[Pair]
    materials: Mapping[str, Material]


def read_site(
    dataset: Dataset,
    chosen: Method,
    languages: Sequence[str] = tuple(LANGUAGES),
    say: Say = lambda words: None,
) -> Site:
    """Make every page of the site; the first language stands at the top, `say` is told how far it is."""
    say("reading the facts")
    held = read_holdings(dataset, chosen)
    bonds = read_bonds(held.material)
    pairs = bonds.pairs()
    sides = read_sides(held, bonds, (f"{a}-{b}" for a, b in pairs[:MOST_DOSSIERS]))
    say("asking the prepared questions")
    asked = list(ask_all(dataset, len(held.claims)))
    shared = _shared(held, asked)
    frames = [frame(texts(language), languages, TITLE, data_date(held)) for language in languages]
    say("reports")
    files, tables = dict(shared), list[str]()
    materials = {language: _material(held, language) for language in languages}
    for made in frames:
        report = _report(materials[made.texts.language], bonds, made)
        files |= {made.folder + name: data for name, data in report.items()}
        tables += (name.removeprefix(REPORT) for name in report if name.endswith(".csv"))
    read = _Read(held, sides, asked, shared, sorted(tables), pairs, materials)
    for made in frames:
        say(f"pages in {LANGUAGES[made.texts.language]}")
        files |= {made.folder + name: data for name, data in _pages(read, made)}
    return Site(files, tuple(_left_out(held, pairs, asked)))


def _left_out(held: Holdings, pairs: Sequence[tuple[str, str]], asked: Sequence[Asked]) -> Iterator[str]:
    if held.left_out:
        yield f"{held.left_out} things have no page of their own; their claims stand with their articles"
    if len(pairs) > MOST_DOSSIERS:
        yield f"{len(pairs) - MOST_DOSSIERS} pairs have no dossier; kg dossier A B writes one"
    if mapped(held) != VIEWS:
        yield "of the maps only that of states is drawn; kg map --view draws the others"
    if any(each.answer is None for each in asked):
        yield "the questions have no answers here; kg ask answers them"


def _shared(held: Holdings, asked: Sequence[Asked]) -> Files:
    """Give what all languages share: downloads, and the answers as CSV."""
    files = {f"question/{each.view.name}.csv": each.csv for each in asked if each.answer is not None}
    return files | download_files(held)


def _material(held: Holdings, language: str) -> Material:
    """Give what pages of a language are made of; the site's own is in English."""
    own = held.material
    return own if language == OWN else read_material(own.dataset, own.chosen, language)


def _report(material: Material, bonds: Bonds, made: Frame) -> Files:
    """Give the report of a language; its tables as data stand with the report of the first language only."""
    from kg.pages.bilateral import report_of

    data = "../" * (made.folder + REPORT).count("/") + REPORT if made.folder else ""
    report = replace(report_of(material), above=(HOME,), data_at=data, twins=made.twins(REPORT))
    files = {REPORT + name: text for name, text in report_files(report, "").items()}
    pages = explained_pages(bonds, material)
    return files | {REPORT + page.name: encoded(evidence_html(page, report)) for page in pages}


def _maps(held: Holdings, made: Frame) -> Iterator[tuple[str, bytes]]:
    """Give the maps of a language by their names."""
    from kg.pages.map import map_html
    from kg.pages.viewing import read_view

    dataset, chosen = held.material.dataset, held.material.chosen
    for view in mapped(held):
        name = map_name(view)
        page = read_view(dataset, chosen, view, language=made.texts.language)
        yield name, encoded(map_html(page, HOME, made.twins(name)))


def _pages(read: _Read, made: Frame) -> Iterator[tuple[str, bytes]]:
    """Give every page of a language by its name."""
    held, asked = read.held, read.asked
    yield from _leading(read, made)
    yield from _maps(held, made)
    yield from ((name, encoded(text)) for name, text in sheets(held.material, made, TITLE))
    yield "search.html", search_page(held, made)
    yield "names.html", names_page(held, made)
    yield "questions.html", questions_page(made, asked)
    yield "disagreements.html", disagreements_page(held, made)
    yield "sources.html", sources_page(held, made)
    yield "ontology.html", ontology_page(held, made)
    yield "method.html", method_page(held, made)
    yield "licences.html", licences_page(made)
    yield from ((f"question/{each.view.name}.html", question_page(held, made, each)) for each in asked)
    yield from ((held.pages[iri], article_page(held, made, iri)) for iri in held.articles)
    dossiers = read_dossiers(read.materials[made.texts.language], read.sides, read.pairs)
    yield from ((dossier_name(*of), dossier_page(held, made, of, one)) for of, one in dossiers)
    cards, things = Cards(held, made), held.pages.keys() - set(held.articles)
    yield from ((held.pages[iri], thing_page(held, read.sides, made, cards, iri)) for iri in sorted(things))


def _leading(read: _Read, made: Frame) -> Iterator[tuple[str, bytes]]:
    """Give the pages that lead to what all languages share."""
    downloads = {name: data for name, data in read.shared.items() if name.startswith(FOLDER)}
    yield "index.html", index_page(read.held, made, read.sides, len(read.asked))
    yield "ties.html", ties_page(read.held, made, read.sides)
    yield "downloads.html", downloads_page(made, downloads, read.tables)


def encoded(html: str) -> bytes:
    """Give a page as it is written."""
    return html.encode("utf-8", "backslashreplace")


def write_site(site: Site, folder: Path) -> Path:
    """Put the site's folder in place, whole; an older site there is replaced, nothing else ever is.

    Raises KgError where the folder holds something else, or cannot be written.
    """
    from kg.graph.writing import write_whole_folder

    return write_whole_folder(folder, site.files, ours=_is_site, kind="a site")


def check_site_place(folder: Path) -> None:
    """Raise KgError, before anything is read, where the site's folder could not be put in place."""
    from kg.graph.destination import check_destination

    check_destination(folder, ours=_is_site, kind="a site")


def _is_site(folder: Path) -> bool:
    page = folder / "index.html"
    return page.is_file() and f'content="{GENERATOR}"'.encode() in page.read_bytes()[:2000]
