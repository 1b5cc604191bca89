"""The tables "By edition": each row is somewhere, and each page shows its own."""

from __future__ import annotations

from pathlib import Path

from sitegen.context import PageContext
from sitegen.generate.editions import read, table

DOCS = Path(__file__).parents[2] / "docs"
MARKER = "<!-- editions -->"


def pages_with_a_table() -> set[str]:
    return {path.stem for path in DOCS.glob("*.md") if MARKER in path.read_text(encoding="utf-8")}


def test_each_row_is_on_a_page_that_has_a_table() -> None:
    assert {page for row in read() for page in row.pages} == pages_with_a_table()
    assert all(row.pages for row in read())


def test_a_page_shows_its_rows_their_sources_and_how_to_tell_the_edition() -> None:
    shown = table(PageContext("choosing-a-provider.md", "choosing-a-provider/"))
    assert "Monday to Friday since April 15, 2024" in shown
    assert "DEFAULT_EMAIL" not in shown
    assert "sources.md#source-changes" in shown
    assert "smtp-settings.md#which-edition" in shown
