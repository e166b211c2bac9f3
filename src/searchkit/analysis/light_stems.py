"""Light stemming rules for languages that Snowball has no stemmer for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

LIGHT_STEMMERS: Mapping[str, Callable[[str], str]] = {}
