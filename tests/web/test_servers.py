"""The page over an index on servers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from quote_texts import FILES
from samples import ARTICLES, write_corpus
from servers import project, update
from story_texts import CUT, WIRE

from searchkit import Library
from searchkit.engines.address import Address
from searchkit.indexer.remote_families import RemoteFamilies

pytestmark = pytest.mark.slow

START = "/?q="
#: Two versions of one story.
STORIES = {"wire.txt": f"Port Strike\n\n{WIRE}", "cut.txt": f"Docks Reopen\n\n{CUT}"}
#: Addresses with the same parameters that are followed.
MAX_OF_A_KIND = 4


def test_every_link_leads_to_an_answer(
    tmp_path: Path, address: Address, get_from: Callable[..., Any]
) -> None:
    home = write_corpus(project(tmp_path, address), {**ARTICLES, **FILES, **STORIES})
    update(home)
    with Library.open(home) as library:
        found, left = {START}, [START]
        followed: Counter[tuple[str, ...]] = Counter()
        while left:
            asked = left.pop()
            answer = get_from(library, asked)
            assert answer.status == 200, asked
            links = {
                unescape(one.attributes["href"]).partition("#")[0]
                for one in (*answer.all("a"), *answer.all("link"))
            }
            links = {one for one in links if one.startswith("/")} - found
            found |= links
            # What is to be had of one search is to be had of all.
            for link in sorted(links):
                followed[_kind(link)] += 1
                if followed[_kind(link)] <= MAX_OF_A_KIND:
                    left.append(link)
        # All kinds of pages were seen.
        for start in ("/article/", "/quote/", "/cite/", "/feed", "/api", "/stories", "/story/"):
            assert any(one.startswith(start) for one in found), start
        assert "Show all versions" in get_from(library, "/?q=harbour").text


def _kind(link: str) -> tuple[str, ...]:
    """The page that a link leads to, and the names of its parameters."""
    address = urlsplit(link)
    return (address.path.split("/")[1], *sorted(parse_qs(address.query, keep_blank_values=True)))


def test_until_stories_are_known_no_page_leads_to_them_and_those_asked_for_are_refused(
    tmp_path: Path,
    address: Address,
    get_from: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = write_corpus(project(tmp_path, address))
    monkeypatch.setattr(RemoteFamilies, "tell", lambda _: None)
    update(home)
    told = "it is not known yet which articles are one story"
    with Library.open(home) as library:
        for asked in ("/", "/?q=strike", "/article/harbour.md", "/?q=strike&sort=newest"):
            answer = get_from(library, asked)
            assert answer.status == 200, asked
            links = [one.attributes["href"] for one in answer.all("a")]
            assert not [one for one in links if "stor" in one or "group=" in one], asked
        for asked in (
            *("/stories", "/story/harbour.md", "/?q=strike&group=story", "/?q=x&group=new"),
            *("/api/stories", "/api/story/harbour.md", "/api/search?q=x&group=story"),
        ):
            answer = get_from(library, asked)
            assert (answer.status, told in answer.text) == (400, True), asked
