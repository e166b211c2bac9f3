"""What a language says when somebody speaks: its verbs, pronouns, titles and small words."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import InitVar, dataclass, field

from searchkit import quick_regex as regex

_flags = regex.VERBOSE | regex.VERSION1
_BEGINS, _ENDS = r"(?<![\p{L}’'-])", r"(?![\p{L}])"


#: Titles before a name in several languages.
ROLES = r"""
    [mM]\. | mme|mlle|mm\.|dr\.?|sr\.?|sra\.?|d\.|dª|don|doña|dom|sig\.?|on\.|pr\.?|prof\.?|lic\.?
    |ing\.?
"""


def words(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words by which one language says who said something.

    `verbs`, `only`, `joined`, `roles`, `according` and `abbreviated` are alternatives of a
    pattern, all others are words in small letters.
    """

    code: str
    verbs: InitVar[str]
    #: Titles and trades, which stand before a name and are no part of it.
    roles: InitVar[str]
    #: `according to`, which a name follows.
    according: InitVar[str]
    he: Set[str]
    she: Set[str]
    #: After them nobody is named who speaks.
    prepositions: Set[str]
    #: Join a role to what it is of.
    of: Set[str]
    articles: Set[str]
    #: Parts of names that are written small.
    particles: Set[str]
    #: Begin a sentence, or stand between a subject and its verb.
    adverbs: Set[str]
    #: Join two people, or begin the clause of another.
    joins: Set[str]
    that: Set[str]
    negations: Set[str]
    #: Who is something to somebody else: of a surname alone after it nothing is certain.
    of_another: Set[str]
    abbreviated: InitVar[str]
    #: A verb with a pronoun joined to it, as in `a-t-il dit`.
    joined: InitVar[str] = r"(?!)"
    #: Verbs that name a speaker after a quotation only.
    only: InitVar[str] = r"(?!)"
    #: Endings of compounds that are roles.
    role_ends: tuple[str, ...] = ()
    #: A verb needs no subject: whoever spoke last goes on.
    drops_subject: bool = False
    #: Nouns are written with capitals.
    has_large_nouns: bool = False
    #: Names have cases, and verbs of the past the gender of their subject.
    is_slavic: bool = False
    #: A verb of saying, everywhere or after a quotation; one with its pronoun; words before a
    #: source; a role; the end of a sentence.
    verb: regex.Pattern[str] = field(init=False)
    after_only: regex.Pattern[str] = field(init=False)
    joined_he: regex.Pattern[str] = field(init=False)
    source: regex.Pattern[str] = field(init=False)
    role: regex.Pattern[str] = field(init=False)
    stop: regex.Pattern[str] = field(init=False)

    def __post_init__(
        self, verbs: str, roles: str, according: str, abbreviated: str, joined: str, only: str
    ) -> None:
        patterns = {
            "verb": rf"{_BEGINS}(?:{verbs}){_ENDS}",
            "after_only": rf"(?:{only}){_ENDS}",
            "joined_he": rf"{_BEGINS}(?:{joined}){_ENDS}",
            "source": rf"{_BEGINS}(?i:{according}){_ENDS}",
            "role": rf"(?i:{roles})",
            "stop": rf"""(?<!\b\p{{Lu}})(?<!\b(?:{abbreviated}))(?<!\d(?=\.))[.?!…][\])”»“’"]*+\s++
                (?=[\p{{Lu}}“„«"‘(\[—–¿¡])""",
        }
        for name, pattern in patterns.items():
            object.__setattr__(self, name, regex.compile(pattern, _flags))

    def is_role(self, word: str) -> bool:
        """Tell if a word is a title or a trade."""
        return word.lower().endswith(self.role_ends) or self.role.fullmatch(word) is not None
