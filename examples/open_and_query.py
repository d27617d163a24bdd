"""Open the shipped graph and ask it in SPARQL: the dead of each attack, and which articles say so."""

import kg

graph = kg.open()
answer = graph.query(
    """
    SELECT DISTINCT ?label ?killed ?article {
      ?attack kg:casualties/kg:killed ?killed ; rdfs:label ?label .
      ?claim kg:tells ?attack ; kg:status kg:accepted ; kg:article/dcterms:identifier ?article .
    } ORDER BY ?label ?article
    """
)
for label, killed, article in answer.rows:
    print(f"{killed.value:>3}  {label.value} (article {article.value})")
