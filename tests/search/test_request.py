"""A search request: what it refuses when it is made."""

from __future__ import annotations

from typing import Any

import pytest

from searchkit import SearchRequest, SettingsError


@pytest.mark.parametrize("values", [
    *({name: count} for name in ("limit", "page") for count in (0, -1, 1.5, "5", None)),
    {"sort": "date"},
    {"operator": "any"},
    {"group": None},
    {"facets": ["shoe size"]},
])  # fmt: skip
def test_values_that_cannot_be_asked_for_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"count from 1|must be one of|no facet"):
        SearchRequest(text="strike", **values)
