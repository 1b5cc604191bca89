"""The blocks of code in the site's pages that the tests run, by the name in their comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.examples import Example, examples

DOCS = Path(__file__).parent.parent / "docs"


def all_examples() -> Iterator[Example]:
    """Every block of every page that is written by hand."""
    for path in sorted(DOCS.glob("**/*.md")):
        yield from examples(path.relative_to(DOCS).as_posix(), path.read_text(encoding="utf-8"))


def block(name: str) -> str:
    """The block `<!-- example: run NAME -->`. Raises ValueError unless there is just one."""
    return _one("run", name)


def shown(name: str) -> str:
    """The block `<!-- example: output NAME -->`. Raises ValueError unless there is just one."""
    return _one("output", name)


def _one(kind: str, name: str) -> str:
    (text,) = [one.text for one in all_examples() if one.mark == [kind, name]]
    return text
