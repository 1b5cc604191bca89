"""The types in the page's JavaScript match the bridge's answers."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest

from forem_smtp import bridge
from forem_smtp.rules.samples import SENDGRID
from sitegen.runtime.assets import PAGE

TYPES = (PAGE / "types.d.ts").read_text(encoding="utf-8")
WRONG = SENDGRID.replaced({"port": "465", "user_name": "me@example.com"})


def names(interface: str) -> set[str]:
    """Return the properties of an interface."""
    found = re.search(rf"export interface {interface} \{{\n(.*?)\n\}}", TYPES, re.DOTALL)
    assert found, interface
    return set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE))


def call_bridge(function: str, **request: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(getattr(bridge, function)(json.dumps(request)))
    return answer


JUDGED = call_bridge("judge", settings=dataclasses.asdict(WRONG), name="dotenv", hidden=True)
READ = call_bridge("read", text="Host: smtp.example.com\nPort: 587 or 465")
EXPLAINED = call_bridge("explain", settings=dataclasses.asdict(WRONG), text="Net::ReadTimeout")
COUNTED = call_bridge("volume", values={"members": "100", "day_limit": "50"})


@pytest.mark.parametrize(
    ("interface", "answer"),
    {
        "Judgement": JUDGED,
        "Report": JUDGED["report"],
        "Finding": JUDGED["report"]["findings"][0],
        "Conversation": JUDGED["conversation"],
        "Step": JUDGED["conversation"]["steps"][0],
        "Payload": JUDGED["payload"],
        "ParseResult": READ,
        "Explanation": EXPLAINED,
        "Cause": EXPLAINED["causes"][0],
        "Volume": COUNTED,
        "VolumeLine": COUNTED["lines"][0],
    }.items(),
)
def test_answers_have_the_properties_of_their_type(interface: str, answer: dict[str, Any]) -> None:
    # An answer may have more, which the page doesn't use.
    assert names(interface) <= set(answer)


def test_the_bridge_has_every_function_that_the_page_calls() -> None:
    called = names("Bridge")
    assert called <= set(bridge.__all__)
    modules = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.rglob("*.mjs"))
    for name in called:
        assert f'"{name}"' in modules, name
