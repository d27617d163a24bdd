"""The pages of the site that stand by themselves beside the report: matrix, tours and timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.pages.material import Material
from kg.pages.report import Link
from kg.pages.site.frame import Frame

#: Where such a page finds each claim.
CLAIMS: Final = "report/claims.html"
SHEETS: Final = ("matrix", "tours", "timeline")


def sheet_names(material: Material) -> tuple[str, ...]:
    """Give the pages that there are: without a stop none of tours."""
    return tuple(name for name in SHEETS if name != "tours" or material.view("page-stops"))


def sheets(material: Material, frame: Frame, title: str) -> Iterator[tuple[str, str]]:
    """Give each page's HTML by its name, as it stands at the top of its language's folder."""
    from kg.pages.matrix import matrix_html, read_matrix
    from kg.pages.timeline import read_timeline, timeline_html
    from kg.pages.tours_map import read_tours_map, tours_map_html

    home, language = Link(title, "index.html"), frame.texts.language
    dataset, period = material.dataset, material.chosen.period
    matrix = read_matrix(dataset, material.chosen, language=language)
    yield "matrix.html", matrix_html(matrix, home, CLAIMS, frame.twins("matrix.html"))
    if "tours" in sheet_names(material):
        tours = read_tours_map(dataset, period, language=language)
        yield "tours.html", tours_map_html(tours, home, CLAIMS, frame.twins("tours.html"))
    timeline = read_timeline(dataset, period, language)
    yield "timeline.html", timeline_html(timeline, home, CLAIMS, frame.twins("timeline.html"))
