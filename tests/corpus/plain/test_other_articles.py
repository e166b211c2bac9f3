"""Lines that send readers to other articles are known in many languages, and sentences are not."""

from __future__ import annotations

import pytest
from corpus.builders import page

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.plain.cleaning import clean_text
from searchkit.corpus.plain.other_articles import (
    links_other_article,
    lists_other_articles,
    names_other_article,
    opens_other_articles,
)


@pytest.mark.parametrize(
    "line",
    [
        "READ ALSO: Council shuts the old quay",
        "Lire aussi : Le vieux quai est fermé",
        "Lesen Sie auch: Der alte Kai ist gesperrt",
        "Lea también: Cierran el viejo muelle",
        "Leia também | Cais antigo é fechado",
        "Leggi anche > Chiuso il vecchio molo",
        "Читайте также: Закрыт старый причал",
        "Czytaj także: Zamknięto stare nabrzeże",
        "Baca juga: Dermaga lama ditutup",
        "اقرأ أيضا: إغلاق الرصيف القديم",
        "相关阅读：旧码头关闭",
        "関連記事：古い桟橋を閉鎖",
        "▶ Lees ook: Oude kade gesloten",
        "Ayrıca okuyun – Eski iskele kapatıldı",
    ],
)
def test_a_line_names_another_article(line: str):
    assert names_other_article(line)
    assert not opens_other_articles(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the letter that the council sent on Tuesday.",
        "See also: the letter that the council sent.",
        "Mehr dazu wollte der Bürgermeister nicht sagen.",
        "Lire aussi bien que son frère, voilà ce qu'il voulait.",
        "Больше читайте сами, сказал он.",
        "Related party deals: a problem.",
    ],
)
def test_a_sentence_names_none(line: str):
    assert not names_other_article(line)


def test_in_a_text_without_links_a_title_has_words_enough():
    assert links_other_article("Czytaj także: Zamknięto stare nabrzeże")
    assert not links_other_article("Related: Quay")
    assert not links_other_article("Related posts")


def test_items_below_such_a_heading_are_other_articles():
    assert lists_other_articles("- Quay shut\n- Bridge cracked")
    assert not lists_other_articles("- The council shut the quay on Tuesday.\n- Bridge cracked")


PROSE = "The harbour council voted on Tuesday to close the old ferry quay for good, it said."
MORE = "Fishermen who have used the quay for forty years were not asked, and they are angry."


def test_a_list_within_an_article_on_a_page_is_left_out_and_kept_apart():
    teasers = "<h4>Lea también</h4><ul><li>Cierran el muelle</li><li>Se rompe el puente</li></ul>"
    body = f"<article><p>{PROSE}</p>{teasers}<p>{MORE}</p><p>{PROSE} Twice.</p></article>"
    (parsed,) = HtmlReader().read(page(body).encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text.split("\n\n") == [PROSE, MORE, f"{PROSE} Twice."]
    assert any("Cierran el muelle" in removed.text for removed in parsed.removed)


def test_a_line_within_a_plain_text_is_left_out_and_kept_apart():
    link = "Lesen Sie auch: Der alte Kai ist gesperrt"
    cleaned = clean_text(f"{PROSE}\n\n{link}\n\n{MORE}\n\n{PROSE}", "")
    assert link not in cleaned.body
    assert [removed.text for removed in cleaned.removed] == [link]
