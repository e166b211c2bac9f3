"""Metadata in plain text, and the part of it that is the article."""
