"""Tables: an article in each row, by the names of the columns."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from corpus.builders import with_part

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.tables import CsvReader, ExcelReader
from searchkit.errors import ArticleUnreadable

QUAY = "The council closed the quay."
BRIDGE = "The bridge, they said, had cracked."
LATE_ENTITIES = b"<!--" + b" " * 20_000 + b'--><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


def read(text: str) -> list[ParsedDocument | Unread]:
    return list(CsvReader().read(text.encode()))


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def value(parsed: object, field: str) -> object:
    assert isinstance(parsed, ParsedDocument)
    return next((one.value for one in parsed.declared if one.field == field), None)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_row_is_an_article_whatever_parts_its_cells(mark):
    rows = [
        ["Headline", "Outlet", "Byline", "Published", "Full Text", "Reach"],
        ["Quay shut", "The Gazette", "Ann Baker", "2016-02-10", f'"{BRIDGE}"', "1200"],
    ]
    (parsed,) = read("".join(mark.join(row) + "\n" for row in rows))
    assert isinstance(parsed, ParsedDocument)
    assert (parsed.record, parsed.text) == ("2", BRIDGE)
    assert value(parsed, "title") == "Quay shut"
    assert value(parsed, "source") == "The Gazette"
    assert value(parsed, "authors") == ("Ann Baker",)
    assert str(value(parsed, "date")).startswith(("2016-02-10", "PartialDate(year=2016"))
    assert parsed.fields == (("Reach", "1200"),)
    assert parsed.declared[0].method == "column Headline"


def test_a_cell_may_have_several_paragraphs():
    (parsed,) = read(f'title,text\nA,"One.\n\nTwo, {QUAY}"\n')
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text == f"One.\n\nTwo, {QUAY}"


def test_the_names_of_the_columns_may_stand_below_a_title():
    (parsed,) = read(f"Export of today,,\n,,\nid,title,text\nx7,A,{QUAY}\n")
    assert isinstance(parsed, ParsedDocument)
    assert parsed.record == "x7"


@pytest.mark.parametrize(
    "names",
    [
        "Источник;Дата;Заголовок;Анонс",
        "언론사;일자;제목;본문",
        "來源;發布日期;標題;內容",
        "紙名;掲載日;見出し;本文",
        "الصحيفة;التاريخ;العنوان;النص",
        "Kaynak;Tarih;Başlık;İçerik",
        "Źródło;Data publikacji;Tytuł;Treść",
        "medium_name;pubtime;head;content",
        # With accents as characters of their own.
        "La\u0308hde;Pa\u0308iva\u0308ma\u0308a\u0308ra\u0308;Otsikko;Sisa\u0308lto\u0308",
    ],
)
def test_columns_have_names_in_other_languages(names: str):
    (parsed,) = read(f"{names}\nPier;2016-02-10;Closed;{QUAY}\n")
    assert isinstance(parsed, ParsedDocument)
    assert (value(parsed, "source"), value(parsed, "title")) == ("Pier", "Closed")
    assert value(parsed, "date") == PartialDate(2016, 2, 10)
    assert parsed.text == QUAY


def test_a_quotation_mark_that_is_not_closed_costs_its_row_only():
    found = read(f'title,text\nA,{QUAY}\nB,"never closed\nC,{QUAY}\nD,{QUAY}\n')
    assert [one.record for one in found if isinstance(one, ParsedDocument)] == ["2", "4", "5"]
    assert [one for one in found if isinstance(one, Unread)] == [
        Unread("3", "line 3: a quotation mark is never closed")
    ]


def test_a_row_with_more_cells_than_columns_is_told_and_one_without_text_too():
    found = read(f"title,text,date\nA,{QUAY},2016,more\n,,2016-02-10\nB,{QUAY},2016\n")
    assert [one for one in found if isinstance(one, Unread)] == [
        Unread("2", "line 2: 4 cells in 3 columns"),
        Unread("3", "line 3: no text and no title"),
    ]
    assert len(found) == 3


def test_a_table_of_something_else_is_told_with_its_first_row():
    with pytest.raises(ArticleUnreadable, match=r"the first row: town, population"):
        read("town,population\nOslo,700000\n")


def test_a_sheet_has_an_article_in_each_row_and_days_are_dates():
    data = workbook(
        [["Press review"], ["Title", "Text", "Date"], ["A", QUAY, dt.datetime(2016, 2, 10)]],
        [["nothing", "here"], [1, 2]],
        [["Title", "Text"], ["B", BRIDGE], ["", None], [None, QUAY]],
    )
    found = list(ExcelReader().read(data))
    assert [one.record for one in found] == ["3", "Sheet2.2", "Sheet2.4", "Sheet1"]
    assert isinstance(found[-1], Unread)
    assert found[-1].reason.startswith('sheet "Sheet1": no column is called text')
    date = value(found[0], "date")
    assert (date.isoformat() if isinstance(date, PartialDate) else date) == "2016-02-10"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04junk", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old version of Excel"),
        (workbook([["a", "b"], [1, 2]]), "no column is called text"),
        (with_part(workbook([["a"]]), "xl/sharedStrings.xml", LATE_ENTITIES), "declares entities"),
    ],
)
def test_what_is_no_table_of_articles_says_why(data, reason):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(ExcelReader().read(data))


def test_an_inch_mark_does_not_cost_the_last_row_of_a_table():
    table = 'title,text\nGun,a 5" gun\nQuay,"It is shut.\nNobody said why."'
    found = list(CsvReader().read(table.encode()))
    assert [one.text for one in found if isinstance(one, ParsedDocument)] == [
        'a 5" gun',
        "It is shut.\nNobody said why.",
    ]


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ('1,"A","He said "no", and left.",2016', ['He said "no", and left.']),
        (
            '1,"A","He "did".\nThen, alone,\nhe "left".",2016',
            ['He "did".\nThen, alone,\nhe "left".'],
        ),
        ('1,A,"She said ""no"" and "yes".",2016\n2,B,"b",', ['She said "no" and "yes".', "b"]),
        ('1,A,"Shut "now".",\n2,B,"Two\nlines",2016', ['Shut "now".', "Two\nlines"]),
    ],
    ids=["comma", "lines", "both kinds", "empty cell"],
)
def test_marks_that_were_not_doubled_are_text(rows: str, texts: list[str]):
    found = list(CsvReader().read(f"id,title,text,year\n{rows}\n".encode()))
    assert [one.text for one in found if isinstance(one, ParsedDocument)] == texts
    assert not any(isinstance(one, Unread) for one in found)


def test_the_last_cell_of_a_row_may_have_such_marks():
    table = 'title,text\n"A","He "did".\nAnd "left"."\n"B","b"\n'
    found = [one for one in CsvReader().read(table.encode()) if isinstance(one, ParsedDocument)]
    assert [one.text for one in found] == ['He "did".\nAnd "left".', "b"]


@pytest.mark.parametrize(
    ("table", "left"),
    [
        (f'title,text\nA,"never closed\nB,"{BRIDGE}"\nC,{QUAY}\n', ["3", "4"]),
        ('id,title,text,date,url\nx,A,"open,2016,u\ny,B,b,2016,u\nz,C,c,2016,"u"\n', ["y", "z"]),
        ('id,title,text,date,url\nx,A,"open,2016,u\ny,B,b,,\nz,C,c,,\nw,D,"d",,\n', list("yzw")),
    ],
    ids=["next mark is inside", "rows to a mark that ends a cell", "rows to a mark inside"],
)
def test_a_mark_that_is_closed_by_that_of_another_row_costs_its_row_only(table, left):
    found = list(CsvReader().read(table.encode()))
    assert [one.record for one in found if isinstance(one, ParsedDocument)] == left
    assert [one.reason for one in found if isinstance(one, Unread)] == [
        "line 2: a quotation mark is never closed"
    ]


def test_a_line_of_a_text_with_as_many_commas_as_a_row_is_no_row():
    text = f"{QUAY}\nIn the north, in the south, in the east, in the west, nobody came.\n{BRIDGE}"
    found = read(f'title,text,author,date,url\nA,"{text}",Ann Baker,2016,\nB,{QUAY},,,\n')
    assert [one.text for one in found] == [text, QUAY]


def test_spaces_behind_a_quoted_text_of_several_lines_cost_no_article():
    found = read(f'title,text,date\nA,"{QUAY}\n{BRIDGE}" ,2016\nB,{QUAY},2016\n')
    assert [one.text for one in found] == [f"{QUAY}\n{BRIDGE}", QUAY]


def test_the_part_that_a_damaged_workbook_lacks_is_named():
    data = workbook([["title", "text"], ["A", QUAY]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            if part.filename != "[Content_Types].xml":
                new.writestr(part, old.read(part))
    with pytest.raises(
        ArticleUnreadable, match=r"damaged Excel workbook \(a part is missing: .*Ty"
    ):
        list(ExcelReader().read(out.getvalue()))


@pytest.mark.parametrize("cell", ["42410", "42410.5", 42410])
def test_a_day_that_excel_counts_is_a_date_by_conclusion(cell):
    rows: list[list[object]] = [["Title", "Date", "Text"], ["Quay shut", cell, QUAY]]
    (parsed,) = ExcelReader().read(workbook(rows))
    assert isinstance(parsed, ParsedDocument)
    assert value(parsed, "date") == PartialDate(2016, 2, 10)
    assert [one.inferred for one in parsed.declared if one.field == "date"] == [True]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("05/08/2009", "25/08/2009"), PartialDate(2009, 8, 5)),
        (("05/08/2009", "05/25/2009"), PartialDate(2009, 5, 8)),
        (("05.08.09", "31.08.09"), PartialDate(2009, 8, 5)),
        (("05.08.98 10:15", "31.08.98 10:15"), PartialDate(1998, 8, 5, dt.time(10, 15))),
        (("05/08/2009", "06/08/2009"), "05/08/2009"),
        (("05/08/2009", "25/08/2009", "08/25/2009"), "05/08/2009"),
        (("09.08.05", "19.08.05"), "09.08.05"),
        (("05/13/08", "99/13/08"), "05/13/08"),
    ],
)
def test_a_column_tells_the_order_of_day_and_month_if_it_is_plain(days, first):
    rows = ["Title,Date,Text", *(f"Quay shut,{day},{QUAY}" for day in days)]
    parsed, *_ = read("\n".join(rows))
    assert isinstance(parsed, ParsedDocument)
    (date,) = [one for one in parsed.declared if one.field == "date"]
    assert (date.value, date.evidence) == (first, days[0])
    assert date.inferred == isinstance(first, PartialDate)


def test_the_order_of_day_and_month_may_turn_out_far_below():
    rows = "A,05/08/2009,Quay shut.\n" * 700 + "B,25/08/2009,Bridge shut.\n"
    found = list(CsvReader().read(f"title,date,text\n{rows}".encode()))
    first = next(one for one in found if isinstance(one, ParsedDocument))
    assert PartialDate(2009, 8, 5) in [stated.value for stated in first.declared]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("category,text\nsport,The ferry race is off.\n", "The ferry race is off."),
        ("class,title,description\n3,Quay,The quay is shut.\n", "The quay is shut."),
        ("publish_date,headline_text\n20030219,quay is shut\n", "quay is shut"),
        ("title,story,publisher\nQuay is shut,ddUyU0VZz0BRneMioxUP,Post\n", "Quay is shut"),
    ],
)
def test_the_tables_of_well_known_collections(table: str, text: str) -> None:
    (article,) = read(table)
    assert isinstance(article, ParsedDocument)
    assert article.text == text


@pytest.mark.parametrize("table", ["name,value\nquay,3\n", "3,Quay is shut,text\n4,B,c\n"])
def test_a_table_of_names_or_without_any_is_none_of_articles(table: str) -> None:
    with pytest.raises(ArticleUnreadable):
        read(table)
