"""Cases and genders of Slavic names: who can be the subject of a verb."""

from __future__ import annotations

from searchkit import quick_regex as regex
from searchkit.quotes.first_names import MEN, WOMEN, gender

_FEMALE = regex.compile(r"\p{L}+(?:ла|ła)(?:сь|ся)?")
_MALE = regex.compile(r"\p{L}+(?:[лвł]|ся)")
#: Endings of surnames that are no nominative, or of the other gender.
_NOT_HIS = regex.compile(
    r"""\p{L}+(?:(?:ов|ев|ёв|єв|їв|ин|ін|ын)(?:а|у|ым|им|ой|ою|е|і|ом)
    |(?:ск|цк|ськ|цьк)(?:ого|ому|им|ой|ая|ую|ом|а|у|ою|ій)|(?:ого|ому|ами|ях|ам|ями)|енк(?:а|у|ом)
    |(?:sk|ck|dzk)(?:iego|iemu|im|a|ą|iej)|owi)""",
    regex.VERBOSE,
)
_NOT_HERS = regex.compile(
    r"""\p{L}+(?:(?:ов|ев|ёв|єв|ин|ін)|(?:ск|цк|ськ|цьк)(?:ий|ой|ого|ую|им|і)|(?:ов|ев|ёв|ин)(?:ой|у|ою)
    |(?:ск|цк)ой|(?:sk|ck|dzk)(?:i|iej|ą))""",
    regex.VERBOSE,
)
#: Endings that only nouns in another case have where a name stands beside a role.
_OBLIQUE = regex.compile(r"\p{L}+(?:ии|ию|ией|ием|ої|ії|ах|ях|ы|ам)")


def gender_of(verb: str) -> str | None:
    """The gender that a verb of the past gives its subject: `he`, `she` or None."""
    word = verb.rpartition(" ")[2]
    return "she" if _FEMALE.fullmatch(word) else "he" if _MALE.fullmatch(word) else None


def is_subject(names: list[str], of: str | None) -> bool:
    """Tell if a name can be the subject of a verb of a gender.

    >>> is_subject(["Иван", "Орлов"], "he"), is_subject(["Ивана", "Орлова"], "he")
    (True, False)
    """
    first, last = names[0], names[-1]
    known = gender(" ".join(names))
    if of and known and of != known:
        return False
    if len(names) > 1 and not _is_nominative(first):
        return False
    pattern = {"he": _NOT_HIS, "she": _NOT_HERS}.get(of or known or "")
    return not (pattern and pattern.fullmatch(last)) and not _OBLIQUE.fullmatch(last)


def _is_nominative(first: str) -> bool:
    """Tell if a first name stands as in a list of names, not as `Ивана` or `Ольгой`."""
    small = first.lower()
    if small in MEN or small in WOMEN:
        return True
    return not any(
        small[: -len(end)] in MEN or small[: -len(end)] + "й" in MEN
        for end in ("а", "у", "ом", "ем", "е", "ю", "я", "owi", "em")
        if small.endswith(end)
    ) and not small.endswith(("ии", "ы", "ией", "ой", "ого", "ому"))


def genitives(name: str) -> frozenset[str]:
    """The forms of a surname after `of`.

    >>> sorted(genitives("Орлов")), sorted(genitives("Орлова")), sorted(genitives("Тарасенко"))
    (['Орлова'], ['Орловой', 'Орловы'], ['Тарасенко'])
    """
    stem, last = name[:-1], name[-1]
    if name.endswith(("ий", "ый", "ой")):
        return frozenset({name[:-2] + "ого"})
    if name.endswith("ая"):
        return frozenset({name[:-2] + "ой"})
    if last == "й":
        return frozenset({stem + "я"})
    if last == "ь":
        return frozenset({stem + "я", name})
    if last == "а":
        return frozenset({stem + "ой", stem + ("и" if stem[-1:] in "гкхжчшщ" else "ы")})
    if last == "я":
        return frozenset({stem + "и"})
    return frozenset({name} if last in "оеиуюэыієї" else {name + "а"})
