"""Every rule has a page, which says what the engine says."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from forem_smtp import RULES, check
from forem_smtp.links import from_fragment
from forem_smtp.providers import providers
from forem_smtp.rules import SOURCES, Rule
from forem_smtp.rules.samples import OWN, SES
from forem_smtp.settings import HIDDEN, LABELS
from tests.site.site import Site, article, section, text

HEADINGS = [
    "what-you-see",
    "why",
    "how-to-mend-it",
    "before-and-after",
    "related",
    "sources",
]

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def page_of(site: Site, rule: Rule) -> BeautifulSoup:
    return site.pages[f"findings/{rule.code}/"]


def table(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the cells of the example's table by field label; the header row is "Field"."""
    rows = article(page).select("table tr")
    cells = [[text(cell) for cell in row.find_all(["th", "td"])] for row in rows]
    return {label: values for label, *values in cells}


def test_codes_and_pages_correspond(site: Site) -> None:
    pages = {address for address in site.pages if address.startswith("findings/")}
    assert pages == {"findings/", *(f"findings/{rule.code}/" for rule in RULES)}


@every_rule
def test_pages_have_a_title_and_fixed_headings(site: Site, rule: Rule) -> None:
    page = page_of(site, rule)
    title = page.find("h1", id=rule.code)
    assert isinstance(title, Tag)
    assert text(title).startswith(f"{rule.code}: {rule.title.replace('`', '')}")
    assert [heading["id"] for heading in article(page).find_all("h2")] == HEADINGS
    assert page.title and page.title.text.startswith(f"{rule.code}: ")


@every_rule
def test_pages_show_the_message_and_severity(site: Site, rule: Rule) -> None:
    example = rule.caught[0]
    findings = check(example.settings, example.instance).findings
    message = next(found.message for found in findings if found.code == rule.code)
    shown = article(page_of(site, rule)).select_one(".admonition")
    assert shown is not None
    place = "about your forem" if rule.code.startswith("FOREM") else "in "
    assert text(shown).lower().startswith(f"{rule.severity} {place}")
    assert " ".join(message.split()) in text(shown)


@every_rule
def test_before_and_after_agree_with_the_engine(site: Site, rule: Rule) -> None:
    example = rule.caught[0]
    findings = check(example.settings, example.instance).findings
    finding = next(found for found in findings if found.code == rule.code)
    shown = table(page_of(site, rule))
    # What is wrong may be something about the Forem, which is above the table.
    assert (LABELS[finding.field] in shown) == (finding.instance_field is None)
    columns = ["Before"] + ["After"] * bool(finding.fix) + ["Or"] * bool(finding.alternative)
    assert not shown or shown["Field"] == columns
    for name, value in (finding.fix or {}).items():
        after = shown[LABELS[name]][1]
        assert after in (value or "(empty)", HIDDEN, f"{HIDDEN} (another one)")
    words = section(page_of(site, rule), "before-and-after")
    assert ("There is no button" in words) == (not finding.fix)


@every_rule
def test_the_link_opens_the_example(site: Site, rule: Rule) -> None:
    links = article(page_of(site, rule)).select('a[href*="#check?"]')
    if rule.title.endswith("was cleaned before it was checked"):
        assert links == []
        assert "A link holds clean values" in section(page_of(site, rule), "before-and-after")
        return
    (link,) = links
    assert text(link) == "Open this example in the checker"
    settings, forem = from_fragment(urlsplit(str(link["href"])).fragment)
    assert settings.password is None
    example = rule.caught[0].settings
    hidden = {name: value for name, value in example.given() if getattr(settings, name) is None}
    codes = [found.code for found in check(settings.replaced(hidden), forem).findings]
    assert rule.code in codes
    # Values that a link can't contain are named if the finding depends on them.
    if rule.code not in [found.code for found in check(settings, forem).findings]:
        words = section(page_of(site, rule), "before-and-after")
        assert all(LABELS[name] in words for name in hidden if name in table_fields(site, rule))


def table_fields(site: Site, rule: Rule) -> set[str]:
    shown = table(page_of(site, rule))
    return {name for name, label in LABELS.items() if label in shown}


@every_rule
def test_pages_list_related_findings_and_sources(site: Site, rule: Rule) -> None:
    related = section(page_of(site, rule), "related")
    titles = {other.code: other.title.replace("`", "") for other in RULES}
    for code in rule.related:
        assert f"{code}: {titles[code]}" in related
    sources = section(page_of(site, rule), "sources")
    ids = {check(example.settings, example.instance).provider for example in rule.caught}
    for key in rule.sources:
        names = [f"What {providers()[name].name} documents" for name in ids if name]
        wanted = names if key == "providers" and names else [SOURCES[key][0]]
        assert all(title in sources for title in wanted)


def test_the_examples_passwords_are_not_in_the_site(site: Site) -> None:
    examples = [example for rule in RULES for example in (*rule.caught, *rule.passed)]
    secrets = {example.settings.password or "" for example in examples}
    # Shorter ones are words such as `apikey`, and some examples have a user name as the password.
    long = {secret for secret in secrets if len(secret) > 16} - {SES.user_name, OWN.user_name}
    assert len(long) > 10
    for address in site.pages:
        path = site.folder / address
        html = (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")
        assert not [secret for secret in long if secret in unescape(html)], address


def test_the_list_has_every_code_by_field(site: Site) -> None:
    page = site.pages["findings/"]
    for rule in RULES:
        place = "forem" if rule.code.startswith("FOREM") else rule.field.replace("_", "-")
        row = f"{rule.code} {rule.severity} {rule.title.replace('`', '')}".lower()
        assert row in section(page, place).lower(), rule.code


def test_the_search_finds_codes_and_error_messages(site: Site) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"]: entry for entry in index["docs"]}
    for rule in RULES:
        entry = found[f"findings/{rule.code}/"]
        assert entry["title"].startswith(rule.code)
        assert entry["boost"] > 1
    assert "Net::ReadTimeout" in unescape(found["findings/PORT08/#what-you-see"]["text"])
    assert not [entry for entry in index["docs"] if "checker-form" in entry["text"]]
