"""The lines with which papers send their readers from one article to others: `Read also: …`."""

from __future__ import annotations

from searchkit import quick_re as re

_MAX_LENGTH = 250
#: Of a title in a text that has no links; letters where no spaces part the words.
_MIN_WORDS, _MIN_LETTERS = 3, 12

#: Language → what its papers write there. A word in parentheses may be missing.
_PHRASES = {
    "ar": "اقر[أا] (?:أيض[اًا]{1,2}|ايضا|المزيد)|شاهد (?:أيض[اًا]{1,2}|ايضا)|إقر[أا] أيضا",
    "az": "həmçinin oxuyun|bunu da oxuyun",
    "bg": "прочетете (?:още|също|и)|четете (?:още|също)|вижте (?:още|също)",
    "bs hr sr": (
        "(?:pro)?čitajte (?:i|još|više|takođe|također)|pogledajte (?:i|još)"
        "|povezan[ei] (?:vijesti|vesti)|прочитајте (?:и|још|више)|погледајте (?:и|још)"
    ),
    "ca": "llegiu també|llegeix també",
    "cs sk": (
        "(?:čtěte|přečtěte si)(?: také| též| i| více)?|prečítajte si(?: aj| tiež)?"
        "|čítajte (?:aj|tiež)|mohlo by (?:vás|vás také) zaujímať|mohlo by vás zajímat"
    ),
    "da no sv": (
        "läs (?:också|även|mer|vidare)|læs (?:også|mere)|les (?:også|mer)|se (?:också|også)"
    ),
    "de": (
        "lesen sie (?:auch|mehr|dazu|hier|weiter)(?: auch| mehr| dazu)?|mehr (?:dazu"
        "|zum thema)|lesetipp|auch interessant|siehe auch|lies auch"
    ),
    "el": "διαβάστε (?:επίσης|ακόμα|ακόμη|και|περισσότερα)|δείτε (?:επίσης|ακόμα|και)",
    "en": (
        "(?:also |must |please )?read(?:[ -](?:also|more|next|on|this))?|see[ -]also"
        "|also see|must[ -]read|related(?: (?:articles?|stor(?:y|ies)|news|posts?"
        "|content|coverage|reading))?|recommended(?: for you)?|you (?:may"
        "|might) (?:also )?like|more on this(?: story)?|don[’']t miss|also watch"
        "|watch also"
    ),
    "es": (
        "le(?:a|e|er|en) (?:también|además|más)|te (?:puede|podría) interesar"
        "|(?:también )?(?:te|le) puede interesar|(?:mira|ver|vea|ve|mirá) (?:también"
        "|además)|(?:puedes|puede) leer(?: también)?|lectura recomendada"
        "|notas? relacionadas?|más información"
    ),
    "et fi": "loe (?:ka|lisaks|veel)|lue (?:myös|lisää)|katso myös",
    "fa": "بیشتر بخوانید|همچنین بخوانید|(?:این مطلب را )?هم بخوانید",
    "fr": (
        "(?:à )?lire (?:aussi|également|plus|la suite)|lisez (?:aussi|également)|à lire"
        "|(?:à )?voir (?:aussi|également)|sur le même sujet"
    ),
    "he": "קראו (?:גם|עוד)|לקריאה נוספת",
    "hi mr": "(?:ये|यह|इसे|हेही) (?:भी पढ़ें|भी पढ़ें|वाचा)|और पढ़ें",
    "hu": (
        "olvass(?:a|on|uk|átok)?(?: el)? (?:ezt |még )?(?:is|tovább)"
        "|kapcsolódó(?: cikk(?:ek|ünk)?)?|ezt is olvass?a el"
    ),
    "id ms": "baca (?:juga|lainnya|selengkapnya)|lihat juga|simak juga",
    "it": (
        "leggi (?:anche|pure|tutto)|legg(?:ete|ere) anche|vedi anche"
        "|potrebbe interessarti(?: anche)?"
    ),
    "ja": "関連(?:記事|ニュース|リンク)|あわせて読みたい|合わせて読みたい",
    "ko": "관련(?: ?기사| ?뉴스)",
    "lt lv": "taip pat skaitykite|skaitykite (?:taip pat|daugiau)|lasi(?:et)? (?:arī|vairāk)",
    "nl": "lees (?:ook|meer|verder|hier)|zie ook|bekijk ook",
    "pl": (
        "(?:prze)?czytaj(?:cie)? (?:także|też|również|więcej|dalej)|zobacz (?:także|też"
        "|również)|polecamy"
    ),
    "pt": (
        "le(?:ia|r) (?:também|tambem|mais|ainda)|vej(?:a|am) (?:também|tambem|mais)"
        "|saiba mais|(?:confira|assista) também"
    ),
    "ro": (
        "cite[șşs]te (?:[șşs]i|mai mult|(?:[șşs]i )?despre)|citi[țţt]i (?:[șşs]i"
        "|mai mult)|vezi (?:[șşs]i|mai mult)"
    ),
    "ru uk be": (
        r"(?:чита(?:йте|ть|й)|смотрите|см\.|дивіться|див\.|чытайце)(?: нас)? (?:также"
        "|ещё|еще|подробнее|по теме|також|ще|за темою|таксама)|(?:материалы "
        "|новости )?по теме|за темою|подробнее по теме|рекомендуем (?:прочитать"
        "|почитать)"
    ),
    "sl mk": "preberite (?:tudi|še|več)|прочитајте и|прочитај (?:и|повеќе)",
    "sq": "lexo(?:ni)? (?:edhe|gjithashtu|më shumë)",
    "tr": (
        "(?:bunu da|ayrıca|şunu da) oku(?:yun|yabilirsiniz)?|ilgili haber(?:ler)?"
        r"|ayrıca bkz\.?"
    ),
    "kk ky uz tg": (
        "оқи отырыңыз|сондай-ақ оқыңыз|дагы окуңуз|shuningdek,? o[‘'ʻ’]qing|инчунин хонед"
    ),
    "vi": "(?:xem|đọc) thêm|tin liên quan",
    "zh": (
        "相关(?:阅读|新闻|报道|文章)|相關(?:閱讀|新聞|報導|文章)|延伸(?:阅读|閱讀)"
        "|推荐阅读|推薦閱讀|更多(?:新闻|新聞|报道|報導)"
    ),
}
_MARK = r"[\W_]{0,4}"
# One pattern, since it is long to compile; a heading has no title.
_LINE = re.compile(
    rf"{_MARK}(?:{'|'.join(_PHRASES.values())})"
    r"(?:(?:\s?[:：|»›>→▶►]|\s[-–—]\s)(?P<title>.*)|[\W_]{0,4})",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(r"[-–—•*·▪►▶]\s*\S.*")


def names_other_article(line: str) -> bool:
    """Tell if a line names another article, or opens a list of some.

    >>> names_other_article("Lire aussi : Le quai est fermé"), names_other_article("Baca juga:")
    (True, True)
    >>> names_other_article("See also: the letter that the council sent on Tuesday.")
    False
    """
    title = _title_of(line)
    if title is None:
        return False
    first = next(filter(str.isalnum, title), "")
    return not first.islower() and not title.endswith((".", "!", ",", ";")) if first else True


def _title_of(line: str) -> str | None:
    """What stands behind such words, empty if nothing does; None for any other line."""
    match = _LINE.fullmatch(line) if len(line) <= _MAX_LENGTH else None
    return None if match is None else (match["title"] or "").strip()


def links_other_article(line: str) -> bool:
    """Tell if a line of a text without markup names another article, in words enough for one."""
    title = _title_of(line)
    if not title or not names_other_article(line):
        return False
    return len(title.split()) >= _MIN_WORDS or (not title.isascii() and len(title) >= _MIN_LETTERS)


def opens_other_articles(line: str) -> bool:
    """Tell if a line is a heading above names of other articles, and nothing else."""
    title = _title_of(line)
    return title is not None and not any(map(str.isalnum, title))


def lists_other_articles(block: str) -> bool:
    """Tell if the lines of a block below such a heading are items that name articles."""
    return all(
        len(line) <= _MAX_LENGTH and _ITEM.fullmatch(line) and not line.endswith(".")
        for line in block.split("\n")
    )
