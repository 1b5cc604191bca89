"""Metadata for browsers, search engines, link previews and language models."""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from forem_smtp import RULES, providers
from tests.site import test_csp, test_links
from tests.site.site import HOME, Site, article, text

LISTED = re.compile(r"- \[([^\]]+)\]\((\S+)\): (\S.+)")
IN_CODE = re.compile(r"^[ >]*```.*?^[ >]*```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def read(site: Site, name: str) -> str:
    return (site.folder / name).read_text(encoding="utf-8")


def meta(page: BeautifulSoup, name: str) -> str | None:
    found = page.select(f'meta[name="{name}"], meta[property="{name}"]')
    assert len(found) < 2, name
    return str(found[0]["content"]) if found else None


def content_pages(site: Site) -> dict[str, BeautifulSoup]:
    """Return all pages except for the 404 page."""
    return {address: page for address, page in site.pages.items() if address != "404.html"}


# With or without a known address


def test_each_page_has_its_own_description(site: Site) -> None:
    descriptions = {
        address: meta(page, "description") for address, page in content_pages(site).items()
    }
    wrong = [
        (address, description)
        for address, description in descriptions.items()
        if not description or not 50 <= len(description) <= 160
    ]
    assert not wrong
    assert not [one for one in Counter(descriptions.values()).items() if one[1] > 1]


def test_every_page_links_to_all_icons(site: Site) -> None:
    for address, page in site.pages.items():
        icons = [str(link["href"]) for link in page.select('link[rel~="icon"]')]
        icons += [str(link["href"]) for link in page.select('link[rel="apple-touch-icon"]')]
        targets = [site.target(address, icon) for icon in icons]
        names = ["assets/mark.svg", "favicon.ico", "apple-touch-icon.png"]
        assert targets == [(name, "") for name in names]


def test_all_icons_show_the_same_logo(site: Site) -> None:
    root = ElementTree.parse(site.folder / "assets/mark.svg").getroot()
    ground, sheet = (shape.attrib for shape in root)
    with Image.open(site.folder / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
        pixels = icon.convert("RGBA")
        # Pixels below the envelope's fold, at its point, and outside.
        assert is_similar(pixels.getpixel((24, 36)), ground["fill"])
        assert is_similar(pixels.getpixel((18, 28)), sheet["stroke"])
        assert pixels.getpixel((24, 2)) == (0, 0, 0, 0)
    with Image.open(site.folder / "apple-touch-icon.png") as icon:
        assert icon.size == (180, 180)
        assert is_similar(icon.convert("RGB").getpixel((90, 125)), ground["fill"])


def is_similar(pixel: object, color: str) -> bool:
    assert isinstance(pixel, tuple)
    color = color if len(color) == 7 else "#" + "".join(one * 2 for one in color[1:])
    parts = [int(color[place : place + 2], 16) for place in (1, 3, 5)]
    return all(abs(one - other) < 12 for one, other in zip(pixel, parts, strict=False))


def test_llms_txt_lists_every_page_in_the_navigation(site: Site) -> None:
    lines = read(site, "llms.txt").splitlines()
    assert lines[0] == "# Mailroom for Forem"
    assert lines[2].startswith("> ")
    entries = [LISTED.fullmatch(line) for line in lines if line.startswith("- ")]
    found = {entry[2]: entry[3] for entry in entries if entry}
    assert len(found) == len(entries)
    pages = in_navigation(site).items()
    assert found == {
        markdown_of(site, address): meta(page, "description") for address, page in pages
    }
    assert "(llms-full.txt)" in read(site, "llms.txt")


def in_navigation(site: Site) -> dict[str, BeautifulSoup]:
    alike = re.compile(r"(?:findings|providers)/.+")
    return {
        address: page
        for address, page in content_pages(site).items()
        if not alike.fullmatch(address)
    }


def markdown_of(site: Site, address: str) -> str:
    """Return the path of a page's Markdown, according to the page."""
    (link,) = site.pages[address].select('link[rel="alternate"][type="text/markdown"]')
    target = site.target(address, str(link["href"]))
    assert target is not None
    return target[0]


def test_each_page_links_to_its_markdown(site: Site) -> None:
    for address, page in content_pages(site).items():
        title = text(article(page).select("h1")[0]).removesuffix("¶")
        heading = next(
            line for line in read(site, markdown_of(site, address)).splitlines() if line[:2] == "# "
        )
        words = re.sub(r" \{#.*|[`\\]", "", heading[2:])
        assert words == title, address


def test_links_in_markdown_work(site: Site) -> None:
    """Links start from the file, or from the site's root in the guide as one text."""
    seen = 0
    for path in [*site.folder.rglob("*.md"), site.folder / "llms-full.txt"]:
        prose = IN_CODE.sub("", path.read_text(encoding="utf-8"))
        assert "<!--" not in prose
        # Links in Markdown, and in embedded HTML.
        targets = re.findall(r"""\]\(([^)\s]+)|href="([^"]+)""", prose)
        for target in [unquote(one or other).partition("#")[0] for one, other in targets]:
            if target and not re.match("[a-z]+:", target):
                seen += 1
                file = path.parent / target
                assert file.is_file() or (file / "index.html").is_file(), (path, target)
    assert seen > 2000


def test_llms_full_txt_has_the_whole_guide(site: Site) -> None:
    digest = read(site, "llms-full.txt")
    for address, page in in_navigation(site).items():
        assert f"Page: {address or './'}\n" in digest or address in ("findings/", "providers/")
        if address in ("findings/", "providers/", "glossary/"):
            continue
        for heading in article(page).select(":is(h1, h2)[id]:not(.checker *, .answer *)"):
            words = text(heading).removesuffix("¶").strip().replace("`", "")
            assert words in digest.replace("`", "").replace("\\", ""), (address, words)


def test_llms_full_txt_has_a_line_for_each_finding_and_provider(site: Site) -> None:
    lines = read(site, "llms-full.txt").splitlines()
    for rule in RULES:
        line = next(one for one in lines if one.startswith(f"- {rule.code}, {rule.severity}, "))
        assert line.endswith(f": {rule.title} (findings/{rule.code}/)")
    for provider in providers().values():
        hosts = ", ".join(host.host for host in provider.hosts)
        assert f"- {provider.name}: {hosts} (providers/{provider.id}/)" in lines
    # Their pages aren't included.
    assert not [line for line in lines if line.startswith("## Before and after")]


# Without a known address


def test_nothing_absolute_without_an_address(site: Site) -> None:
    assert not [address for address, page in site.pages.items() if page.select("[rel=canonical]")]
    assert not [address for address, page in site.pages.items() if meta(page, "og:title")]
    assert read(site, "robots.txt") == "User-agent: *\nAllow: /\n"


# With a known address


def test_each_page_has_a_canonical_address(site_with_address: Site) -> None:
    for address, page in content_pages(site_with_address).items():
        assert [link["href"] for link in page.select("[rel=canonical]")] == [HOME + address]
        assert meta(page, "og:url") == HOME + address


def test_the_sitemap_and_robots_are_absolute(site_with_address: Site) -> None:
    found = re.findall("<loc>([^<]+)</loc>", read(site_with_address, "sitemap.xml"))
    assert {unescape(one) for one in found} == {
        HOME + address for address in content_pages(site_with_address)
    }
    assert f"\nSitemap: {HOME}sitemap.xml\n" in read(site_with_address, "robots.txt")
    assert f"- [Checker]({HOME}checker.md): " in read(site_with_address, "llms.txt")


def test_link_previews_have_a_title_and_a_picture(site_with_address: Site) -> None:
    for address, page in content_pages(site_with_address).items():
        assert meta(page, "og:title") == title(page), address
        assert meta(page, "og:description") == meta(page, "description")
        assert meta(page, "og:image") == HOME + "assets/preview.png"
    content = (site_with_address.folder / "assets/preview.png").read_bytes()
    assert len(content) < 40_000
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def title(page: BeautifulSoup) -> str:
    """Return a page's title without the site's name."""
    assert page.title and page.title.string
    return page.title.string.removesuffix(" - Mailroom for Forem")


def test_the_404_page_has_no_canonical_address_and_no_preview(site_with_address: Site) -> None:
    page = site_with_address.pages["404.html"]
    assert not page.select("[rel=canonical]")
    assert meta(page, "og:image") is None


@pytest.mark.parametrize(
    "check",
    [
        test_links.test_internal_links_and_fragments_work,
        test_links.test_the_404_page_links_to_the_site,
        test_csp.test_every_page_has_the_same_policy,
        test_csp.test_exactly_the_inline_scripts_are_allowed,
        test_csp.test_the_policy_precedes_everything_it_applies_to,
    ],
    ids=lambda check: check.__name__,
)
def test_checks_that_apply_to_any_address(check: object, site_with_address: Site) -> None:
    assert callable(check)
    check(site_with_address)


def test_links_stay_relative_with_an_address(site_with_address: Site) -> None:
    absolute = [
        found
        for found in test_links.references(site_with_address)
        if found[2].startswith((HOME, "/")) and found[1] != "link"
    ]
    assert not absolute
