"""Who is named as the speaker of a quotation, and when nobody is."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.quotes import Quotation, quotations


def last(body: str) -> Quotation:
    return quotations(body)[-1]


@pytest.mark.parametrize(
    ("body", "name", "role", "rule"),
    [
        ("“We will not join,” said Petra Vance.", "Petra Vance", "", "said"),
        ("“We will not join,” Petra Vance told reporters.", "Petra Vance", "", "said"),
        (
            "“No,” said union leader Petra Vance of Port Ellery.",
            "Petra Vance",
            "union leader",
            "said",
        ),
        (
            "“No,” said the union's leader, Petra Vance.",
            "Petra Vance",
            "union's leader",
            "said",
        ),
        (
            "“We won’t join,” President Ivan Lund’s envoy to the islands, Petra N. Vance, told us.",
            "Petra N. Vance",
            "President Ivan Lund’s envoy to the islands",
            "said",
        ),
        (
            "Petra Vance, president of the union, wrote: “No.”",
            "Petra Vance",
            "president of the union",
            "says",
        ),
        (
            "In May, Secretary of State Rex Hale said: “No.”",
            "Rex Hale",
            "Secretary of State",
            "says",
        ),
        (
            "NATO Secretary-General Jens Hale tweeted, “No.”",
            "Jens Hale",
            "NATO Secretary-General",
            "says",
        ),
        (
            "Immunologist Ada Lind of Ellery Research said the vote was “close”.",
            "Ada Lind",
            "Immunologist",
            "says",
        ),
        ("Petra Vance told Reuters, “No.”", "Petra Vance", "", "says"),
        ("Bo Hale, who ran the port, told The Globe: “No.”", "Bo Hale", "", "says"),
        ("One of them, Ada Walsh, 42, a clerk, said: “No.”", "Ada Walsh", "clerk", "says"),
        ("One of them, Ada Walsh, 42, said: “No.”", "Ada Walsh", "", "says"),
        ("“No,” Globe Editor-in-Chief Bo Hale said.", "Bo Hale", "Globe Editor-in-Chief", "said"),
        ("Bo Makena from Vaal Justice Alliance says: “No.”", "Bo Makena", "", "says"),
        ("“No,” Major-Gen Bo Hale said.", "Bo Hale", "Major-Gen", "said"),
        ("Luke Hale MP said: “No.”", "Luke Hale", "", "says"),
        ("“No,” said Luke Hale King III.", "Luke Hale King III", "", "said"),
        ("“No,” Ellery CFO Bo Hale said.", "Bo Hale", "Ellery CFO", "said"),
        ("“No,” County Executive Bo Hale said.", "Bo Hale", "County Executive", "said"),
        ("Ellery Port, chaired by President Bo Hale, said: “No.”", "Ellery Port", "", "says"),
        ("“We will not join.” Petra Vance said.", "Petra Vance", "", "said"),
        ("Ada Lind called the vote “a farce”.", "Ada Lind", "", "called"),
        ("Ada Lind hailed the vote as “a good day”.", "Ada Lind", "", "says"),
        ("The paper went on to quote Petra Vance as saying: “No.”", "Petra Vance", "", "quoted"),
        ("According to eyewitness Bo Berg, “it exploded”.", "Bo Berg", "eyewitness", "according"),
        ("“It exploded,” according to Bo Berg.", "Bo Berg", "", "according"),
        ("“No,” said Petra Vance. “Not now.”", "Petra Vance", "", "continued"),
        ("“No,” said Petra Vance, “not now.”", "Petra Vance", "", "says"),
        ("Petra Vance said “no” and “not now”.", "Petra Vance", "", "continued"),
    ],
)
def test_a_rule_finds_the_speaker_that_the_text_names(
    body: str, name: str, role: str, rule: str
) -> None:
    speaker = last(body).speaker
    assert speaker is not None
    if rule == "says" and speaker.rule == "continued":
        rule = "continued"
    assert (speaker.name, speaker.role, speaker.rule) == (name, role, rule)
    assert body[speaker.name_start : speaker.name_end] == name


@pytest.mark.parametrize(
    "body",
    [
        "“No,” said a spokesman for Boeing.",
        "“No,” said Ada Lind and Bo Berg.",
        "“No,” the union said.",
        "Officials said “no”.",
        "Nobody was told “no”.",
        "Ada Lind was told “no”.",
        "Ada Lind said the film called “Harbour” was long.",
        "“No,” Ada Lind said.\n\n“Yes.”",
        "Ada Lind said: “No,” Bo Berg added.",
        "Ada Lind met Bo Berg. He said “no”.",
        "“No,” he said.",
        "“No.” Ada Lind had fulfilled her pledge to the town, the mayor said.",
        "“No.” Ada Lind said that it was late.",
        "“No.” Ada Lind said “yes” later, “maybe”.",
        "A sign read “no”. Ada Lind went home.",
        "That Ada Lind announced it signals a “very long way”.",
        "Speaking to the Daily Globe Vance claimed: “No.”",
        "Ada Vance went into how Mary Hale allegedly left. She said: “No, not now, not here.”",
    ],
)
def test_nobody_is_named_where_the_text_does_not_tell_plainly(body: str) -> None:
    assert last(body).speaker is None


def test_a_surname_stands_for_the_whole_name_before_it_and_keeps_what_it_is_called_there() -> None:
    body = "Envoy Petra N. Vance arrived on Monday.\n\n“No,” Ms. Vance said."
    speaker = last(body).speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Petra N. Vance", "Ms.")
    assert body[speaker.start : speaker.end] == "Ms. Vance said"
    assert body[speaker.name_start : speaker.name_end] == "Petra N. Vance"


def test_a_firm_does_not_speak_under_the_name_of_its_camp() -> None:
    speaker = last("The firm met at its annual Camp Ellery. “We grow,” Ellery said.").speaker
    assert speaker is not None
    assert speaker.name == "Ellery"


def test_a_surname_of_two_people_stays_a_surname() -> None:
    body = "Petra Vance met Ivan Vance.\n\n“No,” Mr. Vance said."
    speaker = last(body).speaker
    assert speaker is not None
    assert speaker.name == "Vance"


def test_he_and_she_stand_for_the_speaker_before_if_nobody_else_came_between() -> None:
    told = "“No,” said Petra Vance. The vote was close. {}She said: “Not now.”"
    speaker = last(told.format("")).speaker
    assert speaker is not None
    assert speaker.name == "Petra Vance"
    assert last(told.format("Ada Lind left. ")).speaker is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“No,” said Robert Lind. The vote was close. She said: “Not now, not here.”", None),
        ("“No,” said Robert Lind. He saw Mary Vance. He said: “Not now, not here.”", "Robert Lind"),
        ("“No,” said Robert Lind. He saw Peter Vance. He said: “Not now, not here.”", None),
        ("“No,” said Jean Lind. The vote was close. She said: “Not now, not here.”", "Jean Lind"),
    ],
)
def test_he_and_she_stand_for_nobody_with_a_first_name_of_the_other_gender(text, name) -> None:
    speaker = last(text).speaker
    assert (speaker.name if speaker else None) == name


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "“Al ",
        "‘a’ ",
        "A B ",
        "“Aa bb,” said A. ",
        "“Aa bb,” said Cc Vance. “No,” Vance said. ",
        "“Aa bb,” he said. ",
        "Ab Cd said he Ef said “no” ",
        "«Да нет же», — сказал Иван Орлов. «Нет», — добавил он. ",
        "По словам Орлова, «нет». Он сказал: «да». ",
        "— Нет, — сказал он. — Да.\n",
        "«No», dijo Juan Pérez. «Sí», dijo, y Ana ",
    ],
)
def test_a_text_of_marks_and_names_takes_time_by_its_length(piece: str) -> None:
    def work(pieces: int) -> None:
        quotations(piece * pieces + " said: “no”")

    assert is_linear(work, 300)
