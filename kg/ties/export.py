"""The network of states as GraphML or GEXF, for Gephi and others."""

from __future__ import annotations

import io
import re
from typing import Final

from kg.ties.network import network
from kg.ties.observed import observations, state_labels
from kg.ties.rows import Viewed
from kg.ties.tie import ties

# Neither writer of networkx refuses what XML 1.0 cannot hold; its readers then fail.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_text(dataset: Viewed, form: str) -> bytes:
    """Give the network of told ties as `graphml` or `gexf`; nodes carry labels, edges all measures.

    The same ties give the same bytes.
    """
    import networkx

    labels = {state: _NOT_XML.sub("\ufffd", label) for state, label in state_labels(dataset).items()}
    graph = network(ties(observations(dataset)), labels=labels)
    out = io.BytesIO()
    if form == "graphml":
        networkx.write_graphml_xml(graph, out, encoding="utf-8", prettyprint=True)
    else:
        networkx.write_gexf(graph, out, encoding="utf-8", prettyprint=True)
    # networkx dates a GEXF file by the clock
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue()).rstrip(b"\n") + b"\n"
