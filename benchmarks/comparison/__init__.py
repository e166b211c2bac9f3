"""Searchkit beside other search libraries: the same articles, the same queries, in one run."""
