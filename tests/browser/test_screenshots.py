"""The pictures of the checker show what it shows today, and the pages keep room for them."""

from __future__ import annotations

import json

import pytest
from bs4 import Tag
from PIL import Image

from tests.browser.checker import Checker
from tests.site.site import Site
from tools.screenshots import FOLDER, SCALE, SCHEMES, SHOTS, TEXTS, seen

LARGEST = 160_000
"""Bytes of a picture."""


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_is_not_older_than_the_checker(name: str, checker: Checker) -> None:
    taken = json.loads(TEXTS.read_text(encoding="utf-8"))
    checker.page.set_viewport_size({"width": 1280, "height": 900})
    assert seen(SHOTS[name](checker.page)) == taken[name], "make screenshots"


def test_the_readme_shows_the_whole() -> None:
    readme = (FOLDER.parents[2] / "README.md").read_text(encoding="utf-8")
    for scheme in SCHEMES:
        assert f"docs/assets/screenshots/whole-{scheme}.webp" in readme


def test_there_is_one_of_each_in_each_scheme() -> None:
    files = {path.stem for path in FOLDER.glob("*.webp")}
    assert files == {f"{name}-{scheme}" for name in SHOTS for scheme in SCHEMES}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [name for name in SHOTS if name != "whole"])
def test_a_page_shows_it_with_its_size_and_in_words(site: Site, name: str, scheme: str) -> None:
    path = FOLDER / f"{name}-{scheme}.webp"
    assert path.stat().st_size < LARGEST
    shown = [
        image
        for page in site.pages.values()
        for image in page.select(f'img[src$="{path.name}#only-{scheme}"]')
    ]
    assert shown
    with Image.open(path) as picture:
        size = [str(side // SCALE) for side in picture.size]
    for image in shown:
        assert isinstance(image, Tag)
        assert [image["width"], image["height"]] == size
        assert len(str(image["alt"])) > 40
        assert image["loading"] == "lazy"
