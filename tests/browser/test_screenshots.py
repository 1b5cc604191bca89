"""The screenshots are up to date, and pages reserve space for them."""

from __future__ import annotations

import json

import pytest
from bs4 import Tag
from PIL import Image

from tests.browser.checker import Checker
from tests.site.site import Site
from tools.screenshots import FOLDER, SCALE, SCHEMES, SHOTS, TEXTS, seen

LARGEST = 160_000
"""The maximum size of a picture in bytes."""


@pytest.mark.parametrize("name", SHOTS)
def test_screenshots_are_up_to_date(name: str, checker: Checker) -> None:
    taken = json.loads(TEXTS.read_text(encoding="utf-8"))
    checker.page.set_viewport_size({"width": 1280, "height": 900})
    assert seen(SHOTS[name](checker.page)) == taken[name], "make screenshots"


def test_the_readme_shows_the_whole_checker() -> None:
    readme = (FOLDER.parents[2] / "README.md").read_text(encoding="utf-8")
    for scheme in SCHEMES:
        assert f"docs/assets/screenshots/whole-{scheme}.webp" in readme


def test_each_screenshot_exists_in_both_schemes() -> None:
    files = {path.stem for path in FOLDER.glob("*.webp")}
    assert files == {f"{name}-{scheme}" for name in SHOTS for scheme in SCHEMES}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [name for name in SHOTS if name != "whole"])
def test_screenshots_have_a_size_and_a_description(site: Site, name: str, scheme: str) -> None:
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
