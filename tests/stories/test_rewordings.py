"""Sentences of two texts that say the same in other words."""

from __future__ import annotations

from searchkit.stories.alignment import Text, aligned
from searchkit.stories.rewordings import MAX_SENTENCES, reworded


def text_of(*sentences):
    starts, whole = [], ""
    for sentence in sentences:
        starts.append(len(whole))
        whole += f"{sentence} "
    return Text(whole, starts)


def pairs(left, right):
    everywhere = [range(len(side.sentences)) for side in (left, right)]
    return [(pair.left, pair.right) for pair in reworded(left, right, *everywhere)]


LEFT = text_of(
    "The ministry has promised 40 million crowns to dredge the northern channel.",
    "Fishermen asked for a new lighthouse.",
    "The weather was mild.",
)
RIGHT = text_of(
    "A spokesman was not there.",
    "To have its channel dredged the bay gets 40 million, a promise of crowns, said the mayor.",
    "A lighthouse is what the fishermen of the bay want, and asked for twice.",
)


def test_what_was_only_reworded_belongs_together():
    assert not aligned(LEFT, RIGHT)
    assert sorted(pairs(LEFT, RIGHT)) == [(0, 1), (1, 2)]


def test_each_sentence_has_one_partner_the_closest():
    left = text_of("The channel was dredged by the northern ministry in May.")
    right = text_of(
        "The ministry dredged a channel.",
        "By the northern ministry the channel in May was dredged at last.",
    )
    assert pairs(left, right) == [(0, 1)]


def test_only_what_is_free_is_paired():
    assert reworded(LEFT, RIGHT, [0], [2]) == []


def test_common_words_alone_make_no_pair():
    left = text_of(*(f"The harbour master said harbour {n} is shut." for n in range(30)))
    right = text_of(*(f"The harbour master said quay {n + 50} is shut." for n in range(30)))
    assert MAX_SENTENCES < 30
    assert pairs(left, right) == []


def test_many_alike_sentences_take_little_time():
    left = text_of(*(f"word{n} word{n % 7} word{n % 11} word{n % 13}" for n in range(3_000)))
    assert len(pairs(left, left)) <= 3_000
