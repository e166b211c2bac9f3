"""Every file is text in a known encoding, or refused; nothing is ever NUL soup."""

from __future__ import annotations

import codecs
import random

import pytest

from searchkit.corpus.formats.encoding import decode, stated_codec
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


#: A report in the languages of the encodings that were used before Unicode.
REPORTS = {
    "russian": (
        "Порт закрыт до весны, сообщил мэр города. Рыбаки ждут решения суда и тёплой погоды. "
        "В понедельник комиссия осмотрела причалы и нашла трещины в старой стене. "
    ),
    "polish": (
        "Port pozostanie zamknięty do wiosny, powiedział wczoraj burmistrz. Rybacy czekają na "
        "decyzję sądu i cieplejszą pogodę. Źródło: komisja, która znalazła pęknięcia w ścianie. "
    ),
    "czech": (
        "Přístav zůstane zavřený až do jara, řekl včera starosta města. Rybáři čekají na "
        "rozhodnutí soudu. Oprava bude stát dva miliony korun, peníze přijdou v březnu. "
    ),
    "hungarian": (
        "A kikötő tavaszig zárva marad, mondta tegnap a polgármester. A halászok a "
        "bíróság döntésére és melegebb időre várnak; a bizottság repedéseket talált a régi, "
        "gyűrött falban. "
    ),
    "japanese": (
        "港は春まで閉鎖されると市長が昨日述べた。漁師たちは裁判所の決定と暖かい天気を待っている。"
        "月曜日に委員会が岸壁を調べ、古い壁にひび割れを見つけた。"
    ),
    "chinese": (
        "港口将关闭到春天，市长昨天说。渔民们在等待法院的决定和更暖和的天气。"
        "星期一，委员会检查了码头，在旧墙上发现了裂缝。"
    ),
    "taiwanese": (
        "港口將關閉到春天，市長昨天說。漁民們在等待法院的決定和更暖和的天氣。"
        "星期一，委員會檢查了碼頭，在舊牆上發現了裂縫。"
    ),
    "korean": (
        "항구는 봄까지 폐쇄될 것이라고 시장이 어제 말했다. 어부들은 법원의 결정과 더 따뜻한 "
        "날씨를 기다리고 있다. 월요일에 위원회가 부두를 조사해 오래된 벽에서 균열을 발견했다. "
    ),
    "greek": (
        "Το λιμάνι θα παραμείνει κλειστό μέχρι την άνοιξη, είπε χθες ο δήμαρχος της πόλης. Οι "
        "ψαράδες περιμένουν την απόφαση του δικαστηρίου και θερμότερο καιρό. "
    ),
    "turkish": (
        "Liman ilkbahara kadar kapalı kalacak, dedi dün belediye başkanı. Balıkçılar mahkemenin "
        "kararını bekliyor; komisyon rıhtımları inceledi ve eski duvarda çatlaklar buldu. "
    ),
    "french": (
        "Le port restera fermé jusqu’au printemps, a déclaré hier le maire. « Nous travaillons "
        "ici depuis trente ans », a dit l’un d’eux – et à côté, la façade s’est fissurée. "
    ),
    "german": (
        "Der Hafen bleibt bis zum Frühjahr geschlossen, sagte der Bürgermeister. „Wir warten auf "
        "die Entscheidung“, hieß es – die Straße zur Mole ist gesperrt. "
    ),
    "swedish": (
        "Hamnen förblir stängd till våren, sade borgmästaren i går. Fiskarna väntar på domstolens "
        "beslut, och kommittén hittade sprickor i den gamla väggen. "
    ),
    "portuguese": (
        "O porto ficará fechado até à primavera, disse ontem o presidente da câmara. “Não há "
        "solução”, afirmou; a reparação não começará antes de março. "
    ),
    "spanish": (
        "El puerto permanecerá cerrado hasta la primavera, dijo ayer el alcalde. ¿Quién pagará la "
        "reparación? El año próximo, según la comisión, habrá más dinero. "
    ),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("russian", encoding) for encoding in ("cp1251", "koi8-r", "iso8859-5", "cp866")),
        *((each, code) for each in ("polish", "czech") for code in ("cp1250", "iso8859-2")),
        *(("japanese", encoding) for encoding in ("cp932", "euc-jp", "iso2022_jp")),
        *(("chinese", "gb18030"), ("taiwanese", "big5"), ("korean", "cp949")),
        *(("greek", "cp1253"), ("turkish", "cp1254")),
        *((each, "cp1252") for each in ("french", "german", "swedish", "portuguese", "spanish")),
    ],
)
def test_a_report_in_an_older_encoding_is_decoded(language, encoding):
    text = (REPORTS[language] * 10)[:600]
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, encoding, ())


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_central_european_encodings_that_write_a_text_alike_are_one_or_the_other(encoding):
    text = (REPORTS["hungarian"] * 10)[:600]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("size", [7_001, 70_001, 200_001])
def test_a_text_of_many_bytes_a_character_may_end_within_one(size):
    text = REPORTS["chinese"] * (size // 100)
    assert decode(text.encode("gb18030")[:size]).encoding == "gb18030"


def test_too_little_of_another_script_is_refused_rather_than_misread():
    with pytest.raises(ArticleUnreadable, match=r"^unknown encoding$"):
        decode("港は春まで閉鎖".encode("euc-jp"))


@pytest.mark.parametrize("text", ["Das Café – “zu”", "It’s 5 km² of naïve façade", "Wałęsa"])
def test_a_few_letters_in_a_text_of_ascii_are_western(text):
    western = text.encode("cp1252", "ignore").decode("cp1252")
    assert decode(b"In plain words: " + western.encode("cp1252")).text.endswith(western)


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


@pytest.mark.slow
def test_a_word_of_a_megabyte_is_kept(read_one):
    assert read_one("x" * 1_000_000 + " end").body.endswith("x end")


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF8", "utf-8"),
        ("GB2312", "gb18030"),
        ("latin1", "cp1252"),
        ("hex", None),
        ("raw_unicode_escape", None),
        ("", None),
        ("\0", None),
    ],
)
def test_a_stated_charset_is_one_that_text_may_be_in(label, codec):
    assert stated_codec(label) == codec
