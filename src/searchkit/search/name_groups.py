"""The spellings of people across the articles of an index: which of them are one name.

Two spellings are joined by the rules of `names.spelling`, never by the surname alone, and only if
all spellings that could be joined with them agree: with `John W. Lind` and `John H. Lind` in an
index, `John Lind` is neither. So the groups do not depend on the order of the articles, and follow
from the index as it is. They are made when they are first asked for, some surnames at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, groupby, islice, product
from pathlib import Path

from searchkit.analysis import tokenize
from searchkit.engines import Engine
from searchkit.names import Kind
from searchkit.names.aliases import ALIASES
from searchkit.names.spelling import (
    COMMON_SURNAMES,
    FREQUENT_SURNAMES,
    MIN_RARE,
    are_compatible,
    are_of_one_age,
    generation,
    is_slip,
    parts,
    skeleton,
    without_marks,
)
from searchkit.names_found import NameRows
from searchkit.partial_answers import lacking_parts
from searchkit.schema import NAME_FIELDS, NAMES, WHOLE_NAMES, whole_name_prefix
from searchkit.search.name_corrections import NamesFile, Words

#: The fields in which a whole name stands for its spellings.
SPELT_IN = frozenset(NAME_FIELDS)
# Of these, people have spellings that the index tells; places and organisations, aliases only.
_OF_PEOPLE = frozenset({"person", "name"})
#: Names with surnames that begin alike; of more, only those with the same surname are compared.
MAX_ALIKE = 2_000
#: Names with one surname that are compared.
MAX_BEARERS = 500
#: Spellings of one name; more are no one's.
MAX_SPELLINGS = 40
#: Articles that may have a surname with a slip, and those that at least have it without.
MAX_RARE = 2
MIN_PLAIN = 3
#: First names beside a surname; if it has more, two people can differ in a middle name only.
MAX_FIRST_NAMES = 3
_MAX_TERMS = 20_000
#: Names whose spellings are kept at hand.
MAX_KEYS = 100_000
#: Spellings of people that are read at once.
MAX_ALL = 100_000


class NameGroups:
    """The spellings of names in one index, as `names.toml` in `home` corrects them.

    Threads may share it.
    """

    def __init__(self, engine: Engine, home: Path | None = None) -> None:
        self._engine = engine
        self._blocks: dict[str, Mapping[Words, Sequence[Words]]] = {}
        self._keys: dict[str, dict[str, str]] = {field: {} for field in SPELT_IN}
        # All groups, by each of their spellings; None as long as nobody needs many of them.
        self._people: Mapping[Words, Sequence[Words]] | None = None
        self._are_many: bool | None = None
        self._file = NamesFile(home)
        #: The names of all articles with notes, and the corrections with which they were counted.
        self.rows: tuple[object, NameRows] | None = None

    def spellings(self, name: str, field: str = "name") -> Sequence[Words]:
        """All spellings of a name, itself among them, in order; none where there are no others.

        Raises `ControlFileUnusable` for a file of corrections that cannot be understood.
        """
        words = tuple(filter(None, tokenize(name)))
        corrections = self._file.current()
        found = self._found(words, field)
        if not corrections.names:
            return found
        own = self._corrected(words, found)
        if own is not None:
            others = corrections.others[own]
            found = [
                one for same in corrections.same[own] for one in (same, *self._found(same, field))
            ]
            return tuple(sorted({one for one in found if one not in others}))
        is_other = any(
            words in corrections.others[corrections.names[one]]
            for one in found
            if one in corrections.names
        )
        return (words,) if is_other else found

    def kind(self, name: str) -> Kind | None:
        """The kind that the user says that a name has."""
        kinds = self._file.current().kinds
        if not kinds:
            return None
        words = tuple(filter(None, tokenize(name)))
        own = self._corrected(words, self._found(words))
        return None if own is None else kinds.get(own)

    def of_kind(self, kind: str) -> Sequence[str]:
        """The names of which the user says that they are of a kind. Raises `SettingsError`."""
        corrections = self._file.current()
        return [corrections.written[own] for own, one in corrections.kinds.items() if one == kind]

    @property
    def corrections(self) -> object:
        """What the user says of names; another object after every change of it."""
        return self._file.current()

    def is_spelt(self, field: str) -> bool:
        """Tell if a name stands for its spellings in a field."""
        return field in SPELT_IN

    @property
    def are_corrected(self) -> bool:
        """Tell if the user says of any name how it is spelt. Raises `SettingsError`."""
        return bool(self._file.current().names)

    def _corrected(self, words: Words, found: Sequence[Words]) -> Words | None:
        """The name that a spelling is of by the corrections; None if they say nothing of it."""
        corrections = self._file.current()
        for one in (words, *found):
            own = corrections.names.get(one)
            if own is not None and words not in corrections.others[own]:
                return own
        return None

    def _found(self, words: Words, field: str = "name") -> Sequence[Words]:
        """The spellings as everybody has them, or this index."""
        if aliases := ALIASES.get(" ".join(words)):
            return [tuple(one.split(" ")) for one in aliases]
        if field not in _OF_PEOPLE or len(words) < 2:
            return ()
        if self._people is not None:
            return self._people.get(words, ())
        surname = parts(" ".join(words))[-1:]
        if not surname:
            return ()
        return self._block(whole_name_prefix(surname[0])).get(words, ())

    def key(self, name: str, field: str = "name") -> str:
        """The same text for all spellings of a name; empty where it has no others."""
        spellings = self.spellings(name, field)
        return " ".join(spellings[0]) if spellings else ""

    def value_key(self, name: str, field: str = "name") -> str:
        """The same for all spellings of a name without corrections: no article has two of them."""
        memo = self._keys[field]
        key = memo.get(name)
        if key is None:
            tokens = tokenize(name)
            found = self._found(tuple(filter(None, tokens)), field)
            key = " ".join(found[0] if found else tokens) or f"={name}"
            if len(memo) < MAX_KEYS and not lacking_parts():
                memo[name] = key
        return key

    def read_all(self) -> None:
        """Make all groups at once if they are not too many: it takes less time for many names."""
        if self._people is None and self._are_many is None:
            rows = self._engine.term_dictionary(NAMES.name, WHOLE_NAMES, MAX_ALL + 1)
            if lacking_parts():
                return
            self._are_many = len(rows) > MAX_ALL
            if not self._are_many:
                self._people = dict(_all_groups(rows))

    def _block(self, prefix: str) -> Mapping[Words, Sequence[Words]]:
        """The groups of names that begin so, by each of their spellings."""
        block = self._blocks.get(prefix)
        if block is None:
            rows = self._engine.term_dictionary(NAMES.name, prefix, _MAX_TERMS)
            block = dict(_block_of(rows))
            if not lacking_parts():
                self._blocks[prefix] = block
        return block


def _all_groups(rows: Iterable[tuple[str, int]]) -> Iterable[tuple[Words, Sequence[Words]]]:
    """The groups in all terms of people, which are in order, by each of their spellings."""
    for _, block in groupby(rows, lambda row: row[0].partition("|")[0]):
        yield from _block_of(islice(block, _MAX_TERMS))


def _block_of(rows: Iterable[tuple[str, int]]) -> Iterable[tuple[Words, Sequence[Words]]]:
    articles = {tuple(term.partition("|")[2].split("_")): count for term, count in rows}
    for group in _groups(articles):
        yield from dict.fromkeys(group, group).items()


def _groups(articles: Mapping[Words, int]) -> Iterable[Sequence[Words]]:
    """The groups of names, which are given with the number of their articles."""
    known = {words: parts(" ".join(words)) for words in articles}
    common = _common_surnames(known.values())
    edges: defaultdict[Words, set[Words]] = defaultdict(set)
    for one, other in _pairs(known):
        if known[one][-1] in common and (
            # Of people with a frequent surname, `Denis` is not `Dennis`.
            known[one] != known[other] or without_marks(one[0]) != without_marks(other[0])
        ):
            continue
        if _are_one(one, other, known, articles):
            edges[one].add(other)
            edges[other].add(one)
    seen: set[Words] = set()
    for words in sorted(articles):
        if words not in seen:
            component = _component(words, edges)
            seen |= component
            yield from _agreeing(component, edges, known)


def _common_surnames(names: Iterable[Sequence[str]]) -> frozenset[str]:
    """The surnames of so many people that one of them is hardly told by a first name."""
    first_names: defaultdict[str, set[str]] = defaultdict(set)
    for first, *_, surname in (name for name in names if len(name) > 1):
        if len(first) > 1:
            first_names[surname].add(first)
    many = {surname for surname, firsts in first_names.items() if len(firsts) > MAX_FIRST_NAMES}
    return frozenset(map(skeleton, COMMON_SURNAMES)) | many


def _pairs(known: Mapping[Words, Sequence[str]]) -> Iterable[tuple[Words, Words]]:
    """Names whose surnames are the same or nearly so, as far as there are not too many."""
    by_surname: defaultdict[str, list[Words]] = defaultdict(list)
    for words, name in known.items():
        if len(name) > 1:
            by_surname[name[-1]].append(words)
    for names in by_surname.values():
        if len(names) <= MAX_BEARERS:
            yield from combinations(names, 2)
    if len(known) <= MAX_ALIKE:
        for surname, other in _near_pairs(by_surname):
            if is_slip(surname, other):
                yield from product(by_surname[surname], by_surname[other])


def _near_pairs(surnames: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs that a letter less can make the same, which are few of all: each once, in order."""
    seen: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[tuple[str, str], None] = {}
    for surname in surnames:
        if len(surname) >= MIN_RARE:
            shorter = {surname[:at] + surname[at + 1 :] for at in range(1, len(surname))}
            for one in (surname, *shorter):
                found.update(dict.fromkeys((other, surname) for other in seen[one]))
                seen[one].append(surname)
    return found


def _are_one(
    one: Words, other: Words, known: Mapping[Words, Sequence[str]], articles: Mapping[Words, int]
) -> bool:
    (*ours, surname), (*theirs, last) = known[one], known[other]
    if not are_compatible(tuple(ours), tuple(theirs)) or not are_of_one_age(one, other):
        return False
    missing = max(ours, theirs, key=len)[min(len(ours), len(theirs)) :]
    written_out = sum(len(name) > 1 for name in missing)
    is_near = written_out or surname != last
    if written_out > 1 or (is_near and not FREQUENT_SURNAMES.isdisjoint((one[-1], other[-1]))):
        return False
    has_initial = len(ours[0]) == 1 or len(theirs[0]) == 1
    if surname == last and not _is_doubled(one[-1], other[-1]):
        return not has_initial or len(surname) >= MIN_RARE
    if has_initial:
        return False
    few, many = sorted((articles[one], articles[other]))
    # `Viktor P. Ivano`: what else is the same tells enough.
    is_plain = many >= MIN_PLAIN or (len(ours) > 1 and ours == theirs)
    return few <= MAX_RARE and is_plain


def _is_doubled(one: str, other: str) -> bool:
    """Tell if two words differ in the last letter, twice in one of them: `Hoffman`, `Hoffmann`."""
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and long == short + short[-1]


def _component(words: Words, edges: Mapping[Words, set[Words]]) -> set[Words]:
    found, waiting = {words}, [words]
    while waiting:
        for other in edges.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _agreeing(
    component: set[Words],
    edges: Mapping[Words, set[Words]],
    known: Mapping[Words, Sequence[str]],
) -> Iterable[Sequence[Words]]:
    """One group if all can be one name, else those that differ in romanisation only."""
    size = len(component)
    agree = all(len(edges.get(words, ())) == size - 1 for words in component)
    if agree and size <= MAX_SPELLINGS:
        yield tuple(sorted(component))
        return
    same: defaultdict[tuple[Sequence[str], str], list[Words]] = defaultdict(list)
    for words in sorted(component):
        same[known[words], generation(words)].append(words)
    yield from map(tuple, same.values())


def shown(words: Words) -> str:
    """A folded name as a note shows it.

    >>> shown(("zamir", "n", "kabulov"))
    'Zamir N Kabulov'
    """
    return " ".join(word.capitalize() for word in words)
