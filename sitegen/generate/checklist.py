"""The checklist before submitting, which the guide and the checker both show."""

from __future__ import annotations

import tomllib

from sitegen.context import CONTENT


def checklist() -> list[dict[str, str]]:
    """Return the items in order; checklist.toml describes the keys."""
    text = (CONTENT / "checklist.toml").read_text(encoding="utf-8")
    items: list[dict[str, str]] = tomllib.loads(text)["item"]
    return items


def as_markdown(root: str) -> str:
    """Return the list as Markdown, for a page without the checker; `root` leads to the site's root,
    such as `../`.
    """
    return "\n".join(_item(item, root) for item in checklist())


def _item(item: dict[str, str], root: str) -> str:
    how = item["how"]
    address = f"checker/#{how}" if how.startswith("checker-") else how
    link = f'<a href="{root}{address}">{item["link"]}</a>'
    return f"- **{item['title']}** {item['why']} {link}."
