"""Clues to the language of a text without a detector: function words, letters, scripts.

They decide where a detector is not sure; where there is none, on all languages but English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from searchkit import quick_re as re
from searchkit.analysis import FUNCTION_WORDS_OF
from searchkit.analysis.scripts import script_of

#: A word; the vowel signs of Indian scripts are no letters to `re`, but stand in words.
WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u0dff])+")
# `U.S.` and `union's` are no words of languages that have the words `u` and `s`.
_PART_OF_WORD = re.compile(r"\b\w\.|['’]\w\b")
# How many function words of a language a text needs, and its lead over any other language.
_MAX_COUNTED = 5_000
_MIN_FUNCTION_WORDS = 4
_FUNCTION_WORD_SHARE = 0.12
_LEAD = 1.5
# Of two alike languages: the fewest words in the text that only one of them has, and their lead
# over those that only the other has.
_MIN_ALONE = 2
_ALONE_LEAD = 2
# Letters of languages that share many words with one, which it does not have; names bring a few.
_FOREIGN_TO: Mapping[str, str] = {
    "be": "ищъїє", "bg": "ыэёіїєўјћ", "cs": "ľĺŕôäćđ", "da": "äö", "hr": "äěřůýľô",
    "mk": "ыэёйъьщюяіїєў", "no": "äö", "ru": "іїєґўјљњћђѓќ", "sk": "ěřůćđ", "sl": "äáéíýěřůćđ",
    "sr": "ыэёйъьщюяіїєўäěřůýľô", "sv": "æø", "uk": "ыэёъў",
}  # fmt: skip
_FOREIGN_SHARE = 0.01
# Japanese is told from Chinese by its kana.
_KANA_SHARE = 0.1
_SCRIPT_SHARE = 0.6
# Function word → the languages that have it.
_CODES_OF: dict[str, list[str]] = {}
for _code, _words in FUNCTION_WORDS_OF.items():
    for _word in _words:
        _CODES_OF.setdefault(_word, []).append(_code)
_LANGUAGE_OF_SCRIPT: Mapping[str, str] = {
    "Greek": "el", "Hebrew": "he", "Armenian": "hy", "Thai": "th", "Lao": "lo", "Khmer": "km",
    "Myanmar": "my", "Georgian": "ka", "Hangul": "ko", "Han": "zh", "Tamil": "ta",
    "Telugu": "te", "Malayalam": "ml", "Gujarati": "gu",
}  # fmt: skip
# The letters that a language has beyond those that all languages of its script share.
_LETTERS_OF: Mapping[str, Mapping[str, frozenset[str]]] = {
    "Cyrillic": {
        "be": frozenset("ўіыэё"), "kk": frozenset("әғқңөұүһіыэ"), "ky": frozenset("ңөүыэ"),
        "mk": frozenset("ѓќѕјљњџ"), "ru": frozenset("ыэё"), "sr": frozenset("ђћјљњџ"),
        "tg": frozenset("ғӣқӯҳҷэё"), "tt": frozenset("әҗңөүһыэ"), "uk": frozenset("їієґ"),
        "uz": frozenset("ўқғҳэё"),
    },
    "Arabic": {
        "ar": frozenset("ةيكأإ"), "fa": frozenset("پچژگکی"), "ku": frozenset("ێۆڕڵڤەگچپژکی"),
        "ps": frozenset("ښځڅېۍړږټډګڼپچژیي"), "ug": frozenset("ېۆۇۈۋەڭگچپژھىيك"),
        "ur": frozenset("ٹڈڑےںہھپچژگکی"),
    },
}  # fmt: skip
# The least share of a text in such letters, the least share of those in the letters of one
# language, and how many of the letters of that language the text must have.
_LETTER_SHARE = 0.02
_LETTERS_KNOWN = 0.98
_LETTERS_SEEN = 0.5
_MIN_LETTERS = 5


def language_by_words(text: str) -> str:
    """The language whose function words a text has many of, and of no other nearly as many."""
    lower = text[:_MAX_COUNTED].lower()
    words = Counter(WORD.findall(_PART_OF_WORD.sub(" ", lower)))
    total = words.total()
    counts = dict.fromkeys(FUNCTION_WORDS_OF, 0)
    for word in words.keys() & _CODES_OF.keys():
        for code in _CODES_OF[word]:
            counts[code] += words[word]
    code = max(counts, key=counts.__getitem__)
    many = max(_MIN_FUNCTION_WORDS, _FUNCTION_WORD_SHARE * total)
    rivals = [other for other, count in counts.items() if _LEAD * count > counts[code] > 0]
    rivals = _written_with(lower, rivals)
    is_plain = all(_is_rather(code, rival, words) for rival in rivals if rival != code)
    return code if counts[code] >= many and code in rivals and is_plain else ""


def _written_with(lower: str, codes: Iterable[str]) -> list[str]:
    """Those of some languages that have the letters of a text."""
    letters = Counter(lower)
    most = _FOREIGN_SHARE * sum(count for letter, count in letters.items() if letter.isalpha())
    return [code for code in codes if sum(letters[x] for x in _FOREIGN_TO.get(code, "")) <= most]


def _is_rather(code: str, rival: str, words: Counter[str]) -> bool:
    """Tell if a text has clearly more words that only the first of two languages has."""
    ours, theirs = FUNCTION_WORDS_OF[code], FUNCTION_WORDS_OF[rival]
    ours_alone = sum(words[word] for word in words.keys() & (ours - theirs))
    theirs_alone = sum(words[word] for word in words.keys() & (theirs - ours))
    return ours_alone >= max(_MIN_ALONE, _ALONE_LEAD * theirs_alone)


def language_by_script(text: str) -> str:
    """The language of a script that no other one is written in; empty if there is none."""
    scripts = _scripts(Counter(text[:_MAX_COUNTED]))
    if scripts["Hiragana"] + scripts["Katakana"] > _KANA_SHARE * scripts.total():
        return "ja"
    (script, count), *_ = scripts.most_common(1) or [("", 0)]
    return _LANGUAGE_OF_SCRIPT.get(script, "") if count > _SCRIPT_SHARE * scripts.total() else ""


def language_by_letters(text: str) -> str:
    """The language whose own letters a text has, and no others beyond those of its script.

    >>> language_by_letters("Қазақстанның президенті бүгін өз сөзінде мұны айтты")
    'kk'
    """
    letters = Counter(text[:_MAX_COUNTED].lower())
    scripts = _scripts(letters)
    script = max(_LETTERS_OF, key=scripts.__getitem__)
    languages = _LETTERS_OF[script]
    own = {letter: letters[letter] for code in languages for letter in languages[code]}
    seen = sum(own.values())
    if seen < max(_MIN_LETTERS, _LETTER_SHARE * scripts[script]):
        return ""
    fitting = [
        code
        for code, theirs in languages.items()
        if sum(own[letter] for letter in theirs) >= _LETTERS_KNOWN * seen
        and sum(1 for letter in theirs if own[letter]) > _LETTERS_SEEN * len(theirs)
    ]
    # The letters of one language may be among those of another, which has more.
    fewest = min((len(languages[code]) for code in fitting), default=0)
    likely = [code for code in fitting if len(languages[code]) == fewest]
    return likely[0] if len(likely) == 1 else ""


def _scripts(characters: Counter[str]) -> Counter[str]:
    """How many of some characters each script has."""
    scripts = Counter[str]()
    for character, count in characters.items():
        if script := script_of(character):
            scripts[script] += count
    return scripts
