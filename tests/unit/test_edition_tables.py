"""The tables "By edition": each row is somewhere, and each page shows its own."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.context import PageContext
from sitegen.generate.editions import read, table

DOCS = Path(__file__).parents[2] / "docs"
MARKER = "<!-- editions -->"
LINKS = ("-by-edition)", "#which-edition)")
"""How a page leads to a table on another page, or to how to tell the edition."""
NAMED_ONLY = {"index", "links", "sources", "support", "importing/kamal"}
"""Pages that speak of editions, and say of none how it differs."""


def pages() -> dict[str, str]:
    """The text of each page, by its place in docs/, without `.md`."""
    return {
        path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in DOCS.rglob("*.md")
    }


def test_each_row_is_on_a_page_that_has_a_table() -> None:
    with_a_table = {name for name, text in pages().items() if MARKER in text}
    assert {page for row in read() for page in row.pages} == with_a_table
    assert all(row.pages for row in read())


def test_each_page_that_differs_by_edition_has_a_table_or_leads_to_one() -> None:
    speaking = {name for name, text in pages().items() if re.search(r"\beditions?\b", text)}
    lost = {name for name in speaking if not any(it in pages()[name] for it in (MARKER, *LINKS))}
    assert lost == NAMED_ONLY


def test_a_page_shows_its_rows_their_sources_and_how_to_tell_the_edition() -> None:
    shown = table(PageContext("choosing-a-provider/how-much.md", "choosing-a-provider/how-much/"))
    assert "Monday to Friday since April 15, 2024" in shown
    assert "DEFAULT_EMAIL" not in shown
    assert "(../sources.md#source-changes)" in shown
    assert "(../smtp-settings.md#which-edition)" in shown


def test_a_page_in_a_folder_links_out_of_it() -> None:
    shown = table(PageContext("importing/panel.md", "importing/panel/"))
    assert "a sentence to type" in shown
    assert "(../sources.md#source-code)" in shown
    assert "(../smtp-settings.md#which-edition)" in shown
