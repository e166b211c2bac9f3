"""What users of other tools type: taken as they mean it, or as words with the other reading."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.errors import QueryError
from searchkit.syntax import parse, parse_query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("oil w/5 gas", "oil NEAR/5 gas", id="w/5"),
        pytest.param("oil /5 gas", "oil NEAR/5 gas", id="/5"),
        pytest.param("oil n/5 gas", "oil NEAR/5 gas", id="n/5"),
        pytest.param("oil near5 gas", "oil NEAR/5 gas", id="near5"),
        pytest.param("oil NEAR5 gas", "oil NEAR/5 gas", id="NEAR5"),
        pytest.param("oil pre/5 gas", "oil BEFORE/5 gas", id="pre/5"),
        pytest.param("oil adj5 gas", "oil BEFORE/5 gas", id="adj5"),
        pytest.param("oil ADJ/5 gas", "oil BEFORE/5 gas", id="ADJ/5"),
        pytest.param("oil NEAR/5f gas", "oil BEFORE/5 gas", id="NEAR/5f"),
        pytest.param("oil /s gas", "oil SENTENCE gas", id="/s"),
        pytest.param("oil W/SENT gas", "oil SENTENCE gas", id="W/SENT"),
        pytest.param("(oil OR gas) same tax", "(oil OR gas) SENTENCE tax", id="same"),
        pytest.param("oil /p gas", "oil PARAGRAPH gas", id="/p"),
        pytest.param("oil w/para gas", "oil PARAGRAPH gas", id="w/para"),
        pytest.param("oil not w/5 gas", "oil NOT NEAR/5 gas", id="not w/5"),
        pytest.param("oil NOT /s gas", "oil NOT SENTENCE gas", id="NOT /s"),
        pytest.param("atleast5 oil", "ATLEAST/5 oil", id="atleast5"),
        pytest.param("atl5(oil)", "ATLEAST/5 (oil)", id="atl5()"),
        pytest.param("ATLEAST5(oil OR gas)", "ATLEAST/5 (oil OR gas)", id="ATLEAST5()"),
        pytest.param(
            "(oil or gas) w/5 (tax or law)", "(oil OR gas) NEAR/5 (tax OR law)", id="or w/5"
        ),
        pytest.param("tax not w/5 (oil or gas)", "tax NOT NEAR/5 (oil OR gas)", id="not w/5 or"),
        pytest.param("atleast5 (oil or gas)", "ATLEAST/5 (oil OR gas)", id="atleast or"),
        pytest.param("oil|gas", "oil OR gas", id="|"),
        pytest.param("oil || gas", "oil OR gas", id="||"),
        pytest.param("oil && gas", "oil AND gas", id="&&"),
        pytest.param("oil !gas", "oil NOT gas", id="!"),
        pytest.param("oil AND NOT gas", "oil NOT gas", id="AND NOT"),
        pytest.param("oil BUT NOT gas", "oil NOT gas", id="BUT NOT"),
        pytest.param("headline:oil hd:gas", "title:oil title:gas", id="headline"),
        pytest.param("byline:lee by:ann", "author:lee author:ann", id="byline"),
        pytest.param("oil _exists_:author", "oil -author:unknown", id="_exists_"),
        pytest.param("oil author:*", "oil -author:unknown", id="author:*"),
        pytest.param("*:*", "*", id="*:*"),
        pytest.param("oil +title:gas", "oil + title:gas", id="+ before a field"),
        pytest.param('"a “big” oil tax"', '"a  big  oil tax"', id="quotes between quotes"),
        pytest.param('“a "big" oil tax”', '"a  big  oil tax"', id="straight between curly"),
        pytest.param('""oil tax"" gas', '"oil tax" gas', id="doubled quotes"),
        pytest.param('“oil" OR "gas”', '"oil" OR "gas"', id="quotes of two shapes"),
    ],
)
def test_another_tools_form_is_taken_as_what_it_means(typed: str, meant: str) -> None:
    assert parse(typed) == parse(meant)


@pytest.mark.parametrize("typed", ["oil w/5 gas", "oil | gas", "oil !gas", "atleast2 oil"])
def test_it_is_said_how_it_was_read(typed: str) -> None:
    parsed = parse_query(typed)
    assert list(parsed.notes) == [f"read as {parsed.tree}"]
    assert not parse_query(str(parsed.tree)).notes


@pytest.mark.parametrize(
    ("typed", "words", "other"),
    [
        pytest.param("opec or saudi", "opec or saudi", "opec OR saudi", id="or"),
        pytest.param("oil and gas", "oil and gas", "oil AND gas", id="and"),
        pytest.param("oil not gas", "oil not gas", "oil NOT gas", id="not"),
        pytest.param("oil and not gas", "oil and not gas", "oil NOT gas", id="and not"),
        pytest.param("bank!", "bank", "bank*", id="!"),
        pytest.param("econom$ law", "econom law", "econom* law", id="$"),
        pytest.param(
            "OIL AND GAS NOT FOR SALE",
            "oil and gas not for sale",
            "oil AND gas NOT for sale",
            id="a headline in capitals",
        ),
        pytest.param("TALKS NEAR END", "talks NEAR end", "TALKS NEAR/5 END", id="NEAR"),
        pytest.param("oil N5 price", "oil N5 price", "oil NEAR/5 price", id="N5"),
        pytest.param("oil +s price", "oil s price", "oil SENTENCE price", id="+s"),
        pytest.param("oil[ti] gas", "oil[ti] gas", "title:oil gas", id="[ti]"),
        pytest.param("headline(oil gas)", "headline oil gas", "title:(oil gas)", id="headline()"),
        pytest.param("title: oil", "title: oil", "title:oil", id="a space after the colon"),
        pytest.param("oil AROUND(3) gas", "oil AROUND 3 gas", "oil NEAR/3 gas", id="AROUND"),
        pytest.param("oil NEAR(5) gas", "oil NEAR 5 gas", "oil NEAR/5 gas", id="NEAR()"),
        pytest.param("'peace talks' oil", "peace talks oil", '"peace talks" oil', id="quotes"),
        pytest.param("oil –gas", "oil gas", "oil -gas", id="dash"),
        pytest.param('"oil tax"-law', '"oil tax" law', '"oil tax" -law', id="hyphen and quotes"),
        pytest.param("(oil OR tax)-law", "(oil OR tax) law", "(oil OR tax) -law", id=")-"),
        pytest.param(
            "COFFEE OUTPUT MAY FALL -GROWERS",
            "COFFEE OUTPUT MAY FALL - GROWERS",
            "coffee output may fall -growers",
            id="a dash in a headline in capitals",
        ),
        pytest.param("+oil price", "oil price", "oil", id="plus"),
        pytest.param('"oil tax"[ti]', '"oil tax" ti', 'title:"oil tax"', id="a phrase[]"),
        pytest.param("gas/N3/oil", "gas/N3/oil", "gas NEAR/3 oil", id="/N3/"),
        pytest.param("gas/F50/", "gas/F50/", "lead:gas", id="/F50/"),
        pytest.param("oil length > 9", "oil length > 9", "oil words:>9", id="length"),
        pytest.param('"a b"po3', '"a b" po3', '"a b"~3', id="po3"),
        pytest.param("allcaps(WHO)", "allcaps WHO", "=WHO", id="allcaps"),
        pytest.param("oil gas w/3 tax", "oil (gas w/3 tax)", '"oil gas" w/3 tax', id="w/3"),
        pytest.param(
            'NEAR("oil", gas, 9)', 'NEAR "oil" gas 9', '"oil" NEAR/9 gas', id="a called NEAR"
        ),
        pytest.param("oil andnot gas", "oil andnot gas", "oil NOT gas", id="andnot"),
        pytest.param("Öl UND Gas OHNE Erz", "Öl und Gas ohne Erz", "Öl AND Gas NOT Erz", id="UND"),
        pytest.param("нефть ИЛИ газ", "нефть или газ", "нефть OR газ", id="ИЛИ"),
        pytest.param("oil w/seg gas", "oil w/seg gas", "oil AND gas", id="w/seg"),
        pytest.param("oil not/5 gas", "oil not/5 gas", "oil NOT NEAR/5 gas", id="not/5"),
        pytest.param("oil ONEAR gas", "oil onear gas", "oil BEFORE/5 gas", id="ONEAR"),
        pytest.param("oil same gas", "oil same gas", "oil SENTENCE gas", id="same alone"),
        pytest.param("oil WITHIN 9 gas", "oil within 9 gas", "oil NEAR/9 gas", id="WITHIN 9"),
        pytest.param("author contains lee", "author contains lee", "author:lee", id="contains"),
        pytest.param("title : oil", "title : oil", "title:oil", id="spaces around the colon"),
        pytest.param("gaso%line", "gaso%line", "gasoline~", id="%"),
        pytest.param("econom*3 law", "econom*3 law", "econom* law", id="*3"),
        pytest.param("plural(oil) gas", "plural oil gas", "(oil) gas", id="plural()"),
        pytest.param('pub.exact("oil")', 'pub.exact "oil"', 'source:("oil")', id=".exact()"),
        pytest.param('cs("WHO")', 'cs "WHO"', "=WHO", id="cs()"),
        pytest.param(
            "oil date from 20160220 to 2016-03",
            "oil date from 20160220 to 2016-03",
            "oil date:2016-02-20..2016-03",
            id="date from",
        ),
        pytest.param(
            "oil date(geq(01/01/2016) and leq(31/03/2016))",
            "oil date geq 01/01/2016 and leq 31/03/2016",
            "oil date:2016-01-01..2016-03-31",
            id="date(geq() and leq())",
        ),
        pytest.param(
            "oil date aft 02/25/2016", "oil date aft 02/25/2016", "oil after:2016-02-25", id="aft"
        ),
        pytest.param("oil fast&", "oil fast&", "oil fast", id="word&"),
        pytest.param("oil % gas", "oil % gas", "oil NOT gas", id="%"),
        pytest.param("oil /n5 gas", "oil /n5 gas", "oil NEAR/5 gas", id="/n5"),
        pytest.param("AB=(oil tax)", "AB= oil tax", "(oil tax)", id="AB="),
        pytest.param("oil AND re=uk", "oil re=uk", "oil", id="a code of Factiva"),
        pytest.param("allintitle: oil tax", "allintitle: oil tax", "title:(oil tax)", id="allin"),
        pytest.param(
            "TI oil tax AND AU smith",
            "(TI oil tax) (AU smith)",
            'title:(oil tax) AND author:"smith"',
            id="codes of EBSCO",
        ),
        pytest.param(
            'SO "The Times" AND oil', 'SO "The Times" oil', 'source:"The Times" AND oil', id="SO"
        ),
        pytest.param(
            "@title oil tax @body gas",
            "@title oil tax @body gas",
            "title:(oil tax) body:(gas)",
            id="@title",
        ),
        pytest.param(
            "crude oil[tiab] OR tax",
            "(crude oil[tiab]) OR tax",
            '"crude oil" OR tax',
            id="[tiab]",
        ),
        pytest.param("(oil OR gas) [Title]", "(oil OR gas) Title", "title:(oil OR gas)", id="()[]"),
        pytest.param("crude oil* [Title]", "crude oil* Title", 'title:"crude oil*"', id=" []"),
        pytest.param('"oil tax"[tiab:~2]', '"oil tax" tiab 2', "oil NEAR/3 tax", id="[:~2]"),
        pytest.param("“oil tax”[tiab:~2]", '"oil tax" tiab 2', "oil NEAR/3 tax", id="curly [:~2]"),
        pytest.param("«oil tax»[ti]", '"oil tax" ti', 'title:"oil tax"', id="guillemets [ti]"),
        pytest.param("oil[ti][ab]", "oil[ti][ab]", "title:oil[ab]", id="[ti][ab]"),
        pytest.param(
            "ti(oil) NEAR/3 gas", "ti (oil NEAR/3 gas)", "title:((oil) NEAR/3 gas)", id="()N"
        ),
        pytest.param("hlead ( oil )", "hlead oil", "lead:( oil )", id="hlead ( )"),
        pytest.param("TI (oil OR gas)", "TI (oil OR gas)", "title:(oil OR gas)", id="TI ()"),
        pytest.param('"oil pric"*', '"oil pric" *', '"oil pric*"', id="a star behind a phrase"),
        pytest.param(
            "source:New York Times",
            "source:New York Times",
            'source:"New York Times"',
            id="a value of several words",
        ),
        pytest.param("oil fell -1.5", "oil fell -1.5", "oil fell 1.5", id="a negative number"),
        pytest.param(
            "banks add money at low rates -dealers",
            "banks add money at low rates NOT dealers",
            "banks add money at low rates dealers",
            id="a headline with its source",
        ),
        pytest.param(
            "OIL WILL NOT RISE FOR 3rd YEAR",
            "OIL WILL not RISE FOR 3rd YEAR",
            "oil will NOT rise for 3rd year",
            id="capitals and an ordinal",
        ),
        pytest.param(
            'MINISTER SAYS TAX NOT "ONE WAY STREET"',
            'MINISTER SAYS TAX not "ONE WAY STREET"',
            'minister says tax NOT "ONE WAY STREET"',
            id="capitals and a quotation",
        ),
        pytest.param(
            "OIL FIRM LIFTS DIVIDEND (NOT TAX)",
            "OIL FIRM LIFTS DIVIDEND (not TAX)",
            "oil firm lifts dividend (NOT tax)",
            id="NOT in a parenthesis of a headline",
        ),
        pytest.param(
            "net of the ninth month was up in all of it SOURCE:1986 is old",
            "net of the ninth month was up in all of it source 1986 is old",
            "net of the ninth month was up in all of it SOURCE: 1986 is old",
            id="a field in running text",
        ),
        pytest.param("oil*:ti,ab gas", "oil*:ti,ab gas", "oil* gas", id=":ti,ab"),
        pytest.param("oil:ti gas", "oil:ti gas", "title:oil gas", id=":ti"),
        pytest.param("exp Oil Tax/", "exp Oil Tax/", '"Oil Tax"', id="exp"),
        pytest.param("'oil tax'/exp gas", "oil tax /exp gas", '"oil tax" gas', id="/exp"),
        pytest.param("oil+tax", "oil+tax", "oil tax", id="a plus between words"),
        pytest.param("oil%20tax", "oil%20tax", "oil tax", id="%20"),
        pytest.param("oil,tax", "oil,tax", "oil tax", id="a comma between words"),
        pytest.param("R&amp;B oil", "R&amp;B oil", "R&B oil", id="&amp;"),
        pytest.param("‚oil tax‘ law", "oil tax law", '"oil tax" law', id="low quotes"),
        pytest.param("oil w/9 xfirstword", "(oil w/9 xfirstword)", "lead:oil", id="xfirstword"),
        pytest.param("TITLE-ABS-KEY ( oil )", "TITLE-ABS-KEY oil", "( oil )", id="KEY ()"),
        pytest.param("oil AND-gas", "oil AND-gas", "oil NOT gas", id="AND-"),
        pytest.param("oil and/or gas", "oil and/or gas", "oil OR gas", id="and/or"),
        pytest.param("NEAR((oil, gas), 9)", "NEAR oil gas 9", "oil NEAR/9 gas", id="NEAR(())"),
        pytest.param(
            '+oil +"crude tax" gas',
            '+oil + "crude tax" gas',
            'oil "crude tax"',
            id="+ before quotes",
        ),
        pytest.param("oil pd aft 2016", "oil pd aft 2016", "oil after:2016", id="pd aft"),
        pytest.param("oil w/ 5 gas", "oil w/ 5 gas", "oil NEAR/5 gas", id="w/ 5"),
        pytest.param("oil pre/7/ gas", "oil pre/7/ gas", "oil BEFORE/7 gas", id="pre/7/"),
        pytest.param("oil w/ gas", "oil w/ gas", "oil NEAR/5 gas", id="w/ without a number"),
        pytest.param("oil near gas", "oil near gas", "oil NEAR/5 gas", id="near"),
        pytest.param("oil {OPEC}", "oil OPEC", "oil =OPEC", id="braces"),
        pytest.param("{oil tax} law", "oil tax law", '"oil tax" law', id="braces around two"),
        pytest.param("oil <<<a note>>> tax", "oil a note tax", "oil tax", id="a comment"),
        pytest.param("oil PUBYEAR > 2014", "oil pubyear > 2014", "oil date:>2014", id="PUBYEAR"),
        pytest.param(
            "oil 20160220..20160301",
            "oil 20160220..20160301",
            "oil date:2016-02-20..2016-03-01",
            id="a range of days",
        ),
        pytest.param("oil 2016..2018", "oil 2016..2018", "oil date:2016..2018", id="of years"),
        pytest.param("oil 2016-2018", "oil 2016-2018", "oil date:2016..2018", id="years and -"),
        pytest.param(
            "oil 2016/02:2018[dp]", "oil 2016/02:2018[dp]", "oil date:2016-02..2018", id="[dp]"
        ),
        pytest.param(
            'oil "2016/02/01"[PDAT] : "3000"[PDAT]',
            'oil "2016/02/01" PDAT "3000" PDAT',
            "oil date:2016-02-01..",
            id="[PDAT] without an end",
        ),
        pytest.param("(oil OR gas).ti,ab.", "(oil OR gas) ti,ab", "(oil OR gas)", id=".ti,ab."),
        pytest.param(
            "LIFE SENTENCE FOR ALL", "LIFE SENTENCE FOR ALL", "LIFE sentence FOR ALL", id="x"
        ),
    ],
)
def test_what_is_words_has_its_other_reading(typed: str, words: str, other: str) -> None:
    parsed = parse_query(typed)
    assert [reading.query for reading in parsed.readings] == [other]
    assert parse(other) != parsed.tree
    assert _letters(str(parsed.tree)) == _letters(str(parse(words)))


def _letters(text: str) -> str:
    kept = (char if char.isalnum() else " " for char in text.casefold())
    return " ".join("".join(kept).replace(" and ", " ").split())


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("the army said", id="words"),
        pytest.param("(OIL OR GAS) AND TAX LAW", id="grouped operators"),
        pytest.param("OIL W/5 GAS AND TAX LAW", id="an operator with a number"),
        pytest.param("title:oil author:lee", id="fields"),
        pytest.param("oil date from 20161301 to 20160201", id="no month"),
        pytest.param("oil not/0 gas", id="no distance"),
        pytest.param("oil w/0/ gas", id="no distance, with a slash behind"),
        pytest.param("ships near Oman coast", id="near in a longer text"),
        pytest.param("U.S. pt. talks at 2:30", id="initials"),
        pytest.param("oil 20161301..20170101", id="a range without a month"),
        pytest.param('"{oil tax}" law', id="braces between quotes"),
        pytest.param("塔利班 AND 和平 AND 谈判", id="a script without capitals"),
        pytest.param("AT&T R&B", id="ampersands"),
        pytest.param("100 % cotton", id="per cent"),
        pytest.param("sold for US$5, HK$9", id="currencies"),
        pytest.param("author:Smith OPEC oil", id="one value, and words"),
        pytest.param("oil -> gas", id="an arrow"),
        pytest.param("language:de 2018-2016", id="a code that is a value, and years backwards"),
        pytest.param("oil date aft 05/06/2016", id="a day that may be two"),
        pytest.param("don't 'tis rock'n'roll", id="apostrophes"),
        pytest.param("stop", id="one word"),
        pytest.param("the same old story again", id="same"),
        pytest.param("word(s) on 5% of it", id="a letter in brackets"),
        pytest.param('/joh?n(ath[oa]n)?/ "author contains it"', id="inside a regular expression"),
    ],
)
def test_nothing_else_is_read_into_a_plain_query(typed: str) -> None:
    assert not parse_query(typed).readings


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("#1 AND (#2 OR #3)", "earlier searches", id="numbered searches"),
        pytest.param("or/1-5", "earlier searches", id="a list of searches"),
        pytest.param("/oil price/ tax", "stands for one word", id="a pattern of two words"),
        pytest.param("costs $50..$100", "$50..$100", id="a range of numbers"),
        pytest.param("oil [a TO b]", "needs a field", id="a range without a field"),
        pytest.param("index=main oil", "no field 'index'", id="no field and ="),
        pytest.param("WC=Ecology oil", "no field 'WC'", id="a category"),
        pytest.param("(oil tax) xlastword", "xlastword", id="xlastword"),
        pytest.param("foo：bar", "no field 'foo'", id="a wide colon behind no field"),
    ],
)
def test_what_nothing_here_means_is_said(typed: str, said: str) -> None:
    (note,) = parse_query(typed).notes
    assert said in note
    assert not parse_query("title：oil 1990..2000 Inc<LG> rose").notes


def test_an_operator_that_joins_nothing_is_a_word_and_said_to_be_one() -> None:
    (note,) = parse_query("open 24 hours w/1").notes
    assert "w/1" in note
    assert "both sides" in note


def test_habits_of_several_kinds_are_told_together_first() -> None:
    first, *others = parse_query("oil or bank! not tax").readings
    assert first.query == "oil OR bank* NOT tax"
    assert [one.query for one in others] == ["oil OR bank! NOT tax", "oil or bank* not tax"]


def test_groups_in_one_another_beside_near_take_time_by_their_number() -> None:
    def work(groups: int) -> None:
        with pytest.raises(QueryError):
            parse_query("(" * groups + "a or b" + ") NEAR/5 c" * groups)

    assert is_linear(work, 80)
