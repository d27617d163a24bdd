"""Answer a prepared question, with the source of every answer: who met whom, and who says so."""

import kg

graph = kg.open()
table = kg.ask(graph, "who-met-whom", who="mike-pompeo", status="accepted")
for row in table.rows:
    cell = {name: term.value if term else "" for name, term in zip(table.variables, row, strict=True)}
    other = cell["other"].rpartition("/")[2]
    article = cell["article"].rpartition("/")[2]
    print(f"{cell['date']}  {other:<16} article {article}, sentence {cell['sentence']}: {cell['paraphrase']}")
