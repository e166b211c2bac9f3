"""A wire story as four papers print it, and pieces that have nothing to do with it."""

from __future__ import annotations

from collections.abc import Mapping

from searchkit.analysis import Analyzer, Document
from searchkit.article import Article, PartialDate, Provenance
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import Pair, candidates
from searchkit.stories.families import Family, TextStats, families
from searchkit.stories.links import Link, link

WIRE = """\
The harbour of Port Ellery opened again on Saturday after a strike of nine days that had left 43
ships waiting in the bay. Dock workers voted by a narrow margin to accept an offer of 4.5 percent.

“We have shown that nothing moves in this town without us,” said Petra Vance, who leads the Harbour
Union. She added that the vote had been “closer than anybody would have liked”.

The strike began when the port company announced that it would replace two cranes with machines
that need no driver. Some 310 jobs would have been lost by the end of the year, according to a
study that the union had paid for.

Ferries to the outer islands, which carry most of the food for their 12,000 people, will sail again
from Monday. The ferry company said that it had lost about 2.1 million crowns in the nine days.

“Our first duty is to fill the shops,” a spokesman of the company, Jonas Hale, told reporters on
the quay. He refused to say whether the company would ask the port for damages.

Shipping lines had sent their largest vessels to Northmouth instead, where berths cost twice as
much. Analysts expect that a third of that trade will not come back before the spring.

The government, which had offered a mediator on the second day, called the agreement a victory for
patience. The opposition asked why the offer had not been made a week before.

Talks about the cranes will go on in March. Until then, both sides have agreed, no machine is to be
ordered and no driver is to be dismissed.
"""

#: The first four paragraphs, with a name of its own at the end.
CUT = "\n\n".join(WIRE.split("\n\n")[:4]) + "\n\nThe Bay Courier\n"

#: Half of it in other words, with something added.
REWRITTEN = """\
Nine days without a ship were enough. Workers at the docks of Port Ellery have gone back to work,
and the bay is slowly emptying.

“We have shown that nothing moves in this town without us,” union leader Petra Vance said as the
result was read out. She added that the vote had been “closer than anybody would have liked”.

What had made them angry were cranes that drive themselves. Some 310 jobs would have been lost by
the end of the year, according to a study that the union had paid for.

On the outer islands the shelves are bare. Ferries, which carry most of the food for their 12,000
people, will sail again from Monday, the Coast Herald reports.

“Our first duty is to fill the shops,” Jonas Hale, a spokesman of the company, told reporters on
the quay.

My own grocer had nothing but tinned pears last week, and was selling them by the piece.

Shipping lines had sent their largest vessels to Northmouth instead, where berths cost twice as
much. Few believe that all of them will return soon.

Talks about the cranes will go on in March. Until then, both sides have agreed, no machine is to be
ordered and no driver is to be dismissed.
"""

#: Another piece, that quotes it.
QUOTING = """\
Who speaks for the islands? For years the question has been put to one minister after the other,
and for years there has been no answer worth printing.

The last month did not bring one either. It did bring sentences that will be remembered there for a
long while, and few of them were meant for the people who heard them on the radio.

“We have shown that nothing moves in this town without us,” said the leader of the union. “Our first
duty is to fill the shops,” said the company, after the shops had been empty for a week. “Some 310
jobs would have been lost by the end of the year,” said a study. “Analysts expect that a third of
that trade will not come back before the spring,” wrote somebody else.

Nobody asked the fishermen, the teachers or the two doctors. A bridge has been promised in five
elections, and a second boat in three. What came was a brochure, printed on very good paper, on the
future of travel, and a survey with eleven questions about the colour of the seats.
"""

FARM = """\
Farmers in the Upper Lenn valley have begun to bring in the barley two weeks before the usual time.
A dry May and an early June without a single frost made the ears ripen together, which the oldest
of them say they have never seen. The mill at Tarn has taken on six people for the night shift.

Prices have not followed. A tonne was worth 171 crowns on Friday, nine less than a year ago, because
harvests in the south are good as well. The farmers' bank has put off the payments that fall due in
July, and asks its members to store what they can.

Whether the second crop will be as rich depends on rain. The weather office expects none before the
middle of the month, and has warned of fires along the railway.
"""

MUSEUM = """\
The museum of clocks in Sant Orlo will close for three years, its director announced at a dinner
for friends of the house. The roof has to be replaced, and with it the beams from 1786 under it.

About a hundred pieces of the collection go on a journey meanwhile. The water clock, which has not
left the building since it was given by a bishop, is to stay, in a box that keeps the damp away.

Visitors who hold a yearly ticket can have their money back or wait. Most, the director hoped, would
wait; she had after all been taught by clocks that it is worth it.
"""

ARTICLES: Mapping[str, str] = {
    "cut": CUT,
    "farm": FARM,
    "museum": MUSEUM,
    "quoting": QUOTING,
    "rewritten": REWRITTEN,
    "wire": WIRE,
}

#: The same as files: front matter and text.
FILES: Mapping[str, tuple[dict[str, object], str]] = {
    f"{name}.md": (
        {"title": f"The {name} piece", "source": f"The {name} paper"}
        | ({"date": "2016-02-20"} if name == "wire" else {}),
        body,
    )
    for name, body in ARTICLES.items()
}

_ANALYZER = Analyzer()


def article(
    article_id: str, body: str, date: str | None = None, *, inferred: bool = False, **given: str
) -> Article:
    """An article with this text; its date is declared or `inferred`, if it has one."""
    return Article(
        article_id,
        article_id,
        body,
        given.pop("title", article_id),
        date=PartialDate.parse(date) if date else None,
        provenance={"date": Provenance("inferred" if inferred else "declared")} if date else {},
        **given,  # type: ignore[arg-type]
    )


def document(one: Article) -> Document:
    return _ANALYZER.analyse(one, "")


def text(body: str) -> Text:
    record = document(article("one", body)).record
    return Text(body, record.sentences)


def stats_of(*articles: Article) -> dict[str, TextStats]:
    """The stats of articles, by id."""
    stats = {}
    for one in articles:
        made = document(one).fingerprint
        day = one.date.first_day.toordinal() if one.date else None
        stats[one.id] = TextStats(made.digest, made.words, day)
    return stats


def links_of(*articles: Article) -> dict[Pair, Link]:
    """What every two texts share that are worth comparing."""
    stats = stats_of(*articles)
    texts = {stats[one.id].digest: Text.of(document(one).record) for one in articles}
    made = [document(one).fingerprint for one in articles]
    pairs = candidates({one.digest: one.shingles for one in made})
    return {(one, other): link(texts[one], texts[other]) for one, other in pairs}


def families_of(*articles: Article) -> tuple[Family, ...]:
    return families(stats_of(*articles), links_of(*articles))
