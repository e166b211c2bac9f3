"""What a query means: which articles match, where, and how that is shown."""
