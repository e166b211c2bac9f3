"""The id that a reader means: a whole one, or the beginning of one that no other has."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.engines import Deadline, Engine
from searchkit.errors import ArticleNotFound
from searchkit.platform_support import composed

#: Ids that are named where several begin so, or are spelt alike.
MAX_NAMED = 5
#: Ids that are completed.
MAX_COMPLETED = 100
#: How alike an id must be to be named, of 100.
MIN_ALIKE = 60


def ids_that_begin(engine: Engine, text: str, deadline: Deadline) -> list[str]:
    """The ids that begin so or, if none does, whose file name does, in order."""
    typed = composed(text)
    ids = {article_id: composed(article_id) for article_id in _ids(engine, deadline)}
    begun = [article_id for article_id, name in ids.items() if name.startswith(typed)]
    return begun or [
        article_id for article_id, name in ids.items() if name.rpartition("/")[2].startswith(typed)
    ]


def resolve_id(engine: Engine, text: str, deadline: Deadline) -> str:
    """The id that is meant. Raises `ArticleNotFound`, which names the nearest."""
    if engine.fetch([text]):
        return text
    begun = ids_that_begin(engine, text, deadline) if text else []
    typed = composed(text)
    begun = [one for one in begun if composed(one) == typed] or begun
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise ArticleNotFound(text, advice=f"{len(begun):,} ids begin so: {_named(begun)}")
    nearest = _nearest(text, _ids(engine, deadline))
    raise ArticleNotFound(text, advice=f"did you mean {_named(nearest)}?" if nearest else "")


def _ids(engine: Engine, deadline: Deadline) -> list[str]:
    return sorted(article_id for article_id, _ in deadline.watch(engine.digests()))


def _nearest(text: str, ids: Sequence[str]) -> list[str]:
    # Only a wrong id needs it.
    from rapidfuzz import fuzz, process

    alike = process.extract(text, ids, scorer=fuzz.ratio, limit=3, score_cutoff=MIN_ALIKE)
    return [article_id for article_id, _, _ in alike]


def _named(ids: Sequence[str]) -> str:
    more = ", …" if len(ids) > MAX_NAMED else ""
    return ", ".join(ids[:MAX_NAMED]) + more
