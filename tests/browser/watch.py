"""Sees what must not happen while the site is used: what leaves, what is kept, what goes wrong."""

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

# All that the origin keeps. PyScript opens databases of its own, and leaves them empty.
KEPT = """async () => {
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
"""What Playwright logs where the tests don't want the service worker; see `visits.py`."""
PALETTE = re.compile(r"/(?:[\w-]*/)*\.__palette")
"""What Material keeps: the choice between light and dark, with the site's folder before it."""


def devtools_of(page: Page) -> CDPSession:
    """A session that gets the log: Playwright keeps to itself what the browser says of a worker."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Log.enable")
    return devtools


class Watch:
    """Follows pages; `wrong` lists what happened that must not.

    `allowed` are patterns of console messages that a test means to cause.
    """

    def __init__(self, *origins: str) -> None:
        self.origins = origins
        self.requests: list[str] = []
        self.allowed: list[str] = []
        self._wrong: list[str] = []
        self._listeners = {
            "request": self._request,
            "console": self._console,
            "weberror": self._weberror,
            "dialog": self._dialog,
        }

    def follow(self, page: Page, devtools: CDPSession) -> None:
        """From now on, nothing in the page's context goes unseen."""
        context = page.context
        for name, listener in self._listeners.items():
            context.on(name, listener)  # type: ignore[call-overload]
        page.on("websocket", self._websocket)
        devtools.on("Log.entryAdded", self._log)

    def leave(self, page: Page, devtools: CDPSession) -> None:
        """Follow the page no longer."""
        devtools.remove_listener("Log.entryAdded", self._log)
        page.remove_listener("websocket", self._websocket)
        for name, listener in self._listeners.items():
            page.context.remove_listener(name, listener)

    @property
    def wrong(self) -> list[str]:
        pattern = "|".join(self.allowed) or "(?!)"
        return [text for text in self._wrong if not re.search(pattern, text)]

    def look_at_storage(self, page: Page) -> None:
        """Note what is kept besides the palette."""
        if not page.url.startswith(self.origins):
            return
        kept: dict[str, Any] = page.evaluate(KEPT)
        kept["localStorage"] = [
            name for name in kept["localStorage"] if not PALETTE.fullmatch(name)
        ]
        kept["cookies"] = kept["cookies"] or page.context.cookies()
        self._wrong += [f"{place}: {found}" for place, found in kept.items() if found]

    def _request(self, request: Request) -> None:
        # What the stub of Python asks for, the page itself never does.
        if f"/{BRIDGE}" not in request.url:
            self.requests.append(request.url)
        # A download is a blob of the page's own.
        own = tuple(f"{scheme}{origin}/" for origin in self.origins for scheme in ("", "blob:"))
        if not request.url.startswith((*own, "data:")):
            self._wrong.append(f"request: {request.method} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert") and message.text != BLOCKED:
            place = message.location.get("url", "")
            self._wrong.append(f"console {message.type}: {message.text} ({place})")

    def _log(self, event: dict[str, Any]) -> None:
        entry = event["entry"]
        if entry["source"] == "worker" and entry["level"] in ("error", "warning"):
            self._wrong.append(f"console {entry['level']}: {entry['text']} ({entry.get('url')})")

    def _weberror(self, error: WebError) -> None:
        self._wrong.append(f"page error: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self._wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _websocket(self, socket: WebSocket) -> None:
        self._wrong.append(f"websocket: {socket.url}")
