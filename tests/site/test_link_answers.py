"""Each link that fills in the checker has a stored answer, which is the engine's."""

from __future__ import annotations

import json
from typing import Any

from forem_smtp import check
from forem_smtp.links import from_fragment
from forem_smtp.settings import ENCRYPTIONS
from sitegen.publish.link_answers import name_of
from tests.site.site import Site


def links(site: Site) -> set[str]:
    """Return the fragments of all links that fill in the form."""
    return {
        str(link["href"]).partition("#")[2]
        for page in site.pages.values()
        for link in page.select('a[href*="#check?"]')
    }


def files(site: Site) -> dict[str, dict[str, Any]]:
    """Return the stored answers by name."""
    paths = site.folder.glob("assets/answers-*/*.json")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def test_every_link_has_a_stored_answer(site: Site) -> None:
    found = links(site)
    assert len(found) > 200
    assert {name_of(link) for link in found} == set(files(site))


def test_every_form_lists_all_names(site: Site) -> None:
    forms = [form for page in site.pages.values() for form in page.select("#checker-root")]
    assert len(forms) == 2
    for form in forms:
        assert set(str(form["data-answers"]).split()) == set(files(site))


def test_stored_reports_are_the_engines(site: Site) -> None:
    written = files(site)
    for link in links(site):
        settings, forem = from_fragment(link)
        if settings.encryption not in ENCRYPTIONS:
            settings = settings.replaced({"encryption": ""})
        report = json.loads(json.dumps(check(settings, forem).to_json()))
        assert written[name_of(link)]["answer"]["report"] == report, link


def test_stored_answers_are_small(site: Site) -> None:
    sizes = sorted(path.stat().st_size for path in site.folder.glob("assets/answers-*/*.json"))
    assert sizes[len(sizes) // 2] < 3_000
    assert sizes[-1] < 16_000
