"""Lines of a paper and a day, as people note them: `The Orchard Post, 4 March 2019`."""

from __future__ import annotations

from searchkit import quick_re as re

#: In characters, with what parts it from the day; a longer text is no name.
MAX_NAME = 60

#: English words in the names of papers.
ENGLISH_PRESS = """
    gazette times post news herald tribune journal daily weekly press magazine review courier
    chronicle observer independent telegraph express echo reporter sentinel standard advertiser
    examiner inquirer mirror guardian monitor dispatch argus mercury bulletin
""".split()
# One of these is in the name of a paper or broadcaster, and hardly ever in that of a place.
_PRESS = [*ENGLISH_PRESS, *"""
    \\w*zeitung \\w*blatt \\w*anzeiger nachrichten kurier spiegel presse \\w*rundschau
    monde figaro libération matin parisien diario vanguardia gazzetta corriere repubblica stampa
    giornale gazeta wyborcza rzeczpospolita dziennik газета известия правда вести новости
    коммерсантъ? ведомости \\w*tidende \\w*bladet avisen nyheter \\w*posten dagblad\\w* folha jornal
    bbc cnn npr pbs
""".split()]  # fmt: skip
_ANY_PRESS = re.compile("|".join(_PRESS), re.IGNORECASE)
_WORD = r"(?:[^\W\d_][\w'’&.-]*|&)"
_BEFORE_DAY = re.compile(
    rf"(?P<name>(?=[^,|–—\n]*\b(?:{'|'.join(_PRESS)})\b){_WORD}(?: {_WORD}){{0,5}})"
    r"(?:, | [–—|-] )",
    re.IGNORECASE,
)
_SMALL = frozenset("of the and de la le les el der die das für und du di il del & y et и".split())


def is_paper(name: str) -> bool:
    """Tell if a text is the name of a paper, by a word that such names have.

    >>> is_paper("The Orchard Post"), is_paper("Ann Lee")
    (True, False)
    """
    return len(name) <= MAX_NAME and paper_before(f"{name}, ")[0] == name


def paper_before(line: str) -> tuple[str, int]:
    """The paper with whose name a line begins, and where the rest begins; else nothing and 0.

    >>> paper_before("The Orchard Post, 4 March 2019"), paper_before("London, 4 March 2019")
    (('The Orchard Post', 18), ('', 0))
    """
    match = _BEFORE_DAY.match(line[:MAX_NAME])
    if match is None:
        return "", 0
    words = match["name"].split()
    # In Russian only the first word is written large.
    small = [word for word in words if word[0].islower() and word not in _SMALL]
    if words[0] in small or not all(map(_ANY_PRESS.fullmatch, small)):
        return "", 0
    return match["name"], match.end()
