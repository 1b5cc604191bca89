"""Fills the page for support: every address of the site, and ready answers to common questions.

`<!-- addresses: findings -->` becomes a list of addresses, `<!-- answers: questions -->` and
`<!-- answers: texts -->` the answers of `answers.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from forem_smtp.providers import providers
from forem_smtp.rules import RULES
from forem_smtp.settings import LABELS
from sitegen import answers
from sitegen.templating import html

MARK = re.compile(r"<!-- (addresses|answers): ([\w-]+) -->")
GUIDE = "Guide"
"""The part of the navigation that the list has a part of its own for."""
# An older name of a heading, kept inside it.
SECOND_NAME = re.compile(r'<h\d id="([^"]+)">(?:(?!</h\d>).)*<span id="([^"]+)">')
MADE_ALIKE = re.compile(r"(?:findings|providers)/[\w-]+\.md")

Address = tuple[str, str]
"""An address, relative to the site's root, and the words that tell what is there."""


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Replace the marks. All pages are known by now, and the search index has this one already."""
    if page.content and MARK.search(page.content):
        pages = [file.page for file in context["pages"] if file.page]
        lists = {name: list(found) for name, found in addresses(pages, guide(nav)).items()}
        known = {address for found in lists.values() for address, _ in found}
        root = get_relative_url(".", page.url) + "/"

        def filled(mark: re.Match[str]) -> str:
            if mark[1] == "answers":
                return answers.listed(mark[2], known, root)
            return listed(lists[mark[2]], root)

        page.content = MARK.sub(filled, page.content)
    return context


def guide(nav: Navigation) -> list[Page]:
    """The guide's pages, in the order in which they are read."""
    parts = [part for part in nav.items if part.title == GUIDE]
    return [page for part in parts for page in part.children or () if isinstance(page, Page)]


def listed(found: list[Address], root: str) -> str:
    """A list of addresses as HTML; `root` leads from its page to the site's root."""
    return html("addresses.html.j2", addresses=found, root=root)


def addresses(pages: Iterable[Page], steps: Iterable[Page]) -> dict[str, Iterable[Address]]:
    """Every address of the site, each once, in the parts in which the page lists them."""
    written = {page.file.src_uri: page for page in pages if not made_alike(page)}
    replies = written.pop("replies/index.md")
    way = [written.pop(page.file.src_uri) for page in steps]
    fields = {label: name.replace("_", "-") for name, label in LABELS.items()}
    in_guide = {f"smtp-settings/#{anchor}" for anchor in fields.values()}
    return {
        "fields": [
            (f"{page}#{anchor}", f"{label}, {where}")
            for label, anchor in fields.items()
            for page, where in (("checker/", "in the checker"), ("smtp-settings/", "in the guide"))
        ],
        "findings": [
            (f"findings/{rule.code}/", rule.title.replace("`", ""))
            for rule in sorted(RULES, key=lambda rule: rule.code)
        ],
        "providers": [
            (f"providers/{provider.id}/", provider.name)
            for provider in sorted(providers().values(), key=lambda one: one.name.lower())
        ],
        "replies": places(replies),
        "answers": [(answer.address, answer.question) for answer in answers.answers()],
        "guide": [place for page in way for place in places(page) if place[0] not in in_guide],
        "pages": [place for page in written.values() for place in places(page)],
    }


def made_alike(page: Page) -> bool:
    """Whether it is the page of a finding or a provider."""
    uri = page.file.src_uri
    return MADE_ALIKE.fullmatch(uri) is not None and not uri.endswith("/index.md")


def places(page: Page) -> Iterator[Address]:
    """A page and its sections. Its first heading needs no address beside the page's own."""
    second = dict(SECOND_NAME.findall(page.content or ""))
    for heading in headings(page.toc):
        title = Markup(heading.title)
        yield page.url if heading.level == 1 else f"{page.url}#{heading.id}", title
        if heading.id in second:
            yield f"{page.url}#{second[heading.id]}", Markup(f"{title} (its older address)")


def headings(toc: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for heading in toc:
        yield heading
        yield from headings(heading.children)
