"""Typical searches find the right page: `searches.txt` lists both.

A provider's page comes first for its name, and after the guide for anything else.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.monitor import Monitor
from tests.browser.server import Server

LIST = Path(__file__).with_name("searches.txt")
FIRST = 3
"""How many results people look at."""
FEWEST = 100


def searches() -> dict[str, list[str]]:
    """Return the expected addresses, one of which must be among the first, by search terms."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    rows = [re.split("  +", line) for line in lines if line and not line.startswith("#")]
    return {words: addresses.split() for words, addresses in rows}


def first_results(page: Page, box: Locator, words: str, home: str) -> list[str]:
    """Return the addresses of the first results."""
    results = page.locator(".md-search-result__item")
    meta = page.locator(".md-search-result__meta")
    # Material reacts to key events, not to the text in the box.
    box.fill("")
    box.press("End")
    results.first.wait_for(state="detached")  # polls faster than `expect` does
    idle = meta.inner_text()
    box.fill(words)
    box.press("End")
    meta.filter(has_not_text=idle).wait_for()
    links = results.locator("> a, > details a, > :first-child").evaluate_all(
        "links => links.map(link => link.href).filter(Boolean)"
    )
    pages = [link.removeprefix(home).partition("?")[0].partition("#")[0] for link in links]
    return list(dict.fromkeys(pages))[:FIRST]


def test_searches_find_the_right_page(page: Page, server: Server, monitor: Monitor) -> None:
    expected = searches()
    assert len(expected) >= FEWEST
    page.goto(f"{server.home}glossary/")
    box = page.get_by_role("textbox", name="Search")
    box.click()
    results = {words: first_results(page, box, words, server.home) for words in expected}
    missed = {
        words: results[words]
        for words, addresses in expected.items()
        if not any(fnmatch(place, one) for place in results[words] for one in addresses)
    }
    assert not missed
    hidden = {
        words: results[words]
        for words, addresses in expected.items()
        if not any(is_provider(address) for address in addresses) and is_provider(results[words][0])
    }
    assert not hidden
    named = {
        words: results[words]
        for words, addresses in expected.items()
        if " " not in words
        and all(map(is_provider, addresses))
        and not is_provider(results[words][0])
    }
    assert not named


def is_provider(address: str) -> bool:
    """Whether it's a provider's page."""
    return address.startswith("providers/") and address != "providers/"
