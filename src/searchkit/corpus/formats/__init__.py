"""The readers, one module a format, and what only they need."""
