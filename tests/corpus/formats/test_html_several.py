"""Pages with several articles: told, and none lost."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.html import HtmlReader

SUBJECTS = ("quay", "bridge", "vineyard", "lantern", "orchard")


def post(subject: str, *, sentences: int = 5, tag: str = "article", style: str = "") -> str:
    text = " ".join(
        f"In its session number {number} the council of the town argued about the {subject}."
        for number in range(sentences)
    )
    return f"<{tag} class='{style}'><h2>The {subject}</h2><p>{text}</p></{tag}>"


def read(body: str) -> ParsedDocument:
    page = f"<html><head><title>Council</title></head><body><main>{body}</main></body></html>"
    (parsed,) = HtmlReader().read(page.encode())
    assert isinstance(parsed, ParsedDocument)
    return parsed


def test_a_page_of_several_articles_has_them_all_and_says_so():
    parsed = read("<h1>Live</h1>" + "".join(map(post, SUBJECTS)))
    for subject in SUBJECTS:
        assert (
            parsed.text.count(
                f"session number 4 the council of the town argued about the {subject}"
            )
            == 1
        )
    assert parsed.warnings == ("the page holds 5 articles; they are read as one",)


@pytest.mark.parametrize(
    "body",
    [
        post("quay", sentences=30) + "".join(post(each, sentences=1) for each in SUBJECTS),
        post("quay") + "".join(post(each, style="comment-body") for each in SUBJECTS),
        post("quay") + f"<div>{''.join(map(post, SUBJECTS[1:]))}</div>",
        post("quay") + f"<aside>{''.join(map(post, SUBJECTS[1:]))}</aside>",
        post("quay", sentences=30) + post("bridge"),
        post("quay").replace("h2>", "h1>") + post("bridge"),
    ],
    ids=["teasers", "comments", "list below", "beside", "one much longer", "one has the headline"],
)
def test_an_article_with_others_around_it_is_one(body):
    assert read(body).warnings == ()
