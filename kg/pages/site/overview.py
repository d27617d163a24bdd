"""The pages that lead on: the first page, the ties, the method, what can be taken away, the licences."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from kg.graph.statistics import statistics
from kg.pages.methods import constant_rows, constant_words, score_rows
from kg.pages.site.beside import Sides, bond_row
from kg.pages.site.content import Piece
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.site.sheets import sheet_names
from kg.pages.site.sources import kind_words
from kg.ties.ranking import USA
from kg.vocabulary import KG

DOWNLOADS: Mapping[str, str] = {
    "legation.ttl": "turtle",
    "legation.trig": "trig",
    "legation.jsonld": "jsonld",
    "legation.csv": "csv",
    "legation.graphml": "graphml",
    "legation.gexf": "gexf",
}
FOLDER = "download/"
#: Above so many claims only the map of states is drawn: the others would take minutes, and hold too much to read.
MOST_MAPPED = 5000
VIEWS = ("states", "officials", "agreements", "issues", "policies", "everything")


def download_files(held: Holdings) -> dict[str, bytes]:
    """Give the graph and its network in every format, by file name."""
    from kg.graph.export import graph_text
    from kg.ties.export import network_text

    dataset = held.material.dataset
    networks = ("graphml", "gexf")
    return {
        FOLDER + name: network_text(dataset, form) if form in networks else graph_text(dataset, form)
        for name, form in DOWNLOADS.items()
    }


def downloads_page(frame: Frame, files: Mapping[str, bytes], tables: Sequence[str]) -> bytes:
    """Give the page of all files to take away, with size and hash."""
    rows = [
        (
            Piece(name, frame.shared(FOLDER + name)),
            frame.texts(f"downloads.{form}"),
            f"{len(files[FOLDER + name]):,}",
            hashlib.sha256(files[FOLDER + name]).hexdigest(),
        )
        for name, form in DOWNLOADS.items()
    ]
    links = [Piece(name, frame.shared(f"report/{name}")) for name in tables]
    return frame.page("downloads.html", "downloads", frame.texts("nav.downloads"), rows=rows, tables=links)


def index_page(held: Holdings, frame: Frame, sides: Sides, questions: int) -> bytes:
    """Give the first page: what there is, up to which day, and the ways in."""
    counts = statistics(held.material.dataset)
    kinds = counts["kinds"]
    named = sorted(kinds.items(), key=lambda each: (-each[1], each[0])) if isinstance(kinds, dict) else []
    return frame.page(
        "index.html",
        "index",
        frame.texts("site.title"),
        counts=counts,
        kinds=[
            (Piece(kind_words(held, frame, kind).text, f"names.html#{kind}"), many) for kind, many in named
        ],
        name=held.material.dataset.name,
        sha256=held.material.dataset.sha256,
        dossiers=len(sides.dossiers),
        maps=[(view, map_name(view)) for view in mapped(held)],
        extra=[(name, f"{name}.html") for name in sheet_names(held.material)],
        questions=questions,
        report="report/index.html",
    )


def mapped(held: Holdings) -> tuple[str, ...]:
    """Give the views of which the site has a map."""
    return VIEWS if len(held.claims) <= MOST_MAPPED else VIEWS[:1]


def map_name(view: str) -> str:
    """Give the file of a map of that view; that of the states is the report's."""
    return "report/map.html" if view == "states" else f"map/{view}.html"


def ties_page(held: Holdings, frame: Frame, sides: Sides) -> bytes:
    """Give the page of all ties between states, on both bases, with the maps and dossiers."""
    rows = [bond_row(held, sides, frame, bond, (bond.tie.a, bond.tie.b)) for bond in sides.bonds.states]
    return frame.page(
        "ties.html",
        "ties",
        frame.texts("nav.ties"),
        rows=rows,
        maps=[(view, map_name(view)) for view in mapped(held)],
        extra=[(name, f"{name}.html") for name in sheet_names(held.material)],
        report="report/index.html",
        without=len(sides.bonds.pairs()) - len(sides.dossiers),
    )


def method_page(held: Holdings, frame: Frame) -> bytes:
    """Give the page on how claims count and how ties are measured, with every constant."""
    choices = {
        name: [each for each in held.terms.values() if KG + name in each.above]
        for name in ("Modality", "ClaimStatus")
    }
    return frame.page(
        "method.html",
        "method",
        frame.texts("nav.method"),
        choices=choices,
        constants=[constant_words(row, frame.texts) for row in constant_rows(held.material)],
        scores=score_rows(held.material),
        scale=frame.texts.known("choice", held.material.chosen.scale.name),
        usa=held.material.names.holds(USA),
        sha256=held.material.dataset.sha256,
    )


def licences_page(frame: Frame) -> bytes:
    """Give the page of licences and notices."""
    return frame.page("licences.html", "licences", frame.texts("nav.licences"))
