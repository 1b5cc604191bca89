"""What people type into the search leads them to the page they need: `searches.txt` lists it.

A provider's page comes first for its name, and after the guide for anything else.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.server import Server
from tests.browser.watch import Watch

LIST = Path(__file__).with_name("searches.txt")
FIRST = 3
"""How many of the pages found somebody looks at."""
FEWEST = 100


def searches() -> dict[str, list[str]]:
    """The addresses of which one must be found first, by the words typed."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    rows = [re.split("  +", line) for line in lines if line and not line.startswith("#")]
    return {words: addresses.split() for words, addresses in rows}


def found(page: Page, box: Locator, words: str, home: str) -> list[str]:
    """The addresses of the first pages that the search finds."""
    results = page.locator(".md-search-result__item")
    meta = page.locator(".md-search-result__meta")
    # Material waits for a key, not for the text in the box.
    box.fill("")
    box.press("End")
    results.first.wait_for(state="detached")  # which asks more often than an expectation does
    idle = meta.inner_text()
    box.fill(words)
    box.press("End")
    meta.filter(has_not_text=idle).wait_for()
    links = results.locator("> a, > details a, > :first-child").evaluate_all(
        "links => links.map(link => link.href).filter(Boolean)"
    )
    pages = [link.removeprefix(home).partition("?")[0].partition("#")[0] for link in links]
    return list(dict.fromkeys(pages))[:FIRST]


def test_what_people_type_leads_them_to_the_page_they_need(
    page: Page, server: Server, watch: Watch
) -> None:
    wanted = searches()
    assert len(wanted) >= FEWEST
    page.goto(f"{server.home}glossary/")
    box = page.get_by_role("textbox", name="Search")
    box.click()
    results = {words: found(page, box, words, server.home) for words in wanted}
    missed = {
        words: results[words]
        for words, addresses in wanted.items()
        if not any(fnmatch(place, one) for place in results[words] for one in addresses)
    }
    assert not missed
    hidden = {
        words: results[words]
        for words, addresses in wanted.items()
        if not any(is_provider(address) for address in addresses) and is_provider(results[words][0])
    }
    assert not hidden
    named = {
        words: results[words]
        for words, addresses in wanted.items()
        if " " not in words
        and all(map(is_provider, addresses))
        and not is_provider(results[words][0])
    }
    assert not named


def is_provider(address: str) -> bool:
    """Whether it's the page of one provider."""
    return address.startswith("providers/") and address != "providers/"
