"""The page on links has every name and ID in the engine."""

from __future__ import annotations

from dataclasses import fields

from forem_smtp.context import Context
from forem_smtp.hosting import hosting
from forem_smtp.links import LINKED, VERSION, fragment
from forem_smtp.settings import LABELS, Instance, Settings
from tests.site.site import Site, article, section

EVERYTHING = fragment(
    Context.of(
        Settings(**dict.fromkeys(LINKED, "x")),
        Instance(
            edition="2021",
            sendgrid_api_key=True,
            hosting="hetzner",
            app_domain="example.org",
            community_name="Cats",
        ),
    )
)


def rows(site: Site, anchor: str) -> dict[str, str]:
    """Return the rows of the table after a heading."""
    heading = site.pages["links/"].find(id=anchor)
    assert heading is not None
    table = heading.find_next("table")
    assert table is not None
    cells = [[cell.get_text() for cell in row.find_all("td")] for row in table.select("tbody tr")]
    return dict(cells)


def test_exactly_the_valid_names_are_listed(site: Site) -> None:
    listed = rows(site, "names")
    made = [pair.split("=")[0] for pair in EVERYTHING.partition("?")[2].split("&")]
    assert set(listed) == set(made) == {"v", *LINKED, *(field.name for field in fields(Instance))}
    assert VERSION in listed["v"]
    assert "password" not in listed
    for name in LINKED:
        assert listed[name].startswith(LABELS[name])


def test_every_hosting_company_is_listed(site: Site) -> None:
    companies = {company.id: company.name for company in hosting().values()}
    assert rows(site, "hosting-companies") == companies


def test_the_page_about_the_checker_links_here(site: Site) -> None:
    links = article(site.pages["using-the-checker/"]).select('a[href="../links/#names"]')
    assert links
    assert "%2B for +" in section(site.pages["using-the-checker/"], "link")
