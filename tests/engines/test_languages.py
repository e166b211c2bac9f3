"""Articles in many languages and scripts: every engine finds and scores what memory does."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache

import pytest
import regex
from differential import compare
from generators import ANALYZER, vocabulary_of

from searchkit.analysis import Document
from searchkit.article import Article
from searchkit.binding import bind
from searchkit.engines import ENGINES, REMOTE
from searchkit.errors import QueryError
from searchkit.matching.highlights import Highlights
from searchkit.query import Query
from searchkit.syntax import parse

TEXTS = {
    "ar": "بدأت محادثات السلام في كابول. قال المتحدث إن المحادثات ستستمر، وإن السلام ممكن.",
    "de": "Die Gespräche in Kabul begannen. Der Sprecher der NATO sagte, das Gespräch dauere an.",
    "en": "The talks in Kabul began. NATO's spokesman said the talk would go on and on.",
    "es": "Las conversaciones en Kabul comenzaron. El portavoz de la OTAN habló de conversación.",
    "hi": "काबुल में वार्ता शुरू हुई। प्रवक्ता ने कहा कि वार्ताएँ जारी रहेंगी।",
    "ja": "カブールで和平交渉が始まった。報道官は交渉が続くと述べた。",
    "kk": "Кабулда келіссөздер басталды. Өкіл келіссөздердің жалғасатынын айтты.",
    "ru": "Переговоры в Кабуле начались. Представитель НАТО (NATO) готов к переговорам.",
    "th": "การเจรจาสันติภาพที่กรุงคาบูลเริ่มขึ้น โฆษกกล่าวว่าการเจรจาจะดำเนินต่อไป",
    "tr": "Görüşmeler Kabil'de başladı. NATO'nun sözcüsü görüşmelerin süreceğini söyledi.",
    "vi": "Các cuộc đàm phán ở Kabul đã bắt đầu. Người phát ngôn nói đàm phán sẽ tiếp tục.",
    "zh": "和平谈判在喀布尔开始。发言人表示，谈判将继续进行。",
}
FORMS = (
    "{w}", "{w}", "{w} {w}", "{w} {w} {w}", '"{w} {w}"', "{w} NEAR/4 {w}", "{w} BEFORE/6 {w}",
    "={w}", "-{w}", "{w} OR {w}", "{w}~", "title:{w}", "body:({w} OR {w})", "{w} {w} -{w}",
    "language:{c}", "{w}-{w}", "{w}^2 {w}",
)  # fmt: skip
ASKED = 100


@cache
def documents() -> list[Document]:
    mixed = f"{TEXTS['en']}\n\n{TEXTS['ru']}"
    articles = [
        *(Article(f"{code}.txt", f"{code}.txt", text, "", language=code)
          for code, text in TEXTS.items()),
        Article("mixed.txt", "mixed.txt", mixed, "Talks", language="en",
                passages=((0, "en"), (len(TEXTS["en"]) + 2, "ru"))),
        Article("none.txt", "none.txt", TEXTS["ru"], "Переговоры"),
    ]  # fmt: skip
    return [ANALYZER.analyse(article, "d") for article in articles]


@cache
def queries() -> list[Query]:
    # Words of the texts, so that most queries find something; and pieces of unspaced ones.
    words = [
        word
        for text in TEXTS.values()
        for found in regex.findall(r"[\p{L}\p{M}']+", text)
        for word in (found, found[:3])
    ]
    rng = random.Random(19)
    vocabulary = vocabulary_of(*documents())
    made: list[Query] = []
    while len(made) < ASKED:
        text = rng.choice(FORMS)
        while "{w}" in text:
            text = text.replace("{w}", rng.choice(words), 1)
        text = text.replace("{c}", rng.choice(list(TEXTS)))
        with suppress(QueryError):  # Not every word can be fuzzy.
            made.append(bind(parse(text), text, ANALYZER, vocabulary).query)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", [*ENGINES, REMOTE])
def test_an_engine_answers_in_every_language_as_memory_does(name):
    compare(name, documents(), queries())


def test_marks_are_whole_grapheme_clusters_in_every_script():
    marked = 0
    for document in documents():
        ends = {0, *(one.end() for one in regex.finditer(r"\X", document.article.body))}
        for query in queries():
            if highlights := Highlights.of(query, document):
                marked += len(highlights.body_marks)
                assert ends.issuperset(place for mark in highlights.body_marks for place in mark)
    assert marked > 50


@pytest.mark.slow
@pytest.mark.parametrize("name", [*ENGINES, REMOTE])
def test_a_form_with_another_stem_in_its_own_language_scores_nothing_alone(name):
    # The Turkish stemmer takes an ending off Müller that it leaves at muller.
    texts = {"tr": "Bakan Müller geldi.", "cs": "Ministr Muller mluvil.", "en": "Muller spoke."}
    articles = [
        Article(f"{code}.txt", f"{code}.txt", text, "", language=code)
        for code, text in texts.items()
    ]
    analysed = [ANALYZER.analyse(article, "d") for article in articles]
    vocabulary = vocabulary_of(*analysed)
    asked = ("muller", "muller OR geldi", "muller NEAR/4 spoke OR muller")
    compare(name, analysed, [bind(parse(q), q, ANALYZER, vocabulary).query for q in asked])
