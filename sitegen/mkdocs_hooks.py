"""Everything that MkDocs does for this site, in the order in which it happens.

No other file imports MkDocs. Each event below only calls plain functions.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Literal

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from sitegen import examples, reload
from sitegen.context import Heading, PageContext, SitePage
from sitegen.errors import SiteError
from sitegen.generate import error_index, findings, glossary, payloads, providers, steps
from sitegen.markers import When, fill_html, fill_markdown
from sitegen.publish import (
    bundle,
    compress,
    csp,
    dates,
    headers,
    link_answers,
    llms_txt,
    material_patches,
    offline,
    page_foot,
    permalinks,
    service_worker,
)
from sitegen.runtime.assets import add_preloads, assets

log = logging.getLogger("mkdocs.hooks")


class Hooks:
    """The state of one build, and what happens at each event."""

    def __init__(self) -> None:
        self.serving = False
        self.navigation: list[Page] = []
        self.pages: dict[str, SitePage] = {}
        self.texts: dict[str, str] = {}
        self.modules: list[str] = []
        self.answers = ""
        self.changes: dict[str, date] = {}
        self.abbreviations = glossary.Explaining()

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        if self.serving:
            reload.supervise()

    def on_config(self, config: MkDocsConfig) -> None:
        self.pages, self.texts = {}, {}
        self.changes = page_foot.changes()
        config.markdown_extensions.append(self.abbreviations)
        # Only a site that knows its permanent address has previews.
        config.extra["previews"] = bool(config.site_url) and not self.serving

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        pages = findings.pages() | providers.pages() | error_index.pages()
        for uri, text in pages.items():
            files.append(File.generated(config, uri, content=text))
        self.add_own(files, config)
        self.add_python(files, config)

    def add_own(self, files: Files, config: MkDocsConfig) -> None:
        styles, scripts = config.extra_css, config.extra_javascript
        own = {bundle.STYLE: bundle.style(styles), bundle.SCRIPT: bundle.script(map(str, scripts))}
        for address, content in own.items():
            files.append(File.generated(config, address, content=content))
        config.extra_css = [bundle.STYLE]
        config.extra_javascript = [module(bundle.SCRIPT)]

    def add_python(self, files: Files, config: MkDocsConfig) -> None:
        python = assets(lean=not self.serving)
        for address, content in python.contents.items():
            files.append(File.generated(config, address, content=content))
        for address, path in python.copies.items():
            files.append(File.generated(config, address, abs_src_path=str(path)))
        config.extra_css.append(python.style)
        # The checker comes first, so that its verdict waits for nothing else.
        config.extra_javascript.insert(0, module(python.script))
        self.modules = python.modules
        self.answers = python.answers

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        self.navigation = nav.pages

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        if not config.site_url:
            # MkDocs then has no address for the sitemap. See the patch of Material that reads it.
            page.abs_url = page.url or "./"

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        here = self.here(page)
        if here.uri == payloads.PAGE:
            payloads.check_all_shown(markdown)
        self.abbreviations.page = here
        self.texts[here.uri] = examples.checked(fill_markdown(markdown, here), here)
        return self.texts[here.uri]

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        # By now, all pages were read. Pages in the navigation come first, in its order.
        pages = [file.page for file in files.documentation_pages() if file.page]
        for page in sorted(pages, key=self.place_in_navigation):
            self.pages[page.file.src_uri] = self.site_page(page)

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> None:
        if template_name == "404.html":
            # MkDocs starts from `/`, but the site may be elsewhere. The page finds its root itself.
            context["base_url"] = "."

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        here = self.here(page)
        self.mark_above(page, active=True)
        html = fill_html(page.content or "", here, When.ALL_PAGES_READ)
        page.content = dates.marked(html) + permalinks.moved(here)
        repository = config.extra["repository"]
        page.meta["foot"] = page_foot.foot(here.uri, here.url, self.changes, repository)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        self.mark_above(page, active=False)
        here = self.here(page)
        html = add_preloads(fill_html(output, here, When.FINISHED), here, self.modules)
        return steps.add_strip(html, page.meta.get("step"), here)

    def on_post_build(self, config: MkDocsConfig) -> None:
        folder = Path(config.site_dir)
        site = llms_txt.Site(config.site_name, config.site_description or "", config.site_url or "")
        for name, text in llms_txt.files(site, self.pages.values(), self.texts):
            (folder / name).write_text(text, encoding="utf-8")
        material_patches.apply(folder)
        permalinks.check(folder)
        link_answers.write(folder, self.answers)
        csp.apply(folder, any_inline=self.serving)
        headers.write(folder)
        if not self.serving:
            service_worker.write(folder)
            compress.compress(folder)
            offline.pack(folder)

    def on_build_error(self, error: Exception) -> None:
        if isinstance(error, SiteError):
            log.error(str(error))
            raise Abort("Aborted: the site has an error")

    def mark_above(self, page: Page, *, active: bool) -> None:
        """Mark where a page that isn't in the navigation belongs: the list of its kind."""
        if page not in self.navigation:
            kind = page.file.src_uri.rpartition("/")[0]
            for above in self.navigation:
                if kind and above.file.src_uri == f"{kind}/index.md":
                    above.active = active

    # What the generators get to know about MkDocs's pages.

    def here(self, page: Page) -> PageContext:
        return PageContext(page.file.src_uri, page.url, self.pages)

    def place_in_navigation(self, page: Page) -> int:
        return self.navigation.index(page) if page in self.navigation else len(self.navigation)

    def site_page(self, page: Page) -> SitePage:
        return SitePage(
            uri=page.file.src_uri,
            url=page.url,
            title=str(page.title),
            description=unescape(str(page.meta.get("description", ""))),
            headings=tuple(headings(page.toc)),
            content=page.content or "",
            in_navigation=page in self.navigation,
            part=str([*page.ancestors][-1].title) if page.ancestors else None,
        )


def module(address: str) -> ExtraScriptValue:
    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def headings(toc: Iterable[AnchorLink]) -> Iterator[Heading]:
    """Yield all headings of a page, from its first to its last."""
    for heading in toc:
        yield Heading(heading.id, heading.title, heading.level)
        yield from headings(heading.children)


hooks = Hooks()
# MkDocs looks for functions of these names.
on_startup = hooks.on_startup
on_config = hooks.on_config
on_files = hooks.on_files
on_nav = hooks.on_nav
on_pre_page = hooks.on_pre_page
on_page_markdown = hooks.on_page_markdown
on_env = hooks.on_env
on_template_context = hooks.on_template_context
on_page_context = hooks.on_page_context
on_post_page = hooks.on_post_page
on_post_build = hooks.on_post_build
on_build_error = hooks.on_build_error
