"""The small record of travels that tests import, and trips written on the spot."""

from __future__ import annotations

from pathlib import Path

RECORD = Path(__file__).parent / "cases" / "travels"
#: The whole record, which is not part of the project.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "travels"
ABSENT = "../shared is absent: the whole record of travels cannot be tried"

FIELDS = {
    "id": "1",
    "role": "secretary",
    "name": "Ann B. Alder",
    "start-date": "2001-02-01",
    "end-date": "2001-02-02",
    "country": "Mexico",
    "locale": "Mexico City",
    "remarks": "Met with President Uno Dos.",
}


def trip(country_id: str = "mexico", who: str = "alder-ann-b", **fields: str) -> str:
    """One trip, ten lines long; a field given as None is left out."""
    values = FIELDS | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f'<trip role="{values["role"] or "secretary"}" who="{who}">']
    for name, value in values.items():
        attribute = f' id="{country_id}"' if name == "country" else ""
        if value is not None:
            lines.append(f"<{name}{attribute}>{value}</{name}>")
    return "\n".join([*lines, "</trip>"]) + "\n"


def folder(path: Path, *trips: str, name: str = "alder-ann-b.xml") -> Path:
    """A folder with one file of these trips; the first begins on line 2."""
    place = path / "source"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text("<trips>\n" + "".join(trips) + "</trips>\n", encoding="utf-8")
    return place
