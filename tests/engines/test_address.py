"""Which text is the URL of a server, and which host it leads to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opensearchpy.client.utils import _normalize_hosts
from urllib3.util import parse_url

from searchkit.engines.address import Address, check_url
from searchkit.errors import SettingsError

#: Two programs read each of these as two hosts, or did once.
AMBIGUOUS = (
    "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/",
    "http://a.example#@b.example/",
    "http://a.example?@b.example/",
    "http://x@b.example:80@a.example/",
    "http://x@b.example:80 @a.example/",
    "http://127.0.0.1:11211:80/",
    "http://a.example:80:11211/",
    "http://127.0.0.1\tb.example/",
    "http://127.0.0.1%09b.example/",
    "http://127.0.0.1%2509b.example/",
    "http://127.0.0.1\r\nHost: b.example/",
    "http://a.example\\@b.example/",
    "http://a.example\\b.example/",
    "http:\\\\a.example/",
    "http:/a.example/",
    "http:a.example/",
    "http:///a.example/",
    "//a.example/",
    "https:///a.example/x",
    "http://a。example/",
    "http://ⓔxample.com/",
    "http://ｅxample.com/",
    "http://exampl\u00ade.com/",
    "http://a.example\u200b/",
    "http://a.example\0.b.example/",
    "http://[::1%25eth0]/",
    "http://[::1/",
    "http://[::1].b.example/",
    "http://a.example./",
    "http://.a.example/",
    "http://-a.example/",
    "http://a.example:/x:y@b.example",
    "http://a.example:0/",
    "http://a.example:99999/",
    "http://a.example:１/",
    "http://a.example/x y",
    "http://a.example/%0d%0aHost:",
    "ftp://a.example/",
    "javascript://a.example/",
    " http://a.example/",
    "http://a.example/\n",
    "",
)


@pytest.mark.parametrize("url", AMBIGUOUS)
def test_a_url_that_could_be_read_in_two_ways_is_refused_in_a_line(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_url(url)
    assert str(caught.value).isprintable()


PIECES = st.sampled_from(
    ["http://", "https://", "a.example", "b.example", "127.0.0.1", "[::1]", "0x7f.1", "localhost",
     ":", "9200", ":80", "/", "//", "@", "\\", "#", "?", "%2f", "..", ".", "x", "EXAMPLE", "_", "-",
     " ", "\t", "é", "[", "]", "0", "~"]
)  # fmt: skip


@pytest.mark.slow
@given(
    st.builds(
        lambda scheme, rest: scheme + "".join(rest),
        st.sampled_from(["http://", "https://", ""]),
        st.lists(PIECES, max_size=8),
    )
)
def test_a_url_that_is_taken_leads_where_the_client_library_goes(url: str) -> None:
    try:
        check_url(url)
    except SettingsError:
        return
    host, _, port = Address((url,)).hosts[0].rpartition(":")
    (taken,) = _normalize_hosts([url])
    assert host.strip("[]") == taken["host"].strip("[]")
    assert int(port) == taken.get("port", 9200)
    assert (parse_url(url).host or "").lower() == host
