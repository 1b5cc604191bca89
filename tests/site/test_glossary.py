"""The glossary is complete, and pages explain abbreviations without any other change."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown

from sitegen.context import PageContext
from sitegen.generate.glossary import PAGE, SHORT, TERMS, UNTOUCHED, WORD, Explaining
from tests.site.site import Site, article, section, text

NEEDED_TERMS = {
    *("payload", "helo", "relay", "envelope-sender", "console", "environment", "first-user"),
    *("super-admin", "app-password", "api-key", "sandbox", "implicit-tls"),
}
NEEDED_ABBREVIATIONS = {
    *("SMTP", "TLS", "STARTTLS", "HELO", "EHLO", "SPF", "DKIM", "DMARC", "DNS", "API", "IMAP"),
    *("POP", "MX", "RFC", "CSRF"),
}
MAX_GROWTH = 3_000
"""How many bytes a page of the guide may grow."""
LISTED = re.compile(r'\n<p class="abbreviations".*?</p>')


def without_abbreviations(html: str) -> str:
    return re.sub(r'<abbr title="[^"]*">([A-Z]+)</abbr>', r"\1", LISTED.sub("", html))


# The glossary page


def test_terms_that_people_asked_about_are_included(site: Site) -> None:
    page = site.pages[PAGE]
    assert {one.id for one in TERMS} >= NEEDED_TERMS
    assert set(SHORT) >= NEEDED_ABBREVIATIONS
    for one in TERMS:
        words = section(page, one.id)
        assert words.startswith(one.term.strip("`"))
        assert one.long in words


def test_terms_are_in_alphabetical_order(site: Site) -> None:
    headings = article(site.pages[PAGE]).find_all("h2")
    titles = [text(heading).rstrip("¶").lower() for heading in headings]
    assert len(titles) == len(TERMS)
    assert titles == sorted(titles)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_terms_have_one_to_three_sentences(term: object) -> None:
    words = re.sub(r"`[^`]*`|\*\*|example\.org", "", str(getattr(term, "text")))  # noqa: B009
    assert 1 <= len(re.findall(r"[.?!](?= |$)", words)) <= 3


# Other pages


def parts(page: BeautifulSoup) -> list[list[Tag]]:
    """Return the explained abbreviations of each part of a page."""
    found: list[list[Tag]] = [[]]
    for tag in article(page).find_all(["h2", "abbr"]):
        if tag.name == "h2":
            found.append([])
        elif tag.get("title"):
            found[-1].append(tag)
    return found


def test_abbreviations_are_explained_once_per_part(site: Site) -> None:
    total = 0
    for address, page in site.pages.items():
        for part in parts(page):
            words = [text(one) for one in part]
            total += len(words)
            assert len(words) == len(set(words)), address
            for one in part:
                assert one["title"] == SHORT[text(one)].long
                assert not one.find_parent(sorted(UNTOUCHED - {"abbr"})), address
    assert total > 300


@pytest.mark.parametrize("address", ["smtp-settings/", "providers/sendgrid/", "findings/PORT08/"])
def test_pages_list_their_abbreviations_for_keyboard_and_touch(site: Site, address: str) -> None:
    page = site.pages[address]
    explained_here = {text(one) for part in parts(page) for one in part}
    assert "STARTTLS" in explained_here
    links = article(page).select(".abbreviations a")
    assert {text(link) for link in links} == explained_here
    for link in links:
        assert site.target(address, str(link["href"])) == (PAGE, SHORT[text(link)].id)


def test_titles_and_search_index_are_unchanged(site: Site) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    assert "<abbr" not in json.dumps(index)
    assert "Abbreviations on this page" not in json.dumps(index)
    for page in site.pages.values():
        assert not page.select("title abbr, nav abbr, h1 abbr, h2 abbr, h3 abbr, .md-nav abbr")


def test_pages_hardly_grow(site: Site) -> None:
    for address in (
        "smtp-settings/",
        "troubleshooting/spam/",
        "importing/formats/",
        "providers/sendgrid/",
    ):
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        assert 0 < len(html.encode()) - len(without_abbreviations(html).encode()) < MAX_GROWTH, (
            address
        )


def test_the_glossary_itself_has_no_abbreviation_tags(site: Site) -> None:
    assert not article(site.pages[PAGE]).select("abbr, .abbreviations")


# The extension

TEXT = """\
# SMTP

About SMTP, SMTP_ADDRESS, SMTP2GO, non-SMTP, `SMTP`, [TLS **SPF**](#x). 1 < 2 &amp; DNS&nbsp;MX

    SMTP

<!-- mark SMTP -->

## SMTP

*SMTP* again, **STARTTLS**; ![POP](x.png) and SMTP, <a href="#x">an IMAP host</a>,
<kbd>EHLO</kbd> HELO
"""


def rendered(text: str, url: str) -> str:
    extension = Explaining()
    extension.page = PageContext(f"{url}index.md", url)
    return str(Markdown(extensions=[extension]).convert(text))


def test_only_abbreviations_are_changed() -> None:
    html = rendered(TEXT, "a/page/")
    assert without_abbreviations(html) == str(Markdown().convert(TEXT))
    found = ["SMTP", "DNS", "MX", "SMTP", "STARTTLS", "EHLO", "HELO"]
    assert re.findall(r"<abbr[^>]*>(\w+)</abbr>", html) == found
    assert html.index("<abbr") > html.index("About")
    assert '<a href="../../glossary/#starttls">STARTTLS</a>' in html


@pytest.mark.parametrize("url", ["", "glossary/"])
def test_home_page_and_glossary_are_left_alone(url: str) -> None:
    assert rendered(TEXT, url) == str(Markdown().convert(TEXT))


def test_a_page_without_abbreviations_gets_no_list() -> None:
    assert rendered("Nothing &amp; nobody", "x/") == "<p>Nothing &amp; nobody</p>"


def test_longer_terms_take_precedence() -> None:
    assert WORD.findall("STARTTLS over TLS, EHLO or HELO, SSL/TLS") == [
        *("STARTTLS", "TLS", "EHLO", "HELO", "SSL", "TLS")
    ]


def test_term_addresses_are_unique() -> None:
    ids = [one.id for one in TERMS]
    assert len(ids) == len(set(ids))
    assert all(left.term != right.term for left, right in pairwise(TERMS))
