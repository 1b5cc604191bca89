"""What the Rails runner saves and shows, and its effect in Forem. No member signs in here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from forem_smtp import Settings, payload
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FOREM_FIELDS, SENDER_FIELDS
from tests.system.payloads.forem import Forem
from tests.system.payloads.values import Written, hard_cases, written

pytestmark = pytest.mark.needs("rails")
WRONG = SENDGRID.replaced({"authentication": "ssl"})


@pytest.fixture
def forem(tmp_path: Path) -> Forem:
    """A new Forem whose runner works without serving pages. It doesn't need Devise."""
    return Forem(tmp_path / "forem")


def test_rails_saves_the_settings(forem: Forem) -> None:
    done = forem.runner(payload(SENDGRID, "rails"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Saved: {', '.join(FOREM_FIELDS)}\n"
    assert forem.stored() == SENDGRID


def run_all(
    forem: Forem, cases: Iterable[Written], shows: str, folder: Path, before: str = ""
) -> list[Settings]:
    """Run all scripts in one runner; return the value of the Ruby expression `shows` after each."""
    scripts = folder / "scripts.json"
    scripts.write_text(json.dumps([text for _, text in cases]), "utf-8")
    done = forem.runner(
        f"require 'stringio'\n{before}\n"
        f"found = JSON.parse(File.read('{scripts}')).map do |script|\n"
        "  $stdout = StringIO.new\n  eval(script, TOPLEVEL_BINDING.dup)\n  $stdout = STDOUT\n"
        f"  {shows}\nend\nputs found.to_json\n"
    )
    assert done.returncode == 0, done.stderr
    return [Settings(**found) for found in json.loads(done.stdout)]


def test_rails_preserves_difficult_values(forem: Forem, tmp_path: Path) -> None:
    cases = hard_cases("rails")
    stored = run_all(forem, cases, "Settings::SMTP.stored.transform_values(&:to_s)", tmp_path)
    assert stored == [settings for settings, _ in cases]


def test_rails_passes_values_unchanged(forem: Forem, tmp_path: Path) -> None:
    # Records the service's arguments without storing them, so that thousands are fast.
    cases = written("rails")
    catch = "Settings::Upsert.define_singleton_method(:call) { |given, _| $given = given; new }"
    given = run_all(forem, cases, "$given", tmp_path, catch)
    assert given == [settings for settings, _ in cases]


def test_rails_leaves_out_fields_that_an_older_forem_lacks(tmp_path: Path) -> None:
    old_forem = Forem(tmp_path, "2021")
    done = old_forem.runner(payload(SENDGRID, "rails"))
    assert done.returncode == 0
    assert done.stderr == f"Left out, as this Forem does not know it: {', '.join(SENDER_FIELDS)}\n"
    assert old_forem.stored() == Settings(
        **{name: value for name, value in SENDGRID.given() if name not in SENDER_FIELDS}
    )


def test_rails_fails_when_forem_refuses(forem: Forem) -> None:
    done = forem.runner(payload(WRONG, "rails"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Not saved: Authentication is not one of")
    assert str(WRONG.password) not in done.stderr


@pytest.mark.parametrize("edition", ["2021", "current"])
def test_what_turns_mail_on(edition: str, tmp_path: Path) -> None:
    two = Settings(user_name="forem", password="secret")
    forem = Forem(tmp_path, edition)
    show = "print ForemInstance.smtp_enabled?"
    assert forem.runner(show).stdout == "false"
    assert forem.runner(payload(two, "rails") + show).stdout.endswith(
        {"2021": "true", "current": "false"}[edition]
    )
    assert forem.runner("ENV['SENDGRID_API_KEY'] = 'SG.x'\n" + show).stdout == "true"


@pytest.mark.parametrize(
    ("edition", "host"), [("2021", "smtp.sendgrid.net"), ("current", "localhost")]
)
def test_precedence_of_environment_and_saved_values(
    edition: str, host: str, tmp_path: Path
) -> None:
    variables = {
        "SENDGRID_API_KEY": "SG.x",
        "SMTP_ADDRESS": "other.test",
        "SMTP_USER_NAME": "forem",
        "SMTP_PASSWORD": "wrong",
    }
    forem = Forem(tmp_path, edition, environment=variables)
    saved = payload(SENDGRID.replaced({"address": "localhost"}), "rails")
    script = saved + "print Settings::SMTP.settings[:address]"
    assert forem.runner(script).stdout.endswith(f"\n{host}")
