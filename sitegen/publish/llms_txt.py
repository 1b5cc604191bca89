"""What search engines and language models look for: each page's Markdown, `llms.txt` (a list of the
pages, see llmstxt.org), `llms-full.txt` (the guide as one text) and `robots.txt`.

The Markdown files have the same paths as in `docs/`: `checker.md` for `checker/`,
`findings/PORT08.md` for `findings/PORT08/`. So the links between them work unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from posixpath import join as join_path
from urllib.parse import urljoin

from forem_smtp.rules import RULES
from sitegen.context import SitePage
from sitegen.generate.providers import by_name
from sitegen.markers import strip

LISTS = ("findings/index.md", "providers/index.md")
"""Pages for which llms-full.txt has lists of its own."""
CODE = re.compile(r"(^[ >\t]*```.*?^[ >\t]*```[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r'(?:(?<=\]\()|(?<=href="))(?!\w+:)([^)"#\s]*)(#[^)"\s]*)?')


@dataclass(frozen=True)
class Site:
    """The site's name, description, and address, which is empty if it isn't known yet."""

    name: str
    description: str
    url: str


def files(
    site: Site, pages: Iterable[SitePage], texts: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each file's path in the site and its content, given each page's Markdown."""
    in_navigation = [page for page in pages if page.in_navigation]
    markdown = {page.uri: as_written(page, texts[page.uri]) for page in pages}
    yield "robots.txt", robots(site)
    yield "llms.txt", index(site, in_navigation)
    yield "llms-full.txt", full(site, in_navigation, markdown)
    yield from markdown.items()


def as_written(page: SitePage, markdown: str) -> str:
    """Return a page's Markdown for its address, which isn't as deep as the HTML's."""
    html_root = "../" * page.url.count("/") or "./"
    root = "../" * page.uri.count("/")
    return strip(markdown).replace(f'href="{html_root}', f'href="{root}').strip() + "\n"


def robots(site: Site) -> str:
    """Return a robots.txt that allows everything. The address of a sitemap must be absolute."""
    sitemap = f"\nSitemap: {urljoin(site.url, 'sitemap.xml')}\n" if site.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def index(site: Site, pages: list[SitePage]) -> str:
    """Return the list of pages by part of the navigation, with pages outside any part first."""
    lines = [f"# {site.name}", f"\n> {site.description}"]
    full_text = urljoin(site.url, "llms-full.txt")
    lines.append(f"\nThe guide as one text: [llms-full.txt]({full_text})")
    part = ""
    for page in sorted(pages, key=lambda page: page.part is not None):
        above = page.part or "Main pages"
        if above != part:
            lines.append(f"\n## {above}\n")
            part = above
        lines.append(f"- [{page.title}]({urljoin(site.url, page.uri)}): {page.description}")
    return "\n".join(lines) + "\n"


def full(site: Site, pages: list[SitePage], markdown: dict[str, str]) -> str:
    """Return the guide's pages one after another, then a line for each finding and provider."""
    parts = [f"# {site.name}\n\n> {site.description}"]
    for page in pages:
        if page.uri not in LISTS:
            address = urljoin(site.url, page.url) or "./"
            parts.append(f"Page: {address}\n\n{from_root(markdown[page.uri], page.uri)}")
    findings = [
        f"- {rule.code}, {rule.severity}, {rule.label}: {rule.title}"
        f" ({site.url}findings/{rule.code}/)"
        for rule in sorted(RULES, key=lambda rule: rule.code)
    ]
    providers = [
        f"- {provider.name}: {', '.join(host.host for host in provider.hosts)}"
        f" ({site.url}providers/{provider.id}/)"
        for provider in by_name()
    ]
    parts.append("# All findings\n\n" + "\n".join(findings))
    parts.append("# All providers\n\n" + "\n".join(providers) + "\n")
    return "\n\n---\n\n".join(part.strip() for part in parts) + "\n"


def from_root(markdown: str, uri: str) -> str:
    """Return a page's Markdown with its links to other pages starting from the site's root."""

    def moved(link: re.Match[str]) -> str:
        path = normpath(join_path(dirname(uri), link[1])) if link[1] else uri
        return path + (link[2] or "")

    pieces = CODE.split(markdown)
    pieces[::2] = [LINK.sub(moved, piece) for piece in pieces[::2]]
    return "".join(pieces)
