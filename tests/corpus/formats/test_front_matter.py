"""Front matter declares metadata as typed; what is hostile or wrong never stops the run."""

from __future__ import annotations

import pytest
from processor import is_no_slower

from searchkit.article import PartialDate
from searchkit.corpus.formats.front_matter import MAX_SIZE
from searchkit.errors import ArticleUnreadable

BODY = "The ferry stayed in port on a day without wind, and nobody on the quay could say why."


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", BODY, ""])


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "a.text", "A.MD"])
def test_a_document_declares_its_metadata_and_the_body_begins_after_it(read_one, name):
    article = read_one(
        front(
            "title: The ferry that stayed",
            "source: Harbour Post",
            "authors: [Anna Berg, 'Tom Ode']",
            "date: 2016-02-20",
            "url: https://example.org/ferry",
            "agency: Coast Wire",
            "language: en",
        ),
        name,
    )
    assert article.body == BODY
    assert article.title == "The ferry that stayed"
    assert article.source == "Harbour Post"
    assert article.authors == ("Anna Berg", "Tom Ode")
    assert article.date is not None
    assert article.date.isoformat() == "2016-02-20"
    assert article.url == "https://example.org/ferry"
    assert (article.agency, article.language) == ("Coast Wire", "en")
    assert {each.status for each in article.provenance.values()} == {"declared"}
    assert {each.method for each in article.provenance.values()} == {"front matter"}


@pytest.mark.parametrize(
    ("line", "field", "evidence"),
    [
        pytest.param("title: The ferry", "title", "The ferry", id="plain"),
        pytest.param('title: "The ferry"', "title", "The ferry", id="quoted"),
        pytest.param(r'title: "The \"ferry\""', "title", r"The \"ferry\"", id="escapes"),
        pytest.param("date: 20 Feb. 2016", "date", "20 Feb. 2016", id="date"),
        pytest.param("authors: [A Berg, T Ode]", "authors", "[A Berg, T Ode]", id="list"),
        pytest.param("authors:\n  - Anna Berg", "authors", "Anna Berg", id="list of one"),
    ],
)
def test_evidence_is_the_exact_characters_of_the_file(read_one, line, field, evidence):
    assert read_one(front(line)).came_from(field).evidence == evidence


@pytest.mark.parametrize("typed", ["no", "2024-01-01", "12:30:00", "1e3", "0x1F", "true", "007"])
def test_a_scalar_stays_the_string_that_was_typed(read_one, typed):
    assert read_one(front(f"title: {typed}")).title == typed


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("headline: Calm", "title", "Calm"),
        ("Title: Calm", "title", "Calm"),
        ("publisher: Harbour Post", "source", "Harbour Post"),
        ("publication: Harbour Post", "source", "Harbour Post"),
        ("site: Harbour Post", "source", "Harbour Post"),
        ("author: Anna Berg", "authors", ("Anna Berg",)),
        ("byline: Anna Berg and Tom Ode", "authors", ("Anna Berg", "Tom Ode")),
        ("author: Anna Berg, Tom Ode; Li Wei", "authors", ("Anna Berg", "Tom Ode", "Li Wei")),
        ("author: Anna Berg, Tom Ode, and Li Wei", "authors", ("Anna Berg", "Tom Ode", "Li Wei")),
        ("author: Alexandra Anders", "authors", ("Alexandra Anders",)),
        ("author: {name: Anna Berg}", "authors", ("Anna Berg",)),
        ("authors: [{name: Anna Berg}, Tom Ode]", "authors", ("Anna Berg", "Tom Ode")),
        ("link: http://example.org/a", "url", "http://example.org/a"),
        ("lang: en-GB", "language", "en-GB"),
    ],
    ids=lambda value: value if isinstance(value, str) and ":" in value else "",
)
def test_usual_names_of_a_field_are_understood(read_one, line, field, value):
    assert getattr(read_one(front(line)), field) == value


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2016", "2016"),
        ("2016-02", "2016-02"),
        ("2016-2-20", "2016-02-20"),
        ("2016/02/20", "2016-02-20"),
        ("20 February 2016", "2016-02-20"),
        ("Feb 20, 2016", "2016-02-20"),
        ("20.2.2016", "2016-02-20"),
        ("2016-02-20T08:30:00Z", "2016-02-20T08:30:00+00:00"),
        ("2016-02-20 08:30:00 +0100", "2016-02-20T08:30:00+01:00"),
        ("2016-02-20 8:30", "2016-02-20T08:30:00"),
        ("2016-02-20 08:30 EST", "2016-02-20"),
    ],
)
def test_a_declared_date_keeps_its_true_precision(read_one, typed, date):
    article = read_one(front(f"date: {typed}"))
    assert article.date is not None
    assert article.date.isoformat() == date
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("2023-02-31", 'date "2023-02-31" is impossible'),
        ("2023-13-01", 'date "2023-13-01" is impossible'),
        ("99999-01-01", 'date "99999-01-01" is impossible'),
        ("99999", 'date "99999" is impossible'),
        ("0001-01-01", 'date "0001-01-01" is impossible'),
        ("0000", 'date "0000" is impossible'),
        ("2016-02-20T25:00", 'date "2016-02-20T25:00" is impossible'),
        ("05/08/2009", 'date "05/08/2009" is ambiguous'),
        ("last spring", 'date "last spring" is not understood'),
        ("[2016, 2017]", "the declared date cannot be used"),
    ],
)
def test_a_date_that_is_none_is_unknown_with_a_warning(read_one, typed, warning):
    article = read_one(front(f"date: {typed}") + "\nDate: 3 March 2020\n")
    assert article.date is None
    assert article.came_from("date").status == "unknown"
    assert article.warnings == (warning,)


@pytest.mark.parametrize("typed", ["", '""', "~", "null", "[]", "{}"])
def test_an_empty_value_declares_nothing(read_one, typed):
    article = read_one(front("title: A quiet day", f"source: {typed}"))
    assert (article.source, article.came_from("source").status) == (None, "unknown")
    assert article.warnings == ()


def test_the_last_of_two_equal_keys_counts_with_a_warning(read_one):
    article = read_one(front("title: First", "title: Second"))
    assert article.title == "Second"
    assert article.warnings == ("front matter has 'title' twice; the last one counts",)


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "/posts/ferry", "example.org", "http://"])
def test_a_url_that_is_no_web_address_is_unknown(read_one, typed):
    article = read_one(front(f"url: {typed}"))
    assert article.url is None
    assert article.warnings == (f'url "{typed}" is no web address',)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(["a: &x [1]", "title: *x"], "aliases", id="alias"),
        pytest.param(["title: &x Calm"], "aliases", id="anchor"),
        pytest.param(["title: !!python/object/apply:os.getcwd []"], "tags", id="object tag"),
        pytest.param(["title: !!str Calm"], "tags", id="plain tag"),
        pytest.param(["title: " + "[" * 60_000], "nested too deeply", id="brackets"),
        pytest.param(["title: " + "{a: " * 8_000], "nested too deeply", id="braces"),
        pytest.param(["- " * 20_000], "nested too deeply", id="dashes"),
        pytest.param(["x: " + "y" * 65_000], "too large", id="over 64 kB"),
    ],
)
def test_hostile_front_matter_is_refused_quickly(read_one, lines, reason):
    hostile = front(*lines)

    def refuse(_: int) -> None:
        with pytest.raises(ArticleUnreadable, match=f"^front matter .*{reason}"):
            read_one(hostile)

    def read(size: int) -> None:
        read_one(front("x: |", *["  calm and sea all day"] * (min(size, MAX_SIZE) // 25)))

    assert is_no_slower(refuse, read, len(hostile))


def test_front_matter_without_an_end_is_body(read_one):
    text = f"---\nlayout: post\n\n{BODY}"
    article = read_one(text)
    assert article.body == text
    assert "declared" not in {each.status for each in article.provenance.values()}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"---\n{BODY}\n---\nMore of it.", id="prose between rules"),
        pytest.param("---\n- one\n- two\n---\nMore of it.", id="list"),
        pytest.param(f"\n---\ntitle: Calm\n---\n{BODY}".lstrip(" "), id="not on the first line"),
    ],
)
def test_what_is_no_mapping_at_the_very_start_is_body(read_one, text):
    assert read_one(text).body == text.strip()


def test_windows_line_ends_and_a_mark_do_not_hide_front_matter(read_one):
    data = b"\xef\xbb\xbf" + front("title: Calm").replace("\n", "\r\n").encode()
    assert (read_one(data).title, read_one(data).body) == ("Calm", BODY)


def test_a_colon_that_breaks_the_yaml_does_not_cost_the_title(read_one):
    article = read_one(front("title: Ferries: a quiet day", "date: '2016-02-20'"))
    assert article.title == "Ferries: a quiet day"
    assert article.date is not None
    assert article.body == BODY
    assert article.warnings == ("front matter is not valid YAML (line 2); read line by line",)


def test_broken_yaml_without_any_known_key_stays_in_the_body(read_one):
    article = read_one(front("a: [b"))
    assert article.body.startswith("---\na: [b\n---")
    assert "not valid YAML" in article.warnings[0]


def test_a_later_rule_in_the_body_is_not_touched(read_one):
    assert read_one(front("title: Calm") + "\n---\n\nThe end.").body == f"{BODY}\n\n---\n\nThe end."


def test_front_matter_comes_before_what_the_text_says(read_one):
    article = read_one(front("title: Calm", "date: 2016-02") + "\n# Storm\n", "a.md")
    assert (article.title, article.came_from("title").status) == ("Calm", "declared")


def test_a_declared_date_silences_doubts_about_the_date_of_the_text(read_one):
    article = read_one("---\ndate: 2009-08-05\n---\nA Quiet Day\n\n05/08/2009\n\n" + BODY)
    assert article.date is not None
    assert (article.date.isoformat(), article.warnings) == ("2009-08-05", ())


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_what_else_it_says_in_few_words_is_a_further_field(read_one, name):
    article = read_one(
        front(
            "title: The ferry", "Section: Harbour", "pages: 12", "tags: [water, quays]",
            "map:", "  name: chart", f"abstract: {'long ' * 60}", "empty:",
        ),
        name,
    )  # fmt: skip
    assert article.fields == {
        "section": ("Harbour",),
        "pages": ("12",),
        "tags": ("water", "quays"),
        "map": ("chart",),
    }


LABELLED = """Headline: Quay shut
Publication: Bay Post
Published: 14 March 2019
Byline: Ann Baker
Section: Harbour
"""


@pytest.mark.parametrize("label", ["\n", "Text: ", "FULL TEXT:\n\n"])
def test_lines_with_labels_above_a_text_are_its_metadata(read_one, label: str) -> None:
    article = read_one(f"{LABELLED}{label}The quay was shut on Monday.\n\nIt opens in May.\n")
    assert (article.title, article.source, article.authors) == (
        "Quay shut",
        "Bay Post",
        ("Ann Baker",),
    )
    assert article.date == PartialDate(2019, 3, 14)
    assert article.fields["section"] == ("Harbour",)
    assert article.body == "The quay was shut on Monday.\n\nIt opens in May."


def test_two_lines_with_labels_may_be_of_the_article(read_one) -> None:
    article = read_one("Published: 14 March 2019\nSource: a reader\n\nThe quay was shut.\n")
    assert "Source: a reader" in article.body
