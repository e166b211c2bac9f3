"""Names in languages that are written in Cyrillic, whose words change with their case."""

from __future__ import annotations

from collections.abc import Collection

from searchkit import quick_re as re

_ENDINGS = "аяьйоеыиую"
#: Letters that are left of a word without its ending.
MIN_STEM = 3

#: First names that are common in the news, without their endings.
FIRST_NAMES = frozenset(
    """
    адам алекс александр ален алис алл анастас анатол ангел андр анжел анн антон аркад арсен артем
    артур барак башар биньямин бор борис вадим валент валентин валер варвар васил вер вероник виктор
    витал владимир владислав вячеслав галин геннад георг герман глеб григор дан даниил дар денис дж
    джон джордж дмитр дональд евген егор екатер екатерин елен елизавет ефим зинаид иван игор ил
    ильгам инн ир ирин камил ким кирилл константин ксен ларис леонид лид любов людмил макс максим
    мар марат маргарит марк маш михаил мишел мухаммед надежд нажм натал никит никол нин нурсултан
    оксан олег олександр ольг павел павл пет петр пьер равил раис рамзан рашид реджеп ренат роберт
    роман руслан рустам саддам светлан семен серг соф станислав степан тамар татьян тимур ульян усам
    фаин фарид федор филипп франс хамид хиллар эдуард эльвир эмомал юл юлд юр яков ярослав
    """.split()
)


def stem(low: str) -> str:
    """A word in small letters without its ending.

    >>> stem("украины") == stem("украина"), stem("израиля") == stem("израиль")
    (True, True)
    """
    return low.rstrip(_ENDINGS)


def stems(places: Collection[str]) -> frozenset[str]:
    """What places of one word in Cyrillic have in all cases."""
    short = (stem(place) for place in places if place[:1] >= "а" and "_" not in place)
    return frozenset(one for one in short if len(one) >= MIN_STEM)


def is_in_cyrillic(name: str) -> bool:
    """Tell if a name begins with a letter of Russian."""
    return "а" <= name[:1].lower() <= "я"


def is_first_name(low: str) -> bool:
    """Tell if a word in small letters is a first name, in any case.

    >>> is_first_name("владимира"), is_first_name("правительство")
    (True, False)
    """
    short = stem(low)
    return short in FIRST_NAMES or (short[-2:] in ("ом", "ем") and short[:-2] in FIRST_NAMES)


#: First names of men, without their endings, of which women are called so too in another form.
_OF_EITHER = frozenset("александр алекс валентин валер васил виктор евген юл".split())
#: First names that lose a vowel in other cases than the first.
_SHORTENED = {"павел": "павл", "лев": "льв", "петр": "петр", "пётр": "петр"}
_CASE = re.compile(r"(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ой|ей|ою|ый|ий|ая|ую|[аоуеыиюяйь])$")


def without_case(surname: str) -> str:
    """A surname in small letters without the ending of its case.

    >>> without_case("слуцкого") == without_case("слуцкий"), without_case("вовка")
    (True, 'вовк')
    """
    short = _CASE.sub("", surname)
    return short if len(short) >= MIN_STEM else surname


def case_key(name: str) -> tuple[str, ...] | None:
    """What a whole name has in all its cases; None if a woman and a man can be called so.

    >>> case_key("Павел Вовк") == case_key("Павлу Вовку"), case_key("Александра Орлова")
    (True, None)
    """
    first, *others = name.lower().split()
    if not others or not is_in_cyrillic(first):
        return None
    short = _SHORTENED.get(first, stem(first))
    if short[-2:] in ("ом", "ем") and short[:-2] in FIRST_NAMES:
        short = short[:-2]
    if short not in FIRST_NAMES or short in _OF_EITHER:
        return None
    return short, *map(without_case, others)


_PATRONYMIC = re.compile(r"\w{2,}(?:[ое]вич|[ое]вн|ичн)(?:а|у|ем|ом|е|ы|ой)?")
_OF_NOUN = re.compile(
    r"\w{2,}(?:ого|его|ому|ему|ой|ых|их|ая|ое|ые|ств[аоу]|ств|ци[ияю]|ни[еяю]|ост[ьи]"
    # And in Polish.
    r"|iej|ego|emu|ych|ich|cji|ści|ania|enia|skiej|[sc]k[ąa]|ów)"
)


def is_patronymic(low: str) -> bool:
    """Tell if a word in small letters is a father's name, as `петрович`."""
    return _PATRONYMIC.fullmatch(low) is not None


def is_of_noun(low: str) -> bool:
    """Tell if a word is an adjective that is no first name, or an abstract noun.

    >>> is_of_noun("южной"), is_of_noun("назначение"), is_of_noun("сергей"), is_of_noun("иван")
    (True, True, False, False)
    """
    return _OF_NOUN.fullmatch(low) is not None and not is_first_name(low)
