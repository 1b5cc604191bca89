"""Every page has the same security policy, which allows only what pages need."""

from __future__ import annotations

import base64
import hashlib

import pytest
from bs4 import BeautifulSoup, Tag

from sitegen.publish.headers import HEADERS
from tests.site.site import Site

FIXED = {
    "default-src": {"'none'"},
    "worker-src": {"'self'", "blob:"},
    "connect-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "form-action": {"'none'"},
    "base-uri": {"'self'"},
}
SCRIPTS = {"'self'", "'wasm-unsafe-eval'"}


def policy(page: BeautifulSoup) -> dict[str, set[str]]:
    (meta,) = page.select('head > meta[http-equiv="Content-Security-Policy"]')
    return parsed(str(meta["content"]))


def parsed(policy: str) -> dict[str, set[str]]:
    """Return the sources of each directive."""
    directives = [part.split() for part in policy.split(";")]
    return {name: set(sources) for name, *sources in directives}


def inline_scripts(page: BeautifulSoup) -> list[str]:
    return [
        script.decode_contents()
        for script in page.find_all("script", src=False)
        if script.get("type") != "application/json"
    ]


def sha256(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def test_every_page_has_the_same_policy(site: Site) -> None:
    same = policy(site.pages[""])
    assert not [address for address, page in site.pages.items() if policy(page) != same]
    scripts = {source for source in same["script-src"] if not source.startswith("'sha256-")}
    assert {**same, "script-src": scripts} == {**FIXED, "script-src": SCRIPTS}


def test_exactly_the_inline_scripts_are_allowed(site: Site) -> None:
    scripts = {sha256(script) for page in site.pages.values() for script in inline_scripts(page)}
    assert scripts == policy(site.pages[""])["script-src"] - SCRIPTS


def test_the_policy_precedes_everything_it_applies_to(site: Site) -> None:
    for address, page in site.pages.items():
        head = page.head
        assert isinstance(head, Tag)
        names = [tag.get("charset") or tag.get("http-equiv") for tag in head.find_all(True)[:2]]
        assert names == ["utf-8", "Content-Security-Policy"], address


def test_the_header_is_not_stricter_than_the_pages(site: Site) -> None:
    """Both policies apply to a page, so the header's must never be the stricter one."""
    header = parsed(HEADERS["Content-Security-Policy"])
    assert header.pop("frame-ancestors") == {"'none'"}
    page = policy(site.pages[""])
    hashes = page["script-src"] - SCRIPTS
    # It replaces all hashes; browsers ignore it if there is a hash.
    assert header == page | {"script-src": page["script-src"] - hashes | {"'unsafe-inline'"}}


@pytest.mark.parametrize("selector", ["style", "[style]", "[onclick]", "[onload]", "[onerror]"])
def test_pages_contain_nothing_forbidden(site: Site, selector: str) -> None:
    assert not [address for address, page in site.pages.items() if page.select(selector)]
