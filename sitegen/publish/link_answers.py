"""Writes what the checker will say about each link in the site that fills in its form.

The checker shows it until Python has started and says the same (`validator/web/link-answer.mjs`).
Each link has a small file of its own, named by the link's hash. The pages with the form list these
names, so that no other link makes a request, which would tell the server something about its
values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

from forem_smtp import bridge
from forem_smtp.hosting import OTHER, hosting
from forem_smtp.links import from_fragment
from forem_smtp.settings import ENCRYPTIONS, FIELDS
from sitegen.errors import SiteError
from sitegen.runtime.assets import FORM

LINK = re.compile(r'\shref="[^"#]*#(check\?[^"]*)"')


def write(site: Path, folder: str) -> None:
    """Write the answers into this folder of a built site, and their names into its forms."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    links = {unescape(link) for html in pages.values() for link in LINK.findall(html)}
    answers = named(links)
    (site / folder).mkdir(parents=True)
    for name, link in answers.items():
        (site / folder / f"{name}.json").write_text(answer(link), encoding="utf-8")
    names = f'{FORM} data-answers="{" ".join(answers)}"'
    for path, html in pages.items():
        if FORM in html:
            path.write_text(html.replace(FORM, names, 1), encoding="utf-8")


def named(links: Iterable[str]) -> dict[str, str]:
    """Return the links by the names of their answers. Raises SiteError if two have the same."""
    names: dict[str, str] = {}
    for link in sorted(links):
        other = names.setdefault(name_of(link), link)
        if other != link:
            raise SiteError(f"#{link} and #{other} have the same hash; change one of them")
    return names


def name_of(link: str) -> str:
    """Return the link's 32-bit FNV-1a hash, which a page can compute without waiting for it."""
    value = 0x811C9DC5
    for byte in link.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return f"{value:08x}"


def answer(link: str) -> str:
    """Return what Python answers when the link is opened, with the request that it answers."""
    asked = request(link)
    answered = json.loads(bridge.judge(json.dumps(asked)))
    whole = {"request": asked, "answer": answered}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def request(link: str) -> dict[str, Any]:
    """Return the page's first request when the link is opened, with the keys in the page's order.

    Like the form, it has no value that isn't in the form's lists.
    """
    settings, instance = from_fragment(link)
    values = {name: getattr(settings, name) or "" for name in FIELDS}
    if settings.encryption not in ENCRYPTIONS:
        values["encryption"] = ""
    forem = {
        "edition": instance.edition,
        "hosting": instance.hosting if instance.hosting in (*hosting(), OTHER) else "",
        "sendgrid_api_key": instance.sendgrid_api_key,
        "app_domain": instance.app_domain or "",
        "community_name": instance.community_name or "",
    }
    return {"settings": values, "forem": forem, "name": "json", "hidden": True}
