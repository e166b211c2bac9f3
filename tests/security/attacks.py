"""Texts that make a pattern take long, derived from the pattern itself.

A pattern takes long where it can begin, or go on, in many places and fails only later. So each text
repeats something that opens or continues a match, and ends in what spoils it.
"""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import warnings
from collections.abc import Iterator
from typing import Any

#: What opens something in some format, whatever the pattern.
OPENERS = (
    *("<!--", "<script", "<script>", "<a ", "</a", "<", ">", "<![CDATA[", "<p>", "&", "&#", "&#x"),
    *("«", "“", '"', "'", "‘", "’", "(", "[", "{", ")", "]", "}", "- ", "-", "--", "—", "* ", "*"),
    *(
        "By ",
        "by ",
        "A. ",
        "A.",
        "A",
        "Ab ",
        "Ab",
        "a",
        "a ",
        "ab, ",
        ", ",
        ",",
        ".",
        ". ",
        "...",
        "!",
    ),
    *("\n", " \n", "\n ", " ", "\t", "\r", "\f", "\v", "\u00a0", "\u3000", "\n\n", "a\n", "A\n"),
    *("0", "1/1/", "1.", "1,", "1-", "2024-01-01", "2024", "12:30 ", "Jan ", "Jan 1, "),
    *(
        "a@",
        "a.",
        "@",
        "http://",
        "http://a",
        "https://a/",
        "www.",
        "---\n",
        "--- ",
        "# ",
        "> ",
        "_",
    ),
    *(
        "=?utf-8?b?",
        "=?",
        "=20",
        "%20",
        "\\",
        "|",
        "| ",
        "~",
        "^",
        "$",
        "©",
        "•",
        "·",
        ":",
        ";",
        "; ",
    ),
    *(
        "é",
        "e\u0301",
        "\u0301",
        "\u200d",
        "\u200b",
        "\ufeff",
        "世",
        "я",
        "Я ",
        "\0",
        "\ufffd",
        "😀",
    ),
)

#: What ends a text so that a match that came so far fails.
_SPOILERS = ("", "\0", "!", "\n", "x", " ")
_MAX_SAMPLES = 4
_MAX_WORDS = 4
_CLASSES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a ",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_NOT_SPACE: "aA",
    sre.CATEGORY_WORD: "aA1",
    sre.CATEGORY_NOT_WORD: " .\n",
}
_PROPERTY = re.compile(r"\\[pP]\{(\w+)\}")
_IN_CLASS = {"Lu": "A-Z", "L": "a-zA-Z", "N": "0-9", "P": "!-/", "Sc": "$", "M": "\u0301"}


def attacks(pattern: Any) -> list[tuple[str, str]]:
    """Pairs of what to repeat behind what, and how to end it: `(prefix\0pump, spoiler)`."""
    pumps = {("", one) for one in OPENERS}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flags = re.VERBOSE | re.IGNORECASE | re.DOTALL | re.MULTILINE
            tree = parser.parse(_without_properties(pattern.pattern), pattern.flags & flags)
    except (re.error, ValueError, OverflowError):
        tree = []
    for prefix, pump in _pumps(list(tree), [""]):
        if pump:
            pumps.add((prefix, pump))
            if prefix:
                pumps.add(("", prefix + pump))
                pumps.add(("", prefix))
    return sorted(pumps)


def text(prefix: str, pump: str, spoiler: str, size: int) -> str:
    """The text of about so many characters."""
    return prefix + pump * (max(0, size - len(prefix)) // len(pump)) + spoiler


def spoilers() -> tuple[str, ...]:
    return _SPOILERS


def _without_properties(pattern: str | bytes) -> str:
    """A pattern of `regex` as `re` understands it, nearly."""
    if isinstance(pattern, bytes):
        pattern = pattern.decode("latin-1")
    pattern = _PROPERTY.sub(lambda found: _IN_CLASS.get(found[1], "a-z"), pattern)
    return pattern.replace("[[", "[").replace("]]", "]")


def _pumps(tree: list[Any], prefixes: list[str]) -> Iterator[tuple[str, str]]:
    """What can be repeated at each place, with what stands before that place."""
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            for sample in _samples(list(body)):
                if most > 8:
                    yield from ((prefix, sample) for prefix in prefixes[:2])
            yield from _pumps(list(body), prefixes[:1])
        elif op is sre.SUBPATTERN:
            yield from _pumps(list(value[3]), prefixes[:1])
        elif op is sre.ATOMIC_GROUP:
            yield from _pumps(list(value), prefixes[:1])
        elif op is sre.BRANCH:
            for branch in _unlike(value[1]):
                yield from _pumps(list(branch), prefixes[:1])
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(list(value[1]), prefixes[:1])
        parts = _samples([(op, value)])
        prefixes = [a + b for a in prefixes[:2] for b in parts[:2]][:_MAX_SAMPLES] or prefixes
        yield from (("", prefix) for prefix in prefixes[:2])


def _unlike(branches: list[Any]) -> list[Any]:
    """The alternatives, but of plain words, such as names of months, only some."""
    plain = [branch for branch in branches if all(op is sre.LITERAL for op, _ in branch)]
    left_out = {id(branch) for branch in plain[_MAX_WORDS:]}
    return [branch for branch in branches if id(branch) not in left_out]


def _samples(tree: list[Any]) -> list[str]:
    """Some short texts that a piece of a pattern matches."""
    found = [""]
    for op, value in tree:
        parts = _sample(op, value)
        found = [a + b for b in parts for a in found][:_MAX_SAMPLES]
    return found


def _sample(op: Any, value: Any) -> list[str]:
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.NOT_LITERAL:
        return ["a" if value != 97 else "b", " "]
    if op is sre.ANY:
        return ["a", " "]
    if op is sre.IN:
        return _of_class(value)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, body = value
        return [one * max(least, min(1, most)) for one in _samples(list(body))]
    if op is sre.SUBPATTERN:
        return _samples(list(value[3]))
    if op is sre.ATOMIC_GROUP:
        return _samples(list(value))
    if op is sre.BRANCH:
        return [one for branch in value[1] for one in _samples(list(branch))[:2]]
    return [""]


def _of_class(items: list[Any]) -> list[str]:
    if items and items[0][0] is sre.NEGATE:
        spoilt = {chr(value) for op, value in items if op is sre.LITERAL}
        return [one for one in ("a", " ", ".", "\n", "<", "A") if one not in spoilt][:_MAX_SAMPLES]
    found: list[str] = []
    for op, value in items:
        if op is sre.LITERAL:
            found.append(chr(value))
        elif op is sre.RANGE:
            found.append(chr(value[0]))
        elif op is sre.CATEGORY:
            found.extend(_CLASSES.get(value, "a"))
    return list(dict.fromkeys(found))[:_MAX_SAMPLES] or ["a"]
