"""Stops the build if an address is gone that was once published: `tests/golden/addresses.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

LIST = Path(__file__).parent.parent / "tests/golden/addresses.txt"
ID = re.compile(r'\sid="?([^"\s>]+)')


def on_post_build(config: MkDocsConfig) -> None:
    """Look for every address. Raises PluginError that names those which are gone."""
    missing = gone(published(), Path(config.site_dir))
    if missing:
        raise PluginError(
            f"Once published, and gone: {', '.join(missing)}. If a section moved to another page, "
            "sitegen/moved.toml keeps its old address."
        )


def published() -> list[str]:
    """The addresses that have to stay, such as `replies/#read-timeout`."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def gone(addresses: Iterable[str], site: Path) -> list[str]:
    """Those of the addresses that lead nowhere in a built site."""
    ids: dict[str, set[str]] = {}
    missing = []
    for address in addresses:
        page, _, fragment = address.partition("#")
        if page not in ids:
            ids[page] = ids_of(site / page)
        if not ids[page] or (fragment and fragment not in ids[page]):
            missing.append(address)
    return missing


def ids_of(path: Path) -> set[str]:
    """Every id in a page; none if there is no such page."""
    file = path / "index.html" if path.is_dir() else path
    return set(ID.findall(file.read_text(encoding="utf-8"))) if file.is_file() else set()
