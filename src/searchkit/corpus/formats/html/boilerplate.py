"""The lines that news sites put among the paragraphs of an article."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache

from searchkit import quick_re as re
from searchkit.corpus.plain.other_articles import names_other_article

_MAX_LENGTH = 400
_WORD = re.compile(r"[^\W_]+")
_LINES = re.compile(
    r"""(?:
      (?:-\s*)?advertisement(?:\s\d+)?(?:\s*story\scontinues\sbelow)?
    | (?:story|article)\scontinues\sbelow.* | article\scontent | scroll\sdown\sfor.*
    | comments? | share(?:\sthis)?(?:\sarticle|\sstory)? | loading | image\scaption.* | _{2,}
    | (?:read\smore|read\snext|also\sread|see\salso|must\sread|related|more|don.t\smiss)\s*[:|].+
    | (?:please\s)?click\shere\sto\s(?:get|subscribe|sign|join|download|read|view|watch).*
    | get\s(?:daily|the\slatest|our|more)\b.*(?:news|inbox|newsletters?|headlines)\b.*
    | (?>.*?\bsign\sup\s(?:to|for)\b).*\b(?:newsletters?|emails?|inbox|alerts?|briefing)\b.*
    | (?>.*?\b(?:subscribe|signing\sup)\sto\b).*\bnewsletters?\b.*
    | sign\sup\s.*\bsign\sin\b.* | .*\bcomment(?:s|ing)?\spolicy\b.*
    | (?:would\syou\slike\sto\scomment|join\sour\scomment|join\sthe\s(?:conversation|discussion)).*
    | join\sthought-provoking\sconversations.*
    | (?:do\syou\shave\sa|got\sa|have\sa)\s(?:story|news\stip|tip)\b.*
    | follow\s\S.*\bon\s(?:twitter|x|facebook|instagram|tiktok|youtube|whatsapp|google\snews)\b.*
    | (?:copyright\s)?(?:©|\(c\)|copyright)\W*\d{4}\b.* | all\srights\sreserved.*
    | (?>.*?\bmay\s(?:earn|receive)\b).*\bcommissions?\b.*
    | (?>.*?\bbookmark\b).*\b(?:sign\sup|newsletters?)\b.*
    | (?>.*?\b(?:accept|use)s?\b)(?>.*?\bcookies\b).*\b(?:privacy|policy|settings|consent)\b.*
    | .*\b(?:check\sout|opt\sout|unsubscribe)\sat\sany\stime\b.*
    | (?:image|picture|photo(?:graph)?|source|credit)s?:\s.{1,80}
    | log\sin\sor\s(?:create|sign|register)\b.*
    | for\smore\s(?:stories|news)\slike\sthis\b.* | .*\bwithout\sstyles\sand\s+javascript\b.*
    | (?>.*?\bjavascript\b).*\b(?:enable|disabled|browser|enabled)\b.*
    | (?:\W\s*)?e-?mail:\s*+(?=\S[^\s@]*+@\S)\S++
    )\W*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(
    r"""(?:read\s(?:more|next|also)|also\sread|most\s(?:read|popular|viewed)(?:\sin\s.*)?
    | related(?:\s(?:articles?|stories|topics|content|coverage|news))?
    | recommended(?:\s\w+)? | you\smay\s(?:also\s)?like | editor.?s.?\spicks? | up\snext
    | trending(?:\snow)? | (?:view\s)?comments(?:\s\(?\d+\)?)? | popular | more\sfrom\s[^:]++
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
# A line that reports what somebody said or found is no invitation, whatever it is about.
_REPORTS = re.compile(
    r"\b(?:said|says|told|tells|found|finds|ruled|rules|reported|reports|announced|argued|wrote|added|"
    r"warned|claimed|according to)\b",
    re.IGNORECASE,
)
_BEGINS_OTHERS = re.compile(
    r"(?:popular|most popular|trending(?: now)?|more from [^:]+|related (?:articles|stories|news))",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"(?:(?:is|was) (?:an? |the |)\S.*"
    r"\b(?:author|chief|columnist|contributor|correspondent|editor|fellow|freelancer?|journalist|"
    r"lecturer|producer|professor|reporter|researcher|writer)\b|covers\b|reports on\b|writes\b)"
)


# Apostrophes and soft hyphens, which stand within words.
_UNHEARD = re.compile("[’'\u02bc\xad\u200b]+")


# Longer texts are not remembered.
_MAX_KNOWN = 400


def folded(text: str) -> str:
    """The words of a text for comparing: no case, accents, punctuation or spacing."""
    return _known_folded(text) if len(text) <= _MAX_KNOWN else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(_WORD.findall(text.replace("'", "").lower()))
    plain = unicodedata.normalize("NFKD", _UNHEARD.sub("", text).casefold())
    if not plain.isascii():
        marks = dict.fromkeys(ord(c) for c in set(plain) if unicodedata.combining(c))
        plain = plain.translate(marks) if marks else plain
    return " ".join(_WORD.findall(plain))


# A page is asked for the same lines again and again.
_known_folded = lru_cache(1 << 11)(_folded)


def is_boilerplate(block: str, authors: Collection[str]) -> bool:
    """Tell if a block invites, advertises or introduces its author rather than reports.

    `authors` are folded names.
    """
    if len(block) > _MAX_LENGTH:
        return False
    if names_other_article(block):
        return True
    if _REPORTS.search(block):
        return False
    if _LINES.fullmatch(block) or (len(block) <= 60 and _HEADING.fullmatch(block)):
        return True
    plain = folded(block)
    starts = {start for name in authors if name for start in (name, name.split()[-1])}
    return any(
        plain.startswith(f"{start} ") and _BIOGRAPHY.match(plain[len(start) + 1 :])
        for start in starts
    )


def begins_other_articles(block: str) -> bool:
    """Tell if a line is a heading below which there are only teasers of other articles."""
    return bool(_BEGINS_OTHERS.fullmatch(block))
