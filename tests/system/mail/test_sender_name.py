"""How Ruby's mail library parses From with an unquoted name, as Forem writes it."""

from __future__ import annotations

import json
import re
import subprocess
from random import Random

import pytest

from forem_smtp import RULES
from forem_smtp.rules.instance import breaks_sender
from tests import programs

pytestmark = pytest.mark.needs("action-mailer")
ADDRESS = "hello@example.org"
PARTS = [*"ab  ,,;;:<>[]()\"\\&'-", "é", "漢"]
# Reads names as JSON, and writes each email's sender.
SENDERS = """
require "json"
require "mail"
puts JSON.dump(JSON.parse($stdin.read).map { |name|
  Mail.new(from: "#{name} <hello@example.org>", to: "me@example.com").smtp_envelope_from
})
"""


def senders(names: list[str]) -> dict[str, str]:
    """Return the sender that the mail library parses, by community name."""
    done = subprocess.run(
        [programs.ruby(), "-e", SENDERS],
        input=json.dumps(names),
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_the_library_parses_names_as_the_checker_says() -> None:
    random = Random(15274)
    names = ["".join(random.choices(PARTS, k=random.randint(1, 7))).strip() for _ in range(1500)]
    # With a colon before a semicolon, a name may be a group, which the checker doesn't cover.
    plain = [name for name in dict.fromkeys(names) if name and not re.search(":.*;", name)]
    found = senders(plain)
    assert {name for name in plain if breaks_sender(name)} == {
        name for name, sender in found.items() if sender != ADDRESS
    }
    broken = sum(sender != ADDRESS for sender in found.values())
    assert 300 < broken < len(plain) - 50


def test_names_in_the_rules_examples() -> None:
    (rule,) = [one for one in RULES if one.code == "FOREM05"]
    caught = [str(example.instance.community_name) for example in rule.caught]
    passed = [name for one in rule.passed if (name := one.instance.community_name)]
    found = senders([*caught, *passed])
    assert all(found[name] != ADDRESS for name in caught)
    assert all(found[name] == ADDRESS for name in passed)
    assert found["Cats, Dogs & Co."] == "Cats"
    assert found["Forum: Cats"] == f"Forum: Cats <{ADDRESS}>"
