"""The meaning of a query: which articles match, where, and how that is shown."""
