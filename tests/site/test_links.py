"""Every link in the site works, wherever the site is hosted."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from tests.site.site import Site, article, ids

ATTRIBUTES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "data-root")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
OTHER_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def references(site: Site) -> list[tuple[str, str, str]]:
    """Yield every (page, element, address) in the site."""
    return [
        (address, tag.name, str(tag[attribute]))
        for address, page in site.pages.items()
        for tag in page.find_all(True)
        for attribute in ATTRIBUTES
        if tag.has_attr(attribute)
    ]


def css_references(site: Site) -> list[tuple[str, str]]:
    return [
        (path.relative_to(site.folder).as_posix(), one or other)
        for path in site.folder.rglob("*.css")
        for one, other in CSS_URL.findall(path.read_text(encoding="utf-8"))
        if not (one or other).startswith("data:")
    ]


def test_internal_links_and_fragments_work(site: Site) -> None:
    anchors = {address: set(ids(page)) for address, page in site.pages.items()}
    dead = []
    for page, tag, reference in references(site):
        target = site.target(page, reference)
        if target is None:
            continue
        address, fragment = target
        if fragment.startswith("check?"):
            fragment = "checker-form"
        if address.endswith(".webp"):
            fragment = ""  # It tells the style sheet which color scheme the picture is for.
        if not site.has_file(address) or (fragment and fragment not in anchors.get(address, ())):
            dead.append((page, tag, reference))
    assert not dead


def test_the_site_has_links_to_the_checker(site: Site) -> None:
    filled = [page for page, _, reference in references(site) if "#check?" in reference]
    assert sum(page.startswith("findings/") for page in filled) > 50
    assert sum(page.startswith("providers/") for page in filled) > 30


def test_files_in_style_sheets_exist(site: Site) -> None:
    for sheet, reference in css_references(site):
        target = site.target(sheet, reference)
        assert target is not None and site.has_file(target[0]), (sheet, reference)


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    loaded = [found for found in references(site) if found[1] != "a"]
    assert {tag for _, tag, _ in loaded} >= {"link", "script"}
    other = [found for found in loaded if OTHER_HOST.match(found[2])]
    assert not [found for found in other if not found[2].startswith("data:image/")]
    assert not [found for found in css_references(site) if OTHER_HOST.match(found[1])]


def test_links_do_not_start_at_the_domains_root(site: Site) -> None:
    assert not [found for found in references(site) if found[2].startswith("/")]
    assert not [found for found in css_references(site) if found[1].startswith("/")]


def test_external_links_use_https(site: Site) -> None:
    out = {reference for page, _, reference in references(site) if not site.target(page, reference)}
    assert {urlsplit(reference).scheme for reference in out} == {"https"}


def test_ids_are_unique_on_their_page(site: Site) -> None:
    for address, page in site.pages.items():
        twice = [anchor for anchor, count in Counter(ids(page)).items() if count > 1]
        assert not twice, address


ANSWERS = ("findings", "smtp-settings", "providers", "checker", "locked-out")


def test_the_404_page_links_to_the_site(site: Site) -> None:
    page = article(site.pages["404.html"])
    leads = {str(link["href"]).partition("#")[0] for link in page.find_all("a")}
    assert leads == {f"./{to}/" for to in ANSWERS}
    # Without JavaScript, these links work only at the site's root.
    assert page.find("noscript") is not None
