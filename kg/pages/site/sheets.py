"""The pages of the site that stand by themselves beside the report: matrix, tours and timeline."""

from __future__ import annotations

from kg.pages.material import Material
from kg.pages.report import Link

#: Where such a page leads back to, and where it finds each claim.
CLAIMS = "report/claims.html"


def sheets(material: Material, title: str) -> dict[str, str]:
    """Give each page's HTML by its name, as it stands at the top of the site's folder."""
    from kg.pages.matrix import matrix_html, read_matrix
    from kg.pages.timeline import read_timeline, timeline_html
    from kg.pages.tours_map import read_tours_map, tours_map_html

    home = Link(title, "index.html")
    matrix = read_matrix(material.dataset, material.chosen)
    tours = read_tours_map(material.dataset, material.chosen.period)
    timeline = read_timeline(material.dataset, material.chosen.period)
    tours = read_tours_map(material.dataset, material.chosen.period)
    return {
        "matrix": matrix_html(matrix, home, CLAIMS),
        "tours": tours_map_html(tours, home, CLAIMS),
        "timeline": timeline_html(timeline, home, CLAIMS),
    }
