"""The tables "By edition": each row is on some page, and each page shows its own rows."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.context import PageContext
from sitegen.generate.editions import read, table

DOCS = Path(__file__).parents[2] / "docs"
MARKER = "<!-- editions -->"
LINKS = ("-by-edition)", "#which-edition)")
"""Links to a table on another page, or to how to find out the edition."""
NAMED_ONLY = {"index", "links", "sources", "support", "importing/kamal"}
"""Pages that mention editions without saying how they differ."""


def pages() -> dict[str, str]:
    """Return the text of each page, by its path in docs/ without `.md`."""
    return {
        path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in DOCS.rglob("*.md")
    }


def test_each_row_is_on_a_page_that_has_a_table() -> None:
    with_a_table = {name for name, text in pages().items() if MARKER in text}
    with_a_table.remove("editions")
    assert {page for row in read() for page in row.pages} == with_a_table
    assert all(row.pages for row in read())


def test_each_page_about_editions_has_a_table_or_links_to_one() -> None:
    mentioning = {name for name, text in pages().items() if re.search(r"\beditions?\b", text)}
    lost = {name for name in mentioning if not any(it in pages()[name] for it in (MARKER, *LINKS))}
    assert lost == NAMED_ONLY


def test_a_table_has_its_rows_sources_and_a_link_to_find_the_edition() -> None:
    shown = table(PageContext("choosing-a-provider/how-much.md", "choosing-a-provider/how-much/"))
    assert "Monday to Friday since April 15, 2024" in shown
    assert "DEFAULT_EMAIL" not in shown
    assert "(../sources.md#source-changes)" in shown
    assert "(../editions.md#which-edition)" in shown


def test_one_page_shows_all_rows() -> None:
    shown = table(PageContext("editions.md", "editions/"))
    assert [row.what for row in read() if f"| {row.what} |" not in shown] == []
    assert "which-edition" not in shown


def test_links_from_a_page_in_a_folder() -> None:
    shown = table(PageContext("importing/panel.md", "importing/panel/"))
    assert "a sentence to type" in shown
    assert "(../sources.md#source-code)" in shown
    assert "(../editions.md#which-edition)" in shown
