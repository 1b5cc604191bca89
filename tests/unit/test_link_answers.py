"""The answers that the build stores for the site's links that fill in the form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from forem_smtp import bridge
from sitegen.errors import SiteError
from sitegen.publish import link_answers
from sitegen.publish.link_answers import name_of, request, write

LINK = "check?v=1&port=587&community_name=Cats%20%26%20Co"
PAGE = f"""<a href="#check">No link</a> <a href="../checker/#{LINK.replace("&", "&amp;")}">One</a>
<a class="x" href="#check?v=1&amp;port=25">Two</a> <a href="../checker/#{LINK}">One again</a>"""
FORM = '<div class="checker" id="checker-root" data-root="../">'


def test_names_are_the_hash_that_the_page_computes() -> None:
    # Test vectors from the specification of FNV, draft-eastlake-fnv.
    assert [name_of(text) for text in ("", "a", "foobar")] == ["811c9dc5", "e40c292c", "bf9cf968"]
    assert name_of("é") == "1e9de8c1"


def test_each_link_gets_a_file_and_each_form_all_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "form.html").write_text(FORM)
    write(tmp_path, "assets/answers")
    files = sorted(path.stem for path in (tmp_path / "assets/answers").iterdir())
    assert files == sorted([name_of(LINK), name_of("check?v=1&port=25")])
    names = re.search(r' data-answers="([^"]*)"', (tmp_path / "form.html").read_text())
    assert names and sorted(names[1].split()) == files
    assert (tmp_path / "page.html").read_text() == PAGE


def test_a_file_has_the_request_and_its_answer(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    write(tmp_path, "answers")
    whole = json.loads((tmp_path / f"answers/{name_of(LINK)}.json").read_text(encoding="utf-8"))
    assert whole["request"]["forem"]["community_name"] == "Cats & Co"
    assert whole["answer"] == json.loads(bridge.judge(json.dumps(whole["request"])))


def test_values_that_the_form_cannot_show_are_left_out() -> None:
    strange = "check?v=1&encryption=ssl&hosting=nowhere&edition=1999&password=Tulip-92&name=dotenv"
    assert request(strange) == request("check?v=1")
    assert request("check?v=1&hosting=other")["forem"]["hosting"] == "other"


def test_a_hash_collision_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    monkeypatch.setattr(link_answers, "name_of", lambda link: "00000000")
    with pytest.raises(SiteError, match="the same hash"):
        write(tmp_path, "answers")
