"""A file of many articles that repeats what opens something is cut into them in linear time."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from processor import is_linear, seconds
from security.attacks import OPENERS

from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

pytestmark = pytest.mark.slow

#: Characters with which all openers are tried, and those of which the worst are given ten times as
#: many.
FIRST, SHORT = 1_000, 1_500


def nexis(body: str) -> bytes:
    head = "1 of 2 DOCUMENTS\n\nGazette\n\nMay 3, 2009\n\nTitle\n\nLENGTH: 9 words\n\n"
    return f"{head}{body}\n\n{body}\n\nLANGUAGE: ENGLISH\n\n2 of 2 DOCUMENTS\n{body}".encode()


def nexis_uni(body: str) -> bytes:
    head = f"{body}\nTitle\nGazette\nMay 3, 2009\nCopyright 2009\nLength: 9 words\n{body}\nBody\n"
    return f"{head}{body}\nLoad-Date: May 3, 2009\n{body}\nEnd of Document\n{body}".encode()


def factiva(body: str) -> bytes:
    head = f"{body}\nTitle\n9 words\n3 May 2009\nGazette\nEnglish\n(c) 2009 G\n\n"
    return f"{head}{body}\n\nDocument VALL000020090503e53a00002\nHD {body}\nPD {body}\n".encode()


def proquest(body: str) -> bytes:
    record = f"Full text: {body}\n\nPublication title: {body}\n\nPublication date: {body}\n\n"
    return f"{'_' * 60}\n\nTitle\n\nAuthor: {body}\n\n{record}{'_' * 60}\n\n{body}".encode()


def europresse(body: str) -> bytes:
    name = f"<span class='DocPublicationName'>Gazette</span><span class='DocHeader'>{escape(body)}"
    return f"<html><body>{f'<article>{name}</span><p>{body}</p></article>' * 2}</body>".encode()


def retriever(body: str) -> bytes:
    record = "Title\nGazette, 2009-05-03\nSida 4\nPublicerat i print.\n\n"
    below = f"\n© {body}\n\nLäs hela artikeln på http://ret.nu/a\n{'=' * 78}\n\n"
    return f"{body}\n\n\n{record}{body}{below}{body}\n{record}{body}{below}".encode()


def genios(body: str) -> bytes:
    record = f"\n\nQuelle: Gazette vom 03.05.2009, S. 4\nRessort: {body}\nDokumentnummer: A\n"
    below = f"{record}© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n"
    return f"{body}\nTitle\n\n{body}{below}{body}\n{body}{below}".encode()


def sgml(body: str) -> bytes:
    record = (
        f"<DOC>\n<DOCNO> A </DOCNO>\n<HEAD>{body}</HEAD>\n<BYLINE>{body}</BYLINE>\n<TEXT>{body}"
    )
    return f"{record}</TEXT>\n</DOC>\n{record}\n<DATE>{body}</DATE>".encode()


def labelled(body: str) -> bytes:
    head = f"Title: A\nSource: {body}\nDate: May 3, 2009\nSection: {body}\nPage: 4\n\n"
    return f"{head}{body}\nCopyright: {body}\n\n{head}{body}\n".encode()


def kikuzo(body: str) -> bytes:
    cells = ["1", "1985年01月01日", "朝刊", body, "001", "9文字"]
    fields = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    head = f"<table class='topic-list'><tr>{fields}</tr></table><table class='topic-detail'>"
    text = f"{head}<tr><td><div class='detail001'>{body}</div></td></tr></table>"
    return f"<html><body>{text * 2}</body></html>".encode()


def table(body: str) -> bytes:
    return f"title,text,author,date\nA,{body},{body},{body}\n".encode()


def feed(body: str) -> bytes:
    shown = escape("".join(one for one in body if one.isprintable() or one in "\n\t"))
    entry = f"<item><title>{shown}</title><author>{shown}</author><pubDate>{shown}</pubDate>"
    return (
        f"<rss><channel>{entry}<description>{shown}</description></item></channel></rss>".encode()
    )


def xml(body: str) -> bytes:
    shown = escape("".join(one for one in body if one.isprintable() or one in "\n\t"))
    words = "The ferry stayed in port on Monday and nobody on the quay could say why."
    one = f"<row><title>{shown}</title><author>{shown}</author><text>{words} {shown}</text></row>"
    return f"<?xml version='1.0'?><rows>{one * 2}</rows>".encode()


def references(body: str) -> bytes:
    return f"TY  - NEWS\nTI  - A\nAU  - {body}\nDA  - {body}\nAB  - {body}\nER  - \n".encode()


def telegram(body: str) -> bytes:
    one = (
        f"<div class='message default' id='message7'><div class='from_name'>{escape(body)}</div>"
        f"<div class='date' title='{escape(body)}'></div><div class='text'>{body}</div></div>"
    )
    return f'<html><body><div class="page_body chat_page">{one * 2}</div></body></html>'.encode()


def folder(body: str) -> bytes:
    one = f"From a Wed\nFrom: a@news.example\nSubject: A\nMessage-ID: <1>\n\n{body}\n\n"
    return (one * 2).encode()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "nexis.txt": nexis,
    "nexis_uni.txt": nexis_uni,
    "factiva.txt": factiva,
    "proquest.txt": proquest,
    "europresse.html": europresse,
    "retriever.txt": retriever,
    "genios.txt": genios,
    "labelled.txt": labelled,
    "a.sgm": sgml,
    "kikuzo.html": kikuzo,
    "telegram.html": telegram,
    "a.csv": table,
    "a.rss": feed,
    "a.xml": xml,
    "a.ris": references,
    "a.mbox": folder,
}


def work(name: str, opener: str) -> Callable[[int], None]:
    """The way from the bytes of a file to its documents."""

    def run(size: int) -> None:
        data = FORMATS[name](opener * (size // len(opener)))
        reader = Registry(()).choose(name, data)
        assert reader is not None
        try:
            for _ in reader.read(data):
                pass
        except ArticleUnreadable:
            return

    return run


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_many_articles_is_cut_in_linear_time(name: str) -> None:
    took = {one: seconds(work(name, one), FIRST) for one in OPENERS}
    suspects = sorted(took, key=took.__getitem__, reverse=True)[:2]
    assert [one for one in suspects if not is_linear(work(name, one), SHORT)] == []
