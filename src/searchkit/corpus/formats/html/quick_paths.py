"""XPath expressions that test the attributes of elements, evaluated in a fraction of the time.

Those of trafilatura test the class and the id of every element by regular expressions. For each
test lxml calls back into Python, which takes longer than the test. Here such an expression becomes
a Python function that finds the same elements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from lxml import etree

from searchkit import quick_re as re

Expression = Callable[[etree._Element], Iterable[etree._Element]]

_Condition = Callable[[etree._Element], bool]
_Value = Callable[[etree._Element], str]

_TOKEN = re.compile(r"\s*('[^']*'|\"[^\"]*\"|\.//|[\w:-]+|[\[\]()@|=,*])")
#: Sets of values whose answers are remembered: many elements of a page have the same class.
_REMEMBERED = 1 << 12


class _OtherForm(Exception):
    """The expression is written in a way that is not read here."""


def quickened(expression: Expression) -> Expression:
    """A function that finds the same elements; the expression itself if it has another form."""
    path = expression.path if isinstance(expression, etree.XPath) else ""
    if "re:test" not in path:
        return expression
    try:
        return _Descendants(path)
    except _OtherForm:
        return expression


class _Descendants:
    """The elements that a path such as `(.//*[self::p or self::div][@id='a'])[1]` leads to."""

    def __init__(self, path: str) -> None:
        self.path = path
        reader = _Reader(path)
        self._is_first = reader.takes("(")
        reader.expect(".//", "*")
        #: The tags that match, which is any tag if the path names none.
        self._tags = reader.tags() or ("*",)
        self._conditions: list[_Condition] = []
        self._is_first_child = False
        while reader.takes("["):
            if self._is_first_child:
                raise _OtherForm
            if reader.takes("1"):
                self._is_first_child = True
            else:
                self._conditions.append(_Remembering(reader).fulfils)
            reader.expect("]")
        if self._is_first:
            reader.expect(")", "[", "1", "]")
        reader.expect("")

    def __call__(self, tree: etree._Element) -> list[etree._Element]:
        found = tree.iterdescendants(*self._tags)
        for condition in self._conditions:
            found = filter(condition, found)
        if self._is_first:
            return list(islice(found, 1))
        elements = list(found)
        if self._is_first_child:
            first = {element.getparent(): element for element in reversed(elements)}
            return [element for element in elements if first[element.getparent()] is element]
        return elements


class _Remembering:
    """A condition that remembers its answers, if the attributes of an element decide."""

    def __init__(self, reader: _Reader) -> None:
        reader.names, reader.is_ordered, reader.only_attributes = [], False, True
        self._condition = reader.condition()
        self._names = tuple(dict.fromkeys(reader.names))
        self._is_ordered = reader.is_ordered
        self._known: dict[tuple[str | None, ...], bool] = {}
        self.fulfils = self._by_attributes if reader.only_attributes else self._condition

    def _by_attributes(self, element: etree._Element) -> bool:
        values = tuple(map(element.get, self._names))
        if self._is_ordered and values.count(None) < len(values) - 1:
            values += tuple(element.keys())
        answer = self._known.get(values)
        if answer is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            answer = self._known[values] = self._condition(element)
        return answer


class _Reader:
    """Reads an expression from left to right. Raises `_OtherForm` for what it does not know."""

    def __init__(self, path: str) -> None:
        #: Of the condition: the attributes that it tests, whether their order counts, and whether
        #: anything else does.
        self.names: list[str] = []
        self.is_ordered = False
        self.only_attributes = True
        self._tokens: list[str] = []
        self._at = at = 0
        while match := _TOKEN.match(path, at):
            self._tokens.append(match[1])
            at = match.end()
        self._tokens.append(path[at:].strip())

    def takes(self, *tokens: str) -> bool:
        """Go past these tokens, if they come next."""
        is_next = tuple(self._tokens[self._at : self._at + len(tokens)]) == tokens
        self._at += len(tokens) if is_next else 0
        return is_next

    def expect(self, *tokens: str) -> None:
        """Go past these tokens."""
        if not self.takes(*tokens):
            raise _OtherForm

    def tags(self) -> tuple[str, ...]:
        """The tags of a condition that tests nothing else, such as `[self::p or self::div]`."""
        start = self._at
        tags: list[str] = []
        while self.takes("or" if tags else "["):
            tags.append(self._next().removeprefix("self::"))
        if self._tokens[start + 1].startswith("self::") and self.takes("]"):
            return tuple(tags)
        self._at = start
        return ()

    def condition(self) -> _Condition:
        """Conditions with `or` between them."""
        parts = [self._single()]
        while self.takes("or"):
            parts.append(self._single())

        if len(parts) == 1:
            return parts[0]
        return lambda element: any(part(element) for part in parts)

    def _single(self) -> _Condition:
        if self.takes("not", "("):
            if self.takes(".//"):
                self.only_attributes = False
                path = f".//{self._next()}"
                self.expect(")")
                return lambda element: element.find(path) is None
            condition = self.condition()
            self.expect(")")
            return lambda element: not condition(element)
        for name, test in _TESTS.items():
            if self.takes(name, "("):
                return self._test(test)
        if self._tokens[self._at].startswith("self::"):
            self.only_attributes = False
            tag = self._next().removeprefix("self::")
            return lambda element: bool(element.tag == tag)
        value, has = self._attribute()
        if self.takes("="):
            wanted = self._literal()
            return lambda element: has(element) and value(element) == wanted
        return has

    def _test(self, test: Callable[[str, str, bool], bool]) -> _Condition:
        """The rest of a function's call: `@class, 'menu')`."""
        value, _ = self._attribute()
        self.expect(",")
        literal = self._literal()
        any_case = self.takes(",", "'i'")
        self.expect(")")
        return lambda element: test(value(element), literal, any_case)

    def _attribute(self) -> tuple[_Value, _Condition]:
        """An attribute as a string, and whether it is there; of several the first in the source."""
        if self.takes("translate", "("):
            value, has = self._attribute()
            self.expect(",")
            old = self._literal()
            self.expect(",")
            table = str.maketrans(old, self._literal())
            self.expect(")")
            return lambda element: value(element).translate(table), has
        self.expect("@")
        names = [self._next()]
        while self.takes("|", "@"):
            names.append(self._next())
        self.names += names
        if len(names) > 1:
            self.is_ordered = True
            return lambda element: _first_of(element, names), lambda element: any(
                element.get(name) is not None for name in names
            )
        (name,) = names
        return (
            lambda element: element.get(name) or "",
            lambda element: element.get(name) is not None,
        )

    def _literal(self) -> str:
        token = self._next()
        if token[:1] not in ("'", '"'):
            raise _OtherForm
        return token[1:-1]

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1] if self._at < len(self._tokens) else ""


def _first_of(element: etree._Element, names: Iterable[str]) -> str:
    return next((value for name, value in element.items() if name in names), "")


def _matches(text: str, pattern: str, any_case: bool) -> bool:
    return re.search(pattern, text, re.IGNORECASE if any_case else 0) is not None


_TESTS: dict[str, Callable[[str, str, bool], bool]] = {
    "re:test": _matches,
    "contains": lambda text, part, _: part in text,
    "starts-with": lambda text, start, _: text.startswith(start),
}
