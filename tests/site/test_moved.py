"""A section that moved to another page can still be found at its old address."""

from __future__ import annotations

import pytest

from sitegen.context import PageContext
from sitegen.errors import SiteError
from sitegen.publish.permalinks import MOVED, listed
from tests.site.site import Site, text


@pytest.mark.parametrize("old", MOVED)
def test_old_addresses_link_to_the_new_ones(site: Site, old: str) -> None:
    page, _, fragment = old.partition("#")
    place = site.pages[page].select_one(f".moved li[id={fragment}]")
    assert place is not None
    (link,) = place.select("a")
    address, anchor = MOVED[old].split("#")
    assert site.target(page, str(link["href"])) == (address, anchor)
    heading = site.pages[address].find(id=anchor)
    assert heading is not None
    assert text(heading).startswith(text(link))


def test_a_missing_new_address_stops_the_build() -> None:
    with pytest.raises(SiteError, match="nowhere/#at-all"):
        listed({"old": "nowhere/#at-all"}, {}, PageContext("smtp-settings.md", "smtp-settings/"))
