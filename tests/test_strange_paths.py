"""A property that stands only in a part of what is asked of is said beside the answer, and no other is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.graph.strange_paths import strange_paths
from kg.graph.views import views

FORTY = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
WHO = "kg:who stands on no kg:Meeting itself: it is kg:participation/kg:who"
SAID = {
    "?m a kg:Meeting ; kg:who id:mike-pompeo": [WHO],
    "?m kg:who ?w . ?m a kg:Meeting": [WHO],
    "GRAPH ?c { ?m a kg:Meeting } OPTIONAL { ?m kg:who ?f }": [WHO],
    "?m a <https://w3id.org/legation/ontology#Meeting> . ?m kg:who ?w , ?v": [WHO],
    "?m a kg:Meeting ; kg:participation/kg:who ?w ; kg:date ?d ; kg:earliest ?e": [],
    "?m a kg:Meeting ; kg:participation [ kg:who ?w ; kg:role kg:host ] ; rdfs:label ?l": [],
    "?m a kg:Meeting ; kg:participation ?p . ?p kg:who ?w": [],
    "?m a kg:Meeting . ?t a kg:Tenure ; kg:who ?w": [],
    "?s a kg:Statement ; kg:who ?x": [
        "kg:who stands on no kg:Statement itself: it is kg:speaker/kg:who or kg:addressedTo/kg:who"
    ],
    "?a a kg:Attack ; kg:killed ?n . FILTER(?n > 3)": [
        "kg:killed stands on no kg:Attack itself: it is kg:casualties/kg:killed"
    ],
    "FILTER(?x > 3) ?m a kg:Agreement ; kg:value ?x": [
        "kg:value stands on no kg:Agreement itself: it is kg:quantity/kg:value"
    ],
    '?c a kg:Claim ; kg:sentence "8.1"': [
        "kg:sentence stands on no kg:Claim itself: it is kg:evidence/kg:sentence"
    ],
    "?c a kg:Claim ; kg:article ?a ; kg:evidence/kg:sentence ?s": [],
    "?x a ?kind ; kg:who ?w VALUES ?kind { kg:Meeting kg:Stop }": [],
    "?m a kg:NoSuchKind ; kg:who ?w": [],
}


@pytest.mark.parametrize("pattern", SAID)
def test_what_stands_in_a_part_is_told(pattern: str) -> None:
    assert len(SAID) == 15
    assert strange_paths(f"SELECT * {{ {pattern} }}") == SAID[pattern]


def test_the_shipped_questions_use_no_such_property() -> None:
    queries = [view.query for view in views().values()]
    queries += [each["query"] for each in yaml.safe_load(FORTY.read_text(encoding="utf-8"))]
    assert len(queries) > 160
    assert [said for query in queries if (said := strange_paths(query))] == []
