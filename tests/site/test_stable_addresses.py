"""Published addresses work forever."""

from __future__ import annotations

from sitegen.publish.permalinks import LIST, gone, published
from tests.site.site import Site, article, ids

# These pages have fixed headings, which their own tests check.
UNIFORM = ("findings/", "providers/")
WITH_ID = "h1[id], h2[id], h3[id], h4[id], h5[id], h6[id], span[id]"


def listed_addresses(site: Site) -> list[str]:
    """Return the address of every page and of every heading that must be listed."""
    addresses = []
    for address, page in site.pages.items():
        place = address or "./"
        addresses.append(place)
        if address in UNIFORM or not address.startswith(UNIFORM):
            form = {anchor for part in page.select(".checker") for anchor in ids(part)}
            anchors = [str(tag["id"]) for tag in article(page).select(WITH_ID)]
            addresses += [f"{place}#{anchor}" for anchor in anchors if anchor not in form]
            parts = page.select(".checker [id]:not([id^=checker-])")
            addresses += [f"{place}#{part['id']}" for part in parts]
    return addresses + moved(site)


def moved(site: Site) -> list[str]:
    """Return the old addresses of sections that moved to another page."""
    return [
        f"{address}#{old['id']}"
        for address, page in site.pages.items()
        for old in page.select(".moved li[id]:has(> a[href])")
    ]


def test_no_published_address_disappears(site: Site) -> None:
    assert not set(published()) - set(listed_addresses(site))


def test_a_missing_published_address_stops_the_build(site: Site) -> None:
    assert not gone(published(), site.folder)
    lost = ["replies/#no-such-message", "no-such-page/", "no-such-page/#at-all"]
    assert gone([*published(), *lost], site.folder) == lost


def test_every_address_is_listed_as_published(site: Site) -> None:
    missing = set(listed_addresses(site)) - set(published())
    assert not missing, f"add these to {LIST.name}"


def test_published_addresses_are_unique() -> None:
    assert len(published()) == len(set(published()))
