"""The names of authors as metadata hold them, without what stands around a name there."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import is_person, read_byline
from searchkit.corpus.plain.datelines import agency_of

#: Characters; a longer line is no list of names.
MAX_NAMES_LENGTH = 1_000
_MAX_FIRST_NAMES = 3
# What follows a name behind a comma, without its dots.
_TITLES_BEHIND = frozenset("jr sr ii iii iv phd md dphil jd esq mp mep obe mbe cbe".split())

_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# In the middle of a name these are parts of it: `Von` is one where `der Leyen` follows.
_SHORT_MARK = (
    r"(?:By|Von|Par|Por|Af|Av|Door|Nga|Piše|Írta"
    r"|BY|VON|PAR|POR|AF|AV|DOOR|NGA|PIŠE|ÍRTA)"
)
_ONLY_MARK = re.compile(_SHORT_MARK)
_MARK = re.compile(
    rf"""(?:
      (?i:(?:posted|written|published|reported|compiled|words|text|story|an?\s(?:article|report))\s+by
      | zeige\salle\sbeiträge\svon | alle\s(?:artikel|beiträge)\svon | voir\stous\sles\sarticles\sde
      | (?:view\s)?(?:all|more)\s(?:posts|articles|stories)\s(?:by|from) | posts\s(?:by|from)
      | (?:contributed|submitted|created|guest\spost|(?:an?\s)?(?:opinion|column|essay))\s+by
      | (?:eingestellt|veröffentlicht|geschrieben|verfasst|erstellt|gepostet|pressemitteilung
      | (?:eine?\s)?(?:gast|blog)?[\s-]?(?:beitrag|artikel|kommentar|bericht|kolumne|essay)
      )\s+von
      | (?:publié|écrit|rédigé|posté|article|texte|propos\srecueillis)\s+par
      | (?:publicado|escrito|postado|redactado|texto|artículo|artigo)\s+por
      | (?:pubblicato|scritto|inserito)\s+da | a\scura\sdi
      | (?:geschreven|geplaatst|gepubliceerd)\s+door | (?:skrevet|oprettet)\s+af
      | (?:skrevet|skriven|publicerad|publisert)\s+av
      | (?:authors?|autor(?:in|en|es|a)?|auteure?s?|autore|автор(?:ы|и)?|by|von|par|por
      | oleh|penulis|piše|írta|szerző|yazan|yazar|tekst|kirjoittaja|skribent|autoři)\s*[:：]
      | by(?=\s))\s*
    | {_SHORT_MARK}\s+(?={_CAPITAL}\S*\s+{_CAPITAL})
    | (?:By|Von|Par|Por|Af|Av|Door|Authors?|Autor(?:in)?|Auteur)(?={_CAPITAL}[\w'’.-]*\s+{_CAPITAL})
    )""",
    re.VERBOSE,
)
# 记者 記者 기자 reporter, 作者 author, 文 text, 报道 report, 特派员 correspondent, 驻 based in.
_MARK_OF_CJK = re.compile(
    r"(?:本报|本報|本网|本網|通讯|通訊|見習|见习|特约|特約|實習|实习|中央社)*+"
    r"(?:[駐驻][^\s/／]{2,6}?)?"
    r"(?:记者|記者|特派员|特派員|作者|撰文|文|采写|採訪|글)\s*+[:：/／|｜]?\s*"
)
_END_OF_CJK = re.compile(
    r"(?<!\s)\s*+(?:(?:[/／|｜]\s?)?[^\s/／|｜]{0,8}(?:报道|報導|報道)|기자|特派員|記者)$"
    r"|[（(][^（()）]*[)）]$"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BETWEEN_CJK = re.compile(r"[、，,;；\s]\s*")
_MAX_CJK_NAME = 12
# A Japanese has a blank between family and given name; of two Chinese both begin with a family's.
_PART_OF_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,3}")
_CHINESE_NAME = re.compile(
    r"[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕"
    r"呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸][\u4e00-\u9fff]{1,2}"
)
_AND = re.compile(r"(?<!\s)\s++(?:und|et|y|e|en|och|og|ja|и|та|і)\s+")
# `(abc)` behind a name, with which a paper signs.
_SIGN = re.compile(r"(?<=\w) \([a-zäöü]{2,5}\.?\)")
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s++(?:and|&)\s+|(?:(?<!\s)\s++)?;\s*")


def author_names(text: str) -> tuple[str, ...]:
    """The people in `By Anna Berg and Tom Ode`, `[[Anna Berg]]`, `Von Anna Berg` or `文/王小明`.

    >>> author_names("VonAnna Berg; Tom Ode")
    ('Anna Berg', 'Tom Ode')
    >>> author_names("View all posts by Anna Berg")
    ('Anna Berg',)
    >>> author_names("Berg, Anna; Ode, Tom J."), author_names("Reuters, London")
    (('Anna Berg', 'Tom J. Ode'), ('Reuters, London',))
    """
    line = " ".join(text.split())
    if not line or len(line) > MAX_NAMES_LENGTH:
        return (line,) if line else ()
    line = without_byline_mark(_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", line)))
    if _CJK.search(line):
        return _names_of_cjk(line)
    line = _SIGN.sub("", line)
    if names := read_byline(f"By {line}") or read_byline(f"By {_AND.sub(' and ', line)}"):
        return names
    before, comma, place = line.rpartition(", ")
    is_of_place = comma and " " not in place and _AND.search(before)
    # `Anna Berg und Tom Ode, Oslo`
    if is_of_place and (names := read_byline(f"By {_AND.sub(' and ', before)}")):
        return names
    parts = [part.strip() for part in _BETWEEN_NAMES.split(line) if part.strip()]
    commas = [name.strip() for part in parts for name in part.split(", ") if name.strip()]
    # `Berg, Anna` is one name, `Anna Berg, Tom Ode` are two.
    people = commas if all(" " in name for name in commas) else parts
    names = tuple(name for person in people if (name := without_byline_mark(person)))
    return tuple(map(_first_name_first, names)) if people is parts else names


def _first_name_first(name: str) -> str:
    """`Berg, Anna` as it is said; any other name as it is."""
    last, comma, first = name.partition(", ")
    if not comma or " " in last or "," in first or len(first.split()) > _MAX_FIRST_NAMES:
        return name
    if first.replace(".", "").lower() in _TITLES_BEHIND:
        return name
    said = f"{first} {last}"
    return said if is_person(said) and not agency_of(last) else name


def without_byline_mark(line: str) -> str:
    """A line without the words before a name that say that it is an author's.

    >>> without_byline_mark("Von der Leyen, Anna"), without_byline_mark("ByAnna Berg")
    ('Von der Leyen, Anna', 'Anna Berg')
    >>> without_byline_mark("Von dpa")
    'dpa'
    """
    line = line.strip(" \t\n,;|·•–—-:/")
    match = _MARK.match(line)
    if match:
        return line[match.end() :].lstrip(" :")
    mark, _, name = line.partition(" ")
    # `Von dpa`, whose name begins with a small letter.
    return name if _ONLY_MARK.fullmatch(mark) and agency_of(name) else line


def _names_of_cjk(line: str) -> tuple[str, ...]:
    """The names in a line of Chinese, Japanese or Korean; the line if it is no list of them."""
    match = _MARK_OF_CJK.match(line)
    bare = _END_OF_CJK.sub("", line[match.end() :] if match else line).strip()
    names = [name for name in _BETWEEN_CJK.split(bare) if name]
    if len(names) == 2 and bare == " ".join(names) and all(map(_PART_OF_NAME.fullmatch, names)):
        return tuple(names) if all(map(_CHINESE_NAME.fullmatch, names)) else (bare,)
    if names and all(len(name) <= _MAX_CJK_NAME for name in names):
        korean_or_western = any(not _CJK.search(name) for name in names)
        return (bare,) if korean_or_western else tuple(names)
    return (bare,) if bare else ()
