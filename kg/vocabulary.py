"""Every IRI and prefix that the code names; the ontology's own terms stand in ontology/kg.ttl."""

from __future__ import annotations

from pathlib import Path

TYPE_CHECKING = False  # `typing` takes as long to import as an answer that is kept takes to give
if TYPE_CHECKING:
    from typing import Final

BASE: Final = "https://w3id.org/legation/"
KG: Final = BASE + "ontology#"
ID: Final = BASE + "id/"
CLAIM: Final = BASE + "claim/"
ARTICLE: Final = BASE + "article/"
CONFLICT: Final = BASE + "conflict/"
SHAPE: Final = BASE + "shapes#"

GRAPH: Final = BASE + "graph/"
GRAPH_ENTITIES: Final = GRAPH + "entities"
GRAPH_ACCEPTED: Final = GRAPH + "accepted"
GRAPH_CODING: Final = GRAPH + "coding"
GRAPH_CLAIMS: Final = GRAPH + "claims"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "id": ID,
    "claim": CLAIM,
    "article": ARTICLE,
    "conflict": CONFLICT,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
    "skos": SKOS,
    "sh": SH,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

# Not importlib.resources, which takes longer to import than a question takes to answer.
_PACKAGE: Final = Path(__file__).resolve().parent

RDF_TYPE: Final = RDF + "type"
LABEL: Final = RDFS + "label"
ALT_LABEL: Final = SKOS + "altLabel"


def ontology_folder() -> Path:
    """Give the folder of the ontology: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "ontology"
    return inside if inside.is_dir() else inside.parent.parent / "ontology"


def corpus_folder() -> Path:
    """Give the folder of the shipped facts."""
    return _PACKAGE / "corpus"


def views_folder() -> Path:
    """Give the folder of the prepared questions."""
    return _PACKAGE / "views"


def rules_folder() -> Path:
    """Give the folder of the package itself: the rules by which facts become a dataset."""
    return _PACKAGE
