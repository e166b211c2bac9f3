"""The names of a text: which words are one, of what kind, and by what evidence."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.names import Name, names
from searchkit.names.joining import MAX_NAMES
from searchkit.names.name import MAX_TEXT
from searchkit.names.wrapping import unwrapped


def told(text: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in names(text, language)]


def only_in(text: str, language: str) -> str:
    (name,) = names(text, language)
    return name.text


def only(text: str) -> Name:
    (name,) = names(text)
    return name


@pytest.mark.parametrize(
    ("text", "name", "kind", "rule"),
    [
        ("We met Mr. Hale there.", "Hale", "person", "title"),
        ("We met Attorney-General Ada Hale there.", "Ada Hale", "person", "title"),
        ("It was Secretary of State Rex Hale who came.", "Rex Hale", "person", "title"),
        ("They saw union leader Zeb Hale there.", "Zeb Hale", "person", "role"),
        ("It was Zeb Hale, the island’s shadow governor.", "Zeb Hale", "person", "role"),
        ("“No,” said Zeb Hale. Later Hale left.", "Zeb Hale", "person", "said"),
        ("They saw Zeb Hale, 45, there.", "Zeb Hale", "person", "age"),
        ("They saw Zeb Q. Hale there.", "Zeb Q. Hale", "person", "initial"),
        ("They saw Peter Hale there.", "Peter Hale", "person", "first name"),
        ("They saw Zeb Hale III there.", "Zeb Hale III", "person", "initial"),
        ("They fought in the World War II there.", "World War II", "other", "unknown"),
        ("Shares of Ellery Inc rose.", "Ellery Inc", "organisation", "form"),
        ("Shares of Hale & Lind rose.", "Hale & Lind", "organisation", "form"),
        ("He joined the Bank of Ellery.", "Bank of Ellery", "organisation", "head"),
        ("He read it in the Ellery Times.", "Ellery Times", "organisation", "head"),
        ("He saw the Ellery Tin Works (ETW) there.", "Ellery Tin Works", "organisation", "acronym"),
        ("He left NATO last year.", "NATO", "organisation", "known"),
        ("He left Norway last year.", "Norway", "place", "known"),
        ("They live in Ellerby now.", "Ellerby", "place", "in"),
        ("They swam in Lake Ellery.", "Lake Ellery", "place", "head"),
        ("They met at Camp Ellery.", "Camp Ellery", "place", "head"),
        ("They saw the Gulf of Ellery.", "Gulf of Ellery", "place", "head"),
        ("They liked Ellerby a lot.", "Ellerby", "other", "unknown"),
        ("They met in Charles Street there.", "Charles Street", "place", "head"),
        ("He works for CHRIS Well Consulting.", "CHRIS Well Consulting", "organisation", "head"),
        ("They flew with EVA Air there.", "EVA Air", "other", "unknown"),
        ("It was the Susan B. Hale Award.", "Susan B. Hale Award", "other", "unknown"),
        ("They saw the Denver Broncos, who won.", "Denver Broncos", "other", "unknown"),
        ("It was Malawi Hale, the island’s shadow governor.", "Malawi Hale", "person", "role"),
        ("They met Luke Hale MP there.", "Luke Hale", "person", "first name"),
        ("Fourteen-year-old Peter Hale came.", "Peter Hale", "person", "first name"),
        (
            "He led the Ellery League for the Defence of Human Rights.",
            "Ellery League for the Defence of Human Rights",
            "organisation",
            "head",
        ),
    ],
)  # fmt: skip
def test_a_name_has_the_kind_that_its_words_or_neighbours_tell(
    text: str, name: str, kind: str, rule: str
) -> None:
    found = only(text)
    assert (found.text, found.kind, found.rule) == (name, kind, rule)
    assert text[slice(*found.spans[0])] == name
    start, end = found.evidence
    assert name in text[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "Talks began on Monday. Officials said so.",
        "The German and the French ministers met.",
        "RUSSIA SEEKS GOOD TIES WITH ELLERY AND HALE",
        "Read: Mayor Hale Predicted the Fall of Ellery Airlines",
        "Ada Lind\n\nIt was a quiet day.",
        "President and Prime Minister agreed.",
        "An Ellery-based group did it.",
        "",
    ],
)
def test_words_in_capitals_for_another_reason_are_no_names(text: str) -> None:
    assert told(text) == []


def test_a_surname_stands_for_the_whole_name_of_the_text() -> None:
    text = "Lind spoke first. Envoy Ada N. Lind met Bo Hale. Mr. Hale and Ms. Lind left."
    (name,) = [name for name in names(text) if name.text == "Ada N. Lind"]
    assert [text[start:end] for start, end in name.spans] == ["Lind", "Ada N. Lind", "Lind"]


def test_a_surname_of_two_people_stands_for_neither() -> None:
    text = "They saw Zeb Lind and his brother Peter Lind. Mr. Lind left."
    assert told(text) == [("Zeb Lind", "other"), ("Peter Lind", "person"), ("Lind", "person")]


def test_a_title_before_the_surname_tells_that_the_whole_name_is_of_a_person() -> None:
    assert told("They saw Zeb Lind there. Mr. Lind left.") == [("Zeb Lind", "person")]


def test_a_title_forgives_a_slip_in_a_surname_of_the_text() -> None:
    text = "The head of the agency, Viktor P. Ellerovo, spoke. Sanctions hit Mr. Ellerovov."
    assert told(text) == [("Viktor P. Ellerovo", "person")]


def test_an_acronym_in_brackets_stands_for_its_name() -> None:
    text = "The Ellery Tin Works (ETW) grew. Shares of ETW rose. The ETW is old."
    assert len(only(text).spans) == 4


def test_a_first_word_counts_if_it_is_a_name_elsewhere() -> None:
    assert told("Ellerby is old.") == []
    assert told("Ellerby is old. They love Ellerby.") == [("Ellerby", "other")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Сегодня посол Замир Лунин был в Москве.", "ru", ("Замир Лунин", "person")),
        ("В Душанбе Замир Лунин встретил посла.", "ru", ("Душанбе", "place")),
        ("Вчера президент Украины Иван Лунин уехал.", "ru", ("Украины", "place")),
        ("Вчера президент Украины Иван Лунин уехал.", "ru", ("Иван Лунин", "person")),
        ("Правительство Китая молчит.", "ru", ("Китая", "place")),
        ("Так сказал глава Госдумы РФ Александр Лунин.", "ru", ("Александр Лунин", "person")),
        ("Так сказал глава ВОЗ Тедрос Лунин.", "ru", ("Тедрос Лунин", "other")),
        ("Так сказал президент Южной Кореи.", "ru", ("Южной Кореи", "other")),
        ("Пришёл Лунин Иван Петрович.", "ru", ("Лунин Иван Петрович", "person")),
        ("Ella llegó desde el Lunden ayer.", "es", ("Lunden", "other")),
        ("Heute traf Minister Peter Lunden den Chef der Bahn.", "de", ("Peter Lunden", "person")),
        ("El presidente Carlos Lunden llegó ayer.", "es", ("Carlos Lunden", "person")),
        ("Le ministre Jean Lunden est en Norvège.", "fr", ("Norvège", "place")),
    ],
)
def test_other_languages_have_their_own_words(
    text: str, language: str, expected: tuple[str, str]
) -> None:
    assert expected in told(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "It was for Senators Zeb Hale and Ozan Lind, for them.",
        "They saw presidents Zeb Hale and Ozan Lind there.",
        "They saw Reps. Zeb Hale, Ozan Lind.",
    ],
)
def test_a_title_of_several_people_is_of_each(text: str) -> None:
    assert told(text) == [("Zeb Hale", "person"), ("Ozan Lind", "person")]


def test_a_title_of_several_people_is_no_name() -> None:
    assert told("Both met two Presidents and Vice Presidents there.") == []


def test_a_first_name_that_asks_is_none() -> None:
    assert told("They met. Will China pay?") == [("China", "place")]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Selon Dmitri Lunin, oui. Non, dit M. Lunin.", "fr", "Dmitri Lunin"),
        ("Premier Węgier Viktor Lunden był tam.", "pl", "Viktor Lunden"),
        ("Tak powiedział lider Rady Wschodniej Viktor Lunden.", "pl", "Viktor Lunden"),
        ("Das ist ein Roman von Barbara Lunden.", "de", "Barbara Lunden"),
        ("Da war US-General Karl Lunden.", "de", "Karl Lunden"),
        ("Сказал Павел Вовк. Потом ждали Павла Вовка, Вовку дали слово.", "ru", "Павел Вовк"),
        ("Сказали, что ждут Павла Вовка.", "ru", "Павла Вовка"),
    ],
)  # fmt: skip
def test_a_person_is_one_name_in_all_cases_and_behind_titles(
    text: str, language: str, name: str
) -> None:
    assert (name, "person") in told(text, language)
    assert sum(kind == "person" for _, kind in told(text, language)) == 1


def test_a_woman_and_a_man_whose_names_differ_in_the_ending_are_two() -> None:
    text = "Сказали, что Александр Орлов пришёл. Потом пришла и Александра Орлова."
    assert len(told(text, "ru")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Es gibt z. B. Angst und Basel III.",
        "Er war Chef der Partei und Manager Cloud.",
        "Das sagte der Minister der Partei.",
    ],
)
def test_initials_numbers_and_titles_make_no_person_of_german_nouns(text: str) -> None:
    assert told(text, "de") == []


def test_where_all_nouns_are_written_large_only_evidence_tells() -> None:
    assert told("Die Regierung und der Vorstand der Bahn sprachen über die Zukunft.", "de") == []


def test_a_noun_behind_in_is_no_place_where_all_nouns_are_written_large() -> None:
    text = "Ein Mann sah ein Problem, das Haus in Flammen, das Geld in Massen in Berlin-Lunden."
    assert told(text, "de") == [("Berlin-Lunden", "place")]


def test_a_word_that_ends_in_in_tells_no_place() -> None:
    assert told("Later they met again in Lunden, and within Ellerby.") == [
        ("Lunden", "place"),
        ("Ellerby", "other"),
    ]
    assert told("Ayer siguió sin Lunden.", "es") == [("Lunden", "other")]


def test_the_last_line_of_a_wire_report_names_its_publishers_alone() -> None:
    text = "Visit The Ellery Times at www.ellery.example Distributed by Lunden Content Agency, LLC."
    assert told(text) == [
        ("Ellery Times", "organisation"),
        ("Lunden Content Agency, LLC", "organisation"),
    ]


def test_scripts_without_capitals_have_no_names_without_evidence() -> None:
    assert told("塔利班和平谈判在喀布尔举行。", "zh") == told("محادثات السلام في كابول", "ar") == []


def test_a_hostile_text_is_looked_at_in_bounds() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    text = " ".join(f"x Ab{first}{second}" for first in letters for second in letters)
    assert len(names(text)) <= MAX_NAMES
    assert names("x " * MAX_TEXT + "Norway") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Aa Bb ", "Aa Bb said. Bb ", "Mr. Aa ", "(Aa Bb) ", "Bank of Xx of ", "1 2 Aa\n",
        '"Aa ', "Oil and Gas ", "Area 5 ", "a b (AB) ",
    ],
)  # fmt: skip
def test_the_time_goes_by_the_length(piece: str) -> None:
    assert is_linear(lambda pieces: names(piece * pieces), 1_500)


WRAPPED = (
    "    The council of the harbour said on Friday that its envoy, Petra\n"
    "Vance, would meet the board of the Ellery\n"
    "Harbour Company at the Bank\n"
    "of Ellery, and then travel to the north by train and by boat to be\n"
    "there before the first snow. A note said that nobody knew her in\n"
    "town, and that the old boats were all gone long before the winter\n"
    "came over the hills.\n"
    "    It was quiet.\n"
)


def test_a_name_goes_on_over_the_end_of_a_wrapped_line() -> None:
    found = {name.text: name.spans for name in names(WRAPPED)}
    assert "Petra Vance" in found
    ((start, end),) = found["Petra Vance"]
    assert WRAPPED[start:end] == "Petra\nVance"
    # The second and the third line have room for more words: they end there for another reason.
    assert "Ellery Harbour Company" not in found
    assert "Bank of Ellery" not in found


def test_lines_are_wrapped_where_nearly_all_are_full() -> None:
    text = (
        "It sold the main part of its shares to the bank, as the Ellery\n"
        "Trust Co said there. The buyer of it is said to be a Hale Mills\n"
        "Insurance Co unit, which went to the Ellery Mills and which then\n"
        "went to the Lund Mills there. The other part is owned by a Lund\n"
        "Trout Works unit.\n"
    )
    assert "Hale Mills Insurance Co" in [name.text for name in names(text)]


def test_what_a_company_is_called_for_short_begins_a_sentence() -> None:
    assert [len(name.spans) for name in names("He left Peter Hale Ltd. Hale grew.")] == [1, 1]


def test_a_list_of_lines_is_not_wrapped() -> None:
    rows = [f"Present was as in the year before Miss {name}" for name in ("Anna", "Bela", "Cora")]
    text = "\n".join([*rows, "Vance Lund was also in the old hall of the town"])
    assert unwrapped(text) == text
    assert unwrapped("\n" * 5_000) == "\n" * 5_000


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED * 40, "a\n" * 9, WRAPPED.replace("\n", "\r\n")])
def test_unwrapping_moves_nothing(text: str) -> None:
    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).replace(" ", "\n") == text.replace(" ", "\n")


def test_a_place_before_a_whole_name_is_a_name_of_its_own() -> None:
    found = names("The ambassador to Norway Peter Lund left. Later he saw Norway Cup Football.")
    assert ("Norway", "place") in [(name.text, name.kind) for name in found]
    assert ("Peter Lund", "person") in [(name.text, name.kind) for name in found]


def test_a_place_of_several_words_before_a_person_is_a_name_of_its_own() -> None:
    for place in ("United States", "New York", "New Zealand"):
        text = f"The governor of {place} Peter Lund met the Prime Minister of {place} Ada Hale."
        found = told(text)
        assert found[:2] == [(place, "place"), ("Peter Lund", "person")]
        assert ("Ada Hale", "person") in found
    assert told("The mayor of London Zebulon Orr spoke.")[0] == ("London", "place")
    assert told("She is head of the New York Stock Exchange.")[0][0] == "New York Stock Exchange"


def test_sentences_without_a_blank_between_them_are_two() -> None:
    found = told("The talks were in Norway.Lund left early. Later Peter Lund said nothing.")
    assert found == [("Norway", "place"), ("Peter Lund", "person")]


def test_a_person_behind_an_organisation_is_a_name_of_its_own() -> None:
    assert told("They met the head of the Ellery Trade Council Peter Lund.") == [
        ("Ellery Trade Council", "organisation"),
        ("Peter Lund", "person"),
    ]


def test_the_party_of_a_politician_is_no_name() -> None:
    found = names("It was Sen. Peter Lund (R-Ellery.) and later Rep. Nora Holm (D-Bratt), he said.")
    assert [name.text for name in found] == ["Peter Lund", "Nora Holm"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He joined the Ministry of Petroleum and Minerals.", "Ministry of Petroleum and Minerals"),
        ("It asked the Soil and Water Commission.", "Soil and Water Commission"),
        ("It sold Hale and Co Inc today.", "Hale and Co Inc"),
        ("It was at the Conference on Disarmament.", "Conference on Disarmament"),
        ("He left Ellery Research, Inc. today.", "Ellery Research, Inc."),
        ("He called the Rowing Association of America.", "Rowing Association of America"),
        ("He flew to Trinidad and Tobago.", "Trinidad and Tobago"),
        ("He works for First Ellery.", "First Ellery"),
        ("It was Frederik de Hale who came.", "Frederik de Hale"),
        ("They liked what de Hale did.", "de Hale"),
        ("They liked Queen Zenobia I then.", "Zenobia"),
        ("They crossed the George Hale Bridge there.", "George Hale Bridge"),
        ("They were in Ellery, Wis., today.", "Wis."),
    ],
)
def test_a_name_goes_on_over_small_words(text: str, name: str) -> None:
    assert name in [found.text for found in names(text)]


@pytest.mark.parametrize(
    "text",
    [
        "So I'll go, and we've gone.",
        "The MPs and the NGOs had X-rays in January-May.",
        "The first quarter, Q1, was good.",
        "They raised the cash ratio (CR), and the CR is high.",
        "PRESS DIGEST - what the papers said today.",
        "They paid HK$ 20 for it.",
    ],
)
def test_words_that_are_large_for_their_form_are_no_names(text: str) -> None:
    assert told(text) == []


def test_the_name_of_an_office_is_no_part_of_who_has_it() -> None:
    found = told(
        "They met Minister of Trade and Industry Ada Hale and the mayor of Ely Peter Lund."
    )
    assert found == [("Ada Hale", "person"), ("Ely", "other"), ("Peter Lund", "person")]


def test_a_title_of_a_contest_is_no_person() -> None:
    assert told("She won the Miss Universe title there.") == [("Miss Universe", "other")]


def test_a_party_is_not_of_who_leads_it() -> None:
    found = told("They left the Freedom Front of General Zeb Hale today.")
    assert found == [("Freedom Front", "organisation"), ("Zeb Hale", "person")]


def test_a_stop_that_ends_the_sentence_is_no_part_of_a_form() -> None:
    found = [name.text for name in names("He left Ellery Corp. The rest, of Hale Corp. too, left.")]
    assert found == ["Ellery Corp", "Hale Corp."]


def test_the_country_in_capitals_is_no_pronoun() -> None:
    assert told("He met a US envoy and told us so.") == [("US", "place")]


def test_agencies_write_a_word_large_behind_a_cut_one() -> None:
    assert told("They said that U.S. Exports rose.") == [("U.S.", "place")]


def test_what_one_has_a_stake_in_is_no_place() -> None:
    assert told("He bought a stake in Ellery.") == [("Ellery", "other")]


@pytest.mark.parametrize("company", ["oil producer", "carmaker", "lead manager", "retailer"])
def test_what_is_said_of_companies_tells_no_person(company: str) -> None:
    assert told(f"They met {company} Zeb Lund there.") == [("Zeb Lund", "other")]


def test_the_first_word_of_a_sentence_can_stand_for_a_company() -> None:
    assert len(names("He left Ellery Tin Corp. Ellery said so.")) == 2


def test_the_first_line_of_a_wrapped_text_goes_on() -> None:
    text = "The old owner of the harbour, the Vance\nHarbour Corp, said so.\n" + WRAPPED
    assert "Vance Harbour Corp" in [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It is at the University of California, Davis, now.", "University of California, Davis"),
        ("The China Fund Trust and Investment Corp left.", "China Fund Trust and Investment Corp"),
        ("They wrote to Standard and Poor's again.", "Standard and Poor's"),
        ("He sold Tin Co of Ellery Inc there.", "Tin Co of Ellery Inc"),
        ("They left Zone 51, and nobody saw Zone 51 again.", "Zone 51"),
        ("It was Native Ellery Fund that paid.", "Native Ellery Fund"),
    ],
)
def test_names_of_more_words_are_whole(text: str, name: str) -> None:
    assert name in [found.text for found in names(text)]


def test_two_companies_side_by_side_are_two() -> None:
    found = [
        name.text for name in names("It was led by Hale Capital Markets and Lund Brothers Inc.")
    ]
    assert found == ["Hale Capital Markets", "Lund Brothers Inc"]


def test_the_words_of_a_title_in_quotation_marks_are_no_names() -> None:
    assert told('He wrote "The Hands of Ellery" then.') == []
    assert told('He wrote "The Hands of Ellery" in Ellery.') == [("Ellery", "place")]


def test_the_country_before_an_office_is_a_name() -> None:
    found = told("They met the US President Peter Lund and Prime Minister of India Ada Hale.")
    assert found == [
        ("US", "place"),
        ("Peter Lund", "person"),
        ("India", "place"),
        ("Ada Hale", "person"),
    ]


def test_a_name_behind_an_acronym_is_another() -> None:
    assert told("He told NATO Peter Lund was there.")[0] == ("NATO", "organisation")


def test_a_son_is_not_his_father() -> None:
    found = told("They saw Peter Lund there. Later Peter Lund Jr. left them alone.")
    assert found == [("Peter Lund", "person"), ("Peter Lund Jr.", "person")]


def test_two_names_that_everybody_knows_are_one() -> None:
    assert told("They left the U.S. and came back to the United States.") == [
        ("United States", "place")
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Era del secolo XIX in Lunden.", "it"),
        ("Tijdens Lunden kwam hij.", "nl"),
        ("Aux Lunden, il est là.", "fr"),
    ],
)
def test_centuries_and_first_words_are_no_names(text: str, language: str) -> None:
    assert only_in(text, language) == "Lunden"


def test_an_adjective_in_dutch_is_no_name() -> None:
    assert told("Dat was tijdens de Ellerse dagen.", "nl") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "He fed the Ellery Rally for the Return of Trout (ERRT).",
            "Ellery Rally for the Return of Trout",
        ),
        ("He led the Lund Commission Against Trout (LCAT).", "Lund Commission Against Trout"),
        ("The Ellery Trout and Eel Board (ETB) met.", "Ellery Trout and Eel Board"),
        ("He fed the Rally for Trout and Democracy (RTD).", "Rally for Trout and Democracy"),
        ("He fed the Rally for the Return of Refugees (RRR).", "Rally for the Return of Refugees"),
    ],
)
def test_the_letters_of_an_acronym_tell_where_its_name_begins(text: str, name: str) -> None:
    assert names(text)[0].text == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was the Ellery Farmers' Union that paid.", "Ellery Farmers' Union"),
        ("They went to the Ellery Children’s Hospital.", "Ellery Children’s Hospital"),
        ("It was rated by Moody's Investors Service.", "Moody's Investors Service"),
        ("They went to the Far East.", "Far East"),
        ("They met the All Blacks there.", "All Blacks"),
        ("It was seen in American Samoa.", "American Samoa"),
        ("It was seen in the Iranian Kurdistan.", "Kurdistan"),
        ("The Lund Trade Commission Wednesday met.", "Lund Trade Commission"),
        ("Second-placed Peter Hale came.", "Peter Hale"),
        ("Controversial Peter Hale came.", "Peter Hale"),
        ("It was at the Rome Olympics.", "Rome"),
        ("It hired Peter C. Hale and Co there.", "Peter C. Hale and Co"),
        ("Hale and Lind Corp said it grew.", "Hale and Lind Corp"),
        ("He joined Hale Trust Co of New York.", "Hale Trust Co of New York"),
        ("It bought Base Ten Systems Inc there.", "Base Ten Systems Inc"),
        ("They met Roman Catholic Pope Hale.", "Hale"),
        ("It was Speaker of the House Peter Hale.", "Peter Hale"),
        ("They heard of the Gaullist RPR there.", "RPR"),
        ("They live in Great Britain.", "Great Britain"),
        ("The roof of Notre Dame burnt.", "Notre Dame"),
        ("They were of Doctors Without Borders.", "Doctors Without Borders"),
        ("Hale Equity (Pacific) Ltd rose.", "Hale Equity (Pacific) Ltd"),
        ("That was al-Hale's house.", "al-Hale"),
        ("They met the Swedish Parliament.", "Swedish Parliament"),
        ("He is from here, N.J., as said.", "N.J."),
        ("She said, “Superficially, it is Oslo.”", "Oslo"),
        ("Hale 1 beat Hale 1, Hale 2, Hale 3 and Hale 4.", "Hale"),
    ],
)
def test_a_name_has_no_word_too_many_and_none_too_few(text: str, name: str) -> None:
    assert only(text).text == name


@pytest.mark.parametrize(
    "text",
    ["He read on. PRECIOUS METALS rose.", "They got 5 HUF there.", "He said it in the Spring."],
)
def test_headings_and_units_are_no_names(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        pytest.param("sv", "Enligt Bo Hale är det slut.", ["Bo Hale"], id="a first word"),
        pytest.param("nb", "Både Ellery og Lund sa nei.", ["Ellery", "Lund"], id="another code"),
        pytest.param("no", "Poeten Peter Lund kom til Oslo.", ["Peter Lund", "Oslo"], id="who"),
        pytest.param("no", "I dag kom Kong Peter Lund.", ["Peter Lund"], id="a title"),
        pytest.param("sv", "hos KD-ledaren Peter Lund i EU-landen", ["Peter Lund"], id="compounds"),
        pytest.param("nl", "de EU-landen noemen Noord-Ellery", ["Noord-Ellery"], id="no compound"),
        pytest.param("it", "disse il Papa Peter Lund ieri", ["Peter Lund"], id="a pope"),
        pytest.param(
            "it",
            "il Presidente del Consiglio Peter Lund e il Presidente del Perù Peter Hale",
            ["Peter Lund", "Perù", "Peter Hale"],
            id="a title with its office",
        ),
        pytest.param("it", "il Ministero dell’Interno e lo Stato", ["Ministero dell’Interno"]),
        pytest.param("fr", "le Conseil des Ellerys parlait", ["Conseil des Ellerys"], id="des"),
        pytest.param("it", "ha visto Peter Lund al Senato", ["Peter Lund", "Senato"], id="al"),
        pytest.param("es", "dijo que el Gobierno y el Banco irán", [], id="general words"),
        pytest.param("pl", "w XI wieku i w IV wieku", [], id="centuries"),
    ],
)
def test_names_in_other_languages_end_where_they_do(
    language: str, text: str, found: list[str]
) -> None:
    assert [text[start:end] for name in names(text, language) for start, end in name.spans] == found
