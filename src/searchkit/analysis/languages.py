"""The languages that articles are analysed in: codes, names, scripts and how a word is stemmed.

Where Snowball has a stemmer, its published output is what counts, and PyStemmer is made of the same
sources. nltk's own Snowball gives the same on snowballstem's word lists for Danish, Finnish and
Spanish only. It differs for English (it joins "international" to "intern", "organization" to
"organ"), nl (46 % of the words), ro (15 %), fr, de, hu, sv (2 to 4 %), it, no, pt and ru; the other
languages it lacks. It takes 18 times as long, and a quarter of a second to import. Serbian rules
also serve Croatian and Bosnian, Czech ones Slovak, Indonesian ones Malay. What Snowball lacks has
rules in `light_stems`, or none, but never those of English.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its BCP 47 code.

    `names` are what files and readers call it: other codes, its English name and its own one.
    `algorithm` names Snowball's stemmer; empty if there is none.
    """

    code: str
    names: tuple[str, ...]
    scripts: tuple[str, ...] = ("Latin",)
    algorithm: str = ""


# code | other codes | English names | own names | scripts | Snowball's algorithm
_TABLE = """
af | afr | Afrikaans | Afrikaans | Latin |
am | amh | Amharic | አማርኛ | Ethiopic |
ar | ara | Arabic | العربية | Arabic | arabic
az | aze | Azerbaijani, Azeri | Azərbaycan, Azərbaycanca | Latin, Cyrillic |
be | bel | Belarusian | Беларуская | Cyrillic |
bg | bul | Bulgarian | Български | Cyrillic |
bn | ben | Bengali, Bangla | বাংলা | Bengali |
bs | bos | Bosnian | Bosanski | Latin, Cyrillic | serbian
ca | cat | Catalan | Català | Latin | catalan
cs | cze, ces | Czech | Čeština, Česky | Latin | czech
cy | wel, cym | Welsh | Cymraeg | Latin |
da | dan | Danish | Dansk | Latin | danish
de | ger, deu | German | Deutsch | Latin | german
el | gre, ell | Greek | Ελληνικά | Greek | greek
en | eng | English | English | Latin |
eo | epo | Esperanto | Esperanto | Latin | esperanto
es | spa | Spanish, Castilian | Español, Castellano | Latin | spanish
et | est | Estonian | Eesti | Latin | estonian
eu | baq, eus | Basque | Euskara | Latin | basque
fa | per, fas, prs | Persian, Farsi, Dari | فارسی, دری | Arabic | persian
fi | fin | Finnish | Suomi | Latin | finnish
fr | fre, fra | French | Français | Latin | french
ga | gle | Irish | Gaeilge | Latin | irish
gl | glg | Galician | Galego | Latin |
gu | guj | Gujarati | ગુજરાતી | Gujarati |
he | heb, iw | Hebrew | עברית | Hebrew |
hi | hin | Hindi | हिन्दी, हिंदी | Devanagari | hindi
hr | hrv | Croatian | Hrvatski | Latin | serbian
hu | hun | Hungarian | Magyar | Latin | hungarian
hy | arm, hye | Armenian | Հայերեն | Armenian | armenian
id | ind, in | Indonesian | Bahasa Indonesia | Latin | indonesian
is | ice, isl | Icelandic | Íslenska | Latin |
it | ita | Italian | Italiano | Latin | italian
ja | jpn | Japanese | 日本語 | Han |
ka | geo, kat | Georgian | ქართული | Georgian |
kk | kaz | Kazakh | Қазақ, Қазақша, Қазақ тілі | Cyrillic, Latin |
km | khm | Khmer | ខ្មែរ | Khmer |
ko | kor | Korean | 한국어 | Hangul |
ku | kur, kmr, ckb | Kurdish | Kurdî, کوردی | Latin, Arabic |
ky | kir | Kyrgyz, Kirghiz | Кыргызча | Cyrillic |
lo | lao | Lao | ລາວ | Lao |
lt | lit | Lithuanian | Lietuvių | Latin | lithuanian
lv | lav | Latvian | Latviešu | Latin |
mk | mac, mkd | Macedonian | Македонски | Cyrillic |
ml | mal | Malayalam | മലയാളം | Malayalam |
mn | mon | Mongolian | Монгол | Cyrillic |
mr | mar | Marathi | मराठी | Devanagari |
ms | may, msa | Malay | Bahasa Melayu | Latin | indonesian
my | bur, mya | Burmese | မြန်မာ | Myanmar |
ne | nep | Nepali | नेपाली | Devanagari | nepali
nl | dut, nld | Dutch, Flemish | Nederlands | Latin | dutch
no | nor, nb, nob, nn, nno | Norwegian, Norwegian Bokmål, Norwegian Nynorsk | Norsk, Bokmål, Nynorsk | Latin | norwegian
pa | pan | Punjabi | ਪੰਜਾਬੀ | Gurmukhi |
pl | pol | Polish | Polski | Latin | polish
ps | pus | Pashto | پښتو | Arabic |
pt | por | Portuguese | Português | Latin | portuguese
ro | rum, ron, mo | Romanian, Moldovan | Română | Latin | romanian
ru | rus | Russian | Русский | Cyrillic | russian
sk | slo, slk | Slovak | Slovenčina | Latin | czech
sl | slv | Slovenian, Slovene | Slovenščina | Latin |
so | som | Somali | Soomaali | Latin |
sq | alb, sqi | Albanian | Shqip | Latin |
sr | srp, sh | Serbian, Serbo-Croatian | Српски, Srpski | Cyrillic, Latin | serbian
sv | swe | Swedish | Svenska | Latin | swedish
sw | swa | Swahili | Kiswahili | Latin |
ta | tam | Tamil | தமிழ் | Tamil | tamil
te | tel | Telugu | తెలుగు | Telugu |
tg | tgk | Tajik | Тоҷикӣ | Cyrillic |
th | tha | Thai | ไทย | Thai |
tk | tuk | Turkmen | Türkmen, Türkmençe | Latin, Cyrillic |
tl | tgl, fil | Tagalog, Filipino | Filipino | Latin |
tr | tur | Turkish | Türkçe | Latin | turkish
tt | tat | Tatar | Татар, Татарча | Cyrillic |
ug | uig | Uyghur, Uighur | ئۇيغۇرچە | Arabic |
uk | ukr | Ukrainian | Українська | Cyrillic |
ur | urd | Urdu | اردو | Arabic |
uz | uzb | Uzbek | Oʻzbek, Oʻzbekcha, Ўзбек, Ўзбекча | Latin, Cyrillic |
vi | vie | Vietnamese | Tiếng Việt | Latin |
yi | yid | Yiddish | ייִדיש | Hebrew | yiddish
zh | chi, zho | Chinese, Mandarin | 中文, 汉语, 漢語 | Han |
"""  # noqa: E501


def _languages() -> dict[str, Language]:
    languages = {}
    for row in _TABLE.strip().splitlines():
        code, codes, english, own, scripts, algorithm = (cell.strip() for cell in row.split("|"))
        names = tuple(name.strip() for cell in (english, own, codes) for name in cell.split(","))
        languages[code] = Language(code, names, tuple(scripts.split(", ")), algorithm)
    return languages


LANGUAGES: Mapping[str, Language] = MappingProxyType(_languages())

_CODES: Mapping[str, str] = MappingProxyType(
    {
        name.casefold(): language.code
        for language in LANGUAGES.values()
        for name in (language.code, *language.names)
    }
)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}))?")
# Two of a kind, which files tell apart.
_OWN_TAGS = frozenset({"nb", "nn"})
_FIRST_NAME = re.compile(r"[^,;/|()\[\]]+")


def language_tag(text: str) -> str:
    """The BCP 47 tag for what a file calls a language; what is no known one stays as it is.

    >>> language_tag("ENGLISH"), language_tag("Русский"), language_tag("rus"), language_tag("pt_BR")
    ('en', 'ru', 'ru', 'pt-BR')
    """
    match = _TAG.fullmatch(text.strip())
    if match is not None and (code := _CODES.get(match[1].casefold())):
        code = match[1].lower() if match[1].lower() in _OWN_TAGS else code
        return f"{code}-{match[2].replace('_', '-')}" if match[2] else code
    name = _FIRST_NAME.search(text)
    # `English (United States)`, `ENGLISH; SPANISH`: the first is the language of the article.
    return _CODES.get(" ".join(name[0].split()).casefold(), text) if name is not None else text


def language_code(tag: str | None) -> str:
    """The code of a known language from a tag; empty for another.

    >>> language_code("pt-BR"), language_code("nb"), language_code("Klingon"), language_code(None)
    ('pt', 'no', '', '')
    """
    return _CODES.get((tag or "").replace("_", "-").partition("-")[0].casefold(), "")


def language_values(tag: str) -> tuple[str, ...]:
    """The values under which `language:` finds a tag: itself, its code and its names.

    >>> language_values("ru")
    ('ru', 'Russian', 'Русский')
    """
    code = language_code(tag)
    if not code:
        return (tag,)
    others = (name for name in LANGUAGES[code].names if len(name) > 3 or not name.isascii())
    return tuple(dict.fromkeys((tag, code, *others)))
