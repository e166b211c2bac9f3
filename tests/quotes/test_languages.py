# ruff: noqa: E501
"""Quotations and their speakers in other languages: who said it plainly, or nobody."""

from __future__ import annotations

import pytest

from searchkit.quotes import quotations
from searchkit.quotes.languages import language_of


def told(text):
    return [
        (text[one.start : one.end], one.speaker and one.speaker.name) for one in quotations(text)
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Il a dit : « Nous partons. » Puis il est sorti.", ["Nous partons."]),
        ("Il a dit :«\u00a0Oui\u00a0» et «\u00a0non\u00a0».", ["Oui", "non"]),
        ("Er rief: »Nein« und ging.", ["Nein"]),
        ("Er rief: „Nein“ und ging.", ["Nein"]),
        ("「行きましょう」と彼は言った。『本』を読む。", ["行きましょう", "本"]),
        ("“我们走吧，”他说。", ["我们走吧，"]),
        ("— Идём, — сказал Иван Петров.\n— Куда?", ["Идём"]),
        ("—Vamos —dijo Juan Pérez.", ["Vamos"]),
        ("«Компания «Ромашка» закрыта», — сказал он.", ["Компания «Ромашка» закрыта"]),
        ("Il dit : « Le film « Ombre » est long » et part.", ["Le film « Ombre » est long"]),
        ("«Не закрыто, а «это» и «то» да.", ["это", "то"]),
        ("— Мир начался вчера", []),
    ],
)
def test_a_quotation_has_the_marks_of_its_language(text, quoted):
    assert [one for one, _ in told(text)] == quoted


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("«Мы готовы», — заявил министр обороны Иван Петров журналистам.", "Иван Петров", "министр обороны"),
        ("«Мы готовы», — сказала Анна Ивановна Орлова.", "Анна Ивановна Орлова", ""),
        ("Президент России Иван Петров заявил: «Мы готовы».", "Иван Петров", "Президент России"),
        ("«Ми готові», — сказав президент України Іван Петренко.", "Іван Петренко", "президент України"),
        ("„Wir sind bereit“, sagte Außenminister Karl Meyer am Montag.", "Karl Meyer", "Außenminister"),
        ("Kanzlerin Anna Berg sagte: „Wir sind bereit.“", "Anna Berg", "Kanzlerin"),
        ("„Wir sind bereit“, so Karl Meyer weiter.", "Karl Meyer", ""),
        ("„Wir sind bereit“, fügte Karl Meyer hinzu.", "Karl Meyer", ""),
        ("„Wir sind bereit“, sagte Experte Karl Meyer der Deutschen Presse-Agentur.", "Karl Meyer", "Experte"),
        ("„Wir sind bereit“, sagte Karl Meyer der Zeitung.", "Karl Meyer", ""),
        ("«Estamos listos», insistió Pedro Ruiz en Madrid.", "Pedro Ruiz", ""),
        ("« Nous sommes prêts », a déclaré le ministre Jean Martin.", "Jean Martin", "ministre"),
        ("« Nous sommes prêts », a dit M. Martin.", "Martin", "M."),
        ("«Estamos listos», dijo el presidente Pedro Ruiz en Madrid.", "Pedro Ruiz", "presidente"),
        ("«Siamo pronti», ha detto il ministro Luca Rossi.", "Luca Rossi", "ministro"),
        ("«Estamos prontos», afirmou o presidente João da Silva.", "João da Silva", "presidente"),
    ],
)  # fmt: skip
def test_a_verb_of_saying_names_the_speaker(text, name, role):
    (one,) = quotations(text)
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.role) == (name, role)
    assert text[one.speaker.name_start : one.speaker.name_end] == name


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("« Le pont est sûr », a expliqué jeudi la maire de Vieux-Port, Anne Martin, sur place.", "Anne Martin", "maire de Vieux-Port"),
        ("Le préfet de la région, Paul Durand, a assuré que le pont est « très sûr ».", "Paul Durand", "préfet de la région"),
        ("Selon Paul Durand, « le pont est sûr » pour tous.", "Paul Durand", ""),
        ("« Le pont est sûr », s’est réjoui Paul Durand à l’AFP.", "Paul Durand", ""),
        ("«El puente es seguro», dijo a la prensa el portavoz del gobierno, Juan Pérez.", "Juan Pérez", "portavoz del gobierno"),
        ("Según explicó Juan Pérez, «el puente es seguro» desde ayer.", "Juan Pérez", ""),
        ("La jefa de obras, Ana Ruiz, insistió en que el puente es «muy seguro».", "Ana Ruiz", "jefa de obras"),
        ("„Die Brücke ist sicher“, sagte die frühere Stadträtin Anna Berg.", "Anna Berg", "frühere Stadträtin"),
        ("„Die Brücke ist sicher und fest“, wie Karl Meyer sagte.", "Karl Meyer", ""),
        ("Karl Meyer vom Bauamt sagte dazu: „Die Brücke ist sicher.“", "Karl Meyer", ""),
        ("„Die Brücke ist sicher“, räumte Karl Meyer ein, „und das Ufer auch.“", "Karl Meyer", ""),
        ("«Мост открыт для всех», — рассказала журналистам мэр города Анна Орлова.", "Анна Орлова", "мэр города"),
        ("«Мост открыт для всех», — уточнил 34-летний Иван Орлов.", "Иван Орлов", ""),
        ("Инженер приехал. Мэр Иван Орлов подчеркнул, что мост «надёжен и открыт».", "Иван Орлов", "Мэр"),
        ("«Міст відкрито для всіх», — сказав мер міста Іван Петренко.", "Іван Петренко", "мер міста"),
        ("«Il ponte è sicuro», ha detto la sindaca di Porto, Anna Rossi, ai giornalisti.", "Anna Rossi", "sindaca di Porto"),
        ("«A ponte é segura», disse aos jornalistas o prefeito João Silva.", "João Silva", "prefeito"),
        ("„Most jest bezpieczny”, powiedział burmistrz Jan Nowak.", "Jan Nowak", "burmistrz"),
    ],
)  # fmt: skip
def test_roles_days_and_listeners_may_stand_beside_a_name(text, name, role):
    speakers = [one.speaker for one in quotations(text)]
    assert [(one and one.name, one and one.role) for one in speakers[:1]] == [(name, role)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anne Martin est venue. « Le pont est sûr », a-t-elle déclaré.", ["Anne Martin"]),
        ("Anne Martin est venue. « Le pont est sûr », a-t-il déclaré.", [None]),
        ("Anne Martin a vu Paul Durand. « Le pont est sûr », a-t-elle dit.", [None]),
        ("«El puente es seguro», dijo Ana Ruiz ayer. «Lo abrimos», añadió.", ["Ana Ruiz", "Ana Ruiz"]),
        ("„Die Brücke ist sicher“, sagte Anna Berg. „Wir prüften sie“, sagte sie.", ["Anna Berg", "Anna Berg"]),
        ("„Die Brücke ist sicher“, sagte Anna Berg. „Wir prüften sie“, sagte er.", ["Anna Berg", None]),
        ("Иван Орлов заявил: «Мост открыт». «Мы проверили», — добавил он.", ["Иван Орлов", "Иван Орлов"]),
        ("Иван Орлов заявил: «Мост открыт». «Мы проверили», — добавила она.", ["Иван Орлов", None]),
        ("Мэр Иван Орлов приехал. По словам Орлова, «мост открыт для всех».", ["Иван Орлов"]),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_whoever_was_named_last_and_alone(text, names):
    assert [name for _, name in told(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("„Wir sind bereit“, sagte Kommissionspräsidentin Ursula von der Linden.", "Ursula von der Linden"),
        ("„Wir sind bereit“, sagte Sprecher Karl Meyer von der Polizei.", "Karl Meyer"),
        ("„Wir sind bereit“, sagte der Berner Ständerat.", None),
        ("„Wir sind bereit“, sagte der Berner Gesundheits- und Sozialdirektor Beat Egli.", None),
        ("Luca Rossi è segretario di Stato da Verdi. «Siamo pronti», ha detto Verdi.", "Verdi"),
        ("«Мы готовы», — сказал Иван Лунин Ellery Times. Потом он уехал.", "Иван Лунин"),
        ("Назначение Лунина вызвало споры. Он сказал, что это «большая ошибка».", None),
        ("Maria Rossi da Luca Verdi, a casa. «Siamo pronti», ha detto Verdi.", "Luca Verdi"),
        ("„Wir sind bereit“, sagte ein Vertreter eines Dienstes zu ELLERY.", None),
        ("Die Frau ist ein Fan von Listen und erklärt, das sei nicht „mit kaltem Wasser“.", None),
        ("Ayer habló Juan Lunden\n\nLunden volvió. «Estamos listos», dijo Lunden.", "Juan Lunden"),
    ],
)  # fmt: skip
def test_a_speaker_is_named_whole_and_is_no_office(text, name):
    assert [speaker for _, speaker in told(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "«El puente es seguro», dijo la madre de Juan Pérez.",
        "«El puente es seguro», dijo a Juan Pérez un portavoz de la empresa.",
        "Juan Pérez llegó. «El puente es seguro», dijo a la prensa un portavoz.",
        "«El puente es seguro», dijeron Juan Pérez y Ana Ruiz.",
        "« Le pont est sûr », a dit le porte-parole de Paul Durand.",
        "„Die Brücke ist sicher“, sagte die Mutter von Karl Meyer.",
        "Er äußerte die Hoffnung, „dass die Brücke hält“.",
        "Über die Brücke sagte ein Mann: „Sie ist sicher.“",
        "«Мост открыт для всех», — сообщил представитель Ивана Орлова.",
        "«Мост открыт для всех», — сказала Орлов.",
        "Надпись на мосту гласит: «Мост открыт для всех».",
        "На мосту с Иваном Орловым он сказал: «Мост открыт».",
    ],
)
def test_whoever_is_only_mentioned_is_no_speaker(text):
    assert [name for _, name in told(text)] == [None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("— Идём, — сказал Иван Орлов. — Нас уже ждут.", ["Идём", "Нас уже ждут."]),
        ("—Es seguro —dijo Juan Pérez—. Lo abrimos hoy.", ["Es seguro", "Lo abrimos hoy."]),
        ("– Le pont est sûr, dit-elle, et il est neuf.", []),
        ("— перила;\n— фонари — новые;\n— настил.", []),
    ],
)
def test_a_line_of_dialogue_goes_on_behind_who_says_it(text, said):
    assert [one for one, _ in told(text)] == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor said “no” to Le Monde and to El País.", None),
        ("Der Rat sagte am Montag nein.", "de"),
        ("Міст відкрито для всіх.", "uk"),
        ("Мост открыт для всех.", "ru"),
        ("橋は開いています。", None),
    ],
)
def test_small_words_tell_the_language_of_a_text(text, code):
    language = language_of(text)
    assert (language.code if language else None) == code


@pytest.mark.parametrize(
    "text",
    [
        "«Мы готовы», — сказал он.",
        "«Мы готовы», — сообщили в министерстве.",
        "«Мы готовы», — сказал глава России Петров.",
        "„Wir sind bereit“, sagte der Sprecher der Regierung.",
        "„Wir sind bereit“, sagte er am Montag.",
        "«Estamos listos», afirmó ayer.",
        "« Nous sommes prêts », a-t-il dit.",
    ],
)
def test_nobody_is_given_who_is_not_named_plainly(text):
    (one,) = quotations(text)
    assert one.speaker is None


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Auch Bundespräsident Karl Meyer kam.", "Karl Meyer"),
        ("Weder Meyer noch andere kamen.", "Meyer"),
        ("Auch Anna Berg und Karl Meyer kamen am Montag.", "Karl Meyer"),
    ],
)
def test_a_whole_name_begins_behind_the_words_of_its_sentence(before, name):
    text = f"{before} „Wir sind bereit“, sagte Meyer am Montag."
    (one,) = quotations(text)
    assert one.speaker is not None
    assert one.speaker.name == name
    assert text[one.speaker.name_start : one.speaker.name_end] == name


def test_a_quotation_goes_on_with_nobody_if_somebody_else_is_named_beside_it():
    text = "„Wir sind bereit“, sagte Karl Meyer. „Wir nicht“, sagte ein Sprecher der Polizei."
    assert [name for _, name in told(text)] == ["Karl Meyer", None]


def test_the_so_of_english_names_nobody():
    text = (
        "He called it “a win for all of the people here”, so Smith left. “We stay on,” so Jane Roe."
    )
    assert [name for _, name in told(text)] == [None, None]
