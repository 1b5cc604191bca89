"""The windows in which the tests use the site: one for all of them, or a new person's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.chromium import PATIENCE
from tests.browser.watch import Watch, devtools_of

SIZE = (1280, 720)
# The service worker has tests of its own. In the others, it would keep files from one test to the
# next, and answer for a server that is meant to fail.
SERVICE_WORKERS: Literal["block"] = "block"


class Visits:
    """Opens the windows of one test, and closes them after it."""

    def __init__(self, browser: Browser, watch: Watch, shared: SharedPage | None) -> None:
        self._browser = browser
        self._watch = watch
        self._shared = shared
        self._pages: list[Page] = []
        self._shares = False

    def page(
        self,
        *,
        width: int = SIZE[0],
        height: int = SIZE[1],
        scheme: str | None = None,
        motion: bool = True,
        permissions: Sequence[str] = (),
    ) -> Page:
        """The test's page. For speed, all tests of a process share one, cleaned between them.

        Only the browser's cache stays, so a test that is about what is loaded wants `window()`.
        """
        if self._shared is None or self._shares:
            page = self.window()
        else:
            page = self._shared.open()
            self._watch.follow(page, self._shared.devtools)
            self._shares = True
        page.context.grant_permissions(permissions)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme=scheme or "null",  # type: ignore[arg-type]
            reduced_motion="null" if motion else "reduce",
        )
        return page

    def look(self, scheme: str, width: int, height: int = 800) -> Page:
        """The test's page without motion, since a color that is changing has no contrast yet."""
        return self.page(scheme=scheme, width=width, height=height, motion=False)

    def window(self, **options: Any) -> Page:
        """A page in a new context: a person who was never here before."""
        context = self._browser.new_context(service_workers=SERVICE_WORKERS, **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self._watch.follow(page, devtools_of(page))
        self._pages.append(page)
        return page

    def end(self) -> None:
        for page in self._pages:
            self._watch.look_at_storage(page)
            page.context.close()
        if self._shared is not None and self._shares:
            self._watch.look_at_storage(self._shared.open())
            self._shared.clean()
            self._watch.leave(self._shared.open(), self._shared.devtools)


class SharedPage:
    """One page for many tests. Opening a new one would cost each of them most of a second."""

    def __init__(self, browser: Browser, *origins: str) -> None:
        self._browser = browser
        self._origins = origins
        self._page: Page | None = None

    def open(self) -> Page:
        if self._page is None:
            context = self._browser.new_context(service_workers=SERVICE_WORKERS)
            context.set_default_timeout(PATIENCE)
            self._page = context.new_page()
        return self._page

    @cached_property
    def devtools(self) -> CDPSession:
        return devtools_of(self.open())

    def clean(self) -> None:
        """Reset the page to one that hasn't been used."""
        page = self.open()
        for other in page.context.pages:
            if other is not page:
                other.close()
        for origin in self._origins:
            everything = {"origin": origin, "storageTypes": "all"}
            self.devtools.send("Storage.clearDataForOrigin", everything)
        page.evaluate("try { sessionStorage.clear() } catch {}")
        page.unroute_all()
        page.context.clear_permissions()
        page.emulate_media(media="null", forced_colors="null")
        page.mouse.move(0, 0)
        page.goto("about:blank")

    def close(self) -> None:
        if self._page is not None:
            self._page.context.close()
            self._page = None
