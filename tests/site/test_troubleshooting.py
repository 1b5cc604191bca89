"""The pages on what goes wrong say what the engine knows, and lead from each symptom to a cause."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from forem_smtp import check
from forem_smtp.context import Context
from forem_smtp.links import fragment, from_fragment
from forem_smtp.replies import Reply, replies
from tests.site.site import Site, article, section, text

HERE = "troubleshooting/"
ABOUT = {"start", "evidence", "errors"}
"""The sections that are about no one symptom."""
CODE = re.compile(r"findings/([A-Z]+\d\d)/")


def links(tag: Tag) -> list[str]:
    return [str(link["href"]) for link in tag.select("a[href]:not(.headerlink)")]


@pytest.fixture(scope="module")
def page(site: Site) -> Tag:
    return article(site.pages[HERE])


@pytest.fixture(scope="module")
def symptoms(page: Tag) -> list[str]:
    sections = [str(heading["id"]) for heading in page.select("h2[id]")]
    return [anchor for anchor in sections if anchor not in ABOUT]


def test_the_first_table_leads_to_every_symptom(page: Tag, symptoms: list[str]) -> None:
    table = page.find("table")
    assert isinstance(table, Tag)
    assert len(symptoms) > 10
    assert {f"#{anchor}" for anchor in (*symptoms, "errors")} <= set(links(table))


def test_each_cause_says_how_to_tell_and_what_to_do(page: Tag, symptoms: list[str]) -> None:
    causes = page.select(".causes > ol > li")
    assert len(causes) > 3 * (len(symptoms) - 1)
    for cause in causes:
        marks = [text(mark) for mark in cause.find_all("strong")]
        assert "How to tell:" in marks and "What to do:" in marks, text(cause)
        assert marks.index("How to tell:") < marks.index("What to do:")


def test_a_filled_in_checker_finds_what_its_cause_names(page: Tag) -> None:
    """Of the findings that a cause names, the checker shows one for the values in its link."""
    filled = 0
    for cause in page.select(".causes li"):
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


def test_each_section_says_where_it_is_known_from(site: Site, page: Tag) -> None:
    for heading in page.select("h2[id]"):
        if heading["id"] != "start":
            assert "Source:" in section(site.pages[HERE], str(heading["id"]))


def test_the_table_of_errors_is_the_readers(site: Site, page: Tag) -> None:
    known = {reply.id: reply for reply in replies()}
    rows = page.select(".messages tbody tr")
    assert len(rows) > 12
    for row in rows:
        message, likely, fix = row.find_all("td")
        reply = known[links(message)[0].partition("replies/#")[2]]
        cause = reply.causes[0]
        assert text(likely) == cause.text
        assert text(fix) == " ".join([cause.fix, *cause.findings[:1]])


# The list of all error messages


def entry(site: Site, reply: Reply) -> list[Tag]:
    """The part from the message's heading to the next."""
    heading = site.pages["replies/"].find(id=reply.id)
    assert isinstance(heading, Tag)
    parts = []
    for sibling in heading.find_next_siblings():
        if re.fullmatch("h[1-6]", sibling.name):
            break
        parts.append(sibling)
    return parts


def test_every_error_lists_its_causes_with_how_to_tell_and_what_to_do(site: Site) -> None:
    for reply in replies():
        causes = [item for part in entry(site, reply) for item in part.select("li")]
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


def test_the_errors_of_a_symptom_lead_back_to_it(site: Site, symptoms: list[str]) -> None:
    back: dict[str, set[str]] = {}
    for reply in replies():
        for part in entry(site, reply):
            for link in links(part):
                if f"../{HERE}#" in link:
                    back.setdefault(reply.id, set()).add(link.partition("#")[2])
    forth: dict[str, set[str]] = {}
    page = article(site.pages[HERE])
    for box in page.select("details"):
        heading = box.find_previous("h2")
        assert isinstance(heading, Tag)
        for link in links(box):
            forth.setdefault(link.partition("replies/#")[2], set()).add(str(heading["id"]))
    assert back == forth
    assert {anchor for found in forth.values() for anchor in found} <= set(symptoms)
    assert len(forth) > 60
