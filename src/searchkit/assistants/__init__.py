"""Answers for assistants: tools that only read, each with an answer of limited length.

`server` speaks the Model Context Protocol; the other modules need no package for it.
"""
