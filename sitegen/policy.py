"""Writes the security policy into every page, as a meta element.

Material has a few inline scripts; their hashes are in the policy. They differ with a page's depth,
and instant navigation keeps the first page's policy while it runs the scripts of the next, so
every page carries the hashes of the whole site.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.policy")

# Browsers look for the encoding in the first 1024 bytes only, so the policy comes after it.
START = '<meta charset="utf-8">'
SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
# What the policy forbids, found in the site before somebody finds it in a browser.
FORBIDDEN = re.compile(r"""<(?:style\b|[a-z][^<>]*\s(?:style|on[a-z]+)=["'])[^<>]*>""")


def on_post_build(config: MkDocsConfig) -> None:
    """Put the same policy into every page of the built site."""
    pages = {
        path: path.read_text(encoding="utf-8") for path in Path(config.site_dir).rglob("*.html")
    }
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes(pages.values()))}">'
    for path, html in pages.items():
        if START not in html:
            raise PluginError(f"{path} has no {START}, after which the security policy comes")
        for found in FORBIDDEN.findall(html):
            log.warning(f"The security policy forbids what is in {path}: {found}")
        path.write_text(html.replace(START, f"{START}\n      {meta}", 1), encoding="utf-8")


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Allow the script that MkDocs adds to each answer; it has numbers that always change."""
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html

    def inject_and_allow(content: bytes, epoch: int) -> bytes:
        html = inject(content, epoch).decode()
        added = INLINE_SCRIPT.findall(html)[-1]
        return html.replace(SCRIPTS, f"{SCRIPTS} {hash_of(added)}", 1).encode()

    server._inject_js_into_html = inject_and_allow  # type: ignore[method-assign]
    return server


def policy(scripts: Iterable[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"{SCRIPTS} {' '.join(scripts)}",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "form-action 'none'",
            "base-uri 'self'",
        ]
    )


def hashes(pages: Iterable[str]) -> list[str]:
    """The sources for all inline scripts of these pages, in a fixed order."""
    return sorted({hash_of(script) for html in pages for script in INLINE_SCRIPT.findall(html)})


def hash_of(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
