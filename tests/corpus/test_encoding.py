"""Every file is text in a known encoding, or refused; nothing is ever NUL soup."""

from __future__ import annotations

import codecs
import random

import pytest

from searchkit.errors import ArticleUnreadable

LATIN = "The “harbour” café closed – its owner said “enough” – on a grey day in the old town."
CYRILLIC = "Порт закрыт до весны, сообщил мэр города. Рыбаки ждут решения суда и тёплой погоды."
CHINESE = "港口将关闭到春天，市长昨天说。渔民们在等待法院的决定。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(LATIN.encode(), LATIN, "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + LATIN.encode(), LATIN, "utf-8", id="utf-8 with mark"),
        pytest.param(LATIN.encode("utf-16"), LATIN, "utf-16-le", id="utf-16 with mark"),
        pytest.param(
            codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), CHINESE, "utf-16-be", id="big endian"
        ),
        pytest.param(codecs.BOM_UTF32_LE + LATIN.encode("utf-32-le"), LATIN, "utf-32-le", id="32"),
        pytest.param(LATIN.encode("utf-16-le"), LATIN, "utf-16-le", id="utf-16-le, no mark"),
        pytest.param(LATIN.encode("utf-16-be"), LATIN, "utf-16-be", id="utf-16-be, no mark"),
        pytest.param(CYRILLIC.encode("utf-16-le"), CYRILLIC, "utf-16-le", id="cyrillic, no mark"),
        pytest.param(LATIN.encode("cp1252"), LATIN, "cp1252", id="cp1252 quotes"),
        pytest.param(b"They met in the caf\xe9", "They met in the café", "cp1252", id="last é"),
    ],
)
def test_text_is_decoded_and_its_encoding_recorded(read_one, data, text, encoding):
    article = read_one(data)
    assert (article.body, article.encoding, article.warnings) == (text, encoding, ())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Das Café schließt".encode()[:8], "Das Caf\ufffd", id="half a letter"),
        pytest.param("He said “no”".encode()[:-1], "He said “no\ufffd", id="two of three bytes"),
        pytest.param(b"He said \xe2\x80", "He said \ufffd", id="nothing else beyond ASCII"),
        pytest.param("Mit 😀".encode()[:-2], "Mit \ufffd", id="half an emoji"),
    ],
)
def test_a_utf8_text_that_ends_within_a_character_is_kept_with_a_warning(read_one, data, text):
    article = read_one(data)
    assert (article.body, article.encoding) == (text, "utf-8")
    assert article.warnings == ("the text ends within a character; replaced",)


def test_a_utf16_text_that_ends_within_a_character_is_kept_with_a_warning(read_one):
    article = read_one("A quiet day".encode("utf-16")[:-1])
    assert article.body == "A quiet da\ufffd"
    assert article.warnings == ("the text ends within a character; replaced",)


def test_a_damaged_byte_in_a_utf8_text_costs_that_place_only(read_one):
    article = read_one("“Ærø” und “Föhr” ".encode() + b"\xff" + "Größe".encode())
    assert article.body == "“Ærø” und “Föhr” \ufffdGröße"
    assert article.warnings == ("1 places are not UTF-8; replaced",)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [200, 5_000])
def test_random_bytes_are_no_article(read_one, seed, size):
    with pytest.raises(ArticleUnreadable, match=r"^(binary|unknown encoding)$"):
        read_one(random.Random(seed).randbytes(size))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(60) + b"code" * 20, id="program"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, id="picture"),
        pytest.param(b"abc\0\0\0\0def" * 30, id="NUL at all places"),
        pytest.param(codecs.BOM_UTF16_LE + random.Random(1).randbytes(4_000), id="marked noise"),
    ],
)
def test_binary_data_is_refused(read_one, data):
    with pytest.raises(ArticleUnreadable, match=r"^binary$"):
        read_one(data)


def test_single_byte_text_in_another_script_is_refused_rather_than_misread(read_one):
    with pytest.raises(ArticleUnreadable, match=r"^unknown encoding$"):
        read_one(CYRILLIC.encode("cp1251"))


def test_a_stray_nul_is_replaced(read_one):
    assert read_one(b"The first line of a note.\0 And more of it.").body == (
        "The first line of a note.\ufffd And more of it."
    )


def test_surrogates_written_as_utf8_never_reach_the_body(read_one):
    body = read_one(CYRILLIC.encode() + b"\xed\xa0\x80" + CYRILLIC.encode()).body
    assert body.encode().decode() == body
    assert "\ufffd" in body


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_newlines(read_one, end):
    assert read_one(f"one{end}{end}two{end}").body == "one\n\ntwo"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \t\r\n\n",
        codecs.BOM_UTF8,
        "\u200b\u00a0\u2003\ufeff".encode(),
        b"---\ntitle: A\n---\n",
    ],
    ids=["empty", "blank", "mark only", "invisible", "front matter only"],
)
def test_a_file_without_text_says_so(read_one, data):
    with pytest.raises(ArticleUnreadable, match=r"^no text$"):
        read_one(data)


def test_a_word_of_a_megabyte_is_kept(read_one):
    assert read_one("x" * 1_000_000 + " end").body.endswith("x end")
