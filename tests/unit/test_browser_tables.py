"""The data left out of the browser's tables makes no difference to its answers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from forem_smtp import Instance, Settings, check, explain
from forem_smtp.hosting import hosting
from forem_smtp.providers import providers
from forem_smtp.replies.table import replies
from forem_smtp.rules import RULES
from sitegen.runtime.library import ONLY_ON_PAGES, lean_hosting, lean_providers
from tests.right_values import hosts, recommended

IN_THE_BROWSER = """
import json, sys, types

request = json.load(sys.stdin)
for name, tables in request["tables"].items():
    module = sys.modules[name] = types.ModuleType(name)
    module.TABLES = tables

from forem_smtp import Instance, Settings, check, explain
from forem_smtp.providers import providers

assert not any(provider.sources for provider in providers().values())
answers = [
    check(Settings(**settings), Instance(**instance)).to_json()
    for settings, instance in request["cases"]
]
answers += [explain(text, Settings(**settings)).to_json() for settings, text in request["texts"]]
print(json.dumps(answers))
"""


def cases() -> list[tuple[Settings, Instance]]:
    """Return every rule's examples, and valid and wrong values for each provider and company."""
    known = [it for rule in RULES for it in (*rule.caught, *rule.passed)]
    found = [(example.settings, example.instance) for example in known]
    for provider in providers().values():
        right = recommended(provider, hosts(provider)[0])
        wrong = right.replaced({"user_name": "me", "password": "other", "authentication": "login"})
        found += [(right, Instance()), (wrong, Instance())]
        found += [(wrong.replaced({"port": port}), Instance()) for port in ("25", "465", "2525")]
    found += [(known[0].settings, Instance(hosting=company)) for company in hosting()]
    return found


def test_findings_and_explanations_are_the_same_in_the_browser() -> None:
    texts = [(recommended(it, hosts(it)[0]), "535 no") for it in providers().values()]
    texts += [(Settings(), reply.example) for reply in replies()]
    request: dict[str, Any] = {
        "tables": {
            "forem_smtp.providers._tables": lean_providers(),
            "forem_smtp._hosting": lean_hosting(),
        },
        "cases": [(asdict(settings), asdict(instance)) for settings, instance in cases()],
        "texts": [(asdict(settings), text) for settings, text in texts],
    }
    done = subprocess.run(
        [sys.executable, "-c", IN_THE_BROWSER],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [check(settings, instance).to_json() for settings, instance in cases()]
    expected += [explain(text, settings).to_json() for settings, text in texts]
    assert json.loads(done.stdout) == json.loads(json.dumps(expected))


def test_the_left_out_keys_exist_in_the_full_tables() -> None:
    full = {key for provider in providers().values() for key in asdict(provider)}
    assert set(ONLY_ON_PAGES) <= full
    lean = {key for table in lean_providers().values() for key in table}
    assert lean and not lean & set(ONLY_ON_PAGES)


def test_the_browser_knows_which_plans_send_nothing_to_members() -> None:
    quotas = {
        name: table["quotas"] for name, table in lean_providers().items() if "quotas" in table
    }
    assert quotas["ses"] == [{"plan": "Sandbox, each region", "day": 200, "restricted": True}]
    assert "resend" not in quotas
