"""Sentences of languages other than English: stops, abbreviations, ordinals, quotations."""

from __future__ import annotations

import pytest

from searchkit.analysis.sentences import sentence_starts

# Each bar is where a sentence begins besides the first.
SENTENCES = [
    ("ru", "В 2016 г. Россия и США начали переговоры. |Об этом сообщил А. С. Петров. |Он ждёт."),
    ("ru", "Проф. Иванов живёт на ул. Ленина, т.е. в центре. |«Мы ждём!» — сказал он. |Дом пуст."),
    ("ru", "Купили за 5 млн. руб. и ушли… |«Что дальше?» |Никто не знал."),
    ("uk", "Ім. Шевченка, вул. Мельникова, 5. |Це м. Київ. |«Так!» |Він пішов."),
    ("de", "Am 3. Oktober sprach Dr. Weber. |Im 19. Jahrhundert z. B. nicht. |„Ja.“ |Er ging."),
    ("de", "Es waren 350. |Der 2. Weltkrieg endete am 8. Mai. |Das steht in Art. 5 des Vertrags."),
    ("fr", "« Non. » |M. Dupont est parti. |Il a dit : « Oui ! » et il est sorti. |Voilà."),
    ("es", "El Sr. Ruiz llegó. |¿Quién era? |¡Nadie! |La Dra. Gil vive en la Av. Mayor."),
    ("it", "Il sig. Rossi parla. |L’on. Bianchi ascolta. |“Basta.” |E poi?"),
    ("pl", "Prof. Nowak mieszka przy ul. Długiej. |To było 3. |Nie wiem."),
    ("tr", "Dr. Yılmaz geldi. |Prof. Dr. Kaya da geldi. |Sonra gittiler."),
    ("el", "Ο κ. Παπαδόπουλος μίλησε. |Ποιος ήταν; |Κανείς δεν ξέρει."),
    ("ar", "قال د. أحمد إن المحادثات بدأت. |هل تستمر؟ |نعم. |انتهى الخبر!"),
    ("fa", "گفتگوها آغاز شد. |آیا ادامه دارد؟ |بله."),
    ("ur", "مذاکرات شروع ہوئے۔ |کیا وہ جاری رہیں گے؟ |جی ہاں۔"),
    ("hi", "वार्ता शुरू हुई। |क्या यह जारी रहेगी? |हाँ।"),
    ("hy", "Բանակցությունները սկսվեցին։ |Նա սպասում է։"),
    ("hy", "Բանակցությունները սկսվեցին: |Նա ասաց. թերթը: գիրքը և այլն: |Վերջ:"),
    ("ka", "მოლაპარაკებები დაიწყო. |ის ელოდება. |მაგ. დღეს. |გაგრძელდება? |დიახ."),
    ("zh", "谈判开始了。|“会继续吗？”|他问。|没有人知道！"),
    ("ja", "交渉が始まった。|「続きますか？」|彼は聞いた。"),
    ("my", "ဆွေးနွေးပွဲ စတင်ခဲ့သည်။ |ဆက်လက်ပါမည်။"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "marked"), SENTENCES)
def test_sentences_begin_where_they_are_marked(code, marked):
    parts = marked.split("|")
    starts = [sum(map(len, parts[:number])) for number in range(len(parts))]
    assert list(sentence_starts("".join(parts), code)) == starts


def test_a_blank_line_ends_a_sentence_in_every_language():
    assert sentence_starts("Заголовок\n\nпервый абзац", "ru") == (0, 11)


def test_a_blank_ends_a_long_clause_of_thai():
    clause = "การเจรจาสันติภาพระหว่างรัฐบาลกับกลุ่มกบฏเริ่มขึ้นเมื่อวันเสาร์ที่ผ่านมา"
    assert sentence_starts(f"{clause} {clause}", "th") == (0, len(clause) + 1)
    assert sentence_starts("วันเสาร์ ที่ 5", "th") == (0,)


def test_each_passage_has_the_rules_of_its_language():
    english, russian = "Mr. Smith came.\n\n", "Это ул. Ленина. Он ушёл."
    passages = (0, "en"), (len(english), "ru")
    starts = sentence_starts(english + russian, "en", passages)
    assert starts == (0, len(english), len(english) + russian.index("Он"))


def test_a_quoted_passage_breaks_no_sentence():
    before, quoted, after = "Ол айтты: «", "Стороны довольны. Встреча была!", "» — деп. Ол кетті."
    text = before + quoted + after
    passages = (0, "kk"), (len(before), "ru"), (len(before + quoted), "kk")
    starts = sentence_starts(text, "kk", passages)
    assert [text[start:].split()[0] for start in starts] == ["Ол", "Встреча", "Ол"]


def test_a_sentence_can_begin_behind_the_mark_of_a_quoted_passage():
    before, quoted, after = "Ол айтты: «", "Стороны довольны!", "» Ол кетті."
    text = before + quoted + after
    passages = (0, "kk"), (len(before), "ru"), (len(before + quoted), "kk")
    starts = sentence_starts(text, "kk", passages)
    assert [text[start:].split()[0] for start in starts] == ["Ол", "Ол"]


def test_english_and_unknown_texts_are_taken_apart_as_before():
    text = "Gen. Smith of the U.S. spoke. “No!” he said. Mr. Brown left."
    assert sentence_starts(text) == sentence_starts(text, "en") == (0, 30, 45)
