"""What leads to the site from elsewhere: descriptions, previews, icons, lists for machines."""

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


def own(site: Site) -> dict[str, BeautifulSoup]:
    """All pages but the one for addresses that do not exist."""
    return {address: page for address, page in site.pages.items() if address != "404.html"}


# On every site


def test_each_page_has_a_description_of_its_own(site: Site) -> None:
    descriptions = {address: meta(page, "description") for address, page in own(site).items()}
    wrong = [
        (address, told)
        for address, told in descriptions.items()
        if not told or not 50 <= len(told) <= 160
    ]
    assert not wrong
    assert not [one for one in Counter(descriptions.values()).items() if one[1] > 1]


def test_every_page_names_the_mark_in_all_its_forms(site: Site) -> None:
    for address, page in site.pages.items():
        icons = [str(link["href"]) for link in page.select('link[rel~="icon"]')]
        icons += [str(link["href"]) for link in page.select('link[rel="apple-touch-icon"]')]
        targets = [site.target(address, icon) for icon in icons]
        names = ["assets/mark.svg", "favicon.ico", "apple-touch-icon.png"]
        assert targets == [(name, "") for name in names]


def test_the_mark_is_the_same_in_all_its_forms(site: Site) -> None:
    root = ElementTree.parse(site.folder / "assets/mark.svg").getroot()
    ground, sheet = (shape.attrib for shape in root)
    with Image.open(site.folder / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
        pixels = icon.convert("RGBA")
        # Below the fold, at the fold's point, and outside.
        assert near(pixels.getpixel((24, 36)), ground["fill"])
        assert near(pixels.getpixel((18, 28)), sheet["stroke"])
        assert pixels.getpixel((24, 2)) == (0, 0, 0, 0)
    with Image.open(site.folder / "apple-touch-icon.png") as icon:
        assert icon.size == (180, 180)
        assert near(icon.convert("RGB").getpixel((90, 125)), ground["fill"])


def near(pixel: object, color: str) -> bool:
    assert isinstance(pixel, tuple)
    color = color if len(color) == 7 else "#" + "".join(one * 2 for one in color[1:])
    parts = [int(color[place : place + 2], 16) for place in (1, 3, 5)]
    return all(abs(one - other) < 12 for one, other in zip(pixel, parts, strict=False))


def test_the_list_for_machines_leads_to_every_page_of_the_navigation(site: Site) -> None:
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
    return {address: page for address, page in own(site).items() if not alike.fullmatch(address)}


def markdown_of(site: Site, address: str) -> str:
    """Where a page says that its Markdown is, from the site's root."""
    (link,) = site.pages[address].select('link[rel="alternate"][type="text/markdown"]')
    target = site.target(address, str(link["href"]))
    assert target is not None
    return target[0]


def test_each_page_leads_to_its_markdown(site: Site) -> None:
    for address, page in own(site).items():
        title = text(article(page).select("h1")[0]).removesuffix("¶")
        heading = next(
            line for line in read(site, markdown_of(site, address)).splitlines() if line[:2] == "# "
        )
        words = re.sub(r" \{#.*|[`\\]", "", heading[2:])
        assert words == title, address


def test_links_in_markdown_lead_to_markdown(site: Site) -> None:
    """From where it lies, and from the site's root in the guide as one text."""
    seen = 0
    for path in [*site.folder.rglob("*.md"), site.folder / "llms-full.txt"]:
        prose = IN_CODE.sub("", path.read_text(encoding="utf-8"))
        assert "<!--" not in prose
        # In Markdown, and in HTML that is in it.
        targets = re.findall(r"""\]\(([^)\s]+)|href="([^"]+)""", prose)
        for target in [unquote(one or other).partition("#")[0] for one, other in targets]:
            if target and not re.match("[a-z]+:", target):
                seen += 1
                file = path.parent / target
                assert file.is_file() or (file / "index.html").is_file(), (path, target)
    assert seen > 2000


def test_the_digest_has_the_whole_guide(site: Site) -> None:
    digest = read(site, "llms-full.txt")
    for address, page in in_navigation(site).items():
        assert f"Page: {address or './'}\n" in digest or address in ("findings/", "providers/")
        if address in ("findings/", "providers/", "glossary/"):
            continue
        for heading in article(page).select(":is(h1, h2)[id]:not(.checker *, .answer *)"):
            words = text(heading).removesuffix("¶").strip()
            assert words in digest.replace("`", "").replace("\\", ""), (address, words)


def test_the_digest_has_a_line_for_each_finding_and_provider(site: Site) -> None:
    lines = read(site, "llms-full.txt").splitlines()
    for rule in RULES:
        line = next(one for one in lines if one.startswith(f"- {rule.code}, {rule.severity}, "))
        assert line.endswith(f": {rule.title} (findings/{rule.code}/)")
    for provider in providers().values():
        hosts = ", ".join(host.host for host in provider.hosts)
        assert f"- {provider.name}: {hosts} (providers/{provider.id}/)" in lines
    # Their pages are not in it.
    assert not [line for line in lines if line.startswith("## Before and after")]


# Without a place of its own


def test_nothing_absolute_without_an_address(site: Site) -> None:
    assert not [address for address, page in site.pages.items() if page.select("[rel=canonical]")]
    assert not [address for address, page in site.pages.items() if meta(page, "og:title")]
    assert read(site, "robots.txt") == "User-agent: *\nAllow: /\n"


# With one


def test_each_page_tells_its_own_address(placed: Site) -> None:
    for address, page in own(placed).items():
        assert [link["href"] for link in page.select("[rel=canonical]")] == [HOME + address]
        assert meta(page, "og:url") == HOME + address


def test_the_sitemap_and_robots_are_absolute(placed: Site) -> None:
    found = re.findall("<loc>([^<]+)</loc>", read(placed, "sitemap.xml"))
    assert {unescape(one) for one in found} == {HOME + address for address in own(placed)}
    assert f"\nSitemap: {HOME}sitemap.xml\n" in read(placed, "robots.txt")
    assert f"- [Checker]({HOME}checker.md): " in read(placed, "llms.txt")


def test_a_link_to_a_page_shows_its_title_and_the_sites_picture(placed: Site) -> None:
    for address, page in own(placed).items():
        assert meta(page, "og:title") == title(page), address
        assert meta(page, "og:description") == meta(page, "description")
        assert meta(page, "og:image") == HOME + "assets/preview.png"
    content = (placed.folder / "assets/preview.png").read_bytes()
    assert len(content) < 40_000
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def title(page: BeautifulSoup) -> str:
    """A page's title without the site's name after it."""
    assert page.title and page.title.string
    return page.title.string.removesuffix(" - Mailroom for Forem")


def test_the_page_for_wrong_addresses_has_neither(placed: Site) -> None:
    page = placed.pages["404.html"]
    assert not page.select("[rel=canonical]")
    assert meta(page, "og:image") is None


@pytest.mark.parametrize(
    "check",
    [
        test_links.test_internal_links_and_fragments_lead_somewhere,
        test_links.test_the_404_page_leads_on,
        test_csp.test_every_page_has_the_same_policy,
        test_csp.test_every_inline_script_is_allowed_and_no_other,
        test_csp.test_the_policy_comes_before_everything_it_governs,
    ],
    ids=lambda check: check.__name__,
)
def test_what_holds_anywhere_holds_there(check: object, placed: Site) -> None:
    assert callable(check)
    check(placed)


def test_links_inside_the_placed_site_stay_relative(placed: Site) -> None:
    absolute = [
        found
        for found in test_links.references(placed)
        if found[2].startswith((HOME, "/")) and found[1] != "link"
    ]
    assert not absolute
