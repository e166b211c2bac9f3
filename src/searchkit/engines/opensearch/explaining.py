"""The scores of a page of hits, leaf by leaf, asked for together."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.analysis import Document
from searchkit.engines.opensearch.clauses import all_of, unscored
from searchkit.engines.opensearch.compiling import Compiler
from searchkit.engines.opensearch.layout import stored_id
from searchkit.engines.opensearch.reading import Json, Reading
from searchkit.engines.opensearch.server import hits_of
from searchkit.engines.opensearch.term_dictionary import TermDictionary
from searchkit.engines.ranking import rarity, scoring_leaves
from searchkit.leaf_text import leaf_text
from searchkit.matching.match import frequency
from searchkit.operands import words_of
from searchkit.query import Query
from searchkit.results import Explanation


def explanations(
    query: Query,
    documents: Sequence[Document],
    *,
    reading: Reading,
    compiler: Compiler,
    term_dictionary: TermDictionary,
    mean_length: float,
    scale: float,
) -> list[list[Explanation]]:
    """See `Engine.explain_all`; a further variant adds less to a score than an occurrence does."""
    parts = [list(scoring_leaves(query, document)) for document in documents]
    leaves = list(dict.fromkeys(leaf for scored in parts for leaf, _ in scored))
    term_dictionary.look_up(word for leaf in leaves for word in words_of(leaf))
    compiled = {leaf: compiler.query(leaf) for leaf in leaves}
    searches = [
        _score_of(compiled[leaf], document)
        for document, scored in zip(documents, parts, strict=True)
        for leaf, _ in scored
    ]
    answers = iter(reading.search_all(searches))
    articles, doc_freq = term_dictionary.articles(), term_dictionary.doc_freq
    return [
        [
            Explanation(
                stream=leaf.stream,
                text=leaf_text(leaf),
                weight=weight,
                idf=rarity(leaf, articles, doc_freq),
                occurrences=frequency(leaf, document),
                length=document.length(leaf.stream),
                mean_length=mean_length,
                score=weight * sum(hit["_score"] for hit in hits_of(next(answers))) / scale,
            )
            for leaf, weight in scored
        ]
        for document, scored in zip(documents, parts, strict=True)
    ]


def _score_of(leaf: Json, document: Document) -> Json:
    """A search for one document by one leaf."""
    this = unscored({"ids": {"values": [stored_id(document.id)]}})
    return {"query": all_of(leaf, this), "size": 1, "_source": False}
