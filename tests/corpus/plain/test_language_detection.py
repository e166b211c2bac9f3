"""The language of a text: what tells it, and where it changes."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from searchkit.corpus.plain import language_detection
from searchkit.corpus.plain.language_detection import detect
from searchkit.corpus.plain.south_slavic import with_one_south_slavic

TEXTS = {
    "ar": "بدأت محادثات السلام بين الحكومة والمتمردين يوم السبت في العاصمة كابول، وفق متحدث رسمي.",
    "de": "Die Gespräche zwischen Regierung und Aufständischen begannen am Samstag in der Hauptstadt.",  # noqa: E501
    "en": "Talks between the government and the rebels began on Saturday in the capital, they said.",  # noqa: E501
    "es": "Las conversaciones entre el gobierno y los rebeldes comenzaron el sábado en la capital.",
    "fa": "گفتگوهای صلح میان دولت و شورشیان روز شنبه در پایتخت آغاز شد و سخنگوی وزارت آن را تایید کرد.",  # noqa: E501
    "he": "שיחות השלום בין הממשלה למורדים נפתחו בשבת בבירה, כך נמסר מדובר משרד החוץ.",
    "kk": "Үкімет пен көтерілісшілер арасындағы бейбіт келіссөздер сенбі күні елордада басталды.",
    "ky": "Өкмөт менен козголоңчулардын ортосундагы тынчтык сүйлөшүүлөрү ишемби күнү башталды.",
    "ps": "د حکومت او یاغیانو ترمنځ د سولې خبرې د شنبې په ورځ په پلازمېنه کې پیل شوې.",
    "ru": "Переговоры о мире между правительством и повстанцами начались в субботу в столице.",
    "tg": "Гуфтушунидҳои сулҳ байни ҳукумат ва шӯришиён рӯзи шанбе дар пойтахт оғоз ёфтанд.",
    "th": "การเจรจาสันติภาพระหว่างรัฐบาลกับกบฏเริ่มขึ้นเมื่อวันเสาร์",
    "tr": "Hükümet ile isyancılar arasındaki barış görüşmeleri cumartesi günü başkentte başladı.",
    "uk": "Переговори про мир між урядом і повстанцями розпочалися в суботу в столиці країни.",
    "uz": "Hukumat va isyonchilar oʻrtasidagi tinchlik muzokaralari shanba kuni poytaxtda boshlandi.",  # noqa: E501
    "zh": "政府与叛军之间的和平谈判周六在首都开始。",
}

needs_detector = pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="pycld2 has no wheel for Python 3.14"
)


@needs_detector
@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_tells_its_language(code):
    found = detect(TEXTS[code])
    assert found is not None
    assert (found.language, found.passages) == (code, ())


def test_lines_that_are_repeated_are_passages_too():
    found = detect(f"{TEXTS['en']}\n\n{TEXTS['ru']}\n\n{TEXTS['en']}\n{TEXTS['en']}")
    assert found is not None
    assert [code for _, code in found.passages] == ["en", "ru", "en"]


def test_a_line_in_another_language_is_a_passage_of_its_own():
    text = f"{TEXTS['en']}\n\n{TEXTS['ru']}\n{TEXTS['ru']}\n\n{TEXTS['en']}"
    found = detect(text)
    assert found is not None
    assert [(text[start:][:5], code) for start, code in found.passages] == [
        ("Talks", "en"), ("Перег", "ru"), ("Talks", "en"),
    ]  # fmt: skip


@needs_detector
def test_a_quotation_in_another_language_is_a_passage_inside_its_line():
    quoted = TEXTS["ru"]
    line = f"Мәжіліс депутаты бұл туралы жиында айтты: «{quoted}» — деді ол тілшілерге."
    found = detect(f"{TEXTS['kk']}\n{line}\n{TEXTS['kk']}\n{line}")
    assert found is not None
    assert [code for _, code in found.passages] == ["kk", "ru", "kk", "ru", "kk"]


@needs_detector
def test_a_part_in_another_script_is_a_passage_without_marks():
    found = detect(f"{TEXTS['he']} {TEXTS['ar']} {TEXTS['he']} {TEXTS['ar']}")
    assert found is not None
    assert [code for _, code in found.passages] == ["he", "ar", "he", "ar"]


@pytest.mark.parametrize("code", ["ar", "de", "fa", "ru"])
def test_a_passage_deep_in_an_english_text_is_found(code):
    english = f"{TEXTS['en']} {TEXTS['en']}\n\n" * 12
    found = detect(f"{english}{TEXTS[code]} {TEXTS[code]} {TEXTS[code]}\n\n{english}")
    assert found is not None
    assert [one for _, one in found.passages] == ["en", code, "en"]


@needs_detector
def test_a_line_of_foreign_names_is_no_passage():
    names = "Los Angeles Lakers, Anaheim Ducks, San Diego Padres, Los Angeles Clippers, Galaxy"
    text = f"{TEXTS['tr']} {TEXTS['tr']}"
    found = detect(f"{text}\n\n{names} ve {names}.\n\n{text}")
    assert found is not None
    assert (found.language, found.passages) == ("tr", ())


def test_foreign_names_make_no_second_language():
    names = "Manchester United, Newcastle Wanderers, Bristol Rovers, Queens Park Rangers"
    found = detect(f"{TEXTS['de']} Zu den Vereinen in der Stadt gehören {names} und noch andere.")
    assert found is not None
    assert (found.language, found.passages) == ("de", ())


@pytest.mark.parametrize("text", ["", "Kabul", "12.03.2016 — 14:30", "\x00\x01", "Kabul fällt."])
def test_what_is_too_short_has_no_language(text):
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "code"), [("ტყვე", "ka"), ("カブール陥落", "ja"), ("喀布尔", "zh")]
)
def test_a_script_of_one_language_tells_it_in_a_word(text, code):
    found = detect(text)
    assert found is not None
    assert found.language == code


def test_only_a_text_that_is_plain_contradicts_what_is_declared():
    long, short = (detect(TEXTS["de"] * times) for times in (4, 1))
    assert long is not None
    assert short is not None
    assert long.contradicts("en-US")
    assert not short.contradicts("en")
    assert not long.contradicts("de-AT")
    assert not long.contradicts("Klingon")


@needs_detector
def test_a_declared_language_stands_against_one_that_is_nearly_the_same():
    found = detect(TEXTS["tr"] * 4)
    assert found is not None
    assert not found.contradicts("az")


# Of the same event, in languages that are easily taken for one another.
ALIKE = {
    "bg": "Преговорите между правителството и бунтовниците започнаха в събота и ще продължат до края на седмицата, каза говорител на министерството. По думите му те не са лесни, но без тях няма как да има мир.",  # noqa: E501
    "ca": "Les converses entre el govern i els rebels van començar dissabte a la capital amb la presència d'observadors, segons va dir un portaveu. També va dir que no seran fàcils però que són necessàries per a la pau.",  # noqa: E501
    "da": "Forhandlingerne mellem regeringen og oprørerne begyndte lørdag i hovedstaden, og de skal efter planen vare en uge, siger en talsmand. Der er ikke noget, der tyder på, at nogen af parterne vil gå, før de er blevet enige.",  # noqa: E501
    "hi": "सरकार और विद्रोहियों के बीच शांति वार्ता शनिवार को राजधानी में शुरू हुई और यह एक सप्ताह तक चलेगी।",
    "hr": "Pregovori između vlade i pobunjenika počeli su u subotu u glavnom gradu i trajat će do kraja tjedna, rekao je glasnogovornik. Prije toga nije bilo nikakvih razgovora, a tko će ih voditi nakon toga još se ne zna. Tijekom dana stigli su i promatrači.",  # noqa: E501
    "en": "Dock workers went back to work in Port Ellery. The Union's strike had lasted nine days. U.S. shippers lost millions.",  # noqa: E501
    "kk": "Үкімет пен көтерілісшілер арасындағы бейбіт келіссөздер сенбі күні елордада басталды. Бұл туралы министрліктің баспасөз хатшысы айтты, олар аптаның соңына дейін жалғасады, өйткені тараптар әлі келісімге келген жоқ.",  # noqa: E501
    "no": "Forhandlingene mellom regjeringen og opprørerne begynte lørdag i hovedstaden, og de skal etter planen vare en uke, sier en talsmann. Det er ikke noe som tyder på at noen av partene vil gå før de har blitt enige.",  # noqa: E501
    "sk": "Rokovania medzi vládou a povstalcami sa začali v sobotu v hlavnom meste a podľa hovorcu budú pokračovať až do konca týždňa. Nie sú ľahké, ale bez nich nie je možné, aby bol v krajine mier, povedal, keď ich otvoril.",  # noqa: E501
    "sr": "Преговори између владе и побуњеника почели су у суботу у главном граду и трајаће до краја недеље, рекао је портпарол, који је за то време био у граду.",  # noqa: E501
    "ug": "ھۆكۈمەت بىلەن قوزغىلاڭچىلار ئوتتۇرىسىدىكى تىنچلىق سۆھبىتى شەنبە كۈنى پايتەختتە باشلاندى ۋە بىر ھەپتە داۋاملىشىدۇ",  # noqa: E501
    "vi": "Các cuộc đàm phán giữa chính phủ và quân nổi dậy đã bắt đầu vào thứ bảy tại thủ đô và sẽ kéo dài đến hết tuần, theo lời của một phát ngôn viên.",  # noqa: E501
}


@pytest.mark.parametrize("code", [*ALIKE, "de", "es", "fa", "ky", "ru", "uk"])
def test_no_detector_is_needed_to_tell_languages_apart(monkeypatch, code):
    monkeypatch.setattr(language_detection, "_cld2", lambda: None)
    found = detect(ALIKE.get(code) or TEXTS[code] * 2)
    assert found is not None
    assert found.language == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pre dve nedelje deca su na ovom mestu čekala ceo dan.", "sr"),
        ("Prije dva tjedna djeca su na ovom mjestu čekala cijeli dan.", "bs"),
    ],
)
def test_serbian_in_latin_letters_is_told_by_its_words(text, code):
    assert with_one_south_slavic(Counter({"bs": 97}), text) == {code: 97}
