"""Opens the pages in which tests use the site: a shared one, or a new one in a new context."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.chromium import TIMEOUT_MS
from tests.browser.monitor import Monitor, devtools_of

SIZE = (1280, 720)
# The service worker has its own tests. In others, it would keep files from one test to the next,
# and hide a server's simulated failures.
SERVICE_WORKERS: Literal["block"] = "block"


class Pages:
    """Opens the pages of one test, and closes them after it."""

    def __init__(self, browser: Browser, monitor: Monitor, shared: SharedPage | None) -> None:
        self._browser = browser
        self._monitor = monitor
        self._shared = shared
        self._pages: list[Page] = []
        self._uses_shared = False

    def open(
        self,
        *,
        width: int = SIZE[0],
        height: int = SIZE[1],
        scheme: str | None = None,
        motion: bool = True,
        permissions: Sequence[str] = (),
    ) -> Page:
        """Return a page. For speed, all tests of a process share one, which is reset between tests.

        Only the browser's cache remains, so a test of what is loaded needs `open_new()`.
        """
        if self._shared is None or self._uses_shared:
            page = self.open_new()
        else:
            page = self._shared.open()
            self._monitor.attach(page, self._shared.devtools)
            self._uses_shared = True
        page.context.grant_permissions(permissions)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme=scheme or "null",  # type: ignore[arg-type]
            reduced_motion="null" if motion else "reduce",
        )
        return page

    def open_view(self, scheme: str, width: int, height: int = 800) -> Page:
        """Return a page with reduced motion, because transitions would distort contrasts."""
        return self.open(scheme=scheme, width=width, height=height, motion=False)

    def open_new(self, **options: Any) -> Page:
        """Return a page in a new context, as for a new visitor."""
        context = self._browser.new_context(service_workers=SERVICE_WORKERS, **options)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        self._monitor.attach(page, devtools_of(page))
        self._pages.append(page)
        return page

    def close(self) -> None:
        for page in self._pages:
            self._monitor.check_storage(page)
            page.context.close()
        if self._shared is not None and self._uses_shared:
            self._monitor.check_storage(self._shared.open())
            self._shared.clean()
            self._monitor.detach(self._shared.open(), self._shared.devtools)


class SharedPage:
    """One page for many tests. Opening a new one would take most of a second each time."""

    def __init__(self, browser: Browser, *origins: str) -> None:
        self._browser = browser
        self._origins = origins
        self._page: Page | None = None

    def open(self) -> Page:
        if self._page is None:
            context = self._browser.new_context(service_workers=SERVICE_WORKERS)
            context.set_default_timeout(TIMEOUT_MS)
            self._page = context.new_page()
        return self._page

    @cached_property
    def devtools(self) -> CDPSession:
        return devtools_of(self.open())

    def clean(self) -> None:
        """Reset the page to an unused one."""
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
