"""The clause before a quotation, and the one after it, by which a text says who spoke."""

from __future__ import annotations

from dataclasses import replace

from searchkit import quick_regex as regex
from searchkit.quotes import english
from searchkit.quotes.names import MAX_NAME_WORDS, Named, named
from searchkit.quotes.people import MAX_CLAUSE, People
from searchkit.quotes.quotation import Quotation, Rule, Speaker

#: Words between the verb and a quotation.
MAX_REST_WORDS = 14

_HE_ALONE = regex.compile(r"(?:[Hh]e|[Ss]he)\s+(?:\p{Ll}+ly\s+|also\s+|then\s+)?")


class Clauses(People):
    """The clauses of one text that name a speaker."""

    def _before(self, begin: int, at: int, previous: Quotation | None) -> Speaker | None:
        """The speaker by the clause that ends where a quotation begins."""
        text = self._text
        if quoted := english.AS_SAYING.search(text, begin, at):
            name = self._subject(*quoted.span("who"), previous=previous)
            return self._named_speaker(name, "quoted", quoted.start(), at)
        if inverted := english.INVERTED.search(text, begin, at):
            name = self._resolved(named(text, *inverted.span("who")))
            is_first = text[begin : inverted.start("verb")].rstrip()[-1:] in ("", ",")
            if name is not None and is_first and name.here == inverted.start("who"):
                return self._named_speaker(
                    name, "says", inverted.start("verb"), inverted.end("who")
                )
        verbs = list(english.ANY_VERB.finditer(text, begin, at))
        if not verbs:
            return None
        verb = verbs[-1]
        if verb[0].lower() == "according":
            return self._according(begin, at)
        rest = text[verb.end() : at]
        if (
            len(rest.split()) > MAX_REST_WORDS
            or ";" in rest
            or (rest.strip() and english.TITLED.search(rest))
        ):
            return None
        if previous and previous.speaker:
            since = max(previous.end + 1, previous.speaker.end)
            if english.AND_SAID.fullmatch(text, since, verb.start()):
                return replace(previous.speaker, rule="continued")
        rule: Rule = "called" if verb[0].startswith(("call", "desc")) else "says"
        if text[begin : verb.start()].endswith(("as ", "as\n")) or (
            english.SUBORDINATE.match(text, begin, at) and english.ANOTHER_CLAUSE.search(rest)
        ):
            return None
        name = self._of_verbs(begin, verbs, rest, previous)
        return self._named_speaker(name, rule, None, verb.end())

    def _of_verbs(
        self, begin: int, verbs: list[regex.Match[str]], rest: str, previous: Quotation | None
    ) -> Named | None:
        """The subject of the last verb of a clause, which the `rest` follows."""
        text, verb, name = self._text, verbs[-1], None
        if english.PARTICIPLE.fullmatch(verb[0]):
            name = self._lead(begin, verb.start()) if len(verbs) < 3 else None
            told = verbs[-2] if len(verbs) > 1 else None
            if told and not text[told.end() : verb.start()].strip(", \n"):
                # `…, X said, adding`
                name = self._subject(
                    max(begin, text.rfind(",", begin, told.start())), told.start()
                ) or self._subject(begin, told.start(), previous=previous)
        elif english.CALLING.fullmatch(verb[0]):
            # In "a film that she called" the quotation is a name.
            what = english.WHAT.search(text, begin, verb.start())
            start = what.end() if what else begin
            named_so = rest.strip() or what
            name = self._subject(start, verb.start(), previous=previous) if named_so else None
        elif english.VERBS.fullmatch(verb[0]) and not english.PASSIVE.search(
            text[begin : verb.start()]
        ):
            name = self._subject(begin, verb.start(), previous=previous)
        return name

    def _according(self, begin: int, at: int) -> Speaker | None:
        match = english.ACCORDING.search(self._text, begin, at)
        if match is None or len(match["rest"].split()) > MAX_REST_WORDS:
            return None
        name = self._subject(*match.span("who"))
        return self._named_speaker(name, "according", match.start(), match.end("who"))

    def _after(self, start: int, at: int, stop: int) -> Speaker | None:
        """The speaker by the clause that begins where a quotation ends."""
        text = self._text
        if end := english.STOP.search(text, at, stop):
            stop = end.start() + 1
        if match := english.SAID_AFTER.match(text, at, stop):
            return self._named_after(match, stop, "said", start)
        if match := english.ACCORDING_AFTER.match(text, at, stop):
            return self._named_after(match, stop, "according", start)
        verbs = (
            next(
                (one for one in english.ANY_VERB.finditer(text, at, stop) if not _is_who(one)), None
            ),
            english.VERB_AFTER.search(text, at, stop),
        )
        verb = min(filter(None, verbs), key=_start, default=None)
        if verb is None or not (
            english.VERBS.fullmatch(verb[0]) or english.VERB_AFTER.fullmatch(verb[0])
        ):
            return None
        comma = text[at : at + 1] in {",", "—", "–"} or text[at - 2] in ",?!—–…]"
        # After a quotation that ends its sentence, "X said." says nothing but who that was.
        alone = text[verb.end() : stop].rstrip() == "."
        if not comma and not (alone and len(text[at : verb.start()].split()) <= MAX_NAME_WORDS):
            return None
        if english.PASSIVE.search(text[at : verb.start()]):
            return None
        begin = at
        while begin < verb.start() and (text[begin].isspace() or text[begin] in ",—–-"):
            begin += 1
        if _HE_ALONE.fullmatch(text, begin, verb.start()):
            return self._named_speaker(
                self._antecedent(begin, None, start), "said", begin, verb.end()
            )
        name = self._subject(begin, verb.start(), whole=True)
        return self._named_speaker(name, "said", begin, verb.end())

    def _named_after(
        self, match: regex.Match[str], stop: int, rule: Rule, start: int
    ) -> Speaker | None:
        """The speaker in `said X` and `according to X`."""
        text = self._text
        begin = match.start("who")
        if he := regex.match(r"[Hh]e\b|[Ss]he\b", text, pos=begin, endpos=stop):
            name = self._antecedent(he.start(), None, start)
            return self._named_speaker(name, rule, match.start("verb"), he.end())
        end = english.WHO_ENDS.search(text, begin, stop)
        at = end.start() if end else stop
        # Without an end the module would first look for an "and" as far as the end of the text.
        if english.AND_ANOTHER.match(text, at, at + MAX_CLAUSE) or regex.search(
            r"\sand\s", text[begin:at]
        ):
            return None
        name = self._resolved(named(text, begin, at))
        if name is None and end and end[0] == ",":
            beyond = english.WHO_ENDS.search(text, at + 1, stop)
            name = named(text, at + 1, beyond.start() if beyond else stop)
            if name is not None and not name.role and len(name.name.split()) > 1:
                name = replace(name, role=english.DETERMINER.sub("", text[begin:at].strip()))
            else:
                name = None
        return self._named_speaker(name, rule, match.start("verb"), at)


def _start(match: regex.Match[str]) -> int:
    return match.start()


def _is_who(match: regex.Match[str]) -> bool:
    """Tell `who`, which begins to say more of a name, from a verb."""
    return match[0] in ("who", "whose")
