"""JSON exports: each object is an article, each broken one a line of its own in the report."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from searchkit.article import Failure, PartialDate
from searchkit.corpus import Corpus, ParsedDocument, SourceFile, Unread
from searchkit.corpus.formats.html_text import without_tags
from searchkit.corpus.formats.jsonl import MAX_LINE_LENGTH, MAX_UNPACKED_SIZE, JsonlReader
from searchkit.errors import ArticleUnreadable

TEXT = "The harbour stays closed until the spring."


def lines(*objects: object) -> bytes:
    return b"".join(
        (one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in objects
    )


def read(data: bytes) -> list[ParsedDocument | Unread]:
    return list(JsonlReader().read(data))


def only(found: object) -> ParsedDocument:
    (parsed,) = read(lines(found))
    assert isinstance(parsed, ParsedDocument)
    return parsed


def records(data: bytes) -> list[str | None]:
    return [one.record for one in read(data)]


def value(parsed: ParsedDocument, field: str) -> object:
    return next((one.value for one in parsed.declared if one.field == field), None)


@pytest.mark.parametrize(
    "key",
    ["text", "body", "content", "article", "maintext", "articleBody", "full_text", "article_html"],
)
def test_the_text_is_found_under_the_usual_keys(key):
    parsed = only({"id": 1, key: TEXT})
    assert (parsed.text, parsed.record, parsed.prepared) == (TEXT, "1", True)


@pytest.mark.parametrize(
    ("field", "key", "given", "taken"),
    [
        ("title", "headline", "Harbour closed", "Harbour closed"),
        ("title", "title", {"rendered": "A &amp; B"}, "A & B"),
        ("date", "publish_date", "2021-03-04", PartialDate(2021, 3, 4)),
        ("date", "datePublished", {"$date": "2021-03-04T00:00:00Z"}, PartialDate(2021, 3, 4)),
        ("source", "outlet", "The Post", "The Post"),
        ("source", "publisher", {"id": "p", "name": "The Post"}, "The Post"),
        ("authors", "byline", "By ANNA BERG and Tom Ode", ("Anna Berg", "Tom Ode")),
        ("authors", "authors", ["Anna Berg", {"name": "Tom Ode"}], ("Anna Berg", "Tom Ode")),
        ("authors", "author", "Anna Berg, Tom Ode", ("Anna Berg", "Tom Ode")),
        ("authors", "author", "Berg, Anna", ("Anna Berg",)),
        ("authors", "author", "Berg, Anna M.; Ode, Tom", ("Anna M. Berg", "Tom Ode")),
        ("authors", "author", "Berg, The Gazette", ("Berg, The Gazette",)),
        ("authors", "byline", "Von dpa", ("dpa",)),
        ("url", "link", "https://example.org/a", "https://example.org/a"),
        ("language", "lang", "en", "en"),
        ("agency", "agency", "AP", "AP"),
    ],
)
def test_metadata_is_found_under_the_usual_keys(field, key, given, taken):
    parsed = only({"text": TEXT, key: given})
    assert value(parsed, field) == taken
    assert [one.method for one in parsed.declared if one.field == field] == [f"JSON key {key}"]


def test_seconds_since_1970_are_a_date_with_its_digits_as_evidence():
    (stated,) = only({"text": TEXT, "published_at": 1614834367}).declared
    assert isinstance(stated.value, PartialDate)
    assert stated.value.isoformat() == "2021-03-04T05:06:07+00:00"
    assert stated.evidence == "1614834367"


def test_when_the_record_was_made_is_no_rival_of_when_the_article_was_published():
    parsed = only({"text": TEXT, "published": "05/08/2009", "created": "2021-03-04"})
    assert [one.value for one in parsed.declared] == ["05/08/2009"]


def test_text_of_html_has_no_tags():
    parsed = only(
        {"content": "<p>One <b>bold</b>&nbsp;word.</p><script>x()</script><p>A &lt; B</p>"}
    )
    assert parsed.text == "One bold\u00a0word.\n\nA < B"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("<Lind Group Ltd> bought <LG> and <P> rose. <P>", None, id="names"),
        pytest.param("The <Time Inc> and <Main Street> met <GE.N>.", None, id="names like tags"),
        pytest.param("One<br>two<BR />three<hr/>four", "One\n\ntwo\n\nthree\n\nfour", id="br"),
        pytest.param('<p class="a">One <LG></p><p>Two', "One <LG>\n\nTwo", id="tags and a name"),
        pytest.param("<P>One\n<P>Two", "One\n\nTwo", id="old paragraphs"),
        pytest.param(
            "<hl1>One</hl1> two <x-y/> <foo a />", "One\n\ntwo <x-y/>", id="other elements"
        ),
    ],
)
def test_what_stands_between_angle_brackets_is_kept_unless_it_is_a_tag(
    text: str, read: str | None
) -> None:
    assert without_tags(text) == (text if read is None else read)


def test_a_long_text_under_an_unknown_key_is_taken_with_a_warning():
    story = " ".join(["The ferry waits in the harbour."] * 12)
    parsed = only({"teaser": "The ferry waits.", "rights": "All.", "main_html": f"<p>{story}</p>"})
    assert parsed.text == story
    assert parsed.warnings == ('no text under a usual name, so "main_html" is taken for it',)
    assert only({"teaser": story, "main_html": "Ferry."}).text == story


def test_a_list_of_paragraphs_is_a_text():
    assert only({"body": ["One.", "Two."]}).text == "One.\n\nTwo."


def test_a_flash_without_a_text_is_its_title():
    parsed = only({"title": "HARBOUR CLOSED"})
    assert parsed.text == "HARBOUR CLOSED"
    assert parsed.warnings == ("it has no text, so its title is used",)


def test_no_two_records_have_one_name():
    texts = [{"id": "2", "text": "a"}, {"text": "b"}, {"id": "2", "text": "c"}, {"text": "d"}]
    assert records(lines(*texts)) == ["2", "line 2.1", "3", "4"]


@pytest.mark.parametrize("own_id", ["a#b", "a\nb", "x" * 101, "", None, True, ["a", "b"], "\ud800"])
def test_an_id_that_cannot_end_a_path_is_not_used(own_id):
    assert records(lines({"id": own_id, "text": "a"})) == ["1"]


@pytest.mark.parametrize(
    ("broken", "record", "reason"),
    [
        (b'{"id": "x7", "text": "a', "x7", "line 2: not JSON"),
        (b'{"text": "a', "2", "line 2: not JSON"),
        (b"[1, 2]", "2", "line 2: not a JSON object"),
        (b'{"id": "x7", "note": 1}', "x7", "line 2: no text under a key such as body"),
        (b'{"a":' * 100_000, "2", "line 2: nested too deeply"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "2", "line 2: a number that is too large"),
        (b'{"text": "' + b"a" * MAX_LINE_LENGTH + b'"}', "2", "line 2: longer than 10 MB"),
    ],
    ids=["cut", "cut, no id", "list", "no text", "deep", "number", "long"],
)
def test_a_broken_line_is_told_with_its_number_and_the_others_are_kept(broken, record, reason):
    first, second, third = read(lines({"text": "a"}, broken, {"text": "c"}))
    assert isinstance(second, Unread)
    assert second.record == record
    assert second.reason.startswith(reason)
    assert [first.record, third.record] == ["1", "3"]


@pytest.mark.slow
def test_failures_of_records_carry_the_id_that_their_article_would_have(tmp_path: Path):
    (tmp_path / "all.jsonl").write_bytes(lines({"id": "a", "text": TEXT}, b'{"id": "b", "te'))
    corpus = Corpus(tmp_path)
    (file,) = corpus.files()
    assert isinstance(file, SourceFile)
    articles, failed = corpus.articles(file, corpus.load(file))
    assert [article.id for article in articles] == ["all.jsonl#a"]
    assert [failure.path for failure in failed] == ["all.jsonl#b"]
    assert failed[0].reason.startswith("line 2: not JSON")
    assert isinstance(failed[0], Failure)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(json.dumps({"id": 7, "text": TEXT}, indent=2).encode(), id="object"),
        pytest.param(json.dumps([{"id": 7, "text": TEXT}]).encode(), id="list"),
        pytest.param(json.dumps([{"id": 7, "text": TEXT}], indent=2).encode(), id="wide list"),
        pytest.param(
            json.dumps({"status": "ok", "articles": [{"id": 7, "text": TEXT}]}, indent=1).encode(),
            id="answer",
        ),
        pytest.param(gzip.compress(lines({"id": 7, "text": TEXT}), mtime=0), id="gzip"),
        pytest.param(b"\xef\xbb\xbf\n" + lines({"id": 7, "text": TEXT}), id="mark"),
        pytest.param(lines({"id": 7, "text": TEXT}).decode().encode("utf-16"), id="utf-16"),
    ],
)
def test_one_object_a_list_and_packed_or_marked_files_are_read(data):
    (parsed,) = read(data)
    assert isinstance(parsed, ParsedDocument)
    assert (parsed.text, parsed.record) == (TEXT, "7")


def test_a_line_in_an_older_encoding_is_read_and_its_encoding_recorded():
    (parsed,) = read(b'{"text": "The mayor\x92s \x93caf\xe9\x94"}')
    assert isinstance(parsed, ParsedDocument)
    assert (parsed.text, parsed.encoding) == ("The mayor’s “café”", "cp1252")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b"\n \n", "no text"),
        (b'[{"text": "a"},', "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"just words\n" * 500, "not JSON lines"),
        (b"\x1f\x8bjunk", "the gzip data are damaged or cut off"),
    ],
)
def test_a_file_that_is_no_json_says_so(data, reason):
    with pytest.raises(ArticleUnreadable, match=reason):
        read(data)


@pytest.mark.slow
def test_of_a_cut_gzip_file_what_is_whole_is_kept():
    data = gzip.compress(lines(*({"text": f"{n} " + TEXT * 9} for n in range(9_000))))
    *found, last = read(data[: len(data) // 2])
    assert len(found) > 100
    assert isinstance(last, Unread)
    assert last.reason.endswith("the gzip data are damaged or cut off")


@pytest.mark.slow
def test_a_gzip_bomb_is_left_when_it_has_grown_too_far():
    bomb = gzip.compress(lines({"text": TEXT}) + b" " * (MAX_UNPACKED_SIZE + 10), 1)
    parsed, *unread = read(bomb)
    assert isinstance(parsed, ParsedDocument)
    assert [one.reason for one in unread if isinstance(one, Unread)] == [
        "line 3: over 200 MB when unpacked; the rest is unread"
    ]


@pytest.mark.slow
def test_blank_lines_without_end_are_left():
    parsed, unread = read(lines({"text": TEXT}) + b"\n" * 19_000_000)
    assert isinstance(parsed, ParsedDocument)
    assert isinstance(unread, Unread)
    assert "over 2,000,000 lines" in unread.reason


@pytest.mark.slow
def test_many_lines_are_not_held_at_once():
    packed = gzip.compress(lines(*({"id": n, "text": TEXT * 20} for n in range(4_000))))
    tracemalloc.start()
    assert sum(isinstance(one, ParsedDocument) for one in JsonlReader().read(packed)) == 4_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_500_000  # the text alone is 3.4 MB


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (lines({"id": 1, "text": TEXT}), True),
        (gzip.compress(lines({"id": 1, "text": TEXT}), mtime=0), True),
        (b'[\n {"headline": "a", "articleBody": "b"', True),
        (b'{"name": "searchkit", "version": 1}', False),
        (b"{curly} text", False),
        (b"\x1f\x8bjunk", False),
    ],
)
def test_only_json_with_a_text_is_recognised(head, known):
    assert JsonlReader().recognises(head) is known


@pytest.mark.parametrize("first", [b"[]", b'["a list"]', b'"a string"', b"7"])
def test_lines_after_one_that_is_no_object_are_read(first):
    found = read(
        lines(first, {"id": 1, "text": TEXT}, b'{"text": "\xff\xfe\x01', {"id": 2, "text": TEXT})
    )
    assert [type(one) for one in found] == [Unread, ParsedDocument, Unread, ParsedDocument]
    assert [one.record for one in found if isinstance(one, ParsedDocument)] == ["1", "2"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("several", [True, False])
def test_a_file_of_one_value_may_be_in_the_encoding_of_windows(indent, several):
    article = {"text": "The mayor’s “café” stays closed."}
    value = [article, article] if several else article
    found = read(json.dumps(value, indent=indent, ensure_ascii=False).encode("cp1252"))
    assert [(one.text, one.encoding) for one in found if isinstance(one, ParsedDocument)] == [
        (article["text"], "cp1252")
    ] * (2 if several else 1)


def test_a_reason_is_told_in_plain_words():
    (_, broken) = read(lines({"text": TEXT}) + b'{"text": "cut')
    assert isinstance(broken, Unread)
    assert broken.reason == "line 2: not JSON (Unterminated string starting at character 10)"


def test_a_line_that_is_nested_too_deeply_costs_itself_only():
    # Python 3.14 can read much deeper ones than Python 3.11.
    deep = '{"text": ' * 300_000 + '"x"' + "}" * 300_000
    first, second = read(f'{deep}\n{{"text": "The quay is closed."}}\n'.encode())
    assert first == Unread("1", "line 1: nested too deeply")
    assert isinstance(second, ParsedDocument)


def test_articles_in_several_lists_of_an_answer_are_all_read():
    one, two, three = ({"title": f"Quay {n}", "text": f"It is shut, said {n}."} for n in "abc")
    answer = {"news": [one], "stories": [two, three], "highlights": [{"text": "<em>shut</em>"}]}
    found = read(json.dumps(answer).encode())
    texts = [article.text for article in found if isinstance(article, ParsedDocument)]
    assert texts == ["It is shut, said b.", "It is shut, said c.", "It is shut, said a."]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"list": {"7": {"resolved_title": "A", "given_url": "https://a.example", "excerpt": TEXT},
                   "8": {"resolved_title": "B", "given_url": "https://b.example"}}}, TEXT),
        ({"data": {"items": [{"item": {"headline": "A", "body_nitf": f"<p>{TEXT}</p>"}}]}}, TEXT),
        ({"uri": "x:1", "headline": "A", "body_html": f"<p>{TEXT}</p>"}, TEXT),
        ({"results": [{"title": "A", "link": "https://a.example", "description": TEXT,
                       "content": "ONLY AVAILABLE IN PAID PLANS"}]}, TEXT),
        ({"title": "A", "body": [[{"content": [{"text": "One "}, {"text": "two."}]},
                                  {"content": [{"text": "Three."}]}]]}, "One two.\n\nThree."),
    ],
    ids=["ids below a key", "wrapped item", "markup", "withheld", "runs"],
)  # fmt: skip
def test_answers_of_services_have_their_whole_text(answer: object, text: str):
    first, *_ = read(json.dumps(answer).encode())
    assert isinstance(first, ParsedDocument)
    assert first.text == text
    assert value(first, "title") == "A"


@pytest.mark.parametrize("mark", ["[5343 chars]", "… [+5343 chars]"])
def test_a_text_that_a_service_cut_off_says_so(mark: str):
    parsed = only({"title": "A", "content": f"{TEXT}{mark}"})
    assert parsed.warnings == ("the text is cut off: 5343 more characters",)


def test_the_source_may_be_the_name_of_an_origin_or_a_provider():
    for key, inner in (
        ("origin", {"title": "The Gazette"}),
        ("provider", [{"name": "The Gazette"}]),
    ):
        assert value(only({"title": "A", "text": TEXT, key: inner}), "source") == "The Gazette"
        assert value(only({"title": "A", "text": TEXT, key: "a scraper"}), "source") is None


def test_a_media_monitor_writes_its_hours_in_halves():
    for hour, clock in (("08:10PM", "20:10:00"), ("12:05AM", "00:05:00")):
        date = value(only({"text": TEXT, "Date": f"10-Feb-2016 {hour}"}), "date")
        assert isinstance(date, PartialDate)
        assert date.isoformat() == f"2016-02-10T{clock}"


def test_the_author_of_a_post_of_wordpress_is_embedded_beside_its_number():
    record = {"text": TEXT, "author": 29, "_embedded": {"author": [{"id": 29, "name": "Ann Lee"}]}}
    assert value(only(record), "authors") == ("Ann Lee",)
