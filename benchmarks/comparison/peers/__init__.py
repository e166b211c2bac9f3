"""The libraries that are measured, each behind the same few calls."""

from __future__ import annotations

from comparison.peers.base import HITS, Found, Opened, Peer
from comparison.peers.bm25s import Bm25s
from comparison.peers.searchkit import Searchkit
from comparison.peers.sqlite_fts5 import SqliteFts5
from comparison.peers.tantivy_py import TantivyPy
from comparison.peers.whoosh_reloaded import WhooshReloaded, WhooshTwoStreams
from comparison.peers.xapian import Xapian

__all__ = ["HITS", "PEERS", "Found", "Opened", "Peer", "named"]

#: All of them, installed or not, in the order of the tables.
PEERS: tuple[Peer, ...] = (
    Searchkit("whoosh"),
    Searchkit("tantivy"),
    WhooshReloaded(),
    WhooshTwoStreams(),
    TantivyPy(),
    SqliteFts5(),
    Bm25s(),
    Xapian(),
)


def named(name: str) -> Peer:
    """The library with this name."""
    return next(peer for peer in PEERS if peer.name == name)
