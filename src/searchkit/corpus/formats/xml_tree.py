"""XML from anywhere, parsed without entities, without the network, and in bounded depth."""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENCODING = re.compile(rb"\s{0,20}<\?xml\s[^<>]{0,100}?encoding\s?=\s?[\"']([\w.-]{1,40})")


#: What libxml2 says of an `&` that begins nothing, and of letters by names that only HTML has. It
#: leaves out the words behind them.
_OF_AMPERSANDS = frozenset(
    """ERR_ENTITYREF_SEMICOL_MISSING ERR_NAME_REQUIRED ERR_UNDECLARED_ENTITY
    WAR_UNDECLARED_ENTITY""".split()
)
_AMPERSAND = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)"
    rb"(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,30});)?"
)


def parse_xml(data: bytes) -> tuple[_Element, bool]:
    """The root of the XML, and whether it is whole; raises `ArticleUnreadable` for other bytes.

    Of XML that is damaged or cut off, what stands before that is kept.
    """
    root, errors = _parsed(data)
    if not _OF_AMPERSANDS.isdisjoint(errors) and b"<!ENTITY" not in data:
        root, errors = _parsed(_with_ampersands(data))
    if root is None:
        raise ArticleUnreadable("not XML")
    # An error at the end of the file is that it is cut off; what browsers mend is no damage.
    return root, not errors


def _parsed(data: bytes) -> tuple[_Element | None, set[str]]:
    """The root of the XML, and the names of the errors by which something is lost."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8" if _is_mislabelled(data) else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        # They would cut the text around them in two.
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    errors = {error.type_name for error in parser.error_log if error.level_name == "FATAL"}
    unknown = {error.type_name for error in parser.error_log} & {"WAR_UNDECLARED_ENTITY"}
    return root, errors | unknown


def _with_ampersands(data: bytes) -> bytes:
    """XML in which each ampersand outside `CDATA` begins an entity of XML."""
    first, *others = data.split(b"<![CDATA[")
    parts = [_AMPERSAND.sub(_as_xml, first)]
    for other in others:
        text, end, rest = other.partition(b"]]>")
        parts += [b"<![CDATA[", text, end, _AMPERSAND.sub(_as_xml, rest)]
    return b"".join(parts)


def _as_xml(match: re.Match[bytes]) -> bytes:
    """An ampersand escaped, or the characters that it names in HTML."""
    name = (match["name"] or b"").decode()
    if char := html5.get(f"{name};"):
        return "".join(f"&#{ord(one)};" for one in char).encode()
    return b"&amp;" + match[0][1:]


def _is_mislabelled(data: bytes) -> bool:
    """Tell if the bytes are UTF-8 beyond ASCII and declare to be something else."""
    declared = _ENCODING.match(data)
    if declared is None or declared[1].lower().startswith((b"utf", b"ucs")) or data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def local_name(element: _Element | None) -> str:
    """The name of an element in lower case, without its namespace; empty for a comment or None."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def namespace(element: _Element) -> str:
    """The namespace of an element; empty without one."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_in(element: _Element | None) -> str:
    """All the text of an element."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()


def line_in(element: _Element | None) -> str:
    """All the text of an element, in one line."""
    return " ".join(text_in(element).split())
