"""All results of a search as a file to download."""

from __future__ import annotations

import csv
import io
import json

import pytest

from searchkit.export import FORMATS


def test_the_page_of_results_leads_to_each_format(get):
    answer = get("/?q=army&page=1")
    for form in FORMATS.values():
        exported = get(answer.link(form.label))
        assert exported.status == 200
        assert "harbour.md" in exported.text
        assert exported.headers["Content-Disposition"] == (
            f'attachment; filename="searchkit-army.{form.suffix}"'
        )
    assert not get("/?q=zeppelin").all("details", **{"class": "export"})


def test_an_export_has_every_result_with_the_filters_of_the_page(get):
    total = json.loads(get("/api/search?q=*").text)["total"]
    rows = list(csv.DictReader(io.StringIO(get("/export?q=*&format=csv").text)))
    assert len(rows) == total
    narrowed = get("/export?q=*&format=jsonl&columns=title,date&since=2016&filter=date:2016")
    assert all(json.loads(line)["date"].startswith("2016") for line in narrowed.text.splitlines())


def test_a_table_of_the_page_opens_in_excel(get):
    assert get("/export?q=army&format=csv").text.startswith("\ufeffrank,")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export?q=army", 400),
        ("/export?q=army&format=exe", 400),
        ("/export?format=csv", 400),
        ("/export?q=army&format=csv&columns=a%20b", 400),
        ("/export?q=titel:x&format=csv", 400),
        ("/export?q=zeppelin&format=csv", 200),
    ],
)
def test_what_cannot_be_exported_is_refused(get, address, status):
    assert get(address).status == status


def test_quotations_and_words_in_context_are_files_too(get):
    answer = get("/?q=army+OR+asked")
    rows = table(get(answer.link("Quotations (CSV)")))
    assert {row["id"] for row in rows} == {"harbour.md", "inland/river & sea.md"}
    assert {row["speaker"] for row in rows} == {"Ida Holm"}
    lines = table(get(answer.link("Words in context (CSV)")))
    assert {line["match"] for line in lines} == {"army", "Army", "ask", "asked"}
    quotes = get("/quotes.jsonl?q=asked&speaker=Nobody")
    assert (quotes.status, quotes.text) == (200, "")
    assert get("/quotes.csv").status == get("/kwic.csv?q=titel:x").status == 400


def test_stories_are_a_file_too(get):
    assert get("/stories.csv?sort=newest&since=2016").text.startswith("\ufeffstory,")
    assert get("/stories.jsonl").status == 200
    assert get("/stories.csv?sort=size").status == 400


def table(answer):
    """The rows of a file of CSV."""
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
