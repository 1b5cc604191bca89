"""Runs axe-core in a page, and the views in which the tests do so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async (part) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(part, { runOnly: tags, resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(
        ({ html, any, all, none }) => [id, html.slice(0, 200), [...any, ...all, ...none]
            .map((check) => check.message).join("; ")]));
}"""
# Colors depend on the scheme, and the layout on the width. Neither affects the other, so two views
# cover what four would.
VIEWS = [("light", 1280), ("dark", 390)]
BOTH_VIEWS = pytest.mark.parametrize(("scheme", "width"), VIEWS)


def violations(page: Page, part: str = "html") -> list[Any]:
    """Return axe-core's violations in a part of the page, bypassing the page's security policy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(VIOLATIONS, part)
    return found
