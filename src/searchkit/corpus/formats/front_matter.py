"""Front matter: the YAML between two `---` lines, or the TOML between two `+++` lines.

Every scalar stays the string that was typed: `no`, `2024-01-01` and `12:30:00` are no booleans,
dates or numbers. Only what PyYAML's parser reports is used, nothing is constructed from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import yaml

from searchkit import quick_re as re
from searchkit.corpus.formats.field_names import KNOWN, Entry, declared, key_of
from searchkit.corpus.reader import Stated
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass
from searchkit.toml_text import parse_toml

METHOD = "front matter"

#: Characters; more than this is no front matter that a person wrote.
MAX_SIZE = 64_000
#: Characters of a further field; more is a text.
MAX_FIELD_LENGTH = 200
_DEEPEST = 10

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_OPENING = re.compile(r"\+\+\+[ \t]*\n")
_TOML_CLOSING = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_LINE = re.compile(r"^([\w-]+)[ \t]*+=[ \t]*+(\S.*)$", re.MULTILINE)
_KEY_LINE = re.compile(r"^(\w[\w-]*+):[ \t]++(\S.*)$", re.MULTILINE)
_NOTHING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata that a text declares before it begins, and the body after it."""

    body: str
    declared: tuple[Stated, ...] = ()
    warnings: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Node:
    """A value with its exact characters."""

    value: str | list[_Node] | dict[str, _Node]
    evidence: str


def split_front_matter(text: str) -> FrontMatter:
    """Takes the front matter off a text with `\\n` line ends.

    Text whose front matter is not closed, or is no mapping, is all body. Raises
    `ArticleUnreadable` for front matter that is too large or too deep, or that has aliases,
    anchors or tags.
    """
    if text.startswith("+++"):
        return _split_toml(text)
    opening = _OPENING.match(text)
    closing = opening and _CLOSING.search(text, opening.end())
    if not opening or not closing:
        return FrontMatter(text)
    block = text[opening.end() : closing.start()]
    if len(block) > MAX_SIZE:
        raise ArticleUnreadable("front matter too large")
    warnings: list[str] = []
    try:
        top = _Composer(block, warnings.append).document()
    except yaml.YAMLError as error:
        top = _key_lines(block)
        if KNOWN.isdisjoint(map(key_of, top)):
            return FrontMatter(text, warnings=(f"{_not_yaml(error)}; kept as text",))
        warnings.append(f"{_not_yaml(error)}; read line by line")
    if top is None:
        return FrontMatter(text)
    return FrontMatter(
        text[closing.end() :], tuple(_declared(top)), tuple(warnings), tuple(_further(top))
    )


def _split_toml(text: str) -> FrontMatter:
    """Takes off the TOML between two `+++` lines."""
    opening = _TOML_OPENING.match(text)
    closing = opening and _TOML_CLOSING.search(text, opening.end())
    if not opening or not closing:
        return FrontMatter(text)
    block = text[opening.end() : closing.start()]
    if len(block) > MAX_SIZE:
        raise ArticleUnreadable("front matter too large")
    try:
        table = parse_toml(block.encode("utf-8", "replace"))
    except ValueError as error:
        return FrontMatter(
            text, warnings=(f"front matter is not valid TOML ({error}); kept as text",)
        )
    typed = {line[1].lower(): line[2].strip() for line in _TOML_LINE.finditer(block)}
    params = table.get("params", table.get("extra"))
    top = {**(params if isinstance(params, dict) else {}), **table}
    nodes = {
        name.lower(): node
        for name, value in top.items()
        if (node := _toml_node(value, typed.get(name.lower(), "")))
    }
    return FrontMatter(
        text[closing.end() :], tuple(_declared(nodes)), fields=tuple(_further(nodes))
    )


def _toml_node(value: object, typed: str) -> _Node | None:
    """A value with its characters; dates and numbers are again what was typed."""
    match value:
        case str():
            return _Node(value, typed.strip("'\"") or value)
        case bool():
            return None
        case list():
            nodes = [node for element in value if (node := _toml_node(element, ""))]
            return _Node(nodes, typed or ", ".join(node.evidence for node in nodes))
        case dict():
            return _Node({"name": _Node(name, name)}, name) if (name := value.get("name")) else None
        case _:
            return _Node(str(value), typed or str(value))


class _Composer:
    """Builds nodes from the events of PyYAML's parser, refusing what could grow or run."""

    def __init__(self, text: str, warn: Callable[[str], None]) -> None:
        self._text = text
        self._warn = warn
        self._events = yaml.parse(text, Loader=yaml.BaseLoader)

    def document(self) -> dict[str, _Node] | None:
        """The mapping that the text is; None if it is something else."""
        for event in self._events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                return {}
            top = self._node(event, 1).value
            for _ in self._events:  # so that a mistake behind the mapping is found
                pass
            return top if isinstance(top, dict) else None
        return None

    def _node(self, event: yaml.Event, depth: int) -> _Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ArticleUnreadable("front matter with aliases")
        if getattr(event, "tag", None):
            raise ArticleUnreadable("front matter with tags")
        if depth > _DEEPEST:
            raise ArticleUnreadable("front matter nested too deeply")
        if isinstance(event, yaml.ScalarEvent):
            return _Node(*self._scalar(event))
        value: list[_Node] | dict[str, _Node]
        if isinstance(event, yaml.MappingStartEvent):
            value, last = self._mapping(depth)
        else:
            value, last = self._sequence(depth)
        return _Node(value, self._characters(event, last))

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[str, str]:
        evidence = self._characters(event, event)
        if event.style in ("'", '"'):
            return event.value, evidence[1:-1]
        return ("" if event.value in _NOTHING else event.value), evidence

    def _characters(self, first: yaml.Event, last: yaml.Event) -> str:
        assert first.start_mark is not None  # PyYAML marks every event of a text
        assert last.end_mark is not None
        return self._text[first.start_mark.index : last.end_mark.index].strip()

    def _mapping(self, depth: int) -> tuple[dict[str, _Node], yaml.Event]:
        mapping: dict[str, _Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return mapping, event
            key = self._node(event, depth + 1).value
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, str):
                continue
            if key.lower() in mapping:
                self._warn(f"front matter has {key.lower()!r} twice; the last one counts")
            mapping[key.lower()] = value
        raise AssertionError("a mapping without end")

    def _sequence(self, depth: int) -> tuple[list[_Node], yaml.Event]:
        nodes: list[_Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return nodes, event
            nodes.append(self._node(event, depth + 1))
        raise AssertionError("a sequence without end")


def _key_lines(block: str) -> dict[str, _Node]:
    """The `key: value` lines of what is not quite YAML, such as `title: Taliban: the talks`."""
    nodes = {}
    for line in _KEY_LINE.finditer(block):
        value = line[2].rstrip(" \t")
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        nodes[line[1].lower()] = _Node(value, value)
    return nodes


def _not_yaml(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" (line {mark.line + 2})" if mark else ""
    return f"front matter is not valid YAML{where}"


def _declared(top: Mapping[str, _Node]) -> Iterator[Stated]:
    entries: dict[str, Entry] = {}
    for name, node in top.items():
        if node.value:
            entries.setdefault(key_of(name), _entry(name, node))
    return declared(entries, lambda _: METHOD)


def _further(top: Mapping[str, _Node]) -> Iterator[tuple[str, str]]:
    """What else it says in few words, such as a section or a page."""
    for name, node in top.items():
        if key_of(name) in KNOWN:
            continue
        for child in node.value if isinstance(node.value, list) else [node]:
            for text in _texts(child):
                if len(text) <= MAX_FIELD_LENGTH:
                    yield name, text


def _entry(name: str, node: _Node) -> Entry:
    if isinstance(node.value, list) and len(node.value) == 1:
        node = node.value[0]
    match node.value:
        case str(text):
            return Entry(name, text, node.evidence)
        case list(nodes):
            texts = tuple(text for child in nodes for text in _texts(child))
            return Entry(name, texts or None, node.evidence)
        case _:
            return Entry(name, next(_texts(node), None), node.evidence)


def _texts(node: _Node) -> Iterator[str]:
    """The text of a value, or what it has under `name`."""
    value = node.value
    if isinstance(value, dict) and "name" in value:
        value = value["name"].value
    if isinstance(value, str) and value.strip():
        yield value.strip()
