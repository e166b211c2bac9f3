"""A project folder: where it is, what its settings say, and how far they are trusted."""
