"""Light stems for languages that Snowball has no stemmer for: endings of words, taken off.

A language has groups of endings, the outermost first. Of each group the longest that fits is taken
off, once, as long as enough of the word is left. So plural, possessive and case of the Turkic
languages go one after another, while a Slavic word has one ending of case or person.

Measured on paradigms of UniMorph, as the share of the pairs of forms of one word that have one
stem, and the share of the pairs of one stem that are forms of one word: uk .79 .97, be .60 .91,
kk .94 .98, uz .95 1.0, ur .75 .96, tk .81 .96, az .72 .96. The first five letters give uk .70 .41,
be .65 .68, kk .83 .71, az .82 .99, and for a language that has no rules here sq .69 .82. On the
nouns and names of texts, Universal Dependencies, kk .83 .86, ky .83 .81, uz .87 .97, and by the
share of a noun's forms that its lemma finds lv .96 .82 (with the first five letters .77 .57), ka
.90 .93 (.85 .55), is .80 .84 (.71 .57), sl .86 .72 (.79 .45); on verbs kk .33 .92, ky .33 .69, uz
.21 .92, ur .43 .92.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from types import MappingProxyType

from searchkit.quick_dataclass import dataclass

#: Letters of an ending that the name of a country may have.
MAX_KEPT = 5


@dataclass(frozen=True, slots=True)
class LightStemmer:
    """Takes the endings of each group off a word that keeps at least `shortest` letters.

    Endings that begin with one of `hard` stand after no one of `vowels`, those that are `linked`
    after some of these only, and those of what somebody has, `possessed`, after no one of `wide`.
    The last letter is written as at the end of a word, by `final`. `whole` are no endings.
    """

    groups: tuple[frozenset[str], ...]
    shortest: int = 3
    hard: str = ""
    vowels: str = ""
    linked: Mapping[str, str] | None = None
    possessed: frozenset[str] = frozenset()
    wide: str = ""
    final: Mapping[str, str] | None = None
    whole: tuple[str, ...] = ()

    def __call__(self, word: str) -> str:
        for endings in self.groups:
            longest = min(max(map(len, endings)), len(word) - self.shortest)
            for length in range(longest, 0, -1):
                if word[-length:] in endings and self._may_end(word, length):
                    word = word[:-length]
                    break
        return word[:-1] + self.final.get(word[-1], word[-1]) if self.final else word

    def _may_end(self, word: str, length: int) -> bool:
        ending, before = word[-length:], word[-length - 1]
        if length < MAX_KEPT and word.endswith(self.whole):
            return False
        if ending in self.possessed and before in self.wide:
            return False
        if self.linked and before not in self.linked.get(ending, before):
            return False
        return not (before in self.vowels and ending[0] in self.hard)


def _beginning(word: str) -> str:
    return word[:5]


def _stemmer(*groups: str, shortest: int = 3) -> LightStemmer:
    return LightStemmer(tuple(frozenset(group.split()) for group in groups), shortest)


def _harmonic(pattern: str, vowels: Sequence[str]) -> str:
    """Endings in every harmony: `A` and `I` stand for the wide and the narrow vowels."""
    choices = dict(zip("AI", vowels, strict=True))
    return " ".join(
        "".join(letters)
        for ending in pattern.split()
        for letters in product(*(choices.get(letter, letter) for letter in ending))
    )


def _turkic(
    cases: str, possessives: str, plural: str, *harmony: str, verbs: str = "", possessed: str = ""
) -> LightStemmer:
    vowels = "".join(harmony)
    groups = [_harmonic(group, harmony) for group in (cases, possessives, plural, verbs)]
    # A last vowel may be an ending or none.
    endings = tuple(frozenset(group.split()) for group in (*groups, " ".join(vowels)) if group)
    return LightStemmer(
        endings,
        hard="ткқ",
        vowels=vowels + _VOWELS,
        linked=_linked(harmony) if possessed else None,
        possessed=frozenset(_harmonic(possessed, harmony).split()),
        wide=harmony[0],
        final=_FINAL if possessed else None,
        whole=_LANDS if possessed else (),
    )


def _linked(harmony: Sequence[str]) -> Mapping[str, str]:
    """The vowels after which endings stand that follow no consonant: `баласы`, `балам`."""
    wide, narrow = harmony
    endings = dict.fromkeys("м ң".split(), wide + narrow + _VOWELS)
    return MappingProxyType(endings | dict.fromkeys((f"с{one}" for one in narrow), wide + _VOWELS))


_VOWELS = "әоөуұүиэюя"
# Countries, which are no ablatives.
_LANDS = ("кстан", "қстан", "нстан", "зстан", "кистан", "кістан", "дістан", "индостан", "дагестан")
# A letter before an ending, and at the end of a word: `кітабы`, `кітап`.
_FINAL = MappingProxyType({"ғ": "қ", "г": "к", "б": "п"})
_UKRAINIAN = """
а я о е є и і ї у ю ь й ам ям ами ями ах ях ом ем єм ою ею єю ові еві єві ів їв ев єв ей ій їй ий
ого ього ому ьому им ім їм ої єї ьої ьою их іх їх ими іми ії ію ія ією іям іями іях іє ія
ть ють уть ять ать ить їть єш еш иш їш ємо емо имо їмо ете єте ите їте
ати яти ити іти їти увати ювати ував ював увала ювала увало ювало ували ювали ує ює ують юють
ав ала ало али ив ила ило или ів іла іло іли яв яла яло яли
"""
_BELARUSIAN = """
а я о е э ы і у ю ь й ам ям амі ямі ах ях ом ем ём ай яй ою аю яю ою эй аў яў оў ёў ый ій ой
ога яга ага аму яму ому ым ім ыя ія ых іх ымі імі ую юю ае яе
ць уць юць аць яць іць ыць еш аш ім ем ам еце аце іце ыце
аваць яваць аваў аваў авала авалі ала алі аў іў іла ілі ыў ыла ылі ніну
"""
_BULGARIAN = """
а я о е и у ю ът ят та то те ия ият ата ята ото ето ите ове овете ища ищата ци ците еве
ия ията ии иите ие ието ост остта ости остите ен на но ни ният ната ното ните
ам яш аш е им ем ете ят ат ах ях аше яха аха ал ала ало али ял яла или ил ила ило ел ела ели
"""
_MACEDONIAN = """
а о е и от та то те ов ва во ве он на но не ата ото ето ите ови овите иња ињата ци ците
ија ијата ии иите ие иен ост оста ости остите ен ни ниот ната ното ните иот
ам аш е име ме те ат ав аа ев евме евте еа ал ала ало але ил ила ило иле ел ела ело еле
"""
_SLOVENIAN = """
a e i o u ov om oma ama ih ah am ami eh em ev ega emu em im imi ja je ju ji jo jem jev jih jam jami
na ni no ne nega nemu nem nih nim nimi ti m mo te al ala alo ali ale il ila ilo ili ile el ela elo
eli iti ati eti ajo ejo ijo uje ujejo ujem ujemo ejši ejša ejše en st sti stjo
"""
_LATVIAN = """
s š is us a e i u ā ē ī ū o am em im um ai ei iem ām ēm īm ūm as es os ās ēs īs iņ ij ijas ija iju
ijā ais ajā ajai ajam ajās ajiem ajām ajos ajas ajo ie tā tais tajā ību ības ība ībā ībai
šana šanas šanu šanā
"""
_ICELANDIC = (
    """
    ur inn inum ins ið inu a i ar ir um anna unum arnir irnar ina in na innar inni s u unnar una
    unni anum ann ans arinnar urinn urinnar nn nna num ri ra rar rum st
    """,
    "ur i a u",
)
# Behind the case stands a postposition; a vowel goes before the plural.
_GEORGIAN = (
    "ში ზე თან დან მდე სთვის თვის გან ც", "ს ის ით თ ისა სა თა მ", "ა ე ო უ ი", "ებ ნ", "ებ",
    "ა ე ო უ ი",
)  # fmt: skip
_TAJIK = "ро", "ам ат аш амон атон ашон", "и", "ҳо", "он гон ён ӣ"
_PASHTO = "و ې ي ه ۍ ئ", "ون ونه ونو ان انو انې ګان ګانو ګانې وال والو"
_URDU = "وں یں ے ی ا ہ اں یاں یوں ات ئیں ؤں و ئے ئی ئیے یے", "ن ت"
_HEBREW = ("ים ות יים ה י ת",)
_KOREAN = (
    """
    은 는 이 가 을 를 의 에 와 과 도 만 로 으로 에서 에게 에게서 에는 에도 에서는 에서도 으로는 로는
    으로서 로서 으로써 로써 까지 부터 보다 처럼 조차 마저 이나 나 이라 라 이라고 라고 이며 며 이다
    다 했다 한다 하는 하고 한 된다 됐다 되는 된 께 께서 한테 이란 란 이든 든 마다 밖에 만큼 에선
    과의 와의 에의 으로의 로의 에서의 까지의 부터의 에게는 에게도 만의 만이 만을
    """,
    "들",
)
# The genitive of a word that ends in a vowel.
_BENGALI = LightStemmer(
    tuple(
        frozenset(endings.split())
        for endings in (
            "র ে কে রে তে য় ের এর েরই রই তেই",
            "টি টা গুলো গুলি দের রা েরা েদের",
        )
    ),
    linked=MappingProxyType(
        dict.fromkeys(("র", "রে"), "\u09be\u09bf\u09c0\u09c1\u09c2\u09c7\u09c8\u09cb\u09cc")
    ),
)
_GUJARATI = "માં થી ને નો ની નું ના એ", "ઓ ો"
_MALAYALAM = (
    "ിൽ ിന്റെ ന്റെ ത്തിൽ ത്തിന്റെ ത്തെ ത്തിലെ ിലെ ിന് ത്തിന് ിനെ യുടെ ുടെ യിൽ യിലെ യെ െ ക്ക് ിലേക്ക് ം ിനും ും നെ",
    "ങ്ങൾ ങ്ങള കൾ കള",
)
_MARATHI = (
    "त ात ंत ांत ला ाला ंना ांना ने ाने ंनी ांनी चा ची चे च्या ाचा ाची ाचे ाच्या ांचा ांची ांचे ांच्या ंचा ंची ंचे ंच्या"
    " हून शी ाशी वर ावर मध्ये ामध्ये साठी ासाठी",
)
_PUNJABI = ("ਾਂ ੀਆਂ ਿਆਂ ੇ ੀ ਾ",)
_TELUGU = "లో లోని కు కి ని ను తో పై కోసం నుంచి నుండి యొక్క", "లు ల"
_UZBEK_CASES = "ning ni ga ka qa da dan cha dagi niki dek", "нинг ни га ка қа да дан ча даги дек"
_UZBEK_POSSESSIVES = (
    "im ing i si imiz ingiz lari miz ngiz m ng",
    "им инг и си имиз ингиз лари миз нгиз м нг",
)

_UZBEK = LightStemmer(
    tuple(
        frozenset(" ".join(group).split())
        for group in (
            ("di dim dik dilar adi ydi yapti", "ди дим дик дилар ади йди япти"),
            _UZBEK_CASES,
            _UZBEK_POSSESSIVES,
            ("lar", "лар"),
            ("gan kan qan ib moqda moq ish", "ган кан қан иб моқда моқ иш"),
        )
    ),
    # `respublika` is no dative.
    linked=MappingProxyType({"ka": "k", "qa": "q", "ка": "к", "қа": "қ"}),
    final=MappingProxyType({"g": "k", "г": "к"}),
)

_POSSESSED = "нA н ндA нAн нтA ндAғI ндAгI"
_KAZAKH = _turkic(
    "нIң дIң тIң ғA қA гA кA нA A дI тI нI н дA тA нтA ндA дAн тAн нAн мен бен пен ндAғI дAғI тAғI"
    " дIм тIм дIң дIк тIк ғAндA гAндA қAндA кAндA",
    "Iм Iң I сI IмIз IңIз мIз ңIз м ң", "лAр дAр тAр", "ае", "ыі",
    verbs="ғAн гAн қAн кAн Iп AдI йдI у AтIн йтIн сA Aр мAй мAйдI",
    possessed=_POSSESSED,
)  # fmt: skip
_KYRGYZ = _turkic(
    "нIн дIн тIн гA кA нA A дI тI нI н дA тA ндA дAн тAн нAн ндAгI дAгI тAгI"
    " дIм тIм дIк тIк гAндA кAндA",
    "Iм Iң I сI IбIз IңIз бIз м ң", "лAр дAр тAр", "аеоө", "ыиуү",
    verbs="гAн кAн Iп Aт йт уу үү оо өө сA Aр бAй бAйт пAй пAйт AлI",
    possessed=_POSSESSED,
)  # fmt: skip
_TATAR = _turkic(
    "нIң гA кA нA A ны не н дA тA ндA дAн тAн нAн ндAгI дAгI тAгI",
    "Iм Iң I сI IбIз IгIз", "лAр нAр", "аә", "ыеө",
)  # fmt: skip
_AZERBAIJANI = _turkic(
    "nIn In yA A nI yI I sI nA dA ndA dAn ndAn lA ylA", "Im In I sI ImIz InIz", "lAr",
    "aə", "ıiuü",
)  # fmt: skip
_TURKMEN = _turkic(
    "nIň Iň A nA nI I sI dA ndA dAn ndAn", "Im Iň I sI ImIz IňIz", "lAr", "aeä", "yiuü",
)  # fmt: skip
_UYGHUR = _stemmer(
    "نىڭ نى غا قا گە كە دا دە تا تە دىن تىن دىكى تىكى", "ىم ىڭ ى سى ىمىز ىڭىز", "لار لەر لىرى لىرىن"
)


def without_clitics(stem: str) -> str:
    """An Arabic stem of Snowball's without what it leaves of `and the` and of a plural.

    It takes the article away, but not with a conjunction before it, and the whole plural in -at of
    a word with the article, but only half of it without one.

    >>> [without_clitics(stem) for stem in ("محادث", "محادثا", "والمحادثا", "والد")]
    ['محادث', 'محادث', 'محادث', 'والد']
    """
    for clitics in ("وال", "فال", "ال"):
        if stem.startswith(clitics) and len(stem) - len(clitics) >= 3:
            stem = stem[len(clitics) :]
            break
    return stem[:-1] if stem.endswith("ا") and len(stem) > 4 else stem


LIGHT_STEMMERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "am": _stemmer("ን ም", "ዎች"),
        "az": _AZERBAIJANI,
        "be": _stemmer("ся ца цца", _BELARUSIAN),
        "bg": _stemmer(_BULGARIAN),
        "bn": _BENGALI,
        "gu": _stemmer(*_GUJARATI),
        "he": _stemmer(*_HEBREW),
        "is": _stemmer(*_ICELANDIC),
        "ka": _stemmer(*_GEORGIAN),
        "kk": _KAZAKH,
        "ko": _stemmer(*_KOREAN, shortest=2),
        "ku": _stemmer("ê ەکان ەکە", shortest=4),
        "ky": _KYRGYZ,
        "lv": _stemmer(_LATVIAN),
        "mk": _stemmer(_MACEDONIAN),
        "ml": _stemmer(*_MALAYALAM),
        "mr": _stemmer(*_MARATHI),
        "pa": _stemmer(*_PUNJABI),
        "ps": _stemmer(*_PASHTO),
        "sl": _stemmer(_SLOVENIAN),
        "te": _stemmer(*_TELUGU),
        "tg": _stemmer(*_TAJIK),
        "tk": _TURKMEN,
        "tt": _TATAR,
        "ug": _UYGHUR,
        "uk": _stemmer("ся сь", _UKRAINIAN),
        "ur": _stemmer(*_URDU),
        "uz": _UZBEK,
        **dict.fromkeys(("gl", "mn", "sq"), _beginning),
    }
)
