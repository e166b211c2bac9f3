"""One address of every kind of page, over the articles that the tests of the page share."""

from __future__ import annotations

PAGES = {
    "start": "/",
    "results": "/?q=army",
    "filtered": "/?q=army&filter=date:2016&filter=-language:unknown&source=Gazette",
    "pages": "/?q=bulletin&page=2",
    "nothing": "/?q=zeppelin+army",
    "article": "/article/harbour.md?q=army",
    "mark": "/article/harbour.md?q=army#mark-1",
    "cite": "/cite/harbour.md?sentence=2",
    "stories": "/stories",
    "trends": "/trends?q=army&q=strike&by=year",
    "trends across": "/trends?q=army&by=year&across=source",
    "values": "/values?q=army&facet=source&filter=date:2016",
    "story": "/story/harbour.md",
    "reprints": "/story/bulletin-01.md",
    "compare": "/compare?left=harbour.md&right=inland/river+%26+sea.md",
    "quotes": "/quotes",
    "quotes of one": "/quotes?q=army&speaker=holm",
    "quote": "/quote/harbour.md?at=196",
    "names": "/names",
    "name": "/name/Ida%20Holm",
    "saved": "/searches",
    "bad query": "/?q=titel:army",
    "no page": "/nowhere",
    "api": "/api",
}
