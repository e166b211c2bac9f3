"""The articles that are measured with: those of a JSONL file, or made by chance from a seed."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, islice
from pathlib import Path

#: Articles that the measured update changes; they have a file of their own.
CHANGING = 100
CHANGING_FILE = "changing.jsonl"
#: Bytes in one file of a corpus, about.
_FILE_SIZE = 8_000_000

_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Item:
    """One article as all libraries get it."""

    id: str
    title: str
    body: str
    date: str = ""
    source: str = ""

    @property
    def year(self) -> str:
        """The year in the date, or a blank text."""
        found = _YEAR.search(self.date)
        return found[0] if found else ""


def read(path: Path) -> Iterator[Item]:
    """The articles of a .jsonl or .jsonl.gz file that have a text."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            found = json.loads(line)
            title, date, source = (found.get(key) or "" for key in ("title", "date", "source"))
            body = found.get("body") or found.get("text") or ""
            if not body.strip():
                body = title  # what searchkit does with a flash that is a title alone
            if body.strip():
                yield Item(str(found.get("id") or number), title, body, date, source)


def write_corpus(items: Iterable[Item], folder: Path) -> None:
    """Write the articles as files of JSON lines, the last ones as those that will change."""
    folder.mkdir(parents=True)
    whole = list(items)
    steady, changing = whole[:-CHANGING], whole[-CHANGING:]
    write(folder / CHANGING_FILE, changing)
    lines = [_line(item) for item in steady]
    ends = list(accumulate(map(len, lines)))
    files: dict[int, list[str]] = {}
    for line, end in zip(lines, ends, strict=True):
        files.setdefault(end // _FILE_SIZE, []).append(line)
    for number, part in files.items():
        (folder / f"articles-{number:03d}.jsonl").write_text("".join(part), "utf-8")


def read_corpus(folder: Path) -> Iterator[Item]:
    """What `write_corpus` wrote."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from read(path)


def changed(folder: Path, correction: int) -> list[Item]:
    """The articles that change, with one more sentence each."""
    items = read(folder / CHANGING_FILE)
    return [replace(one, body=f"{one.body}\n\nCorrection {correction}.") for one in items]


def write(path: Path, items: Iterable[Item]) -> None:
    """Write articles as JSON lines."""
    path.write_text("".join(map(_line, items)), "utf-8")


def _line(item: Item) -> str:
    return json.dumps(asdict(item), ensure_ascii=False) + "\n"


_COMMON = (
    "the of to in and a said that for on was is with by it from as be at has were have are its an"
    " not had this which will but would they their his he been or more after about who than also"
    " when one up other could into new over year there out two last people all government we"
    " some first against years may no if state between what can military"
).split()
_ONSETS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr"
    " v w"
).split()
_VOWELS = "a a e e i i o o u ai ea ee ie oa ou".split()
_CODAS = ["", "", "", *"b ck d f g l ll m n n nd ng nt p r r rd rm rt s ss st t t th x".split()]
_ENDINGS = ["", "", "", *"s s ed ed ing ing er ers ly al ion ions ment able ness ity".split()]
_SOURCES = (
    "The Ellery Gazette;Northport Herald;Coastal Wire;The Daily Ledger;Harbour Times;Inland Post;"
    "The Meridian;Capital Observer;Station Seven;The Weekly Courier;Valley Tribune;Open Record"
).split(";")
_ABBREVIATIONS = ("Mr. ", "Gen. ", "the U.S. ")
_VOCABULARY = 60_000
_TOPICS = 300
_WORDS_IN_TOPIC = 30
#: Words so frequent are in every topic; words so rare in none.
_TOPICAL = slice(len(_COMMON), 6_000)
#: Mandelbrot's shift: the first few words are less frequent than Zipf's law has them.
_SHIFT = 2.7


def generate(count: int, seed: int = 2016) -> Iterator[Item]:
    """Articles of about 3 kB, the same ones for the same seed whatever their number."""
    language = _Language(random.Random(seed))
    for number in range(count):
        yield language.article(number, random.Random(f"{seed}/{number}"))


class _Language:
    """Words under Zipf's law, the short ones more frequent, and topics whose words go together."""

    def __init__(self, chance: random.Random) -> None:
        made: dict[str, float] = {}
        while len(made) < _VOCABULARY - len(_COMMON):
            word = _word(chance)
            if len(word) > 3:
                made.setdefault(word, len(word) + 8 * chance.random())
        self._words = [*_COMMON, *sorted(made, key=made.__getitem__)]
        self._weights = _zipf(_VOCABULARY)
        topical = self._words[_TOPICAL]
        self._topics = [chance.sample(topical, _WORDS_IN_TOPIC) for _ in range(_TOPICS)]
        self._topic_weights = _zipf(_TOPICS)

    def article(self, number: int, chance: random.Random) -> Item:
        topic = chance.choices(self._topics, cum_weights=self._topic_weights)[0]
        length = max(60, int(chance.gauss(420, 140)))
        drawn = iter(chance.choices(self._words, cum_weights=self._weights, k=length))
        text: list[str] = []
        while words := list(islice(drawn, chance.randint(8, 28))):
            text.append(_sentence(words, topic, chance))
            text.append("\n\n" if chance.random() < 0.3 else " ")
        title = _capital(" ".join(chance.sample(topic, chance.randint(4, 8))))
        day = (chance.randint(2008, 2024), chance.randint(1, 12), chance.randint(1, 28))
        date = "{}-{:02d}-{:02d}".format(*day)
        return Item(f"{number:06d}", title, "".join(text).strip(), date, chance.choice(_SOURCES))


def _word(chance: random.Random) -> str:
    syllables = chance.choices((1, 2, 3), (3, 5, 2))[0]
    parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
    return "".join(parts) + chance.choice(_CODAS) + chance.choice(_ENDINGS)


def _zipf(count: int) -> list[float]:
    """The cumulative weights of so many ranks."""
    return list(accumulate(1 / (rank + _SHIFT) for rank in range(1, count + 1)))


def _sentence(words: list[str], topic: Sequence[str], chance: random.Random) -> str:
    if chance.random() < 0.7:
        start = chance.randrange(len(topic) - 2)
        words[2:2] = topic[start : start + chance.randint(1, 3)]
    if chance.random() < 0.2:
        words[-1] = chance.choice(_ABBREVIATIONS) + _capital(words[-1])
    if chance.random() < 0.15:
        words.insert(-1, f"{chance.randint(2, 9_999):,}")
    if len(words) > 14:
        words[7] += ","
    return _capital(" ".join(words)) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
