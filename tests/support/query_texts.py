"""Query texts as no one types them, and as everyone does."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

#: Words that the shipped articles and most news have, common ones first.
WORDS = "the of and to in tajik army russia said military afghan us kabul 2016 oil bank mln".split()
#: What the grammar makes of words; side by side they are rarely a query.
PIECES = [
    *"{w} {w} {w} {w} ={w} {w}* *{w} {w}~ {w}~2 {w}? {p}* ?{p}* *{p}* title:{w} body:{w}*".split(),
    *"source:{w} path:* ( ) ( ) - ^2 ^ AND OR NOT NEAR/{n} BEFORE/{n} date:1987".split(),
    *"date:{w} since:1980 {w}^3 until:2018 source:unknown * ~{n} foo:{w} {w}-{w}".split(),
    *"{w}:{w} 12:30 https://a.example/{w}?* = & …".split(),
    *"SENTENCE PARAGRAPH ATLEAST/{n} atleast{n} w/{n} /s /p same pre/{n} | || && !{w} or".split(),
    *"/{p}.*/ /({p}|{w})s?/ lead:{w} words:>{n} words:..{n} added:7d since:1y not {w}!".split(),
    *"hd:{w} _exists_:author {w}[ti] title({w} N{n} +{w} –{w} title: «{w}» BUT {w}={w}".split(),
    *"andnot not/{n} w/seg ONEAR {w}%{w} {p}*{n} plural({w}) cs({w}) pd after 1987".split(),
    *('"{w} {p}"*', '+title:{w} {w}:ti,ab exp {w} {w}/ -{n}.5 “{w} "{w}" {w}”', "author:*"),
    *("#{n} AND #{n}", "near{n}:{w}", "({w} OR {w})[tiab]", "{w} {w} [Title]", "*:*", "{w}+{w}"),
    *("author contains {w}", "title : {w}", "WITHIN {n}", "date from 19870301 to 1987"),
    *('"{w} {p}*"', "'{w} {w}'", '{w}"', "title=({w}", "allcaps({w})"),
    *('"{w} {w}"', '"{w} {w}"~{n}', '"{w}', "({w} OR {w})", "title:({w} NEAR/{n} {w})"),
    *("{w} NEAR/{n} {w}", "{w}* BEFORE/{n} ({w} OR {w}~)", "{p}* {p}*", '"{w} {w}" NEAR/{n} {w}'),
]
#: A query, by rules: `{name}` is one of the alternatives of a rule, `{w}` a word, `{p}` the first
#: four letters of one, `{n}` a number. Deep down, the first alternatives are taken.
RULES = {
    "query": ["{part}", "{part} {part}", "{part} OR {part}", "{part} {query}", "{part} OR {query}"],
    "part": [
        *("{leaf}", "{leaf}", "{leaf}", "{near}", "{near}", "{near} OR {near}", "-{leaf}"),
        *("NOT ({query})", "({query})", "({query})", "({query})^2", "{leaf}^0.5", "-({near})"),
    ],
    "leaf": [
        *("{w}", "{w}", "{w}", "={w}", '"{w} {w}"', '"{w} {w} {w}"', '"{w} {w}"~{n}', "{open}"),
        *(
            '"{w} {w} {w} {w}"~{n}',
            "{w}-{w}",
            "title:{w}",
            "body:{w}",
            'title:"{w} {w}"',
            "{value}",
        ),
        *("title:({w} OR {w} OR {open})", "body:({near})", "{date}", "*", "title:{near}", "{many}"),
        *("lead:{w}", 'lead:"{w} {w}"', "lead:({near})", "words:>{n}", "words:{n}..200"),
        *("ATLEAST/{n} {w}", "ATLEAST/2 ({w} OR {w})", "ATLEAST/2 title:{w}", "ATLEAST/2 ({near})"),
        *('"{w} {p}*"', '"{p}* {w}"~{n}', "title:/{p}.*/", "{w} or {w}", "/{p}.?s?/"),
    ],
    "near": [
        *("{side} NEAR/{n} {side}", "{side} BEFORE/{n} {side}", "{side} NEAR/{n} {near}"),
        *(
            "{side} NOT NEAR/{n} {side}",
            "{side} NOT BEFORE/{n} {side}",
            "{side} NOT SENTENCE {side}",
        ),
        *(
            "{side} SENTENCE {side}",
            "{side} PARAGRAPH {near}",
            "{side} w/{n} {side}",
            "{side} /s {side}",
        ),
        *("{side} BEFORE/{n} {near}", "({near}) NEAR/{n} ({near})", "({near} OR {w}) NEAR/{n} {w}"),
    ],
    "side": ["{w}", "{w}", '"{w} {w}"', '"{w} {w}"~{n}', "({w} OR {w})", "({w} OR {w} OR {open})"],
    "open": ["{p}*", "*{w}", "{w}~", "{w}~2", "?{p}*", "{p}*{p}", "{p}?"],
    "value": [
        *("source:{w}", "author:{w}", "path:{w}", "url:{w}", "agency:{w}", "speaker:{w}"),
        *("quote:{w}", 'quote:"{w} {w}"', "quote:{w}*", 'source:"{w} {w}"'),
        *("language:en", "source:unknown", "date:unknown", "author:declared", "date:inferred"),
    ],
    "date": [
        *("date:1987", "date:1987-03", "date:1987-03-02", "since:1987-04", "until:2016-02-20"),
        *("date:>1987-03", "date:..2018", "date:1987..1987-06", "date:2018..1987"),
    ],
    "many": ["{w} {w} {w} {w} {w} {w}", "({w} OR {w} OR {w} OR {w} OR {w} OR {w} OR {w} OR {w})"],
}


def query_texts(count: int, rng: random.Random, words: Sequence[str] = WORDS) -> Iterator[str]:
    """Query texts: six of ten by the rules, two of pieces of the grammar, two of any characters.

    `words` are what they ask for, common ones first.
    """
    for number in range(count):
        if number % 10 < 6:
            yield filled("{query}", rng, words)
        elif number % 10 < 8:
            pieces = (rng.choice(PIECES) for _ in range(rng.choice((1, 2, 3, 3, 5, 8, 30))))
            space = " " if rng.random() < 0.9 else ""
            yield space.join(filled(piece, rng, words) for piece in pieces)
        else:
            codes = (rng.choice((0x7F, 0x600, 0x3000, 0x1_FFFF, 0x10_FFFF)) for _ in range(40))
            chars = (chr(rng.randrange(top)) for top in codes)
            signs = '"()~*?^:=-/ ' if rng.random() < 0.5 else ""
            yield "".join(
                rng.choice(signs) if signs and rng.random() < 0.2 else char
                for char in list(chars)[: rng.randint(1, 40)]
            )


def filled(pattern: str, rng: random.Random, words: Sequence[str], depth: int = 0) -> str:
    """A pattern with a word, a number or a part of a query in the place of each `{name}`."""

    def fill(found: re.Match[str]) -> str:
        match found[1]:
            case "w":
                return rng.choice(words[: rng.choice((8, 40, len(words)))])
            case "p":
                return rng.choice(words)[:4]
            case "n":
                return str(rng.choice((1, 2, 5, 20, 1_000)))
            case name:
                alternatives = RULES[name] if depth < 6 else RULES[name][:2]
                return filled(rng.choice(alternatives), rng, words, depth + 1)

    return re.sub(r"\{(\w+)\}", fill, pattern)
