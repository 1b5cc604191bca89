"""A patch of Material that no longer fits stops the build, and says why it was made."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from sitegen.errors import SiteError
from sitegen.publish.material_patches import PATCHES, SCRIPT, SEARCH, Patch, apply

PAGE = '<div data-md-component="search" role="dialog"></div>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page, and the scripts of the installed Material."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    material = find_spec("material")
    assert material and material.origin
    templates = Path(material.origin).parent / "templates"
    for pattern in (SCRIPT, SEARCH):
        (source,) = templates.glob(pattern)
        script = tmp_path / source.relative_to(templates)
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_all_patches_apply(site: Path) -> None:
    apply(site)
    assert 'role="dialog" aria-label="Search"' in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.why[:40])
def test_a_patch_that_no_longer_fits_stops_the_build(site: Path, patch: Patch) -> None:
    (file,) = site.glob(patch.files)
    text = file.read_text(encoding="utf-8")
    file.write_text(patch.pattern.sub("", text), encoding="utf-8")
    with pytest.raises(SiteError) as stopped:
        apply(site)
    assert patch.why in str(stopped.value)


def test_a_patch_that_fits_twice_stops_the_build(site: Path) -> None:
    (site / "index.html").write_text(PAGE * 2, encoding="utf-8")
    with pytest.raises(SiteError, match="2 times"):
        apply(site)
