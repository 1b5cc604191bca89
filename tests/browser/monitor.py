"""Records what must not happen while the site is used: requests, stored data, and errors."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import (
    CDPSession,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    WebError,
    WebSocket,
)

from tests.browser.server import BRIDGE

# Everything stored for the origin. PyScript opens databases, and leaves them empty.
STORED = """async () => {
    const answer = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const entries = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const keys = await answer(database.transaction(store).objectStore(store).getAllKeys());
            entries.push(...keys.map((key) => `${name} ${store} ${key}`));
        }
        database.close();
    }
    return {
        localStorage: Object.keys(localStorage),
        sessionStorage: Object.keys(sessionStorage),
        indexedDB: entries,
        caches: await caches.keys(),
        serviceWorkers: (await navigator.serviceWorker.getRegistrations()).map(String),
        cookies: document.cookie,
    };
}"""
BLOCKED = "Service Worker registration blocked by Playwright"
"""What Playwright logs when it blocks the service worker; see `pages.py`."""
PALETTE = re.compile(r"/(?:[\w-]*/)*\.__palette")
"""What Material stores: the color scheme, with the site's path as a prefix."""


def devtools_of(page: Page) -> CDPSession:
    """Open a DevTools session for the log, because Playwright doesn't report workers' messages."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Log.enable")
    return devtools


class Monitor:
    """Monitors pages; `problems` lists what must not happen and did.

    `allowed` has patterns of console messages that a test causes on purpose.
    """

    def __init__(self, *origins: str) -> None:
        self.origins = origins
        self.requests: list[str] = []
        self.allowed: list[str] = []
        self._problems: list[str] = []
        self._listeners = {
            "request": self._request,
            "console": self._console,
            "weberror": self._weberror,
            "dialog": self._dialog,
        }

    def attach(self, page: Page, devtools: CDPSession) -> None:
        """Monitor everything in the page's context."""
        context = page.context
        for name, listener in self._listeners.items():
            context.on(name, listener)  # type: ignore[call-overload]
        page.on("websocket", self._websocket)
        devtools.on("Log.entryAdded", self._log)

    def detach(self, page: Page, devtools: CDPSession) -> None:
        """Stop monitoring the page."""
        devtools.remove_listener("Log.entryAdded", self._log)
        page.remove_listener("websocket", self._websocket)
        for name, listener in self._listeners.items():
            page.context.remove_listener(name, listener)

    @property
    def problems(self) -> list[str]:
        pattern = "|".join(self.allowed) or "(?!)"
        return [text for text in self._problems if not re.search(pattern, text)]

    def check_storage(self, page: Page) -> None:
        """Record stored data other than the color scheme."""
        if not page.url.startswith(self.origins):
            return
        kept: dict[str, Any] = page.evaluate(STORED)
        kept["localStorage"] = [
            name for name in kept["localStorage"] if not PALETTE.fullmatch(name)
        ]
        kept["cookies"] = kept["cookies"] or page.context.cookies()
        self._problems += [f"{place}: {found}" for place, found in kept.items() if found]

    def _request(self, request: Request) -> None:
        # The Python stub's requests aren't the page's.
        if f"/{BRIDGE}" not in request.url:
            self.requests.append(request.url)
        # Downloads are blobs of the page's origin.
        own = tuple(f"{scheme}{origin}/" for origin in self.origins for scheme in ("", "blob:"))
        if not request.url.startswith((*own, "data:")):
            self._problems.append(f"request: {request.method} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert") and message.text != BLOCKED:
            place = message.location.get("url", "")
            self._problems.append(f"console {message.type}: {message.text} ({place})")

    def _log(self, event: dict[str, Any]) -> None:
        entry = event["entry"]
        if entry["source"] == "worker" and entry["level"] in ("error", "warning"):
            self._problems.append(f"console {entry['level']}: {entry['text']} ({entry.get('url')})")

    def _weberror(self, error: WebError) -> None:
        self._problems.append(f"page error: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self._problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _websocket(self, socket: WebSocket) -> None:
        self._problems.append(f"websocket: {socket.url}")
