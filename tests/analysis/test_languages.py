"""Languages: their tags and names, and the stems of articles in each."""

from __future__ import annotations

import pytest

from searchkit.analysis import Analyzer
from searchkit.analysis.language_names import tag_of_named
from searchkit.analysis.languages import LANGUAGES, language_code, language_tag, language_values
from searchkit.article import Article
from searchkit.binding import bind
from searchkit.engines import MemoryEngine
from searchkit.matching.highlights import Highlights
from searchkit.query import Synonyms, leaves
from searchkit.syntax import parse

ANALYZER = Analyzer()


def article(number, body, language, **more):
    return Article(f"{number}.txt", f"{number}.txt", body, "", language=language, **more)


@pytest.fixture
def found():
    """Tells which articles a query finds, by number."""

    def ids(query, *articles):
        engine = MemoryEngine()
        with engine.writer() as writer:
            for one in articles:
                writer.add(ANALYZER.analyse(one, ""))
        bound = bind(parse(query), query, ANALYZER, engine.terms)
        return [int(name.removesuffix(".txt")) for name in engine.ids(bound.query)]

    return ids


RU = article(1, "Стороны готовились к переговорам с представителями НАТО (NATO).", "ru")
DE = article(2, "Die Positionen der NATO-Vertreter blieben nach den Gesprächen unklar.", "de")
EN = article(3, "The positive mood of the talks did not last. NATO troops stayed.", "en")
NO_LANGUAGE = article(4, "переговорам", None)
MIXED = article(
    5,
    "The talks lasted.\n\nСтороны вернулись к переговорам.",
    "en",
    passages=((0, "en"), (19, "ru")),
)
ALL = RU, DE, EN, NO_LANGUAGE, MIXED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("переговоры", [1, 5]),
        ("переговорам", [1, 4, 5]),
        ("ПЕРЕГОВОРАХ", [1, 5]),
        ("nato", [1, 2, 3]),
        ("нато", [1]),
        ("Gespräch", [2]),
        ("gesprach", [2]),
        ("talk", [3, 5]),
        # German has rules of its own: what English would join stays apart.
        ("positive", [3]),
        ("переговоры NEAR/3 стороны", [1, 5]),
        ("=переговоры", []),
        ('"к переговорам"', [1, 5]),
        ("переговор*", [1, 4, 5]),
        ("-переговоры", [2, 3, 4]),
        ("language:russian", [1, 5]),
        ("language:русский", [1, 5]),
        ("language:ru", [1, 5]),
        ("language:German", [2]),
        ("language:en", [3, 5]),
        ("language:englisch", [3, 5]),
        ("language:немецкий", [2]),
        ('language:="allemand"', [2]),
        ("language:klingon", []),
    ],
)
def test_a_word_finds_its_forms_in_every_language_of_the_index(found, query, ids):
    assert found(query, *ALL) == ids


@pytest.mark.parametrize(
    ("language", "query", "body", "other"),
    [
        ("ar", "البرنامج", "انطلق برنامج جديد.", "لا شيء هنا."),
        ("ar", "فريق", "وصل الفريق أمس.", "طريق طويل."),
        ("ar", "المعايير", "وفقا لمعايير جديدة.", "كلام آخر."),
        ("he", "הממשלה", "הודעה לממשלה ולנשיא.", "אין כאן דבר."),
        ("he", "ממשלה", "וההחלטה שהממשלה קיבלה.", "אין כאן דבר."),
        ("de", "Obama", "Obamas Rede gefiel.", "Oben am Hang."),
        ("de", "Trumps", "Trump kam an.", "Der Trupp kam an."),
        ("de", "auto", "Viele Autos standen dort.", "Viele Autoren kamen."),
        ("de", "Mais", "Der Mais steht hoch.", "Im Mai war es kalt."),
        ("de", "Reis", "Der Reis kam an.", "Die Rei."),
        ("sv", "Obama", "Obamas tal.", "Oväntat tal."),
    ],
)
def test_a_word_is_found_with_what_is_written_together_with_it(found, language, query, body, other):
    assert found(query, article(1, body, language), article(2, other, language), EN) == [1]


@pytest.mark.parametrize(
    ("language", "query", "body", "other"),
    [
        ("fr", "assemblee", "Les députés de l’Assemblée.", "Il assomme."),
        ("fr", "securite", "La sécurité du port.", "Le secteur."),
        ("fr", "apres", "Après la tempête.", "Il apprend."),
        ("es", "kurdistan", "La paz en Kurdistán.", "Un curso."),
        ("es", "canada", "Un barco de Canadá.", "Una silla."),
        ("es", "policia", "Llegó la Policía.", "El polo."),
        ("es", "hacia", "Van hacia el mar.", "Lo hace hoy."),
        ("es", "pidio", "El ministro pidió ayuda.", "Un pie."),
        ("cs", "prezidentskych", "Kolo prezidentských voleb.", "Prezentace."),
        ("pl", "prezydentow", "Spotkanie prezydentów.", "Prezent."),
        ("hu", "bejelentettek", "Tegnap bejelentették.", "Orsó."),
        ("tr", "yapacagi", "Ne yapacağı belli.", "Yapı."),
        ("lt", "ispletotos", "Išplėtotos gatvės.", "Vyrai."),
        ("sv", "smorgas", "En god smörgås.", "Smör."),
        ("pt", "informacao", "Uma informação nova.", "Uma forma."),
        ("pt", "transparencia", "Falta transparência.", "Um tranco."),
    ],
)
def test_a_word_is_found_without_its_accents(found, language, query, body, other):
    assert found(query, article(1, body, language), article(2, other, language), EN) == [1]


@pytest.mark.parametrize(
    ("language", "query", "body", "other"),
    [
        ("es", "estadio", "Un estadio nuevo.", "El estado calla."),
        ("es", "casi", "Son casi diez.", "Una casa casó mal."),
        ("tr", "insan", "Bir insan geldi.", "Evin inşası bitti."),
        ("ro", "bandiți", "Doi bandiți.", "Un banditism."),
    ],
)
def test_accents_are_not_guessed_where_the_index_has_the_word(found, language, query, body, other):
    assert found(query, article(1, body, language), article(2, other, language)) == [1]


def test_a_form_that_no_article_has_finds_the_others_with_their_accents(found):
    assert found("assemblees", article(1, "L’Assemblée.", "fr"), article(2, "Assez.", "fr")) == [1]


@pytest.mark.parametrize(
    ("language", "query", "body", "other"),
    [
        ("el", "Ρωσία", "Τα λιμάνια της Ρωσίας.", "Μια ρόδα."),
        ("et", "Tallinn", "Tallinna sadam.", "Talli uks."),
        ("fi", "Suomi", "Suomen satama.", "Suot."),
        ("hu", "Budapest", "Budapestre ment.", "Buda."),
        ("hy", "հանրապետություն", "Հանրապետության նավը։", "Հանքը։"),
        ("ky", "облус", "Ош облусунда.", "Обон."),
        ("kk", "президент", "Порт президенті.", "Препарат."),
        ("kk", "басшы", "Порт басшысы.", "Басқа."),
        ("no", "havn", "Havnen er stengt.", "Et hav."),
        ("pl", "Kijów", "Statek w Kijowie.", "Kilim."),
        ("ro", "flotă", "Nava flotei.", "O floare."),
        ("ru", "Медведев", "Речь Медведева.", "Тень медали."),
        ("uk", "Київ", "Порт Києва.", "Кий."),
        ("tr", "bölge", "Liman bölgesi kapalı.", "Bölük."),
    ],
)
def test_the_nominative_finds_other_cases(found, language, query, body, other):
    assert found(query, article(1, body, language), article(2, other, language), EN) == [1]


@pytest.mark.parametrize(
    ("language", "query", "body", "other"),
    [
        ("fr", "Paris", "Le port de Paris.", "Un port par jour."),
        ("fr", "contrat", "Deux contrats.", "Un port contre deux."),
        ("es", "Paris", "El puerto de Paris.", "Un puerto para todos."),
        ("ru", "Обама", "Речь Обамы.", "Речь об этом, и обе."),
        ("nl", "meten", "Zij meten de haven.", "De haven met schepen."),
        ("es", "París", "El puerto de París.", "Un puerto para todos."),
        ("es", "Paris", "El puerto de París.", "Un puerto para todos."),
        ("es", "para", "Un puerto para todos.", "El puerto de París."),
        ("de", "Seite", "Auf den Seiten.", "Seit Montag."),
        ("de", "sein", "In seinem Hafen.", "Wir."),
    ],
)
def test_no_word_finds_a_function_word_with_its_stem(found, language, query, body, other):
    assert found(query, article(1, body, language), article(2, other, language), EN) == [1]


@pytest.mark.parametrize(
    ("language", "query", "body"),
    [
        ("tr", "2014", "2014'te açıldı."),
        ("uz", "Ozbekiston", "Port O‘zbekistonda emas."),
        ("fa", "میروند", "کشتی‌ها می‌روند."),
        ("fa", "می‌روند", "کشتیها میروند."),
        ("fa", "بندر", "بندرِ بزرگ."),
        ("he", "ירושלים", "הנמל שבירושלים."),
        ("am", "ወደብ", "የወደብ ሥራ።"),
        ("hi", "कानून", "नया क़ानून।"),
        ("hi", "बन्दर", "बंदर पर।"),
        ("bn", "ঢাকা", "বন্দর ঢাকায়।"),
        ("mr", "मुंबई", "बंदर मुंबईत।"),
        ("gu", "ગુજરાત", "બંદર ગુજરાતમાં।"),
        ("pa", "ਕਾਨੂਨ", "ਨਵਾਂ ਕਾਨੂਨਾਂ।"),
        ("te", "హైదరాబాద్", "హైదరాబాద్‌లో నౌక."),
        ("ml", "കേരളം", "കേരളത്തിൽ തുറമുഖം."),
        ("ml", "കടൽ", "കടല്‍ വഴി."),
        ("ku", "Kurdistan", "Li Kurdistanê."),
        ("ko", "김정은", "김정은의 항구."),
        ("ka", "თბილისი", "პორტი თბილისში."),
        ("bn", "সরকার", "সরকারের বন্দর।"),
        ("sr", "Вучић", "Luka s Vučićem."),
        ("cs", "Praha", "Loď v Praze."),
        ("ja", "フェリー", "フェリの港。"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_the_other_spellings_of_its_language(found, language, query, body):
    assert found(query, article(1, body, language), EN) == [1]


def test_a_phrase_is_not_found_with_another_s(found):
    assert found('"Trump Rede"', article(1, "Trumps Rede gefiel.", "de"), EN) == []


PERSIAN = article(1, "ضمیر کابولوف با نمایندگان طالبان گفتگو کرد.", "fa")


@pytest.mark.parametrize(
    ("query", "ids"),
    [("Kabulov", [1]), ("Кабулов", [1]), ("Taliban", [1]), ("kabulov", []), ("=Kabulov", [])],
)
def test_a_name_typed_with_a_capital_is_found_in_arabic_script(found, query, ids):
    assert found(query, PERSIAN, EN) == ids


COMPOUNDS = [
    article(1, "Die Friedensgespräche begannen.", "de"),
    article(2, "Der Frieden ist nah, das Gespräch auch.", "de"),
    article(6, "Ein Zugespräch gibt es nicht.", "de"),
    EN,
]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("Gespräch", [1, 2]),
        ("gesprächen", [1, 2]),
        ("gesprach", [1, 2]),
        ("body:Gespräch", [1, 2]),
        ("lead:Gespräch", [1, 2]),
        ("lead:(Gespräch NEAR/2 die)", [1]),
        ("Gespräch NEAR/2 die", [1]),
        ("Frieden", [2]),
        ("=Gespräch", [2]),
        ('"Gespräch"', [2]),
        ("-Gespräch language:de", [6]),
    ],
)
def test_a_german_word_finds_compounds_of_words_of_the_index(found, query, ids):
    assert found(query, *COMPOUNDS) == ids


def test_marks_are_those_of_the_form_in_the_text():
    engine = MemoryEngine()
    with engine.writer() as writer:
        writer.add(ANALYZER.analyse(MIXED, ""))
    bound = bind(parse("переговоры"), "переговоры", ANALYZER, engine.terms)
    highlights = Highlights.of(bound.query, ANALYZER.analyse(MIXED, ""))
    assert highlights is not None
    assert [MIXED.body[start:end] for start, end in highlights.body_marks] == ["переговорам"]


def test_a_loose_word_is_one_leaf_in_each_field_whatever_languages_there_are():
    engine = MemoryEngine()
    with engine.writer() as writer:
        for one in ALL:
            writer.add(ANALYZER.analyse(one, ""))
    query = bind(parse("body:nato"), "body:nato", ANALYZER, engine.terms).query
    stems = [leaf for leaf in leaves(query) if leaf.stream == "body"]
    assert stems == [Synonyms("body", ("nato", "de:nato", "de:natos"), "nato")]


@pytest.mark.parametrize("language", ["en", "en-GB", None, "th", "Klingon"])
def test_english_and_what_has_no_stems_is_written_with_bare_terms(language):
    document = ANALYZER.analyse(article(1, "Armies met in Kabul.", language), "")
    assert list(document.streams["body"]) == ["armi", "met", "in", "kabul"]
    assert not any(term.startswith("stems:") for term in document.streams["provenance"])


@pytest.mark.parametrize("code", [code for code, one in LANGUAGES.items() if one.algorithm])
def test_every_stemmer_gives_terms_of_its_language(code):
    word = "word" if "Latin" in LANGUAGES[code].scripts else language_values(code)[-1]
    document = ANALYZER.analyse(article(1, word, code), "")
    assert {term.partition(":")[0] for term in document.streams["body"]} == {code}


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ENGLISH", "en"),
        ("English (United States)", "en"),
        ("rus", "ru"),
        ("Русский", "ru"),
        ("pt_BR", "pt-BR"),
        ("DEUTSCH", "de"),
        ("nb-NO", "nb-NO"),
        ("iw", "he"),
        ("Klingon", "Klingon"),
        ("x-none", "x-none"),
    ],
)
def test_what_files_call_a_language_becomes_its_tag(written, tag):
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("Englisch", "en"),
        ("Portugais", "pt"),
        ("немецкий", "de"),
        ("الروسية", "ru"),
        ("Klingon", "Klingon"),
    ],
)
def test_a_language_may_be_named_in_any_large_language(written, tag):
    assert tag_of_named(written) == tag


def test_no_two_languages_have_a_name_in_common():
    for one in LANGUAGES.values():
        assert {language_code(language_tag(name)) for name in (one.code, *one.names)} == {one.code}
