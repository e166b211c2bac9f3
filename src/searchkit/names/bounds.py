"""Where exactly a name begins and ends: `de Klerk`, `Area 51`, `Corp` at the end of a sentence."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.names.kinds import Evidence, Phrase
from searchkit.names.lexicon import COMPANY_FORMS
from searchkit.names.words import BRANDS, Words

# `de Klerk`, `van der Post`: in English these words are nothing else.
_LEADING = re.compile(
    r"(?<![\w’'-])(?:van (?:der|den|de)|von der|de la|van|von|de|bin|ibn|del|della|di|da|dos|du|ter"
    r"|den) \Z"
)
_PARTICLES = frozenset("de den der la van von bin ibn del della di da dos du ter".split())
_MAX_LEADING = 9
_NUMBER = re.compile(
    r" \d{1,4}(?![\w,.%/:-]*\d|\w)(?! (?:pct|per|mln|million|billion|bln|met|kg|km|miles|m\b))"
)
_NEXT_WORD = re.compile(r" ([A-Z][a-z]*)|(?=\n|\Z)")
_OF_ITSELF = ("'s", "’s")


def bounds(
    phrase: Phrase, evidence: Evidence, words: Words, *, is_in_table: bool
) -> tuple[int, int]:
    """The `[start, end)` of a name, with the particle before it, without the stop of a sentence."""
    text, start, end = phrase.text, phrase.start, phrase.end
    if evidence.kind in ("other", "person"):
        if words.code == "en":
            before = text[max(0, start - _MAX_LEADING) : start]
            # Few words are one of these.
            is_small = before[before.rfind(" ", 0, -1) + 1 : -1] in _PARTICLES
            if is_small and (match := _LEADING.search(before)):
                start -= match.end() - match.start()
        if evidence.kind == "other" and not is_in_table:
            end = _with_number(phrase)
    if text.startswith(_OF_ITSELF, end) and phrase.tokens[-1].low in BRANDS:
        end += len(_OF_ITSELF[0])
    elif text[end - 1] == "." and phrase.tokens[-1].low in COMPANY_FORMS:
        after = _NEXT_WORD.match(text, end)
        if after and (not after[1] or after[1].lower() in words.stop):
            end -= 1
    return start, end


def _with_number(phrase: Phrase) -> int:
    """The end of a name with a number behind it, if it has that elsewhere too."""
    number = _NUMBER.match(phrase.text, phrase.end)
    if number is None:
        return phrase.end
    whole = phrase.text[phrase.start : number.end()]
    around = phrase.around
    count = around.count(whole)
    # In results, other numbers stand behind it elsewhere.
    return number.end() if count > 1 and count * 2 > around.count(phrase.written) else phrase.end
