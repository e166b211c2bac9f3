"""The words by which English text says who said something."""

from __future__ import annotations

from searchkit import quick_regex as regex

_SAID = """
    said|says|say|told|tells|added|adds|stated|states|wrote|writes|explained|explains|tweeted|tweets
    |noted|notes|announced|announces|claimed|claims|argued|argues|declared|declares|asked|asks
    |replied|replies|commented|comments|remarked|remarks|insisted|insists|warned|warns|continued
    |continues
    |observed|observes|recalled|recalls|admitted|admits|concluded|concludes|exclaimed|responded
    |responds|posted|asserted|asserts|alleged|alleges|acknowledged|confirmed|confirms|suggested
    |emphasized|emphasised|stressed|reiterated|quipped|joked|lamented|complained|predicted|pledged
    |spoke|speaks|vowed|urged|promised|maintained|contended|cautioned|boasted|testified
"""
# After a quotation only, where nothing else can be meant.
_SAID_AFTER = r"""
    remembered|questioned|wondered|mused|countered|demanded|protested|proclaimed|pleaded|retorted
    |reasoned|reflected|repeated|conceded|clarified|agreed|interjected|shouted|recounted|opined
    |bragged|scoffed|deadpanned|pointed\s+out|assured|charged|answered
    |pressed|went\s+on
"""
_SAYING = (
    "calling|saying|stating|adding|writing|posting|noting|claiming|insisting|explaining|tweeting"
    "|declaring|arguing|warning|vowing|predicting|stressing|joking|asserting|concluding|describing"
    "|labeling|labelling|branding|responding|telling|remarking"
)
_ADVERB = r"(?:(?:also|then|later|reportedly|further|once|[\p{Ll}]{2,}ly|has|have|had)\s+){0,2}"
_WENT_ON = r"went\s+on\s+to\s+(?:say|add|state|note|explain)|was\s+quoted\s+as\s+saying"
_VERB = rf"(?:{_SAID}|{_WENT_ON})"
_CALLED = (
    r"(?:called|calls|described|describes|termed|labelled|labeled|branded"
    r"|characterized|characterised|hailed)"
)

_flags = regex.VERBOSE | regex.VERSION1
VERBS = regex.compile(rf"\b{_VERB}\b", _flags)
PARTICIPLE = regex.compile(_SAYING, _flags)
CALLING = regex.compile(_CALLED, _flags)
BETWEEN = regex.compile(rf"(?<!\s)\s++{_ADVERB}$", _flags)
# What stands before a verb that does not say that somebody speaks.
PASSIVE = regex.compile(
    r"\b(?:was|were|been|be|being|is|are|to|not|n't|never|and|or|by)\s+$", _flags
)
LEADS = regex.compile(
    r",?(?<!\s)\s++(?:[\p{Ll}]+ed|has|had|took|gave|wrote|said|told|says|went|shot|hit|made|spoke"
    r"|struck|kept|put|came|began)\b",
    _flags,
)
ANY_VERB = regex.compile(
    rf"\b(?:{_WENT_ON}|{_SAID}|{_SAYING}|{_CALLED}|quot(?:ed|es?|ing)|who|whose|[Aa]ccording|cited|citing)\b",
    _flags,
)
TITLED = regex.compile(
    r"\b(?:titled|entitled|known\s+as|named|dubbed|nicknamed|called|hashtag|film|movie|album|song|"
    r"single|episode|book|novel|show|series|slogan|sign|signs|poster|banner|headline|phrase|word|"
    r"words|term|so-called|reading|read)\s*+(?:[,:]\s*+)?$",
    _flags,
)
AS_SAYING = regex.compile(
    r"\bquot(?:ed|es?|ing)\s++(?P<who>[^,;:]{2,100}?)(?<!\s)\s++as\s++(?:saying|telling|stating)\b"
    r"[^.]{0,40}$",
    _flags,
)
ACCORDING = regex.compile(
    r"\b[Aa]ccording\s++to\s++(?P<who>[^,;:]{2,100}?)(?<!\s)\s*+,(?P<rest>.*)",
    _flags | regex.DOTALL,
)
SAID_AFTER = regex.compile(
    rf"\s*+(?:[,—–-]\s*+)?(?P<verb>{_VERB}|{_SAID_AFTER})\s++(?P<who>[^\n]*)", _flags
)
VERB_AFTER = regex.compile(rf"\b(?:{_SAID_AFTER})\b", _flags)
#: `X:` before a quotation, with nothing else in its paragraph, and `— X` after one.
LABEL = regex.compile(r"[^\S\n]*+(?P<who>\p{Lu}[^\n:;,“”\"]{1,60}+):[^\S\n]*+", _flags)
SIGNED = regex.compile(
    r"[^\S\n]*+\n?[^\S\n]*+[—–][^\S\n]*+(?P<who>\p{Lu}[^\n:;“”\"—–]{1,80}?)[.]?[^\S\n]*+(?=\n|$)",
    _flags,
)
#: `said X:` before a quotation, but not `told X:`.
INVERTED = regex.compile(
    rf"(?i:(?P<verb>(?!told|tells){_VERB}))\s++(?P<who>[^\n:;“”\"]{{2,80}}?)\s*+:\s*+$", _flags
)
#: `“…” and added that` goes on with the same subject.
AND_SAID = regex.compile(r"\s*+,?\s*+(?:and|but)\s++(?:\p{Ll}+\s++){0,2}$", _flags)
#: What may stand before a clause of its own: `the bill that X said …`, `it rained and X said …`.
CLAUSE = regex.compile(
    r"\b(?:(?P<and>and)|that|which|because|but|while|when|after|how|what|if|whom)\s++(?=\p{Lu})",
    _flags,
)
#: `(R-Ohio)` after a name.
BRACKETS = regex.compile(r"\s*+\([^()\n]{1,40}+\)\s*+$", _flags)
#: The clause of another subject follows.
SUBORDINATE = regex.compile(r"\s*+(?:As|When|While|After|Before|Because|Since|Although|Though)\b")
ANOTHER_CLAUSE = regex.compile(r",\s++\w")
RELATIVE = regex.compile(
    r"\b(?:wife|husband|widow|widower|son|daughter|brother|sister|mother|father|uncle|aunt|cousin"
    r"|nephew|niece|spouse|lady|grandson|granddaughter),?\s++$",
    _flags,
)
ACCORDING_AFTER = regex.compile(
    r"\s*+(?:,\s*+)?(?P<verb>according\s+to)\s++(?P<who>[^\n]*)", _flags
)
WHO_ENDS = regex.compile(
    r"[,;:\"“”(—–]|\s(?:on|in|at|during|who|via|while|when|after|before|as|of|from|last|this|yesterday|"
    r"today|adding|about|to|for|told|with|by|through|later|regarding|upon|speaking|following|has|had|is|was)\b"
    r"|(?<!\b\p{Lu})(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|Mrs|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Rev|Capt|Prof))\.",
    _flags,
)
STOP = regex.compile(
    r"(?<!\b\p{Lu})(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|Mrs|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Rev|Capt|Prof|No|vs))"
    r"[.?!][\])”’\"]*\s+(?=[\p{Lu}“\"‘(\[—])",
    _flags,
)
AND = regex.compile(r"\s*+(?:[,;]\s*+)?(?:(?:and|or|but|as\s+well\s+as)\s*+)?(?:also\s++)?", _flags)
AND_ANOTHER = regex.compile(r"\s+and\s+\p{Lu}")
HE = regex.compile(
    r"(?:^|[,;]\s+|\b(?:and|but|while|as|which|that)\s+)(?P<he>[Hh]e|[Ss]he)$", _flags
)
WHAT = regex.compile(r"\bwhat\s")
DETERMINER = regex.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
PLACED = regex.compile(
    r"(?:on|in|at|from|of|for|with|by|to|during|after|before|as|while|when|who|whose|now|then"
    r"|speaking|appearing|talking|referring|citing|asked|[RDI]-)\b|[RDI]-\p{Lu}"
    r"|\p{Ll}{2,}(?:ed|wn|ld)\s+(?:as|at|by|from|in|on|to|with)\b",
    _flags,
)
#: A place, such as `Ohio` after it.
ENDS_IN_PLACE = regex.compile(
    r"\b(?:in|at|from|near|outside|of)\s++(?:\p{Lu}[\p{L}.'’-]*+\s*+){1,3}$"
)
