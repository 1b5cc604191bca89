"""Puts the checker's form into each page that asks for it with the line `<!-- checker -->`, and the
checklist, as a list to read, where `<!-- checklist -->` stands.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from forem_smtp.hosting import hosting
from forem_smtp.payloads import PAYLOADS
from forem_smtp.presets import GROUPS, Preset, presets
from forem_smtp.settings import FOREM_FIELDS, LABELS, SENDER_FIELDS

PAGE = Path(__file__).parent.parent / "validator/web"
MARK = "<!-- checker -->"
LIST = "<!-- checklist -->"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the mark of the checklist."""
    if LIST not in markdown:
        return markdown
    root = get_relative_url(".", page.url) + "/"
    return markdown.replace(LIST, "\n".join(as_markdown(item, root) for item in checklist()))


def checklist() -> list[dict[str, str]]:
    """What to make sure of before submitting; checklist.toml tells what each item holds."""
    items: list[dict[str, str]] = tomllib.loads(
        (PAGE / "checklist.toml").read_text(encoding="utf-8")
    )["item"]
    return items


def as_markdown(item: dict[str, str], root: str) -> str:
    """An item as Markdown, for a page without the checker."""
    how = item["how"]
    address = f"checker/#{how}" if how.startswith("checker-") else how
    link = f'<a href="{root}{address}">{item["link"]}</a>'
    return f"- **{item['title']}** {item['why']} {link}."


def place(address: str, root: str) -> str:
    """Where a place of the site, or a part of the checker on the same page, is."""
    return f"#{address}" if address.startswith("checker-") else root + address


def inline(text: str) -> Markup:
    """Text with code in it as HTML."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Replace the mark. This late, so that neither Markdown nor the search index sees the form."""
    if MARK not in output:
        return output
    root = get_relative_url(".", page.url) + "/"
    return output.replace(MARK, form(root, addressed=page.url == "checker/"))


def form(root: str, addressed: bool) -> str:
    """The form as HTML; `root` leads from its page to the site's root, such as `../`.

    `addressed`: its fields have an address, such as `checker/#port`. On other pages that might be
    the address of a heading.
    """
    env = Environment(loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined)
    env.filters |= {"inline": inline, "place": place}
    return env.get_template("checker.html.j2").render(
        root=root,
        addressed=addressed,
        fields=[{"name": name, "label": LABELS[name]} for name in FOREM_FIELDS],
        senders=SENDER_FIELDS,
        groups=[
            (name, [choice(preset) for preset in presets() if preset.group == name])
            for name in GROUPS.values()
        ],
        companies=[{"id": company.id, "name": company.name} for company in hosting().values()],
        payloads=PAYLOADS.values(),
        checklist=checklist(),
    )


def choice(preset: Preset) -> dict[str, object]:
    """What the form's list of providers needs of a preset."""
    return {"id": preset.id, "label": preset.label, "values": dict(preset.settings.given())}
