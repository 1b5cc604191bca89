"""Lets search engines and language models find what is here: `robots.txt`, `llms.txt` (a list of
the pages, see llmstxt.org) and `llms-full.txt`, the guide as one text.

Addresses in them are absolute if the site knows where it will stand (SITE_URL), else they start
from the site's root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from forem_smtp.providers import providers
from forem_smtp.rules import RULES
from forem_smtp.settings import LABELS

# Of these two the digest has its own.
LISTS = ("findings/index.md", "providers/index.md")
CODE = re.compile(r"(^[ >\t]*```.*?^[ >\t]*```[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
ADMONITION = re.compile(r'^!!! (\w+)(?: "(.*)")?$')
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
# What is shown in the dark only is the same once more.
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]+?(#only-dark)?\)")
TARGET = re.compile(r"\]\(([^)\s]+)\)")
# Comments, tags, and what Python-Markdown takes for attributes.
MARKUP = re.compile(r"<!--.*?-->|</?[a-z][^<>]*>|[ \t]*\{[#.:][^{}]*\}", re.DOTALL)

navigation: Navigation | None = None
addresses: dict[str, str] = {}
"""Of each page and each other file, by its place in the docs."""
texts: dict[str, str] = {}
"""What is written on each page, likewise."""


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation and all addresses; only now all pages are known."""
    global navigation
    navigation = nav
    addresses.update({file.src_uri: file.url for file in files})
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the page's text, as it is when all other hooks have added to it."""
    texts[page.file.src_uri] = markdown
    return markdown


def on_post_build(config: MkDocsConfig) -> None:
    """Write the three files."""
    assert navigation is not None
    base = config.site_url or ""
    written = {
        "robots.txt": robots(base),
        "llms.txt": index(navigation, config),
        "llms-full.txt": digest(navigation.pages, config),
    }
    for name, text in written.items():
        Path(config.site_dir, name).write_text(text, encoding="utf-8")


def robots(base: str) -> str:
    """Everybody may read everything. The place of a sitemap must be told absolutely."""
    sitemap = f"\nSitemap: {urljoin(base, 'sitemap.xml')}\n" if base else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def address(page: Page, config: MkDocsConfig) -> str:
    return urljoin(config.site_url or "", page.url) or "./"


def description(page: Page) -> str:
    return unescape(str(page.meta.get("description", "")))


def index(nav: Navigation, config: MkDocsConfig) -> str:
    """The list of the pages of the navigation, in its parts; those outside any part come first."""
    lines = [f"# {config.site_name}", f"\n> {config.site_description}"]
    lines.append(
        "\nThe guide as one text: [llms-full.txt]({})".format(
            urljoin(config.site_url or "", "llms-full.txt")
        )
    )
    part = ""
    for page in sorted(nav.pages, key=lambda page: bool(page.ancestors)):
        above = str([*page.ancestors][-1].title) if page.ancestors else "Main pages"
        if above != part:
            lines.append(f"\n## {above}\n")
            part = above
        lines.append(f"- [{page.title}]({address(page, config)}): {description(page)}")
    return "\n".join(lines) + "\n"


def digest(pages: list[Page], config: MkDocsConfig) -> str:
    """The guide's pages one after the other, then a line for each finding and each provider."""
    base = config.site_url or ""
    parts = [f"# {config.site_name}\n\n> {config.site_description}"]
    for page in pages:
        if page.file.src_uri not in LISTS:
            text = plain(texts[page.file.src_uri], page, base)
            parts.append(f"Page: {address(page, config)}\n\n{text}")
    findings = [
        f"- {rule.code}, {rule.severity}, {LABELS.get(rule.field, 'Your Forem')}: {rule.title}"
        f" ({base}findings/{rule.code}/)"
        for rule in sorted(RULES, key=lambda rule: rule.code)
    ]
    known = [
        f"- {provider.name}: {', '.join(host.host for host in provider.hosts)}"
        f" ({base}providers/{provider.id}/)"
        for provider in sorted(providers().values(), key=lambda provider: provider.name.lower())
    ]
    parts.append("# All findings\n\n" + "\n".join(findings))
    parts.append("# All providers\n\n" + "\n".join(known))
    return "\n\n---\n\n".join(parts) + "\n"


def plain(markdown: str, page: Page, base: str) -> str:
    """A page's Markdown without what only the site's build and its style sheets know."""

    def resolved(target: str) -> str:
        path, mark, fragment = target.partition("#")
        found = addresses.get(urljoin(page.file.src_uri, path))
        return f"{base}{found}{mark}{fragment}" if found else urljoin(base + page.url, target)

    text = "\n".join(quoted(markdown.splitlines()))
    text = LINK.sub(r"[\2](\1)", text)
    pieces = CODE.split(text)
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            bare = MARKUP.sub("", IMAGE.sub(lambda image: "" if image[2] else image[1], piece))
            pieces[number] = TARGET.sub(lambda link: f"]({resolved(link[1])})", bare)
    text = re.sub(r"^>\n(?!>)", "\n", "".join(pieces), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def quoted(lines: list[str]) -> Iterator[str]:
    """The lines with each admonition as a quotation, its title first."""
    inside = False
    for line in lines:
        found = ADMONITION.match(line)
        inside = bool(found) or (inside and (not line or line.startswith("    ")))
        if found:
            yield f"> **{found[2] or found[1].capitalize()}**"
        elif inside:
            yield f"> {line[4:]}".rstrip()
        else:
            yield line
