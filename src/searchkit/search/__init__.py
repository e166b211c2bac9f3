"""One request: a query text and its options become a page of hits."""
