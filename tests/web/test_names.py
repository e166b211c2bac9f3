"""The pages of names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchkit import Counts, Library, NameList, NameRow
from searchkit.web.app import create_app
from searchkit.web.params import SearchParams
from searchkit.web.views.names import NamesChoice, names_view

BODY = (
    "Envoy Zamir N. Kabulov met Ms. Ada Lind in Norway. “We will not join you,” Mr. Kabulov said. "
    "He likes <b>Oslo</b> & A&B Ltd."
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(f"Talks\n\n{BODY}\n", encoding="utf-8")
    with Library.open(tmp_path) as library:
        library.update()
        yield create_app(library).test_client()


def test_names_are_listed_with_links_by_kind(client: FlaskClient) -> None:
    page = client.get("/names").text
    assert '<a href="/name/Zamir%20N.%20Kabulov" dir="auto">Zamir N. Kabulov</a>' in page
    assert '<a class="value" href="/names?kind=place">Places</a>' in page
    people = client.get("/names?q=talks&kind=person").text
    assert "2 names" in people
    assert "Oslo" not in people.partition("<table")[2]


def test_sources_have_a_column_only_where_they_were_counted() -> None:
    counts = [Counts(3, 2, 1), Counts(3, 2, None)]
    rows = [NameRow("Oslo", "place", one) for one in counts]
    lists = [NameList(1, 1, 100, (row,)) for row in rows]
    views = [names_view(names, NamesChoice(SearchParams())) for names in lists]
    assert [view.heads[-1] for view in views] == ["Sources", "Stories"]
    assert [view.rows[0].cells for view in views] == [("3", "2", "1"), ("3", "2")]
    none = names_view(NameList(0, 1, 100, ()), NamesChoice(SearchParams()))
    assert none.heading == "No names"


def test_names_are_found_by_a_part_of_them_and_the_kind_stays(client: FlaskClient) -> None:
    page = client.get("/names?kind=person&within=kabul+zam").text
    assert "1 name<" in page
    assert "Zamir N. Kabulov" in page
    assert "Ada Lind" not in page
    assert '<input type="hidden" name="kind" value="person">' in page
    assert '<a class="value" href="/names?kind=place&amp;within=kabul+zam">Places</a>' in page
    assert client.get("/api/names?within=LIND").json["names"][0]["name"] == "Ada Lind"
    assert 'containing <q dir="auto">kabul zam</q>, in all articles' in page
    nothing = client.get("/names?within=%3Czz%3E").text
    assert "No names" in nothing
    assert 'containing <q dir="auto">&lt;zz&gt;</q>' in nothing


def test_a_name_has_a_page_with_evidence_and_neighbours(client: FlaskClient) -> None:
    page = client.get("/name/Zamir%20N.%20Kabulov").text
    assert '<h1 dir="auto">Zamir N. Kabulov</h1>' in page
    assert '<q dir="auto">Mr. Kabulov</q>' in page or '<q dir="auto">Envoy Zamir' in page
    assert "/name/Ada%20Lind" in page
    assert "We will not join you" in page
    assert "%3D%22Zamir+N.+Kabulov%22" in page


def test_both_are_json_too(client: FlaskClient) -> None:
    assert client.get("/api/names?kind=person").json["total"] == 2
    report = client.get("/api/name/ada lind").json
    assert (report["kind"], report["articles"]) == ("person", 1)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/name/Nobody", 404),
        ("/api/name/%00", 404),
        ("/name/%3Cscript%3E", 404),
        ("/names?kind=planet", 400),
        ("/names?page=9", 404),
        ("/names?q=%22", 400),
    ],
)
def test_what_cannot_be_shown_is_refused(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert "<script>" not in response.text


def test_a_mistake_in_the_corrections_is_told(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('["Ada Lind"]\nkind = "planet"\n[Norway', encoding="utf-8")
    for path in ("/names", "/name/Ada%20Lind", "/api/names"):
        response = client.get(path)
        assert response.status_code == 503
        assert "names.toml: Expected" in response.text
        assert str(tmp_path) not in response.text
    assert client.get("/?q=harbour").status_code == 200


def test_a_correction_renews_the_pages_that_a_browser_keeps(
    client: FlaskClient, tmp_path: Path
) -> None:
    tag = client.get("/names").headers["ETag"]
    assert client.get("/names", headers={"If-None-Match": tag}).status_code == 304
    (tmp_path / "names.toml").write_text('["Ada Lind"]\nkind = "place"\n', encoding="utf-8")
    assert client.get("/names", headers={"If-None-Match": tag}).status_code == 200
