"""E-mails: what was written is the text, what mail programs put around it is removed."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from corpus.builders import page

from searchkit.article import Article, Removed
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.mail import MailReader
from searchkit.corpus.metadata import to_article
from searchkit.errors import ArticleUnreadable

TEXT = "The harbour stays closed until the spring, the mayor said on Monday.\n\nNobody was hurt."
HTML = page("Harbour closed", *(f"{TEXT} It is the {n}th time this year." for n in range(4, 9)))


def message(text: str = TEXT, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    usual = {"From": "Anna Berg <a@example.org>", "Date": "Thu, 04 Mar 2021 05:06:07 +0200"}
    for name, value in {"Subject": "Harbour closed", **usual, **headers}.items():
        mail[name] = value
    if text:
        mail.set_content(text)
    return mail


def read(mail: EmailMessage | bytes) -> ParsedDocument:
    (parsed,) = MailReader().read(mail if isinstance(mail, bytes) else mail.as_bytes(policy=SMTP))
    assert isinstance(parsed, ParsedDocument)
    return parsed


def test_headers_are_the_metadata():
    article = to_article(read(message()), "a.eml")
    assert (article.body, article.title) == (TEXT, "Harbour closed")
    assert (article.authors, article.source) == (("Anna Berg",), None)
    assert article.date is not None
    assert article.date.isoformat() == "2021-03-04T05:06:07+02:00"
    provenance = article.came_from("date")
    assert (provenance.status, provenance.method) == ("declared", "Date header")
    assert provenance.evidence == "Thu, 04 Mar 2021 05:06:07 +0200"


@pytest.mark.parametrize(
    "subject", ["Re: Harbour closed", "Fwd: RE: Harbour closed", "AW: WG: Harbour closed"]
)
def test_the_title_is_the_subject_without_what_mail_programs_put_before_it(subject):
    assert to_article(read(message(Subject=subject)), "a.eml").title == "Harbour closed"


def test_a_subject_in_words_of_rfc_2047_is_decoded():
    raw = message().as_bytes().replace(b"Harbour closed", b"=?utf-8?q?Caf=C3=A9_zu?=")
    assert to_article(read(raw), "a.eml").title == "Café zu"


@pytest.mark.parametrize(
    "subject",
    [
        "Müllabfuhr – später".encode(),
        "Müllabfuhr – später".encode("cp1252"),
        b"=?windows-1252?Q?M=C3=BCllabfuhr_=E2=80=93_sp=C3=A4ter?=",
    ],
    ids=["UTF-8", "of Windows", "UTF-8 declared to be of Windows"],
)
def test_a_subject_in_the_wrong_encoding_is_read(subject):
    data = b"From: Anna Berg <a@x.example>\nSubject: " + subject + b"\n\nA word."
    assert to_article(read(data), "a.eml").title == "Müllabfuhr – später"


PARTS = (
    b"From: Anna Berg <a@x.example>\nSubject: Ferry\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="a=_1"\n\nNo MIME.\n\n--a=_1\n'
    b"Content-Type: text/plain\n\nIt stays.\n--a=_1--\n"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PARTS.replace(b"\n--a=_1", b"\n--b=_2"), id="another boundary"),
        pytest.param(b"quite Received: x\n" + PARTS, id="a line that is no header"),
        pytest.param(PARTS[PARTS.index(b"Content-Type") :], id="no other header"),
    ],
)
def test_a_message_that_keeps_to_no_standard_loses_no_text(data):
    assert read(data).text == "It stays."


def test_a_sender_that_is_no_person_is_the_source():
    article = to_article(read(message(From="Harbour News Desk <desk@example.org>")), "a.eml")
    assert (article.source, article.authors) == ("Harbour News Desk", ())


def test_an_impossible_date_is_unknown():
    raw = message().as_bytes().replace(b"Thu, 04 Mar 2021", b"Thu, 34 Mar 2021")
    assert to_article(read(raw), "a.eml").date is None


def test_the_plain_text_is_preferred():
    mail = message()
    mail.add_alternative(HTML, subtype="html")
    assert read(mail).text == TEXT


def test_html_alone_is_read_as_a_page():
    mail = message("")
    mail.set_content(HTML, subtype="html")
    parsed = read(mail)
    assert "It is the 5th time this year." in parsed.text
    assert "<p>" not in parsed.text
    assert to_article(parsed, "a.eml").title == "Harbour closed"


@pytest.mark.parametrize(
    ("text", "kept", "removed"),
    [
        pytest.param(
            "I agree.\n\nOn Thu, Mar 4, 2021 Tom Ode wrote:\n> It is closed.\n> Until when?\n",
            "I agree.",
            Removed(
                "On Thu, Mar 4, 2021 Tom Ode wrote:\n> It is closed.\n> Until when?", "quoted reply"
            ),
            id="quote",
        ),
        pytest.param(
            "It is closed.\n\n-- \nAnna Berg\nThe Post\n",
            "It is closed.",
            Removed("-- \nAnna Berg\nThe Post", "signature"),
            id="signature",
        ),
        pytest.param(
            "---------- Forwarded message ---------\nFrom: Tom Ode <t@example.org>\n"
            "Date: Wed, 3 Mar 2021\nSubject: Closed\nTo: Anna\n\nIt is closed.\n",
            "It is closed.",
            Removed(
                "---------- Forwarded message ---------\nFrom: Tom Ode <t@example.org>\n"
                "Date: Wed, 3 Mar 2021\nSubject: Closed\nTo: Anna",
                "forwarded header",
            ),
            id="forwarded",
        ),
    ],
)
def test_what_surrounds_the_letter_is_removed_and_kept(text, kept, removed):
    parsed = read(message(text))
    assert (parsed.text, parsed.removed) == (kept, (removed,))


def test_the_message_under_a_reply_is_no_part_of_it():
    text = (
        "I agree.\n\n-----Original Message-----\nFrom: Tom Ode\nSubject: Closed\n\nIt is closed.\n"
    )
    parsed = read(message(text, Subject="Re: Closed"))
    assert parsed.text == "I agree."
    assert parsed.removed[0].text.endswith("It is closed.")


def test_a_letter_that_is_only_a_quote_is_that_quote():
    assert (
        read(message("> It is closed.\n> Until spring.\n")).text == "It is closed.\nUntil spring."
    )


def test_attachments_are_named():
    mail = message()
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    parsed = read(mail)
    assert (parsed.text, parsed.warnings) == (TEXT, ("attachments are not read: plan.pdf",))


@pytest.mark.parametrize("charset", ["iso-8859-1", "us-ascii", "no-such-charset"])
def test_utf8_under_another_name_is_utf8(charset):
    mail = message("Das Café schließt.")
    raw = mail.as_bytes().replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert read(raw).text == "Das Café schließt."


def test_another_charset_is_decoded_and_recorded():
    mail = message("")
    mail.set_content("Порт закрыт.", charset="koi8-r")
    parsed = read(mail)
    assert (parsed.text, parsed.encoding) == ("Порт закрыт.", "koi8-r")


def test_lines_of_flowed_text_are_joined():
    mail = message("The harbour \nstays closed.\nNobody was hurt.\n")
    mail.set_param("format", "flowed")
    assert read(mail).text == "The harbour stays closed.\nNobody was hurt."


def test_a_web_page_saved_as_mhtml_has_no_date_of_its_saving():
    mail = message("", **{"Snapshot-Content-Location": "https://example.org/harbour"})
    mail.replace_header("From", "<Saved by Blink>")
    mail.make_related()
    part = EmailMessage()
    part.set_content(HTML, subtype="html")
    mail.attach(part)
    article = to_article(read(mail), "a.mhtml")
    assert "It is the 5th time this year." in article.body
    assert (article.url, article.date) == ("https://example.org/harbour", None)


@pytest.mark.parametrize(
    "sender",
    [
        "<Saved by Mozilla 5.0 (Windows; en-US)>",
        '"Saved by Windows Internet Explorer 8"',
        '"Gespeichert von Windows Internet Explorer 8"',
    ],
)
def test_the_browser_that_saved_a_page_is_no_source(sender):
    head = (
        f"From: {sender}\nSubject: Harbour\nDate: Fri, 10 Mar 2006 13:40:00 +0100\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"; type="text/html"\n\n'
        "--b\nContent-Type: text/html\nContent-Location: https://example.org/harbour\n\n"
    )
    article = to_article(read((head + HTML + "\n--b--\n").encode()), "a.mht")
    assert (article.source, article.date) == (None, None)
    assert article.url == "https://example.org/harbour"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b"\x00\xff" * 500, "not an e-mail"),
        (b"just some words\n", "not an e-mail"),
        (message("").as_bytes() + b"\n\n", "no text in the e-mail"),
        (message(" \n").as_bytes(), "no text in the e-mail"),
    ],
)
def test_what_has_no_letter_says_so(data, reason):
    with pytest.raises(ArticleUnreadable) as error:
        read(data)
    assert error.value.reason == reason


@pytest.mark.slow
def test_parts_nested_without_end_are_refused():
    data = message("").as_bytes().rstrip()
    for n in range(3_000):
        data += b'\nContent-Type: multipart/mixed; boundary="b%d"\n\n--b%d' % (n, n)
    with pytest.raises(ArticleUnreadable):
        read(data)


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"Received: from a\r\n by b\r\nFrom: x@y\r\nSubject: z\r\n\r\ntext", True),
        (message().as_bytes(), True),
        (b"From: Anna\nDate: 4 March 2021\nSubject: Closed\n\nIt is closed.", False),
        (b"Title: A text\n\nMIME-Version: 1.0", False),
    ],
)
def test_only_what_a_mail_program_wrote_is_recognised(head, known):
    assert MailReader().recognises(head) is known


@pytest.mark.parametrize(
    ("stated", "text", "codec"),
    [
        ("gb2312", "朱镕基总理说，港口关闭了。", "gb18030"),
        ("iso-8859-1", "The mayor’s “harbour” stays closed.", "cp1252"),
        ("ks_c_5601-1987", "항구가 봄까지 닫혀 있다. 똠방각하", "cp949"),
    ],
)
def test_a_charset_is_the_larger_one_that_browsers_take_for_it(stated, text, codec):
    head = f"From: a@example.org\nContent-Type: text/plain; charset={stated}\n\n"
    parsed = read(head.encode() + text.encode(codec))
    assert (parsed.text.strip(), parsed.encoding) == (text, codec)


@pytest.mark.parametrize("stated", ["punycode", "idna", "unicode_escape", "hex", "rot13", "x" * 99])
def test_what_is_no_charset_is_not_decoded_as_one(stated):
    head = f"From: a@example.org\nContent-Type: text/plain; charset={stated}\n\n"
    parsed = read(head.encode() + b"The mayor\x92s \\x41 \x93caf\xe9\x94")
    assert (parsed.text.strip(), parsed.encoding) == ("The mayor’s \\x41 “café”", "cp1252")


NOTE = "Have a look at this one."
PIECES = {"From": "Harbour Gazette <news@gazette.example>", "Subject": "Quay shut for good"}


def article_of(text: str, **headers: str) -> Article:
    return to_article(read(message(text, **headers)), "a.eml")


@pytest.mark.parametrize(
    "text",
    [
        "---------- Forwarded message ---------\nFrom: {sender}\n"
        "Date: Wed, Feb 10, 2016 at 9:31 AM\nSubject: {subject}\nTo: <a@example.org>\n\n\n{text}",
        "From: {sender}\nSent: 10 February 2016 11:17\nTo: Anna; Tom\nSubject: {subject}\n\n{text}",
        "*From:* {sender}\n*Sent:* Wednesday, February 10, 2016 9:31 AM\n*To:* A\n"
        "*Subject:* {subject}\n\n{text}",
        "-------- Weitergeleitete Nachricht --------\nBetreff: \t{subject}\n"
        "Datum: \tWed, 10 Feb 2016 09:00:00 +0100\nVon: \t{sender}\nAn: \ta@x.example\n\n\n{text}",
        "Von: {sender}\nGesendet: Mittwoch, 10. Februar 2016 09:00\nBetreff: {subject}\n\n{text}",
        "De : {sender}\nDate : mercredi 10 février 2016 à 12:06\nObjet : {subject}\n\n{text}",
        "От: {sender}\nДата: ср, 10 февр. 2016 г. в 09:31\nТема: {subject}\nКому: А\n\n{text}",
        "发件人: {sender}\n日期: 2016年2月10日 09:31\n主题: {subject}\n\n{text}",
        "   ----- Forwarded Message ----- From: {sender}To: A <a@example.org>"
        "Sent: Wednesday, February 10, 2016, 09:26:50 AM GMT+1Subject: {subject}\n{text}",
        "Begin forwarded message:\n\nFrom: {sender}\n\nDate: 10 February 2016 at 11:17:21 EEST\n\n"
        "Subject: {subject}\n\n{text}",
    ],
)
@pytest.mark.parametrize("mark", ["", "> "])
def test_what_is_sent_on_is_the_article(text: str, mark: str):
    given = text.format(sender=PIECES["From"], subject=PIECES["Subject"], text=TEXT)
    quoted = "\n".join(mark + line for line in given.split("\n"))
    article = article_of(f"{NOTE}\n\n{quoted}\n", Subject="Fwd: see below")
    assert article.body == TEXT
    assert (article.title, article.source, article.authors) == (
        "Quay shut for good",
        "Harbour Gazette",
        (),
    )
    assert article.date is not None
    assert article.date.isoformat()[:10] == "2016-02-10"
    assert [one.value for one in article.came_from("date").rivals] == ["2021-03-04T05:06:07+02:00"]
    assert article.removed[0] == Removed(NOTE, "note above it")


def test_the_innermost_message_is_the_article():
    inner = f"From: Harbour Gazette <news@gazette.example>\nDate: 10 February 2016\n\n{TEXT}"
    middle = (
        f"-------- Forwarded Message --------\nFrom: Tom <t@x.example>\nSubject: Fwd: Q\n\n{inner}"
    )
    article = article_of(f"{NOTE}\n\n{middle}", Subject="Fwd: Quay")
    assert (article.body, article.source) == (TEXT, "Harbour Gazette")
    assert article.date is not None


def test_a_date_that_is_not_sure_is_unknown_rather_than_that_of_the_sending_on():
    text = f"From: Tom Ode <t@x.example>\nDate: 05/08/2016 09:00\nSubject: Quay\n\n{TEXT}"
    article = article_of(text, Subject="FW: Quay")
    assert (article.date, article.authors) == (None, ("Tom Ode",))


def test_a_line_that_says_who_wrote_introduces_what_is_sent_on():
    quoted = TEXT.replace("\n", "\n    ")
    text = f'Am 28/10/2021, 12:46 schrieb "Tom Ode" <t@x.example>:\n\n    {quoted}\n'
    article = article_of(text, Subject="WG: Quay")
    assert (article.body, article.authors) == (TEXT, ("Tom Ode",))
    assert article.date is not None
    assert article.date.isoformat() == "2021-10-28"


def test_a_long_letter_that_ends_in_another_message_is_the_article_itself():
    letter = "Nobody on the quay could say why the ferry stayed in port. " * 30
    text = f"{letter}\n\nFrom: Tom Ode <t@x.example>\nDate: 3 March 2016\nSubject: Quay\n\n{TEXT}"
    article = article_of(text, Subject="Fwd: Quay")
    assert article.authors == ("Anna Berg",)
    assert article.body.startswith("Nobody on the quay")


def test_headers_in_prose_are_prose():
    text = f"{TEXT}\n\nFrom: the harbour\nTo: the town\n\n{TEXT}"
    assert article_of(text).body.count("mayor said") == 2


def test_a_message_that_is_attached_is_the_article():
    mail = message(NOTE, Subject="Fwd: see attached", From="Tom Ode <t@x.example>")
    mail.add_attachment(message(From="Harbour Gazette <news@gazette.example>"))
    article = to_article(read(mail.as_bytes(policy=SMTP)), "a.eml")
    assert (article.body, article.source, article.title) == (
        TEXT,
        "Harbour Gazette",
        "Harbour closed",
    )
    assert article.removed[0] == Removed(NOTE, "note above it")


def test_a_page_that_is_sent_on_is_the_article():
    mail = message("")
    mail.replace_header("Subject", "Fwd: Quay")
    attribution = (
        "---------- Forwarded message ---------<br>From: <b>Harbour Gazette</b> <span>&lt;"
        "<a href=x>news@gazette.example</a>&gt;</span><br>Date: Wed, Feb 10, 2016 at 9:31 AM<br>"
        "Subject: Quay shut for good<br>To: &lt;a@example.org&gt;<br>"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))
    mail.set_content(f"<div>{NOTE}</div><div>{attribution}</div>{body}", subtype="html")
    article = to_article(read(mail), "a.eml")
    assert (article.body, article.source) == (TEXT, "Harbour Gazette")
    assert article.title == "Quay shut for good"


@pytest.mark.parametrize(
    ("sender", "source", "authors"),
    [
        ("Anna <anna.berg@harbour.example>", None, ("Anna",)),
        ("Tom <ferry77@gmail.com>", None, ("Tom",)),
        ("Zoom <zoomer@zoom.example>", "Zoom", ()),
        ("Harbours <anna@quay.example>", "Harbours", ()),
        ("Harbour Gazette <news@gazette.example>", "Harbour Gazette", ()),
        ("Harbour Gazette <a1@x.example>", "Harbour Gazette", ()),
        ("Anna Berg <newsletter@x.example>", "Anna Berg", ()),
        ("Emily Star <emily.star@x.example>", None, ("Emily Star",)),
        ("Anna Berg <aberg@gazette.example>", None, ("Anna Berg",)),
        ("<news@gazette.example>", None, ()),
        ('"Berg, Anna M."', None, ("Anna M. Berg",)),
        ("Anna Berg (JIRA) <jira@quay.example>", None, ("Anna Berg",)),
    ],
)
def test_a_mailbox_of_no_person_is_a_source(sender: str, source: str, authors: tuple[str, ...]):
    article = article_of(TEXT, From=sender)
    assert (article.source, article.authors) == (source, authors)


def test_a_plain_text_that_points_to_the_page_beside_it_is_not_the_text():
    mail = message("View this mail in your browser: https://x.example/1")
    mail.add_alternative(HTML, subtype="html")
    assert "It is the 5th time this year." in read(mail).text


@pytest.mark.parametrize("count", [None, 9_999])
def test_a_message_of_apple_mail_is_read_without_what_surrounds_it(count: int | None):
    raw = message().as_bytes()
    data = b"%d   \n%b" % (count or len(raw), raw)
    data += b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//A" "http://a">\n'
    data += b"<plist><dict><key>flags</key></dict></plist>\n"
    assert read(data).text.strip() == TEXT


def test_the_source_of_a_message_may_have_blank_lines_above_it():
    data = b" " * 255 + b"\r\n\n" + message(Received="by mx.example; x").as_bytes(policy=SMTP)
    assert MailReader().recognises(data[:4_096])
    article = to_article(read(data), "a.txt")
    assert (article.body, article.title) == (TEXT, "Harbour closed")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_message_may_be_saved_as_utf16(encoding: str) -> None:
    message = "\ufeffFrom: Anna Berg <a@b.example>\r\nSubject: Quai fermé\r\n\r\nLe quai.\r\n"
    (parsed,) = MailReader().read(message.encode(encoding))
    assert isinstance(parsed, ParsedDocument)
    article = to_article(parsed, "a.eml")
    assert (article.title, article.body) == ("Quai fermé", "Le quai.")
