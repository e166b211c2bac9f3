"""Graphs of names: GraphML for Gephi and its like, and a table of edges."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from searchkit import quick_re as re
from searchkit.names_found import NameGraph

#: The columns of a table of edges, as Gephi reads it.
EDGE_COLUMNS = ("Source", "Target", "Weight", "Score", "SourceKind", "TargetKind")

# What no XML document can have, not even escaped.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="articles" for="node" attr.name="articles" attr.type="int"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
<key id="score" for="edge" attr.name="score" attr.type="double"/>
<graph edgedefault="undirected">
"""
_END = "</graph>\n</graphml>\n"


def graphml(graph: NameGraph) -> Iterator[str]:
    """The names as nodes, the sentences that two have in common as the weight of an edge."""
    yield _HEAD
    for node in graph.nodes:
        data = _data(label=node.name, kind=node.kind, articles=node.articles)
        yield f"<node id={_attribute(node.key)}>{data}</node>\n"
    for edge in graph.edges:
        ends = f"source={_attribute(edge.source.key)} target={_attribute(edge.target.key)}"
        data = _data(weight=edge.sentences, score=edge.score)
        yield f"<edge {ends}>{data}</edge>\n"
    yield _END


def edge_records(graph: NameGraph) -> Iterator[dict[str, object]]:
    """The rows of a table of edges."""
    for edge in graph.edges:
        values = (
            edge.source.name, edge.target.name, edge.sentences, edge.score, edge.source.kind,
            edge.target.kind,
        )  # fmt: skip
        yield dict(zip(EDGE_COLUMNS, values, strict=True))


def _data(**values: object) -> str:
    return "".join(
        f'<data key="{name}">{escape(_NO_XML.sub(" ", str(value)))}</data>'
        for name, value in values.items()
    )


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub(" ", text))
