"""Python in the browser gives exactly the same answers as Python on this machine.

Its standard library is reduced to what the engine needs, so this exercises every part of the engine
that the page can reach.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from itertools import cycle
from typing import Any

import pytest
from playwright.sync_api import Page

from forem_smtp import PAYLOADS, Instance, bridge, check
from forem_smtp.hosting import hosting
from forem_smtp.presets import presets
from forem_smtp.rules import RULES, Example
from forem_smtp.rules.samples import OWN, SENDGRID
from forem_smtp.settings import FIELDS
from tests.browser.server import Server
from tests.unit.test_stable import STABLE
from tools.pasted_texts import SAMPLES

pytestmark = pytest.mark.usefixtures("real_python")

EXAMPLES = [example for rule in RULES for example in (*rule.caught, *rule.passed)]
CHOICES = [Example(settings=preset.settings) for preset in presets()]
HOSTED = [
    Example(settings=OWN, instance=Instance(hosting=company)) for company in (*hosting(), "nowhere")
]
UNUSUAL = [
    Example(settings=SENDGRID.replaced({name: text}), instance=Instance(app_domain=text))
    for name in FIELDS
    for text in (
        "",
        " ",
        "0",
        "５８７",
        "9" * 500,
        "-1",
        "١٢",
        "xn--mnchen-3ya.example",
        "münchen.example",
        "[::1]",
        "::1",
        "127.0.0.1",
        "10.1.2.3",
        "1.2.3.4.5",
        "http://[::1]:587/a?b#c",
        "\ud800",
        "\0",
        "\u200b\u00a0\ufeff",
        "a\r\nb",
        "\U0001f600" * 50,
        "\"'`\\$#{}()",
    )
]
TEXTS = [sample.text for sample in SAMPLES]
MESSAGES = [
    line.split(" | ")[2]
    for line in (STABLE / "replies.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TYPED = [
    {},
    {"members": "1200", "digest_days": "7", "signups": "5", "day_limit": "1000"},
    *({"members": text} for text in ("x", "-1", "1.5", "1e9", "10,000", "10\u202f000", "9" * 500)),
]
SETTINGS = dataclasses.asdict(SENDGRID)
ASK = """async ([module, requests]) => {
    const { startPython } = await import(module);
    const python = await startPython();
    const answers = [];
    for (const [name, request] of JSON.parse(requests)) {
        answers.push(JSON.stringify(await python.call(name, request)));
    }
    return JSON.stringify(answers);
}"""


def requests(example: Example, formats: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return every request that the page can make about these values, with these payloads."""
    values = {
        "settings": dataclasses.asdict(example.settings),
        "forem": dataclasses.asdict(example.instance),
    }
    asked: list[tuple[str, dict[str, Any]]] = [
        ("check", values),
        ("link", values),
        ("support", values),
    ]
    asked.append(("conversation", values))
    asked.append(("fix", {**values, "code": "NONE00"}))
    for finding in check(example.settings, example.instance).findings:
        for alternative in (False, True):
            if finding.alternative if alternative else finding.fix:
                asked.append(("fix", {**values, "code": finding.code, "alternative": alternative}))
    asked.append(("judge", values))
    for name in formats:
        asked.append(("judge", {**values, "name": name, "hidden": False}))
        asked.append(("payload", {**values, "name": name, "hidden": True}))
    return asked


def ask_pyodide(page: Page, server: Server, asked: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Return Pyodide's answers, in the page, as visitors get them."""
    module = next(server.folder.glob("assets/checker-*/worker-client.mjs"))
    address = server.home + module.relative_to(server.folder).as_posix()
    page.goto(server.home)
    answers = json.loads(page.evaluate(ASK, [address, json.dumps(asked)]))
    return [json.loads(answer) for answer in answers]


def test_both_pythons_give_the_same_json(page: Page, server: Server) -> None:
    # What a payload does with a value depends on its characters, not on what the rules say of it.
    usual = zip([*EXAMPLES, *CHOICES, *HOSTED], cycle(PAYLOADS), strict=False)
    asked = [request for example, name in usual for request in requests(example, [name])]
    asked += [request for example in UNUSUAL for request in requests(example, PAYLOADS)]
    asked += [("read", {"text": text}) for text in (*TEXTS, *MESSAGES)]
    asked += [("explain", {"text": text, "settings": SETTINGS}) for text in (*MESSAGES, "poem")]
    asked += [("volume", {"values": values}) for values in TYPED]
    answers = ask_pyodide(page, server, asked)
    assert len(answers) == len(asked)
    for (name, request), answer in zip(asked, answers, strict=True):
        here = getattr(bridge, name)(json.dumps(request))
        assert json.dumps(answer) == here, (name, request)


def test_stored_link_answers_are_those_of_the_browser(page: Page, server: Server) -> None:
    paths = server.folder.glob("assets/answers-*/*.json")
    written = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    assert len(written) > 200
    answers = ask_pyodide(page, server, [("judge", each["request"]) for each in written])
    for each, answer in zip(written, answers, strict=True):
        assert each["answer"] == answer, each["request"]
