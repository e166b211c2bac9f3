"""How often one waits for servers, which may be far away: with 20 ms each, no step takes long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from proxy import Proxy
from samples import write_corpus
from servers import project, update
from story_texts import CUT, WIRE

from searchkit import Library, remote_index
from searchkit.engines.address import Address
from searchkit.web import create_app

WIRES = {"wire.txt": f"Port Strike\n\n{WIRE}", "cut.txt": f"Docks\n\n{CUT}"}


def steps(library: Library) -> Mapping[str, tuple[int, Callable[[], object]]]:
    """What people wait for, with the most requests that it may take."""
    client = create_app(library).test_client()
    return {
        "search": (2, lambda: library.search("harbour strike")),
        "search by story": (5, lambda: library.search("strike", group="story")),
        "explanations": (3, lambda: library.search("harbour strike", explain=True)),
        "a misspelt word": (10, lambda: library.search("harbuor strike")),
        "suggest": (2, lambda: library.suggest("har")),
        "suggestions on the page": (2, lambda: client.get("/api/suggest?q=harbour+st")),
        "similar": (4, lambda: library.similar("old/fish.txt")),
        "terms": (8, lambda: library.terms("strike")),
        "counts": (2, lambda: library.counts("strike", by="year")),
        "names": (10, lambda: library.names("strike")),
        "the page": (5, lambda: client.get("/?q=harbour+strike")),
        "an article on the page": (7, lambda: client.get("/article/old/fish.txt?q=cod")),
        "stories on the page": (2, lambda: client.get("/stories")),
    }


def test_few_requests_are_waited_for(
    tmp_path: Path, address: Address, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever else the machine does.
    monkeypatch.setattr(remote_index, "MAX_AGE", 3_600.0)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    write_corpus(home, WIRES)
    update(home)
    with Library.open(home) as library:
        for name, (most, step) in steps(library).items():
            # What is asked once of an index is kept.
            step()
            before = len(proxy.requests)
            step()
            asked = [f"{one.method} {one.path}" for one in proxy.requests[before:]]
            assert 0 < len(asked) <= most, (name, asked)


def test_suggestions_follow_what_others_commit_and_at_once_what_is_committed_here(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    with Library.open(home) as library:

        def words() -> list[str]:
            return [word for word, _ in library.suggest("zeb").words]

        monkeypatch.setattr(remote_index, "MAX_AGE", 3_600.0)
        assert words() == []
        write_corpus(home, {"zoo.txt": "Zebra\n\nA zebra has come."})
        library.update()
        assert words() == ["zebra"]
        write_corpus(home, {"more.txt": "Zebu\n\nA zebu has come."})
        update(home)
        assert words() == ["zebra"]
        monkeypatch.setattr(remote_index, "MAX_AGE", 0.0)
        assert sorted(words()) == ["zebra", "zebu"]
