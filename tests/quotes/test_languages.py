# ruff: noqa: E501
"""Quotations and their speakers in other languages: who said it plainly, or nobody."""

from __future__ import annotations

import pytest

from searchkit.quotes import quotations


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
        ("Auch Anna Berg und Karl Meyer kamen am Montag.", "Meyer"),
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
