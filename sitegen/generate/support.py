"""Fills in the support page: every address of the site, and answers to common questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from forem_smtp.rules import RULES
from forem_smtp.settings import LABELS
from sitegen.context import GUIDE, PageContext, SitePage
from sitegen.generate import checker
from sitegen.generate.canned_answers import answers, check_answers
from sitegen.generate.providers import by_name
from sitegen.templating import fill

# An older id of a heading, kept inside it.
SECOND_ID = re.compile(r'<h\d id="([^"]+)">(?:(?!</h\d>).)*<span id="([^"]+)">')
REPLIES = "replies/"
ELSEWHERE = re.compile(r"(?:findings|providers)/(?!index\.md)|" + REPLIES)
"""The pages that have a part of their own, or headings that are all alike."""

Address = tuple[str, str]
"""An address, relative to the site's root, and a description of what's there."""


def address_list(page: PageContext, part: str) -> str:
    """Return one part of the site's addresses, as HTML. Raises SiteError for an unknown part."""
    if part not in PARTS:
        raise page.error(f"there is no list of addresses called {part}")
    return fill("addresses.html.j2", addresses=list(PARTS[part](page.pages)), root=page.root)


def answer_list(page: PageContext, form: str) -> str:
    """Return the answers ("texts") or their questions ("questions"), as HTML.

    Raises SiteError for an unknown form, or if something is wrong with an answer.
    """
    if form not in ("texts", "questions"):
        raise page.error(f"there is no list of answers called {form}")
    known = {address for part in PARTS.values() for address, _ in part(page.pages)}
    return fill(f"answer_{form}.html.j2", answers=check_answers(known), root=page.root)


def fields(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for name, label in LABELS.items():
        anchor = name.replace("_", "-")
        yield f"checker/#{anchor}", f"{label}, in the checker"
        yield f"smtp-settings/#{anchor}", f"{label}, in the guide"


def findings(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for rule in sorted(RULES, key=lambda rule: rule.code):
        yield f"findings/{rule.code}/", rule.title.replace("`", "")


def providers(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for provider in by_name():
        yield f"providers/{provider.id}/", provider.name


def replies(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for page in pages.values():
        if page.uri.startswith(REPLIES):
            yield from places(page)


def canned_answers(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for answer in answers():
        yield answer.address, answer.question


def guide(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    """The guide without the fields, which are a separate part."""
    listed = {address for address, _ in fields(pages)}
    for page in pages.values():
        if page.part == GUIDE:
            yield from (place for place in places(page) if place[0] not in listed)


def all_other_pages(pages: Mapping[str, SitePage]) -> Iterator[Address]:
    for page in pages.values():
        if page.part != GUIDE and not ELSEWHERE.match(page.uri):
            yield from places(page)
        if page.url == checker.URL:
            for anchor, title in checker.PARTS.items():
                yield f"{page.url}#{anchor}", f"{title}, in the checker"


PARTS: dict[str, Callable[[Mapping[str, SitePage]], Iterable[Address]]] = {
    "fields": fields,
    "findings": findings,
    "providers": providers,
    "replies": replies,
    "answers": canned_answers,
    "guide": guide,
    "pages": all_other_pages,
}
"""The parts of the list of addresses. Each address is in one part only."""


def places(page: SitePage) -> Iterator[Address]:
    """Yield a page and its sections. The first heading has the page's own address."""
    second = dict(SECOND_ID.findall(page.content))
    for heading in page.headings:
        title = Markup(heading.title)
        yield page.url if heading.level == 1 else f"{page.url}#{heading.id}", title
        if heading.id in second:
            yield f"{page.url}#{second[heading.id]}", Markup(f"{title} (its older address)")
