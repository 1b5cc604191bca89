"""Puts the checker's form into each page that asks for it with the line `<!-- checker -->`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from forem_smtp.hosting import hosting
from forem_smtp.payloads import PAYLOADS
from forem_smtp.presets import GROUPS, Preset, presets
from forem_smtp.settings import FOREM_FIELDS, LABELS

PAGE = Path(__file__).parent.parent / "validator/page"
MARK = "<!-- checker -->"


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
    return env.get_template("checker.html.j2").render(
        root=root,
        addressed=addressed,
        fields=[{"name": name, "label": LABELS[name]} for name in FOREM_FIELDS],
        groups=[
            (name, [choice(preset) for preset in presets() if preset.group == name])
            for name in GROUPS.values()
        ],
        companies=[{"id": company.id, "name": company.name} for company in hosting().values()],
        payloads=PAYLOADS.values(),
    )


def choice(preset: Preset) -> dict[str, object]:
    """What the form's list of providers needs of a preset."""
    return {"id": preset.id, "label": preset.label, "values": dict(preset.settings.given())}
