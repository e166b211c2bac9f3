"""Records of metadata about another file: JSON, YAML, TOML, XML or lines of `key: value`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from searchkit import quick_re as re
from searchkit.corpus.formats.field_names import TEXTS, key_of
from searchkit.corpus.formats.json_record import metadata_of
from searchkit.corpus.reader import ParsedDocument, Stated

#: Bytes of a record.
MAX_SIZE = 256_000
#: Bytes of one that is parsed by more than the parser of JSON.
MAX_OTHER_SIZE = 16_000

_BOM = b"\xef\xbb\xbf"
#: Words of the elements of one name; with more they are paragraphs.
_MAX_WORDS = 120
#: What Dublin Core calls its fields, if they hold an address.
_ADDRESSES = frozenset({"identifier", "relation", "source"})
#: The keys under which programs name the file with the text.
_FILE_KEYS = (
    *("file", "filename", "filepath", "path", "localpath", "savedpath", "contentfile"),
    *("htmlfile", "textfile", "pdffile", "attachment", "slug"),
)
_NAME = re.compile(r"(?:[^/\\\0]{1,200}/){0,3}[^/\\\0]{1,200}")
_WEB_ADDRESS = re.compile(r"https?://\S+")
_TEXTS = frozenset(TEXTS)


def read_record(name: str, data: bytes) -> ParsedDocument | None:
    """What a file of this name states of an article, and its text if it has one.

    None for a file that is no such record.
    """
    data = data.removeprefix(_BOM).strip()
    place = f"{name} key"
    try:
        if data.startswith(b"{"):
            value = json.loads(data)
            record = metadata_of(value, place=place) if isinstance(value, dict) else None
        elif len(data) > MAX_OTHER_SIZE or data.startswith(b"["):
            return None
        elif data.startswith(b"<"):
            record = _of_xml(data, place)
        else:
            record = _of_lines(name, data.decode())
    except Exception:  # whatever a parser makes of one file, it must not cost the others
        return None
    return record if record and _says_enough(record.declared) else None


def is_plainly_record(data: bytes) -> bool:
    """Tell if a file is an object with an address and without a text, at a glance.

    Every file of a corpus that may be a record is looked at whenever the corpus is listed.
    """
    data = data.removeprefix(_BOM).lstrip()
    try:
        content = json.loads(data) if data.startswith(b"{") else None
    except (ValueError, RecursionError):
        return False
    if not isinstance(content, dict):
        return False
    keys = {key_of(key): value for key, value in content.items()}
    url = keys.get("url")
    return (
        isinstance(url, str)
        and bool(_WEB_ADDRESS.fullmatch(url))
        and not any(isinstance(value, dict | list) for value in keys.values())
        and keys.keys().isdisjoint(_TEXTS)
    )


def with_record(parsed: ParsedDocument, record: ParsedDocument) -> ParsedDocument:
    """A document, or another record, with what a record states of it, which comes first."""
    return replace(
        parsed,
        declared=record.declared + parsed.declared,
        fields=record.fields + parsed.fields,
        warnings=parsed.warnings + record.warnings,
    )


def _says_enough(declared: tuple[Stated, ...]) -> bool:
    fields = {entry.field for entry in declared}
    return "url" in fields or len(fields) > 1


def _of_xml(data: bytes, place: str) -> ParsedDocument | None:
    """What the elements without others in them state; None if those of a name hold a text."""
    from searchkit.corpus.formats.xml_tree import local_name, parse_xml

    root, is_whole = parse_xml(data)
    fields: dict[str, object] = {}
    words: Counter[str] = Counter()
    for element in root.iter():
        name, text = local_name(element), " ".join((element.text or "").split())
        words[name] += len(text.split())
        if words[name] > _MAX_WORDS:
            return None
        name = name if len(element) == 0 else ""
        if name in ("meta", "field", "property"):
            name = element.get("name") or element.get("property") or ""
            text = text or element.get("content") or element.get("value") or ""
        if name and text:
            name = "url" if name in _ADDRESSES and _WEB_ADDRESS.fullmatch(text) else name
            before = fields.get(name)
            fields[name] = text if before is None else [*_list(before), text]
    return metadata_of(fields, place=place) if is_whole else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _of_lines(name: str, text: str) -> ParsedDocument | None:
    """What YAML, TOML or lines with a colon state; None if text stands among them."""
    from searchkit.corpus.formats.front_matter import split_front_matter

    text = "\n".join(text.splitlines())
    text = text.removeprefix("---\n").removesuffix("---").removesuffix("...").strip("\n")
    mark = "+++" if name.endswith(".toml") else "---"
    front = split_front_matter(f"{mark}\n{text}\n{mark}\n")
    if front.body.strip():
        return None
    declared = tuple(replace(entry, method=f"{name} entry") for entry in front.declared)
    return ParsedDocument("", declared, fields=front.fields)


def names_in(record: Mapping[str, object]) -> list[str]:
    """The names of files that an object may have its text in, as its makers call them."""
    names = {key.lower().replace("_", ""): value for key, value in record.items()}
    values = (names.get(key) for key in _FILE_KEYS)
    return [value for value in values if isinstance(value, str) and _NAME.fullmatch(value)]
