"""Markers in pages: one grammar, and every mistake stops the build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.context import PageContext
from sitegen.errors import SiteError
from sitegen.markers import MARKERS, When, fill_html, fill_markdown, strip

DOCS = Path(__file__).parents[2] / "docs"
PAGE = PageContext("guide.md", "guide/")


def test_every_kind_of_marker_is_used() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    assert set(re.findall(r"<!-- ([a-z-]+)(?::| -->)", pages)) == set(MARKERS)


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- glosary -->",
        "<!--glossary-->",
        "<!-- Glossary -->",
        "<!-- mr:glossary -->",
        "<!-- picture port -->",
        "<!-- a note to myself -->",
        "<!-- payload : json -->",
        "<!-- picture:port -->",
        "<!---->",
        "<!--\nglossary\n-->",
    ],
)
def test_an_unknown_comment_stops_the_build(comment: str) -> None:
    with pytest.raises(SiteError, match=r"(?s)^guide\.md: .* is not a marker"):
        fill_markdown(f"Text\n\n{comment}\n", PAGE)


@pytest.mark.parametrize("marker", ["glossary: SMTP", "payload", "payload: json rails", "picture"])
def test_a_wrong_number_of_arguments_stops_the_build(marker: str) -> None:
    with pytest.raises(SiteError, match="wrong number of arguments"):
        fill_markdown(f"<!-- {marker} -->", PAGE)


@pytest.mark.parametrize(
    "marker", ["payload: nothing", "replies: nothing", "likeliest: read-timeout nothing"]
)
def test_an_unknown_name_stops_the_build(marker: str) -> None:
    with pytest.raises(SiteError, match="nothing"):
        fill_markdown(f"<!-- {marker} -->", PAGE)


@pytest.mark.parametrize(
    ("marker", "when"),
    [
        ("picture: nothing", When.FINISHED),
        ("addresses: nothing", When.ALL_PAGES_READ),
        ("answers: nothing", When.ALL_PAGES_READ),
    ],
)
def test_an_unknown_name_in_a_late_marker_stops_the_build(marker: str, when: When) -> None:
    with pytest.raises(SiteError, match="nothing"):
        fill_html(f"<p>Text</p>\n<!-- {marker} -->", PAGE, when)


def test_markers_are_filled_in_at_the_right_time() -> None:
    text = "<!-- glossary -->\n<!-- picture: port -->\n<!-- example: words -->\n"
    markdown = fill_markdown(text, PAGE)
    assert "## STARTTLS {#starttls}" in markdown
    assert markdown.endswith("<!-- picture: port -->\n<!-- example: words -->\n")
    assert fill_html(markdown, PAGE, When.ALL_PAGES_READ) == markdown
    html = fill_html(markdown, PAGE, When.FINISHED)
    assert '<figure class="picture' in html and "<!-- picture" not in html


@pytest.mark.parametrize(
    "code", ["`<!-- any -->`", "```html\n<!-- any -->\n```", "    ```\n    <!-- any -->\n    ```"]
)
def test_markers_in_code_are_left_alone(code: str) -> None:
    text = f"Text\n\n{code}\n"
    assert fill_markdown(text, PAGE) == text
    assert strip(f"{text}\n<!-- steps -->\n") == f"{text}\n\n"
