"""Write one claim's graph as Turtle, and the network of 2019 as GraphML for Gephi."""

from pathlib import Path

import networkx
from rdflib import URIRef

import kg

graph = kg.open()
claim = graph.rdflib().graph(URIRef("https://w3id.org/legation/claim/001/hezbollah-designated"))
network = kg.network(graph, period="2019")
networkx.write_graphml(network, "network-2019.graphml")
print(Path("network-2019.graphml").stat().st_size > 0, len(networkx.read_graphml("network-2019.graphml")))
print(claim.serialize(format="turtle"))
