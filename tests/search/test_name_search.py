"""Names across articles: their spellings, the list of them, the report of one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from generators import make_document

from searchkit import Library, NameNotFound, SearchTooSlow, SettingsError
from searchkit.analysis import Record
from searchkit.engines.memory import MemoryEngine
from searchkit.search.name_completion import suggested_names
from searchkit.search.name_corrections import MAX_SPELLINGS
from searchkit.search.name_groups import NameGroups

TEXTS = {
    "a.txt": "Talks\n\nEnvoy Zamir N. Kabulov met Ms. Ada Lind in Norway. He said: “We won’t join "
    "them at all.” Mr. Kabulov left. It was quiet in Ellerby.\n",
    "b.txt": "More talks\n\nOn Monday envoy Zamir Kabulov was in Norway. “Never again will we do "
    "that,” said Zamir Kabulov. They like Norway.\n",
    "c.txt": "A day\n\nIt rained in Norway, and nobody said a word about it to anybody there.\n",
}


@pytest.fixture(params=["whoosh", "tantivy"])
def named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    (tmp_path / "corpus").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path) as library:
        library.update()
        yield library


def groups_of(*names: str) -> NameGroups:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for number, name in enumerate(names):
            writer.add(make_document(f"{number}", f"They saw Mr. {name} there."))
    return NameGroups(engine)


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        (("Zamir Kabulov", "Zamir N. Kabulov"), True),
        (("Yurii Krupnov", "Yuri V. Krupnov"), True),
        (("Viktor P. Ivano", "Viktor P. Ivanov"), True),
        (("John W. Lind", "John H. Lind", "John Lind"), False),
        (("Ada Kabulova", "Zamir Kabulov"), False),
        (("Z. Lin", "Zamir Lin"), False),
        (("Z. Kabulov", "Zamir Kabulov"), True),
        (("Z. Kabulov", "Zamir Kabulov", "Zahir Kabulov"), False),
        (("J. Howard Kabulov", "James Kabulov"), False),
        (("J. Kabulov", "James Kabulov"), True),
        (("Jesse Kabulov", "Jesse Tyler Kabulov"), True),
        (("Jesse Ferguson", "Jesse Tyler Ferguson"), False),
        (("Denis Miller", "Dennis Miller"), False),
        (("Ciara Kabulov", "C. F. Kabulov"), False),
        (("JK Kabulov", "J. K. Kabulov"), True),
        (("Eric Kabulov", "Eric Kabulov Jr."), False),
        (("Eric Kabulov", "Eric H. Kabulov Jr."), True),
        (("Eric Kabulov", "Eric Kabulov III"), False),
        (("Ada Smith", "Ada N. Smith"), False),
        (("Juan Kabulov", "Juan Carlos Kabulov"), True),
        (("Juan Kabulov", "Juan Carlos Pablo Kabulov"), False),
        (("Yuri Hale-Kabulov", "Yurii Hale Kabulov"), True),
        (("Viktor Kabulov", "Viktor Kabluov", "Viktor Kabulov", "Viktor Kabulov"), True),
        (("Fred Kabulo", "Fred Kabuloo"), False),
        (("Fred Kabulov", "Fred Kabluov"), False),
        (("Fred Kabulov", "Fred Kabulov", "Fred Kabulov", "Fred Kabluov"), True),
    ],
)
def test_spellings_are_joined_if_all_agree(names: tuple[str, ...], joined: bool) -> None:
    groups = groups_of(*names)
    assert (len({groups.key(name) for name in names}) == 1) is joined
    every = groups_of(*names)
    every.read_all()
    for name in names:
        assert every.spellings(name) == groups.spellings(name) != ()


@pytest.mark.parametrize(("others", "joined"), [("Bo", True), ("Bo Cy Di", False)])
def test_a_surname_of_many_needs_more_than_a_first_name(others: str, joined: bool) -> None:
    groups = groups_of("Ada Lind", "Ada N. Lind", *(f"{name} Lind" for name in others.split()))
    assert (groups.key("Ada Lind") == groups.key("Ada N. Lind") != "") is joined


def test_what_everybody_calls_by_two_names_is_one(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for name, text in {
        "a": "They left the U.S. today.",
        "b": "They left the United States today, and the U.S. was quiet.",
        "c": "They left the United Kingdom today.",
    }.items():
        (tmp_path / "corpus" / f"{name}.txt").write_text(f"A day\n\n{text}\n", encoding="utf-8")
    with Library.open(tmp_path) as library:
        library.update()
        for query in ('place:="U.S."', 'place:="United States"', 'name:="USA"'):
            assert library.search(query).total == 2, query
        rows = library.counts("*", by="place").rows
        assert [row.counts[0].articles for row in rows if row.kind == "value"] == [2, 1]


def test_a_slip_is_forgiven_to_rare_names_only() -> None:
    many = groups_of(*["Viktor P. Ivano"] * 3, *["Viktor P. Ivanov"] * 3)
    assert many.key("Viktor P. Ivano") != many.key("Viktor P. Ivanov")


def test_groups_do_not_depend_on_the_order_of_articles() -> None:
    names = [
        "John Lind",
        "J. Lind",
        "John W. Lind",
        "Jon Lind",
        "Johnn Lind",
        "Zed Lind",
        "John Lint",
    ]
    expected = {name: groups_of(*names).spellings(name) for name in names}
    chosen = random.Random(3)
    for _ in range(5):
        chosen.shuffle(names)
        groups = groups_of(*names)
        assert {name: groups.spellings(name) for name in names} == expected


def test_a_whole_name_finds_its_other_spellings_and_says_so(named: Library) -> None:
    results = named.search('person:="Zamir Kabulov"')
    assert results.total == 2
    assert "“Zamir Kabulov” also stands for Zamir N Kabulov" in results.notes


def test_counts_and_filters_agree_on_spellings(named: Library) -> None:
    for by in ("person", "place", "name"):
        for row in named.counts("*", by=by).rows:
            if row.kind == "value":
                assert named.search(row.filter).total == row.counts[0].articles, row


def test_names_are_listed_with_their_kinds(named: Library) -> None:
    found = named.names()
    assert [(row.name, row.kind, row.counts.articles) for row in found.names] == [
        ("Norway", "place", 3),
        ("Zamir Kabulov", "person", 2),
        ("Ada Lind", "person", 1),
        ("Ellerby", "place", 1),
    ]
    assert [row.name for row in named.names("rained").names] == ["Norway"]
    assert named.names(kind="person", limit=1, page=2).names[0].name == "Ada Lind"


def test_the_names_of_all_articles_are_counted_once_for_all_pages(
    named: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = named.names(limit=2)
    with monkeypatch.context() as patched:
        patched.setattr("searchkit.search.searcher.Searcher.values", lambda *_, **__: 1 / 0)
        assert named.names(limit=2) == first
        assert named.names(limit=2, kind="place").total < first.total
        with pytest.raises(ZeroDivisionError):
            named.names("talks")
    file = named.settings.home / "names.toml"
    file.write_text(f'["{first.names[0].name}"]\nkind = "organisation"\n')
    try:
        assert named.names(limit=2).names[0].kind == "organisation"
    finally:
        file.unlink()


def test_a_report_tells_spellings_evidence_and_who_stands_beside(named: Library) -> None:
    report = named.name("zamir kabulov")
    assert (report.name, report.kind, report.counts.articles) == ("Zamir Kabulov", "person", 2)
    assert dict(report.spellings) == {"Zamir N. Kabulov": 1, "Kabulov": 1, "Zamir Kabulov": 2}
    assert {one.rule for one in report.evidence} == {"first name", "title"}
    ((article_id, words),) = report.evidence[0].examples
    assert words in TEXTS[article_id]
    beside = {row.name: row.sentences for row in report.beside}
    assert beside == {"Ada Lind": 1, "Norway": 2}
    assert [quote.text for quote in report.quotes][-1] == "Never again will we do that,"
    assert {report.first.id, report.last.id} <= set(TEXTS)


def test_a_report_is_of_as_many_articles_as_there_is_time_for(
    named: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Record] = []

    def add(self: object, record: Record) -> None:
        if read:
            raise SearchTooSlow(2)
        read.append(record)

    monkeypatch.setattr("searchkit.search.name_search._Reading.add", add)
    assert "read from the first 1 of 3 articles" in named.name("Norway").notes


def test_a_word_of_one_name_only_is_that_name(named: Library) -> None:
    report = named.name("kabulov")
    assert (report.name, report.counts.articles) == ("Zamir Kabulov", 2)
    assert report.notes[0] == "“kabulov” is Zamir Kabulov in these articles"
    with pytest.raises(NameNotFound):
        named.name("zamir lind")


def test_a_name_tells_of_the_longer_names_with_its_words(named):
    (named.settings.home / "corpus" / "d.txt").write_text("A vote\n\nMr. Lind won the vote.\n")
    named.update()
    assert named.name("lind").notes == ("other names with “Lind”: Ada Lind",)
    assert named.name("Norway").notes == ()


def test_a_name_that_no_article_has_is_not_found(named: Library) -> None:
    for name in ("Nobody Here", "!!!", "x" * 5_000):
        with pytest.raises(NameNotFound):
            named.name(name)


def correct(library: Library, text: str) -> None:
    (library.settings.home / "names.toml").write_text(text, encoding="utf-8")


def articles_by(library: Library, field: str) -> dict[str, int]:
    """The articles of each name of a facet; nobody is left out."""
    counts = library.search("*", facets=(field,)).facets[field]
    return {value: one.articles for value, one in counts.items() if value != "unknown"}


def test_corrections_join_and_part_names_and_say_their_kind(named: Library) -> None:
    correct(named, '["Ada Lind"]\nsame = ["Zamir Kabulov"]\nkind = "other"\n')
    assert named.search('name:="Ada Lind"').total == 2
    rows = [row for row in named.names().names if row.kind == "other"]
    assert [row.counts.articles for row in rows] == [2]
    correct(named, '["Zamir Kabulov"]\nnot = ["Zamir N. Kabulov"]\n')
    assert named.search('person:="Zamir Kabulov"').total == 1
    assert named.search('person:="Zamir N. Kabulov"').total == 1
    correct(named, '["Norway"]\nsame = ["Ellerby"]\nkind = "organisation"\n')
    assert named.search('organisation:="Ellerby"').total == 3
    assert named.search('place:="Ellerby"').total == 0
    assert named.name("Norway").kind == "organisation"


def test_a_kind_that_the_user_tells_counts_in_searches_and_facets(named: Library) -> None:
    correct(named, '["Ada Lind"]\nkind = "organisation"\n[Ellerby]\nkind = "other"\n')
    assert "Ada Lind" not in articles_by(named, "person")
    assert articles_by(named, "organisation") == {"Ada Lind": 1}
    assert "Ellerby" not in articles_by(named, "place")
    assert articles_by(named, "name")["Ellerby"] == 1
    for field in ("person", "organisation", "place", "name"):
        for row in named.counts("*", by=field).rows:
            if row.kind == "value":
                assert named.search(row.filter).total == row.counts[0].articles, row


def test_two_names_of_one_article_that_are_one_are_told_together(named: Library) -> None:
    text = "Mr. Nils Bratt left. “We sail,” he said. Later Nils Holm, 45, came home."
    (named.settings.home / "corpus" / "both.md").write_text(text, encoding="utf-8")
    named.update()
    correct(named, '["Nils Bratt"]\nsame = ["Nils Holm"]\n')
    for name in ("Nils Bratt", "Nils Holm"):
        assert dict(named.name(name).spellings) == {"Nils Bratt": 1, "Nils Holm": 1}


def test_a_newsroom_can_correct_thousands_of_names(named: Library) -> None:
    correct(
        named,
        "".join(f'["Ada Lind{number}"]\nkind = "person"\n' for number in range(5_000))
        + '["Ellerby"]\nkind = "organisation"\n',
    )
    assert named.name("Ellerby").kind == "organisation"


def test_facets_count_corrected_names_as_their_filters_find_them(named: Library) -> None:
    correct(
        named,
        '["Ada Lind"]\nsame = ["Zamir Kabulov"]\n[Norway]\nsame = ["Ellerby"]\n',
    )
    assert articles_by(named, "person") == {"Ada Lind": 2}
    assert articles_by(named, "place") == {"Norway": 3}
    assert articles_by(named, "name") == {"Norway": 3, "Ada Lind": 2}
    test_counts_and_filters_agree_on_spellings(named)
    correct(named, '["Zamir Kabulov"]\nnot = ["Zamir N. Kabulov"]\n')
    people = {"Ada Lind": 1, "Zamir Kabulov": 1, "Zamir N. Kabulov": 1}
    assert articles_by(named, "person") == people
    test_counts_and_filters_agree_on_spellings(named)


def test_only_so_many_corrected_names_are_counted_again(
    named: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.search.name_recount.MAX_RECOUNTED", 0)
    correct(named, '[Norway]\nsame = ["Ellerby"]\n')
    assert articles_by(named, "place") == {"Norway": 3, "Ellerby": 1}


@pytest.mark.parametrize(
    "text",
    [
        'Norway = "Oslo"\n',
        '[Norway]\nsame = "Oslo"\n',
        "[Norway]\nsame = [1]\n",
        '[Norway]\nsame = ["!"]\n',
        '[Norway]\nkind = "planet"\n',
        '[Norway]\nother = ["Oslo"]\n',
        '[Norway]\nsame = ["Oslo"]\n[Sweden]\nsame = ["Oslo"]\n',
        '[Norway]\nsame = ["Oslo"]\nnot = ["Oslo"]\n',
        "[Norway\n",
        "[Norway]\nsame = [" + '"a",' * (MAX_SPELLINGS + 1) + "]\n",
    ],
)
def test_a_file_that_makes_no_sense_is_refused(named: Library, text: str) -> None:
    correct(named, text)
    with pytest.raises(SettingsError):
        named.search('person:"Zamir Kabulov"')
    assert named.search("talks").total == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nor", ["Norway"]),
        ("kab", ["Zamir Kabulov", "Zamir N. Kabulov"]),
        ("ZAMIR k", ["Zamir Kabulov"]),
        ("zamir ", ["Zamir Kabulov", "Zamir N. Kabulov"]),
        ("zamir n kab", ["Zamir N. Kabulov"]),
        ("lind z", []),
        ("n", []),
        ("rained", []),
    ],
)
def test_names_are_suggested_with_what_finds_their_articles(
    named: Library, text: str, names: list[str]
) -> None:
    found = named.suggest(text).names
    assert [one.name for one in found] == names
    for one in found:
        assert one.articles == (3 if one.name == "Norway" else 1)
        # It finds the other spellings too.
        assert named.search(one.query).total >= one.articles


def test_a_suggested_name_has_its_kind_and_the_commonest_come_first(named: Library) -> None:
    text = "Talks\n\nEnvoy Norma Lund met Mr. Nord. Nothing came of it in Norway.\n"
    (named.settings.home / "corpus" / "d.txt").write_text(text, encoding="utf-8")
    named.update()
    found = [(one.name, one.kind, one.articles) for one in named.suggest("nor").names]
    assert found == [("Norway", "place", 4), ("Nord", "person", 1), ("Norma Lund", "person", 1)]
    assert len(named.suggest("nor", limit=1).names) == 1


def test_suggested_names_cost_one_search(named: Library) -> None:
    asking = suggested_names(("zamir",), ("kabulov",), 10)
    with named.searcher() as searcher:
        ((query, options),) = next(asking)
        matches = searcher.snapshot.engine.search(query, options)
    with pytest.raises(StopIteration) as stopped:
        asking.send([matches])
    assert [one.name for one in stopped.value.value] == ["Zamir Kabulov"]


def test_of_spellings_that_are_as_common_none_that_is_cut_short_is_shown(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for name, written in (("a.txt", "Viktor P. Ivano"), ("b.txt", "Viktor P. Ivanov")):
        text = f"Talks\n\n“We will not join them,” said {written} on Monday. It was late.\n"
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path) as library:
        library.update()
        (row,) = library.names(kind="person").names
        assert (row.name, row.counts.articles) == ("Viktor P. Ivanov", 2)
        report = library.name("Ivanov")
        assert report.name == "Viktor P. Ivanov"
        assert [spelling for spelling, _ in report.spellings] == [
            "Viktor P. Ivanov",
            "Viktor P. Ivano",
        ]


def test_articles_without_capitals_are_told(named: Library) -> None:
    text = "塔利班和平谈判在喀布尔举行。俄罗斯总统今天在莫斯科说，谈判将继续进行。"
    (named.settings.home / "corpus" / "zh.txt").write_text(text, encoding="utf-8")
    assert named.names().notes == ()
    named.update()
    told = "1 article is in a language without capitals, in which no names are found"
    assert named.names().notes == (told,)
