"""What was once published can be linked to for ever."""

from __future__ import annotations

from sitegen.publish.permalinks import LIST, gone, published
from tests.site.site import Site, article, ids

# Their headings are the same on every page, and the tests of these pages name them.
MADE_ALIKE = ("findings/", "providers/")
MARKED = "h1[id], h2[id], h3[id], h4[id], h5[id], h6[id], span[id]"


def present(site: Site) -> list[str]:
    """The address of every page, and of every heading that has to be listed."""
    addresses = []
    for address, page in site.pages.items():
        place = address or "./"
        addresses.append(place)
        if address in MADE_ALIKE or not address.startswith(MADE_ALIKE):
            form = {anchor for part in page.select(".checker") for anchor in ids(part)}
            anchors = [str(tag["id"]) for tag in article(page).select(MARKED)]
            addresses += [f"{place}#{anchor}" for anchor in anchors if anchor not in form]
            parts = page.select(".checker [id]:not([id^=checker-])")
            addresses += [f"{place}#{part['id']}" for part in parts]
    return addresses + moved(site)


def moved(site: Site) -> list[str]:
    """The old addresses of sections that are on another page now. They lead on to it."""
    return [
        f"{address}#{old['id']}"
        for address, page in site.pages.items()
        for old in page.select(".moved li[id]:has(> a[href])")
    ]


def test_no_published_address_disappears(site: Site) -> None:
    assert not set(published()) - set(present(site))


def test_the_build_stops_if_one_does(site: Site) -> None:
    assert not gone(published(), site.folder)
    lost = ["replies/#no-such-message", "no-such-page/", "no-such-page/#at-all"]
    assert gone([*published(), *lost], site.folder) == lost


def test_every_address_is_listed_so_that_it_stays(site: Site) -> None:
    missing = set(present(site)) - set(published())
    assert not missing, f"add these to {LIST.name}"


def test_each_address_is_listed_once() -> None:
    assert len(published()) == len(set(published()))
