"""The metadata of a page in JSON-LD, the form that search engines read."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass

_WRAPPING = re.compile(
    r"^\s*+(?:/[/*]\s*+)?<!(?:\[CDATA\[|--)(?:\s*\*/)?"
    r"|(?:/[/*]\s*+)?(?:\]\]|--)>\s*+(?:\*/\s*+)?$"
)
_ARTICLE = re.compile(
    r"(?:\w*article|report|(?:live)?blogposting|socialmediaposting)", re.IGNORECASE
)
_PAGE = re.compile(r"webpage|itempage", re.IGNORECASE)
_PERIODICAL = re.compile(r"periodical|newspaper", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([^?#]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MAX_NODES = 20_000
_MAX_ARTICLES = 10
_MAX_SLICE = 300


def is_article_type(name: str) -> bool:
    """Tell if schema.org's type `name` is one of an article."""
    return bool(_ARTICLE.fullmatch(name.rpartition("/")[2]))


def address_key(url: str) -> str:
    """An address as all of one page share it: no scheme, `www.`, query or last slash."""
    match = _ADDRESS.match(url.strip())
    return match[1].rstrip("/") if match else ""


@dataclass(frozen=True, slots=True)
class Said:
    """A string that JSON-LD holds: its text, and its characters there."""

    text: str
    evidence: str


class JsonLd:
    """The JSON-LD of a page; `articles` are the nodes about its article, `pages` those about it.

    `addresses` are those the page gives itself otherwise: a node that names another is about
    another article, unless all do.
    """

    def __init__(self, tree: HtmlElement, addresses: Iterable[str]) -> None:
        scripts = [
            script.text or ""
            for script in tree.iter("script")
            if "ld+json" in (script.get("type") or "").lower()
        ]
        self._source = "\n".join(scripts)
        self._by_id: dict[str, dict[str, object]] = {}
        roots = [root for script in scripts for root in _loaded(script)]
        self._index(roots)
        nodes = list(_main_nodes(roots))
        keys = {key for address in addresses if "/" in (key := address_key(address))}
        self.articles = self._about(
            keys, [n for n in nodes if any(map(is_article_type, _types(n)))]
        )[:_MAX_ARTICLES]
        self.pages = self._about(keys, [n for n in nodes if any(map(_PAGE.fullmatch, _types(n)))])[
            :_MAX_ARTICLES
        ]

    def strings(self, node: dict[str, object], key: str) -> Iterator[Said]:
        """The strings that a node has under `key`."""
        for value in _listed(node.get(key)):
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                yield Said(html.unescape(str(value)), self._raw(str(value)))

    def names(self, node: dict[str, object], key: str) -> Iterator[Said]:
        """The names of the things that a node has under `key`, be they strings, nodes or links."""
        for value in _listed(node.get(key)):
            if isinstance(value, dict):
                known = self._by_id.get(str(value.get("@id")), {})
                for name in _listed(value.get("name") or known.get("name")):
                    if isinstance(name, str) and name.strip():
                        yield Said(html.unescape(name), self._raw(name))
            elif isinstance(value, str) and value.strip():
                known = self._by_id.get(value, {})
                name = str(known.get("name") or value)
                yield Said(html.unescape(name), self._raw(name))

    def periodicals(self, node: dict[str, object]) -> Iterator[Said]:
        """The names of the newspapers or journals that a node is part of."""
        for part in _listed(node.get("isPartOf")):
            if isinstance(part, dict) and any(map(_PERIODICAL.fullmatch, _types(part))):
                yield from self.names({"of": part}, "of")

    def addresses(self, node: dict[str, object]) -> Iterator[Said]:
        """The addresses that a node gives for what it is about."""
        for key in ("url", "mainEntityOfPage"):
            for value in _listed(node.get(key)):
                url = (value.get("@id") or value.get("url")) if isinstance(value, dict) else value
                if isinstance(url, str) and url.strip():
                    yield Said(url.strip(), self._raw(url))

    def is_live(self) -> bool:
        """Tell if the article is a live blog, which goes on for hours or days."""
        return any("LiveBlogPosting" in _types(node) for node in self.articles)

    def body(self) -> str:
        """The text of the article, if it is stated."""
        texts = (
            _TAG.sub(" ", said.text)
            for n in self.articles
            for said in self.strings(n, "articleBody")
        )
        return max(texts, key=len, default="")

    def evidence(self, parts: list[Said]) -> str:
        """The characters from the first to the last of the strings; only the first if too many."""
        first, last = parts[0].evidence, parts[-1].evidence
        start = self._source.find(first)
        end = self._source.find(last, start)
        if len(parts) > 1 and 0 <= start <= end and end + len(last) - start <= _MAX_SLICE:
            return self._source[start : end + len(last)]
        return first

    def _about(self, keys: set[str], nodes: list[dict[str, object]]) -> list[dict[str, object]]:
        stated = [
            {address_key(said.text) for said in self.addresses(node)} - {""} for node in nodes
        ]
        if any(addresses & keys for addresses in stated):
            return [
                node
                for node, addresses in zip(nodes, stated, strict=True)
                if addresses & keys or not addresses
            ]
        # Several that are all about other pages are a list of links.
        return nodes if len(set(map(frozenset, stated))) <= 1 else nodes[:1]

    def _index(self, roots: list[object]) -> None:
        pending = list(roots)
        for _ in range(_MAX_NODES):
            if not pending:
                return
            value = pending.pop()
            if isinstance(value, dict):
                if isinstance(name := value.get("@id"), str) and "name" in value:
                    self._by_id.setdefault(name, value)
                pending.extend(value.values())
            elif isinstance(value, list):
                pending.extend(value)

    def _raw(self, text: str) -> str:
        """The characters that stand for a string in the source."""
        plain = json.dumps(text, ensure_ascii=False)[1:-1]
        ascii_only = json.dumps(text)[1:-1]
        for raw in (text, plain, ascii_only):
            for form in (raw, raw.replace("/", "\\/")):
                if form in self._source:
                    return form
        return text


def _loaded(script: str) -> Iterator[object]:
    text = _WRAPPING.sub("", _WRAPPING.sub("", script, count=1), count=1).strip()
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return


def _main_nodes(roots: list[object]) -> Iterator[dict[str, object]]:
    """The nodes that are not part of another one, and the main entity of a page."""
    pending = list(reversed(roots))
    for _ in range(_MAX_NODES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            pending.extend(value[key] for key in ("mainEntity", "@graph") if key in value)


def _types(node: dict[str, object]) -> list[str]:
    return [value for value in _listed(node.get("@type")) if isinstance(value, str)]


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
