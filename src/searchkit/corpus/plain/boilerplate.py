"""Boilerplate around a saved article, known by the whole shape of a line or paragraph.

Nothing here knows where a line stands; `Place` says where a line of its shape is plainly no text.
"""

from __future__ import annotations

from typing import Literal

from searchkit import quick_re as re
from searchkit.corpus.plain.other_articles import links_other_article
from searchkit.quick_dataclass import dataclass

#: `anywhere`, or only at the edges of a text: above its prose, below it, beside other boilerplate.
Place = Literal["anywhere", "edge"]

_MAX_LENGTH = 700
_MAX_LINK_LENGTH = 25

_SITE = (
    r"(?:facebook|twitter|x|linkedin|whats\s?app|telegram|reddit|pinterest|instagram|youtube|tumblr"
    r"|vk(?:ontakte)?|mastodon|bluesky|threads|messenger|flipboard|pocket|google\+|e-?mail|print"
    r"|rss|tweet|copy link|pin it|like|save)"
)
_PIECE = r"(?:article|story|post|page|news|entry|content|link|item|report|piece|blog)"
_GAP = r"[\s,|/·•:–—-]*+(?:(?:on|via|with|and|or|by|to)\s)?"
_BUTTON_WORDS = (
    rf"(?:{_SITE}|more|social media|(?:your )?friends|like this|loading"
    r"|\(opens in (?:a )?new window\)"
    r"|click to (?:share|email(?: a link to a friend)?|print))"
)
_OUR_LETTER = (
    r"(?:our|the|my)\b[^\"“”]{0,80}?\b(?:newsletters?|mailing list|channel|e-?mails?|updates|alerts"
    r"|podcast)\b"
)
_LEGAL = (
    r"(?:(?:our )?(?:privacy|cookies?) (?:policy|notice|statement|settings|preferences)"
    r"|terms (?:of (?:use|service)|and conditions|& conditions)|imprint|contact(?: us)?|about us"
    r"|advertise(?: with us)?|sitemap)"
)
_PICTURES = (
    r"(?:wiki(?:media|pedia)|commons|getty|flickr|shutterstock|unsplash|pixabay|pexels|istock|alamy"
    r"|creative commons|handout|courtesy|file photo|photo)"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    place: Place
    pattern: re.Pattern[str]


def _shape(kind: str, place: Place, *patterns: str) -> _Shape:
    return _Shape(kind, place, re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL))


_SHAPES = (
    _shape(
        "share",
        "anywhere",
        r"share(?: (?:this|the))?(?: (?:article|story|post|page|news))?"
        rf"(?: (?:on|via|with)(?: (?:{_SITE}|social media|(?:your )?friends))?)(?: {_SITE})*",
        rf"(?:please )?share (?:this|the)(?: {_PIECE})?",
        rf"(?:please )?share(?: (?:this|the))?(?: {_PIECE})?\s?:?(?:{_GAP}{_BUTTON_WORDS})+",
        r"like (?:this|loading)(?:\s?:?\s?like)?(?:\s?loading)?",
        r"share this\b[^.!?]{0,40}:",
        r"click to share on \S.{0,60}",
        rf"(?:follow|like|find) us on {_SITE}\b[^\"“”.]{{0,60}}",
        rf"share:?(?:[\s,|/·•]+{_SITE})+",
        rf"{_SITE}(?:[\s,|/·•]+{_SITE}){{2,}}",
    ),
    _shape(
        "share",
        "edge",
        r"shares?(?: \d[\d.,]*k?)?",
        r"\d[\d.,]*k? shares?",
        rf"{_SITE}(?:[\s,|/·•]+{_SITE})?",
        r"follow us",
    ),
    _shape(
        "comments",
        "anywhere",
        r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply|response)(?: below)?"
        r"(?: on [\"“‘'].{1,300})?",
        r"be the first to (?:comment|reply|respond)(?: on .{1,300})?",
        r"(?:no|\d[\d,.]*) (?:comments|responses|replies)(?: (?:on|to) [\"“‘«'].{1,300})?",
        r"1 (?:comment|response|reply)(?: (?:on|to) [\"“‘«'].{1,300})?",
        r"(?:view|show|read|see|hide|load)(?: all| more)?(?: \d+)? comments",
        r"comments? ?\(\d+\)|comments (?:are|have been) (?:now )?(?:closed|disabled|turned off)",
        r"you must (?:be )?log(?:ged)?[ -]?in to (?:post|leave) a comment",
        r"your e-?mail address will not be published(?:\. required fields are marked)?",
        r"required fields are marked",
        r"save my name, e-?mail,? and website in this browser.{0,60}",
        r"notify me of (?:follow-?up|new) (?:comments|posts).{0,40}",
    ),
    _shape("comments", "edge", "comments?|cancel reply|join the (?:conversation|discussion)"),
    _shape(
        "notice",
        "anywhere",
        r"(?:this|our) (?:web ?)?site uses (?:akismet|cookies)\b.{0,600}",
        r"learn how your comment data is processed",
        r"we (?:and our partners )?use (?:\w+ ){0,3}cookies\b"
        r"(?=.*\b(?:(?:web)?site|browser|browsing|consent|settings|privacy|policy)\b).{0,600}",
        r"by (?:continuing|using|browsing|clicking|closing)\b.{0,80}"
        r"\b(?:site|website|page|banner|button|accept)\b.{0,80}"
        r"\byou (?:agree|accept|consent)\b.{0,300}",
        r"(?:accept|reject|allow) (?:all )?cookies",
    ),
    _shape(
        "notice",
        "edge",
        rf"{_LEGAL}(?:\s*[|·•,/]\s*{_LEGAL}|\s+{_LEGAL})*",
        r"(?:accept|reject|allow) all",
    ),
    _shape(
        "subscription",
        "anywhere",
        r"(?:please )?(?:sign up|subscribe|register)(?: now| today| here)? (?:for|to) "
        rf"{_OUR_LETTER}[^\"“”]{{0,80}}",
        r"(?:enter|type) your e-?mail(?: address)?\b[^\"“”]{0,80}",
        r"get [^\"“”.]{1,80} (?:delivered )?(?:straight |directly )?(?:in|to) your "
        r"(?:inbox|e-?mail)",
    ),
    _shape("subscription", "edge", r"subscribe(?: now| today)?|sign (?:up|in)(?: now)?|log ?in"),
    _shape(
        "donation",
        "anywhere",
        r"support (?:us|our (?:work|journalism|mission|team))(?: now| today)?",
        r"donate(?: now| today| here)|make a donation|become a (?:member|patron|supporter)",
    ),
    _shape("donation", "edge", r"donate|support"),
    _shape(
        "navigation",
        "anywhere",
        r"select page|skip to (?:main |the )?content|skip navigation|(?:main|site|toggle) (?:menu"
        r"|navigation)|back to top|jump to (?:content|navigation|search)",
        r"related (?:posts|articles|stories|content|news|topics|links)|you (?:may|might) also like",
        r"advertisement|sponsored content|article continues below(?: this ad(?:vertisement)?)?",
        r"home\s*[>»›][^.!?]{1,200}|home(?:\s/\s[^/.!?]{1,60}){1,6}|you are here:.{1,200}",
        r"page \d{1,4} of \d{1,4}",
    ),
    _shape(
        "navigation",
        "edge",
        r"menu|navigation|home(?:page)?|search(?: for)?|close|top|next|previous|loading"
        r"|(?:next|previous) (?:post|article|story)|see also|most (?:read|popular)"
        r"|trending(?: now)?|\d{1,3} min(?:ute)?s?(?: read)?|register|listen to (?:this )?article",
    ),
    _shape(
        "link",
        "anywhere",
        r"(?:continue reading|click here(?: to [^.!?]{1,80}+)?|read (?:the )?full (?:story|article)"
        r"(?: here)?|read more(?: here)?|keep reading)\s*[>»→›]*",
    ),
    _shape(
        "credit",
        "anywhere",
        r"\(?(?:photo|image|picture|photograph|illustration)s?(?: ?/ ?(?:photo|image))?"
        r"(?: (?:credits?|source|by|courtesy(?: of)?))?"
        r"\s*:\s*(?P<owner>[^\"“”.:;!?]{2,60})\)?",
        r"\(?(?:photo|photograph|picture|image) (?:by|courtesy of|credit) "
        r"(?P<by>[^\"“”:;!?]{2,50})\)?",
        r"\(?(?:source|credit)s?\s*:\s*"
        rf"[^\"“”:;!?]{{0,30}}\b{_PICTURES}\b[^\"“”:;!?]{{0,40}}\)?",
        r"getty images|wiki(?:media|pedia) commons",
    ),
    _shape(
        "licence",
        "anywhere",
        r"all rights reserved",
        r"(?:©|(?:\(c\)|copyright)(?: ©| \(c\))?,? (?=\d{4}\b))[^.]{1,80}"
        r"(?:\. ?all rights reserved)?",
        r"all (?:texts|articles|contents?|materials?) (?:are |is )?published by\b"
        r".{1,200}\b(?:may|can|must|permission|credited|licen[sc]ed?)\b.{0,300}",
        r"re(?:published|printed) (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b.{0,120}",
        r"this (?:work|article|material|story|text) (?:is|was) (?:licensed|published"
        r"|made available) under (?:a |the )?.{0,60}\blicen[sc]e\b.{0,200}",
        r"this material may not be published, broadcast, rewritten,?.{0,120}",
    ),
    _shape(
        "licence",
        "edge",
        r"this (?:article|story|piece|text|report|post|commentary|op-ed) (?:was |is )?"
        r"(?:first |originally )+(?:published|appeared)\b [^\"“”!?]{1,140}",
    ),
    _shape(
        "tags",
        "edge",
        r"(?:tags|tagged|filed under|categor(?:y|ies)|topics|keywords)\s*:[^.!?]{1,200}"
        r"|(?:#[^\s#]{2,40}+[\s,]*+){2,}+",
    ),
)
_LINK = re.compile(
    r"(?:(?:also |must )?read(?: (?:also|more|next|on))?|see also|watch|recommended"
    r"|related(?: (?:story|article))?|you may also like)\s*:\s*(?P<title>\S.*)",
    re.IGNORECASE,
)
_OFFERS = re.compile(r"support|donat|subscri|contribut|newsletter|inbox|member", re.IGNORECASE)
_WE = re.compile(r"\b(?:our|us|we)\b|\bteam\b", re.IGNORECASE)
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_SPEECH = re.compile(r"[\"“”]|\bsa(?:id|ys)\b")
_BUTTON = re.compile(
    r"(?:support|donate|subscribe|sign up|join|register)(?: us| now| today| here)?"
)
_BETWEEN_NAMES = frozenset("and by for from of the via de van von".split())
_MAX_OFFER_LENGTH = 70
_TRAILING = " :.…!*»→›"

# Each shape begins with one of these words or with a digit; nothing else needs a closer look.
_FIRST = frozenset(
    """about accept add advertise advertisement all allow also article back be become by cancel
    categories category click close comment comments contact continue copyright cookie cookies
    cover credit credits donate enter featured filed find follow get getty graphic hide home
    homepage illustration image images imprint join jump keep keywords learn leave listen load
    loading log login main make menu most must navigation next no notify our page photo photograph
    photographs photos picture pictures please post previous privacy read recommended register
    reject related reprinted republished required save search see select share shares show sign
    site sitemap skip source sources sponsored submit subscribe support tagged tags terms this
    toggle top topics trending type video videos view watch we wikimedia wikipedia write you your
    facebook twitter x linkedin whatsapp whats telegram reddit pinterest instagram youtube tumblr
    vk vkontakte mastodon bluesky threads messenger flipboard pocket google+ email e-mail print
    rss tweet copy pin like c""".split()
)
_FIRST_WORD = re.compile(r"[\s(]*([\w+][\w+-]*)")


def boilerplate_of(text: str) -> tuple[str, Place] | None:
    """The kind of boilerplate that a line or paragraph is, and where it plainly is that.

    >>> boilerplate_of("Be the first to comment on this")
    ('comments', 'anywhere')
    >>> boilerplate_of("Share prices fell on Monday.")
    """
    if len(text) > _MAX_LENGTH:
        return None
    if links_other_article(text.strip()):
        return "link", "anywhere"
    first = _FIRST_WORD.match(text)
    if first is None:
        if not text.startswith(("©", "#")):
            return None
    elif first[1].lower() not in _FIRST and not first[1][0].isdigit():
        return None
    line = text.strip().rstrip(_TRAILING)
    for shape in _SHAPES:
        if (match := shape.pattern.fullmatch(line)) and (
            shape.kind != "credit" or _is_owner(match)
        ):
            return shape.kind, shape.place
    return ("link", "anywhere") if _is_link(text) else None


def _is_owner(credit: re.Match[str]) -> bool:
    """Tell if a credit has nothing but names, as a caption never has."""
    words = (credit["owner"] or credit["by"] or "").replace("/", " ").split()
    return all(not word[0].islower() or word in _BETWEEN_NAMES for word in words)


def _is_link(text: str) -> bool:
    """Tell if a line is `Read:` with the title of another article."""
    match = _LINK.fullmatch(text)
    if match is None:
        return False
    title = match["title"]
    first = next(filter(str.isalnum, title), "a")
    return (
        not first.islower()
        and 3 <= len(title.split()) <= _MAX_LINK_LENGTH
        and not title.endswith((".", "!", ",", ";", ":"))
    )


def is_offer(text: str) -> bool:
    """Tell if a paragraph asks its reader for money or an address; below a heading that does."""
    return (
        len(text) <= _MAX_LENGTH
        and len(text.split()) <= _MAX_OFFER_LENGTH
        and bool(_OFFERS.search(text) and _YOU.search(text) and _WE.search(text))
        and not _SPEECH.search(text)
    )


def is_button(text: str) -> bool:
    """Tell if a line is the button that closes such an offer."""
    return len(text) < 30 and bool(_BUTTON.fullmatch(text.strip(_TRAILING).lower()))
