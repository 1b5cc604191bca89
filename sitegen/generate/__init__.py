"""Generates pages and their parts: data from the engine and `content/` in, Markdown or HTML out."""
