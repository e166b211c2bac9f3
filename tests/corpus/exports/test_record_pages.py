"""Pages of databases that set a small table of fields above each text."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.html import HtmlReader

QUAY = "　港湾委員会は火曜日、古い桟橋を閉鎖した。"
BRIDGE = "　技師たちは九週間、橋を測った。"


def values(document: ParsedDocument) -> dict[str, str]:
    return {
        entry.field: entry.value.isoformat()
        if hasattr(entry.value, "isoformat")
        else str(entry.value)
        for entry in document.declared
    }


def articles(body: str) -> list[ParsedDocument]:
    page = f"<html><meta charset=utf-8><body>{body}</body></html>"
    found = list(HtmlReader().read(page.encode()))
    assert all(isinstance(one, ParsedDocument) for one in found)
    return [one for one in found if isinstance(one, ParsedDocument)]


def kikuzo(number: int, edition: str, title: str, *paragraphs: str) -> str:
    cells = [f"{number:05}", "<nobr>1985年</nobr><nobr>01月03日</nobr>", edition, "１総", "001"]
    row = "".join(f"<td class='topic-list'>{cell}</td>" for cell in (*cells, "00733文字"))
    names = "".join(f"<th class='topic-list'>{name}</th>" for name in ("No.", "発行日", "朝夕刊"))
    fields = f"<table class='topic-list'><tr>{names}</tr><tr>{row}</tr></table>"
    text = f"<div class='detail001'>{'<br>'.join(paragraphs)}</div>"
    detail = f"<tr><td><span class='font002'>{title}</span></td></tr><tr><td>{text}</td></tr>"
    return f"{fields}<table class='topic-detail'>{detail}</table><a href='#top'>上へ</a>"


def test_an_article_of_kikuzo_has_the_fields_above_it():
    marked = QUAY.replace("桟橋", "<span style='color:black'>桟橋</span>")
    body = kikuzo(1, "朝刊", "桟橋を閉鎖", marked, BRIDGE) + kikuzo(2, "ＡＥＲＡ", "橋", BRIDGE)
    quay, bridge = articles(f"<table><tr><td>総件数：2件</td></tr></table>{body}")
    assert values(quay) == {"title": "桟橋を閉鎖", "source": "朝日新聞", "date": "1985-01-03"}
    assert dict(quay.fields) == {
        "edition": "朝刊",
        "section": "１総",
        "pages": "1",
        "letters": "733",
    }
    assert quay.text.split("\n\n") == [QUAY.strip(), BRIDGE.strip()]
    assert (bridge.record, values(bridge)["source"]) == ("2", "ＡＥＲＡ")


def test_an_article_of_yomidasu_has_the_row_above_it():
    row = ["1", "2009.01.13", "桟橋を<b>閉鎖</b>", "東京夕刊", "夕二面", "02頁", "152字", "01段"]
    cells = "".join(f"<th>{cell}</th>" for cell in row)
    fields = f"<table class='contentsTable'><tr>{cells}</tr></table>"
    # The page leaves its elements open, so that each article stands within the one before.
    one = f"<div id='heiseiDetailArea'>{fields}<div><p class='mb10'>{QUAY}</p>"
    found = articles(one * 3)
    assert [one.record for one in found] == ["1", "2", "3"]
    assert {one.text for one in found} == {QUAY.strip()}
    assert values(found[0]) == {
        "title": "桟橋を閉鎖",
        "source": "読売新聞",
        "date": "2009-01-13",
    }
    assert dict(found[0].fields)["letters"] == "152"


def integrum(title: str, text: str, *, author: str = "") -> str:
    labels = {"ИС": "Портовые вести", "РБ": "ГОРОД", "НР": "6", "ДТ": "09.02.1994", "ЗГ": title}
    fields = "<br>".join(f"^{name}:\n {value}" for name, value in labels.items())
    byline = f"<br>^АВ:\n {author}" if author else ""
    table = f"<table><tr><td>{fields}{byline}</td></tr></table>"
    return f"<div>{table}<h3>{title}</h3><pre>{text}</pre></div>"


def test_an_article_of_integrum_has_its_labels():
    text = "     Старый причал закрыли\nво вторник.\n     Рыбаки недовольны.\n"
    list_of_all = "<h3>Report</h3>1. <a href='#1'>ПРИЧАЛ</a> <small>Портовые вести;</small>"
    quay, bridge = articles(
        list_of_all + integrum("ПРИЧАЛ", text, author="Рид Том") + integrum("МОСТ", "Мост.")
    )
    assert values(quay) == {
        "title": "ПРИЧАЛ",
        "source": "Портовые вести",
        "date": "1994-02-09",
        "authors": "('Рид Том',)",
    }
    assert dict(quay.fields) == {"section": "ГОРОД", "pages": "6"}
    assert (quay.text, bridge.text) == (text.strip("\n"), "Мост.")


@pytest.mark.parametrize(
    "body",
    [
        "<p>В отчёте стоит ^ИС: и больше ничего, пишет газета.</p>",
        "<table class='topic-detail'><tr><td>The council shut the quay.</td></tr></table>",
        "<div id='heiseiDetailArea'><p class='mb10'>The council shut the quay.</p></div>",
    ],
)
def test_a_page_without_such_fields_is_one_article(body: str):
    (article,) = articles(f"<h1>Quay</h1>{body}<p>The fishermen said that they would sue.</p>")
    assert article.record is None
