"""A web server that compresses, counts what it sends, and can simulate a slow connection."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import socket
import threading
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sitegen.publish.compress import compressed

TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".py": "text/plain"}
CHUNK = 8192  # bytes that one response may send before another one gets its turn


class Link(NamedTuple):
    """A connection to the internet: bytes per second, and the round trip in seconds."""

    rate: float
    round_trip: float


class Sent(NamedTuple):
    """One response as it was sent: the file's bytes, and the bytes sent, including the headers."""

    path: str
    size: int
    sent: int


class Content(NamedTuple):
    """A file as it's served. `packed` is `plain` in Brotli, or `None` if that isn't smaller."""

    plain: bytes
    packed: bytes | None
    headers: dict[str, str]


@cache
def content(file: Path) -> Content:
    """The file, prepared at its first request. Compressed files are cached by their content, so
    nothing stale is ever served."""
    plain = file.read_bytes()
    packed = compressed(file, ".br")
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    headers = {
        "content-type": kind or "application/octet-stream",
        "etag": f'"{hashlib.sha256(plain).hexdigest()[:16]}"',
        "cache-control": "no-cache" if file.suffix == ".html" else "max-age=3600",
    }
    return Content(plain, packed if len(packed) < len(plain) else None, headers)


class Server:
    """Serves a folder at `http://127.0.0.1:port/` from a thread of its own, while it is entered.

    A file is sent as Brotli of quality 11 if that's smaller. Browsers may keep it for an hour, but
    must revalidate a page. All connections share `link`, which may be changed between two visits;
    `None` is as fast as the machine. `log` lists what was sent.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.link: Link | None = None
        self.log: list[Sent] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._link_is_free_at = 0.0

    def __enter__(self) -> Server:
        self._thread.start()
        self._run(asyncio.start_server(self._connection, sock=self._socket))
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, coroutine: Coroutine[None, None, object]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _hang_up(self) -> None:
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._round_trip()
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await self._round_trip()
                await self._answer(request, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # The browser, or the server, has hung up.
        finally:
            writer.close()

    async def _round_trip(self) -> None:
        if self.link:
            await asyncio.sleep(self.link.round_trip)

    async def _answer(self, request: str, writer: asyncio.StreamWriter) -> None:
        first, *rest = request.splitlines()
        asked = dict(line.lower().split(": ", 1) for line in rest if line)
        path = unquote(urlsplit(first.split()[1]).path)
        file = self.root / path.lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        found = content(file) if file.is_file() else None
        reply = answer(found, asked)
        self.log.append(Sent(path, len(found.plain) if found else 0, len(reply)))
        await self._send(reply, writer)

    async def _send(self, reply: bytes, writer: asyncio.StreamWriter) -> None:
        if not self.link:
            writer.write(reply)
            return await writer.drain()
        for start in range(0, len(reply), CHUNK):
            chunk = reply[start : start + CHUNK]
            free = max(self._link_is_free_at, self._loop.time()) + len(chunk) / self.link.rate
            self._link_is_free_at = free
            await asyncio.sleep(free - self._loop.time())
            writer.write(chunk)
            await writer.drain()


def answer(found: Content | None, asked: dict[str, str]) -> bytes:
    """Return the whole HTTP message for a request with these headers."""
    if not found:
        return message("404 Not Found", {"content-length": "0"})
    if asked.get("if-none-match") == found.headers["etag"]:
        return message("304 Not Modified", found.headers)
    if found.packed is None or "br" not in asked.get("accept-encoding", ""):
        length = {"content-length": str(len(found.plain))}
        return message("200 OK", found.headers | length, found.plain)
    packed = {"content-encoding": "br", "content-length": str(len(found.packed))}
    return message("200 OK", found.headers | packed, found.packed)


def message(status: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
