"""What the name of a file says: the day of a post of Jekyll's, and of no other file."""

from __future__ import annotations

import pytest

TEXT = "The council closed the quay again, and nobody knows for how long it will stay so."


@pytest.mark.parametrize(
    ("name", "head", "date", "status"),
    [
        ("2019-03-05-quay.md", "layout: post", "2019-03-05", "inferred"),
        ("2019-03-05-quay.md", "layout: post\ndate: 2019-03-04", "2019-03-04", "declared"),
        ("2019-02-31-quay.md", "layout: post", None, "unknown"),
        ("2019-03-05-quay.md", "tags: quay", None, "unknown"),
        ("quay-2019-03-05.md", "layout: post", None, "unknown"),
    ],
)
def test_a_post_is_published_on_the_day_in_its_name(read_one, name, head, date, status):
    article = read_one(f"---\ntitle: Quay shut\n{head}\n---\n{TEXT}\n".encode(), name)
    assert (article.date and article.date.isoformat()) == date
    assert article.came_from("date").status == status
    assert article.title == "Quay shut"
