"""The language of a text: what tells it, and where it changes."""

from __future__ import annotations

import pytest

from searchkit.corpus.plain.language_detection import detect

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


def test_a_quotation_in_another_language_is_a_passage_inside_its_line():
    quoted = TEXTS["ru"]
    line = f"Мәжіліс депутаты бұл туралы жиында айтты: «{quoted}» — деді ол тілшілерге."
    found = detect(f"{TEXTS['kk']}\n{line}\n{TEXTS['kk']}\n{line}")
    assert found is not None
    assert [code for _, code in found.passages] == ["kk", "ru", "kk", "ru", "kk"]


def test_a_part_in_another_script_is_a_passage_without_marks():
    found = detect(f"{TEXTS['he']} {TEXTS['ar']} {TEXTS['he']} {TEXTS['ar']}")
    assert found is not None
    assert [code for _, code in found.passages] == ["he", "ar", "he", "ar"]


@pytest.mark.parametrize("code", ["ar", "de", "fa", "ru", "tr"])
def test_a_passage_deep_in_an_english_text_is_found(code):
    english = f"{TEXTS['en']} {TEXTS['en']}\n\n" * 12
    found = detect(f"{english}{TEXTS[code]} {TEXTS[code]} {TEXTS[code]}\n\n{english}")
    assert found is not None
    assert [one for _, one in found.passages] == ["en", code, "en"]


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


def test_a_declared_language_stands_against_one_that_is_nearly_the_same():
    found = detect(TEXTS["tr"] * 4)
    assert found is not None
    assert not found.contradicts("az")
