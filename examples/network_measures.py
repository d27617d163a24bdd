"""Take the ties as a networkx graph and measure what you like: here, how much hangs on the United States."""

import networkx

import kg

graph = kg.open()
network = kg.network(graph, period="2019")
print(network)
print("density", round(networkx.density(network), 3))
print("components without the United States:")
rest = network.subgraph(node for node in network if node != "USA")
for part in sorted(map(sorted, networkx.connected_components(rest)), key=lambda part: (-len(part), part)):
    print(" ", " ".join(part))
