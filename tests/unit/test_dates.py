"""Days in a page are marked, so that they don't break at their hyphens."""

from __future__ import annotations

import pytest

from sitegen.publish.dates import marked


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<td>2026-11-30</td>", "<td><time>2026-11-30</time></td>"),
        ("read on 2026-11-30.", "read on <time>2026-11-30</time>."),
        (
            "(2026-11-28, 2026-11-30)",
            "(<time>2026-11-28</time>, <time>2026-11-30</time>)",
        ),
        ("<b>2026-11-30</b><code>1</code>", "<b><time>2026-11-30</time></b><code>1</code>"),
    ],
)
def test_a_day_is_marked(html: str, expected: str) -> None:
    assert marked(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<code>checked = 2026-11-30</code>",
        '<pre><span></span><code><span class="ld">2026-11-30</span>\n</code></pre>',
        '<a href="https://example.org/2026-11-30">the page</a>',
        "<!-- 2026-11-30 -->",
        "release-2026-11-30",
        "2026-11-30-rc1",
        "2026-11-3",
        "+1 2026-110-30",
    ],
)
def test_text_that_is_not_a_date_is_unchanged(html: str) -> None:
    assert marked(html) == html
