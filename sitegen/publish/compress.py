"""Puts compressed copies, `.br` and `.gz`, next to each large file of a built site.

Servers such as nginx and Caddy send these as they are. Every build makes them, so that none is
older than its file; `.cache/` keeps them by the hash of their content.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import brotli

CACHE = Path(__file__).parents[2] / ".cache/compressed"
KINDS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".xml", ".zip"}
"""The library's zip stores its files uncompressed, so that it can be compressed as a whole."""
LARGE = 10_000
"""Size in bytes below which a compressed copy saves next to nothing."""
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    ".br": brotli.compress,
    ".gz": lambda content: gzip.compress(content, mtime=0),
}

log = logging.getLogger("mkdocs.hooks.compress")


def compress(site: Path) -> None:
    """Put the copies into a built site."""
    CACHE.mkdir(parents=True, exist_ok=True)
    files = [path for path in site.rglob("*") if path.suffix in KINDS and path.is_file()]
    large = [path for path in files if path.stat().st_size >= LARGE]
    # The largest first, so that no core is left with it at the end. Encoders release the lock.
    large.sort(key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for ending in ENCODERS:
            for _ in threads.map(copy, large, repeat(ending)):
                pass  # which raises what a thread raised


def copy(path: Path, ending: str) -> None:
    """Put the file's compressed copy with this ending next to it."""
    path.with_name(path.name + ending).write_bytes(compressed(path, ending))


def compressed(path: Path, ending: str) -> bytes:
    """Return the file's content compressed for this ending, at the highest level."""
    content = path.read_bytes()
    kept = CACHE / (hashlib.sha256(content).hexdigest() + ending)
    if not kept.exists():
        if len(content) > 1_000_000:
            log.info("Compressing %s%s …", path.name, ending)
        kept.write_bytes(ENCODERS[ending](content))
    return kept.read_bytes()
