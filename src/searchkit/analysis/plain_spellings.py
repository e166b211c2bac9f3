"""The words of an index that people may type without accents, where a stem depends on them.

Snowball takes `ée` off `assemblée`, but an `e` off `assemblee`; it leaves `Kurdistán` whole, but
takes `an` off `Kurdistan`. To guess accents joined `estadio` with `estado`, as if it were
`estadió`, and Turkish `insan` with `inşa`. So an index has each such word among the terms of the
provenance stream: in plain letters, and with the stem that it has. A word of a query that is typed
in plain letters stands for the words of the index that are written so without their accents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from searchkit.analysis.folding import plain
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.remembered import Remembered
from searchkit.analysis.stems import Stems, is_stemmed

_BEGINNING = "plain:"
_STEM = ">"
_PLAIN = Remembered(plain)


def plain_terms(
    words: Iterable[tuple[str, str]], codes: Collection[str], stems: Stems
) -> Sequence[str]:
    """The terms for words whose stem is another one in plain letters, ascending.

    A word is given by its two terms, the folded one and its stem.

    >>> plain_terms([("assemblee", "fr:assembl"), ("port", "fr:port")], ["fr"], Stems())
    ['plain:assemblee>fr:assembl']
    """
    languages = {
        code: stems.of(code)
        for code in codes
        if is_stemmed(code) and "Latin" in LANGUAGES[code].scripts
    }
    if not languages:
        return ()
    terms = []
    for folded, stem in set(words):
        of_language = languages.get(stem.partition(":")[0])
        if of_language is not None and of_language[typed := _PLAIN[folded]] != stem:
            terms.append(f"{_BEGINNING}{typed}{_STEM}{stem}")
    return sorted(terms)


def beginning_of_plain(typed: str) -> str:
    """What the terms of the words that are typed so begin with.

    >>> beginning_of_plain("assemblee")
    'plain:assemblee>'
    """
    return f"{_BEGINNING}{typed}{_STEM}"


def beginning_of_kin(stem: str) -> str:
    """What the terms of the words begin with that may have a stem when typed in plain letters.

    >>> beginning_of_kin("es:polici")
    'plain:polici'
    """
    return _BEGINNING + stem.partition(":")[2]


def spelling_and_stem(term: str) -> tuple[str, str]:
    """The word in plain letters and the stem of a term.

    >>> spelling_and_stem("plain:assemblee>fr:assembl")
    ('assemblee', 'fr:assembl')
    """
    typed, _, stem = term.removeprefix(_BEGINNING).partition(_STEM)
    return typed, stem
