"""The words and marks of a passage of news, as the rules on speakers read them."""

from __future__ import annotations

from typing import NamedTuple

from searchkit import quick_regex as regex

_TOKEN = regex.compile(
    r"""(?:[LlDdNnSsCcJj]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Uu]n)['’](?=\p{Ll}|(?<=[a-z]['’])\p{L})
    | (?:M|MM|Mme|Mlle|Dr|Dra|Sr|Sra|D|Prof|Sig|On|St|dr|prof|gen|ks|Lic|Ing|Gral|Avv|Dott)\.
    | \p{Lu}\.(?:-\p{Lu}\.)?+(?=\s?\p{L})
    | [\p{L}\p{N}][\p{L}\p{M}\p{N}]*+(?:[-'’ʼ]\p{L}[\p{L}\p{M}\p{N}]*+)*+(?:['’]s?(?=\s))?
    | \S""",
    regex.VERBOSE | regex.VERSION1,
)


class Token(NamedTuple):
    """A word, or a mark, at `[start, end)` of a text."""

    text: str
    start: int
    end: int

    @property
    def small(self) -> str:
        """The word in small letters, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_large(self) -> bool:
        """Tell if a word begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_small(self) -> bool:
        return self.text[0].islower()

    @property
    def is_acronym(self) -> bool:
        """Tell if a word is all capitals, such as `ONU`."""
        letters = self.text.replace("-", "")
        return len(letters) > 1 and letters.isupper()

    @property
    def is_initial(self) -> bool:
        return len(self.text) > 1 and self.text[-1] == "." and self.text[-2].isupper()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of a passage, in order."""
    return [Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text, start, end)]
