"""Who said how much: the speakers of quotations, each under the fullest form of their name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from searchkit.analysis import tokenize
from searchkit.results import SpeakerCount

#: Speakers that are counted; of more, those with most quotations.
MAX_SPEAKERS = 50


def speaker_counts(names: Iterable[str]) -> tuple[SpeakerCount, ...]:
    """The speakers with these names, one for each quotation, most quotations first.

    A shorter name is that of the longer one that has all of its words, if there is one only.

    >>> [one.name for one in speaker_counts(["Ada Quay", "Quay", "Ben Mole", "Eva Mole", "Mole"])]
    ['Ada Quay', 'Ben Mole', 'Eva Mole', 'Mole']
    """
    counts = Counter(names)
    words = {name: frozenset(filter(None, tokenize(name))) for name in counts}
    having: dict[str, set[str]] = defaultdict(set)
    for name in counts:
        for word in words[name]:
            having[word].add(name)
    groups: dict[str, list[str]] = {}
    fullest: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-len(words[name]), name)):
        longer = _having_all(words[name], having) - {name}
        owners = {fullest[other] for other in longer if other in fullest}
        fullest[name] = owners.pop() if len(owners) == 1 else name
        groups.setdefault(fullest[name], []).append(name)
    found = [
        # By the shortest form every other one is found too.
        SpeakerCount(name, forms[-1], sum(counts[form] for form in forms))
        for name, forms in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.quotations, one.name))[:MAX_SPEAKERS])


def _having_all(words: Iterable[str], having: dict[str, set[str]]) -> set[str]:
    """The names that have all of these words; of none, nobody."""
    sets = sorted((having[word] for word in words), key=len)
    return set(sets[0].intersection(*sets[1:])) if sets else set()
