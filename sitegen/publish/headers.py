"""Writes `_headers`, the response headers that the site asks for.

Netlify and Cloudflare Pages read this file. For other servers, `docs/publishing.md` has settings
that send the same headers, and the tests compare the two.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.errors import SiteError
from sitegen.publish import csp

FEATURES = (
    "camera",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
"""Browser features that no page may use, no matter how it asks."""
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000",
    # A worker loaded by address gets its policy from its own response, and the meta element of
    # the page doesn't apply to it. A page must pass both policies. Without hashes, this one stays
    # right when a page's inline scripts change; the meta element still allows only those it names.
    "Content-Security-Policy": csp.policy(["'unsafe-inline'"]) + "; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
IMMUTABLE = "public, max-age=31536000, immutable"
VERSIONED = ("assets/checker-*", "assets/pyodide-*", "assets/pyscript-*")
"""Folders with a version or a hash in their name, whose files never change."""
MOST_RULES = 100
"""The most that Cloudflare Pages reads: developers.cloudflare.com/pages/configuration/headers
(checked 2026-11-28)."""


def write(site: Path) -> None:
    """Write the file into a built site. Raises SiteError for more rules than `MOST_RULES`."""
    rules = {"/*": HEADERS} | {
        f"/{path}": {"Cache-Control": IMMUTABLE} for path in versioned_files(site)
    }
    if len(rules) > MOST_RULES:
        raise SiteError(f"_headers has {len(rules)} rules, and may have {MOST_RULES}")
    (site / "_headers").write_text("\n".join(map(block, rules, rules.values())), encoding="utf-8")


def versioned_files(site: Path) -> list[str]:
    """Return every file that never changes, without the compressed copies.

    Each gets its own rule: with `*`, browsers would keep the error for a missing file for a year.
    """
    return sorted(
        path.relative_to(site).as_posix()
        for folder in VERSIONED
        for path in site.glob(f"{folder}/**/*")
        if path.is_file() and path.suffix not in (".br", ".gz")
    )


def block(path: str, headers: dict[str, str]) -> str:
    """Return one rule of the file."""
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
