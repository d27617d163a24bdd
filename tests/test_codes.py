"""The code tables: what they hold, worked by hand, and that the kept scripts make them again."""

import csv
import importlib.metadata
import runpy
from collections import Counter
from pathlib import Path

import pytest

from kg.vocabulary import ontology_folder

CODES = ontology_folder() / "codes"
SHARED = Path(__file__).parents[2] / "shared" / "data"


def read(name: str) -> list[dict[str, str]]:
    with (CODES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATES = {row["alpha3"]: row for row in read("states.csv")}

# Worked by hand: ISO 3166-1, FIPS 10-4, COW, Gleditsch-Ward and CAMEO lists.
CODES_BY_HAND = [
    # alpha3, alpha2, numeric, cow, gw, fips, cameo
    ("USA", "US", "840", "2", "2", "US", "USA"),
    ("MEX", "MX", "484", "70", "70", "MX", "MEX"),
    ("SLV", "SV", "222", "92", "92", "ES", "SLV"),
    ("HND", "HN", "340", "91", "91", "HO", "HND"),
    ("VEN", "VE", "862", "101", "101", "VE", "VEN"),
    ("ARG", "AR", "032", "160", "160", "AR", "ARG"),
    ("NAM", "NA", "516", "565", "565", "WA", "NAM"),
    ("AUS", "AU", "036", "900", "900", "AS", "AUS"),
    ("AUT", "AT", "040", "305", "305", "AU", "AUT"),
    ("CHE", "CH", "756", "225", "225", "SZ", "CHE"),
    ("CHN", "CN", "156", "710", "710", "CH", "CHN"),
    ("CHL", "CL", "152", "155", "155", "CI", "CHL"),
    ("DEU", "DE", "276", "255", "260", "GM", "DEU"),
    ("RUS", "RU", "643", "365", "365", "RS", "RUS"),
    ("SRB", "RS", "688", "345", "340", "RI", "SRB"),
    ("ROU", "RO", "642", "360", "360", "RO", "ROM"),
    ("TLS", "TL", "626", "860", "860", "TT", "TMP"),
    ("MNE", "ME", "499", "341", "341", "MJ", "MTN"),
    ("VNM", "VN", "704", "816", "816", "VM", "VNM"),
    ("YEM", "YE", "887", "679", "678", "YM", "YEM"),
    ("SSD", "SS", "728", "626", "626", "OD", "SSD"),
    ("KIR", "KI", "296", "946", "970", "KR", "KIR"),
    ("TWN", "TW", "158", "713", "713", "TW", "TWN"),
    ("VAT", "VA", "336", "", "", "VT", "VAT"),
    ("PRI", "PR", "630", "", "", "RQ", "PRI"),
    ("ATA", "AQ", "010", "", "", "AY", ""),
]

# Latitude and longitude in degrees, from an atlas, right to 0.1°.
CAPITALS = [
    ("SLV", "San Salvador", 13.69, -89.19),
    ("ARG", "Buenos Aires", -34.61, -58.38),
    ("MEX", "Mexico City", 19.43, -99.13),
    ("PER", "Lima", -12.04, -77.03),
    ("COL", "Bogotá", 4.61, -74.08),
    ("JAM", "Kingston", 18.00, -76.79),
    ("ECU", "Quito", -0.22, -78.52),
    ("VEN", "Caracas", 10.49, -66.88),
    ("NIC", "Managua", 12.13, -86.25),
    ("CUB", "Havana", 23.13, -82.38),
    ("GTM", "Guatemala City", 14.64, -90.51),
    ("HND", "Tegucigalpa", 14.08, -87.21),
    ("IRN", "Tehran", 35.69, 51.42),
    ("LBN", "Beirut", 33.89, 35.50),
    ("USA", "Washington", 38.90, -77.04),
    ("GBR", "London", 51.51, -0.13),
    ("PRI", "San Juan", 18.47, -66.11),
    ("CHN", "Beijing", 39.91, 116.40),
    ("RUS", "Moscow", 55.75, 37.62),
    ("CRI", "San José", 9.93, -84.08),
    ("VNM", "Hanoi", 21.02, 105.84),
    ("BRA", "Brasília", -15.78, -47.93),
]


def test_there_is_one_row_for_each_of_the_249_entries_in_order() -> None:
    assert len(read("states.csv")) == len(STATES) == 249
    assert list(STATES) == sorted(STATES)
    for column in ("alpha2", "numeric", "fips", "cow", "cowc", "gw", "cameo", "geonames", "wikidata"):
        doubled = [
            code for code, times in Counter(row[column] for row in STATES.values()).items() if times > 1
        ]
        assert doubled in ([], [""]), column


def test_193_members_of_the_united_nations_are_the_states() -> None:
    assert Counter(row["status"] for row in STATES.values()) == {"state": 193, "territory": 51, "other": 5}
    others = [code for code, row in STATES.items() if row["status"] == "other"]
    assert others == ["ATA", "ESH", "PSE", "TWN", "VAT"]
    assert all(row["status_basis"] for row in STATES.values())


def test_every_territory_names_its_state_and_nothing_else_does() -> None:
    owners = {code: row["sovereign"] for code, row in STATES.items() if row["sovereign"]}
    assert set(owners) == {code for code, row in STATES.items() if row["status"] == "territory"}
    assert {STATES[owner]["status"] for owner in owners.values()} == {"state"}
    assert (owners["PRI"], owners["FLK"], owners["GUF"]) == ("USA", "GBR", "FRA")


def test_26_entries_were_worked_by_hand() -> None:
    assert len(CODES_BY_HAND) == 26


@pytest.mark.parametrize("alpha3, alpha2, numeric, cow, gw, fips, cameo", CODES_BY_HAND)
def test_codes(alpha3: str, alpha2: str, numeric: str, cow: str, gw: str, fips: str, cameo: str) -> None:
    row = STATES[alpha3]
    assert tuple(row[column] for column in ("alpha2", "numeric", "cow", "gw", "fips", "cameo")) == (
        alpha2,
        numeric,
        cow,
        gw,
        fips,
        cameo,
    )


def test_22_capitals_were_worked_by_hand() -> None:
    assert len(CAPITALS) == 22


@pytest.mark.parametrize("alpha3, capital, latitude, longitude", CAPITALS)
def test_capital_stands_where_an_atlas_has_it(
    alpha3: str, capital: str, latitude: float, longitude: float
) -> None:
    row = STATES[alpha3]
    assert row["capital"] == capital
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.1)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.1)


def test_only_eight_entries_have_no_capital_and_each_says_why() -> None:
    without = {code for code, row in STATES.items() if not row["capital"]}
    assert without == {"ATA", "BES", "BVT", "HMD", "IOT", "PLW", "TKL", "UMI"}
    for code in without:
        row = STATES[code]
        assert row["note"] and not row["latitude"] + row["longitude"] + row["capital_geonames"]


def test_states_have_english_and_spanish_names() -> None:
    assert all(row["name_en"] and row["name_es"] and row["iso_name"] for row in STATES.values())
    assert (STATES["MEX"]["name_es"], STATES["SLV"]["name_es"]) == ("México", "El Salvador")
    assert STATES["USA"]["name_es"] == "Estados Unidos"


def test_wikidata_items_are_known_for_all_states_but_none_is_invented() -> None:
    items = {code: row["wikidata"] for code, row in STATES.items() if row["wikidata"]}
    assert len(items) == 236
    assert all(item[0] == "Q" and item[1:].isdigit() for item in items.values())
    assert (items["MEX"], items["USA"], items["NOR"]) == ("Q96", "Q30", "Q20")
    assert [code for code in STATES if code not in items and STATES[code]["status"] != "territory"] == ["PSE"]


def test_settled_cells_stand_in_the_table() -> None:
    settled = read("states-settled.csv")
    assert len(settled) == 44
    for cell in settled:
        assert STATES[cell["alpha3"]][cell["column"]] == cell["value"]
        assert cell["why"] in STATES[cell["alpha3"]]["note"]


def test_plover_scores() -> None:
    rows = read("plover.csv")
    scores = {(row["event"], row["mode"]): row["score"] for row in rows}
    assert len(rows) == len(scores) == 82
    assert len({event for event, _ in scores}) == 16
    assert scores["CONSULT", "Visit"] == "4.0" and scores["SANCTION", ""] == "-6.0"
    assert scores["AID", ""] == "10.0" and scores["ACCUSE", "Disapprove"] == "-2.0"
    assert all(-10 <= float(score) <= 10 for score in scores.values())


def test_only_one_score_differs_from_the_published_one() -> None:
    changed = [row for row in read("plover.csv") if row["score"] != row["published_score"]]
    assert [(row["event"], row["mode"], row["score"]) for row in changed] == [("ACCUSE", "", "-3.0")]
    noted = [row["event"] for row in read("plover.csv") if row["note"]]
    assert noted == ["ACCUSE", "SANCTION"]


def test_quad_class_is_verbal_or_material_by_event() -> None:
    classes = {row["event"]: set[str]() for row in read("plover.csv")}
    for row in read("plover.csv"):
        classes[row["event"]].add(row["quad_class"])
    assert all(len(found) == 1 for found in classes.values())
    assert classes["CONSULT"] == {"verbal cooperation"} and classes["SANCTION"] == {"material conflict"}


def test_cameo_codes_lead_to_scored_events() -> None:
    rows = {row["cameo"]: row for row in read("cameo-plover.csv")}
    scored = {(row["event"], row["mode"]) for row in read("plover.csv")}
    assert len(rows) == len(read("cameo-plover.csv")) == 274
    assert all((row["event"], row["mode"]) in scored for row in rows.values())
    assert (rows["042"]["event"], rows["042"]["mode"]) == ("CONSULT", "Visit")
    assert (rows["057"]["event"], rows["1123"]["mode"], rows["163"]["event"]) == (
        "SUPPORT",
        "Allege",
        "COERCE",
    )
    assert (rows["185"]["mode"], rows["185"]["published_mode"]) == ("", "assassinate")


def test_goldstein_values() -> None:
    rows = read("goldstein.csv")
    values = {row["cameo"]: float(row["goldstein"]) for row in rows}
    assert len(rows) == len(values) == 311
    assert (values["010"], values["042"], values["057"], values["163"], values["190"]) == (0, 1.9, 8, -8, -10)
    assert all(code.isascii() and code.isdigit() and 2 <= len(code) <= 4 for code in values)
    converted = {row["cameo"] for row in read("cameo-plover.csv")}
    assert converted - set(values) == {"1213", "1214"}
    assert {code[:2] for code in set(values) - converted} == {"01", "02"}


def make(script: str) -> dict[str, object]:
    return runpy.run_path(str(CODES / script))


def wanted_packages() -> dict[str, str]:
    head = (CODES / "make.py").read_text(encoding="utf-8").split("# ///")[1]
    pins = [line.split('"')[1] for line in head.splitlines() if "==" in line]
    return dict(pin.split("==") for pin in pins)


def test_make_names_six_packages_and_says_when_one_is_missing() -> None:
    assert len(wanted_packages()) == 6
    package_file = make("make.py")["package_file"]
    with pytest.raises(SystemExit, match="no_such_package is not installed"):
        package_file("no_such_package", "data")  # type: ignore[operator]


def test_states_are_made_again_to_the_byte() -> None:
    for name, version in wanted_packages().items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip(f"{name} {version} is absent: make.py cannot run here")
        if found != version:
            pytest.skip(f"{name} is {found} here, the table was made with {version}")
    script = make("make.py")
    text = script["states_csv"](script["read_sources"]())  # type: ignore[operator]
    assert text.encode() == (CODES / "states.csv").read_bytes()


def test_a_conversion_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text(
        "event,mode,quad_class,published_score,score,note\n"
        "CONSULT,,verbal cooperation,2.5,2.5,\nCONSULT,Visit,verbal cooperation,4.0,4.0,\n"
    )
    (tmp_path / "conversion.txt").write_text(
        "# a comment\n\n04: CONSULT\n042: CONSULT, visit,   # Make a visit\n"
        "046: CONSULT, talk , diplomatic; legal   # Engage in negotiation\n042: CONSULT, ,  # again\n~~~~~\n"
    )
    (tmp_path / "goldstein.txt").write_text("CAMEOEVENTCODE\tGOLDSTEINSCALE\n042\t1.9\n04\t1.0\n")
    tables = make("make_events.py")["tables"](  # type: ignore[operator]
        tmp_path / "scores.csv", tmp_path / "conversion.txt", tmp_path / "goldstein.txt"
    )
    assert tables["cameo-plover.csv"] == (
        "cameo,event,mode,context,published_mode,label\n"
        "04,CONSULT,,,,\n"
        "042,CONSULT,Visit,,visit,Make a visit\n"
        "046,CONSULT,,diplomatic; legal,talk,Engage in negotiation\n"
    )
    assert tables["goldstein.csv"] == "cameo,goldstein\n04,1.0\n042,1.9\n"


def test_event_tables_are_made_again_from_the_published_ones() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the published tables cannot be compared")
    made = make("make_events.py")["tables"](  # type: ignore[operator]
        SHARED / "plover" / "scores.csv",
        SHARED / "plover" / "CAMEO2PLOVER-2021.txt",
        SHARED / "events" / "cameo-goldstein.txt",
    )
    assert len(made) == 3
    for name, text in made.items():
        assert text.encode() == (CODES / name).read_bytes(), name


def test_cameo_actor_codes_are_those_of_the_published_list() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the published list cannot be compared")
    with (SHARED / "events" / "cameo-country.txt").open(encoding="utf-8", newline="") as file:
        published = {row["CODE"] for row in csv.DictReader(file, delimiter="\t")}
    ours = {row["cameo"] for row in STATES.values() if row["cameo"]}
    assert len(ours) == 233
    assert ours <= published
    assert not {code for code, row in STATES.items() if not row["cameo"]} & published
