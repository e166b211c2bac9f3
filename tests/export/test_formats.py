"""What each format makes of a hit: all that is known, on one line each, and nothing that acts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

import pytest

from searchkit.article import Article, PartialDate
from searchkit.export import FORMATS, ExportOptions, bibtex, csl_json, markdown, ris, table, text
from searchkit.export.tables import MAX_EXCEL_CELL
from searchkit.matching.snippets import Snippet
from searchkit.results import Hit

SAVED = dt.date(2026, 3, 14)
WHOLE = {
    "title": "NATO and Ties & 100% {braces} in Coast Town",
    "authors": ("Ada Lind", "Bell and Sons", "Berg, Bo"),
    "source": "The Coast_Herald",
    "date": PartialDate(2016, 2, 20),
    "url": "https://example.org/a{b}",
    "language": "en",
}
HOSTILE = (
    "=HYPERLINK(1)\n@misc{x,\nER  - \nTY  - JOUR\n</li><script>x()</script><img src=x>"
    "\u2028\x85\x00\x1b[2J}}{{ %\\\"'"
)


def make_hit(rank: int = 1, **values: object) -> Hit:
    article = Article(**{"id": "a_b.txt", "path": "a_b.txt", "body": "x", "title": "T"} | values)  # type: ignore[arg-type]
    snippets = (Snippet("so *it* goes", ((3, 7),), 0),)
    return Hit(rank, 1.0, article, (), snippets, (), added=SAVED)


def test_bibtex_says_what_is_known_and_no_more() -> None:
    assert "".join(bibtex([make_hit(**WHOLE)])) == (
        "@misc{lind2016nato,\n"
        "  title = {N{ATO} and {Ties} \\& 100\\% \\{braces\\} in {Coast Town}},\n"
        "  author = {Ada Lind and Bell {and} Sons and Berg, Bo},\n"
        "  howpublished = {The Coast\\_Herald},\n"
        "  year = {2016},\n"
        "  month = feb,\n"
        "  day = {20},\n"
        "  url = {https://example.org/a%7Bb%7D},\n"
        "  urldate = {2026-03-14},\n"
        "  note = {a\\_b.txt},\n"
        "}\n\n"
    )
    bare = "".join(bibtex([make_hit(date=PartialDate(2016))]))
    assert "year = {2016}" in bare
    assert not re.search("month|day|author|url|howpublished", bare)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Harbour reopens", "Harbour reopens"),
        ("eBay", "e{Bay}"),
        ("A", "A"),
        ("Talks “In Kabul” go on", "Talks “{In Kabul”} go on"),
        ("Кабул ждёт НАТО", "Кабул ждёт {НАТО}"),
        ("", ""),
    ],
)
def test_bibtex_keeps_the_capitals_of_a_title_without_double_braces(
    title: str, written: str
) -> None:
    (entry,) = bibtex([make_hit(title=title)])
    assert f"title = {{{written}}},\n" in entry


def test_no_two_bibtex_entries_have_one_key() -> None:
    hits = [make_hit(), make_hit(title="T-2"), make_hit(), make_hit()]
    keys = re.findall(r"@misc\{(.*),", "".join(bibtex(hits)))
    assert len(set(keys)) == len(hits)


def test_ris_has_a_line_for_each_fact() -> None:
    assert "".join(ris([make_hit(**WHOLE)])).splitlines() == [
        "TY  - NEWS",
        "TI  - NATO and Ties & 100% {braces} in Coast Town",
        "AU  - Ada Lind",
        "AU  - Bell and Sons",
        "AU  - Berg, Bo",
        "T2  - The Coast_Herald",
        "PY  - 2016",
        "DA  - 2016/02/20/",
        "UR  - https://example.org/a%7Bb%7D",
        "Y2  - 2026/03/14/",
        "LA  - en",
        "N1  - a_b.txt",
        "ER  - ",
        "",
    ]
    assert "DA  - 2016/02//" in "".join(ris([make_hit(date=PartialDate(2016, 2))]))


def test_an_address_in_ris_is_one_though_readers_part_it_at_semicolons() -> None:
    (entry,) = ris([make_hit(url="https://example.org/talks;_day_two")])
    assert "UR  - https://example.org/talks%3B_day_two\n" in entry


def test_csl_json_is_one_list_of_items() -> None:
    whole, bare = json.loads("".join(csl_json([make_hit(**WHOLE), make_hit(2)])))
    assert whole == {
        "id": "a_b.txt",
        "type": "article-newspaper",
        "title": WHOLE["title"],
        "author": [{"literal": name} for name in ("Ada Lind", "Bell and Sons", "Berg, Bo")],
        "container-title": "The Coast_Herald",
        "issued": {"date-parts": [[2016, 2, 20]]},
        "URL": "https://example.org/a%7Bb%7D",
        "accessed": {"date-parts": [[2026, 3, 14]]},
        "language": "en",
    }
    assert bare == {"id": "a_b.txt", "type": "article-newspaper", "title": "T"}
    assert json.loads("".join(csl_json([]))) == []


def test_an_article_without_an_address_has_that_of_its_page() -> None:
    options = ExportOptions(link=lambda article: f"http://localhost/article/{article.id}")
    local = "http://localhost/article/a_b.txt"
    for name in ("ris", "bibtex", "csl", "markdown", "text", "html"):
        assert local in "".join(FORMATS[name]([make_hit()], options))
        assert local not in "".join(FORMATS[name]([make_hit(**WHOLE)], options))


def test_markdown_shows_marks_and_nothing_of_an_article_is_markup() -> None:
    hit = make_hit(title="# *Bold* <b>", url="https://example.org/a>b", source="[x](y)")
    assert "".join(markdown([hit])) == (
        "1. [**\\# \\*Bold\\* \\<b\\>**](<https://example.org/a%3Eb>) — \\[x\\]\\(y\\), undated\n"
        "   > so **\\*it\\*** goes\n"
        "\n   `a_b.txt`\n\n"
    )


def test_a_table_has_one_line_a_row_and_fits_into_excel() -> None:
    hit = make_hit(title=HOSTILE, body="x" * 2 * MAX_EXCEL_CELL, authors=("Ada Lind", "Bo Berg"))
    options = ExportOptions(columns=("title", "body", "authors"), excel=True)
    written = "".join(table([hit, hit], options))
    assert len(written.splitlines()) == 3
    (row, _) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")))
    assert row["title"].startswith("'=HYPERLINK(1) @misc{x, ER")
    assert len(row["body"]) == MAX_EXCEL_CELL
    assert row["authors"] == "Ada Lind; Bo Berg"


def test_a_further_field_is_a_column_by_its_name() -> None:
    hit = make_hit(fields={"section": ("World", "Front")})
    options = ExportOptions(columns=("section", "words", "page"))
    assert list(table([hit], options)) == ["section,words,page\n", "World; Front,1,\n"]
    (line,) = FORMATS["jsonl"]([hit], options)
    assert json.loads(line) == {"section": ["World", "Front"], "words": 1, "page": None}


def test_nothing_of_an_article_ends_its_record() -> None:
    hit = make_hit(
        id=HOSTILE, path=HOSTILE, title=HOSTILE, source=HOSTILE, authors=(HOSTILE,), url=HOSTILE,
        agency=HOSTILE, language="en", fields={"section": (HOSTILE,)},
    )  # fmt: skip
    written = {name: "".join(form([hit, hit])) for name, form in FORMATS.items()}
    assert len(re.findall("^TY  - ", written["ris"], re.MULTILINE)) == 2
    assert len(re.findall("^ER  - ", written["ris"], re.MULTILINE)) == 2
    assert len(re.findall("^@", written["bibtex"], re.MULTILINE)) == 2
    assert written["bibtex"].count("{") == written["bibtex"].count("}")
    assert len(json.loads(written["csl"])) == 2
    assert len(written["csv"].splitlines()) == 3
    assert len(list(map(json.loads, written["jsonl"].splitlines()))) == 2
    assert not re.search("<script|<img|javascript:|\0|\x1b", written["html"])
    assert written["html"].count("<li ") == 2


@pytest.mark.parametrize("url", ["javascript:x()", "data:text/html,x", "file:///etc/passwd"])
def test_a_report_leads_to_web_addresses_only(url: str) -> None:
    (_, item, _) = FORMATS["html"]([make_hit(url=url)])
    assert "href" not in item
    assert "<mark>*it*</mark>" in item


def test_what_is_to_be_read_has_tags_and_note_of_the_user() -> None:
    hit = make_hit(fields={"tag": ("for Ana", "<b>"), "note": ("Ask the\n\n*embassy*.",)})
    assert "   Tags: for Ana, <b>\n   Note: Ask the *embassy*.\n" in "".join(text([hit]))
    assert "**Note:** Ask the \\*embassy\\*." in "".join(markdown([hit]))
    assert "<b>Tags:</b> for Ana, &lt;b&gt;</p>" in "".join(FORMATS["html"]([hit]))
    assert "Tags" not in "".join(text([make_hit()]))
