"""The names that mail programs give to the headers of a message in the text of another one."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Literal

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.dates import read_date
from searchkit.corpus.plain.months import CROATIAN_MONTHS, MONTHS

Header = Literal["from", "date", "subject", "other"]

_NAMES: dict[Header, str] = {
    "from": "from von de da van fra från od от від lähettäjä feladó kimden gönderen šalje mittente"
    " expeditorul expéditeur afzender absender remitente remetente nadawca отправитель saatja"
    " от|кого від|кого de|la 差出人 送信元 发件人 寄件者 보낸사람 من",
    "date": "date sent datum fecha data dato дата dátum päivämäärä päiväys tarih dată gesendet"
    " envoyé enviado enviada|em inviato verzonden skickat sendt lähetetty elküldve gönderilen"
    " gönderme|tarihi trimis odesláno odoslané wysłano отправлено відправлено kuupäev"
    " 日付 送信日時 日期 发送时间 寄件日期 보낸|날짜 التاريخ",
    "subject": "subject betreff objet asunto assunto oggetto onderwerp ämne emne aihe temat тема"
    " předmět predmet tárgy konu subiect subiectul sujet naslov teema 件名 主题 主旨 제목 الموضوع",
    "other": "to an à a para per aan til till komu кому do adresat vastaanottaja címzett kime prima"
    " pre pour către destinatarul destinataire destinatario saaja cc bcc ccn cci kopie kopia kopio"
    " kopi копия копія másolat másolatot|kap kópia bilgi dw copie|à copia reply-to antwort|an"
    " réponse|à responder|a importance priority attachments anlagen organization"
    " organisation resent-from kopie|(cc) 宛先 送信先 收件人 抄送 받는|사람 إلى",
}
_FIELDS: dict[str, Header] = {
    name.replace("|", " "): field for field, names in _NAMES.items() for name in names.split()
}
_LABEL = re.compile(
    r"[*_]?(?P<label>[^\W\d_][^:：<>@\n*]{0,24}?)[ \t\u00a0]?[*_]?[:：][*_]?(?P<value>.*)"
)
_INLINE = re.compile(
    r"(?P<label>"
    + "|".join(sorted(map(re.escape, _FIELDS), key=len, reverse=True))
    + r")[ \u00a0]?:(?=[ \t])",
    re.IGNORECASE,
)
#: Names that mean one month in all languages.
_MONTHS = {name: month for name, month in MONTHS.items() if name not in CROATIAN_MONTHS}
_MAX_DATE = 120
_MIN_CUT = 4
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\.?\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일].*")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_RFC = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? [+-]\d{4}.*")


def header_of(line: str) -> tuple[Header, str] | None:
    """The header that a line is, and its value; None for any other line.

    >>> header_of("Gesendet: Mittwoch, 3. März 2021")
    ('date', 'Mittwoch, 3. März 2021')
    """
    match = _LABEL.fullmatch(line.strip())
    field = _FIELDS.get(" ".join(match["label"].lower().split())) if match else None
    return (field, match["value"].strip(" \t\u00a0*_")) if match and field else None


def headers_within(line: str) -> list[tuple[Header, str]]:
    """The headers that stand one behind another in a line.

    >>> headers_within("From: Tom Ode <t@example.org>To: Anna Sent: 3 March 2021Subject: Closed")
    [('from', 'Tom Ode <t@example.org>'), ('other', 'Anna'), ('date', '3 March 2021'), \
('subject', 'Closed')]
    """
    matches = [match for match in _INLINE.finditer(line) if _begins_header(line, match.start())]
    ends = [match.start() for match in matches[1:]] + [len(line)]
    return [
        (_FIELDS[match["label"].lower()], line[match.end() : end].strip())
        for match, end in zip(matches, ends, strict=False)
    ]


def _begins_header(line: str, at: int) -> bool:
    """Tell if a name is written as that of a header: with one capital."""
    return line[at].isupper() and not line[at + 1 : at + 2].isupper()


def read_mail_date(text: str) -> PartialDate | None:
    """The date that a mail program wrote in any of its languages; None if it is not sure.

    >>> read_mail_date("ons. 27. okt. 2021 kl. 09.31").isoformat()
    '2021-10-27'
    """
    text = " ".join(text.replace("\u200f", "").split())[:_MAX_DATE]
    if _RFC.fullmatch(text):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
        return PartialDate(moment.year, moment.month, moment.day, moment.timetz())
    clock = _CLOCK.search(text)
    day = text[: clock.start()].rstrip(" ,") if clock and clock.start() else text
    day = _CJK.sub(r"\1-\2-\3", day)
    reading = read_date(day)
    if reading is not None:
        return reading.date
    return _date_of_words([word.lower() for word in _WORD.findall(day)])


def _date_of_words(words: list[str]) -> PartialDate | None:
    """The date in words with one year, one month and one day."""
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 4]
    years = [number for number in numbers if 1970 <= number < 2100]
    days = [number for number in numbers if 1 <= number <= 31]
    months = {month for word in words if (month := _month_of(word))}
    if len(years) != 1:
        return None
    if not months and len(numbers) == 3 and numbers[-1] == years[0]:
        # Day, month, year with blanks: `27. 10. 2021`.
        months, days = {numbers[1]}, numbers[:1]
    if len(months) != 1 or len(days) != 1:
        return None
    try:
        made = dt.date(years[0], months.pop(), days[0])
    except ValueError:
        return None
    return PartialDate(made.year, made.month, made.day)


def _month_of(word: str) -> int | None:
    """The month that a word names, whole or cut short."""
    if word.isdigit():
        return None
    if month := _MONTHS.get(word):
        return month
    longer = {month for name, month in _MONTHS.items() if name.startswith(word)}
    return longer.pop() if len(word) >= _MIN_CUT and len(longer) == 1 else None
