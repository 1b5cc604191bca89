"""The troubleshooting pages agree with the engine, and link each symptom to its causes."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from forem_smtp import check
from forem_smtp.context import Context
from forem_smtp.links import fragment, from_fragment
from forem_smtp.replies import Reply, replies
from tests.site.site import Site, article, text

HERE = "troubleshooting/"
ABOUT = {"evidence", "errors"}
"""The pages that are about no one symptom."""
CAUSES = "li:not(.page-foot li, .abbreviations li)"
CODE = re.compile(r"findings/([A-Z]+\d\d)/")


def links(tag: Tag) -> list[str]:
    return [str(link["href"]) for link in tag.select("a[href]:not(.headerlink)")]


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Tag]:
    """The troubleshooting pages except for the first, by the last part of their address."""
    found = re.compile(f"{HERE}([\\w-]+)/")
    names = {address: found.fullmatch(address) for address in site.pages}
    return {name[1]: article(site.pages[address]) for address, name in names.items() if name}


@pytest.fixture(scope="module")
def symptoms(pages: dict[str, Tag]) -> list[str]:
    return [name for name in pages if name not in ABOUT]


def test_the_first_page_links_to_every_symptom(site: Site, symptoms: list[str]) -> None:
    table = article(site.pages[HERE]).find("table")
    assert isinstance(table, Tag)
    assert len(symptoms) > 10
    assert {f"{name}/" for name in (*symptoms, "errors")} <= set(links(table))


def test_each_cause_says_how_to_tell_and_what_to_do(
    pages: dict[str, Tag], symptoms: list[str]
) -> None:
    causes = [cause for page in pages.values() for cause in page.select(".causes > ol > li")]
    assert len(causes) > 3 * (len(symptoms) - 1)
    for cause in causes:
        marks = [text(mark) for mark in cause.find_all("strong")]
        assert "How to tell:" in marks and "What to do:" in marks, text(cause)
        assert marks.index("How to tell:") < marks.index("What to do:")


def test_checker_links_show_the_findings_of_their_cause(pages: dict[str, Tag]) -> None:
    """The values in a cause's link have one of the findings that the cause mentions."""
    filled = 0
    for cause in [cause for page in pages.values() for cause in page.select(".causes li")]:
        named = {code for link in links(cause) for code in CODE.findall(link)}
        for link in links(cause):
            if "#check?" in link:
                settings, forem = from_fragment(link.partition("#")[2])
                found = {finding.code for finding in check(settings, forem).findings}
                assert found & named or "finds nothing" in text(cause), text(cause)
                assert set(link.partition("?")[2].split("&")) == set(
                    fragment(Context.of(settings, forem)).partition("?")[2].split("&")
                )
                filled += 1
    assert filled >= 10


def test_each_page_names_its_sources(pages: dict[str, Tag]) -> None:
    assert not [name for name, page in pages.items() if "Source:" not in text(page)]


def test_the_table_of_errors_agrees_with_the_engine(pages: dict[str, Tag]) -> None:
    known = {reply.id: reply for reply in replies()}
    rows = pages["errors"].select(".messages tbody tr")
    assert len(rows) > 12
    for row in rows:
        message, likely, fix = row.find_all("td")
        reply = known[links(message)[0].partition("#")[2]]
        cause = reply.causes[0]
        assert text(likely) == cause.text
        assert text(fix) == " ".join([cause.fix, *cause.findings[:1]])


# The list of all error messages


def entry(site: Site, reply: Reply) -> list[Tag]:
    """Return the part from a message's heading to the next one."""
    heading = site.pages[reply.url.partition("#")[0]].find(id=reply.id)
    assert isinstance(heading, Tag)
    parts = []
    for sibling in heading.find_next_siblings():
        # The list of what moved away ends the page, and belongs to no message.
        if re.fullmatch("h[1-6]", sibling.name) or "moved" in sibling.get_attribute_list("class"):
            break
        parts.append(sibling)
    return parts


def test_every_error_lists_its_causes_with_how_to_tell_and_what_to_do(site: Site) -> None:
    for reply in replies():
        causes = [item for part in entry(site, reply) for item in part.select(CAUSES)]
        assert len(causes) == len(reply.causes), reply.id
        for cause, known in zip(causes, reply.causes, strict=True):
            words = text(cause)
            assert words.startswith(f"{known.text} How to tell: ")
            assert words.endswith(f" What to do: {known.fix}")
            assert [code for link in links(cause) for code in CODE.findall(link)] == list(
                known.findings
            )
            assert ("it isn't this cause" in words) == (
                known.needs_finding and bool(known.findings)
            )


def test_errors_link_back_to_their_symptoms(
    site: Site, pages: dict[str, Tag], symptoms: list[str]
) -> None:
    back: dict[str, set[str]] = {}
    for reply in replies():
        for part in entry(site, reply):
            for link in links(part):
                if f"../{HERE}" in link:
                    back.setdefault(reply.id, set()).add(link.strip("/").rpartition("/")[2])
    forth: dict[str, set[str]] = {}
    for name, page in pages.items():
        for link in [link for box in page.select("details") for link in links(box)]:
            forth.setdefault(link.partition("#")[2], set()).add(name)
    assert back == forth
    assert {anchor for found in forth.values() for anchor in found} <= set(symptoms)
    assert len(forth) > 60
