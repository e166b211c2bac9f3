"""The view models of the pages, free of Flask: what a template writes out, made of an answer."""
