"""Where a Forem can run: each place has a format and a page, and its commands are the guide's."""

from __future__ import annotations

from pathlib import Path

import pytest

from forem_smtp import PAYLOADS
from sitegen.errors import SiteError
from sitegen.generate import places as module
from sitegen.generate.places import places

DOCS = Path(__file__).parents[2] / "docs"
BY_ID = {place.id: place for place in places("../")}


def test_each_place_has_a_format_and_a_page() -> None:
    for place in BY_ID.values():
        assert place.payload in {*PAYLOADS, "manual-entry"}
        assert (DOCS / f"{place.page}.md").is_file()


@pytest.mark.parametrize("place", BY_ID.values(), ids=BY_ID)
def test_commands_read_the_formats_file(place: module.Place) -> None:
    save, *_ = [step.command for step in place.steps]
    if save and "<" in save:
        assert save.endswith(f"< {PAYLOADS[place.payload].filename}")
    if place.test and place.test.command:
        assert str(place.test.command).endswith(f"< {PAYLOADS['test-mail'].filename}")


def test_a_docker_command_is_only_for_docker() -> None:
    """Without a `test`, the checker shows the format's own command, which is Docker Compose's."""
    for place in BY_ID.values():
        assert place.test
        assert ("docker" in str(place.test.command)) == (place.id == "compose")


def test_every_place_says_to_restart_the_worker() -> None:
    for place in BY_ID.values():
        assert "worker" in place.steps[1].text or "Sidekiq" in place.steps[1].text


def test_steps_that_mention_the_script_link_to_it() -> None:
    for place in BY_ID.values():
        see = place.steps[2]
        assert ("see-smtp.rb" in see.text) == bool(see.command)
        assert ("the script" in see.text) == ("../importing/what-wins/#see-settings" in see.text)


def test_each_step_makes_sense_without_the_others() -> None:
    """Step 1 ends the console, for example, so step 3 opens it again."""
    for place in BY_ID.values():
        for step in [*place.steps, *([place.test] if place.test else [])]:
            assert "same console" not in step.text
            assert "console with this command" not in step.text or step.command


def test_links_and_code_become_html() -> None:
    see = str(BY_ID["kamal"].steps[2].text)
    link = '<a href="../importing/what-wins/#see-settings">the script <code>see-smtp.rb</code></a>'
    assert link in see
    for place in BY_ID.values():
        assert not [step.text for step in place.steps if "`" in step.text or "](" in step.text]


def test_a_command_that_is_not_in_the_guide_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = module.FILE.read_text(encoding="utf-8").replace('"rails-docker"', '"rails-dokcer"')
    (tmp_path / "places.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "FILE", tmp_path / "places.toml")
    with pytest.raises(SiteError, match="named rails-dokcer"):
        places("../")
