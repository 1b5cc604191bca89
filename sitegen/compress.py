"""Puts a compressed copy, `.br` and `.gz`, beside each large file of a built site.

Servers such as nginx and Caddy send these as they are. They are made with every build, so none can
be older than its file; what was compressed before comes from `.cache/`, by its content's hash.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

import brotli
from mkdocs.config.defaults import MkDocsConfig

from sitegen import serving

CACHE = Path(__file__).parent.parent / ".cache/compressed"
KINDS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".xml", ".zip"}
"""The library's zip holds its files as they are, so that it can be compressed as a whole."""
LARGE = 10_000
"""Bytes. Below this a compressed copy saves next to nothing."""
WAYS: dict[str, Callable[[bytes], bytes]] = {
    ".br": brotli.compress,
    ".gz": lambda content: gzip.compress(content, mtime=0),
}

log = logging.getLogger("mkdocs.hooks.compress")


def on_post_build(config: MkDocsConfig) -> None:
    """Compress what is large, but not for `mkdocs serve`, whose server sends no such copies."""
    if serving.now:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(config.site_dir).rglob("*")):
        if path.suffix in KINDS and path.is_file() and path.stat().st_size >= LARGE:
            for ending in WAYS:
                path.with_name(path.name + ending).write_bytes(compressed(path, ending))


def compressed(path: Path, ending: str) -> bytes:
    """The file's content compressed in this way, at the highest level."""
    content = path.read_bytes()
    kept = CACHE / (hashlib.sha256(content).hexdigest() + ending)
    if not kept.exists():
        if len(content) > 1_000_000:
            log.info("Compressing %s%s …", path.name, ending)
        kept.write_bytes(WAYS[ending](content))
    return kept.read_bytes()
