"""Writes the Content-Security-Policy into every page, as a meta element.

Material has a few inline scripts, and the policy names their hashes. They depend on a page's
depth, and instant navigation keeps the first page's policy while it runs the next page's scripts,
so every page carries the hashes of the whole site.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from sitegen.errors import SiteError

# Browsers look for the encoding in the first 1024 bytes only, so the policy comes after it.
START = '<meta charset="utf-8">'
SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
FORBIDDEN = re.compile(r"""<(?:style\b|[a-z][^<>]*\s(?:style|on[a-z]+)=["'])[^<>]*>""")
"""What the policy forbids: it's better to find it in the build than in a browser."""


def apply(site: Path, *, any_inline: bool = False) -> None:
    """Put the same policy into every page of a built site.

    With `any_inline`, it allows all inline scripts: `mkdocs serve` adds one that changes. Raises
    SiteError for a page that has no place for the policy, or has something that it forbids.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    scripts = ["'unsafe-inline'"] if any_inline else hashes(pages.values())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">'
    for path, html in pages.items():
        if START not in html:
            raise SiteError(f"{path} has no {START}, after which the security policy comes")
        if forbidden := FORBIDDEN.search(html):
            raise SiteError(f"The security policy forbids what is in {path}: {forbidden[0]}")
        path.write_text(html.replace(START, f"{START}\n      {meta}", 1), encoding="utf-8")


def policy(inline_scripts: Iterable[str]) -> str:
    """The policy that also allows these sources of inline scripts."""
    return "; ".join(
        [
            "default-src 'none'",
            f"{SCRIPTS} {' '.join(inline_scripts)}",
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
    """The source that allows this inline script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
